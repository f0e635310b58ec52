//! The basis of verdicts: the trust lists and the policy of the verifier.

use super::Policy;
use crate::cbor::{self, encode};
use crate::digest::Digest;
use crate::label::Timestamp;
use crate::status::StatusList;
use crate::trust::{AuthorityId, StatusListUri, TrustList};
use coset::cbor::Value;

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

/// A status list on which a verdict rests.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusListUsed {
    /// The URI of the list.
    pub uri: StatusListUri,
    /// The time at which the list was issued, which is its version.
    pub issued_at: Timestamp,
    /// The SHA-256 of the signed list, as received.
    pub digest: Digest,
}

impl StatusListUsed {
    pub(super) fn of(list: &StatusList) -> Self {
        StatusListUsed { uri: list.uri().clone(), issued_at: list.issued_at(), digest: list.digest() }
    }
}

/// The state of a verifier when it gave a verdict. All verdicts share it until something changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Basis {
    /// The newest trust list of each authority, in the order of their anchors.
    pub(super) trust_lists: Vec<TrustListUsed>,
    pub(super) policy: Digest,
}

impl Policy {
    /// Returns a digest that identifies the policy: the SHA-256 of a map in deterministic CBOR, with the fields of
    /// [`Policy`] in their order under the keys 1 to 9. The last is left out if it is false.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let by_category = self.minimum_level_of_category.iter();
        let freshness = |of: &super::Freshness| {
            Value::Array(vec![of.ageing_after_days.into(), of.stale_after_days.into(), of.accept_stale.into()])
        };
        let criteria = self.accepted_criteria.iter().map(|citation| citation.as_str().into()).collect();
        Digest::of(&encode(&cbor::map([
            (1, self.minimum_level.map(|level| level.get().into())),
            (2, Some(cbor::map(by_category.map(|(category, level)| (u64::from(*category), Some(level.get().into())))))),
            (3, Some(Value::Array(criteria))),
            (4, Some(self.minimum_days_left.into())),
            (5, self.assessment.map(|assessment| assessment.as_str().into())),
            (6, Some(self.accept_deferral.into())),
            (7, Some(freshness(&self.trust_list))),
            (8, Some(freshness(&self.status_list))),
            (9, self.require_plausible_clock.then_some(Value::Bool(true))),
        ])))
    }
}
