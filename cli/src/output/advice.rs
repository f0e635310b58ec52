//! The advice for each outcome. The library states the outcome, and the program adds the advice, by what was seen: how
//! the text came, and the finding that decided.

use starseal::code::{Class, Mark};
use starseal::scan::Hint;
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
pub(crate) const fn for_finding(code: Code, finding: Option<&Finding>, medium: Medium) -> &'static str {
    if let Some(Finding::StatusUnknown { why }) = finding {
        return for_unknown(*why);
    }
    match (code, medium) {
        (Code::TooLong, Medium::Picture) => "scan the QR code of the label, not another one: no label is that long",
        (Code::BadBase41 | Code::BadBase64url | Code::MalformedSeal, Medium::Picture) => {
            "the QR code can be read, and holds a damaged text: do not rely on it, and ask the holder for another label"
        }
        (Code::NotALabel, Medium::Keyboard) => {
            "scan the QR code of the label, not another one on the box; if it was that one, switch the input method \
             off and compare the keyboard layouts of scanner and computer"
        }
        (Code::BadBase41, Medium::Keyboard) => {
            "scan the label again; if that does not help, compare the keyboard layouts of scanner and computer"
        }
        (Code::BadBase41, Medium::Text) => {
            "copy the whole text again, or scan the label again; if a keyboard-wedge scanner typed it, use --wedge"
        }
        (Code::MalformedSeal, Medium::Text) => {
            "copy the whole text again; if that does not help, do not rely on this label"
        }
        _ => for_code(code),
    }
}

/// Returns the advice for a status that is not known.
const fn for_unknown(why: Unknown) -> &'static str {
    match why {
        Unknown::NotAllocated => {
            "give the newest status list with --status or --bundle; if it lacks the label too, ask the registry"
        }
        Unknown::Value => {
            "ask the registry what the value in its status list means, or use a newer version of starseal"
        }
        Unknown::BeforeList { .. } => {
            "put the list's past object (.past) beside it, or ask about a day from the list's date on"
        }
        Unknown::LastDay => "put the list's in-force object (.in-force) beside it, or give a bundle",
        Unknown::Genuineness => "put the list's witnesses (.witnesses) beside it, or give a bundle",
        Unknown::StaleTrustList => "give a newer trust list with --trust or --bundle, or accept old ones in --policy",
        Unknown::StaleStatusList => {
            "give a newer status list with --status or --bundle, or accept old ones in --policy"
        }
        Unknown::ImplausibleClock => "set this machine's clock",
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
    pub(crate) const fn advice(self) -> &'static str {
        match self {
            NoLabel::NoSymbol => for_code(Code::NoLabel),
            NoLabel::OtherSymbols => for_code(Code::NotALabel),
            NoLabel::CutFile => "copy or download the image again: its end is missing",
        }
    }
}

/// Returns the advice for a person who holds a label with this outcome, whatever was seen. It is empty where the label
/// stands, and for codes that are not an outcome of a check. A code without its own arm has the advice of its mark.
pub(crate) const fn for_code(code: Code) -> &'static str {
    match code {
        Code::Expired => "ask the holder whether the label was extended, and look up the product ID at the registry",
        Code::NotYetValid => "check the date asked about, or wait until the label's first day",
        Code::Deferral => {
            "its extension is in process: look up the product ID at the registry, or accept deferral in --policy"
        }
        Code::Withdrawn | Code::Revoked => "do not rely on this label: look up the product ID at the registry",
        Code::StatusUnknown => "give the issuer's newest status list with --status or --bundle",
        Code::PolicyUnmet => "the label does not meet your policy: choose another product, or another policy",
        Code::TooLong => "check that the input is exactly one carrier",
        Code::NotALabel => "scan the QR code of the label, not another one on the box",
        Code::BadBase41 => "scan the label again",
        Code::BadBase64url => "copy the whole link again, without changes",
        Code::MalformedSeal => "scan the label again; if that does not help, do not rely on this label",
        Code::UnsupportedProfile => "ask the registry whether the label needs a newer version of starseal",
        Code::UnsupportedVersion => "use a newer version of starseal, which the label asks for; it may be authentic",
        Code::UnknownKey => {
            "use a newer trust list; if the newest one does not have the key either, do not rely on this label"
        }
        Code::BadSignature => "do not rely on this label: its content was altered, or never sealed",
        Code::KeyNotAllowed => "do not rely on this label, and report it to the registry",
        Code::KeyCompromised => "do not rely on this label: ask the holder for a new one",
        Code::ForeignCarrier => "do not open its address: a genuine seal was copied behind the address of another site",
        Code::GtinMismatch => "do not rely on this label: its seal was copied into the QR code of another product",
        Code::MalformedClaims | Code::SchemeViolation => "do not rely on this label, and report it to the registry",
        Code::NoLabel => "take the picture from closer, in focus, and with the light margin around the QR code",
        _ => for_mark(code),
    }
}

/// Returns the advice for every code with this mark.
const fn for_mark(code: Code) -> &'static str {
    if !matches!(code.class(), Class::Authentic | Class::Refused) {
        return "";
    }
    match Mark::of(code, matches!(code, Code::Active)) {
        Mark::Check => "",
        Mark::Clock => "look up the product ID at the registry",
        Mark::Query => "give newer lists, and check again; the label may be authentic",
        _ => "do not rely on this label: look up the product ID at the registry",
    }
}

/// Returns the advice for a person who can take the picture again.
pub(crate) const fn for_hint(hint: Hint) -> &'static str {
    match hint {
        Hint::CutOff => "take the picture again, with the whole QR code in it",
        Hint::TooSmall => "take the picture from closer",
        Hint::TooTilted => "take the picture straight from the front",
        Hint::LowLight => "take the picture in more light",
        Hint::Glare => "take the picture from an angle without reflections",
        Hint::Blurred => "take the picture again, in focus and without moving",
        _ => for_code(Code::NoLabel),
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
