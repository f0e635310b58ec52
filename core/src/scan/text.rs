//! From a symbol's modules to its text.
//!
//! `rqrr` takes the segments apart. In which encoding bytes are, symbols hardly ever say: UTF-8 where they are, Shift JIS
//! where they can hardly be anything else, and otherwise ISO 8859-1, the standard's own.

/// JIS X 0208: 94 rows of 94 characters, each two bytes of its Unicode number, 0 where there is none.
static JIS_X_0208: &[u8; 94 * 94 * 2] = include_bytes!("jis_x_0208.bin");

/// The text of a symbol, its modules given row by row; none where its data make no sense.
pub(super) fn read(modules: &[bool], side: usize) -> Option<String> {
    let grid = rqrr::SimpleGrid::from_func(side, |x, y| modules.get(y * side + x).copied().unwrap_or(false));
    let mut bytes = Vec::new();
    rqrr::Grid::new(grid).decode_to(&mut bytes).ok()?;
    Some(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bytes = error.as_bytes();
            shift_jis(bytes).unwrap_or_else(|| bytes.iter().map(|byte| char::from(*byte)).collect())
        }
    })
}

/// Bytes as Shift JIS; none where they are not, or might as well be letters of a western language.
fn shift_jis(bytes: &[u8]) -> Option<String> {
    let has_controls = bytes.iter().any(|byte| (0x80..0xa0).contains(byte));
    let has_pairs = bytes.windows(2).any(|pair| pair.iter().all(|byte| *byte >= 0x80));
    if !has_controls && !has_pairs {
        return None;
    }
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
    use super::shift_jis;

    #[test]
    fn shift_jis_is_told_from_western_letters() {
        let hex = |hex: &str| -> Vec<u8> { crate::common::from_hex(hex) };
        // "今度" and half-width "ﾃﾞ"; a character of the second row of its first byte.
        assert_eq!(shift_jis(&hex("8da1937841")).as_deref(), Some("今度A"));
        assert_eq!(shift_jis(&hex("2ac3de")).as_deref(), Some("*ﾃﾞ"));
        assert_eq!(shift_jis(&hex("8de3")).as_deref(), Some("阪"));
        // "café", and what ends within a character, has no such character, or cannot begin one.
        for other in ["636166e9", "8d", "8da18d", "817f", "85a1", "fea1", "8130"] {
            assert_eq!(shift_jis(&hex(other)), None, "{other}");
        }
    }
}
