//! The reader itself.

use super::decode::{self, Line};
use encoding_rs::{Decoder, DecoderResult};
use std::io::{self, BufRead, Read};

/// The maximum length of a line in bytes that is decoded. A longer one is passed on as it is: no reader takes it.
pub const MAX_LINE_BYTES: usize = 1024 * 1024;

/// The number of bytes read at once.
const BLOCK: usize = 16 * 1024;

/// A byte that is nowhere in UTF-8. It stands for UTF-16 that is not valid, so that the line is refused.
const NEVER_UTF_8: u8 = 0xff;

/// What the text is, which decides how lines that are valid in two encodings are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// Independent lines, as scanners type them. Each is taken by itself, and one that may be in either encoding is in
    /// that of the lines before.
    Lines,
    /// A table, which is in one encoding. A row in another one is an error.
    Table,
}

/// The error for a table whose rows are in two encodings, wrapped in an I/O error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("some rows are in UTF-8 and others in code page 932 (Shift JIS)")]
pub struct MixedEncodings;

/// A reader of text in UTF-8, UTF-16 or code page 932 that returns UTF-8, without a byte order mark.
///
/// It returns each line as soon as the line is complete, and holds no more than [`MAX_LINE_BYTES`] and one block. A
/// line in no known encoding is passed on as it is, and is not valid UTF-8.
///
/// ```
/// use starseal_tables::text::{TextKind, TextReader};
/// use std::io::Read;
///
/// // "品番" and a line end, in code page 932.
/// let mut text = String::new();
/// TextReader::new(&b"\x95\x69\x94\xd4\r\n"[..], TextKind::Lines).read_to_string(&mut text)?;
/// assert_eq!(text, "品番\r\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct TextReader<R> {
    input: R,
    kind: TextKind,
    form: Form,
    /// Bytes that were read, but not decoded: a part of a line.
    raw: Vec<u8>,
    /// UTF-8 to return, from `at`.
    ready: Vec<u8>,
    at: usize,
    is_at_end: bool,
    /// Whether the line at hand was longer than the limit.
    is_long: bool,
    /// What the lines so far have shown.
    table: Table,
}

enum Form {
    /// Nothing was read yet.
    Unknown,
    /// UTF-16.
    Units(Box<Decoder>),
    /// Each line shows its encoding.
    ByLine,
}

/// What the rows of a table have shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Table {
    Ascii,
    /// A row was taken as UTF-8 that may be in code page 932.
    Either,
    Utf8,
    Cp932,
}

impl<R: Read> TextReader<R> {
    /// Makes a reader. Nothing is read yet.
    pub fn new(input: R, kind: TextKind) -> Self {
        TextReader {
            input,
            kind,
            form: Form::Unknown,
            raw: Vec::new(),
            ready: Vec::new(),
            at: 0,
            is_at_end: false,
            is_long: false,
            table: Table::Ascii,
        }
    }

    /// Reads a block. Returns the number of its bytes.
    fn read_block(&mut self) -> io::Result<usize> {
        let start = self.raw.len();
        self.raw.resize(start + BLOCK, 0);
        let read = loop {
            match self.input.read(self.raw.get_mut(start..).unwrap_or_default()) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.raw.truncate(start + read.as_ref().copied().unwrap_or_default());
        self.is_at_end = matches!(read, Ok(0));
        read
    }

    /// Reads until there is something to return, or the end.
    fn advance(&mut self) -> io::Result<()> {
        self.ready.clear();
        self.at = 0;
        while self.ready.is_empty() && !self.is_at_end {
            self.read_block()?;
            if matches!(self.form, Form::Unknown) {
                if decode::wants_more(&self.raw) && !self.is_at_end {
                    continue;
                }
                let whole = decode::of_start(&self.raw);
                self.raw.drain(..whole.mark);
                self.form = match whole.utf16 {
                    Some(encoding) => Form::Units(Box::new(encoding.new_decoder_without_bom_handling())),
                    None => Form::ByLine,
                };
            }
            match self.form {
                Form::Units(_) => self.decode_units(),
                _ => self.decode_lines()?,
            }
        }
        Ok(())
    }

    fn decode_units(&mut self) {
        let Form::Units(decoder) = &mut self.form else { return };
        let mut rest = self.raw.as_slice();
        loop {
            // Every unit of two bytes becomes at most three.
            let start = self.ready.len();
            self.ready.resize(start + 3 * rest.len() / 2 + 16, 0);
            let room = self.ready.get_mut(start..).unwrap_or_default();
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(rest, room, self.is_at_end);
            self.ready.truncate(start + written);
            rest = rest.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.ready.push(NEVER_UTF_8),
            }
        }
        self.raw.clear();
    }

