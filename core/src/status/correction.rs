//! Corrections: indexes that an issuer takes back from withdrawn or revoked.

use super::{Status, StatusError, StatusList, StatusStatement};
use crate::cbor::{CborFault, Reader};
use crate::label::{Date, fields};
use crate::limits::MAX_CORRECTIONS;
use coset::cbor::Value;

/// A range of indexes that an issuer has corrected, and the day of the correction.
///
/// A correction excuses that an index is no longer withdrawn or revoked, if a list of that day or before called it so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Correction {
    /// The first index.
    pub first: u32,
    /// The last index, included.
    pub last: u32,
    /// The day of the correction.
    pub on: Date,
}

impl StatusStatement {
    /// Corrects a range of indexes: from this list on, they may have another status than withdrawn or revoked.
    /// The status itself does not change: [`record`](Self::record) changes it. The day of the correction is the date of
    /// the list.
    ///
    /// # Errors
    /// `Corrections` if the range ends before it starts, or if there would be more than 4,096 ranges.
    pub fn correct(&mut self, first: u32, last: u32) -> Result<(), StatusError> {
        let mut ranges = Vec::new();
        for old in self.corrections.iter().copied() {
            // The parts of an earlier range before and after the new one keep their day.
            if let Some(end) = first.checked_sub(1).filter(|_| old.first < first) {
                ranges.push(Correction { last: old.last.min(end), ..old });
            }
            if let Some(start) = last.checked_add(1).filter(|_| old.last > last) {
                ranges.push(Correction { first: old.first.max(start), ..old });
            }
        }
        ranges.push(Correction { first, last, on: self.date() });
        ranges.sort_unstable_by_key(|range| range.first);
        ranges.dedup_by(|next, range| {
            let continues = range.on == next.on && range.last.checked_add(1) == Some(next.first);
            if continues {
                range.last = next.last;
            }
            continues
        });
        if last < first || ranges.len() > MAX_CORRECTIONS {
            return Err(StatusError::Corrections);
        }
        self.corrections = ranges;
        Ok(())
    }
}

impl StatusList {
    /// Checks that every index that the list held calls withdrawn or revoked is still one of the two, or is corrected
    ///
    ///
    /// # Errors
    /// `Regressed` with the first index for which this does not hold.
    pub fn check_final_values(&self, held: &StatusList) -> Result<(), StatusError> {
        let mut statuses = self.statuses().iter();
        for (index, before) in (0u32..).zip(held.statuses().iter()) {
            let is_kept = statuses.next().is_some_and(Status::is_final);
            if before.is_final() && !is_kept && !self.is_corrected(index, held.date()) {
                return Err(StatusError::Regressed { index, held: held.issued_at() });
            }
        }
        Ok(())
    }

    /// Returns whether a correction of that day or later covers an index.
    fn is_corrected(&self, index: u32, listed_on: Date) -> bool {
        let at = self.corrections().partition_point(|range| range.last < index);
        self.corrections().get(at).is_some_and(|range| range.first <= index && range.on >= listed_on)
    }
}

/// Reads corrections, whose ranges ascend and do not overlap.
pub(super) fn read(reader: &mut Reader<'_>) -> Result<Vec<Correction>, Box<StatusError>> {
    let corrections = reader.list(1, MAX_CORRECTIONS, |reader| {
        reader.tuple(3, |reader| {
            let (first, last) = (reader.number()?, reader.number()?);
            Ok::<_, Box<StatusError>>(Correction { first, last, on: fields::date(reader)? })
        })
    })?;
    let ascends = corrections.is_sorted_by(|before, next| before.last < next.first);
    let is_whole = corrections.iter().all(|range| range.first <= range.last);
    if ascends && is_whole { Ok(corrections) } else { Err(CborFault::Unexpected.into()) }
}

pub(super) fn to_value(correction: &Correction) -> Value {
    Value::Array(vec![correction.first.into(), correction.last.into(), correction.on.days().into()])
}
