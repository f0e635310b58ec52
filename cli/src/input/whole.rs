//! Whether an image file is complete, by its own marks. Decoders fill what is missing without a word, or say only that
//! the bytes end.

/// Returns whether the end of a PNG, JPEG or WebP file is missing.
pub(super) fn is_cut(bytes: &[u8]) -> bool {
    match bytes {
        [0xff, 0xd8, ..] => !has_end_of_jpeg(bytes),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', chunks @ ..] => !has_end_of_png(chunks),
        [b'R', b'I', b'F', b'F', a, b, c, d, content @ ..] if content.starts_with(b"WEBP") => {
            usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).is_ok_and(|length| content.len() < length)
        }
        _ => false,
    }
}

/// Returns whether the chunks of a PNG file go on to the last one (ISO/IEC 15948 section 5).
fn has_end_of_png(mut chunks: &[u8]) -> bool {
    while let [a, b, c, d, kind @ ..] = chunks {
        if kind.starts_with(b"IEND") {
            return true;
        }
        // The name, the content and a check value.
        let length =
            usize::try_from(u32::from_be_bytes([*a, *b, *c, *d])).ok().and_then(|length| length.checked_add(8));
        let Some(rest) = length.and_then(|length| kind.get(length..)) else { return false };
        chunks = rest;
    }
    false
}

/// A marker of a JPEG file (ITU-T T.81 annex B), and what follows it.
struct Marker<'a> {
    code: u8,
    rest: &'a [u8],
}

/// Returns the next marker that is not a part of the image data.
fn next_marker(bytes: &[u8]) -> Option<Marker<'_>> {
    let mut rest = bytes;
    loop {
        let at = rest.iter().position(|byte| *byte == 0xff)?;
        rest = rest.get(at + 1..)?;
        match rest.first()? {
            // A stuffed byte, and the restarts within the data.
            0x00 | 0xd0..=0xd7 => {}
            // Fill bytes.
            0xff => {}
            code => return Some(Marker { code: *code, rest: rest.get(1..)? }),
        }
    }
}

/// Returns what follows a segment with a length.
fn after_segment(rest: &[u8]) -> Option<&[u8]> {
    let length = u16::from_be_bytes(*rest.first_chunk()?);
    rest.get(usize::from(length)..)
}

fn has_end_of_jpeg(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let Some(marker) = next_marker(rest) {
        match marker.code {
            0xd9 => return true,
            // Markers without a segment.
            0x01 | 0xd8 => rest = marker.rest,
            _ => match after_segment(marker.rest) {
                Some(after) => rest = after,
                None => return false,
            },
        }
    }
    false
}

/// Returns the number of bits of each sample of a JPEG file, as its frame states it.
pub(super) fn bits_of_jpeg(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let marker = next_marker(rest)?;
        match marker.code {
            0xc4 | 0xc8 | 0xcc => {}
            0xc0..=0xcf => return marker.rest.get(2).copied(),
            0xd9 | 0xda => return None,
            _ => {}
        }
        rest = after_segment(marker.rest)?;
    }
}

#[cfg(test)]
mod tests {
    use super::{bits_of_jpeg, is_cut};
    use image::{DynamicImage, GrayImage, ImageFormat};
    use std::io::Cursor;

    #[test]
    fn the_end_of_each_format_is_found() {
        let noise = GrayImage::from_fn(60, 40, |x, y| image::Luma([(x * 31 + y * 57 + x * y) as u8]));
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let mut file = Vec::new();
            DynamicImage::ImageRgb8(DynamicImage::ImageLuma8(noise.clone()).to_rgb8())
                .write_to(&mut Cursor::new(&mut file), format)
                .unwrap();
            assert!(!is_cut(&file), "{format:?}");
            // Programs append data of their own.
            assert!(!is_cut(&[&file[..], b"appended"].concat()), "{format:?}");
            for missing in [1, 2, file.len() / 10, file.len() / 2] {
                // The last bytes of a PNG are the check value of an empty chunk, without which it is complete.
                let is_check_value = format == ImageFormat::Png && missing <= 4;
                assert_eq!(is_cut(&file[..file.len() - missing]), !is_check_value, "{format:?} without {missing}");
            }
        }
        assert!(!is_cut(b"") && !is_cut(b"GIF89a"));
    }

    #[test]
    fn a_thumbnail_within_a_photograph_is_not_its_end() {
        let thumbnail = [0xff, 0xe1, 0x00, 0x06, 0xff, 0xd8, 0xff, 0xd9];
        let scan = [0xff, 0xda, 0x00, 0x02, 1, 0xff, 0x00, 2, 0xff, 0xd0, 3];
        let cut = [&[0xff, 0xd8][..], &thumbnail, &scan].concat();
        assert!(is_cut(&cut));
        assert!(!is_cut(&[&cut[..], &[0xff, 0xd9]].concat()));
    }

    #[test]
    fn the_frame_states_the_bits() {
        let jpeg = |bits| [0xff, 0xd8, 0xff, 0xfe, 0, 3, 0, 0xff, 0xc1, 0, 11, bits, 0, 8, 0, 8, 1, 1, 0x11, 0];
        assert_eq!((bits_of_jpeg(&jpeg(12)), bits_of_jpeg(&jpeg(8))), (Some(12), Some(8)));
        assert_eq!((bits_of_jpeg(b"\xff\xd8\xff"), bits_of_jpeg(b"PNG")), (None, None));
    }
}
