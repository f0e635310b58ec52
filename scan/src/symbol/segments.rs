//! Decodes a symbol's data to its text (ISO/IEC 18004, clause 7.4).
//!
//! Libraries that read segments take a whole symbol and correct its errors again, which takes half of the time of a
//! camera frame.

use super::text::{Encoding, decode};

/// The characters of the alphanumeric mode, by number.
const ALPHANUMERIC: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// The separator between fields of industry standards (FNC1).
const SEPARATOR: u8 = 0x1d;

/// The number of bits of a character count in versions 1 to 9, 10 to 26, and above.
const COUNT_BITS: [(u32, [usize; 3]); 4] =
    [(0b0001, [10, 12, 14]), (0b0010, [9, 11, 13]), (0b0100, [8, 16, 16]), (0b1000, [8, 10, 12])];

/// Returns the text in the data codewords of a symbol. `None` if they are not well-formed. If a text is spread over
/// several symbols, it is the part in this one.
pub(crate) fn read(data: &[u8], version: usize) -> Option<String> {
    let mut bits = Bits { data, at: 0 };
    let mut pieces: Vec<(Encoding, Vec<u8>)> = Vec::new();
    let (mut encoding, mut has_fields) = (Encoding::Undeclared, false);
    while bits.left() >= 4 {
        let mode = bits.take(4)?;
        match mode {
            0b0000 => break,
            // Structured append: the symbol's number, the number of symbols, and the parity of the whole text.
            0b0011 => _ = bits.take(16)?,
            0b0101 => has_fields = true,
            0b1001 => {
                bits.take(8)?;
                has_fields = true;
            }
            0b0111 => encoding = Encoding::of(bits.take_designator()?),
            _ => {
                let (_, widths) = COUNT_BITS.iter().find(|(of, _)| *of == mode)?;
                let width = match version {
                    0..=9 => widths[0],
                    10..=26 => widths[1],
                    _ => widths[2],
                };
                let count = bits.take(width)? as usize;
                let (of_piece, bytes) = match mode {
                    0b0001 => (encoding, bits.digits(count)?),
                    0b0010 => (encoding, bits.alphanumeric(count, has_fields)?),
                    0b0100 => (encoding, (0..count).map(|_| Some(bits.take(8)? as u8)).collect::<Option<_>>()?),
                    _ => (Encoding::ShiftJis, bits.kanji(count)?),
                };
                match pieces.last_mut().filter(|(last, _)| *last == of_piece) {
                    Some((_, last)) => last.extend(bytes),
                    None => pieces.push((of_piece, bytes)),
                }
            }
        }
    }
    decode(&pieces)
}

