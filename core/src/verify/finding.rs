//! What a check found: the reasons of a verdict, each with the values that disagree.

use crate::carrier::CarrierError;
use crate::label::ClaimsError;
use crate::seal::SealError;
use crate::trust::SchemeViolation;
use crate::{Code, Date, KeyId, Timestamp};

/// One thing that a check found. All but the notes keep a label from standing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Finding {
    /// The text carries no sealed label.
    #[error(transparent)]
    Carrier(#[from] CarrierError),
    /// The bytes are no sealed label of this version.
    #[error(transparent)]
    Seal(#[from] SealError),
    ///
    #[error("no key in the trust list has the key ID {key_id}")]
    UnknownKey {
        /// The seal's.
        key_id: KeyId,
    },
    ///
    #[error("the signature is not that of key {key_id} over these bytes")]
    BadSignature {
        /// The seal's.
        key_id: KeyId,
    },
    /// The payload is not a label's claims.
    #[error(transparent)]
    Claims(#[from] ClaimsError),
    ///
    #[error("key {key_id} may not seal a label issued on {issued_on}")]
    KeyNotAllowed {
        /// The key that verified.
        key_id: KeyId,
        /// The label's first day.
        issued_on: Date,
    },
    ///
    #[error("key {key_id} was declared compromised on {declared_on}")]
    KeyCompromised {
        /// The key that verified.
        key_id: KeyId,
        /// For people; it does not matter whether the label is older.
        declared_on: Date,
    },
    /// The address itself is not shown: a copied seal must not lend it credibility.
    #[error("the seal is genuine, but the address in front of it is not one of its issuer's")]
    ForeignCarrier,
    ///
    #[error(transparent)]
    Scheme(#[from] SchemeViolation),
    /// Note, R-40.
    #[error("the clock says {now}, before {floor}, when the trust list was issued; the later time was taken")]
    ClockBehind {
        /// The time given.
        now: Timestamp,
        /// The time taken.
        floor: Timestamp,
    },
    ///
    #[error("the label counts from {issued_on}; checked for {checked_for}")]
    NotYetValid {
        /// The label's first day.
        issued_on: Date,
        /// The day asked about.
        checked_for: Date,
    },
    ///
    #[error("the label's last day was {expires_on}; checked for {checked_for}")]
    Expired {
        /// The label's last day.
        expires_on: Date,
        /// The day asked about.
        checked_for: Date,
    },
    ///
    #[error("the issuer publishes a status list, and it is not at hand")]
    StatusUnknown,
    /// Note, R-42.
    #[error("the issuer publishes no status list; dates alone decide")]
    NoStatusPublished,
}

impl Finding {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Finding::Carrier(error) => error.code(),
            Finding::Seal(error) => error.code(),
            Finding::UnknownKey { .. } => Code::UnknownKey,
            Finding::BadSignature { .. } => Code::BadSignature,
            Finding::Claims(error) => error.code(),
            Finding::KeyNotAllowed { .. } => Code::KeyNotAllowed,
            Finding::KeyCompromised { .. } => Code::KeyCompromised,
            Finding::ForeignCarrier => Code::ForeignCarrier,
            Finding::Scheme(_) => Code::SchemeViolation,
            Finding::ClockBehind { .. } => Code::ClockBehind,
            Finding::NotYetValid { .. } => Code::NotYetValid,
            Finding::Expired { .. } => Code::Expired,
            Finding::StatusUnknown => Code::StatusUnknown,
            Finding::NoStatusPublished => Code::NoStatusPublished,
        }
    }
}
