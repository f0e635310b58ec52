//! Verdicts in words and signs. "Authentic" and "current", never more than that: a label does not prove that a product
//! is free of flaws.

use super::style::{BAD, CARE, GOOD, UNKNOWN};
use anstyle::Style;
use starseal::{Assessment, Code, Level, Verdict};

/// What a verdict comes to at a glance: a sign that does not need its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// ✓ Authentic and current.
    Stands,
    /// ! Authentic, and does not count on that day.
    Care,
    /// ✗ Refused.
    Refused,
    /// ? Nobody can say: of another version, of another key, or not a label. Not shown as forged.
    Unknown,
}

impl Mark {
    /// The mark of a code.
    pub(crate) const fn of(code: Code) -> Self {
        match code {
            Code::Active => Mark::Stands,
            Code::Deferral
            | Code::Expired
            | Code::NotYetValid
            | Code::Withdrawn
            | Code::Revoked
            | Code::PolicyUnmet => Mark::Care,
            Code::StatusUnknown
            | Code::UnknownKey
            | Code::UnsupportedProfile
            | Code::UnsupportedVersion
            | Code::NotALabel
            | Code::NoLabel => Mark::Unknown,
            _ => Mark::Refused,
        }
    }

    /// The sign.
    pub(crate) const fn sign(self) -> &'static str {
        match self {
            Mark::Stands => "✓",
            Mark::Care => "!",
            Mark::Refused => "✗",
            Mark::Unknown => "?",
        }
    }

    /// The colour beside it.
    pub(crate) const fn style(self) -> Style {
        match self {
            Mark::Stands => GOOD,
            Mark::Care => CARE,
            Mark::Refused => BAD,
            Mark::Unknown => UNKNOWN,
        }
    }
}

/// A code for people: authentic labels in words, everything else by its code, which can be looked up.
pub(crate) fn outcome(code: Code) -> String {
    let words = match code {
        Code::Active => "authentic, current",
        Code::Expired => "authentic, expired",
        Code::NotYetValid => "authentic, not yet valid",
        Code::StatusUnknown => "authentic, status unknown",
        Code::Deferral => "authentic, extension in process",
        Code::Withdrawn => "authentic, withdrawn",
        Code::Revoked => "authentic, revoked",
        Code::PolicyUnmet => "authentic, not to the policy",
        other => other.as_str(),
    };
    format!("{} {words}", Mark::of(code).sign())
}

/// A level as stars, as it stands under a printed symbol.
pub(crate) fn stars(level: Level) -> String {
    match level.get() {
        few @ 1..=5 => "★".repeat(few.into()),
        many => format!("level {many}"),
    }
}

/// Who says that the product meets its level.
pub(crate) const fn assessment(assessment: Assessment) -> &'static str {
    match assessment {
        Assessment::SelfDeclared => "self-declared",
        // The type may grow; whatever is added is not a vendor's own word.
        _ => "third-party assessed",
    }
}

/// Who says so, of a verdict's label.
pub(crate) fn assessment_of(verdict: &Verdict) -> &'static str {
    verdict.label().and_then(starseal::AuthenticLabel::assessment).map_or("–", assessment)
}

/// A number with its noun: `1 label`, `2 labels`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("{number} {noun}") } else { format!("{number} {noun}s") }
}

/// Minutes east of UTC, as `UTC+09:00`.
pub(crate) fn utc_offset(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::{Mark, outcome, utc_offset};
    use starseal::Code;

    #[test]
    fn every_code_that_stands_is_marked_so_and_no_other() {
        for code in Code::ALL {
            assert_eq!(Mark::of(*code) == Mark::Stands, code.stands(), "{code}");
        }
    }

    #[test]
    fn only_authentic_labels_are_called_so() {
        for code in Code::ALL {
            assert_eq!(outcome(*code).contains("authentic"), code.is_authentic(), "{code}");
        }
    }

    #[test]
    fn what_a_later_version_might_know_is_not_shown_as_forged() {
        for code in [Code::UnknownKey, Code::UnsupportedProfile, Code::UnsupportedVersion] {
            assert_eq!(Mark::of(code), Mark::Unknown);
        }
    }

    #[test]
    fn offsets_have_hours_and_minutes() {
        assert_eq!(utc_offset(540), "UTC+09:00");
        assert_eq!(utc_offset(-210), "UTC-03:30");
    }
}
