//! Protected and unprotected headers, as bytes.

use crate::cbor::{CborFault, Reader};
use crate::keys::KeyId;

/// The protected header `{1: -19, 4: kid}` up to the kid: a map of two, alg Ed25519, and the head of kid.
const HEADER_BEFORE_KID: [u8; 5] = [0xa2, 0x01, 0x32, 0x04, 0x44];

/// A map without entries.
const EMPTY_MAP: &[u8] = &[0xa0];

/// Writes the protected header `{1: -19, 4: kid}`.
pub(crate) fn key_header(key_id: KeyId) -> Vec<u8> {
    [&HEADER_BEFORE_KID[..], key_id.as_bytes()].concat()
}

/// Reads the kid of a protected header that is exactly `{1: -19, 4: kid}`.
pub(crate) fn read_kid(protected: &[u8]) -> Option<KeyId> {
    let kid = protected.strip_prefix(&HEADER_BEFORE_KID)?;
    Some(KeyId::from_bytes(kid.try_into().ok()?))
}

/// Reads the byte string of a protected header, whose content is one deterministic map or nothing.
pub(crate) fn read_protected<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], CborFault> {
    let protected = reader.bytes()?;
    if !protected.is_empty() {
        let mut inner = Reader::new(protected);
        read_map(&mut inner)?;
        inner.finish()?;
    }
    Ok(protected)
}

/// Skips an unprotected header, and returns whether it is empty, as the profile requires.
pub(crate) fn read_unprotected(reader: &mut Reader<'_>) -> Result<bool, CborFault> {
    Ok(read_map(reader)? == EMPTY_MAP)
}

/// Skips a map, and returns its bytes.
fn read_map<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], CborFault> {
    let bytes = reader.raw()?;
    // Major type 5.
    if bytes.first().is_some_and(|head| head >> 5 == 5) { Ok(bytes) } else { Err(CborFault::Unexpected) }
}
