//! The content of a status list, before it is signed.

use super::history::History;
use super::token::SignedStatusList;
use super::{
    Change, Correction, STATUS_LIST_TYP, SignStatusError, Status, StatusArray, StatusError, Witness, claim, correction,
};
use crate::cbor::{CborFault, encode};
use crate::cose;
use crate::digest::Digest;
use crate::keys::Signer;
use crate::label::{Date, Timestamp};
use crate::limits::{MAX_CHANGES, MAX_WITNESSES};
use crate::trust::StatusListUri;
use coset::cbor::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The content of one version of a status list.
///
/// ```
/// use starseal::status::{Change, Status, StatusStatement};
/// use starseal::trust::StatusListUri;
/// use starseal::{Date, SigningKey, Timestamp};
/// # let status_key = SigningKey::from_seed(&[3; 32]);
///
/// let uri = StatusListUri::new("https://jc-star.example/status").ok_or("not a URI")?;
/// let issued_at: Timestamp = "2026-11-22T03:00:00Z".parse()?;
/// let today: Date = "2026-11-22".parse()?;
///
/// // Room for 100 registrations, of which one has a label. It is revoked today.
/// let mut statement = StatusStatement::new(uri, issued_at, 100);
/// statement.allocate(7)?;
/// statement.record(7, Change::new(today, Status::Revoked), today)?;
/// assert_eq!(statement.statuses.get(7), Some(Status::Revoked));
/// let bytes = statement.sign(&status_key)?;
/// # assert!(bytes.len() < 300);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusStatement {
    /// The URI of the list, as the trust list has it.
    pub uri: StatusListUri,
    /// The time at which the list is issued, which is its version (R-74).
    pub issued_at: Timestamp,
    /// The time by which a newer list should be available. The list remains usable after that time (R-76).
    pub expires_at: Option<Timestamp>,
    /// The statuses on the day of issue, by index.
    pub statuses: StatusArray,
    /// All changes of each index, in the order of their days (R-68).
    pub history: BTreeMap<u32, Vec<Change>>,
    /// The witnesses of labels whose key is compromised, by index (R-72).
    pub witnesses: BTreeMap<u32, BTreeSet<Witness>>,
    /// The indexes that were taken back from withdrawn or revoked (R-97). [`correct`](Self::correct) adds to them.
    pub corrections: Vec<Correction>,
    /// The SHA-256 of the signed list that this one follows; none in an issuer's first list (R-98).
    pub predecessor: Option<Digest>,
}

impl StatusStatement {
    /// Makes the statement of an issuer's first list, with at least `entries` indexes, none of them allocated.
    #[must_use]
    pub fn new(uri: StatusListUri, issued_at: Timestamp, entries: u32) -> Self {
        StatusStatement {
            uri,
            issued_at,
            expires_at: None,
            statuses: StatusArray::new(entries),
            history: BTreeMap::new(),
            witnesses: BTreeMap::new(),
            corrections: Vec::new(),
            predecessor: None,
        }
    }

    /// Allocates an index, for a label that is about to be issued. Its status becomes active.
    ///
    /// # Errors
    /// `History` if there is no such index or it is allocated already.
    pub fn allocate(&mut self, index: u32) -> Result<(), StatusError> {
        let is_free = self.statuses.get(index) == Some(Status::NotAllocated);
        if is_free && self.statuses.set(index, Status::Active) { Ok(()) } else { Err(StatusError::History { index }) }
    }

    /// Records a change, and updates the statuses to `today`. It replaces a change of the same day.
    ///
    /// # Errors
    /// `History` if there is no such index, if it is not allocated, or if it has 64 changes already.
    pub fn record(&mut self, index: u32, change: Change, today: Date) -> Result<(), StatusError> {
        let fault = StatusError::History { index };
        if matches!(self.statuses.get(index), None | Some(Status::NotAllocated)) {
            return Err(fault);
        }
        let changes = self.history.entry(index).or_default();
        match changes.binary_search_by_key(&change.effective_on, |change| change.effective_on) {
            Ok(at) => changes.iter_mut().skip(at).take(1).for_each(|same_day| *same_day = change),
            Err(_) if changes.len() >= MAX_CHANGES => return Err(fault),
            Err(at) => changes.insert(at, change),
        }
        self.bring_up_to(today)
    }

