//! Characters of a symbol's bytes.
//!
//! In which encoding bytes are, symbols hardly ever say: UTF-8 where they are, Shift JIS where they can hardly be
//! anything else, and otherwise ISO 8859-1, the standard's own.

/// JIS X 0208: 94 rows of 94 characters, each two bytes of its Unicode number, 0 where there is none.
static JIS_X_0208: &[u8; 94 * 94 * 2] = include_bytes!("jis_x_0208.bin");

/// How bytes are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Unsaid,
    Utf8,
    ShiftJis,
    Latin1,
}

impl Encoding {
    /// By its number among extended channel interpretations; others than these are guessed.
    pub(super) fn of(designator: u32) -> Self {
        match designator {
            1 | 3 => Encoding::Latin1,
            20 => Encoding::ShiftJis,
            26 | 27 | 170 => Encoding::Utf8,
            _ => Encoding::Unsaid,
        }
    }
}

/// The text of a symbol's pieces; none where one is not in its encoding.
pub(super) fn decode(pieces: &[(Encoding, Vec<u8>)]) -> Option<String> {
    let unsaid = pieces.iter().filter(|(encoding, _)| *encoding == Encoding::Unsaid);
    let unsaid: Vec<u8> = unsaid.flat_map(|(_, bytes)| bytes).copied().collect();
    let has_kanji = pieces.iter().any(|(encoding, _)| *encoding == Encoding::ShiftJis);
    let guessed = guess(&unsaid, has_kanji);
    let mut text = String::new();
    for (encoding, bytes) in pieces {
        match if *encoding == Encoding::Unsaid { guessed } else { *encoding } {
            Encoding::Utf8 => text.push_str(core::str::from_utf8(bytes).ok()?),
            Encoding::ShiftJis => text.push_str(&shift_jis(bytes)?),
            Encoding::Latin1 | Encoding::Unsaid => text.extend(bytes.iter().map(|byte| char::from(*byte))),
        }
    }
    Some(text)
}

/// The encoding of bytes of which it is not said.
fn guess(bytes: &[u8], has_kanji: bool) -> Encoding {
    // What a western text has none of: control characters, and letters with accents beside each other.
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

/// Bytes as Shift JIS; none where they are not.
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

/// A character of two bytes: each first byte has two rows of 94.
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

    fn unsaid(hex: &str) -> Option<String> {
        decode(&[(Encoding::Unsaid, crate::common::from_hex(hex))])
    }

    #[test]
    fn encodings_are_told_apart() {
        for (hex, text) in [
            ("e4bb8a", "今"),
            // Shift JIS: two kanji and a letter, half-width katakana, a kanji of the second row of its first byte.
            ("8da1937841", "今度A"),
            ("2ac3de", "*ﾃﾞ"),
            ("8de3", "阪"),
            // ISO 8859-1, and what would be Shift JIS but for a character that it does not have.
            ("636166e9", "café"),
            ("817f", "\u{81}\u{7f}"),
            ("8d", "\u{8d}"),
        ] {
            assert_eq!(unsaid(hex).as_deref(), Some(text), "{hex}");
        }
    }

    #[test]
    fn what_is_said_to_be_an_encoding_must_be_it() {
        assert_eq!(decode(&[(Encoding::Utf8, vec![0xe9])]), None);
        assert_eq!(decode(&[(Encoding::ShiftJis, vec![0xfe])]), None);
        assert_eq!(decode(&[(Encoding::Latin1, vec![0xe9])]).as_deref(), Some("é"));
        // Bytes beside kanji are taken for Shift JIS where they can be.
        let pieces = [(Encoding::ShiftJis, vec![0x8d, 0xa1]), (Encoding::Unsaid, vec![0xc3])];
        assert_eq!(decode(&pieces).as_deref(), Some("今ﾃ"));
    }
}
