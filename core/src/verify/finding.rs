//! What a check found: the reasons of a verdict, each with the values that disagree.

use super::PolicyRule;
use crate::carrier::CarrierError;
use crate::code::Code;
use crate::keys::KeyId;
use crate::label::{ClaimsError, Date, Timestamp};
use crate::seal::SealError;
use crate::trust::SchemeViolation;

/// One thing that a check found. All but the notes, and a deferral that the policy accepts, keep a label from standing.
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
    /// Note, R-31.
    #[error("key {key_id} was declared compromised on {declared_on}, and the issuer bears witness to this label")]
    Witnessed {
        /// The key that verified.
        key_id: KeyId,
        /// For people.
        declared_on: Date,
    },
    /// The address itself is not shown: a copied seal must not lend it credibility.
    #[error("the seal is genuine, but the address in front of it is not one of its issuer's")]
    ForeignCarrier,
    ///
    #[error(transparent)]
    Scheme(#[from] SchemeViolation),
    /// Note, R-40.
    #[error("the clock says {now}, before {floor}, when a list at hand was issued; the later time was taken")]
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
    #[error("{why}")]
    StatusUnknown {
        /// Why it is not known.
        why: Unknown,
    },
    /// Note, R-42.
    #[error("the issuer publishes no status list; dates alone decide")]
    NoStatusPublished,
    /// Note, R-76.
    #[error("the trust list is of {issued_at}: its age is worth a look")]
    TrustAgeing {
        /// When it was issued.
        issued_at: Timestamp,
    },
    /// Note, R-76.
    #[error("the trust list is of {issued_at}: it is stale")]
    TrustStale {
        /// When it was issued.
        issued_at: Timestamp,
    },
    /// Note, R-76.
    #[error("the status list is of {issued_at}: its age is worth a look")]
    StatusAgeing {
        /// When it was issued.
        issued_at: Timestamp,
    },
    /// Note, R-76.
    #[error("the status list is of {issued_at}: it is stale")]
    StatusStale {
        /// When it was issued.
        issued_at: Timestamp,
    },
    /// Note, R-69.
    #[error("the last day printed is {printed}, and the issuer has extended it to {last_day}")]
    Extended {
        /// The last day printed.
        printed: Date,
        /// The last day that counts.
        last_day: Date,
    },
    /// Note, R-71.
    #[error("the status list of {listed_on} does not know a label issued on {issued_on}")]
    StatusListPredatesLabel {
        /// The status list's date.
        listed_on: Date,
        /// The label's first day.
        issued_on: Date,
    },
    /// Note, R-71.
    #[error("status index {index} is not allocated")]
    IndexUnallocated {
        /// The label's.
        index: u32,
    },
    /// Note, R-67.
    #[error("the status list holds the value {value}, which has no meaning here")]
    StatusValueUnknown {
        /// The value.
        value: u8,
    },
    ///
    #[error("the label was revoked")]
    Revoked,
    ///
    #[error("the label was withdrawn")]
    Withdrawn,
    /// It decides unless the policy accepts it.
    #[error("the label's validity is over, and an extension is in process, at the longest until {ends_on}")]
    Deferral {
        /// The last day on which it keeps the label from expiring.
        ends_on: Date,
        /// Whether the policy lets such a label stand.
        is_accepted: bool,
    },
    ///
    #[error("the policy's rule {rule} asks for {required}, and the label has {found}")]
    PolicyUnmet {
        /// Which rule.
        rule: PolicyRule,
        /// What it asks for.
        required: String,
        /// What the label has; `none` where it has nothing of the kind.
        found: String,
    },
    /// Note, R-62.
    #[error("the label counts under {by} other authorities too")]
    Recognised {
        /// How many recognitions apply.
        by: usize,
    },
}

/// Why a label's status is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unknown {
    ///
    #[error("the issuer publishes a status list, and it is not at hand")]
    NoList,
    ///
    #[error("the status list says nothing of this label")]
    NotAllocated,
    ///
    #[error("the status list says something that has no meaning here")]
    Value,
    ///
    #[error("the status list of {listed_on} does not say what was before")]
    BeforeList {
        /// The status list's date.
        listed_on: Date,
    },
    ///
    #[error("the trust list is too old for the policy")]
    StaleTrustList,
    ///
    #[error("the status list is too old for the policy")]
    StaleStatusList,
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
            Finding::StatusUnknown { .. } => Code::StatusUnknown,
            Finding::NoStatusPublished => Code::NoStatusPublished,
            Finding::Witnessed { .. } => Code::Witnessed,
            Finding::TrustAgeing { .. } => Code::TrustAgeing,
            Finding::TrustStale { .. } => Code::TrustStale,
            Finding::StatusAgeing { .. } => Code::StatusAgeing,
            Finding::StatusStale { .. } => Code::StatusStale,
            Finding::Extended { .. } => Code::Extended,
            Finding::StatusListPredatesLabel { .. } => Code::StatusListPredatesLabel,
            Finding::IndexUnallocated { .. } => Code::IndexUnallocated,
            Finding::StatusValueUnknown { .. } => Code::StatusValueUnknown,
            Finding::Revoked => Code::Revoked,
            Finding::Withdrawn => Code::Withdrawn,
            Finding::Deferral { .. } => Code::Deferral,
            Finding::PolicyUnmet { .. } => Code::PolicyUnmet,
            Finding::Recognised { .. } => Code::Recognised,
        }
    }

    /// Whether it keeps a label from standing.
    pub(super) const fn decides(&self) -> bool {
        !self.code().is_note() && !matches!(self, Finding::Deferral { is_accepted: true, .. })
    }
}
