//! The advice for each outcome. The library states the outcome, and the program adds the advice.

use starseal::Code;
use starseal::code::{Class, Mark};
use starseal::scan::{Hint, NoText};

/// Returns the advice for a person who holds a label with this outcome. It is empty where the label stands, and for
/// codes that are not an outcome of a check. A code without its own arm has the advice of its mark.
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
        Code::BadBase41 => "scan the label again; if a keyboard-wedge scanner typed it, use --wedge",
        Code::BadBase64url => "copy the whole link again, without changes",
        Code::MalformedSeal => "scan the label again; if that does not help, do not rely on this label",
        Code::UnsupportedProfile | Code::UnsupportedVersion => {
            "use a newer version of this program; the label may be authentic"
        }
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
        Mark::Query => {
            "use a newer version of this program and newer lists, and check again; the label may be authentic"
        }
        _ => "do not rely on this label: look up the product ID at the registry",
    }
}

/// The advice for an image file whose end is missing.
pub(crate) const FOR_CUT_FILE: &str = "copy or download the file again, until it is whole";

/// Returns the advice for a person who can take the picture again.
pub(crate) const fn for_hint(hint: Hint) -> &'static str {
    match hint {
        Hint::CutOff => "take the picture again, with the whole QR code in it",
        Hint::TooSmall => "take the picture from closer",
        Hint::TooTilted => "take the picture straight from the front",
        Hint::LowLight => "take the picture in more light",
        Hint::Glare => "take the picture from an angle without reflections",
        Hint::Blurred => "take the picture again, in focus and without moving",
        Hint::Damaged => "uncover its three large squares, or photograph another copy of the label",
        Hint::TooMany => "take pictures of fewer labels at a time",
        _ => for_code(Code::NoLabel),
    }
}

/// Returns the advice for a symbol that was read but has no text. A new picture would not help.
pub(crate) const fn for_no_text(reason: NoText) -> &'static str {
    match reason {
        NoText::Part { .. } => "scan the label's own QR code: a label is never spread over several",
        _ => "scan the QR code of the label, not another one on the box",
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
