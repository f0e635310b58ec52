//! Trust lists whose form, signatures and content have been checked.

use super::envelope::Envelope;
use super::{AuthorityId, TrustError, TrustStatement};
use crate::cbor::{CborFault, Reader};
use crate::cose::SIGN_TAG;
use crate::digest::Digest;
use crate::label::Timestamp;
use crate::limits::{MAX_TRUST_CHAIN, MAX_TRUST_LIST_BYTES};

/// A trust list that enough of its own roots have signed (R-47 to R-58).
///
/// **That does not make it trustworthy**: anyone can sign a list with their own roots. The caller decides which list is
/// the anchor of a [`Verifier`](crate::Verifier).
///
/// ```
/// use starseal::TrustList;
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let trust_list_bytes = common::trust_statement().sign(&[&common::root_key()])?;
///
/// let list = TrustList::open(&trust_list_bytes)?;
/// println!("authority {}, version {}", list.authority_id(), list.statement().version);
/// for issuer in &list.statement().issuers {
///     println!("{}: {} keys", issuer.names.en(), issuer.keys.len());
/// }
/// # assert_eq!(list.statement().issuers.len(), 1);
///
/// // If one byte is altered, the signature does not verify.
/// let mut altered = trust_list_bytes.clone();
/// let place = altered.windows(12).position(|bytes| bytes == b"Label Office").unwrap();
/// altered[place] = b'l';
/// let fault = TrustList::open(&altered).unwrap_err();
/// assert_eq!(fault.to_string(), "the trust list has valid signatures of 0 roots, below the threshold of 1");
/// # Ok::<(), starseal::trust::SignTrustError>(())
/// ```
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
    /// Checks the form, the signatures and the content of a trust list (R-47 to R-58).
    ///
    /// # Errors
    /// The first [`TrustError`].
    pub fn open(bytes: &[u8]) -> Result<Self, TrustError> {
        let envelope = Envelope::read(bytes)?;
        let payload_digest = Digest::of(&envelope.payload);
        TrustList::with_envelope(bytes, envelope, payload_digest)
    }

    /// Checks what [`open`](Self::open) does, for an envelope that has been read from these bytes.
    pub(super) fn with_envelope(bytes: &[u8], envelope: Envelope, payload_digest: Digest) -> Result<Self, TrustError> {
        let statement = TrustStatement::from_payload(&envelope.payload).map_err(|error| *error)?;
        // Checked before the signatures are counted: no count can reach a threshold above the number of roots.
        statement.check_threshold()?;
        let signed = envelope.count_signatures(&statement.roots);
        if signed < statement.threshold {
            return Err(TrustError::Threshold { threshold: statement.threshold, signed });
        }
        statement.validate()?;
        let digest = Digest::of(bytes);
        let authority_id = statement.authority_id.unwrap_or(AuthorityId::from_bytes(*payload_digest.as_bytes()));
        Ok(TrustList { bytes: bytes.to_vec(), envelope, digest, payload_digest, statement, authority_id })
    }

    /// Splits a chain into its signed lists (R-60). Nothing is verified, and the payloads are not read.
    ///
    /// # Errors
    /// `TooLong` if the chain is longer than the limit; `Cbor` if it is malformed or has more than 64 lists.
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

    /// Returns the statement of the list.
    #[must_use]
    pub fn statement(&self) -> &TrustStatement {
        &self.statement
    }

    /// Returns the ID of the authority (R-52).
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

    /// Returns the SHA-256 of the payload, which is what the roots signed. Copies with other signatures have the same.
    #[must_use]
    pub fn payload_digest(&self) -> Digest {
        self.payload_digest
    }

    /// Returns a statement to start the authority's next list from: this one with the next version, issued at
    /// `issued_at`, and valid for as long as this one. It carries the thumbprints of all compromised keys (R-90).
    #[must_use]
    pub fn next_statement(&self, issued_at: Timestamp) -> TrustStatement {
        let TrustStatement { version, issued_at: from, expires_at: until, .. } = self.statement;
        let lifetime = until.seconds_since(from).unwrap_or_default();
        let mut compromised: Vec<_> = self.statement.all_compromised().collect();
        compromised.sort_unstable();
        compromised.dedup();
        TrustStatement {
            compromised,
            authority_id: Some(self.authority_id),
            version: version.saturating_add(1),
            issued_at,
            expires_at: Timestamp::from_unix_seconds(issued_at.unix_seconds().saturating_add(lifetime)),
            ..self.statement.clone()
        }
    }

    /// Returns whether two lists have the same payload, whatever their signatures.
    pub(crate) fn has_payload_of(&self, other: &TrustList) -> bool {
        self.payload_digest == other.payload_digest
    }

    /// Returns whether the payload has this digest.
    pub(super) fn has_payload_digest(&self, digest: Digest) -> bool {
        self.payload_digest == digest
    }

    /// Checks that enough roots of the list held have signed this one (R-59).
    pub(super) fn check_signed_by_roots_of(&self, held: &TrustList) -> Result<(), TrustError> {
        let signed = self.envelope.count_signatures(&held.statement.roots);
        let threshold = held.statement.threshold;
        if signed < threshold { Err(TrustError::Threshold { threshold, signed }) } else { Ok(()) }
    }
}
