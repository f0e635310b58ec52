//! The advice for each outcome. The library states the outcome, and the program adds the advice.

use crate::messages::say;
use starseal::Code;
use starseal::code::{Class, Mark};
use starseal::scan::{Hint, NoText};

/// Returns the advice for a person who holds a label with this outcome. It is empty where the label stands, and for
/// codes that are not an outcome of a check. A code without its own arm has the advice of its mark.
pub(crate) fn for_code(code: Code) -> String {
    match code {
        Code::Expired => say!("advice-expired"),
        Code::NotYetValid => say!("advice-not-yet-valid"),
        Code::Deferral => say!("advice-deferral"),
        Code::Withdrawn | Code::Revoked => say!("advice-look-up-no-reliance"),
        Code::StatusUnknown => say!("advice-status-unknown"),
        Code::PolicyUnmet => say!("advice-policy-unmet"),
        Code::TooLong => say!("advice-too-long"),
        Code::NotALabel => say!("advice-not-a-label"),
        Code::BadBase41 => say!("advice-bad-base41"),
        Code::BadBase64url => say!("advice-bad-base64url"),
        Code::MalformedSeal => say!("advice-malformed-seal"),
        Code::UnsupportedProfile | Code::UnsupportedVersion => say!("advice-unsupported"),
        Code::UnknownKey => say!("advice-unknown-key"),
        Code::BadSignature => say!("advice-bad-signature"),
        Code::KeyNotAllowed | Code::MalformedClaims | Code::SchemeViolation => say!("advice-report"),
        Code::KeyCompromised => say!("advice-key-compromised"),
        Code::ForeignCarrier => say!("advice-foreign-carrier"),
        Code::GtinMismatch => say!("advice-gtin-mismatch"),
        Code::NoLabel => say!("advice-no-label"),
        _ => for_mark(code),
    }
}

/// Returns the advice for every code with this mark.
fn for_mark(code: Code) -> String {
    if !matches!(code.class(), Class::Authentic | Class::Refused) {
        return String::new();
    }
    match Mark::of(code, matches!(code, Code::Active)) {
        Mark::Check => String::new(),
        Mark::Clock => say!("advice-look-up"),
        Mark::Query => say!("advice-newer"),
        _ => say!("advice-look-up-no-reliance"),
    }
}

/// Returns the advice for a person who can take the picture again.
pub(crate) fn for_hint(hint: Hint) -> String {
    match hint {
        Hint::CutOff => say!("advice-cut-off"),
        Hint::TooSmall => say!("advice-too-small"),
        Hint::TooTilted => say!("advice-too-tilted"),
        Hint::LowLight => say!("advice-low-light"),
        Hint::Glare => say!("advice-glare"),
        Hint::Blurred => say!("advice-blurred"),
        _ => for_code(Code::NoLabel),
    }
}

/// Returns the advice for a symbol that was read but has no text. A new picture would not help.
pub(crate) fn for_no_text(reason: NoText) -> String {
    match reason {
        NoText::Part { .. } => say!("advice-part"),
        _ => say!("advice-not-a-label"),
    }
}

#[cfg(test)]
mod tests {
    use super::{for_code, for_mark};
    use starseal::Code;
    use starseal::code::Class;

    #[test]
    fn every_outcome_that_does_not_stand_has_advice() {
        for code in Code::ALL.iter().copied().filter(|code| *code != Code::Active) {
            let is_outcome = matches!(code.class(), Class::Authentic | Class::Refused);
            assert_eq!(for_mark(code).is_empty(), !is_outcome, "{code}");
            if is_outcome {
                assert!(!for_code(code).is_empty(), "{code}");
            }
        }
        assert_eq!(for_code(Code::Active), "");
    }
}
