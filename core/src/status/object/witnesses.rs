//! Witnesses, by ranges of indexes: a directory, and an object for each range.

use super::ObjectError;
use super::columns::{owners, push_number, read_counts, read_indexes, write_indexes};
use super::form::encoded;
use super::table::{bytes, columns};
use crate::cbor::Reader;
use crate::digest::Digest;
use crate::limits::{MAX_WITNESS_RANGES, MAX_WITNESSES};
use crate::status::Witness;
use coset::cbor::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The number of indexes in each range that is written. A range so has a few hundred KiB at most, and the longest list
/// has as many ranges as a directory may have.
const RANGE_INDEXES: u32 = 512;

/// The ranges of indexes of which a list has witnesses, and the digests of their objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessDirectory {
    /// Sorted, without overlaps.
    ranges: Vec<(u32, u32, Digest)>,
}

impl WitnessDirectory {
    pub(super) const NAME: &str = "starseal-witnesses";

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, ObjectError> {
        let ranges = reader.list(1, MAX_WITNESS_RANGES, |reader| {
            reader.tuple(3, |reader| {
                Ok::<_, ObjectError>((reader.number()?, reader.number()?, Digest::from_bytes(reader.byte_array()?)))
            })
        })?;
        let is_whole = ranges.iter().all(|(first, last, _)| first <= last);
        if is_whole && ranges.is_sorted_by(|(_, before, _), (first, ..)| before < first) {
            Ok(WitnessDirectory { ranges })
        } else {
            Err(ObjectError::Range)
        }
    }

    /// Returns the ranges: the first index, the last index and the digest of the object of each.
    #[must_use]
    pub fn ranges(&self) -> &[(u32, u32, Digest)] {
        &self.ranges
    }

    /// Returns the position of the range with an index.
    pub(super) fn position(&self, index: u32) -> Option<usize> {
        let at = self.ranges.partition_point(|(_, last, _)| *last < index);
        self.ranges.get(at).filter(|(first, ..)| *first <= index).map(|_| at)
    }

    fn to_bytes(&self) -> Vec<u8> {
        let range = |(first, last, digest): &(u32, u32, Digest)| {
            Value::Array(vec![(*first).into(), (*last).into(), Value::Bytes(digest.as_bytes().to_vec())])
        };
        encoded(Self::NAME, [Value::Array(self.ranges.iter().map(range).collect())])
    }
}

/// The witnesses of a range of indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessRange {
    pub(super) first: u32,
    pub(super) last: u32,
    /// Sorted.
    witnesses: Vec<(u32, Witness)>,
}

impl WitnessRange {
    pub(super) const NAME: &str = "starseal-witness-range";

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, ObjectError> {
        let (first, last) = (reader.number()?, reader.number()?);
        let witnesses = witnesses(columns(reader)?).ok_or(ObjectError::Table)?;
        let is_within = |(index, _): &(u32, Witness)| (first..=last).contains(index);
        if witnesses.iter().all(is_within) {
            Ok(WitnessRange { first, last, witnesses })
        } else {
            Err(ObjectError::Range)
        }
    }

    /// Returns the witnesses, each with its index.
    pub fn witnesses(&self) -> impl Iterator<Item = (u32, Witness)> {
        self.witnesses.iter().copied()
    }

    pub(super) fn has(&self, index: u32, witness: Witness) -> bool {
        self.witnesses.binary_search(&(index, witness)).is_ok()
    }

    fn to_bytes(&self, indexes: Vec<u32>, counts: Vec<u8>) -> Vec<u8> {
        let digests = self.witnesses.iter().flat_map(|(_, witness)| *witness.as_bytes()).collect();
        let table = bytes([write_indexes(indexes), counts, digests]);
        encoded(Self::NAME, [self.first.into(), self.last.into(), table])
    }
}

fn witnesses([indexes, counts, digests]: [&[u8]; 3]) -> Option<Vec<(u32, Witness)>> {
    let indexes = read_indexes(indexes)?;
    let counts = read_counts(counts, indexes.len(), MAX_WITNESSES)?;
    let (digests, rest) = digests.as_chunks::<32>();
    let owners = owners(&indexes, &counts, digests.len()).filter(|_| rest.is_empty())?;
    let all: Vec<_> = owners.zip(digests.iter().map(|digest| Witness::from_bytes(*digest))).collect();
    all.is_sorted_by(|before, next| before < next).then_some(all)
}

/// Encodes the directory and the ranges for witnesses by index; none if there are no witnesses.
pub(in crate::status) fn ranges_of(all: &BTreeMap<u32, BTreeSet<Witness>>) -> Option<(Vec<u8>, Vec<Vec<u8>>)> {
    let mut ranges: BTreeMap<u32, Vec<(u32, &BTreeSet<Witness>)>> = BTreeMap::new();
    for (index, of_index) in all.iter().filter(|(_, of_index)| !of_index.is_empty()) {
        ranges.entry(index / RANGE_INDEXES).or_default().push((*index, of_index));
    }
    let (mut directory, mut objects) = (WitnessDirectory { ranges: Vec::new() }, Vec::new());
    for (number, of_range) in ranges {
        let first = number * RANGE_INDEXES;
        let mut counts = Vec::new();
        of_range.iter().for_each(|(_, of_index)| push_number(&mut counts, of_index.len() as u32));
        let indexes = of_range.iter().map(|(index, _)| *index).collect();
        let witnesses = of_range.iter().flat_map(|(index, of_index)| of_index.iter().map(|witness| (*index, *witness)));
        let range = WitnessRange { first, last: first + (RANGE_INDEXES - 1), witnesses: witnesses.collect() };
        let bytes = range.to_bytes(indexes, counts);
        directory.ranges.push((range.first, range.last, Digest::of(&bytes)));
        objects.push(bytes);
    }
    (!objects.is_empty()).then(|| (directory.to_bytes(), objects))
}
