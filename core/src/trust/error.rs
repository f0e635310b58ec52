//! Why a trust list is not taken.

use super::{AuthorityId, TrustFault};
use crate::cbor::{CborFault, KeyFault};
use crate::code::Code;
use crate::keys::KeyId;
use crate::label::fields::take_field_faults;
use crate::label::{Timestamp, ValueError};
use crate::limits::MAX_TRUST_LIST_BYTES;

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
    #[error("claim {key} of the trust list needs a later version")]
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

take_field_faults!(TrustError);

impl From<KeyFault> for TrustError {
    fn from(fault: KeyFault) -> Self {
        match fault {
            KeyFault::NotPositive => TrustError::Key,
            KeyFault::Unsupported(key) => TrustError::UnsupportedClaim { key },
        }
    }
}
