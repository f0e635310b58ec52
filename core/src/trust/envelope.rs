//! The COSE_Sign envelope of a trust list.

use super::{TRUST_LIST_TYP, TrustError};
use crate::cbor::{self, CborFault, Reader};
use crate::cose::{self, SIGN_TAG, SIGNATURE_BYTES, key_header, read_kid, read_protected, read_unprotected};
use crate::keys::{KeyId, PublicKey};
use crate::limits::{MAX_TRUST_LIST_BYTES, MAX_TRUST_SIGNATURES};
use coset::SignatureContext;
use coset::cbor::Value;
use std::collections::BTreeSet;

/// A signature with the key ID that it names.
pub(super) type Signature = (KeyId, [u8; SIGNATURE_BYTES]);

/// A COSE_Sign envelope that is well-formed and has the profile of trust lists. It is not verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Envelope {
    pub(super) payload: Vec<u8>,
    pub(super) signatures: Vec<Signature>,
}

impl Envelope {
    /// Reads a list with at least one signature.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, TrustError> {
        Envelope::read_with(bytes, 1)
    }

    /// Reads a list that may have no signatures.
    pub(super) fn read_draft(bytes: &[u8]) -> Result<Self, TrustError> {
        Envelope::read_with(bytes, 0)
    }

    /// Reads a list with at least so many signatures: their number is part of the form, and comes before the profile.
    fn read_with(bytes: &[u8], least_signatures: usize) -> Result<Self, TrustError> {
        if bytes.len() > MAX_TRUST_LIST_BYTES {
            return Err(TrustError::TooLong { bytes: bytes.len() });
        }
        let mut reader = Reader::new(bytes);
        reader.tag(SIGN_TAG)?;
        let (is_body_ours, payload, signatures) = reader.tuple(4, |reader| {
            let is_body_ours = read_protected(reader)? == body_header();
            read_no_unprotected(reader)?;
            let payload = reader.bytes()?;
            let signatures =
                reader.list(least_signatures, MAX_TRUST_SIGNATURES, |reader| reader.tuple(3, read_signature))?;
            Ok::<_, CborFault>((is_body_ours, payload, signatures))
        })?;
        reader.finish()?;
        if !is_body_ours || signatures.iter().any(|(kid, _)| kid.is_none()) {
            return Err(TrustError::UnsupportedProfile);
        }
        let mut envelope = Envelope { payload: payload.to_vec(), signatures: Vec::new() };
        for (kid, signature) in signatures {
            envelope.signatures.extend(kid.map(|kid| (kid, signature)));
        }
        Ok(envelope)
    }

    /// Writes the envelope.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let signatures = self.signatures.iter().map(|(key_id, signature)| {
            Value::Array(vec![
                Value::Bytes(key_header(*key_id)),
                Value::Map(Vec::new()),
                Value::Bytes(signature.to_vec()),
            ])
        });
        let body = vec![
            Value::Bytes(body_header()),
            Value::Map(Vec::new()),
            Value::Bytes(self.payload.clone()),
            Value::Array(signatures.collect()),
        ];
        cbor::encode(&Value::Tag(SIGN_TAG, Box::new(Value::Array(body))))
    }

    /// Returns how many different keys of `roots` have signed.
    pub(super) fn count_signatures(&self, roots: &[PublicKey]) -> usize {
        let mut signed = BTreeSet::new();
        for (kid, signature) in &self.signatures {
            let message = message_to_sign(*kid, &self.payload);
            let by = roots.iter().filter(|root| root.key_id() == *kid).find(|root| root.verifies(&message, signature));
            signed.extend(by.map(PublicKey::to_bytes));
        }
        signed.len()
    }
}

/// Reads the three parts of a signature. The kid is none if the header has another profile.
fn read_signature(reader: &mut Reader<'_>) -> Result<(Option<KeyId>, [u8; SIGNATURE_BYTES]), CborFault> {
    let kid = read_kid(read_protected(reader)?);
    read_no_unprotected(reader)?;
    Ok((kid, reader.byte_array()?))
}

/// Reads an unprotected header, which must be empty. Unlike in a label, any content is a fault of form.
fn read_no_unprotected(reader: &mut Reader<'_>) -> Result<(), CborFault> {
    if read_unprotected(reader)? { Ok(()) } else { Err(CborFault::Unexpected) }
}

/// Writes the protected header of the body, `{16: typ}`.
pub(super) fn body_header() -> Vec<u8> {
    cbor::encode(&cbor::map([(16, Some(Value::from(TRUST_LIST_TYP)))]))
}

/// Returns the bytes to be signed by the root with a key ID.
pub(super) fn message_to_sign(kid: KeyId, payload: &[u8]) -> Vec<u8> {
    cose::to_be_signed(SignatureContext::CoseSignature, &body_header(), Some(&key_header(kid)), payload)
}
