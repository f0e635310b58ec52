//! A reader between a CSV file and its parser, which normalises line ends and limits the length of a row.

use std::io::{self, Read};

/// The error for a row above the limit, wrapped in an I/O error.
#[derive(Debug, thiserror::Error)]
#[error("a row has too many bytes")]
pub(super) struct RowTooLong;

/// A reader that converts CR LF and CR to LF and ends the last line, so that lines can be counted.
///
/// It fails when more bytes are read than [`allow`](Self::allow) allowed.
#[derive(Debug)]
pub(super) struct Source<R> {
    input: R,
    left: usize,
    /// The last byte read; a line feed at the start.
    last: u8,
    is_at_end: bool,
}

impl<R: Read> Source<R> {
    pub(super) fn new(input: R, allowed: usize) -> Self {
        Source { input, left: allowed, last: b'\n', is_at_end: false }
    }

    /// Allows this number of bytes from now on.
    pub(super) fn allow(&mut self, bytes: usize) {
        self.left = bytes;
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() || self.is_at_end {
            return Ok(0);
        }
        if self.left == 0 {
            return Err(io::Error::other(RowTooLong));
        }
        loop {
            let most = buffer.len().min(self.left);
            let read = self.input.read(buffer.get_mut(..most).unwrap_or_default())?;
            if read == 0 {
                self.is_at_end = true;
                let is_ended = matches!(self.last, b'\n' | b'\r');
                return Ok(match buffer.first_mut().filter(|_| !is_ended) {
                    Some(first) => {
                        *first = b'\n';
                        1
                    }
                    None => 0,
                });
            }
            let mut kept = 0;
            for at in 0..read {
                let byte = buffer.get(at).copied().unwrap_or_default();
                let is_second_half = byte == b'\n' && self.last == b'\r';
                self.last = byte;
                if let Some(place) = buffer.get_mut(kept).filter(|_| !is_second_half) {
                    *place = if byte == b'\r' { b'\n' } else { byte };
                    kept += 1;
                }
            }
            self.left -= read;
            // If only the LF of a CR LF was read, there is no byte to return, and 0 would mean the end of the file.
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;
    use std::io::Read;

    #[test]
    fn every_line_end_becomes_a_line_feed_with_any_buffer_size() {
        for (text, expected) in [
            ("", ""),
            ("a", "a\n"),
            ("a\r\nb\rc\n", "a\nb\nc\n"),
            ("\r\r\n\n", "\n\n\n"),
            ("a\r\n", "a\n"),
            ("a\r", "a\n"),
        ] {
            for step in 1..4 {
                let mut source = Source::new(text.as_bytes(), 100);
                let mut read = Vec::new();
                let mut buffer = [0; 4];
                loop {
                    let bytes = source.read(&mut buffer[..step]).unwrap();
                    if bytes == 0 {
                        break;
                    }
                    read.extend(&buffer[..bytes]);
                }
                assert_eq!(String::from_utf8(read).unwrap(), expected, "{text:?} in steps of {step}");
            }
        }
    }

    #[test]
    fn it_fails_above_the_allowed_number_of_bytes() {
        let mut source = Source::new(std::io::repeat(b'x'), 10);
        assert!(source.read_to_end(&mut Vec::new()).is_err());
        source.allow(1);
        assert_eq!(source.read(&mut [0; 8]).unwrap(), 1);
    }
}