    /// Updates each status with a history to a day, which must be the date of issue of the list. Changes with a later
    /// date take effect in this way.
    ///
    /// # Errors
    /// `History` if the history has an index that the list does not have.
    pub fn bring_up_to(&mut self, today: Date) -> Result<(), StatusError> {
        for (index, changes) in &self.history {
            let effective = changes.iter().rev().find(|change| change.effective_on <= today);
            let status = effective.map_or(Status::Active, |change| change.status);
            if !self.statuses.set(*index, status) {
                return Err(StatusError::History { index: *index });
            }
        }
        Ok(())
    }

    /// Encodes the payload that is signed: deterministic CBOR (R-65).
    #[must_use]
    pub fn to_payload(&self) -> Vec<u8> {
        let statuses = Value::Map(vec![
            ("lst".into(), Value::Bytes(self.statuses.compress())),
            ("bits".into(), self.statuses.bits().into()),
        ]);
        let history =
            self.history.iter().filter(|(_, changes)| !changes.is_empty()).map(|(index, changes)| {
                (Value::from(*index), Value::Array(changes.iter().map(change_value).collect()))
            });
        let witnesses = self.witnesses.iter().filter(|(_, all)| !all.is_empty()).map(|(index, all)| {
            (Value::from(*index), Value::Array(all.iter().map(|one| Value::Bytes(one.as_bytes().to_vec())).collect()))
        });
        let negative = |n: u64| Value::from(-1 - i128::from(n) as i64);
        // The keys are in bytewise order: unsigned before negative ones, and shorter before longer ones.
        let mut claims = vec![(Value::from(claim::SUB), self.uri.as_str().into())];
        claims.extend(self.expires_at.map(|time| (Value::from(claim::EXP), time.unix_seconds().into())));
        claims.push((Value::from(claim::IAT), self.issued_at.unix_seconds().into()));
        claims.push((Value::from(claim::STATUS_LIST), statuses));
        claims.push((negative(claim::HISTORY), Value::Map(history.collect())));
        let witnesses: Vec<_> = witnesses.collect();
        if !witnesses.is_empty() {
            claims.push((negative(claim::WITNESSES), Value::Map(witnesses)));
        }
        if !self.corrections.is_empty() {
            let corrections = self.corrections.iter().map(correction::to_value).collect();
            claims.push((negative(claim::CORRECTIONS), Value::Array(corrections)));
        }
        if let Some(digest) = self.predecessor {
            claims.push((negative(claim::PREDECESSOR), Value::Bytes(digest.as_bytes().to_vec())));
        }
        encode(&Value::Map(claims))
    }

    /// Signs the list, and verifies the signature.
    ///
    /// Whether the key may sign lists for this URI depends on the trust list:
    /// [`StatusList::open`](super::StatusList::open) checks that.
    ///
    /// # Errors
    /// `Signer` if the signer fails; `Status` if verifiers would refuse the form of the result.
    pub fn sign(&self, signer: &dyn Signer) -> Result<Vec<u8>, SignStatusError> {
        if self.expires_at.is_some_and(|expires_at| expires_at < self.issued_at) {
            let expires_at = self.expires_at.unwrap_or(self.issued_at);
            return Err(StatusError::Lifetime { issued_at: self.issued_at, expires_at }.into());
        }
        for (index, changes) in &self.history {
            let flat: Vec<_> = changes.iter().map(|change| (*index, *change)).collect();
            if changes.len() > MAX_CHANGES || History::new(flat).is_none() {
                return Err(StatusError::History { index: *index }.into());
            }
        }
        if self.witnesses.values().any(|all| all.len() > MAX_WITNESSES) {
            return Err(StatusError::Cbor(CborFault::Unexpected).into());
        }
        let bytes = cose::sign1(&self.to_payload(), Some(STATUS_LIST_TYP), signer)?;
        SignedStatusList::from_bytes(&bytes)?;
        Ok(bytes)
    }
}

fn change_value(change: &Change) -> Value {
    let last_day = change.last_day.map_or(Value::Null, |day| day.days().into());
    Value::Array(vec![change.effective_on.days().into(), change.status.value().into(), last_day])
}
