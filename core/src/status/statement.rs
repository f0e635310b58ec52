//! The content of a status list and its objects, before the list is signed.

use super::object::{Row, ranges_of};
use super::token::SignedStatusList;
use super::{
    Change, Correction, InForce, LedgerHead, ObjectError, Past, STATUS_LIST_TYP, SignStatusError, Status, StatusArray,
    StatusError, StatusObject, Witness, claim, correction,
};
use crate::cbor::encode;
use crate::cose;
use crate::digest::Digest;
use crate::keys::Signer;
use crate::label::{Date, Timestamp};
use crate::limits::{MAX_CHANGES, MAX_WITNESSES};
use crate::trust::{Scheme, StatusListUri};
use coset::cbor::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The content of one version of a status list and of its objects.
///
/// ```
/// use starseal::status::{Change, Status, StatusStatement};
/// use starseal::trust::StatusListUri;
/// use starseal::{Date, SigningKey, Timestamp};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let status_key = SigningKey::from_seed(&[3; 32]);
/// # let scheme = common::scheme();
///
/// let uri = StatusListUri::new("https://jc-star.example/status").ok_or("not a URI")?;
/// let issued_at: Timestamp = "2026-11-22T03:00:00Z".parse()?;
///
/// // Room for 100 registrations, of which two have labels. One is revoked today. The other is printed with the last
/// // day 2026-12-31, and is extended.
/// let mut statement = StatusStatement::new(uri, &scheme, issued_at, 100);
/// let today = statement.date();
/// statement.allocate(7)?;
/// statement.allocate(8)?;
/// statement.record(7, Change::new(today, Status::Revoked))?;
/// let mut extension = Change::new(today, Status::Active);
/// extension.last_day = Some("2028-12-31".parse()?);
/// statement.extend(8, extension, "2026-12-31".parse()?)?;
/// assert_eq!(statement.statuses.get(7), Some(Status::Revoked));
///
/// // The list is signed, and its objects are published beside it.
/// let published = statement.sign(&status_key)?;
/// assert!(published.in_force.is_some());
/// # assert!(published.list.len() < 400);
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
    /// The time zone of the scheme's dates, in minutes east of UTC.
    pub utc_offset_minutes: i16,
    /// The statuses on the date of the list, by index.
    pub statuses: StatusArray,
    /// All changes of each index, in the order of their days.
    pub changes: BTreeMap<u32, Vec<Change>>,
    /// The starts of extensions, by the index and the effective day of their changes (R-113).
    pub extension_starts: BTreeMap<(u32, Date), Date>,
    /// The witnesses of labels whose key is compromised, by index (R-72).
    pub witnesses: BTreeMap<u32, BTreeSet<Witness>>,
    /// The indexes that were taken back from withdrawn or revoked (R-97). [`correct`](Self::correct) adds to them.
    pub corrections: Vec<Correction>,
    /// The SHA-256 of the signed list that this one follows; none in an issuer's first list (R-98).
    pub predecessor: Option<Digest>,
    /// The event of the registry's ledger from which the list is made; none without a ledger (R-121).
    pub ledger_head: Option<LedgerHead>,
}

/// A signed status list with its objects, as they are published.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Publication {
    /// The signed list.
    pub list: Vec<u8>,
    /// The in-force object, which everybody needs; none if nothing is extended or dated ahead.
    pub in_force: Option<Vec<u8>>,
    /// The past object, for questions about past days.
    pub past: Vec<u8>,
    /// The witness directory; none without witnesses.
    pub witness_directory: Option<Vec<u8>>,
    /// The witness ranges, in the order of the directory.
    pub witness_ranges: Vec<Vec<u8>>,
}

impl Publication {
    /// Returns the objects in an order in which they can be given to a verifier.
    pub fn objects(&self) -> impl Iterator<Item = &[u8]> {
        let first = self.in_force.iter().chain([&self.past]).chain(&self.witness_directory);
        first.chain(&self.witness_ranges).map(Vec::as_slice)
    }
}

