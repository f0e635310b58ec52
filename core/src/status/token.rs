//! The envelope of a status list, whose payload is not read here.

use super::{STATUS_LIST_TYP, StatusError};
use crate::cbor::{CborFault, Item, Reader, deterministic};
use crate::cose::{SIGNATURE_BYTES, to_be_signed};
use crate::keys::{KeyId, PublicKey};
use crate::limits::{MAX_HEADER_ENTRIES, MAX_STATUS_LIST_BYTES};
use coset::SignatureContext;

/// The tags in front of the envelope: that of COSE_Sign1, with or without that of a CWT before it.
const TAGS: &[&[u64]] = &[&[18], &[61, 18]];

/// The labels of header parameters (RFC 9052, RFC 9596).
const ALG: u64 = 1;
const CRIT: u64 = 2;
const KID: u64 = 4;
const TYP: u64 = 16;

/// The algorithm -19, Ed25519 fully specified (RFC 9864), as CBOR encodes it.
const ED25519: Item<'_> = Item::Negative(18);

/// A signed status list that is not verified. Its key ID is a hint.
pub(super) struct SignedStatusList {
    key_id: KeyId,
    protected: Vec<u8>,
    payload: Vec<u8>,
    signature: [u8; SIGNATURE_BYTES],
}

impl SignedStatusList {
    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, StatusError> {
        if bytes.len() > MAX_STATUS_LIST_BYTES {
            return Err(StatusError::TooLong { bytes: bytes.len() });
        }
        let envelope = deterministic(bytes, TAGS, MAX_HEADER_ENTRIES)?;
        let mut reader = Reader::lenient(&envelope);
        let (protected, unprotected, payload, signature) = reader.tuple(4, |reader| {
            let protected = reader.bytes()?;
            let unprotected = Header::read(reader.raw()?)?;
            Ok::<_, CborFault>((protected, unprotected, reader.bytes()?, reader.bytes()?))
        })?;
        reader.finish()?;
        let content = match protected {
            [] => Vec::new(),
            bytes => deterministic(bytes, &[&[]], MAX_HEADER_ENTRIES)?,
        };
        let header = if content.is_empty() { Header::default() } else { Header::read(&content)? };
        if header.shares_parameter_with(&unprotected) {
            return Err(CborFault::DuplicateKey.into());
        }
        if !header.is_ours || header.has_crit || unprotected.has_crit {
            return Err(StatusError::UnsupportedProfile);
        }
        let key_id = header.kid.or(unprotected.kid).flatten().ok_or(StatusError::UnsupportedProfile)?;
        let signature = signature.try_into().map_err(|_| CborFault::Unexpected)?;
        Ok(SignedStatusList { key_id, protected: protected.to_vec(), payload: payload.to_vec(), signature })
    }

    pub(super) fn key_id(&self) -> KeyId {
        self.key_id
    }

    pub(super) fn is_signed_by(&self, key: &PublicKey) -> bool {
        let message = to_be_signed(SignatureContext::CoseSign1, &self.protected, None, &self.payload);
        key.verifies(&message, &self.signature)
    }

    /// Returns the payload, which must not be read before the signature is verified.
    pub(super) fn unverified_payload(&self) -> &[u8] {
        &self.payload
    }
}

/// The parts of a header that are checked.
#[derive(Default)]
struct Header<'a> {
    /// Whether the header has alg -19 and the typ of a status list.
    is_ours: bool,
    has_crit: bool,
    /// The kid, if the header has one; `Some(None)` if it does not have four bytes.
    kid: Option<Option<KeyId>>,
    /// The labels of all parameters, in ascending order.
    labels: Vec<Item<'a>>,
}

impl<'a> Header<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, CborFault> {
        let mut header = Header::default();
        let (mut has_alg, mut has_typ) = (false, false);
        let mut reader = Reader::lenient(bytes);
        reader.map(|label, value| {
            let content = value.raw()?;
            let item = Reader::lenient(content).item()?;
            match label {
                Item::Uint(ALG) => has_alg = item == ED25519,
                Item::Uint(CRIT) => header.has_crit = true,
                Item::Uint(TYP) => has_typ = item == Item::Text(STATUS_LIST_TYP),
                Item::Uint(KID) => {
                    header.kid = Some(match item {
                        Item::Bytes(kid) => kid.try_into().ok().map(KeyId::from_bytes),
                        _ => return Err(CborFault::Unexpected),
                    });
                }
                Item::Uint(_) | Item::Negative(_) | Item::Text(_) => {}
                _ => return Err(CborFault::Unexpected),
            }
            header.labels.push(label);
            Ok::<(), CborFault>(())
        })?;
        reader.finish()?;
        header.is_ours = has_alg && has_typ;
        Ok(header)
    }

    /// Returns whether both headers have a parameter. The limit of their entries bounds the number of comparisons.
    fn shares_parameter_with(&self, other: &Header<'_>) -> bool {
        self.labels.iter().any(|label| other.labels.contains(label))
    }
}
