//! The findings of the checks: the reasons of a verdict, each with its values.

use super::PolicyRule;
use crate::carrier::CarrierError;
use crate::code::Code;
use crate::keys::KeyId;
use crate::label::{ClaimsError, Date, Level, Timestamp};
use crate::seal::SealError;
use crate::trust::SchemeViolation;

/// A finding of a check, with its values. Every finding keeps a label from standing, except notes and a deferral that
/// the policy accepts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Finding {
    /// The text is not a carrier.
    #[error(transparent)]
    Carrier(#[from] CarrierError),
    /// The text is an address below a prefix of an issuer, without a sealed label. Such addresses are printed
    /// by schemes that do not seal their labels yet.
    #[error("the text is an address below {prefix}, without a sealed label")]
    NoSeal {
        /// The prefix, as the trust list has it.
        prefix: String,
    },
    /// The bytes are not a sealed label that this version can read.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// No key in the trust lists has the key ID of the seal.
    #[error("no key in the trust lists has the key ID {key_id}")]
    UnknownKey {
        /// The key ID that the seal names.
        key_id: KeyId,
    },
    /// The signature does not verify under any key with the key ID of the seal.
    #[error("the signature does not verify under key {key_id}")]
    BadSignature {
        /// The key ID that the seal names.
        key_id: KeyId,
    },
    /// The payload is not the claims of a label.
    #[error(transparent)]
    Claims(#[from] ClaimsError),
    /// The key may not sign labels, or not with this issue date.
    #[error("key {key_id} may not seal a label issued on {issued_on}")]
    KeyNotAllowed {
        /// The ID of the key under which the signature verifies.
        key_id: KeyId,
        /// The first day of the label.
        issued_on: Date,
    },
    /// The key may not sign labels of this level or category.
    #[error(
        "key {key_id} may not seal a label of level {level}{}",
        category.map(|number| format!(" and category {number}")).unwrap_or_default()
    )]
    KeyScope {
        /// The ID of the key under which the signature verifies.
        key_id: KeyId,
        /// The level of the label.
        level: Level,
        /// The category of the label.
        category: Option<u16>,
    },
    /// The key is compromised, and the status list has no witness for the label. It does not matter whether the
    /// label is older.
    #[error("key {key_id} was declared compromised on {declared_on}")]
    KeyCompromised {
        /// The ID of the key under which the signature verifies.
        key_id: KeyId,
        /// The day on which the key was declared compromised. It is informative.
        declared_on: Date,
        /// Whether the witnesses are missing, so that another finding refuses the label.
        lacks_witnesses: bool,
    },
    /// Note: the key is compromised, and the object with the witness that the label may have is not held.
    #[error("the witnesses by which the issuer confirms labels of a compromised key are missing")]
    WitnessesMissing,
    /// Note: the key is compromised, and the status list has a witness for the label.
    #[error("key {key_id} was declared compromised on {declared_on}; the status list has a witness for this label")]
    Witnessed {
        /// The ID of the key under which the signature verifies.
        key_id: KeyId,
        /// The day on which the key was declared compromised. It is informative.
        declared_on: Date,
    },
    /// The prefix does not belong to the issuer. The message does not show the prefix: a copied seal must
    /// not make it credible.
    #[error("the seal is genuine, but the prefix in front of it does not belong to its issuer")]
    ForeignCarrier,
    /// The GTIN behind the payload is not one that the label names.
    #[error("the carrier has the GTIN {carried}, which the label does not name")]
    GtinMismatch {
        /// The 14 digits in the carrier.
        carried: String,
    },
    /// The label breaks a rule of the scheme.
    #[error(transparent)]
    Scheme(#[from] SchemeViolation),
    /// Note: the given time is before the clock floor, which was used instead.
    #[error("the given time is {now}, before {floor}, when a list held was issued; the later time was used")]
    ClockBehind {
        /// The given time.
        now: Timestamp,
        /// The clock floor, which was used.
        floor: Timestamp,
    },
    /// Note: the given time is after the expiry of every list that the label rests on.
    #[error("the given time is {now}, and the lists held expired at {expired_at} or before: check the device's date")]
    ClockAhead {
        /// The given time.
        now: Timestamp,
        /// The latest expiry of the lists.
        expired_at: Timestamp,
    },
    /// Note: the clock is known to be wrong, so the ages of the lists are not known.
    #[error("the given time is {now}, more than two days before {floor}: how old the lists are is not known")]
    FreshnessUnknown {
        /// The given time.
        now: Timestamp,
        /// The clock floor.
        floor: Timestamp,
    },
    /// The day asked about is before the first day of the label.
    #[error("the label counts from {issued_on}; checked for {checked_for}")]
    NotYetValid {
        /// The first day of the label.
        issued_on: Date,
        /// The day asked about.
        checked_for: Date,
    },
    /// The day asked about is after the last day of the label.
    #[error("the label's last day was {expires_on}; checked for {checked_for}")]
    Expired {
        /// The last day of the label, as extended.
        expires_on: Date,
        /// The day asked about.
        checked_for: Date,
    },
    /// The status of the label is not known.
    #[error("{why}")]
    StatusUnknown {
        /// The reason.
        why: Unknown,
    },
    /// Note: the issuer publishes no status list.
    #[error("the issuer publishes no status list; dates alone decide")]
    NoStatusPublished,
    /// Note: the trust list is ageing.
    #[error("the trust list is ageing: it was issued at {issued_at}")]
    TrustAgeing {
        /// The time at which the list was issued.
        issued_at: Timestamp,
    },
    /// Note: the trust list is stale.
    #[error("the trust list is stale: it was issued at {issued_at}")]
    TrustStale {
        /// The time at which the list was issued.
        issued_at: Timestamp,
    },
    /// Note: the status list is ageing.
    #[error("the status list is ageing: it was issued at {issued_at}")]
    StatusAgeing {
        /// The time at which the list was issued.
        issued_at: Timestamp,
    },
    /// Note: the status list is stale.
    #[error("the status list is stale: it was issued at {issued_at}")]
    StatusStale {
        /// The time at which the list was issued.
        issued_at: Timestamp,
    },
    /// Note: the in-force object of the status list is missing, and that of an earlier list took its place.
    #[error("the in-force object of the status list is missing; that of the list of {listed_on} was used")]
    InForceOutdated {
        /// The date of the earlier list.
        listed_on: Date,
    },
    /// Note: the in-force object of the status list is missing, and no earlier one can take its place.
    #[error("the in-force object of the status list is missing")]
    InForceMissing,
    /// Note: the label was extended after it was printed.
    #[error("the printed last day is {printed}, and the issuer has extended it to {last_day}")]
    Extended {
        /// The printed last day.
        printed: Date,
        /// The last day that counts.
        last_day: Date,
    },
    /// Note: the status list does not have the label, and is not newer than it.
    #[error("the status list of {listed_on} does not have the label, which was issued on {issued_on}")]
    StatusListPredatesLabel {
        /// The date of the status list.
        listed_on: Date,
        /// The first day of the label.
        issued_on: Date,
    },
    /// Note: the label's status index is not allocated.
    #[error("status index {index} is not allocated")]
    IndexUnallocated {
        /// The status index of the label.
        index: u32,
    },
    /// Note: the status list has a value that has no meaning in this version.
    #[error("the status list has the value {value} for the label, which has no meaning in this version")]
    StatusValueUnknown {
        /// The value.
        value: u8,
    },
    /// The issuer revoked the label.
    #[error("the label was revoked")]
    Revoked,
    /// The holder withdrew the label.
    #[error("the label was withdrawn")]
    Withdrawn,
    /// The validity of the label is over, and an extension is in process. It decides unless the policy accepts
    /// it.
    #[error("the label's validity is over, and an extension is in process until {ends_on} at the latest")]
    Deferral {
        /// The last day of the deferral.
        ends_on: Date,
        /// Whether the policy accepts a deferral.
        is_accepted: bool,
    },
    /// The label does not meet a rule of the policy.
    #[error("the policy's rule {rule} requires {required}, and the label has {found}")]
    PolicyUnmet {
        /// The rule.
        rule: PolicyRule,
        /// The value that the policy requires.
        required: String,
        /// The value that the label has; `none` if it has none.
        found: String,
    },
    /// Note: other authorities recognize the label.
    #[error("{by} recognitions of other authorities also apply to the label")]
    Recognised {
        /// The number of recognitions that apply.
        by: usize,
    },
}