impl StatusStatement {
    /// Makes the statement of an issuer's first list, with at least `entries` indexes, none of them allocated.
    #[must_use]
    pub fn new(uri: StatusListUri, scheme: &Scheme, issued_at: Timestamp, entries: u32) -> Self {
        StatusStatement {
            uri,
            issued_at,
            expires_at: None,
            utc_offset_minutes: scheme.utc_offset_minutes,
            statuses: StatusArray::new(entries),
            changes: BTreeMap::new(),
            extension_starts: BTreeMap::new(),
            witnesses: BTreeMap::new(),
            corrections: Vec::new(),
            predecessor: None,
            ledger_head: None,
        }
    }

    /// Returns the date of the list, in the scheme's time zone.
    #[must_use]
    pub fn date(&self) -> Date {
        Date::at(self.issued_at, self.utc_offset_minutes)
    }

    /// Allocates an index, for a label that is about to be issued. Its status becomes active.
    ///
    /// # Errors
    /// `Index` if there is no such index or it is allocated already.
    pub fn allocate(&mut self, index: u32) -> Result<(), StatusError> {
        let is_free = self.statuses.get(index) == Some(Status::NotAllocated);
        if is_free && self.statuses.set(index, Status::Active) { Ok(()) } else { Err(StatusError::Index { index }) }
    }

    /// Records a change, and updates the statuses to the date of the list. It replaces a change of the same day.
    ///
    /// # Errors
    /// `Index` if there is no such index, if it is not allocated, or if it has 64 changes already. `ExtensionStart` if
    /// the change is the first extension of the index: [`extend`](Self::extend) records that.
    pub fn record(&mut self, index: u32, change: Change) -> Result<(), StatusError> {
        let of_index = self.changes.get(&index).map(Vec::as_slice).unwrap_or_default();
        let is_extended = of_index.iter().any(|c| c.last_day.is_some() && c.effective_on < change.effective_on);
        if change.last_day.is_some() && !is_extended {
            return Err(StatusError::ExtensionStart { index });
        }
        self.insert(index, change)?;
        self.extension_starts.remove(&(index, change.effective_on));
        self.bring_up_to_date()
    }

    /// Records a change that states a last day. `valid_until` is the last day that was valid before: for the first
    /// extension, the printed one. The extension starts on the day after it, or on its effective day if that is later.
    ///
    /// # Errors
    /// `Index` as for [`record`](Self::record).
    pub fn extend(&mut self, index: u32, change: Change, valid_until: Date) -> Result<(), StatusError> {
        self.insert(index, change)?;
        let start = change.effective_on.max(valid_until.plus_days(1));
        self.extension_starts.insert((index, change.effective_on), start);
        self.bring_up_to_date()
    }

    fn insert(&mut self, index: u32, change: Change) -> Result<(), StatusError> {
        let fault = StatusError::Index { index };
        let is_allocated = !matches!(self.statuses.get(index), None | Some(Status::NotAllocated));
        if !is_allocated || !Status::GIVEN.contains(&change.status) {
            return Err(fault);
        }
        let changes = self.changes.entry(index).or_default();
        match changes.binary_search_by_key(&change.effective_on, |change| change.effective_on) {
            Ok(at) => changes.iter_mut().skip(at).take(1).for_each(|same_day| *same_day = change),
            Err(_) if changes.len() >= MAX_CHANGES => return Err(fault),
            Err(at) => changes.insert(at, change),
        }
        Ok(())
    }

    /// Updates each status that has changes to the date of the list. Changes with a later date take effect in this way.
    ///
    /// # Errors
    /// `Index` if there are changes of an index that the list does not have.
    pub fn bring_up_to_date(&mut self) -> Result<(), StatusError> {
        let date = self.date();
        for (index, changes) in &self.changes {
            if !self.statuses.set(*index, status_on(changes, date)) {
                return Err(StatusError::Index { index: *index });
            }
        }
        Ok(())
    }

