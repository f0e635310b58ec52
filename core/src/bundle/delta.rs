//! A status list as what has changed since an earlier one.
//!
//! Status lists are compressed in blocks that do not depend on each other, so a day's changes leave most of the signed
//! bytes as they were: a delta copies those and carries the rest. It is made of the signed bytes alone, and whoever puts
//! a list together from it verifies that list like any other.

use crate::cbor::{CborFault, Item, Reader};
use crate::digest::Digest;
use crate::limits::MAX_STATUS_LIST_BYTES;
use coset::cbor::Value;
use std::collections::HashMap;

/// The shortest copy worth its place: what `[offset, length]` costs, and the heads of the pieces around it.
const SHORTEST_COPY: usize = 16;

/// Every how many bytes of the base a copy may be noticed. A run twice as long is always found.
const STRIDE: usize = 4;

/// One piece of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// New bytes.
    Literal(Vec<u8>),
    /// Bytes of the base.
    Copy {
        /// Where they start.
        offset: usize,
        /// How many.
        length: usize,
    },
}

/// What makes a status list out of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta {
    base: Digest,
    pieces: Vec<Piece>,
}

impl Delta {
    pub(super) fn new(base: Digest, pieces: Vec<Piece>) -> Self {
        Delta { base, pieces }
    }

    /// What makes `next` out of `base`.
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

    /// SHA-256 of the list that it starts from.
    #[must_use]
    pub fn base(&self) -> Digest {
        self.base
    }

    /// The list, put together. Nobody has verified it.
    ///
    /// # Errors
    /// `Unexpected` where a piece lies out of the base, or the result is longer than any status list.
    pub fn apply(&self, base: &[u8]) -> Result<Vec<u8>, CborFault> {
        let mut list = Vec::new();
        for piece in &self.pieces {
            let bytes = match piece {
                Piece::Literal(bytes) => bytes.as_slice(),
                Piece::Copy { offset, length } => {
                    let end = offset.checked_add(*length).ok_or(CborFault::Unexpected)?;
                    base.get(*offset..end).ok_or(CborFault::Unexpected)?
                }
            };
            if list.len() + bytes.len() > MAX_STATUS_LIST_BYTES {
                return Err(CborFault::Unexpected);
            }
            list.extend_from_slice(bytes);
        }
        Ok(list)
    }

    /// About how many bytes it takes in a bundle.
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
    let number = |reader: &mut Reader<'_>| usize::try_from(reader.uint()?).map_err(|_| CborFault::Unexpected);
    match reader.item()? {
        Item::Bytes(bytes) => Ok(Piece::Literal(bytes.to_vec())),
        Item::Array(2) => Ok(Piece::Copy { offset: number(reader)?, length: number(reader)? }),
        _ => Err(CborFault::Unexpected),
    }
}

/// Where each window of the base starts; the first of those that are alike.
fn places(base: &[u8]) -> HashMap<&[u8], usize> {
    let mut places = HashMap::new();
    for (number, window) in base.windows(SHORTEST_COPY).step_by(STRIDE).enumerate() {
        places.entry(window).or_insert(number * STRIDE);
    }
    places
}

/// A copy, as long as it gets to both sides: its offset in the base, its start in `next`, its length.
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
