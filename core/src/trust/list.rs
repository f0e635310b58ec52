//! A trust list, opened: its envelope, its signatures, its content.

use super::{TRUST_LIST_TYP, TrustFault, TrustStatement};
use crate::cbor::{self, CborFault, Item, Reader};
use crate::label::ValueError;
use crate::limits::{MAX_TRUST_LIST_BYTES, MAX_TRUST_SIGNATURES};
use crate::seal::{SIGNATURE_BYTES, read_kid, read_protected, read_unprotected, to_be_signed};
use crate::{Code, KeyId, PublicKey};
use core::fmt;
use coset::SignatureContext;
use coset::cbor::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// COSE_Sign's CBOR tag.
pub(super) const TAG: u64 = 98;

/// Why bytes are not a trust list to be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    ///
    #[error("the trust list has {bytes} bytes, above the limit of {MAX_TRUST_LIST_BYTES}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not a COSE_Sign envelope or a payload in deterministic CBOR, or a value of another type.
    #[error("the trust list is not well-formed: {0}")]
    Cbor(#[from] CborFault),
    /// A map's key that is 0 or not an integer.
    #[error("a key in the trust list is 0 or not an integer")]
    Key,
    /// Something required is missing.
    #[error("the trust list lacks {what}")]
    Missing {
        /// What.
        what: &'static str,
    },
    /// A value of the right type that it cannot have.
    #[error("the trust list is not well-formed: {0}")]
    Value(#[from] ValueError),
    /// Headers of another profile.
    #[error("the trust list is of a profile that this version does not know")]
    UnsupportedProfile,
    /// A statement that must be understood, and is not.
    #[error("claim {key} of the trust list is of a later version")]
    UnsupportedClaim {
        /// The negative key.
        key: i128,
    },
    ///
    #[error("the trust list bears {signed} good signatures of its roots, and needs {threshold}")]
    Threshold {
        /// How many it needs.
        threshold: usize,
        /// How many it bears, counted by public key.
        signed: usize,
    },
    ///
    #[error("the trust list contradicts itself: {0}")]
    Invalid(#[from] TrustFault),
}

impl TrustError {
    /// One of the `trust-list-…` codes.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            TrustError::TooLong { .. } => Code::TrustListTooLong,
            TrustError::Cbor(_) | TrustError::Key | TrustError::Missing { .. } | TrustError::Value(_) => {
                Code::TrustListMalformed
            }
            // A count out of bounds is a fault of form, wherever it is noticed.
            TrustError::Invalid(TrustFault::Count { .. }) => Code::TrustListMalformed,
            TrustError::UnsupportedProfile | TrustError::UnsupportedClaim { .. } => Code::TrustListUnsupported,
            TrustError::Threshold { .. } => Code::TrustListThreshold,
            TrustError::Invalid(_) => Code::TrustListInvalid,
        }
    }
}

/// An authority's name for good: SHA-256 of the payload of its first trust list; written in hex.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AuthorityId([u8; 32]);

impl AuthorityId {
    /// An ID from its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        AuthorityId(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for AuthorityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for AuthorityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuthorityId({self})")
    }
}

/// A trust list that enough of its own roots have signed.
///
/// That makes it whole, not true: whose list to believe is decided by whoever hands it to a verifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustList {
    statement: TrustStatement,
    authority_id: AuthorityId,
}

impl TrustList {
    /// Opens a trust list: form, signatures, content.
    ///
    /// # Errors
    /// [`TrustError`], the first fault found.
    pub fn open(bytes: &[u8]) -> Result<Self, TrustError> {
        let envelope = Envelope::read(bytes)?;
        let statement = TrustStatement::from_payload(envelope.payload)?;
        // Before anybody counts: nobody could meet a threshold above the number of roots.
        statement.check_threshold()?;
        let signed = envelope.count_signatures(&statement.roots);
        if signed < statement.threshold {
            return Err(TrustError::Threshold { threshold: statement.threshold, signed });
        }
        statement.validate()?;
        let own_id = || AuthorityId(Sha256::digest(envelope.payload).into());
        Ok(TrustList { authority_id: statement.authority_id.unwrap_or_else(own_id), statement })
    }

    /// What it states.
    #[must_use]
    pub fn statement(&self) -> &TrustStatement {
        &self.statement
    }

    /// Whose it is.
    #[must_use]
    pub fn authority_id(&self) -> AuthorityId {
        self.authority_id
    }
}

/// A COSE_Sign envelope, well-formed and of the profile.
struct Envelope<'a> {
    payload: &'a [u8],
    signatures: Vec<(KeyId, [u8; SIGNATURE_BYTES])>,
}

impl<'a> Envelope<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, TrustError> {
        if bytes.len() > MAX_TRUST_LIST_BYTES {
            return Err(TrustError::TooLong { bytes: bytes.len() });
        }
        cbor::check_tagged(bytes, TAG)?;
        let mut reader = Reader::new(bytes);
        reader.tag(TAG)?;
        if reader.array()? != 4 {
            return Err(CborFault::Unexpected.into());
        }
        let mut is_profile = read_protected(&mut reader)? == body_header();
        no_unprotected(&mut reader)?;
        let Item::Bytes(payload) = reader.item()? else {
            return Err(CborFault::Unexpected.into());
        };
        let count = reader.array()?;
        if count == 0 || count > MAX_TRUST_SIGNATURES as u64 {
            return Err(CborFault::Unexpected.into());
        }
        let mut raw = Vec::new();
        for _ in 0..count {
            if reader.array()? != 3 {
                return Err(CborFault::Unexpected.into());
            }
            let kid = read_kid(read_protected(&mut reader)?);
            no_unprotected(&mut reader)?;
            is_profile &= kid.is_some();
            raw.push((kid, reader.bytes()?));
        }
        reader.finish()?;
        if !is_profile {
            return Err(TrustError::UnsupportedProfile);
        }
        let mut signatures = Vec::new();
        for (kid, signature) in raw {
            let signature = signature.try_into().map_err(|_| CborFault::Unexpected)?;
            signatures.extend(kid.map(|kid| (kid, signature)));
        }
        Ok(Envelope { payload, signatures })
    }

    /// How many different keys of `roots` have signed.
    fn count_signatures(&self, roots: &[PublicKey]) -> usize {
        let mut signed = BTreeSet::new();
        for (kid, signature) in &self.signatures {
            let message = message_to_sign(*kid, self.payload);
            let by = roots.iter().filter(|root| root.key_id() == *kid).find(|root| root.verifies(&message, signature));
            signed.extend(by.map(PublicKey::to_bytes));
        }
        signed.len()
    }
}

/// Unlike a label's, a trust list's unprotected headers are a matter of form.
fn no_unprotected(reader: &mut Reader<'_>) -> Result<(), CborFault> {
    if read_unprotected(reader)? { Ok(()) } else { Err(CborFault::Unexpected) }
}

/// The body's protected header, `{16: typ}`.
pub(super) fn body_header() -> Vec<u8> {
    cbor::encode(&cbor::map([(16, Some(Value::from(TRUST_LIST_TYP)))]))
}

/// What a root with that key ID signs.
pub(super) fn message_to_sign(kid: KeyId, payload: &[u8]) -> Vec<u8> {
    let header = crate::seal::header_bytes(kid);
    to_be_signed(SignatureContext::CoseSignature, &body_header(), Some(&header), payload)
}
