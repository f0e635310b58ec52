//! Statements of next lists, made from a list and its objects.

use super::{Change, Status, StatusList, StatusObjects, StatusStatement, Witness, WitnessRange};
use crate::label::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Why no next list can be made from a status list and the objects held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NextError {
    /// A status of the list needs more than 4 bits.
    #[error("the list has statuses of more than 4 bits, which are not written here")]
    Bits,
    /// An object of the list is not held, so that its content would be lost.
    #[error("the {what} of the list is missing, and its content would be lost")]
    Missing {
        /// The object.
        what: &'static str,
    },
}

impl StatusList {
    /// Returns a statement to start the issuer's next list from, which names this list as its predecessor. The objects
    /// are those of this list; all of them are needed.
    ///
    /// # Errors
    /// [`NextError`] if an object is missing, or if a status of this list needs more than 4 bits. A list without a past
    /// object has statuses that are not active only if another program has written it; its past is missing too.
    pub fn statement(&self, objects: &StatusObjects) -> Result<StatusStatement, NextError> {
        let missing = |what| NextError::Missing { what };
        if self.in_force().is_some() && objects.in_force().is_none() {
            return Err(missing("in-force object"));
        }
        let is_changed = |status| !matches!(status, Status::Active | Status::NotAllocated);
        let needs_past = self.past().is_some() || self.statuses().iter().any(is_changed);
        if needs_past && objects.past().is_none() {
            return Err(missing("past object"));
        }
        if !objects.has_all_witnesses(self) {
            return Err(missing("witness directory or one of its ranges"));
        }
        let mut changes: BTreeMap<u32, Vec<Change>> = BTreeMap::new();
        for (index, change) in objects.past().into_iter().flat_map(super::Past::changes) {
            changes.entry(index).or_default().push(change);
        }
        let mut witnesses: BTreeMap<u32, BTreeSet<Witness>> = BTreeMap::new();
        for (index, witness) in objects.ranges().flat_map(WitnessRange::witnesses) {
            witnesses.entry(index).or_default().insert(witness);
        }
        let mut starts: BTreeMap<(u32, Date), Date> = BTreeMap::new();
        for (index, start, _) in objects.in_force().into_iter().flat_map(super::InForce::last_days) {
            let of_index = changes.get(&index).map(Vec::as_slice).unwrap_or_default();
            let stating = of_index.iter().rev().find(|c| c.last_day.is_some() && c.effective_on <= self.date());
            starts.extend(stating.map(|change| ((index, change.effective_on), start)));
        }
        Ok(StatusStatement {
            uri: self.uri().clone(),
            issued_at: self.issued_at(),
            expires_at: self.expires_at(),
            utc_offset_minutes: self.utc_offset_minutes(),
            statuses: self.statuses().at_four_bits().ok_or(NextError::Bits)?,
            changes,
            extension_starts: starts,
            witnesses,
            corrections: self.corrections().to_vec(),
            predecessor: Some(self.digest()),
            // The next list is made from another event.
            ledger_head: None,
        })
    }
}
