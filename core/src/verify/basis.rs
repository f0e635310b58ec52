//! The basis of verdicts: the trust lists and the policy of the verifier.

use crate::digest::Digest;
use crate::label::Timestamp;
use crate::trust::{AuthorityId, StatusListUri, TrustList};

/// A trust list on which a verdict rests.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrustListUsed {
    /// The ID of the authority.
    pub authority_id: AuthorityId,
    /// The version of the list.
    pub version: u32,
    /// The time at which the list was issued.
    pub issued_at: Timestamp,
    /// The SHA-256 of the signed list, as received.
    pub digest: Digest,
}

impl TrustListUsed {
    pub(super) fn of(list: &TrustList) -> Self {
        TrustListUsed {
            authority_id: list.authority_id(),
            version: list.statement().version,
            issued_at: list.statement().issued_at,
            digest: list.digest(),
        }
    }
}

/// A status list on which a verdict rests, with the object that was needed beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusListUsed {
    /// The URI of the list.
    pub uri: StatusListUri,
    /// The time at which the list was issued, which is its version.
    pub issued_at: Timestamp,
    /// The SHA-256 of the signed list, as received.
    pub digest: Digest,
    /// The in-force object; none if the list has none, or if the day asked about is before the date of the list.
    pub in_force: Option<ObjectUsed>,
    /// The past object; none if the list has none, or if the day asked about is not before the date of the list.
    pub past: Option<ObjectUsed>,
}

/// An object of a status list on which a verdict rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectUsed {
    /// The object of the list.
    Held(Digest),
    /// The object of an earlier list: that of the list is missing.
    Outdated(Digest),
    /// The object with this digest is missing, and no other takes its place.
    Missing(Digest),
}

impl ObjectUsed {
    /// Returns the name: `held`, `outdated` or `missing`.
    #[must_use]
    pub const fn state(self) -> &'static str {
        match self {
            ObjectUsed::Held(_) => "held",
            ObjectUsed::Outdated(_) => "outdated",
            ObjectUsed::Missing(_) => "missing",
        }
    }

    /// Returns the SHA-256 of the object.
    #[must_use]
    pub const fn digest(self) -> Digest {
        match self {
            ObjectUsed::Held(digest) | ObjectUsed::Outdated(digest) | ObjectUsed::Missing(digest) => digest,
        }
    }

    /// Returns the object that a list binds, which may be missing.
    pub(super) fn of(digest: Digest, is_held: bool) -> Self {
        if is_held { ObjectUsed::Held(digest) } else { ObjectUsed::Missing(digest) }
    }
}

/// The state of a verifier when it gave a verdict. All verdicts share it until something changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Basis {
    /// The newest trust list of each authority, in the order of their anchors.
    pub(super) trust_lists: Vec<TrustListUsed>,
    pub(super) policy: Digest,
}
