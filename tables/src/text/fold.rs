//! Texts as they are compared and shown, whatever their width and case.

use core::fmt;
use unicode_normalization::UnicodeNormalization;

/// Returns a text with full-width letters, digits and signs (U+FF01 to U+FF5E) as those of ASCII, as Japanese input
/// methods type them.
#[must_use]
pub fn narrow(text: &str) -> String {
    let one = |character: char| match character {
        '！'..='～' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        // The signs that input methods type for a hyphen between digits.
        '‐' | '−' | 'ー' => '-',
        other => other,
    };
    text.chars().map(one).collect()
}

/// Returns a text as it is searched for: in Unicode's compatibility form (UAX #15), so that full-width and half-width
/// letters are the same, in lower case, and without blanks.
#[must_use]
pub fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|character| !character.is_whitespace()).collect()
}

/// Shows a text of unknown origin: its first characters in quotes, escaped so that they cannot control a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'a>(pub &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// The maximum number of characters, which is enough to recognize a value.
        const MAX_CHARS: usize = 64;
        match self.0.char_indices().nth(MAX_CHARS) {
            Some((end, _)) => write!(f, "{:?}…", self.0.get(..end).unwrap_or_default()),
            None => write!(f, "{:?}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{folded, narrow};

    #[test]
    fn full_width_characters_become_narrow() {
        assert_eq!(narrow("１２３－ＡＢ／０　x"), "123-AB/0 x");
        assert_eq!(narrow("見本ｶﾒﾗ"), "見本ｶﾒﾗ");
    }

    #[test]
    fn names_are_the_same_in_any_case_and_width() {
        for text in ["Example Camera", "ＥＸＡＭＰＬＥ　ＣＡＭＥＲＡ", "examplecamera"] {
            assert_eq!(folded(text), "examplecamera");
        }
        assert_eq!(folded("㈱見本ｶﾒﾗ"), "(株)見本カメラ");
    }
}
