//! The payload of a status list, read from CBOR.

use super::array::ArrayFault;
use super::history::History;
use super::{Change, Correction, Status, StatusArray, StatusError, Witness, claim, correction};
use crate::cbor::{CborFault, Item, Reader, deterministic};
use crate::digest::Digest;
use crate::label::{Timestamp, fields};
use crate::limits::{MAX_CHANGES, MAX_WITNESSES};

type Result<T> = core::result::Result<T, StatusError>;

/// The claims of a payload. Whether they agree with each other is checked by the list.
pub(super) struct Claims {
    pub(super) uri: String,
    pub(super) issued_at: Timestamp,
    pub(super) expires_at: Option<Timestamp>,
    pub(super) statuses: StatusArray,
    pub(super) history: Option<History>,
    /// The witnesses, sorted.
    pub(super) witnesses: Vec<(u32, Witness)>,
    pub(super) corrections: Vec<Correction>,
    pub(super) predecessor: Option<Digest>,
}

impl Claims {
    pub(super) fn read(payload: &[u8]) -> Result<Self> {
        // The payload is read after the signature: its length alone bounds its entries.
        let payload = deterministic(payload, &[&[]], usize::MAX)?;
        let (mut uri, mut issued_at, mut expires_at, mut encoded) = (None, None, None, None);
        let (mut history, mut witnesses) = (None, Vec::new());
        let (mut corrections, mut predecessor) = (Vec::new(), None);
        let mut reader = Reader::lenient(&payload);
        reader.map(|key, value| {
            match key {
                Item::Uint(claim::SUB) => uri = Some(value.text()?.to_owned()),
                Item::Uint(claim::IAT) => issued_at = Some(fields::timestamp(value)?),
                Item::Uint(claim::EXP) => expires_at = Some(fields::timestamp(value)?),
                Item::Uint(claim::STATUS_LIST) => encoded = Some(read_encoded(value)?),
                Item::Negative(claim::HISTORY) => history = Some(read_history(value)?),
                Item::Negative(claim::WITNESSES) => witnesses = read_witnesses(value)?,
                Item::Negative(claim::CORRECTIONS) => corrections = correction::read(value)?,
                Item::Negative(claim::PREDECESSOR) => predecessor = Some(Digest::from_bytes(value.byte_array()?)),
                // A CWT may have other claims, also with texts as keys.
                Item::Uint(_) | Item::Negative(_) | Item::Text(_) => value.skip()?,
                _ => return Err(CborFault::Unexpected.into()),
            }
            Ok::<(), StatusError>(())
        })?;
        reader.finish()?;
        let (bits, stream) = encoded.ok_or(StatusError::Missing { what: "statuses" })?;
        let statuses = StatusArray::decompress(bits, stream).map_err(|fault| match fault {
            ArrayFault::TooLong => StatusError::TooLongDecompressed,
            ArrayFault::Bits | ArrayFault::Broken => StatusError::Encoding,
        })?;
        Ok(Claims {
            uri: uri.ok_or(StatusError::Missing { what: "URI" })?,
            issued_at: issued_at.ok_or(StatusError::Missing { what: "time of issue" })?,
            expires_at,
            statuses,
            history,
            witnesses,
            corrections,
            predecessor,
        })
    }
}

/// Reads the number of bits and the compressed statuses.
fn read_encoded<'a>(reader: &mut Reader<'a>) -> Result<(u64, &'a [u8])> {
    let (mut bits, mut stream) = (None, None);
    reader.map(|key, value| {
        match key {
            Item::Text("bits") => bits = Some(value.uint()?),
            Item::Text("lst") => stream = Some(value.bytes()?),
            _ => value.skip()?,
        }
        Ok::<(), CborFault>(())
    })?;
    let missing = StatusError::Missing { what: "bits or lst" };
    bits.zip(stream).ok_or(missing)
}

/// Reads the claim `status_list` alone, which third-party test data consist of.
#[cfg(test)]
pub(super) fn read_status_list(bytes: &[u8]) -> Result<StatusArray> {
    let (bits, stream) =
        read_encoded(&mut Reader::lenient(&deterministic(bytes, &[&[]], usize::MAX)?)).map(|(b, s)| (b, s.to_vec()))?;
    StatusArray::decompress(bits, &stream).map_err(|_| StatusError::Encoding)
}

fn read_history(reader: &mut Reader<'_>) -> Result<History> {
    let mut changes = Vec::new();
    reader.map(|key, value| {
        let index = index(key)?;
        let of_index = value.list(1, MAX_CHANGES, |value| value.tuple(3, read_change))?;
        changes.extend(of_index.into_iter().map(|change| (index, change)));
        Ok::<(), StatusError>(())
    })?;
    // The keys of the map ascend, so only days can be out of order.
    Ok(History::new(changes).ok_or(CborFault::Unexpected)?)
}

fn read_change(reader: &mut Reader<'_>) -> Result<Change> {
    let effective_on = fields::date(reader)?;
    let status = Status::from_value(reader.number()?);
    let before = reader.clone();
    let last_day = match reader.item()? {
        Item::Null => None,
        _ => {
            *reader = before;
            Some(fields::date(reader)?)
        }
    };
    Ok(Change { effective_on, status, last_day })
}

fn read_witnesses(reader: &mut Reader<'_>) -> Result<Vec<(u32, Witness)>> {
    let mut witnesses = Vec::new();
    reader.map(|key, value| {
        let index = index(key)?;
        let of_index = value.list(1, MAX_WITNESSES, |value| value.byte_array().map(Witness::from_bytes))?;
        witnesses.extend(of_index.into_iter().map(|witness| (index, witness)));
        Ok::<(), StatusError>(())
    })?;
    witnesses.sort_unstable();
    Ok(witnesses)
}

fn index(key: Item<'_>) -> Result<u32> {
    match key {
        Item::Uint(index) => Ok(u32::try_from(index).map_err(|_| CborFault::Unexpected)?),
        _ => Err(CborFault::Unexpected.into()),
    }
}
