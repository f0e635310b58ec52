//! Decodes a symbol's data to its content (ISO/IEC 18004, clause 7.4).
//!
//! Libraries that read segments take a whole symbol and correct its errors again, which takes half of the time of a
//! camera frame.

use super::text::{Encoding, Fault, decode};
use crate::result::{Content, NoText};

/// The characters of the alphanumeric mode, by number.
const ALPHANUMERIC: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// The separator between fields of industry standards (FNC1).
const SEPARATOR: u8 = 0x1d;

/// The number of bits of a character count in versions 1 to 9, 10 to 26, and above.
const COUNT_BITS: [(u32, [usize; 3]); 4] =
    [(0b0001, [10, 12, 14]), (0b0010, [9, 11, 13]), (0b0100, [8, 16, 16]), (0b1000, [8, 10, 12])];

/// Returns the content of the data codewords of a symbol. `None` if they are not well-formed.
pub(crate) fn read(data: &[u8], version: usize) -> Option<Content> {
    let mut bits = Bits { data, at: 0 };
    let mut pieces: Vec<(Encoding, Vec<u8>)> = Vec::new();
    let (mut encoding, mut has_fields, mut part) = (Encoding::Undeclared, false, None);
    while bits.left() >= 4 {
        let mode = bits.take(4)?;
        match mode {
            0b0000 => break,
            0b0011 => part = bits.part()?,
            0b0101 => has_fields = true,
            // FNC1 in second position: the application identifier of AIM is a part of the text.
            0b1001 => {
                add(&mut pieces, encoding, bits.application()?);
                has_fields = true;
            }
            0b0111 => encoding = Encoding::Declared(bits.take_designator()?),
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
                    _ => (Encoding::Kanji, bits.kanji(count)?),
                };
                add(&mut pieces, of_piece, bytes);
            }
        }
    }
    // A character may begin in one part and end in the next.
    let text = match part {
        Some(part) => Err(part),
        None => decode(&pieces).map_err(|fault| match fault {
            Fault::UnknownEci(eci) => NoText::UnknownEci { eci },
            Fault::NotText => NoText::NotText,
        }),
    };
    let bytes = || pieces.iter().flat_map(|(_, bytes)| bytes).copied().collect();
    Some(text.map_or_else(|reason| Content::Bytes(reason, bytes()), Content::Text))
}

