//! Grey images as cameras hand them over.

use crate::Code;
use crate::limits::{MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE};

/// Why bytes are not an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// No pixels, or more than a scan may take.
    #[error("an image of {width} by {height} pixels is empty or above the limit")]
    Size {
        /// Its width in pixels.
        width: usize,
        /// Its height in pixels.
        height: usize,
    },
    /// Fewer bytes than rows and their stride need, or rows longer than their stride.
    #[error("{bytes} bytes are not {height} rows of {width} pixels, {row_stride} bytes apart")]
    Layout {
        /// The bytes given.
        bytes: usize,
        /// The width in pixels.
        width: usize,
        /// The height in pixels.
        height: usize,
        /// Bytes from the start of one row to that of the next.
        row_stride: usize,
    },
}

impl ImageError {
    /// `bad-image`.
    #[must_use]
    pub const fn code(&self) -> Code {
        Code::BadImage
    }
}

/// A grey image, one byte a pixel, 0 black: plane 0 of Android's `YUV_420_888`, iOS's luma plane, a decoded file.
#[derive(Debug, Clone, Copy)]
pub struct LumaImage<'a> {
    bytes: &'a [u8],
    width: usize,
    height: usize,
    row_stride: usize,
}

impl<'a> LumaImage<'a> {
    /// Borrows an image. Rows are `row_stride` bytes apart; the last one may end after its pixels.
    ///
    /// # Errors
    /// [`ImageError`].
    pub fn new(bytes: &'a [u8], width: usize, height: usize, row_stride: usize) -> Result<Self, ImageError> {
        let in_range = |side: usize| (1..=MAX_IMAGE_SIDE).contains(&side);
        if !in_range(width) || !in_range(height) || width * height > MAX_IMAGE_PIXELS {
            return Err(ImageError::Size { width, height });
        }
        let needed = row_stride.checked_mul(height - 1).and_then(|rows| rows.checked_add(width));
        if row_stride < width || needed.is_none_or(|needed| bytes.len() < needed) {
            return Err(ImageError::Layout { bytes: bytes.len(), width, height, row_stride });
        }
        Ok(LumaImage { bytes, width, height, row_stride })
    }

    /// Its width in pixels.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Its height in pixels.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// The pixels of a row.
    pub(super) fn row(&self, y: usize) -> &'a [u8] {
        let start = y * self.row_stride;
        self.bytes.get(start..start + self.width).unwrap_or_default()
    }

    /// The image at half its size, each pixel the mean of four: pixels, width, height.
    pub(super) fn halved(&self) -> (Vec<u8>, usize, usize) {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let pairs = self.row(2 * y).chunks_exact(2).zip(self.row(2 * y + 1).chunks_exact(2));
            pixels.extend(pairs.map(|(upper, lower)| {
                let sum: u16 = upper.iter().chain(lower).map(|pixel| u16::from(*pixel)).sum();
                (sum / 4) as u8
            }));
        }
        (pixels, width, height)
    }
}
