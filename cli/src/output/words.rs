//! Verdicts in words and marks. The words are only "authentic" and "current", because a label does not prove that a
//! product is free of flaws.

use super::style::{BAD, CARE, GOOD, UNKNOWN, styled};
use anstyle::Style;
use starseal::code::Mark;
use starseal::trust::Assessment;
use starseal::{Code, Level};

/// Returns the style of a mark. The character of the mark has the same meaning without a color.
pub(crate) const fn style(mark: Mark) -> Style {
    match mark {
        Mark::Check => GOOD,
        Mark::Clock => CARE,
        Mark::Cross => BAD,
        // A later version of the library may add marks, which are unknown here.
        _ => UNKNOWN,
    }
}

/// Returns an outcome in words, with its mark and style.
pub(crate) fn outcome(code: Code, mark: Mark) -> String {
    styled(style(mark), plain_outcome(code, mark))
}

/// Returns the same without a style. An authentic label has words; any other outcome has its code, which users can look
/// up.
pub(crate) fn plain_outcome(code: Code, mark: Mark) -> String {
    let words = match code {
        Code::Active => "authentic, current",
        Code::Expired => "authentic, expired",
        Code::NotYetValid => "authentic, not yet valid",
        Code::StatusUnknown => "authentic, status unknown",
        Code::Deferral => "authentic, extension in process",
        Code::Withdrawn => "authentic, withdrawn",
        Code::Revoked => "authentic, revoked",
        Code::PolicyUnmet => "authentic, policy not met",
        other => other.as_str(),
    };
    format!("{} {words}", mark.character())
}

/// Returns a level as stars, as under a printed symbol.
pub(crate) fn stars(level: Level) -> String {
    match level.get() {
        few @ 1..=5 => "★".repeat(few.into()),
        many => format!("level {many}"),
    }
}

/// Returns who states that the product meets its level. A kind that a later library adds is never shown as third-party
/// assessed.
pub(crate) const fn assessment(assessment: Option<Assessment>) -> &'static str {
    match assessment {
        Some(Assessment::SelfDeclared) => "self-declared",
        Some(Assessment::ThirdParty) => "third-party assessed",
        Some(_) => "assessment unknown",
        None => "–",
    }
}

/// Returns a number with its noun, such as `1 label`, `2 labels` or `2 indexes`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let ending = match number {
        1 => "",
        _ if noun.ends_with('x') => "es",
        _ => "s",
    };
    format!("{number} {noun}{ending}")
}

/// Returns minutes east of UTC in the form `UTC+09:00`.
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
            let shown = plain_outcome(*code, Mark::of(*code, false));
            assert_eq!(shown.contains("authentic"), code.is_authentic(), "{code}");
            assert!(!shown.starts_with('✓'), "{code}");
        }
    }

    #[test]
    fn an_accepted_deferral_has_the_check_mark() {
        assert_eq!(plain_outcome(Code::Deferral, Mark::of(Code::Deferral, true)), "✓ authentic, extension in process");
        assert_eq!(plain_outcome(Code::Deferral, Mark::of(Code::Deferral, false)), "! authentic, extension in process");
    }

    #[test]
    fn offsets_have_hours_and_minutes() {
        assert_eq!(utc_offset(540), "UTC+09:00");
        assert_eq!(utc_offset(-210), "UTC-03:30");
    }
}
