//! Decodes a symbol's bytes to characters.
//!
//! Symbols hardly ever declare the encoding of their bytes. Bytes without a declared encoding are decoded as UTF-8 if
//! they are valid UTF-8, and as code page 932 if all of them are, and if that is not a guess among equals. Otherwise
//! they have no text: a wrong text is worse than none.

use super::cp932;
use super::eci::{self, Eci};
use super::guess::is_likely_cp932;

/// The encoding of a piece of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// The symbol does not say.
    Undeclared,
    /// The kanji mode of symbols.
    Kanji,
    /// The symbol declares this ECI number.
    Declared(u32),
}

/// The reason why bytes have no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// This ECI number is not known.
    UnknownEci(u32),
    /// The bytes are not a text in their encoding, or in any that is considered.
    NotText,
}

/// Decodes the pieces of a symbol.
pub(super) fn decode(pieces: &[(Encoding, Vec<u8>)]) -> Result<String, Fault> {
    let undeclared = pieces.iter().filter(|(encoding, _)| *encoding == Encoding::Undeclared);
    let undeclared: Vec<u8> = undeclared.flat_map(|(_, bytes)| bytes).copied().collect();
    // Only undeclared bytes as a whole show their encoding. Each piece of them ends at a character.
    let is_utf8 = core::str::from_utf8(&undeclared).is_ok();
    let has_kanji = pieces.iter().any(|(encoding, _)| *encoding == Encoding::Kanji);
    if !(is_utf8 || has_kanji || is_likely_cp932(&undeclared)) {
        return Err(Fault::NotText);
    }
    let mut text = String::new();
    for (encoding, bytes) in pieces {
        let piece = match encoding {
            Encoding::Undeclared if is_utf8 => eci::utf8(bytes),
            // Characters of private use look different on every device: a guess must not rest on them.
            Encoding::Undeclared => cp932::decode(bytes).filter(|text| !text.contains(is_private)),
            Encoding::Kanji => cp932::decode(bytes),
            Encoding::Declared(number) => match Eci::of(*number) {
                Some(eci) => eci.decode(bytes),
                None => return Err(Fault::UnknownEci(*number)),
            },
        };
        text.push_str(&piece.ok_or(Fault::NotText)?);
    }
    Ok(text)
}

fn is_private(character: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Fault, decode};
    use crate::common::from_hex;

    fn undeclared(hex: &str) -> Option<String> {
        decode(&[(Encoding::Undeclared, from_hex(hex))]).ok()
    }

    #[test]
    fn undeclared_bytes_are_utf8_or_code_page_932_or_no_text() {
        for (hex, text) in [
            ("", Some("")),
            ("e4bb8a", Some("今")),
            // Two kanji and a letter; half-width katakana; a kanji in the second row of its first byte.
            ("8da1937841", Some("今度A")),
            ("2ac3de", Some("*ﾃﾞ")),
            ("8de3", Some("阪")),
            // The characters that NEC and IBM added, and a wave dash as Windows writes it.
            ("878a8740fbfc8160", Some("㈱①髙～")),
            // Katakana whose second bytes are ASCII letters.
            ("835c815b8358", Some("ソース")),
            // A kanji between digits, and one alone.
            ("31308e9e", Some("10時")),
            ("9468", Some("派")),
            // Western texts, of which code page 932 would make "pr駸ent", "It痴", "5ｰC" and "ﾄpfel".
            ("7072e973656e74", None),
            ("4974927320ff", None),
            ("49749273", None),
            ("35b043", None),
            ("c47066656c", None),
            ("636166e9", None),
            // A character of private use, an unassigned one, and half of one.
            ("f040f041", None),
            ("817f", None),
            ("8d", None),
            ("a0fd", None),
            ("80", None),
        ] {
            assert_eq!(undeclared(hex).as_deref(), text, "{hex}");
        }
    }

    #[test]
    fn texts_of_other_countries_are_not_guessed_to_be_western_or_japanese() {
        let western = [
            "Straße",
            "Müller",
            "garçon",
            "Ærø",
            "señor",
            "coração",
            "naïve",
            "Générale",
            "±5 µm",
            "½",
            "pää",
            "Äänekoski",
            "créée",
            "ação",
        ];
        for text in western {
            let latin: Vec<u8> = text.chars().map(|character| u8::try_from(u32::from(character)).unwrap()).collect();
            assert_eq!(decode(&[(Encoding::Undeclared, latin)]), Err(Fault::NotText), "{text}");
        }
    }

    #[test]
    fn rare_kanji_alone_are_no_evidence() {
        for (hex, text) in [
            // "Вышли" and another word in Windows 1251; Big5; "åKåN" in ISO 8859-1, which is "薔薇" here.
            ("c2fbf8ebe8", None),
            ("c4e0f0e0e4e0e0", None),
            ("a4a4a4e5a4e5", None),
            ("e54be54e", None),
            // Names of rare kanji, and half-width katakana alone or with common characters.
            ("fbfced95", Some("髙﨑")),
            ("8f49e54be54e", Some("終薔薇")),
            ("b6d2d7", Some("ｶﾒﾗ")),
            ("c3deb0c0", Some("ﾃﾞｰﾀ")),
            // Half-width katakana that no word has: a mark behind ﾅ, and a small ｬ at the start.
            ("c5de", None),
            ("acb6d2", None),
            // "nœud", "L’été" and "błąd" in Windows 1252 and 1250.
            ("6e9c7564", None),
            ("4c92e974e9", None),
            ("62b3b964", None),
            ("e25693a1b6d2d7", Some("齋藤ｶﾒﾗ")),
        ] {
            assert_eq!(undeclared(hex).as_deref(), text, "{hex}");
        }
    }

    #[test]
    fn bytes_must_be_valid_in_the_declared_encoding() {
        let declared = |eci, hex: &str| decode(&[(Encoding::Declared(eci), from_hex(hex))]);
        assert_eq!(declared(26, "e9"), Err(Fault::NotText));
        assert_eq!(declared(20, "fe"), Err(Fault::NotText));
        assert_eq!(declared(3, "e9").as_deref(), Ok("é"));
        assert_eq!(declared(20, "878a8740fbfc").as_deref(), Ok("㈱①髙"));
        // A declared text may have the characters of a company or a device.
        assert_eq!(declared(20, "f040").as_deref(), Ok("\u{e000}"));
        assert_eq!(declared(19, "41"), Err(Fault::UnknownEci(19)));
        assert_eq!(declared(999_999, "41"), Err(Fault::UnknownEci(999_999)));
    }

    #[test]
    fn pieces_are_joined() {
        // Bytes beside kanji are code page 932 if they are not UTF-8.
        let pieces = [(Encoding::Kanji, vec![0x8d, 0xa1]), (Encoding::Undeclared, vec![0xc3])];
        assert_eq!(decode(&pieces).as_deref(), Ok("今ﾃ"));
        let pieces = [(Encoding::Undeclared, vec![0xc3]), (Encoding::Declared(26), vec![0xc3, 0xa9])];
        assert_eq!(decode(&pieces), Err(Fault::NotText));
        let pieces = [(Encoding::Undeclared, b"A".to_vec()), (Encoding::Declared(3), vec![0xe9])];
        assert_eq!(decode(&pieces).as_deref(), Ok("Aé"));
        // One piece without a text is enough.
        let pieces = [(Encoding::Undeclared, b"A".to_vec()), (Encoding::Declared(19), vec![0x41])];
        assert_eq!(decode(&pieces), Err(Fault::UnknownEci(19)));
    }
}