/// A reader of the bits of bytes, the highest bit first.
struct Bits<'a> {
    data: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn left(&self) -> usize {
        self.data.len() * 8 - self.at
    }

    /// Returns the next bits as a number. `None` if not enough are left.
    fn take(&mut self, count: usize) -> Option<u32> {
        let mut value = 0;
        for at in self.at..self.at + count {
            value = value << 1 | u32::from(self.data.get(at / 8)? >> (7 - at % 8) & 1);
        }
        self.at += count;
        Some(value)
    }

    /// Returns the number of a character set, which takes one to three bytes.
    fn take_designator(&mut self) -> Option<u32> {
        let first = self.take(8)?;
        match first {
            0..=0x7f => Some(first),
            0x80..=0xbf => Some((first & 0x3f) << 8 | self.take(8)?),
            0xc0..=0xdf => Some((first & 0x1f) << 16 | self.take(16)?),
            _ => None,
        }
    }

    /// Returns digits: three in ten bits, two in seven, one in four.
    fn digits(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut digits = Vec::new();
        for start in (0..count).step_by(3) {
            let (width, limit) = match count - start {
                1 => (4, 10),
                2 => (7, 100),
                _ => (10, 1000),
            };
            let mut value = Some(self.take(width)?).filter(|value| *value < limit)?;
            let mut rest = limit / 10;
            while rest > 0 {
                digits.push(b'0' + (value / rest) as u8);
                (value, rest) = (value % rest, rest / 10);
            }
        }
        Some(digits)
    }

    /// Returns alphanumeric characters: two in eleven bits, one in six.
    fn alphanumeric(&mut self, count: usize, has_fields: bool) -> Option<Vec<u8>> {
        let mut numbers = Vec::new();
        for start in (0..count).step_by(2) {
            if count - start == 1 {
                numbers.push(self.take(6)?);
            } else {
                let pair = self.take(11)?;
                numbers.extend([pair / 45, pair % 45]);
            }
        }
        let letters: Option<Vec<u8>> =
            numbers.iter().map(|number| ALPHANUMERIC.get(*number as usize).copied()).collect();
        let mut letters = letters?.into_iter().peekable();
        let mut text = Vec::new();
        while let Some(letter) = letters.next() {
            let is_doubled = letter == b'%' && letters.peek() == Some(&b'%');
            match (has_fields, letter, is_doubled) {
                (true, b'%', false) => text.push(SEPARATOR),
                (true, b'%', true) => text.extend(letters.next()),
                _ => text.push(letter),
            }
        }
        Some(text)
    }

    /// Returns characters of Shift JIS, each in thirteen bits.
    fn kanji(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        for _ in 0..count {
            let packed = self.take(13)?;
            let joined = ((packed / 0xc0) << 8) | (packed % 0xc0);
            let code = joined + if joined < 0x1f00 { 0x8140 } else { 0xc140 };
            bytes.extend([(code >> 8) as u8, code as u8]);
        }
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    /// Parses bits written as text and fills them up to whole bytes. Spaces are for readability.
    fn bytes(bits: &str) -> Vec<u8> {
        let bits: Vec<u8> = bits.bytes().filter(|bit| *bit != b' ').map(|bit| bit - b'0').collect();
        bits.chunks(8).map(|eight| eight.iter().enumerate().map(|(at, bit)| bit << (7 - at)).sum()).collect()
    }

    #[test]
    fn every_mode_is_read() {
        // 01234567 is from annex I of the standard, AC-42 from clause 7.4.4.
        assert_eq!(read(&bytes("0001 0000001000 0000001100 0101011001 1000011 0000"), 1).as_deref(), Some("01234567"));
        assert_eq!(read(&bytes("0010 000000101 00111001110 11100111001 000010 0000"), 1).as_deref(), Some("AC-42"));
        // Two kanji of clause 7.4.6, with a byte between them.
        let kanji = "1000 00000001 0110110011111 0100 00000001 01000001 1000 00000001 1101010101010 0000";
        assert_eq!(read(&bytes(kanji), 1).as_deref(), Some("点A茗"));
        // ECI 26 is UTF-8, ECI 3 is ISO 8859-1. The two bytes are é in UTF-8.
        assert_eq!(read(&bytes("0111 00011010 0100 00000010 11000011 10101001 0000"), 1).as_deref(), Some("é"));
        assert_eq!(read(&bytes("0111 00000011 0100 00000010 11000011 10101001 0000"), 1).as_deref(), Some("Ã©"));
        // A% with fields (FNC1) and without.
        assert_eq!(read(&bytes("0101 0010 000000010 00111101000 0000"), 1).as_deref(), Some("A\u{1d}"));
        assert_eq!(read(&bytes("0010 000000010 00111101000 0000"), 1).as_deref(), Some("A%"));
        assert_eq!(read(&bytes("0010 000000010 11011010100 0000"), 1).as_deref(), Some("%%"));
        assert_eq!(read(&bytes("0101 0010 000000010 11011010100 0000"), 1).as_deref(), Some("%"));
        // The second of two symbols.
        assert_eq!(read(&bytes("0011 0001 0001 01010101 0100 00000001 01000001"), 1).as_deref(), Some("A"));
        // Counts are wider in larger versions.
        assert_eq!(read(&bytes("0100 0000000000000001 01000001"), 10).as_deref(), Some("A"));
    }

    #[test]
    fn malformed_data_is_rejected() {
        for bits in [
            "0001 0000000001 1111",                 // a digit above nine
            "0010 000000001 111111",                // a character above 44
            "0010 000000010 11111111111",           // two characters above 44
            "0100 00000010 01000001",               // fewer bytes than the count
            "0110 0000",                            // an unknown mode
            "0111 11111111",                        // an unknown character set
            "1000 00000001 1111111111111",          // an unknown kanji
            "0111 00011010 0100 00000001 11111111", // declared as UTF-8, but not UTF-8
        ] {
            assert_eq!(read(&bytes(bits), 1), None, "{bits}");
        }
        assert_eq!(read(&[], 1).as_deref(), Some(""));
    }
}
