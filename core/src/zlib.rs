//! ZLIB streams (RFC 1950) of status lists, their objects and evidence: decompressed up to a limit, compressed in
//! blocks, or stored.

use crate::limits::MAX_STATUS_OBJECT_BYTES;
use miniz_oxide::deflate::core::{CompressorOxide, create_comp_flags_from_zip_params};
use miniz_oxide::deflate::stream::deflate;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};
use miniz_oxide::{DataFormat, MZFlush};

/// The highest compression level: a list is made once and fetched many times.
const COMPRESSION_LEVEL: i32 = 10;

/// The maximum length of a stored block (RFC 1951 section 3.2.4).
const STORED_BLOCK_BYTES: usize = u16::MAX as usize;

/// Why a stream is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZlibFault {
    /// The content is longer than the limit.
    TooLong,
    /// The stream is broken, or has bytes after its end.
    Broken {
        /// The number of bytes that were decompressed before the fault.
        after: usize,
    },
}

/// Decompresses a whole stream to at most `most` bytes. The buffer grows with the output, and not with a length that
/// the stream states.
///
/// # Errors
/// [`ZlibFault`] if the content is longer, the stream is broken, or bytes follow its end.
pub fn inflate(stream: &[u8], most: usize) -> Result<Vec<u8>, ZlibFault> {
    let flags = inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut inflator = Box::new(DecompressorOxide::new());
    let limit = most.saturating_add(1);
    let mut bytes = vec![0; stream.len().saturating_mul(2).max(64).min(limit)];
    let (mut rest, mut written) = (stream, 0);
    loop {
        let (status, consumed, produced) = decompress(&mut inflator, rest, &mut bytes, written, flags);
        rest = rest.get(consumed..).unwrap_or_default();
        written += produced;
        if written > most {
            return Err(ZlibFault::TooLong);
        }
        match status {
            TINFLStatus::Done if rest.is_empty() => {
                bytes.truncate(written);
                return Ok(bytes);
            }
            TINFLStatus::HasMoreOutput => bytes.resize((2 * bytes.len()).min(limit), 0),
            _ => return Err(ZlibFault::Broken { after: written }),
        }
    }
}

/// Compresses bytes to a stream of blocks of `block_bytes` bytes each, which do not depend on each other.
pub(crate) fn compress(bytes: &[u8], block_bytes: usize) -> Vec<u8> {
    let flags = create_comp_flags_from_zip_params(COMPRESSION_LEVEL, DataFormat::Zlib.to_window_bits(), 0);
    let mut compressor = CompressorOxide::new(flags);
    let mut stream = Vec::new();
    let mut buffer = vec![0; 16 * 1024];
    let mut blocks = bytes.chunks(block_bytes).peekable();
    loop {
        let mut block = blocks.next().unwrap_or_default();
        let flush = if blocks.peek().is_none() { MZFlush::Finish } else { MZFlush::Full };
        loop {
            let result = deflate(&mut compressor, block, &mut buffer, flush);
            block = block.get(result.bytes_consumed..).unwrap_or_default();
            stream.extend_from_slice(buffer.get(..result.bytes_written).unwrap_or_default());
            if result.bytes_written < buffer.len() {
                break;
            }
        }
        if flush == MZFlush::Finish {
            return stream;
        }
    }
}

/// Compresses the bytes of an object to a stream, as one block.
pub(crate) fn compress_object(bytes: &[u8]) -> Vec<u8> {
    compress(bytes, MAX_STATUS_OBJECT_BYTES)
}

/// Makes a stream that stores the bytes as they are. It is written where size does not matter, since a program that
/// only verifies then needs no compressor.
pub(crate) fn store(bytes: &[u8]) -> Vec<u8> {
    // The header says: DEFLATE, a window of 32 KiB, the fastest algorithm.
    let mut stream = vec![0x78, 0x01];
    let mut blocks = bytes.chunks(STORED_BLOCK_BYTES).peekable();
    loop {
        let block = blocks.next().unwrap_or_default();
        let is_last = blocks.peek().is_none();
        let length = block.len() as u16;
        stream.push(u8::from(is_last));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
        if is_last {
            break;
        }
    }
    stream.extend(adler32(bytes).to_be_bytes());
    stream
}

/// Returns the checksum at the end of a stream (RFC 1950 section 8.2).
fn adler32(bytes: &[u8]) -> u32 {
    let (mut sum, mut of_sums) = (1_u32, 0_u32);
    for byte in bytes {
        sum = (sum + u32::from(*byte)) % 65_521;
        of_sums = (of_sums + sum) % 65_521;
    }
    of_sums << 16 | sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_and_compressed_streams_are_read_back() {
        for length in [0, 1, 1000, STORED_BLOCK_BYTES, STORED_BLOCK_BYTES + 1, 200_000] {
            let bytes: Vec<u8> = (0..length).map(|at| (at * at / 7) as u8).collect();
            for stream in [store(&bytes), compress_object(&bytes), compress(&bytes, 1000)] {
                assert_eq!(inflate(&stream, length), Ok(bytes.clone()));
                let most = length.checked_sub(1);
                assert!(most.is_none_or(|most| inflate(&stream, most) == Err(ZlibFault::TooLong)));
                assert!(inflate(&stream[..stream.len() - 1], length).is_err());
                assert!(inflate(&[&stream[..], &[0]].concat(), length).is_err());
            }
        }
    }
}
