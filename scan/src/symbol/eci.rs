//! The encodings that symbols declare: the ECI numbers of AIM (Extended Channel Interpretations), as ISO/IEC 18004 uses
//! them.
//!
//! Every build decodes ASCII, ISO 8859-1, code pages 437 and 932, UTF-8, UTF-16 and UTF-32. Those of the WHATWG
//! Encoding Standard (`whatwg`) depend on the build.

use super::{cp932, whatwg};

/// A character set with an ECI number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Eci {
    Ascii,
    Latin1,
    Cp437,
    Cp932,
    Utf8,
    Utf16(Order),
    Utf32(Order),
    /// Bytes that are no text.
    Binary,
    /// An encoding of the WHATWG Encoding Standard, by its name there.
    Whatwg(&'static str),
}

/// The order of the bytes in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    BigEndian,
    LittleEndian,
}

impl Eci {
    /// Returns the character set with an ECI number; `None` if it is not known.
    pub(super) fn of(number: u32) -> Option<Self> {
        Some(match number {
            0 | 2 => Eci::Cp437,
            1 | 3 => Eci::Latin1,
            20 => Eci::Cp932,
            25 => Eci::Utf16(Order::BigEndian),
            26 => Eci::Utf8,
            // The invariant characters of ISO 646 are a part of ASCII.
            27 | 170 => Eci::Ascii,
            33 => Eci::Utf16(Order::LittleEndian),
            34 => Eci::Utf32(Order::BigEndian),
            35 => Eci::Utf32(Order::LittleEndian),
            899 => Eci::Binary,
            _ => return whatwg::name(number).map(Eci::Whatwg),
        })
    }

    /// Decodes bytes. `None` if they are not valid.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Eci::Ascii => utf8(bytes).filter(|text| text.is_ascii()),
            Eci::Latin1 => Some(bytes.iter().copied().map(char::from).collect()),
            Eci::Cp437 => Some(bytes.iter().copied().map(cp437).collect()),
            Eci::Cp932 => cp932::decode(bytes),
            Eci::Utf8 => utf8(bytes),
            Eci::Utf16(order) => utf16(bytes, order),
            Eci::Utf32(order) => utf32(bytes, order),
            Eci::Binary => None,
            Eci::Whatwg(name) => whatwg::decode(name, bytes),
        }
    }
}

pub(super) fn utf8(bytes: &[u8]) -> Option<String> {
    core::str::from_utf8(bytes).ok().map(String::from)
}

/// The upper half of code page 437, the character set of the IBM PC.
const CP437: &str = "\
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

fn cp437(byte: u8) -> char {
    let upper = byte.checked_sub(0x80).and_then(|at| CP437.chars().nth(at.into()));
    upper.unwrap_or(char::from(byte))
}

/// Decodes UTF-16. A byte order mark at the start is left out; one of the other order shows that the declaration is
/// wrong.
fn utf16(bytes: &[u8], order: Order) -> Option<String> {
    let (pairs, []) = bytes.as_chunks::<2>() else { return None };
    let units = pairs.iter().map(|pair| match order {
        Order::BigEndian => u16::from_be_bytes(*pair),
        Order::LittleEndian => u16::from_le_bytes(*pair),
    });
    without_mark(char::decode_utf16(units).collect::<Result<_, _>>().ok()?)
}

fn utf32(bytes: &[u8], order: Order) -> Option<String> {
    let (fours, []) = bytes.as_chunks::<4>() else { return None };
    let numbers = fours.iter().map(|four| match order {
        Order::BigEndian => u32::from_be_bytes(*four),
        Order::LittleEndian => u32::from_le_bytes(*four),
    });
    without_mark(numbers.map(char::from_u32).collect::<Option<_>>()?)
}

fn without_mark(text: String) -> Option<String> {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => Some(rest.to_owned()),
        None => (!text.starts_with('\u{fffe}')).then_some(text),
    }
}

#[cfg(test)]
mod tests {
    use super::Eci;
    use crate::common::from_hex;

    fn decode(number: u32, hex: &str) -> Option<String> {
        Eci::of(number).and_then(|eci| eci.decode(&from_hex(hex)))
    }

    #[test]
    fn every_build_decodes_these() {
        for (number, hex, text) in [
            (0, "8199e1fb", "üÖß√"),
            (2, "9cfeff", "£■\u{a0}"),
            (1, "e9", "é"),
            (3, "e9", "é"),
            (20, "878a8160", "㈱～"),
            (25, "00413042d83dde00", "Aあ😀"),
            (25, "feff0041", "A"),
            (26, "c3a9", "é"),
            (27, "41", "A"),
            (33, "41004230", "Aあ"),
            (34, "0000004100003042", "Aあ"),
            (35, "4100000042300000", "Aあ"),
            (170, "41", "A"),
        ] {
            assert_eq!(decode(number, hex).as_deref(), Some(text), "ECI {number}");
        }
    }

    #[test]
    fn bytes_that_are_not_valid_have_no_text() {
        for (number, hex) in [
            (25, "00"),       // half a unit
            (25, "d83d"),     // half of a pair
            (25, "fffe4100"), // the mark of the other order
            (26, "e9"),       // a start without an end
            (27, "e9"),       // not ASCII
            (33, "feff0041"), // the mark of the other order
            (34, "0000d83d"), // a surrogate
            (34, "00110000"), // above Unicode
            (35, "410000"),   // three quarters of a unit
            (170, "80"),      // not ASCII
            (899, "41"),      // binary data
        ] {
            assert!(Eci::of(number).is_some());
            assert_eq!(decode(number, hex), None, "ECI {number}");
        }
    }

    #[cfg(feature = "encodings")]
    #[test]
    fn every_number_of_the_list_is_decoded() {
        for (number, hex, text) in [
            (4, "b1e6ea", "ąćę"),
            (5, "a1b1", "Ħħ"),
            (6, "b1e0", "ąā"),
            (7, "bfe0d8d2d5e2", "Привет"),
            (8, "c7e4", "ال"),
            (9, "e3e5e9", "γει"),
            (10, "f9ece5ed", "שלום"),
            (11, "fdfe", "ış"),
            (12, "b1bf", "ąŋ"),
            (13, "a1d2", "กา"),
            (15, "e0e6", "ąę"),
            (16, "d0f0", "Ŵŵ"),
            (17, "a4", "€"),
            (18, "a2fe", "ąț"),
            (21, "8a9c", "Šś"),
            (22, "cff0e8e2e5f2", "Привет"),
            (23, "8093", "€“"),
            (24, "d3e1", "سل"),
            (28, "a4a4a4e5", "中文"),
            (29, "d6d0cec4", "中文"),
            (30, "c7d1b1db", "한글"),
            (31, "d6d0cec4", "中文"),
            (32, "9439da33", "💩"),
        ] {
            assert_eq!(decode(number, hex).as_deref(), Some(text), "ECI {number}");
        }
        // The list has no other character sets.
        let known: Vec<u32> = (0..1000).filter(|number| Eci::of(*number).is_some()).collect();
        let listed = (0..=35).filter(|number| ![14, 19].contains(number)).chain([170, 899]);
        assert_eq!(known, listed.collect::<Vec<_>>());
    }

    #[cfg(not(feature = "encodings"))]
    #[test]
    fn other_numbers_are_not_known() {
        let known: Vec<u32> = (0..1000).filter(|number| Eci::of(*number).is_some()).collect();
        assert_eq!(known, [0, 1, 2, 3, 20, 25, 26, 27, 33, 34, 35, 170, 899]);
    }
}
