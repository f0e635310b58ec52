//! A trust list, opened: its form, its signatures and its content are good.

use super::envelope::Envelope;
use super::{AuthorityId, TrustError, TrustStatement};
use crate::cbor::{CborFault, Reader};
use crate::cose::SIGN_TAG;
use crate::digest::Digest;
use crate::label::Timestamp;
use crate::limits::{MAX_TRUST_CHAIN, MAX_TRUST_LIST_BYTES};

/// A trust list that enough of its own roots have signed.
///
/// That makes it whole, not true: whose list to believe is decided by whoever hands it to a verifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustList {
    bytes: Vec<u8>,
    envelope: Envelope,
    digest: Digest,
    payload_digest: Digest,
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
        let statement = TrustStatement::from_payload(&envelope.payload)?;
        // Before anybody counts: nobody could meet a threshold above the number of roots.
        statement.check_threshold()?;
        let signed = envelope.count_signatures(&statement.roots);
        if signed < statement.threshold {
            return Err(TrustError::Threshold { threshold: statement.threshold, signed });
        }
        statement.validate()?;
        let (digest, payload_digest) = (Digest::of(bytes), Digest::of(&envelope.payload));
        let authority_id = statement.authority_id.unwrap_or(AuthorityId::from_bytes(*payload_digest.as_bytes()));
        Ok(TrustList { bytes: bytes.to_vec(), envelope, digest, payload_digest, statement, authority_id })
    }

    /// Splits a chain into its lists, each still closed. Their payloads are passed over, not read.
    ///
    /// # Errors
    /// `TooLong` above the limits, `Cbor` where they are not well-formed.
    pub fn split_chain(bytes: &[u8]) -> Result<Vec<&[u8]>, TrustError> {
        if bytes.len() > MAX_TRUST_CHAIN * MAX_TRUST_LIST_BYTES {
            return Err(TrustError::TooLong { bytes: bytes.len() });
        }
        let mut reader = Reader::new(bytes);
        let mut lists = Vec::new();
        while lists.is_empty() || !reader.is_empty() {
            if lists.len() >= MAX_TRUST_CHAIN {
                return Err(CborFault::TrailingBytes.into());
            }
            lists.push(reader.raw_tagged(SIGN_TAG)?);
        }
        Ok(lists)
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

    /// Returns the signed list, as received.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the SHA-256 of the signed list, as received.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
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
        let signed = self.envelope.count_signatures(&held.statement.roots);
        let threshold = held.statement.threshold;
        if signed < threshold { Err(TrustError::Threshold { threshold, signed }) } else { Ok(()) }
    }
}
