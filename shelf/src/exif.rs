//! The time at which a camera says that it took a picture (EXIF 2.32, in JPEG).

/// The tag of the entry that points to the entries of the picture.
const EXIF_ENTRIES: u16 = 0x8769;

/// The tags of the times: when the picture was taken, and when the file was changed.
const TIMES: [u16; 2] = [0x9003, 0x0132];

/// Returns the time from the start of a JPEG file, `YYYY-MM-DD HH:MM:SS` in the time zone of the camera; none if the
/// file does not state it. Nobody vouches for it.
#[must_use]
pub fn taken_at(jpeg: &[u8]) -> Option<String> {
    let mut rest = jpeg.strip_prefix(b"\xff\xd8")?;
    // Segments follow each other up to the picture: a marker, and the length with its own two bytes.
    while let [0xff, marker, high, low, ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let segment = rest.get(4..2 + length)?;
        match (marker, segment.strip_prefix(b"Exif\0\0")) {
            (0xe1, Some(tiff)) => return Tiff::new(tiff)?.time(),
            (0xda, _) => return None,
            _ => rest = rest.get(2 + length..)?,
        }
    }
    None
}

/// The entries of a TIFF file, which EXIF uses.
struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

impl<'a> Tiff<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        match bytes.get(..4)? {
            b"II*\0" => Some(Tiff { bytes, is_little: true }),
            b"MM\0*" => Some(Tiff { bytes, is_little: false }),
            _ => None,
        }
    }

    fn time(&self) -> Option<String> {
        let first = self.u32(4)?;
        let of_picture = self.entry(first, EXIF_ENTRIES).and_then(|at| self.u32(at + 8));
        let places = [of_picture.map(|entries| (entries, TIMES[0])), Some((first, TIMES[1]))];
        places.into_iter().flatten().find_map(|(entries, tag)| self.text(self.entry(entries, tag)?))
    }

    /// Returns the place of the entry with a tag.
    fn entry(&self, entries: usize, tag: u16) -> Option<usize> {
        let count = usize::from(self.u16(entries)?);
        (0..count).map(|at| entries + 2 + 12 * at).find(|at| self.u16(*at) == Some(tag))
    }

    /// Returns the time in an entry: 19 letters and a zero byte, elsewhere in the file.
    fn text(&self, entry: usize) -> Option<String> {
        let start = self.u32(entry + 8)?;
        let text = str::from_utf8(self.bytes.get(start..start.checked_add(19)?)?).ok()?;
        let is_time = text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 | 13 | 16 => byte == b':',
            10 => byte == b' ',
            _ => byte.is_ascii_digit(),
        });
        let (day, time) = text.split_once(' ')?;
        is_time.then(|| format!("{} {time}", day.replace(':', "-")))
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..)?.first_chunk::<2>()?;
        Some(if self.is_little { u16::from_le_bytes(*bytes) } else { u16::from_be_bytes(*bytes) })
    }

    fn u32(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..)?.first_chunk::<4>()?;
        let number = if self.is_little { u32::from_le_bytes(*bytes) } else { u32::from_be_bytes(*bytes) };
        usize::try_from(number).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::taken_at;

    /// Returns the start of a JPEG file with the time of a camera.
    fn jpeg(time: &str, is_little: bool) -> Vec<u8> {
        let u16 = |number: u16| if is_little { number.to_le_bytes() } else { number.to_be_bytes() };
        let u32 = |number: u32| if is_little { number.to_le_bytes() } else { number.to_be_bytes() };
        let mut tiff = if is_little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
        tiff.extend(u32(8));
        tiff.extend([&u16(1)[..], &u16(0x8769), &u16(4), &u32(1), &u32(26), &u32(0)].concat());
        tiff.extend([&u16(1)[..], &u16(0x9003), &u16(2), &u32(20), &u32(44), &u32(0)].concat());
        tiff.extend(time.bytes().chain([0]));
        let length = u16::try_from(2 + 6 + tiff.len()).unwrap().to_be_bytes();
        [b"\xff\xd8\xff\xe0\x00\x04ab\xff\xe1", &length[..], b"Exif\0\0", &tiff, b"\xff\xda\0\x02"].concat()
    }

    #[test]
    fn the_time_of_a_camera_is_read() {
        for is_little in [true, false] {
            let time = taken_at(&jpeg("2026:10:31 18:05:09", is_little));
            assert_eq!(time.as_deref(), Some("2026-10-31 18:05:09"));
        }
        let good = jpeg("2026:10:31 18:05:09", true);
        for end in 0..good.len() - 5 {
            assert_eq!(taken_at(&good[..end]), None, "{end}");
        }
        for bytes in [&b""[..], b"\x89PNG", b"\xff\xd8\xff\xda", &jpeg("yesterday at six ..", true)] {
            assert_eq!(taken_at(bytes), None);
        }
    }
}
