//! The encoding of a text from its first bytes, and of a line from its own.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_16BE, UTF_16LE};

/// The byte order mark of UTF-8.
const UTF_8_MARK: &[u8] = b"\xef\xbb\xbf";

/// The number of bytes that show whether a text is UTF-16, if its first line is not shorter.
const FIRST_BYTES: usize = 4096;

/// Returns whether more bytes may show another encoding. With the first line, there are enough.
pub(super) fn wants_more(start: &[u8]) -> bool {
    let has_line = start.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    start.len() < if has_line { 2 } else { FIRST_BYTES }
}

/// The number of zero bytes on one side for each on the other, above which the order is certain.
const FEW: usize = 3;

/// The share of the pairs of bytes, one in this number, that must have a zero byte.
const SHARE: usize = 16;

/// The encoding of a whole text, and the length of its byte order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whole {
    /// UTF-16; `None` if each line tells its encoding.
    pub(super) utf16: Option<&'static Encoding>,
    pub(super) mark: usize,
}

/// Returns the encoding that the first bytes of a text show.
pub(super) fn of_start(start: &[u8]) -> Whole {
    match start {
        [0xff, 0xfe, ..] => Whole { utf16: Some(UTF_16LE), mark: 2 },
        [0xfe, 0xff, ..] => Whole { utf16: Some(UTF_16BE), mark: 2 },
        _ if start.starts_with(UTF_8_MARK) => Whole { utf16: None, mark: UTF_8_MARK.len() },
        _ => Whole { utf16: without_mark(start), mark: 0 },
    }
}

/// Returns the order of UTF-16 without a byte order mark, by its zero bytes: UTF-16 has them beside ASCII characters,
/// and other texts have none. Few are on the other side, in characters such as U+3000. A single one, as at the end of a
/// text in C, shows nothing.
fn without_mark(start: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = start.as_chunks::<2>();
    let high = pairs.iter().filter(|pair| pair[0] == 0).count();
    let low = pairs.iter().filter(|pair| pair[1] == 0).count();
    match () {
        () if low > FEW * high && low * SHARE >= pairs.len() => Some(UTF_16LE),
        () if high > FEW * low && high * SHARE >= pairs.len() => Some(UTF_16BE),
        () => None,
    }
}

/// A line that is not ASCII, by the encodings in which it is valid.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Valid UTF-8 with characters that no other encoding has by chance.
    Utf8,
    /// Valid UTF-8 with sequences of two bytes only, which are half-width katakana in code page 932.
    Either(String),
    /// Not UTF-8, and valid in code page 932.
    Cp932(String),
    /// Not UTF-8, and valid in code page 932, but as likely in a Western encoding: "Générale" is "G駭駻ale" there.
    Doubtful(String),
    /// Valid in no encoding.
    Neither,
}

/// Tells the encoding of a line that is not ASCII.
pub(super) fn of_line(line: &[u8]) -> Line {
    let cp932 = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(line);
    match (str::from_utf8(line), cp932) {
        (Ok(text), Some(other)) if text.chars().all(|character| character < '\u{800}') => {
            Line::Either(other.into_owned())
        }
        (Ok(_), _) => Line::Utf8,
        (Err(_), Some(text)) if !is_western(line) => Line::Cp932(text.into_owned()),
        (Err(_), Some(text)) => Line::Doubtful(text.into_owned()),
        (Err(_), None) => Line::Neither,
    }
}

/// Returns whether every byte that is not ASCII may be a letter with an accent, or an apostrophe, a quotation mark or a
/// dash, in a Western encoding (ISO 8859-1, Windows 1250 to 1254): it stands alone or with one other beside ASCII
/// letters.
fn is_western(bytes: &[u8]) -> bool {
    let mut before = b' ';
    let mut rest = bytes;
    while let Some(first) = rest.first().copied() {
        let length = rest.iter().take_while(|byte| !byte.is_ascii()).count();
        let (run, after) = rest.split_at(length.max(1));
        let beside = [before, after.first().copied().unwrap_or(b' ')].map(|byte| byte.is_ascii_alphabetic());
        let (is_between_letters, is_beside_letter) = (beside == [true; 2], beside != [false; 2]);
        // Quotation marks and dashes, and the bytes that the kanji in common use do not begin with.
        let is_mark = (0x91..=0x97).contains(&first);
        let is_letters = match run {
            [0..=0x7f] | [0xa0..=0xff] => true,
            [0x99..=0xff] => is_beside_letter,
            [_] => is_mark && is_between_letters,
            [0x99..=0xff, 0xe0..=0xff] | [0xe0..=0xff, 0x99..=0xff] => is_beside_letter,
            [0x99..=0xff, 0x99..=0xff] => is_between_letters,
            [_, 0xc0..=0xff] => is_mark && is_between_letters,
            _ => false,
        };
        if !is_letters {
            return false;
        }
        before = first;
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{Line, Whole, of_line, of_start};
    use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE};

    #[test]
    fn the_start_of_a_text_shows_utf16() {
        let le: Vec<u8> = "品番,x".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = "品番,x".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (start, utf16, mark) in [
            (&b""[..], None, 0),
            (b"A", None, 0),
            (b"product_id", None, 0),
            (b"\xef\xbb\xbfA", None, 3),
            (b"\xff\xfeA\0", Some(UTF_16LE), 2),
            (b"\xfe\xff\0A", Some(UTF_16BE), 2),
            (b"A\0B\0", Some(UTF_16LE), 0),
            (b"\0A\0B", Some(UTF_16BE), 0),
            (&le, Some(UTF_16LE), 0),
            (&be, Some(UTF_16BE), 0),
            // An ideographic space has its zero byte on the other side.
            (b"A\0B\0\0\x30C\0D\0", Some(UTF_16LE), 0),
            // Zero bytes in no order are no text.
            (b"A\0\0B", None, 0),
            (b"HTTPS://JC-STAR.EXAMPLE/L/I2WVC123456\0", None, 0),
        ] {
            assert_eq!(of_start(start), Whole { utf16, mark }, "{start:?}");
        }
    }

    #[test]
    fn a_line_is_in_one_encoding() {
        let cp932 = |text: &str| SHIFT_JIS.encode(text).0.into_owned();
        assert_eq!(of_line("見本".as_bytes()), Line::Utf8);
        assert_eq!(of_line(&cp932("㈱見本,①髙")), Line::Cp932("㈱見本,①髙".to_owned()));
        assert_eq!(of_line(&cp932("ﾃｽﾄ")), Line::Cp932("ﾃｽﾄ".to_owned()));
        // "ﾄｱ" is "ı" in UTF-8.
        assert_eq!(of_line(&cp932("ﾄｱ")), Line::Either("ﾄｱ".to_owned()));
        // Windows 1252, EUC-JP with a byte that code page 932 does not have, and a line cut in a character.
        for line in [&b"Soci\xe9t\xe9"[..], b"M\xfcller", b"\xa4\xfd", b"\x8c\xa9\x96"] {
            assert_eq!(of_line(line), Line::Neither, "{line:?}");
        }
        for line in [&b"G\xe9n\xe9rale"[..], b"It\x92s", b"\xc4\xe4nekoski", b"n\x9cud"] {
            assert!(matches!(of_line(line), Line::Doubtful(_) | Line::Neither), "{line:?}");
        }
    }
}
