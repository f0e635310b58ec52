//! The payload of a status list, read from CBOR.

use super::array::ArrayFault;
use super::{Correction, StatusArray, StatusError, claim, correction};
use crate::cbor::{CborFault, Item, Reader, deterministic};
use crate::digest::Digest;
use crate::label::Timestamp;
use crate::label::fields::{self, FieldFault, box_faults};

type Result<T> = core::result::Result<T, Box<StatusError>>;

box_faults!(StatusError: CborFault, FieldFault);

/// The claims of a payload. Whether they agree with each other is checked by the list.
pub(super) struct Claims {
    pub(super) uri: String,
    pub(super) issued_at: Timestamp,
    pub(super) expires_at: Option<Timestamp>,
    pub(super) statuses: StatusArray,
    pub(super) in_force: Option<Digest>,
    pub(super) past: Option<Digest>,
    pub(super) witnesses: Option<Digest>,
    pub(super) corrections: Vec<Correction>,
    pub(super) predecessor: Option<Digest>,
    #[cfg(feature = "ledger")]
    pub(super) ledger_head: Option<super::LedgerHead>,
}

impl Claims {
    pub(super) fn read(payload: &[u8]) -> Result<Self> {
        // The payload is read after the signature: its length alone bounds its entries.
        let payload = deterministic(payload, &[&[]], usize::MAX)?;
        let (mut uri, mut issued_at, mut expires_at, mut encoded) = (None, None, None, None);
        let (mut in_force, mut past, mut witnesses) = (None, None, None);
        let (mut corrections, mut predecessor) = (Vec::new(), None);
        #[cfg(feature = "ledger")]
        let mut ledger_head = None;
        let mut reader = Reader::lenient(&payload);
        reader.map(|key, value| {
            match key {
                Item::Uint(claim::SUB) => uri = Some(value.text()?.to_owned()),
                Item::Uint(claim::IAT) => issued_at = Some(fields::timestamp(value)?),
                Item::Uint(claim::EXP) => expires_at = Some(fields::timestamp(value)?),
                Item::Uint(claim::STATUS_LIST) => encoded = Some(read_encoded(value)?),
                Item::Negative(claim::IN_FORCE) => in_force = Some(read_digest(value)?),
                Item::Negative(claim::PAST) => past = Some(read_digest(value)?),
                Item::Negative(claim::WITNESSES) => witnesses = Some(read_digest(value)?),
                Item::Negative(claim::CORRECTIONS) => corrections = correction::read(value)?,
                Item::Negative(claim::PREDECESSOR) => predecessor = Some(read_digest(value)?),
                #[cfg(feature = "ledger")]
                Item::Negative(claim::LEDGER_HEAD) => ledger_head = super::LedgerHead::read(value.raw()?),
                // A CWT may have other claims, also with texts as keys.
                Item::Uint(_) | Item::Negative(_) | Item::Text(_) => value.skip()?,
                _ => return Err(CborFault::Unexpected.into()),
            }
            Ok::<(), Box<StatusError>>(())
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
            in_force,
            past,
            witnesses,
            corrections,
            predecessor,
            #[cfg(feature = "ledger")]
            ledger_head,
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
    Ok(bits.zip(stream).ok_or(missing)?)
}

/// Reads the claim `status_list` alone, which third-party test data consist of.
#[cfg(test)]
pub(super) fn read_status_list(bytes: &[u8]) -> Result<StatusArray> {
    let (bits, stream) =
        read_encoded(&mut Reader::lenient(&deterministic(bytes, &[&[]], usize::MAX)?)).map(|(b, s)| (b, s.to_vec()))?;
    StatusArray::decompress(bits, &stream).map_err(|_| StatusError::Encoding.into())
}

fn read_digest(reader: &mut Reader<'_>) -> Result<Digest> {
    Ok(Digest::from_bytes(reader.byte_array()?))
}
