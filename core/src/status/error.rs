//! Errors of status lists.

use crate::cbor::CborFault;
use crate::code::Code;
use crate::keys::{KeyId, SignerError};
use crate::label::fields::take_field_faults;
use crate::label::{Date, Timestamp, ValueError};
use crate::limits::{MAX_STATUS_ARRAY_BYTES, MAX_STATUS_LIST_BYTES};

/// Why a status list is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StatusError {
    /// The status list is longer than the limit.
    #[error("the status list has {bytes} bytes, above the limit of {MAX_STATUS_LIST_BYTES}")]
    TooLong {
        /// The length.
        bytes: usize,
    },
    /// The statuses are longer than the limit when they are decompressed.
    #[error("the statuses take more than {MAX_STATUS_ARRAY_BYTES} bytes when decompressed")]
    TooLongDecompressed,
    /// The envelope or the payload is not CBOR of the right shape.
    #[error("the status list is not well-formed: {0}")]
    Cbor(#[from] CborFault),
    /// A value has the right type, and is not allowed.
    #[error("the status list is not well-formed: {0}")]
    Value(#[from] ValueError),
    /// A required claim is missing.
    #[error("the status list has no {what}")]
    Missing {
        /// The name of the claim.
        what: &'static str,
    },
    /// The statuses cannot be decompressed, or their number of bits is not 1, 2, 4 or 8.
    #[error("the statuses cannot be decompressed, or their number of bits is not 1, 2, 4 or 8")]
    Encoding,
    /// The status list has other headers than this version knows.
    #[error("the status list has a profile that this version does not know")]
    UnsupportedProfile,
    /// No key in the trust lists has the key ID of the status list.
    #[error("no key in the trust lists has the key ID {key_id}")]
    UnknownKey {
        /// The key ID that the status list names.
        key_id: KeyId,
    },
    /// The signature does not verify under any key with the key ID of the status list.
    #[error("the signature of the status list does not verify under key {key_id}")]
    BadSignature {
        /// The key ID that the status list names.
        key_id: KeyId,
    },
    /// The key may not sign status lists, or not with this date.
    #[error("key {key_id} may not sign a status list of {issued_on}")]
    KeyNotAllowed {
        /// The ID of the key.
        key_id: KeyId,
        /// The date of the status list, in the scheme's time zone.
        issued_on: Date,
    },
    /// The key is compromised. It does not matter whether the status list is older.
    #[error("key {key_id} was declared compromised on {declared_on}")]
    KeyCompromised {
        /// The ID of the key.
        key_id: KeyId,
        /// The day on which the key was declared compromised. It is informative.
        declared_on: Date,
    },
    /// The URI in the status list is not that of the issuer whose key signed it.
    #[error("the URI in the status list is not that of the issuer whose key signed it")]
    Foreign,
    /// The status list expires before it is issued.
    #[error("the status list expires at {expires_at}, before it is issued at {issued_at}")]
    Lifetime {
        /// The time at which the list is issued.
        issued_at: Timestamp,
        /// The time at which the list expires.
        expires_at: Timestamp,
    },
    /// The changes of an index do not agree with its status, are too many or out of order, or the operation does not
    /// apply to the index.
    #[error("the history of index {index} does not agree with the list, or the list has no such index")]
    History {
        /// The index.
        index: u32,
    },
    /// The corrections are dated after the list, are too many, or have a range that ends before it starts.
    #[error("the corrections are dated after the status list, too many, or a range ends before it starts")]
    Corrections,
    /// An index that the list held calls withdrawn or revoked has another status, and is not corrected.
    #[error("index {index} was withdrawn or revoked in the status list of {held}, and is not corrected in this one")]
    Regressed {
        /// The first such index.
        index: u32,
        /// The time at which the list held was issued.
        held: Timestamp,
    },
    /// The status list is older than the one held.
    #[error("the status list was issued at {issued_at}; one issued at {held} is held")]
    Older {
        /// The time at which the list was issued.
        issued_at: Timestamp,
        /// The time at which the list held was issued.
        held: Timestamp,
    },
    /// The status list is dated later than is plausible: the list or the clock is wrong.
    #[error("the status list was issued at {issued_at}, later than {latest}, the latest accepted: check the clock")]
    Future {
        /// The time at which the list claims to be issued.
        issued_at: Timestamp,
        /// The latest time that is accepted.
        latest: Timestamp,
    },
    /// The issuer has signed two different lists with one time of issue.
    #[error("there are two status lists issued at {issued_at}, and the issuer has signed both")]
    Equivocation {
        /// The time of issue of both lists.
        issued_at: Timestamp,
    },
}

impl StatusError {
    /// Returns one of the `status-list-…` codes, or `equivocation`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            StatusError::TooLong { .. } | StatusError::TooLongDecompressed => Code::StatusListTooLong,
            StatusError::Cbor(_) | StatusError::Value(_) | StatusError::Missing { .. } | StatusError::Encoding => {
                Code::StatusListMalformed
            }
            StatusError::UnsupportedProfile => Code::StatusListUnsupported,
            StatusError::UnknownKey { .. } => Code::StatusListUnknownKey,
            StatusError::BadSignature { .. } => Code::StatusListBadSignature,
            StatusError::KeyNotAllowed { .. } => Code::StatusListKeyNotAllowed,
            StatusError::KeyCompromised { .. } => Code::StatusListKeyCompromised,
            StatusError::Foreign => Code::StatusListForeign,
            StatusError::Lifetime { .. } | StatusError::History { .. } | StatusError::Corrections => {
                Code::StatusListInvalid
            }
            StatusError::Regressed { .. } => Code::StatusListRegressed,
            StatusError::Older { .. } => Code::StatusListOlder,
            StatusError::Future { .. } => Code::StatusListFuture,
            StatusError::Equivocation { .. } => Code::Equivocation,
        }
    }
}

take_field_faults!(StatusError);

/// Why a status list cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignStatusError {
    /// The result would not be a status list that verifiers accept.
    #[error(transparent)]
    Status(#[from] StatusError),
    /// The signer failed.
    #[error(transparent)]
    Signer(#[from] SignerError),
}
