//! Errors of trust lists.

use super::{AuthorityId, TrustFault};
use crate::cbor::{CborFault, KeyFault};
use crate::code::Code;
use crate::keys::KeyId;
use crate::label::fields::take_field_faults;
use crate::label::{Timestamp, ValueError};
use crate::limits::MAX_TRUST_LIST_BYTES;

/// Why a trust list is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TrustError {
    /// The trust list is longer than the limit.
    #[error("the trust list has {bytes} bytes, above the limit of {MAX_TRUST_LIST_BYTES}")]
    TooLong {
        /// The length.
        bytes: usize,
    },
    /// The envelope or the payload is not deterministic CBOR of the right shape.
    #[error("the trust list is not well-formed: {0}")]
    Cbor(#[from] CborFault),
    /// A map has a key of the wrong type, or the key 0.
    #[error("a map in the trust list has a key of the wrong type, or the key 0")]
    Key,
    /// A required claim is missing.
    #[error("the trust list has no {what}")]
    Missing {
        /// The name of the claim.
        what: &'static str,
    },
    /// A value has the right type, and is not allowed.
    #[error("the trust list is not well-formed: {0}")]
    Value(#[from] ValueError),
    /// The trust list has other headers than this version knows.
    #[error("the trust list has a profile that this version does not know")]
    UnsupportedProfile,
    /// The trust list has a claim that a verifier must know, and this version does not know it.
    #[error("claim {key} of the trust list needs a later version")]
    UnsupportedClaim {
        /// The key of the claim, which is negative.
        key: i128,
    },
    /// Too few roots have signed the list: roots of the list itself, or of the list held.
    #[error("the trust list has valid signatures of {signed} roots, below the threshold of {threshold}")]
    Threshold {
        /// The number of roots that must sign.
        threshold: usize,
        /// The number of roots that have signed, counted by public key.
        signed: usize,
    },
    /// The content of the list breaks a rule.
    #[error("the trust list is not valid: {0}")]
    Invalid(#[from] TrustFault),
    /// The list is older than the one held.
    #[error("the trust list is version {version}, issued at {issued_at}; version {held} is held, issued at {held_at}")]
    Older {
        /// The version of the list.
        version: u32,
        /// The time at which the list was issued.
        issued_at: Timestamp,
        /// The version of the list held.
        held: u32,
        /// The time at which the list held was issued.
        held_at: Timestamp,
    },
    /// The list held says that a key is compromised, and the list does not say it.
    #[error("the trust list no longer says that key {key_id} is compromised")]
    CompromiseTakenBack {
        /// The ID of the key.
        key_id: KeyId,
    },
    /// The list is dated later than is plausible: the list or the clock is wrong.
    #[error("the trust list was issued at {issued_at}, later than {latest}, the latest accepted: check the clock")]
    Future {
        /// The time at which the list claims to be issued.
        issued_at: Timestamp,
        /// The latest time that is accepted.
        latest: Timestamp,
    },
    /// The roots have signed two different lists with one version.
    #[error("there are two trust lists of version {version}, and the roots have signed both")]
    Equivocation {
        /// The version of both lists.
        version: u32,
    },
    /// Two drafts that were to be combined have different statements.
    #[error("the drafts have different statements: they are not copies of one list")]
    DraftsDiffer,
    /// The list belongs to an authority for which the verifier has no anchor.
    #[error("the trust list belongs to authority {authority}, which has no anchor here")]
    Foreign {
        /// The authority of the list.
        authority: AuthorityId,
    },
    /// The list conflicts with that of another authority in the verifier.
    #[error("the trust list conflicts with that of another authority: {what}")]
    Conflict {
        /// The conflict, in a clause.
        what: String,
    },
}

impl TrustError {
    /// Returns one of the `trust-list-…` codes, or `equivocation`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            TrustError::TooLong { .. } => Code::TrustListTooLong,
            TrustError::Cbor(_) | TrustError::Key | TrustError::Missing { .. } | TrustError::Value(_) => {
                Code::TrustListMalformed
            }
            // A count out of its range is a fault of form, whether it is found on reading or later.
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

take_field_faults!(TrustError);

impl From<KeyFault> for TrustError {
    fn from(fault: KeyFault) -> Self {
        match fault {
            KeyFault::NotPositive => TrustError::Key,
            KeyFault::Unsupported(key) => TrustError::UnsupportedClaim { key },
        }
    }
}