    fn decode_lines(&mut self) -> io::Result<()> {
        let raw = core::mem::take(&mut self.raw);
        let mut rest = raw.as_slice();
        while !rest.is_empty() {
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).map(|end| end + 1);
            let is_whole = end.is_some() || self.is_at_end;
            if !is_whole && !self.is_long && rest.len() <= MAX_LINE_BYTES {
                break;
            }
            let (line, after) = rest.split_at(end.unwrap_or(rest.len()));
            if self.is_long || line.len() > MAX_LINE_BYTES {
                self.ready.extend_from_slice(line);
            } else {
                self.decode_line(line)?;
            }
            self.is_long = !is_whole;
            rest = after;
        }
        self.raw = rest.to_vec();
        Ok(())
    }

    fn decode_line(&mut self, line: &[u8]) -> io::Result<()> {
        if line.is_ascii() {
            self.ready.extend_from_slice(line);
            return Ok(());
        }
        let found = decode::of_line(line);
        let text = match (&found, self.kind, self.table) {
            (Line::Cp932(_), TextKind::Table, Table::Utf8 | Table::Either)
            | (Line::Utf8, TextKind::Table, Table::Cp932) => return Err(io::Error::other(MixedEncodings)),
            (Line::Either(text) | Line::Doubtful(text), _, Table::Cp932) | (Line::Cp932(text), ..) => text.as_bytes(),
            _ => line,
        };
        self.ready.extend_from_slice(text);
        self.table = match (found, self.table) {
            (Line::Utf8, _) => Table::Utf8,
            (Line::Cp932(_), _) => Table::Cp932,
            (Line::Either(_), Table::Ascii) => Table::Either,
            (_, table) => table,
        };
        Ok(())
    }
}

impl<R: Read> BufRead for TextReader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.ready.len() {
            self.advance()?;
        }
        Ok(self.ready.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.at = self.ready.len().min(self.at + amount);
    }
}

