//! What a user can do about each outcome. The library says what is so; the program adds the advice.

use starseal::Code;
use starseal::code::{Class, Mark};
use starseal::scan::Hint;

/// Returns the advice for a person who holds a label with this outcome. It is empty where the label stands, and for
/// codes that are no outcome of a check. A code without an arm of its own has the advice of its mark.
pub(crate) const fn for_code(code: Code) -> &'static str {
    match code {
        Code::Expired => "ask the holder whether the label was extended, and look the product ID up at the registry",
        Code::NotYetValid => "check the date asked about, or wait until the label's first day",
        Code::Deferral => {
            "its extension is in process: look the product ID up at the registry, or accept it in --policy"
        }
        Code::Withdrawn | Code::Revoked => "do not rely on this label: look the product ID up at the registry",
        Code::StatusUnknown => "give the issuer's newest status list with --status or --bundle",
        Code::PolicyUnmet => "it is not what your policy asks for; look for another product, or another policy",
        Code::TooLong => "check that this is one carrier and nothing more",
        Code::NotALabel => "scan the label's own QR code, not another one on the box",
        Code::BadBase41 => "scan it again; if a keyboard scanner typed it, use --wedge",
        Code::BadBase64url => "copy the link again, whole and without changes",
        Code::MalformedSeal => "scan it again; if that does not help, do not rely on this label",
        Code::UnsupportedProfile | Code::UnsupportedVersion => {
            "use a newer version; this says nothing against the label"
        }
        Code::UnknownKey => {
            "use a newer trust list; if the newest does not know the key either, do not rely on this label"
        }
        Code::BadSignature => "do not rely on this label: what it says was altered, or never sealed",
        Code::KeyNotAllowed => "do not rely on this label, and tell the registry",
        Code::KeyCompromised => "do not rely on this label: ask the holder for a new one",
        Code::ForeignCarrier => "do not open its address: a genuine seal was copied in front of somebody else's site",
        Code::MalformedClaims | Code::SchemeViolation => "do not rely on this label, and tell the registry",
        Code::NoLabel => "take the picture closer, sharper and with a light margin around the symbol",
        _ => for_mark(code),
    }
}

/// Returns what holds for every code with this mark.
const fn for_mark(code: Code) -> &'static str {
    if !matches!(code.class(), Class::Authentic | Class::Refused) {
        return "";
    }
    match Mark::of(code, matches!(code, Code::Active)) {
        Mark::Check => "",
        Mark::Clock => "look the product ID up at the registry",
        Mark::Query => "use a newer version and newer lists, and check again; this says nothing against the label",
        _ => "do not rely on this label: look the product ID up at the registry",
    }
}

/// Returns the advice for a person who can take the picture again.
pub(crate) const fn for_hint(hint: Hint) -> &'static str {
    match hint {
        Hint::CutOff => "take the picture again, with the whole code in it",
        Hint::TooSmall => "take the picture from closer",
        Hint::TooTilted => "take the picture straight from the front",
        Hint::LowLight => "take the picture in more light",
        Hint::Glare => "take the picture from where nothing is reflected",
        Hint::Blurred => "take the picture again, sharper and without moving",
        _ => for_code(Code::NoLabel),
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
