//! The advice for a text that a keyboard, an input method or a copy has changed.

use starseal::Finding;
use starseal::carrier::{CarrierError, KeyboardFault, base41::Base41Error};
use starseal::label::is_hidden;

/// Returns the advice for a finding that tells what changed the text; none for other findings.
pub(crate) fn for_finding(finding: &Finding) -> Option<&'static str> {
    match finding {
        Finding::Carrier(CarrierError::Keyboard { fault, .. }) => for_keyboard(*fault),
        Finding::Carrier(CarrierError::Several { .. }) => Some("give each label on a line of its own"),
        Finding::Carrier(CarrierError::Invisible { .. }) => Some(COPY),
        Finding::Carrier(CarrierError::BadBase41(Base41Error::Character { character, .. }))
            if is_hidden(*character) || character.is_whitespace() =>
        {
            Some(COPY)
        }
        _ => None,
    }
}

const COPY: &str = "remove the invisible character, copy the text again from where it comes, or scan the label";

const fn for_keyboard(fault: KeyboardFault) -> Option<&'static str> {
    match fault {
        KeyboardFault::CapsLock => Some("use --wedge, which reads text as a keyboard typed it, or turn caps lock off"),
        KeyboardFault::FullWidth => {
            Some("use --wedge, which reads text as a keyboard typed it, or switch the input method off")
        }
        KeyboardFault::Layout { .. } => {
            Some("use --wedge, which reads text as a keyboard typed it, or set the scanner to the computer's layout")
        }
        KeyboardFault::SeveralLayouts => {
            Some("set the scanner to the keyboard layout of the computer, and scan the label again with --wedge")
        }
        KeyboardFault::OtherLayout { .. } => {
            Some("set the scanner to the keyboard layout of the computer, and scan the label again")
        }
        KeyboardFault::Kana => Some("switch the input method off, with the key 半角/全角, and scan the label again"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::for_finding;
    use starseal::{CarrierText, Finding};

    #[test]
    fn advice_follows_from_what_changed_the_text() {
        let carrier = "HTTPS://JC-STAR.EXAMPLE/L/I2WV8BJ70QQ0VWHTYN7HODQ5480BSC8Q64D7BA8";
        for (text, start) in [
            ("HTTPSŞ..JC*STARÇEXAMPLE.L.I2WV8BJ70QQ0VWHTYN7HODQ5480BSC8", "set the scanner to the keyboard layout"),
            ("くかかせとけめめ", "scan"),
            ("くかかせとけめめにふてにふてにふてにふてにふて", "switch the input method off"),
            ("HTTPS>&&JC/STAR.EXAMPLE&L&I2WY0Z", "set the scanner to the keyboard layout"),
            (&format!("{carrier},{carrier}"), "give each label on a line of its own"),
            (&carrier.replace("-STAR", "-\u{AD}STAR"), "remove the invisible character"),
            (&carrier.replace("V8B", "V8\u{200B}B"), "remove the invisible character"),
            (&carrier.replace("V8B", "V8B\r\n"), "remove the invisible character"),
            (&carrier.replace("V8B", "V8B%"), "scan"),
        ] {
            let finding = Finding::from(CarrierText::typed(text).unwrap_err());
            assert!(for_finding(&finding).unwrap_or("scan").starts_with(start), "{text}: {finding}");
        }
    }
}
