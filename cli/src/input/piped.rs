//! What stands on standard input: one image, or lines of text.

use super::lines::Lines;
use starseal_tables::text::{TextKind, TextReader};
use std::io::{self, Chain, Cursor, Read};

/// The beginnings of image files and of documents, each with its place. No line of text has them.
const BEGINNINGS: [(usize, &[u8]); 9] = [
    (0, b"\x89PNG\r\n\x1a\n"),
    (0, b"\xff\xd8\xff"),
    (0, b"RIFF"),
    (0, b"GIF8"),
    (0, b"II*\0"),
    (0, b"MM\0*"),
    (0, b"%PDF-"),
    (0, b"\0\0\0\x0cJXL "),
    // HEIC and AVIF: the length of the first box, and its type.
    (4, b"ftyp"),
];

/// The number of bytes that tell all of them.
const LONGEST: usize = 8;

/// The bytes of standard input from the start.
pub(crate) type Whole<R> = Chain<Cursor<Vec<u8>>, R>;

/// The content of standard input.
pub(crate) enum Piped<R: Read> {
    /// A file that is not text.
    Image(Whole<R>),
    /// Lines of text.
    Lines(Lines<TextReader<Whole<R>>>),
}

/// Tells the content by its first bytes. No more are read than it takes to tell, since lines may be typed.
pub(crate) fn open<R: Read>(mut input: R) -> io::Result<Piped<R>> {
    let mut start = Vec::new();
    let mut block = [0; LONGEST];
    while start.len() < LONGEST && BEGINNINGS.iter().any(|beginning| may_begin(&start, *beginning)) {
        match input.read(block.get_mut(start.len()..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(read) => start.extend(block.iter().skip(start.len()).take(read).copied().collect::<Vec<u8>>()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let is_image =
        BEGINNINGS.iter().any(|(place, bytes)| start.get(*place..).is_some_and(|rest| rest.starts_with(bytes)));
    let whole = Cursor::new(start).chain(input);
    Ok(if is_image { Piped::Image(whole) } else { Piped::Lines(Lines::new(TextReader::new(whole, TextKind::Lines))) })
}

/// Returns whether bytes may be the start of what begins so.
fn may_begin(start: &[u8], (place, bytes): (usize, &[u8])) -> bool {
    // The first box of HEIC and AVIF is shorter than 64 KiB.
    let before = start.iter().take(place.min(2)).all(|byte| *byte == 0);
    let rest = start.get(place..).unwrap_or_default();
    before && bytes.iter().zip(rest).all(|(expected, byte)| expected == byte)
}

#[cfg(test)]
mod tests {
    use super::{Piped, open};
    use std::io::{self, Read};

    /// A reader that returns one byte at a time, and fails at the end as if the next byte were never typed.
    struct Typed<'a>(&'a [u8]);

    impl Read for Typed<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() { Err(io::Error::other("waits")) } else { self.0.read(&mut buffer[..1]) }
        }
    }

    #[test]
    fn images_are_told_from_text() {
        for image in [
            &b"\x89PNG\r\n\x1a\n...."[..],
            b"\xff\xd8\xff\xe0",
            b"RIFF\x10\0\0\0WEBP",
            b"\0\0\0\x18ftypheic",
            b"GIF89a",
            b"%PDF-1.7",
        ] {
            let Piped::Image(mut whole) = open(image).unwrap() else { panic!("{image:?} is an image") };
            let mut bytes = Vec::new();
            whole.read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, image);
        }
        for text in [&b""[..], b"A", b"I2WV8", b"%", b"RI\n", b"\xff\xfeA\0", b"\0A\0B", b"\x89", b"GIF", b"\0\0\0\0"] {
            assert!(matches!(open(text), Ok(Piped::Lines(_))), "{text:?}");
        }
    }

    #[test]
    fn a_line_is_read_before_the_next_one_is_typed() {
        for text in [&b"A\n"[..], b"GTIN\n", b"I2WV8\r", b"R\n12"] {
            let Piped::Lines(mut lines) = open(Typed(text)).unwrap() else { panic!("{text:?} is a line") };
            assert!(lines.next().unwrap().is_ok(), "{text:?}");
        }
    }
}
