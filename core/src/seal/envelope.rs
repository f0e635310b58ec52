//! The COSE_Sign1 envelope of a label, whose payload is not read here.

use crate::cbor::{CborFault, Item, Reader};
use crate::code::Code;
use crate::cose::{self, SIGN1_TAG, SIGNATURE_BYTES, key_header, read_kid, read_protected, read_unprotected};
use crate::keys::{KeyId, PublicKey, Signer, SignerError};
use crate::label::Label;
use crate::limits::MAX_SEALED_BYTES;
use coset::SignatureContext;

/// Why bytes are not a sealed label that this version can read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// The sealed label is longer than the limit (R-8).
    #[error("the sealed label has {bytes} bytes, above the limit of {MAX_SEALED_BYTES}")]
    TooLong {
        /// The length.
        bytes: usize,
    },
    /// The bytes are not a tagged COSE_Sign1 in deterministic CBOR (R-13, R-14).
    #[error("not a COSE_Sign1 envelope: {0}")]
    Cbor(#[from] CborFault),
    /// The payload is nil (R-15).
    #[error("the seal has no payload")]
    NoPayload,
    /// The signature has the wrong length (R-17).
    #[error("the signature has {bytes} bytes, not {SIGNATURE_BYTES}")]
    SignatureLength {
        /// The length.
        bytes: usize,
    },
    /// The seal has other headers than this version knows (R-16). A later version may know them, so this does not mean
    /// that the label is forged.
    #[error("the seal has a profile that this version does not know")]
    UnsupportedProfile,
}

impl SealError {
    /// Returns `too-long`, `malformed-seal` or `unsupported-profile`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            SealError::TooLong { .. } => Code::TooLong,
            SealError::UnsupportedProfile => Code::UnsupportedProfile,
            SealError::Cbor(_) | SealError::NoPayload | SealError::SignatureLength { .. } => Code::MalformedSeal,
        }
    }
}

/// A sealed label whose envelope is well-formed, and whose signature is not verified.
///
/// Only its key ID can be read. [`Verifier::authenticate`](crate::Verifier::authenticate) opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedLabel {
    bytes: Vec<u8>,
    key_id: KeyId,
    payload: Vec<u8>,
    signature: [u8; SIGNATURE_BYTES],
}

impl SealedLabel {
    /// Reads an envelope (R-8, R-13 to R-17). No signature is verified.
    ///
    /// # Errors
    /// The first [`SealError`], in the order of the rules.
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

    /// Returns the envelope, as received.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the key ID that the seal names. It is a hint until the signature is verified (R-18).
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// Returns the bytes to be signed (R-19).
    #[must_use]
    pub fn to_be_signed(&self) -> Vec<u8> {
        cose::to_be_signed(SignatureContext::CoseSign1, &key_header(self.key_id), None, &self.payload)
    }

    /// Returns whether the signature verifies under `key` (R-20).
    pub(crate) fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.verifies(&self.to_be_signed(), &self.signature)
    }

    /// Returns the payload, which must not be read before the signature is verified.
    pub(crate) fn unverified_payload(&self) -> &[u8] {
        &self.payload
    }
}

/// Seals any payload, and reads the envelope back as a verifier does.
pub(crate) fn seal_payload(payload: &[u8], signer: &dyn Signer) -> Result<SealedLabel, SignerError> {
    let bytes = cose::sign1(payload, None, signer)?;
    SealedLabel::from_bytes(&bytes).map_err(|fault| SignerError::new(&fault.to_string()))
}

/// Seals a label (R-13 to R-20).
///
/// The signature is verified before the seal is returned, so that a faulty signature is never printed. The rules of the
/// scheme are not checked again: [`LabelBuilder::build`](crate::LabelBuilder::build) does that.
///
/// # Errors
/// [`SignerError`] if the signer fails or its signature does not verify.
///
/// ```
/// use starseal::seal::seal;
/// use starseal::{Signer, SigningKey};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let label = common::label();
///
/// let key = SigningKey::from_seed(&[2; 32]);
/// let sealed = seal(&label, &key)?;
/// assert_eq!(sealed.key_id(), key.public_key().key_id());
/// # Ok::<(), starseal::keys::SignerError>(())
/// ```
pub fn seal(label: &Label, signer: &dyn Signer) -> Result<SealedLabel, SignerError> {
    seal_payload(&label.to_claims(), signer)
}
