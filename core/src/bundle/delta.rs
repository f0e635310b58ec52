//! The changes from one status list to a later one.
//!
//! Status lists are compressed in blocks that do not depend on each other, so the changes of a day leave most of the
//! signed bytes unchanged. A delta copies these bytes from the earlier list, and contains the others. It depends on the
//! signed bytes alone, and the list that it makes is verified like any other.

use crate::cbor::{CborFault, Item, Reader};
use crate::digest::Digest;
use crate::limits::MAX_STATUS_LIST_BYTES;
use coset::cbor::Value;
use std::collections::HashMap;

/// The smallest length of a copy, in bytes. A shorter copy would save nothing: `[offset, length]` and the heads of the
/// neighbouring pieces take about as many bytes.
const SHORTEST_COPY: usize = 16;

/// The distance in bytes between the indexed windows of the base. A window has [`SHORTEST_COPY`] bytes, so every common
/// run of `SHORTEST_COPY + STRIDE` bytes is found.
const STRIDE: usize = 4;

/// One piece of the list that a delta makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// New bytes.
    Literal(Vec<u8>),
    /// Bytes of the earlier list.
    Copy {
        /// The offset of the first byte.
        offset: usize,
        /// The number of bytes.
        length: usize,
    },
}

/// The changes from one status list to a later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    base: Digest,
    pieces: Vec<Piece>,
}

impl Delta {
    pub(super) fn new(base: Digest, pieces: Vec<Piece>) -> Self {
        Delta { base, pieces }
    }

    /// Makes the delta from the signed list `base` to the signed list `next`.
    #[must_use]
    pub fn between(base: &[u8], next: &[u8]) -> Self {
        let places = places(base);
        let mut pieces = Vec::new();
        let (mut literal_from, mut at) = (0, 0);
        while let Some(window) = next.get(at..at + SHORTEST_COPY) {
            let found = places.get(window).map(|offset| extend(base, next, *offset, at, literal_from));
            let Some((offset, start, length)) = found else {
                at += 1;
                continue;
            };
            push_literal(&mut pieces, next.get(literal_from..start));
            pieces.push(Piece::Copy { offset, length });
            at = start + length;
            literal_from = at;
        }
        push_literal(&mut pieces, next.get(literal_from..));
        Delta { base: Digest::of(base), pieces }
    }

    /// Returns the SHA-256 of the signed list to which the delta applies.
    #[must_use]
    pub fn base(&self) -> Digest {
        self.base
    }

    /// Applies the delta to the signed list `base`, and returns the later list. It is not verified.
    ///
    /// # Errors
    /// `Unexpected` if a piece is not within `base`, or if the result is longer than the limit of status lists.
    pub fn apply(&self, base: &[u8]) -> Result<Vec<u8>, CborFault> {
        // The length is checked before anything is copied.
        let length = self.made_bytes();
        if length > MAX_STATUS_LIST_BYTES as u64 {
            return Err(CborFault::Unexpected);
        }
        let mut list = Vec::new();
        for piece in &self.pieces {
            let bytes = match piece {
                Piece::Literal(bytes) => bytes.as_slice(),
                Piece::Copy { offset, length } => {
                    let end = offset.checked_add(*length).ok_or(CborFault::Unexpected)?;
                    base.get(*offset..end).ok_or(CborFault::Unexpected)?
                }
            };
            list.extend_from_slice(bytes);
        }
        Ok(list)
    }

    /// Returns the length of the list that the delta makes. It is known before the delta is applied.
    pub(super) fn made_bytes(&self) -> u64 {
        let lengths = self.pieces.iter().map(|piece| match piece {
            Piece::Literal(bytes) => bytes.len() as u64,
            Piece::Copy { length, .. } => *length as u64,
        });
        lengths.fold(0, u64::saturating_add)
    }

    /// Returns the approximate length of the delta in a bundle, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Literal(bytes) => bytes.len() + 3,
            Piece::Copy { .. } => 9,
        });
        36 + pieces.sum::<usize>()
    }

    pub(super) fn to_value(&self) -> Value {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Literal(bytes) => Value::Bytes(bytes.clone()),
            Piece::Copy { offset, length } => Value::Array(vec![(*offset as u64).into(), (*length as u64).into()]),
        });
        Value::Array(vec![Value::Bytes(self.base.as_bytes().to_vec()), Value::Array(pieces.collect())])
    }
}

pub(super) fn read_piece(reader: &mut Reader<'_>) -> Result<Piece, CborFault> {
    // On a processor of 32 bits, a number may not fit. It is as far beyond every list and every limit as the largest
    // one that fits, and so has the same code as on 64 bits.
    let number = |reader: &mut Reader<'_>| reader.uint().map(|number| usize::try_from(number).unwrap_or(usize::MAX));
    match reader.item()? {
        Item::Bytes(bytes) => Ok(Piece::Literal(bytes.to_vec())),
        Item::Array(2) => Ok(Piece::Copy { offset: number(reader)?, length: number(reader)? }),
        _ => Err(CborFault::Unexpected),
    }
}

/// Returns the offset of each window of the base; of equal windows, the first.
fn places(base: &[u8]) -> HashMap<&[u8], usize> {
    let mut places = HashMap::new();
    for (number, window) in base.windows(SHORTEST_COPY).step_by(STRIDE).enumerate() {
        places.entry(window).or_insert(number * STRIDE);
    }
    places
}

/// Extends a copy to both sides as far as the bytes are equal. Returns its offset in `base`, its start in `next` and
/// its length.
fn extend(base: &[u8], next: &[u8], offset: usize, at: usize, not_before: usize) -> (usize, usize, usize) {
    let behind = base.iter().take(offset).rev().zip(next.iter().take(at).rev());
    let back = behind.take(at - not_before).take_while(|(a, b)| a == b).count();
    let ahead = base.iter().skip(offset).zip(next.iter().skip(at));
    (offset - back, at - back, back + ahead.take_while(|(a, b)| a == b).count())
}

fn push_literal(pieces: &mut Vec<Piece>, bytes: Option<&[u8]>) {
    if let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) {
        pieces.push(Piece::Literal(bytes.to_vec()));
    }
}