/// Adds bytes to the last piece if it has the same encoding, since a character may be spread over segments.
fn add(pieces: &mut Vec<(Encoding, Vec<u8>)>, encoding: Encoding, bytes: Vec<u8>) {
    match pieces.last_mut().filter(|(last, _)| *last == encoding) {
        Some((_, last)) => last.extend(bytes),
        None => pieces.push((encoding, bytes)),
    }
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

    /// Returns the place of this symbol in a text that is spread over several symbols (structured append): its number
    /// and the number of symbols, each less one, and the parity of the whole text. A text in one symbol is whole.
    fn part(&mut self) -> Option<Option<NoText>> {
        let [number, of] = [self.take(4)? as u8 + 1, self.take(4)? as u8 + 1];
        let parity = self.take(8)? as u8;
        (number <= of).then_some((of > 1).then_some(NoText::Part { number, of, parity }))
    }

    /// Returns the application identifier of AIM: two digits, or a letter, whose number is 100 above its ASCII code.
    fn application(&mut self) -> Option<Vec<u8>> {
        let code = self.take(8)? as u8;
        let letter = code.checked_sub(100);
        match letter {
            None => Some(vec![b'0' + code / 10, b'0' + code % 10]),
            Some(letter) => letter.is_ascii_alphabetic().then(|| vec![letter]),
        }
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
    use crate::result::{Content, NoText};

    /// Parses bits written as text and fills them up to whole bytes. Spaces are for readability.
    fn bytes(bits: &str) -> Vec<u8> {
        let bits: Vec<u8> = bits.bytes().filter(|bit| *bit != b' ').map(|bit| bit - b'0').collect();
        bits.chunks(8).map(|eight| eight.iter().enumerate().map(|(at, bit)| bit << (7 - at)).sum()).collect()
    }

    #[track_caller]
    fn check(bits: &str, version: usize, text: &str) {
        assert_eq!(read(&bytes(bits), version), Some(Content::Text(text.to_owned())), "{bits}");
    }

    #[test]
    fn every_mode_is_read() {
        // 01234567 is from annex I of the standard, AC-42 from clause 7.4.4.
        check("0001 0000001000 0000001100 0101011001 1000011 0000", 1, "01234567");
        check("0010 000000101 00111001110 11100111001 000010 0000", 1, "AC-42");
        // Two kanji of clause 7.4.6, with a byte between them.
        check("1000 00000001 0110110011111 0100 00000001 01000001 1000 00000001 1101010101010 0000", 1, "点A茗");
        // ㈱ of NEC, 0x878A.
        check("1000 00000001 0010011001010 0000", 1, "㈱");
        // ECI 26 is UTF-8, ECI 3 is ISO 8859-1. The two bytes are é in UTF-8.
        check("0111 00011010 0100 00000010 11000011 10101001 0000", 1, "é");
        check("0111 00000011 0100 00000010 11000011 10101001 0000", 1, "Ã©");
        // One character of UTF-8 in two segments.
        check("0111 00011010 0100 00000001 11000011 0100 00000001 10101001 0000", 1, "é");
        // Counts are wider in larger versions.
        check("0100 0000000000000001 01000001", 10, "A");
        assert_eq!(read(&[], 1), Some(Content::Text(String::new())));
    }

    #[test]
    fn fields_are_separated() {
        // A% with fields (FNC1 in first position) and without.
        check("0101 0010 000000010 00111101000 0000", 1, "A\u{1d}");
        check("0010 000000010 00111101000 0000", 1, "A%");
        check("0010 000000010 11011010100 0000", 1, "%%");
        check("0101 0010 000000010 11011010100 0000", 1, "%");
        // FNC1 in second position, with the application 37, then with the applications a and Z, then with 07.
        check("1001 00100101 0010 000000010 00111101000 0000", 1, "37A\u{1d}");
        check("1001 11000101 0100 00000001 01000001 0000", 1, "aA");
        check("1001 10111110 0100 00000001 01000001 0000", 1, "ZA");
        check("1001 00000111 0000", 1, "07");
    }

    #[test]
    fn symbols_without_a_text_say_why() {
        let check = |bits: &str, reason: NoText, content: &[u8]| {
            assert_eq!(read(&bytes(bits), 1), Some(Content::Bytes(reason, content.to_vec())), "{bits}");
        };
        // The second of two symbols, and the first of sixteen, which begins with half of a character.
        let part = |number, of| NoText::Part { number, of, parity: 0x55 };
        check("0011 0001 0001 01010101 0100 00000001 01000001", part(2, 2), b"A");
        check("0011 0000 1111 01010101 0100 00000001 11000011", part(1, 16), b"\xc3");
        // An unknown ECI of one, two and three bytes.
        check("0111 00010011 0100 00000001 01000001", NoText::UnknownEci { eci: 19 }, b"A");
        check("0111 10000011 11100111 0100 00000001 01000001", NoText::UnknownEci { eci: 999 }, b"A");
        check("0111 11001111 01000010 00111111 0100 00000001 01000001", NoText::UnknownEci { eci: 999_999 }, b"A");
        // Declared as UTF-8, but not UTF-8; declared as binary data; a kanji that is not assigned; not declared.
        check("0111 00011010 0100 00000001 11111111", NoText::NotText, b"\xff");
        check("0111 10000011 10000011 0100 00000001 01000001", NoText::NotText, b"A");
        check("1000 00000001 1111111111111", NoText::NotText, b"\xeb\xbf");
        check("0100 00000001 11101001", NoText::NotText, b"\xe9");
    }

    #[test]
    fn the_only_part_of_a_text_is_the_text() {
        check("0011 0000 0000 01010101 0100 00000001 01000001", 1, "A");
    }

    #[test]
    fn malformed_data_is_rejected() {
        for bits in [
            "0001 0000000001 1111",                           // a digit above nine
            "0010 000000001 111111",                          // a character above 44
            "0010 000000010 11111111111",                     // two characters above 44
            "0100 00000010 01000001",                         // fewer bytes than the count
            "0110 0000",                                      // an unknown mode
            "0111 11111111",                                  // a number of no character set
            "1001 11111111 0100 00000001 01000001",           // an application that is neither digits nor a letter
            "1001 10100100 0100 00000001 01000001",           // the same, between digits and letters
            "0011 0010 0001 01010101 0100 00000001 01000001", // the third of two symbols
        ] {
            assert_eq!(read(&bytes(bits), 1), None, "{bits}");
        }
    }
}