impl<R: Read> Read for TextReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R> core::fmt::Debug for TextReader<R> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("TextReader").field("kind", &self.kind).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, MAX_LINE_BYTES, MixedEncodings, TextKind, TextReader};
    use encoding_rs::SHIFT_JIS;
    use std::io::{self, BufRead, Read};

    /// A reader that returns at most a number of bytes at once.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(self.1);
            self.0.read(&mut buffer[..most])
        }
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn cp932(text: &str) -> Vec<u8> {
        SHIFT_JIS.encode(text).0.into_owned()
    }

    #[track_caller]
    fn check(bytes: &[u8], kind: TextKind, expected: &[u8]) {
        for step in [1, 2, 3, 7, 100_000] {
            let mut read = Vec::new();
            TextReader::new(Slow(bytes, step), kind).read_to_end(&mut read).unwrap();
            assert!(read == expected, "{:?} in steps of {step}", String::from_utf8_lossy(&read));
        }
    }

    #[test]
    fn every_encoding_becomes_utf8() {
        let text = "product_id,holder\r\nSS-1,㈱見本①髙\rSS-2,ﾃｽﾄ～\n\nSS-3,x";
        for kind in [TextKind::Lines, TextKind::Table] {
            check(b"", kind, b"");
            check(text.as_bytes(), kind, text.as_bytes());
            check(&["\u{feff}", text].concat().into_bytes(), kind, text.as_bytes());
            check(&cp932(text), kind, text.as_bytes());
            check(&utf16(text, u16::to_le_bytes), kind, text.as_bytes());
            check(&utf16(text, u16::to_be_bytes), kind, text.as_bytes());
            let marked = ["\u{feff}", text, "😀"].concat();
            check(&utf16(&marked, u16::to_le_bytes), kind, [text, "😀"].concat().as_bytes());
            check(&utf16(&marked, u16::to_be_bytes), kind, [text, "😀"].concat().as_bytes());
            check("é".as_bytes(), kind, "é".as_bytes());
        }
    }

    #[test]
    fn a_line_in_no_encoding_is_not_utf8_and_hides_no_other() {
        for kind in [TextKind::Lines, TextKind::Table] {
            check(b"a\nM\xfcller\nb\n", kind, b"a\nM\xfcller\nb\n");
            check(b"\xff\xfea\0\n\0\x00\xd8\n\0b\0", kind, b"a\n\xff\nb");
            check(b"\xff\xfea\0b", kind, b"a\xff");
        }
    }

    #[test]
    fn each_line_is_taken_by_itself_and_a_table_as_a_whole() {
        let both = [&cp932("見本\n"), "見本\n".as_bytes()].concat();
        check(&both, TextKind::Lines, "見本\n見本\n".as_bytes());
        // "ﾄｱ" is "ı" in UTF-8, and "ｱ" alone is "±" in Windows 1252.
        check(&cp932("見本\nﾄｱ\n1ｱ\n"), TextKind::Table, "見本\nﾄｱ\n1ｱ\n".as_bytes());
        check(&cp932("1ｱ\n見本\n"), TextKind::Table, &[b"1\xb1\n", "見本\n".as_bytes()].concat());
        check("見本\nı\n".as_bytes(), TextKind::Table, "見本\nı\n".as_bytes());
        for mixed in [both, cp932("ﾄｱ\n見本\n"), ["見本\n".as_bytes(), &cp932("見本")].concat()] {
            let error = TextReader::new(mixed.as_slice(), TextKind::Table).read_to_end(&mut Vec::new()).unwrap_err();
            assert_eq!(error.to_string(), MixedEncodings.to_string());
        }
    }

    /// A reader that fails after its first line, as if the next one were never typed.
    struct Typed(Option<Vec<u8>>);

    impl Read for Typed {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let typed = self.0.take().ok_or_else(|| io::Error::other("waits for the next line"))?;
            typed.as_slice().read(buffer)
        }
    }

    #[test]
    fn a_line_is_returned_before_the_next_one_is_read() {
        for (typed, text) in [
            (b"I2WV8\n".to_vec(), "I2WV8\n"),
            (b"I2WV8\r".to_vec(), "I2WV8\r"),
            (b"A\n".to_vec(), "A\n"),
            (cp932("見\n"), "見\n"),
            (utf16("I2WV8\n", u16::to_le_bytes), "I2WV8\n"),
        ] {
            let mut reader = TextReader::new(Typed(Some(typed)), TextKind::Lines);
            assert_eq!(reader.fill_buf().unwrap(), text.as_bytes());
        }
    }

    #[test]
    fn memory_does_not_grow_with_the_length_of_a_line() {
        for byte in [b'x', 0x95, 0xff, 0] {
            let mut reader = TextReader::new(io::repeat(byte).take(16 * MAX_LINE_BYTES as u64), TextKind::Lines);
            let mut bytes = 0;
            loop {
                let read = reader.fill_buf().unwrap().len();
                if read == 0 {
                    break;
                }
                bytes += read;
                reader.consume(read);
                let held = reader.raw.capacity() + reader.ready.capacity();
                assert!(held <= 8 * (MAX_LINE_BYTES + BLOCK), "{held}");
            }
            assert!(bytes > 0);
        }
    }
}
