//! Verdicts in words and signs. "Authentic" and "current", never more than that: a label does not prove that a product
//! is free of flaws.

use super::style::{BAD, CARE, GOOD, UNKNOWN, styled};
use anstyle::Style;
use starseal::code::Mark;
use starseal::trust::Assessment;
use starseal::{Code, Level};

/// The style of a mark. Its character tells the same without a color.
pub(crate) const fn style(mark: Mark) -> Style {
    match mark {
        Mark::Check => GOOD,
        Mark::Clock => CARE,
        Mark::Cross => BAD,
        // The type may grow; a mark of a later library is not known here.
        _ => UNKNOWN,
    }
}

/// An outcome in words, with its mark.
pub(crate) fn outcome(code: Code, mark: Mark) -> String {
    styled(style(mark), plain_outcome(code, mark))
}

/// The same without a style: authentic labels in words, everything else by its code, which can be looked up.
pub(crate) fn plain_outcome(code: Code, mark: Mark) -> String {
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
    format!("{} {words}", mark.character())
}

/// A level as stars, as it stands under a printed symbol.
pub(crate) fn stars(level: Level) -> String {
    match level.get() {
        few @ 1..=5 => "★".repeat(few.into()),
        many => format!("level {many}"),
    }
}

/// Who says that the product meets its level. What the library adds later is never taken for an independent body's word.
pub(crate) const fn assessment(assessment: Option<Assessment>) -> &'static str {
    match assessment {
        Some(Assessment::SelfDeclared) => "self-declared",
        Some(Assessment::ThirdParty) => "third-party assessed",
        Some(_) => "assessment unknown",
        None => "–",
    }
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
    use super::{plain_outcome, utc_offset};
    use starseal::Code;
    use starseal::code::Mark;

    #[test]
    fn only_authentic_labels_are_called_so() {
        for code in Code::ALL {
            let said = plain_outcome(*code, Mark::of(*code, false));
            assert_eq!(said.contains("authentic"), code.is_authentic(), "{code}");
            assert!(!said.starts_with('✓'), "{code}");
        }
    }

    #[test]
    fn a_deferral_that_the_policy_accepts_has_the_mark_of_what_stands() {
        assert_eq!(plain_outcome(Code::Deferral, Mark::of(Code::Deferral, true)), "✓ authentic, extension in process");
        assert_eq!(plain_outcome(Code::Deferral, Mark::of(Code::Deferral, false)), "! authentic, extension in process");
    }

    #[test]
    fn offsets_have_hours_and_minutes() {
        assert_eq!(utc_offset(540), "UTC+09:00");
        assert_eq!(utc_offset(-210), "UTC-03:30");
    }
}
