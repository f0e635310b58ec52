//! Decodes code page 932, which is what Shift JIS means in practice: the Shift_JIS of the WHATWG Encoding Standard,
//! with the characters that NEC (①, ㈱) and IBM (髙) added to JIS X 0208.
//!
//! The table is part of every build but that for browsers, which have one, so that all of them read the same text.

use super::whatwg;

/// The rows of 94 characters: rows 1 to 94, and rows 115 to 120, which are the additions of IBM. Each character is the
/// two bytes of its Unicode number, or 0 if there is none. The table is made from the index of the WHATWG Encoding
/// Standard by examples/cp932.rs (`cargo xtask cp932`).
static TABLE: &[u8; 100 * 94 * 2] = include_bytes!("cp932.bin");

/// Decodes bytes. `None` if they are not valid. Characters that users define become characters of private use.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    if whatwg::IN_BROWSER {
        // The standard lets the byte 0x80 pass as a control character. It is in no text.
        return whatwg::decode("shift_jis", bytes).filter(|text| !text.contains('\u{80}'));
    }
    let mut text = String::new();
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        text.push(match byte {
            0..=0x7f => char::from(byte),
            0xa1..=0xdf => char::from_u32(0xff61 + u32::from(byte - 0xa1))?,
            0x81..=0x9f | 0xe0..=0xfc => double(byte, bytes.next()?)?,
            _ => return None,
        });
    }
    Some(text)
}

/// Returns a character of two bytes. Each first byte covers two rows of 94.
fn double(first: u8, second: u8) -> Option<char> {
    let column = usize::from(match second {
        0x40..=0x7e => second - 0x40,
        0x80..=0xfc => second - 0x41,
        _ => return None,
    });
    let row = 2 * usize::from(match first {
        0x81..=0x9f => first - 0x81,
        0xe0..=0xef => first - 0xc1,
        // These characters have no meaning of their own.
        0xf0..=0xf9 => return char::from_u32(0xe000 + 188 * u32::from(first - 0xf0) + column as u32),
        _ => first - 0xcb,
    });
    let place = (row * 94 + column) * 2;
    let unicode = u16::from_be_bytes(TABLE.get(place..place + 2)?.try_into().ok()?);
    if unicode == 0 { None } else { char::from_u32(u32::from(unicode)) }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn every_sequence_agrees_with_another_library() {
        let theirs = |bytes: &[u8]| {
            let text = encoding_rs::SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)?;
            // They let the byte 0x80 pass as a control character. Ours refuses it, as it is in no text.
            (!text.contains('\u{80}')).then(|| text.into_owned())
        };
        let mut characters = 0;
        for first in 0..=u8::MAX {
            assert_eq!(decode(&[first]), theirs(&[first]), "{first:02x}");
            for second in 0..=u8::MAX {
                let ours = decode(&[first, second]);
                characters += u32::from(ours.as_ref().is_some_and(|text| text.chars().count() == 1));
                assert_eq!(ours, theirs(&[first, second]), "{first:02x}{second:02x}");
            }
        }
        // 6,879 of JIS X 0208, 83 of NEC, 374 of IBM as NEC placed them and 388 as IBM did, 1,880 of users.
        assert_eq!(characters, 6879 + 83 + 374 + 388 + 1880);
    }
}
