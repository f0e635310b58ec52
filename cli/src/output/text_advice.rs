//! The advice for a text that a keyboard, an input method or a copy has changed.

use crate::messages::say;
use starseal::Finding;
use starseal::carrier::{CarrierError, KeyboardFault, base41::Base41Error};
use starseal::label::is_hidden;

/// Returns the advice for a finding that tells what changed the text; none for other findings.
pub(crate) fn for_finding(finding: &Finding) -> Option<String> {
    match finding {
        Finding::Carrier(CarrierError::Keyboard { fault, .. }) => for_keyboard(*fault),
        Finding::Carrier(CarrierError::Several { .. }) => Some(say!("advice-several-labels")),
        Finding::Carrier(CarrierError::Invisible { .. }) => Some(say!("advice-copy")),
        Finding::Carrier(CarrierError::BadBase41(Base41Error::Character { character, .. }))
            if is_hidden(*character) || character.is_whitespace() =>
        {
            Some(say!("advice-copy"))
        }
        _ => None,
    }
}

fn for_keyboard(fault: KeyboardFault) -> Option<String> {
    Some(match fault {
        KeyboardFault::CapsLock => say!("advice-caps-lock"),
        KeyboardFault::FullWidth => say!("advice-full-width"),
        KeyboardFault::Layout { .. } => say!("advice-layout"),
        KeyboardFault::SeveralLayouts => say!("advice-several-layouts"),
        KeyboardFault::OtherLayout { .. } => say!("advice-other-layout"),
        KeyboardFault::Kana => say!("advice-kana"),
        _ => return None,
    })
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
            assert!(for_finding(&finding).as_deref().unwrap_or("scan").starts_with(start), "{text}: {finding}");
        }
    }
}