/// Why the status of a label is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unknown {
    /// The verifier does not hold the issuer's status list.
    #[error("the issuer publishes a status list, and the verifier does not hold it")]
    NoList,
    /// The status index of the label is not allocated.
    #[error("the status list does not have the label")]
    NotAllocated,
    /// The status list has a value that has no meaning in this version.
    #[error("the status list has a value for the label that has no meaning in this version")]
    Value,
    /// The day asked about is before the date of the status list, and its past object is not held.
    #[error("the status list is of {listed_on}, and its past object, which has the status on earlier days, is missing")]
    BeforeList {
        /// The date of the status list.
        listed_on: Date,
    },
    /// The in-force object of the status list is missing, so that the last day is not known.
    #[error("the in-force object of the status list is missing, and the label may have been extended")]
    LastDay,
    /// The key is compromised, and the witnesses are missing, so that it is not known whether the label is genuine
    /// . Such a label is refused.
    #[error("the key is compromised, and the witnesses that would tell whether the label is genuine are missing")]
    Genuineness,
    /// The trust list is stale, and the policy does not accept that.
    #[error("the trust list is too old for the policy")]
    StaleTrustList,
    /// The status list is stale, and the policy does not accept that.
    #[error("the status list is too old for the policy")]
    StaleStatusList,
    /// The clock is known to be wrong, and the policy requires a plausible one.
    #[error("the clock is known to be wrong, and the policy requires a plausible one")]
    ImplausibleClock,
}

