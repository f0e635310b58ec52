//! Decodes a symbol's bytes to characters.
//!
//! Symbols hardly ever declare the encoding of their bytes. Bytes without a declared encoding are decoded as UTF-8 if
//! they are valid UTF-8, as Shift JIS if hardly any other encoding is possible, and otherwise as ISO 8859-1, which is
//! the default of the standard.
//!
//! Shift JIS is read with the characters of JIS X 0208, rows 1 to 8 and 16 to 84, and with their Unicode numbers in
//! that standard: 〜 is U+301C, where code page 932 has U+FF5E. The additions of that code page are not read: ① and ㈱ of
//! NEC's row 13, which the kanji mode can express, and 髙 of IBM, which it cannot.

/// JIS X 0208: 94 rows of 94 characters. Each is the two bytes of its Unicode number, or 0 if there is no character.
/// The table is made from the index of the WHATWG Encoding Standard by examples/jis-x-0208.rs (`cargo xtask
/// jis-x-0208`).
static JIS_X_0208: &[u8; 94 * 94 * 2] = include_bytes!("jis_x_0208.bin");

/// The encoding of a piece of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Undeclared,
    Utf8,
    ShiftJis,
    Latin1,
}

impl Encoding {
    /// Returns the encoding with this ECI number. The encoding for other numbers is guessed.
    pub(super) fn of(designator: u32) -> Self {
        match designator {
            1 | 3 => Encoding::Latin1,
            20 => Encoding::ShiftJis,
            26 | 27 | 170 => Encoding::Utf8,
            _ => Encoding::Undeclared,
        }
    }
}

/// Decodes the pieces of a symbol. `None` if one is not valid in its encoding.
pub(super) fn decode(pieces: &[(Encoding, Vec<u8>)]) -> Option<String> {
    let undeclared = pieces.iter().filter(|(encoding, _)| *encoding == Encoding::Undeclared);
    let undeclared: Vec<u8> = undeclared.flat_map(|(_, bytes)| bytes).copied().collect();
    let has_kanji = pieces.iter().any(|(encoding, _)| *encoding == Encoding::ShiftJis);
    let guessed = guess(&undeclared, has_kanji);
    let mut text = String::new();
    for (encoding, bytes) in pieces {
        match if *encoding == Encoding::Undeclared { guessed } else { *encoding } {
            Encoding::Utf8 => text.push_str(core::str::from_utf8(bytes).ok()?),
            Encoding::ShiftJis => text.push_str(&shift_jis(bytes)?),
            Encoding::Latin1 | Encoding::Undeclared => text.extend(bytes.iter().map(|byte| char::from(*byte))),
        }
    }
    Some(text)
}

/// Guesses the encoding of bytes without a declared encoding.
fn guess(bytes: &[u8], has_kanji: bool) -> Encoding {
    // Western texts contain neither control characters nor adjacent accented letters.
    let has_controls = bytes.iter().any(|byte| (0x80..0xa0).contains(byte));
    let has_pairs = bytes.windows(2).any(|pair| pair.iter().all(|byte| *byte >= 0x80));
    if core::str::from_utf8(bytes).is_ok() {
        Encoding::Utf8
    } else if (has_kanji || has_controls || has_pairs) && shift_jis(bytes).is_some() {
        Encoding::ShiftJis
    } else {
        Encoding::Latin1
    }
}

/// Decodes bytes as Shift JIS. `None` if they are not valid.
fn shift_jis(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        text.push(match byte {
            0..=0x7f => char::from(byte),
            0xa1..=0xdf => char::from_u32(0xff61 + u32::from(byte - 0xa1))?,
            0x81..=0x9f | 0xe0..=0xef => double(byte, bytes.next()?)?,
            _ => return None,
        });
    }
    Some(text)
}

/// Returns a character of two bytes. Each first byte covers two rows of 94.
fn double(first: u8, second: u8) -> Option<char> {
    let rows = usize::from(if first < 0xa0 { first - 0x81 } else { first - 0xc1 });
    let column = usize::from(match second {
        0x40..=0x7e => second - 0x40,
        0x80..=0xfc => second - 0x41,
        _ => return None,
    });
    let place = (2 * rows * 94 + column) * 2;
    let unicode = u16::from_be_bytes(JIS_X_0208.get(place..place + 2)?.try_into().ok()?);
    if unicode == 0 { None } else { char::from_u32(u32::from(unicode)) }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode};

    fn undeclared(hex: &str) -> Option<String> {
        decode(&[(Encoding::Undeclared, crate::common::from_hex(hex))])
    }

    #[test]
    fn encodings_are_distinguished() {
        for (hex, text) in [
            ("e4bb8a", "今"),
            // Shift JIS: two kanji and a letter; half-width katakana; a kanji in the second row of its first byte.
            ("8da1937841", "今度A"),
            ("2ac3de", "*ﾃﾞ"),
            ("8de3", "阪"),
            // ISO 8859-1, and bytes that would be Shift JIS except for an unassigned character.
            ("636166e9", "café"),
            ("817f", "\u{81}\u{7f}"),
            ("8d", "\u{8d}"),
        ] {
            assert_eq!(undeclared(hex).as_deref(), Some(text), "{hex}");
        }
    }

    #[test]
    fn bytes_must_be_valid_in_the_declared_encoding() {
        assert_eq!(decode(&[(Encoding::Utf8, vec![0xe9])]), None);
        assert_eq!(decode(&[(Encoding::ShiftJis, vec![0xfe])]), None);
        assert_eq!(decode(&[(Encoding::Latin1, vec![0xe9])]).as_deref(), Some("é"));
        // Bytes beside kanji are decoded as Shift JIS if they are valid.
        let pieces = [(Encoding::ShiftJis, vec![0x8d, 0xa1]), (Encoding::Undeclared, vec![0xc3])];
        assert_eq!(decode(&pieces).as_deref(), Some("今ﾃ"));
    }
}
