//! The advice for each outcome. The library states the outcome, and the program adds the advice, by what was seen: how
//! the text came, and the finding that decided.

use super::text_advice;
use crate::messages::say;
use starseal::code::{Class, Mark};
use starseal::scan::{Hint, NoText};
use starseal::verify::Unknown;
use starseal::{Code, Finding};

/// How a text came to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Medium {
    /// From a symbol in an image: it is what was printed, for the scanner corrects errors.
    Picture,
    /// From a keyboard, as `--wedge` says.
    Keyboard,
    /// As an argument or a line.
    Text,
}

/// Returns the advice for a person who holds a label with this outcome, by the finding that decided and by how the text
/// came.
pub(crate) fn for_finding(code: Code, finding: Option<&Finding>, medium: Medium) -> String {
    if let Some(Finding::StatusUnknown { why }) = finding {
        return for_unknown(*why);
    }
    // Nobody typed or copied what an image shows.
    if medium != Medium::Picture
        && let Some(advice) = finding.and_then(text_advice::for_finding)
    {
        return advice;
    }
    match (code, medium) {
        (Code::TooLong, Medium::Picture) => say!("advice-too-long-picture"),
        (Code::BadBase41 | Code::BadBase64url | Code::MalformedSeal, Medium::Picture) => {
            say!("advice-damaged-picture")
        }
        (Code::NotALabel, Medium::Keyboard) => say!("advice-not-a-label-typed"),
        (Code::BadBase41, Medium::Keyboard) => {
            say!("advice-bad-base41-typed")
        }
        (Code::BadBase41, Medium::Text) => {
            say!("advice-bad-base41-text")
        }
        (Code::MalformedSeal, Medium::Text) => {
            say!("advice-malformed-seal-text")
        }
        _ => for_code(code),
    }
}

/// Returns the advice for a status that is not known.
fn for_unknown(why: Unknown) -> String {
    match why {
        Unknown::NotAllocated => {
            say!("advice-not-allocated")
        }
        Unknown::Value => {
            say!("advice-status-value")
        }
        Unknown::BeforeList { .. } => {
            say!("advice-before-list")
        }
        Unknown::LastDay => say!("advice-in-force"),
        Unknown::Genuineness => say!("advice-witnesses"),
        Unknown::StaleTrustList => say!("advice-stale-trust"),
        Unknown::StaleStatusList => {
            say!("advice-stale-status")
        }
        Unknown::ImplausibleClock => say!("advice-clock"),
        _ => for_code(Code::StatusUnknown),
    }
}

/// Why an image shows no label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoLabel {
    /// No symbol was read.
    NoSymbol,
    /// Other symbols were read.
    OtherSymbols,
    /// The end of the file is missing.
    CutFile,
}

impl NoLabel {
    /// Returns the advice for a person who can take the picture again.
    pub(crate) fn advice(self) -> String {
        match self {
            NoLabel::NoSymbol => for_code(Code::NoLabel),
            NoLabel::OtherSymbols => for_code(Code::NotALabel),
            NoLabel::CutFile => say!("advice-cut-file"),
        }
    }
}

/// Returns the advice for a person who holds a label with this outcome, whatever was seen. It is empty where the label
/// stands, and for codes that are not an outcome of a check. A code without its own arm has the advice of its mark.
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
        Code::NoSeal => say!("advice-no-seal"),
        Code::BadBase41 => say!("advice-bad-base41"),
        Code::BadBase64url => say!("advice-bad-base64url"),
        Code::MalformedSeal => say!("advice-malformed-seal"),
        Code::UnsupportedProfile => say!("advice-unsupported-profile"),
        Code::UnsupportedVersion => say!("advice-unsupported"),
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
        Hint::Damaged => say!("advice-damaged"),
        Hint::TooMany => say!("advice-too-many"),
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
    use super::{Medium, for_code, for_finding, for_mark};
    use starseal::Code;
    use starseal::code::Class;

    #[test]
    fn a_picture_never_has_advice_about_keyboards_or_copying() {
        for code in Code::ALL {
            let advice = for_finding(*code, None, Medium::Picture);
            for word in ["keyboard", "--wedge", "copy the", "input method"] {
                assert!(!advice.contains(word), "{code}: {advice}");
            }
            // Who gave the flag has no use for it.
            assert!(!for_finding(*code, None, Medium::Keyboard).contains("--wedge"), "{code}");
        }
    }

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