impl Finding {
    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Finding::Carrier(error) => error.code(),
            Finding::NoSeal { .. } => Code::NoSeal,
            Finding::Seal(error) => error.code(),
            Finding::UnknownKey { .. } => Code::UnknownKey,
            Finding::BadSignature { .. } => Code::BadSignature,
            Finding::Claims(error) => error.code(),
            Finding::KeyNotAllowed { .. } | Finding::KeyScope { .. } => Code::KeyNotAllowed,
            Finding::KeyCompromised { .. } => Code::KeyCompromised,
            Finding::ForeignCarrier => Code::ForeignCarrier,
            Finding::GtinMismatch { .. } => Code::GtinMismatch,
            Finding::Scheme(_) => Code::SchemeViolation,
            Finding::ClockBehind { .. } => Code::ClockBehind,
            Finding::ClockAhead { .. } => Code::ClockAhead,
            Finding::FreshnessUnknown { .. } => Code::FreshnessUnknown,
            Finding::NotYetValid { .. } => Code::NotYetValid,
            Finding::Expired { .. } => Code::Expired,
            Finding::StatusUnknown { .. } => Code::StatusUnknown,
            Finding::NoStatusPublished => Code::NoStatusPublished,
            Finding::WitnessesMissing => Code::WitnessesMissing,
            Finding::Witnessed { .. } => Code::Witnessed,
            Finding::InForceOutdated { .. } => Code::InForceOutdated,
            Finding::InForceMissing => Code::InForceMissing,
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

    /// Returns whether the finding keeps a label from standing.
    pub(super) const fn decides(&self) -> bool {
        let is_minor = matches!(
            self,
            Finding::Deferral { is_accepted: true, .. } | Finding::KeyCompromised { lacks_witnesses: true, .. }
        );
        !self.code().is_note() && !is_minor
    }

    /// Returns whether a label of which this is the deciding finding is authentic.
    pub(super) const fn is_of_authentic_label(&self) -> bool {
        self.code().is_authentic() && !matches!(self, Finding::StatusUnknown { why: Unknown::Genuineness })
    }
}