    /// Returns the indexes whose first extension is effective, while the last day that was valid before it is not known
    /// (R-113). Such a list cannot be signed. This happens to an extension that was dated ahead in a list from which
    /// this statement was made; [`extend`](Self::extend) records it again.
    #[must_use]
    pub fn unknown_extension_starts(&self) -> Vec<u32> {
        let date = self.date();
        let is_unknown = |(index, changes): &(&u32, &Vec<Change>)| {
            let stating = changes.iter().rposition(|c| c.last_day.is_some() && c.effective_on <= date);
            stating.is_some_and(|at| self.extension_start(**index, changes, at).is_none())
        };
        self.changes.iter().filter(is_unknown).map(|(index, _)| *index).collect()
    }

    /// Returns the start of the extension by one of the changes of an index.
    fn extension_start(&self, index: u32, changes: &[Change], at: usize) -> Option<Date> {
        let effective_on = changes.get(at)?.effective_on;
        let known = self.extension_starts.get(&(index, effective_on)).copied();
        let before = changes.iter().take(at).rev().find_map(|change| change.last_day);
        known.or_else(|| before.map(|before| effective_on.max(before.plus_days(1))))
    }

    /// Makes the in-force and the past object.
    fn changes(&self) -> Result<(InForce, Past), StatusError> {
        let date = self.date();
        let mut in_force = InForce { last_days: Vec::new(), changes: Vec::new() };
        let mut past = Past { changes: Vec::new() };
        for (index, changes) in &self.changes {
            let fault = StatusError::Index { index: *index };
            let ascends = changes.is_sorted_by(|before, next| before.effective_on < next.effective_on);
            if !ascends || changes.len() > MAX_CHANGES {
                return Err(fault);
            }
            for (at, change) in changes.iter().enumerate() {
                let row = Row::new(*index, change).ok_or_else(|| fault.clone())?;
                past.changes.push(row);
                if change.effective_on > date {
                    in_force.changes.push(row);
                } else if let Some(last_day) = change.last_day {
                    let start = self.extension_start(*index, changes, at);
                    let start = start.ok_or(StatusError::ExtensionStart { index: *index })?;
                    if last_day < change.effective_on {
                        return Err(fault);
                    }
                    let entry = Row::entry(*index, start, last_day).ok_or_else(|| fault.clone())?;
                    in_force.last_days.pop_if(|before| before.index == *index);
                    in_force.last_days.push(entry);
                }
            }
        }
        for (index, status) in (0_u32..).zip(self.statuses.iter()) {
            let changes = self.changes.get(&index).map(Vec::as_slice).unwrap_or_default();
            let agrees = match status {
                Status::NotAllocated => changes.is_empty(),
                status => status == status_on(changes, date),
            };
            if !agrees {
                return Err(StatusError::Index { index });
            }
        }
        Ok((in_force, past))
    }

    /// Makes the objects of the list, and the payload that is signed (R-65).
    fn unsigned(&self) -> Result<(Vec<u8>, Publication), SignStatusError> {
        if let Some(expires_at) = self.expires_at.filter(|expires_at| *expires_at < self.issued_at) {
            return Err(StatusError::Lifetime { issued_at: self.issued_at, expires_at }.into());
        }
        if self.witnesses.values().any(|all| all.len() > MAX_WITNESSES) {
            return Err(ObjectError::Table.into());
        }
        let (in_force, past) = self.changes()?;
        let is_empty = in_force.last_days.is_empty() && in_force.changes.is_empty();
        let (directory, ranges) = ranges_of(&self.witnesses).unzip();
        let publication = Publication {
            list: Vec::new(),
            in_force: (!is_empty).then(|| in_force.to_bytes()),
            past: past.to_bytes(),
            witness_directory: directory,
            witness_ranges: ranges.unwrap_or_default(),
        };
        for object in publication.objects() {
            StatusObject::from_bytes(object)?;
        }
        Ok((self.payload(&publication), publication))
    }

