//! The structure of JPEG files (ITU-T T.81), as far as decoders do not report it.

/// Returns whether bytes are a JPEG whose frame is progressive (ITU-T T.81, SOF2 and its siblings).
pub(super) fn is_progressive(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\xff\xd8") else { return false };
    loop {
        match rest {
            // Fill bytes before a marker.
            [0xff, 0xff, ..] => rest = &rest[1..],
            [0xff, 0xc2 | 0xc6 | 0xca | 0xce, ..] => return true,
            // Another frame, or the start of a scan.
            [0xff, 0xc0 | 0xc1 | 0xc3 | 0xda, ..] => return false,
            [0xff, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = rest.get(2 + length..).unwrap_or_default();
            }
            // Bytes between segments, which decoders pass over.
            [_, _, ..] => rest = &rest[1..],
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_progressive;

    #[test]
    fn progressive_jpegs_are_recognized_by_their_frame() {
        let (start, comment) = (b"\xff\xd8", b"\xff\xfe\x00\x04\xff\xc2");
        for (frame, expected) in [(0xc0, false), (0xc1, false), (0xc2, true), (0xda, false)] {
            let jpeg = [&start[..], &comment[..], &[0xff, 0xff, frame, 0, 17]].concat();
            assert_eq!(is_progressive(&jpeg), expected, "{frame:x}");
        }
        assert!(!is_progressive(b"\xff\xd8\xff") && !is_progressive(b"\x89PNG\xff\xc2"));
    }
}
