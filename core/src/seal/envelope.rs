//! The COSE_Sign1 envelope: opened only as far as its headers.

use super::{KeyId, PublicKey, Signer, SignerError};
use crate::Code;
use crate::cbor::{self, CborFault, Item, Reader};
use crate::limits::MAX_SEALED_BYTES;
use coset::{CoseSign1Builder, Header, HeaderBuilder, ProtectedHeader, SignatureContext, TaggedCborSerializable, iana};

/// COSE_Sign1's CBOR tag.
const TAG: u64 = 18;

/// Bytes of an Ed25519 signature.
pub(crate) const SIGNATURE_BYTES: usize = 64;

/// The protected header `{1: -19, 4: kid}` up to the kid: a map of two, alg Ed25519, and kid's head.
const HEADER_BEFORE_KID: [u8; 5] = [0xa2, 0x01, 0x32, 0x04, 0x44];

/// Why bytes are not a sealed label of this version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// Longer than any sealed label.
    #[error("the sealed label has {bytes} bytes, above the limit of {MAX_SEALED_BYTES}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not a tagged COSE_Sign1 in deterministic CBOR.
    #[error("not a COSE_Sign1 envelope: {0}")]
    Cbor(#[from] CborFault),
    /// The payload is nil.
    #[error("the seal carries no payload")]
    NoPayload,
    /// The signature's length is wrong.
    #[error("the signature has {bytes} bytes, not {SIGNATURE_BYTES}")]
    SignatureLength {
        /// Its length.
        bytes: usize,
    },
    /// Headers other than the profile's: not forged, but of another version.
    #[error("the seal is of a profile that this version does not know")]
    UnsupportedProfile,
}

impl SealError {
    /// `too-long`, `malformed-seal` or `unsupported-profile`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            SealError::TooLong { .. } => Code::TooLong,
            SealError::UnsupportedProfile => Code::UnsupportedProfile,
            SealError::Cbor(_) | SealError::NoPayload | SealError::SignatureLength { .. } => Code::MalformedSeal,
        }
    }
}

/// A sealed label, still closed: the envelope is well-formed, and nobody has verified it.
///
/// It shows a key ID and nothing else. [`Verifier::authenticate`](crate::Verifier::authenticate) opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedLabel {
    bytes: Vec<u8>,
    key_id: KeyId,
    payload: Vec<u8>,
    signature: [u8; SIGNATURE_BYTES],
}

impl SealedLabel {
    /// Reads an envelope.
    ///
    /// # Errors
    /// [`SealError`], the first fault in the order of the rules.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        if bytes.len() > MAX_SEALED_BYTES {
            return Err(SealError::TooLong { bytes: bytes.len() });
        }
        cbor::check_tagged(bytes, TAG)?;
        let mut reader = Reader::new(bytes);
        reader.tag(TAG)?;
        if reader.array()? != 4 {
            return Err(CborFault::Unexpected.into());
        }
        let protected = read_protected(&mut reader)?;
        let unprotected_is_empty = read_unprotected(&mut reader)?;
        let payload = match reader.item()? {
            Item::Bytes(payload) => payload,
            Item::Null => return Err(SealError::NoPayload),
            _ => return Err(CborFault::Unexpected.into()),
        };
        let signature = reader.bytes()?;
        reader.finish()?;

        let key_id = read_kid(protected).ok_or(SealError::UnsupportedProfile)?;
        if !unprotected_is_empty {
            return Err(SealError::UnsupportedProfile);
        }
        let signature = signature.try_into().map_err(|_| SealError::SignatureLength { bytes: signature.len() })?;
        Ok(SealedLabel { bytes: bytes.to_vec(), key_id, payload: payload.to_vec(), signature })
    }

    /// The whole envelope, as received.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whose key is said to have made the seal: a hint.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// The bytes that were signed.
    #[must_use]
    pub fn to_be_signed(&self) -> Vec<u8> {
        to_be_signed(SignatureContext::CoseSign1, &header_bytes(self.key_id), None, &self.payload)
    }

    /// Whether `key` made the signature.
    pub(crate) fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.verifies(&self.to_be_signed(), &self.signature)
    }

    /// What was sealed; not to be read before the signature is verified.
    pub(crate) fn unverified_payload(&self) -> &[u8] {
        &self.payload
    }
}

const EMPTY_MAP: &[u8] = &[0xa0];

/// Reads a protected header's byte string, whose content is one deterministic map or nothing.
pub(crate) fn read_protected<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], CborFault> {
    let protected = reader.bytes()?;
    if !protected.is_empty() {
        let mut inner = Reader::new(protected);
        read_map(&mut inner)?;
        inner.finish()?;
    }
    Ok(protected)
}

/// Reads past a map and returns its bytes.
fn read_map<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], CborFault> {
    let bytes = reader.raw()?;
    // Major type 5.
    if bytes.first().is_some_and(|head| head >> 5 == 5) { Ok(bytes) } else { Err(CborFault::Unexpected) }
}

/// Reads past an unprotected header; says whether it is empty, as the profile wants it.
pub(crate) fn read_unprotected(reader: &mut Reader<'_>) -> Result<bool, CborFault> {
    Ok(read_map(reader)? == EMPTY_MAP)
}

/// The kid of a protected header that is exactly `{1: -19, 4: kid}`.
pub(crate) fn read_kid(protected: &[u8]) -> Option<KeyId> {
    let kid = protected.strip_prefix(&HEADER_BEFORE_KID)?;
    Some(KeyId::from_bytes(kid.try_into().ok()?))
}

/// The protected header's bytes for a kid.
pub(crate) fn header_bytes(key_id: KeyId) -> Vec<u8> {
    [&HEADER_BEFORE_KID[..], key_id.as_bytes()].concat()
}

/// The bytes that a COSE signature is over, with headers as the bytes received.
pub(crate) fn to_be_signed(
    context: SignatureContext,
    body: &[u8],
    signature: Option<&[u8]>,
    payload: &[u8],
) -> Vec<u8> {
    let header = |bytes: &[u8]| ProtectedHeader { original_data: Some(bytes.to_vec()), header: Header::default() };
    coset::sig_structure_data(context, header(body), signature.map(header), &[], payload)
}

/// Seals any payload, and verifies the signature before handing it out.
pub(crate) fn seal_payload(payload: &[u8], signer: &dyn Signer) -> Result<SealedLabel, SignerError> {
    let key = signer.public_key();
    let header =
        HeaderBuilder::new().algorithm(iana::Algorithm::Ed25519).key_id(key.key_id().as_bytes().to_vec()).build();
    let sealed = CoseSign1Builder::new()
        .protected(header)
        .payload(payload.to_vec())
        .try_create_signature(&[], |message| signer.sign(message).map(Vec::from))?
        .build();
    let bytes = sealed.to_tagged_vec().map_err(|_| SignerError::new("the envelope could not be written"))?;
    let sealed = SealedLabel::from_bytes(&bytes).map_err(|fault| SignerError::new(&fault.to_string()))?;
    if sealed.is_signed_by(&key) {
        Ok(sealed)
    } else {
        Err(SignerError::new("the signature it returned does not verify under its own public key"))
    }
}
