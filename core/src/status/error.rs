//! Why a status list was not taken.

use crate::cbor::CborFault;
use crate::code::Code;
use crate::keys::{KeyId, SignerError};
use crate::label::fields::take_field_faults;
use crate::label::{Date, Timestamp, ValueError};
use crate::limits::{MAX_STATUS_ARRAY_BYTES, MAX_STATUS_LIST_BYTES};

/// Why bytes are not a status list to be believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StatusError {
    ///
    #[error("the status list has {bytes} bytes, above the limit of {MAX_STATUS_LIST_BYTES}")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    ///
    #[error("the statuses take more than {MAX_STATUS_ARRAY_BYTES} bytes when decompressed")]
    TooLongDecompressed,
    ///
    #[error("the status list is not well-formed: {0}")]
    Cbor(#[from] CborFault),
    ///
    #[error("the status list is not well-formed: {0}")]
    Value(#[from] ValueError),
    ///
    #[error("the status list lacks {what}")]
    Missing {
        /// What.
        what: &'static str,
    },
    ///
    #[error("the statuses cannot be decompressed, or have neither 1, 2, 4 nor 8 bits")]
    Encoding,
    ///
    #[error("the status list is of a profile that this version does not know")]
    UnsupportedProfile,
    ///
    #[error("no key in the trust lists has the key ID {key_id}")]
    UnknownKey {
        /// The list's.
        key_id: KeyId,
    },
    ///
    #[error("the signature is not that of key {key_id} over this status list")]
    BadSignature {
        /// The list's.
        key_id: KeyId,
    },
    ///
    #[error("key {key_id} may not sign a status list of {issued_on}")]
    KeyNotAllowed {
        /// The list's.
        key_id: KeyId,
        /// The list's date.
        issued_on: Date,
    },
    ///
    #[error("key {key_id} was declared compromised on {declared_on}")]
    KeyCompromised {
        /// The list's.
        key_id: KeyId,
        /// For people; it does not matter whether the list is older.
        declared_on: Date,
    },
    ///
    #[error("the status list is not for the address that its key's issuer names")]
    Foreign,
    ///
    #[error("the status list expires at {expires_at}, before it is issued at {issued_at}")]
    Lifetime {
        /// When it was issued.
        issued_at: Timestamp,
        /// When it expires.
        expires_at: Timestamp,
    },
    ///
    #[error("the history of index {index} contradicts the list, or there is no such index")]
    History {
        /// Which.
        index: u32,
    },
    ///
    #[error("the status list is of {issued_at}, and one of {held} is held")]
    Older {
        /// When it was issued.
        issued_at: Timestamp,
        /// When the one held was.
        held: Timestamp,
    },
    ///
    #[error("the status list is of {issued_at}, and nothing issued after {latest} is expected: check the clock")]
    Future {
        /// When it says that it was issued.
        issued_at: Timestamp,
        /// The latest time that would be taken.
        latest: Timestamp,
    },
    ///
    #[error("there are two status lists of {issued_at}, and the issuer has signed both")]
    Equivocation {
        /// When both say that they were issued.
        issued_at: Timestamp,
    },
}

impl StatusError {
    /// One of the `status-list-…` codes, or `equivocation`.
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
            StatusError::Lifetime { .. } | StatusError::History { .. } => Code::StatusListInvalid,
            StatusError::Older { .. } => Code::StatusListOlder,
            StatusError::Future { .. } => Code::StatusListFuture,
            StatusError::Equivocation { .. } => Code::Equivocation,
        }
    }
}

take_field_faults!(StatusError);

/// Why a status list was not signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignStatusError {
    /// What would have been signed is not a status list that verifiers take.
    #[error(transparent)]
    Status(#[from] StatusError),
    /// The signer failed.
    #[error(transparent)]
    Signer(#[from] SignerError),
}
