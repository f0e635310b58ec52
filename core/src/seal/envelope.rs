//! The COSE_Sign1 envelope: opened only as far as its headers.

use crate::cbor::{CborFault, Item, Reader};
use crate::code::Code;
use crate::cose::{self, SIGN1_TAG, SIGNATURE_BYTES, key_header, read_kid, read_protected, read_unprotected};
use crate::keys::{KeyId, PublicKey, Signer, SignerError};
use crate::label::Label;
use crate::limits::MAX_SEALED_BYTES;
use coset::SignatureContext;

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
/// It shows a key ID and nothing else. [`Verifier::authenticate`](crate::verify::Verifier::authenticate) opens it.
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
        let mut reader = Reader::new(bytes);
        reader.tag(SIGN1_TAG)?;
        let (protected, is_unprotected_empty, payload, signature) = reader.tuple(4, |reader| {
            let protected = read_protected(reader)?;
            let is_unprotected_empty = read_unprotected(reader)?;
            let payload = match reader.item()? {
                Item::Bytes(payload) => payload,
                Item::Null => return Err(SealError::NoPayload),
                _ => return Err(CborFault::Unexpected.into()),
            };
            Ok((protected, is_unprotected_empty, payload, reader.bytes()?))
        })?;
        reader.finish()?;
        let key_id = read_kid(protected).ok_or(SealError::UnsupportedProfile)?;
        if !is_unprotected_empty {
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
        cose::to_be_signed(SignatureContext::CoseSign1, &key_header(self.key_id), None, &self.payload)
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

/// Seals any payload. What is handed out was read back as a verifier reads it.
pub(crate) fn seal_payload(payload: &[u8], signer: &dyn Signer) -> Result<SealedLabel, SignerError> {
    let bytes = cose::sign1(payload, None, signer)?;
    SealedLabel::from_bytes(&bytes).map_err(|fault| SignerError::new(&fault.to_string()))
}

/// Seals a label.
///
/// The signature is verified before it is handed out, so that a faulty signer's never reaches a sticker. Whether the
/// scheme allows the label is not asked here: [`LabelBuilder`](crate::issue::LabelBuilder) makes none that it forbids.
///
/// # Errors
/// [`SignerError`], where the signer fails or its signature does not verify.
pub fn seal(label: &Label, signer: &dyn Signer) -> Result<SealedLabel, SignerError> {
    seal_payload(&label.to_claims(), signer)
}