    fn payload(&self, publication: &Publication) -> Vec<u8> {
        let statuses = Value::Map(vec![
            ("lst".into(), Value::Bytes(self.statuses.compress())),
            ("bits".into(), self.statuses.bits().into()),
        ]);
        let negative = |n: u64| Value::from(-1 - i128::from(n) as i64);
        // The keys are in bytewise order: unsigned before negative ones, and shorter before longer ones.
        let mut claims = vec![(Value::from(claim::SUB), self.uri.as_str().into())];
        claims.extend(self.expires_at.map(|time| (Value::from(claim::EXP), time.unix_seconds().into())));
        claims.push((Value::from(claim::IAT), self.issued_at.unix_seconds().into()));
        claims.push((Value::from(claim::STATUS_LIST), statuses));
        let digest = |key, digest: Digest| (negative(key), Value::Bytes(digest.as_bytes().to_vec()));
        let bound = |key, object: &Vec<u8>| digest(key, Digest::of(object));
        claims.extend(publication.in_force.as_ref().map(|object| bound(claim::IN_FORCE, object)));
        claims.extend(publication.witness_directory.as_ref().map(|object| bound(claim::WITNESSES, object)));
        if !self.corrections.is_empty() {
            let corrections = self.corrections.iter().map(correction::to_value).collect();
            claims.push((negative(claim::CORRECTIONS), Value::Array(corrections)));
        }
        claims.extend(self.predecessor.map(|of| digest(claim::PREDECESSOR, of)));
        claims.push(bound(claim::PAST, &publication.past));
        claims.extend(self.ledger_head.map(|head| (negative(claim::LEDGER_HEAD), head.to_value())));
        encode(&Value::Map(claims))
    }

    /// Encodes the payload that is signed: deterministic CBOR (R-65).
    ///
    /// # Errors
    /// As for [`sign`](Self::sign), except those of the signer.
    pub fn to_payload(&self) -> Result<Vec<u8>, SignStatusError> {
        Ok(self.unsigned()?.0)
    }

    /// Makes the objects of the list, with an empty list.
    ///
    /// # Errors
    /// As for [`sign`](Self::sign), except those of the signer.
    pub fn to_objects(&self) -> Result<Publication, SignStatusError> {
        Ok(self.unsigned()?.1)
    }

    /// Returns the number of bytes that a signer has to sign. Hardware and cloud services often sign at most 4,096
    /// bytes ([`USUAL_SIGNER_BYTES`](crate::limits::USUAL_SIGNER_BYTES)).
    ///
    /// # Errors
    /// As for [`sign`](Self::sign), except those of the signer.
    pub fn bytes_to_sign(&self) -> Result<usize, SignStatusError> {
        Ok(cose::sign1_length(&self.to_payload()?, Some(STATUS_LIST_TYP))?)
    }

    /// Signs the list, and verifies the signature. Returns the list with its objects.
    ///
    /// Whether the key may sign lists for this URI depends on the trust list:
    /// [`StatusList::open`](super::StatusList::open) checks that.
    ///
    /// # Errors
    /// `Signer` if the signer fails; `Status` or `Object` if verifiers would refuse the form of the result.
    pub fn sign(&self, signer: &dyn Signer) -> Result<Publication, SignStatusError> {
        let (payload, publication) = self.unsigned()?;
        let list = cose::sign1(&payload, Some(STATUS_LIST_TYP), signer)?;
        SignedStatusList::from_bytes(&list)?;
        Ok(Publication { list, ..publication })
    }
}

/// Returns the status of an index on a day by its changes.
fn status_on(changes: &[Change], day: Date) -> Status {
    let effective = changes.iter().rev().find(|change| change.effective_on <= day);
    effective.map_or(Status::Active, |change| change.status)
}
