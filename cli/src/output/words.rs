//! Verdicts in words and marks. The words are only "authentic" and "current", because a label does not prove that a
//! product is free of flaws.

use super::escape::printable;
use super::style::{BAD, CARE, GOOD, UNKNOWN, styled};
use crate::messages::{language, say};
use anstyle::Style;
use starseal::code::Mark;
use starseal::trust::{Assessment, Names};
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
        Code::Active => say!("outcome-active"),
        Code::Expired => say!("outcome-expired"),
        Code::NotYetValid => say!("outcome-not-yet-valid"),
        Code::StatusUnknown => say!("outcome-status-unknown"),
        Code::Deferral => say!("outcome-deferral"),
        Code::Withdrawn => say!("outcome-withdrawn"),
        Code::Revoked => say!("outcome-revoked"),
        Code::PolicyUnmet => say!("outcome-policy-unmet"),
        other => other.to_string(),
    };
    format!("{} {words}", mark.character())
}

/// Returns a level as stars, as under a printed symbol.
pub(crate) fn stars(level: Level) -> String {
    match level.get() {
        few @ 1..=5 => "★".repeat(few.into()),
        many => say!("level-number", number = many),
    }
}

/// Returns who states that the product meets its level. A kind that a later library adds is never shown as third-party
/// assessed.
pub(crate) fn assessment(assessment: Option<Assessment>) -> String {
    match assessment {
        Some(Assessment::SelfDeclared) => say!("self-declared"),
        Some(Assessment::ThirdParty) => say!("third-party"),
        Some(_) => say!("assessment-unknown"),
        None => "–".to_owned(),
    }
}

/// Returns a name in the language of the run. A list has every name in English and Japanese.
pub(crate) fn named(names: &Names) -> String {
    printable(names.get(language().tag()).unwrap_or(names.en())).into_owned()
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
