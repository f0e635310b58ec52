//! The array of statuses, packed and compressed.

use super::Status;
use crate::limits::MAX_STATUS_ARRAY_BYTES;
use crate::zlib::{self, ZlibFault};
use core::fmt;

/// The number of bytes of the array that are compressed as one block. Blocks do not depend on each other: a changed
/// status changes one block only, so that deltas are small. Smaller blocks would make larger lists.
const BLOCK_BYTES: usize = 1024;

/// The number of bits of each status in the lists that are written here.
const BITS_WRITTEN: u8 = 4;

/// Statuses by index, packed as in a status list: the first index is in the least significant bits.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusArray {
    bits: u8,
    bytes: Vec<u8>,
}

/// Why a compressed array is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArrayFault {
    Bits,
    TooLong,
    Broken,
}

impl StatusArray {
    /// Makes an array of at least `entries` indexes, none of them allocated. The number is rounded up to whole bytes,
    /// and limited to 33,554,432.
    #[must_use]
    pub fn new(entries: u32) -> Self {
        let mut array = StatusArray { bits: BITS_WRITTEN, bytes: Vec::new() };
        array.grow(entries);
        array
    }

    /// Extends the array to at least `entries` indexes. The new ones are not allocated.
    pub fn grow(&mut self, entries: u32) {
        let bytes = (entries as usize).div_ceil(self.per_byte()).min(MAX_STATUS_ARRAY_BYTES);
        if bytes > self.bytes.len() {
            self.bytes.resize(bytes, u8::MAX);
        }
    }

    /// Returns the number of indexes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len() * self.per_byte()
    }

    /// Returns whether there are no indexes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns the status of an index; none if there is no such index.
    #[must_use]
    pub fn get(&self, index: u32) -> Option<Status> {
        let (at, shift) = self.place(index);
        let value = (self.bytes.get(at)? >> shift) & self.mask();
        Some(Status::from_value(value))
    }

    /// Sets the status of an index. Returns false, and changes nothing, if there is no such index or the value needs
    /// more bits than the array has.
    #[must_use]
    pub fn set(&mut self, index: u32, status: Status) -> bool {
        let (mask, (at, shift)) = (self.mask(), self.place(index));
        match self.bytes.get_mut(at) {
            Some(byte) if status.value() <= mask => {
                *byte = (*byte & !(mask << shift)) | (status.value() << shift);
                true
            }
            _ => false,
        }
    }

    /// Returns the statuses in the order of their indexes.
    pub fn iter(&self) -> impl Iterator<Item = Status> {
        let (bits, mask) = (self.bits, self.mask());
        let values = move |byte: &u8| {
            let byte = *byte;
            (0..8 / bits).map(move |at| Status::from_value((byte >> (at * bits)) & mask))
        };
        self.bytes.iter().flat_map(values)
    }

    /// Returns the same statuses at 4 bits, as they are written here; none if a value needs more.
    pub(super) fn at_four_bits(&self) -> Option<Self> {
        if self.bits == BITS_WRITTEN {
            return Some(self.clone());
        }
        let mut array = StatusArray::new(u32::try_from(self.len()).ok()?);
        self.iter().enumerate().all(|(at, status)| array.set(at as u32, status)).then_some(array)
    }

    pub(super) fn bits(&self) -> u8 {
        self.bits
    }

    /// Decompresses a ZLIB stream, and stops as soon as it is longer than the limit.
    pub(super) fn decompress(bits: u64, stream: &[u8]) -> Result<Self, ArrayFault> {
        let bits = match bits {
            1 | 2 | 4 | 8 => bits as u8,
            _ => return Err(ArrayFault::Bits),
        };
        let bytes = zlib::inflate(stream, MAX_STATUS_ARRAY_BYTES).map_err(|fault| match fault {
            ZlibFault::TooLong => ArrayFault::TooLong,
            ZlibFault::Broken { .. } => ArrayFault::Broken,
        })?;
        Ok(StatusArray { bits, bytes })
    }

    /// Compresses to a ZLIB stream of blocks that do not depend on each other.
    pub(super) fn compress(&self) -> Vec<u8> {
        zlib::compress(&self.bytes, BLOCK_BYTES)
    }

    fn per_byte(&self) -> usize {
        8 / usize::from(self.bits)
    }

    fn mask(&self) -> u8 {
        u8::MAX >> (8 - self.bits)
    }

    /// Returns the place of the byte with an index, and the shift of its bits.
    fn place(&self, index: u32) -> (usize, u32) {
        let index = index as usize;
        (index / self.per_byte(), (index % self.per_byte()) as u32 * u32::from(self.bits))
    }
}

impl fmt::Debug for StatusArray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StatusArray({} of {} bits)", self.len(), self.bits)
    }
}
