//! What decides, before any key of a next trust list is read, whether it is worth reading.

use super::envelope::Envelope;
use super::read::read_head;
use super::{AuthorityId, TrustError, TrustList};
use crate::digest::Digest;
use crate::label::Timestamp;

/// A trust list whose form and profile have been checked, and of whose payload only authority, version and time of
/// issue have been read. Nothing in it is verified.
pub(crate) struct TrustHead {
    envelope: Envelope,
    authority_id: AuthorityId,
    version: u32,
    issued_at: Timestamp,
    payload_digest: Digest,
}

impl TrustHead {
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, TrustError> {
        let envelope = Envelope::read(bytes)?;
        let (authority_id, version, issued_at) = read_head(&envelope.payload).map_err(|error| *error)?;
        let payload_digest = Digest::of(&envelope.payload);
        let authority_id = authority_id.unwrap_or(AuthorityId::from_bytes(*payload_digest.as_bytes()));
        Ok(TrustHead { envelope, authority_id, version, issued_at, payload_digest })
    }

    pub(crate) fn authority_id(&self) -> AuthorityId {
        self.authority_id
    }

    /// Checks the signatures and the content of the whole list, whose bytes are given again.
    pub(crate) fn open(self, bytes: &[u8]) -> Result<TrustList, TrustError> {
        TrustList::with_envelope(bytes, self.envelope, self.payload_digest)
    }

    /// Returns whether the list may be one that follows `held`: enough of the roots held have signed it. Returns false
    /// if it has the payload of the list held.
    pub(crate) fn may_follow(&self, held: &TrustList) -> Result<bool, TrustError> {
        let statement = held.statement();
        if self.version < statement.version {
            return Err(TrustError::Older {
                version: self.version,
                issued_at: self.issued_at,
                held: statement.version,
                held_at: statement.issued_at,
            });
        }
        if self.version == statement.version && held.has_payload_digest(self.payload_digest) {
            return Ok(false);
        }
        let (threshold, signed) = (statement.threshold, self.envelope.count_signatures(&statement.roots));
        if signed < threshold { Err(TrustError::Threshold { threshold, signed }) } else { Ok(true) }
    }
}
