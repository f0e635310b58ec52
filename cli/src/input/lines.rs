//! A reader of lines of limited length. It returns each line as soon as it is complete, so that a scan is answered at
//! once.

use std::io::{self, BufRead};

/// The maximum number of bytes kept of a line, which is longer than any carrier. The rest is skipped.
pub(crate) const MAX_LINE_BYTES: usize = 8 * 1024;

/// A line without its line end, and its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The number of the line, counted from 1, including empty lines.
    pub(crate) number: u64,
    /// The bytes without white space at both ends; of a longer line, the first [`MAX_LINE_BYTES`].
    pub(crate) bytes: Vec<u8>,
    /// Whether the line was longer than that.
    pub(crate) is_cut: bool,
}

/// An iterator over the lines that are not blank.
pub(crate) struct Lines<R> {
    input: R,
    number: u64,
    /// Whether the line before ended with CR, so that an LF at the start of this one is a part of its end.
    is_after_cr: bool,
}

impl<R: BufRead> Lines<R> {
    /// Makes a reader of lines from `input`.
    pub(crate) fn new(input: R) -> Self {
        Lines { input, number: 0, is_after_cr: false }
    }

    /// Reads one line, blank or not. Returns none at the end.
    fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let mut is_cut = false;
        let mut is_any = false;
        loop {
            let buffer = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            if buffer.is_empty() {
                break;
            }
            if std::mem::take(&mut self.is_after_cr) && buffer.starts_with(b"\n") {
                self.input.consume(1);
                continue;
            }
            is_any = true;
            let (part, is_end) = match buffer.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
                Some(end) => (&buffer[..end], true),
                None => (buffer, false),
            };
            self.is_after_cr = is_end && buffer.get(part.len()) == Some(&b'\r');
            let kept = part.len().min(MAX_LINE_BYTES - bytes.len());
            bytes.extend_from_slice(&part[..kept]);
            is_cut |= kept < part.len();
            let read = part.len() + usize::from(is_end);
            self.input.consume(read);
            if is_end {
                break;
            }
        }
        if !is_any {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some(Line { number: self.number, bytes: bytes.trim_ascii().to_vec(), is_cut }))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.next_line().transpose()? {
                Ok(line) if line.bytes.is_empty() && !line.is_cut => {}
                other => return Some(other),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, MAX_LINE_BYTES};
    use std::io::{BufReader, Read};

    fn read(text: &[u8]) -> Vec<(u64, Vec<u8>, bool)> {
        let lines = Lines::new(BufReader::with_capacity(7, text));
        lines.map(|line| line.unwrap()).map(|line| (line.number, line.bytes, line.is_cut)).collect()
    }

    #[test]
    fn lines_are_numbered_and_blank_lines_are_skipped() {
        let lines = read(b"one\r\n\n  \t\n two \nthree");
        let expected = [(1, b"one".to_vec(), false), (4, b"two".to_vec(), false), (5, b"three".to_vec(), false)];
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_end_with_cr_or_lf_or_both() {
        let lines = read(b"one\rtwo\r\nthree\nfour\r\rsix678\r\n\r\neight\n\rten");
        let numbered: Vec<(u64, &[u8])> = lines.iter().map(|(number, bytes, _)| (*number, bytes.as_slice())).collect();
        let expected: [(u64, &[u8]); 7] =
            [(1, b"one"), (2, b"two"), (3, b"three"), (4, b"four"), (6, b"six678"), (8, b"eight"), (10, b"ten")];
        assert_eq!(numbered, expected);
    }

    #[test]
    fn a_long_line_is_cut_and_the_next_one_is_complete() {
        let text = [vec![b'x'; 3 * MAX_LINE_BYTES], b"\nnext\n".to_vec()].concat();
        let lines = read(&text);
        assert_eq!((lines[0].1.len(), lines[0].2), (MAX_LINE_BYTES, true));
        assert_eq!(lines[1], (2, b"next".to_vec(), false));
    }

    #[test]
    fn memory_does_not_grow_with_the_length_of_a_line() {
        let endless = std::io::repeat(b'x').take(64 * 1024 * 1024);
        let line = Lines::new(BufReader::new(endless)).next().unwrap().unwrap();
        assert!(line.is_cut && line.bytes.capacity() <= 2 * MAX_LINE_BYTES);
    }
}
