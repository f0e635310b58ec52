//! The spelling of texts on labels to be issued: one spelling for each text, so that people and programs find the same
//! text equal.

use crate::label::{Text, ValueError};
use unicode_normalization::UnicodeNormalization;

/// Checks a text of a label to be issued; `what` is its name in errors.
///
/// # Errors
/// `Length` or `Character`, `NotNormalized` or `Blank`.
pub(super) fn spelled<const MAX: usize>(what: &'static str, text: &str) -> Result<Text<MAX>, ValueError> {
    let checked = Text::new(what, text)?;
    let differs = text.chars().zip(text.nfc()).enumerate().find(|(_, (given, composed))| given != composed);
    if let Some((at, (character, composed))) = differs {
        let (character, composed) = (character.into(), composed.into());
        return Err(ValueError::NotNormalized { what, position: at + 1, character, composed });
    }
    let last = text.chars().count().saturating_sub(1);
    let is_allowed = |at, c: char| !c.is_whitespace() || (matches!(c, ' ' | '\u{3000}') && at != 0 && at != last);
    match text.chars().enumerate().find(|(at, c)| !is_allowed(*at, *c)) {
        Some((at, c)) => Err(ValueError::Blank { what, position: at + 1, character: c.into() }),
        None => Ok(checked),
    }
}

#[cfg(test)]
mod tests {
    use super::spelled;
    use crate::label::{Text, ValueError};

    fn check(text: &str) -> Result<Text<64>, ValueError> {
        spelled("holder", text)
    }

    #[test]
    fn r_87_composed_texts_are_accepted() {
        for text in ["見本電機株式会社", "プロダクトデザイン", "Ångström é", "見本　電機", "A B", "ﾌﾟﾛﾀﾞｸﾄ", "각"]
        {
            assert_eq!(check(text).map(|text| text.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn r_87_the_first_character_that_differs_is_named() {
        for (text, position, character, composed) in [
            ("フ\u{309A}ロタ\u{3099}クト", 1, 0x30D5, 0x30D7),
            ("Cafe\u{301}", 4, 'e'.into(), 'é'.into()),
            // A character that has another one as its canonical form: the Ångström sign, a compatibility ideograph.
            ("\u{212B}", 1, 0x212B, 0xC5),
            ("神\u{FA19}", 2, 0xFA19, 0x795E),
            // Two marks in the wrong order.
            ("q\u{307}\u{323}", 2, 0x307, 0x323),
            // Conjoining jamo.
            ("\u{1100}\u{1161}", 1, 0x1100, 0xAC00),
        ] {
            let fault = ValueError::NotNormalized { what: "holder", position, character, composed };
            assert_eq!(check(text), Err(fault), "{text}");
        }
        let message = check("Cafe\u{301}").unwrap_err().to_string();
        let expected = "holder is not in Unicode's normalization form C: character 4 is U+0065, in place of U+00E9";
        assert_eq!(message, expected);
    }

    #[test]
    fn r_87_blanks_that_nobody_sees_are_refused() {
        for (text, position, character) in [
            (" A", 1, 0x20),
            ("A ", 2, 0x20),
            ("CAM-100\u{A0}", 8, 0xA0),
            ("A\u{A0}B", 2, 0xA0),
            ("A\u{2009}B", 2, 0x2009),
            ("\u{3000}A", 1, 0x3000),
            (" ", 1, 0x20),
        ] {
            assert_eq!(check(text), Err(ValueError::Blank { what: "holder", position, character }), "{text:?}");
        }
    }

    #[test]
    fn r_28_comes_first() {
        for text in ["CAM\u{200B}-100", "e\u{301}\u{FE0F}", "\u{E000}", "\u{3164}"] {
            assert!(matches!(check(text), Err(ValueError::Character { .. })), "{text:?}");
        }
    }
}
