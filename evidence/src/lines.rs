//! Lines of text in compressed blocks.

use crate::limits::{MAX_BLOCK_BYTES, MAX_LINE_BYTES};
use miniz_oxide::deflate::compress_to_vec_zlib;
use sha2::{Digest as _, Sha256};
use starseal::verify::Digest;
use starseal::zlib::{ZlibFault, inflate};

/// The length of a mark in bytes. Marks only say which record was changed: the digest of all lines says whether.
pub(crate) const MARK_BYTES: usize = 8;

/// The mark of a line: the start of its SHA-256.
pub(crate) type Mark = [u8; MARK_BYTES];

/// The level of compression. A higher one saves 1 % and takes three times as long.
const COMPRESSION_LEVEL: u8 = 6;

/// Returns the mark of a line.
pub(crate) fn mark(line: &str) -> Mark {
    let mut mark = Mark::default();
    mark.iter_mut().zip(Digest::of(line.as_bytes()).as_bytes()).for_each(|(to, from)| *to = *from);
    mark
}

/// Compresses bytes.
pub(crate) fn compress(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(bytes, COMPRESSION_LEVEL)
}

/// Collects lines in blocks.
#[derive(Debug, Default)]
pub(crate) struct LineWriter {
    blocks: Vec<Vec<u8>>,
    open: String,
    hasher: Sha256,
    count: usize,
}

impl LineWriter {
    /// Adds a line, which has no line feed and at most [`MAX_LINE_BYTES`] bytes.
    pub(crate) fn push(&mut self, line: &str) {
        if self.open.len() + line.len() + 1 > MAX_BLOCK_BYTES {
            self.close();
        }
        self.open.push_str(line);
        self.open.push('\n');
        self.count += 1;
    }

    /// Returns the number of lines.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    fn close(&mut self) {
        self.hasher.update(self.open.as_bytes());
        self.blocks.push(compress(self.open.as_bytes()));
        self.open.clear();
    }

    /// Returns the blocks, and the SHA-256 of all lines.
    pub(crate) fn finish(mut self) -> (Vec<Vec<u8>>, Digest) {
        if !self.open.is_empty() {
            self.close();
        }
        (self.blocks, Digest::from_bytes(self.hasher.finalize().into()))
    }
}

/// Why blocks are not lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinesFault {
    /// A block is broken, or longer than it may be.
    Block {
        /// The number of the block, from 1 on.
        block: usize,
    },
    /// All lines together are longer than they may be.
    TooLong,
}

/// Passes each line of blocks to `take`, and returns the SHA-256 of all lines. One block is in memory at a time, and no
/// more bytes are decompressed than there is room for; what is left of the room is left for the next lines.
pub(crate) fn read<'a>(
    blocks: impl IntoIterator<Item = &'a [u8]>,
    room: &mut usize,
    mut take: impl FnMut(&str),
) -> Result<Digest, LinesFault> {
    let mut hasher = Sha256::new();
    for (at, block) in blocks.into_iter().enumerate() {
        let fault = LinesFault::Block { block: at + 1 };
        let bytes = inflate(block, MAX_BLOCK_BYTES.min(*room)).map_err(|error| match error {
            ZlibFault::TooLong if *room < MAX_BLOCK_BYTES => LinesFault::TooLong,
            _ => fault,
        })?;
        *room -= bytes.len();
        let text = str::from_utf8(&bytes).map_err(|_| fault)?;
        let lines = text.strip_suffix('\n').ok_or(fault)?;
        for line in lines.split('\n') {
            if line.len() > MAX_LINE_BYTES {
                return Err(fault);
            }
            take(line);
        }
        hasher.update(&bytes);
    }
    Ok(Digest::from_bytes(hasher.finalize().into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::MAX_LINES_BYTES;

    fn all(blocks: &[Vec<u8>]) -> Result<(Vec<String>, Digest), LinesFault> {
        let mut lines = Vec::new();
        let digest =
            read(blocks.iter().map(Vec::as_slice), &mut { MAX_LINES_BYTES }, |line| lines.push(line.to_owned()))?;
        Ok((lines, digest))
    }

    #[test]
    fn lines_are_read_back_from_their_blocks() {
        let lines: Vec<String> = (0..3000).map(|at| format!("{at}{}", "x".repeat(at))).collect();
        let mut writer = LineWriter::default();
        lines.iter().for_each(|line| writer.push(line));
        let (blocks, digest) = writer.finish();
        assert!(blocks.len() > 1);
        assert_eq!(all(&blocks), Ok((lines.clone(), digest)));
        assert_eq!(digest, Digest::of(format!("{}\n", lines.join("\n")).as_bytes()));
    }

    #[test]
    fn blocks_that_grow_or_are_broken_are_refused() {
        let fault = Err(LinesFault::Block { block: 1 });
        for bytes in [vec![b'x'; MAX_BLOCK_BYTES + 1], vec![b'x'; MAX_LINE_BYTES + 2], vec![0xff, b'\n'], b"x".to_vec()]
        {
            assert_eq!(all(&[compress(&bytes)]), fault);
        }
        let stream = compress(b"line\n");
        assert_eq!(all(&[stream[..stream.len() - 1].to_vec()]), fault);
        assert_eq!(all(&[[&stream[..], &[0]].concat()]), fault);
        assert_eq!(all(&[]), Ok((Vec::new(), Digest::of(b""))));
    }
}
