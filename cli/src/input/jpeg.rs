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

/// Returns whether bytes are a JPEG without its end. Decoders fill the missing part with grey and report nothing.
pub(super) fn is_open_ended(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\xff\xd8") else { return false };
    loop {
        match rest {
            [0xff, 0xd9, ..] => return false,
            // A byte of 0xff in the data of a scan, a fill byte, or a marker that has no segment.
            [0xff, 0x00 | 0x01 | 0xd0..=0xd8, ..] => rest = rest.get(2..).unwrap_or_default(),
            [0xff, 0xff, ..] => rest = rest.get(1..).unwrap_or_default(),
            [0xff, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = rest.get(2 + length..).unwrap_or_default();
            }
            // The data of a scan, up to the next byte that may start a marker.
            [first, ..] => {
                let skipped = usize::from(*first == 0xff);
                let Some(next) = rest.iter().skip(skipped).position(|byte| *byte == 0xff) else { return true };
                rest = rest.get(skipped + next..).unwrap_or_default();
            }
            [] => return true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_open_ended, is_progressive};

    #[test]
    fn progressive_jpegs_are_recognized_by_their_frame() {
        let (start, comment) = (b"\xff\xd8", b"\xff\xfe\x00\x04\xff\xc2");
        for (frame, expected) in [(0xc0, false), (0xc1, false), (0xc2, true), (0xda, false)] {
            let jpeg = [&start[..], &comment[..], &[0xff, 0xff, frame, 0, 17]].concat();
            assert_eq!(is_progressive(&jpeg), expected, "{frame:x}");
        }
        assert!(!is_progressive(b"\xff\xd8\xff") && !is_progressive(b"\x89PNG\xff\xc2"));
    }

    #[test]
    fn a_jpeg_ends_with_its_marker_wherever_its_segments_and_data_end() {
        let whole = b"\xff\xd8\xff\xfe\x00\x04\xff\xd9\xff\xda\x00\x02data\xff\x00\xff\xd0more\xff\xd9";
        assert!(!is_open_ended(whole), "markers in a comment and in data are not the end");
        for length in 2..whole.len() {
            assert!(is_open_ended(&whole[..length]), "{length} bytes");
        }
        assert!(!is_open_ended(&[&whole[..], b"an appended video\xff"].concat()));
        assert!(!is_open_ended(b"\x89PNG"), "other files are not judged");
    }
}
