//! A trust list, opened: its envelope, its signatures, its content.

use super::{TRUST_LIST_TYP, TrustFault, TrustStatement};
use crate::cbor::{self, CborFault, Item, Reader};
use crate::label::ValueError;
use crate::limits::{MAX_TRUST_CHAIN, MAX_TRUST_LIST_BYTES, MAX_TRUST_SIGNATURES};
use crate::seal::{SIGNATURE_BYTES, read_kid, read_protected, read_unprotected, to_be_signed};
use crate::{Code, KeyId, PublicKey, Timestamp};
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
    ///
    #[error("the trust list is version {version}, issued at {issued_at}; version {held} is held, issued at {held_at}")]
    Older {
        /// Its version.
        version: u32,
        /// When it was issued.
        issued_at: Timestamp,
        /// The version held.
        held: u32,
        /// When that was issued.
        held_at: Timestamp,
    },
    ///
    #[error("the trust list no longer says that key {key_id} is compromised")]
    CompromiseTakenBack {
        /// The key.
        key_id: KeyId,
    },
    ///
    #[error("the trust list was issued at {issued_at}, and nothing issued after {latest} is expected: check the clock")]
    Future {
        /// When it says that it was issued.
        issued_at: Timestamp,
        /// The latest time that would be taken.
        latest: Timestamp,
    },
    ///
    #[error("there are two trust lists of version {version}, and the roots have signed both")]
    Equivocation {
        /// Their version.
        version: u32,
    },
    /// Copies of a draft that were signed by different people state different things.
    #[error("the drafts state different things: they are not copies of one list")]
    DraftsDiffer,
    ///
    #[error("the trust list is of authority {authority}, which has no anchor here")]
    Foreign {
        /// Whose it is.
        authority: AuthorityId,
    },
    ///
    #[error("the trust list conflicts with that of another authority: {what}")]
    Conflict {
        /// What stands in both.
        what: String,
    },
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
            TrustError::Invalid(_) | TrustError::CompromiseTakenBack { .. } | TrustError::DraftsDiffer => {
                Code::TrustListInvalid
            }
            TrustError::Older { .. } => Code::TrustListOlder,
            TrustError::Future { .. } => Code::TrustListFuture,
            TrustError::Equivocation { .. } => Code::Equivocation,
            TrustError::Foreign { .. } => Code::TrustListForeign,
            TrustError::Conflict { .. } => Code::TrustListConflict,
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
    bytes: Vec<u8>,
    payload_digest: [u8; 32],
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
        let payload_digest = Sha256::digest(envelope.payload).into();
        let authority_id = statement.authority_id.unwrap_or(AuthorityId(payload_digest));
        Ok(TrustList { bytes: bytes.to_vec(), payload_digest, statement, authority_id })
    }

    /// The lists of a chain, each still closed: one after the other, as [`Verifier::new`](crate::Verifier::new) takes
    /// them.
    ///
    /// # Errors
    /// `TooLong` above the limits, `Cbor` where they are not well-formed.
    pub fn split_chain(bytes: &[u8]) -> Result<Vec<&[u8]>, TrustError> {
        if bytes.len() > MAX_TRUST_CHAIN * MAX_TRUST_LIST_BYTES {
            return Err(TrustError::TooLong { bytes: bytes.len() });
        }
        Ok(cbor::split_tagged(bytes, TAG, MAX_TRUST_CHAIN)?)
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

    /// The signed list, as received.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the authority's next list starts from: all of this one, one version later, issued at `issued_at` and as
    /// long-lived as this one.
    #[must_use]
    pub fn next_statement(&self, issued_at: Timestamp) -> TrustStatement {
        let TrustStatement { version, issued_at: from, expires_at: until, .. } = self.statement;
        let lifetime = until.seconds_since(from).unwrap_or_default();
        TrustStatement {
            authority_id: Some(self.authority_id),
            version: version.saturating_add(1),
            issued_at,
            expires_at: Timestamp::from_unix_seconds(issued_at.unix_seconds().saturating_add(lifetime)),
            ..self.statement.clone()
        }
    }

    /// Whether both state the same, whoever signed them.
    pub(super) fn has_payload_of(&self, other: &TrustList) -> bool {
        self.payload_digest == other.payload_digest
    }

    /// Whether the threshold of `held`'s roots have signed this list.
    ///
    /// # Errors
    /// `Threshold`, with the signatures found.
    pub(super) fn check_signed_by_roots_of(&self, held: &TrustList) -> Result<(), TrustError> {
        let signed = Envelope::read(&self.bytes)?.count_signatures(&held.statement.roots);
        let threshold = held.statement.threshold;
        if signed < threshold { Err(TrustError::Threshold { threshold, signed }) } else { Ok(()) }
    }
}

/// A COSE_Sign envelope, well-formed and of the profile.
pub(super) struct Envelope<'a> {
    pub(super) payload: &'a [u8],
    pub(super) signatures: Vec<(KeyId, [u8; SIGNATURE_BYTES])>,
}

impl<'a> Envelope<'a> {
    /// Reads a list that somebody has signed.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, TrustError> {
        let envelope = Envelope::read_draft(bytes)?;
        if envelope.signatures.is_empty() { Err(CborFault::Unexpected.into()) } else { Ok(envelope) }
    }

    /// Reads a list that may still lack all signatures.
    pub(super) fn read_draft(bytes: &'a [u8]) -> Result<Self, TrustError> {
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
        if count > MAX_TRUST_SIGNATURES as u64 {
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
    pub(super) fn count_signatures(&self, roots: &[PublicKey]) -> usize {
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
