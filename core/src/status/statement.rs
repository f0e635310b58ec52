//! What a status list states, before it is signed.

use super::history::History;
use super::token::SignedStatusList;
use super::{Change, STATUS_LIST_TYP, SignStatusError, Status, StatusArray, StatusError, Witness, claim};
use crate::cbor::{CborFault, encode};
use crate::cose;
use crate::keys::Signer;
use crate::label::{Date, Timestamp};
use crate::limits::{MAX_CHANGES, MAX_WITNESSES};
use crate::trust::StatusListUri;
use coset::cbor::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that an issuer says in one version of its status list.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusStatement {
    /// Where it is published, as the trust list has it.
    pub uri: StatusListUri,
    /// When it is issued: its version.
    pub issued_at: Timestamp,
    /// When a newer one should be at hand. Nothing stops working then.
    pub expires_at: Option<Timestamp>,
    /// The statuses on the day of issue.
    pub statuses: StatusArray,
    /// All changes of each index, in the order of their days.
    pub history: BTreeMap<u32, Vec<Change>>,
    /// Labels that stand although their key has fallen.
    pub witnesses: BTreeMap<u32, BTreeSet<Witness>>,
}

impl StatusStatement {
    /// An issuer's first list, with room for so many indexes, none of them allocated.
    #[must_use]
    pub fn new(uri: StatusListUri, issued_at: Timestamp, entries: u32) -> Self {
        StatusStatement {
            uri,
            issued_at,
            expires_at: None,
            statuses: StatusArray::new(entries),
            history: BTreeMap::new(),
            witnesses: BTreeMap::new(),
        }
    }

    /// Allocates an index to a label that is about to be issued: active, without changes.
    ///
    /// # Errors
    /// `History` where there is no such index, or it is allocated already.
    pub fn allocate(&mut self, index: u32) -> Result<(), StatusError> {
        let is_free = self.statuses.get(index) == Some(Status::NotAllocated);
        if is_free && self.statuses.set(index, Status::Active) { Ok(()) } else { Err(StatusError::History { index }) }
    }

    /// Records a change, in place of one of the same day, and brings the status up to `today`.
    ///
    /// # Errors
    /// `History` where there is no such index or it is not allocated, or where it has 64 changes already.
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

    /// Sets each status with a history to what it is on a day: that of the list's issue. Changes announced for days
    /// since the last list take effect so.
    ///
    /// # Errors
    /// `History` for an index that the list does not have.
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

    /// The payload that is signed: deterministic CBOR.
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
        // In bytewise order of the keys: unsigned ones before negative ones, each from the shortest on.
        let mut claims = vec![(Value::from(claim::SUB), self.uri.as_str().into())];
        claims.extend(self.expires_at.map(|time| (Value::from(claim::EXP), time.unix_seconds().into())));
        claims.push((Value::from(claim::IAT), self.issued_at.unix_seconds().into()));
        claims.push((Value::from(claim::STATUS_LIST), statuses));
        claims.push((negative(claim::HISTORY), Value::Map(history.collect())));
        let witnesses: Vec<_> = witnesses.collect();
        if !witnesses.is_empty() {
            claims.push((negative(claim::WITNESSES), Value::Map(witnesses)));
        }
        encode(&Value::Map(claims))
    }

    /// Signs the list, and verifies the signature before handing it out. Whether the key may sign for that address is a
    /// trust list's to say: ask [`StatusList::open`](super::StatusList::open) with the newest.
    ///
    /// # Errors
    /// [`SignStatusError`], where the signer fails or no verifier would take the result.
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
