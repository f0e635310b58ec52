//! Grey images in the form that cameras deliver.

use crate::geometry::Point;
use crate::limits::{MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE};
use core::ops::Range;

/// The reason why a buffer cannot be used as an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// The image has no pixels, or more than [`limits`](crate::limits) allow.
    #[error("an image of {width} by {height} pixels is empty or above the limit")]
    Size {
        /// The width in pixels.
        width: usize,
        /// The height in pixels.
        height: usize,
    },
    /// The buffer has fewer bytes than the rows and their stride need, or rows are longer than their stride.
    #[error("{bytes} bytes are not {height} rows of {width} pixels, {row_stride} bytes apart")]
    Layout {
        /// The number of bytes given.
        bytes: usize,
        /// The width in pixels.
        width: usize,
        /// The height in pixels.
        height: usize,
        /// The number of bytes from the start of one row to the start of the next.
        row_stride: usize,
    },
}

/// A grey image with one byte for each pixel, 0 for black. Sources are plane 0 of Android's `YUV_420_888`, the luma
/// plane of iOS, or a decoded file.
///
/// ```
/// use starseal_scan::{ImageError, LumaImage};
///
/// // Cameras may leave a gap after each row: here 640 pixels and 32 bytes of padding.
/// let plane = vec![0; 672 * 480];
/// let image = LumaImage::new(&plane, 640, 480, 672)?;
/// assert_eq!((image.width(), image.height()), (640, 480));
///
/// let error = LumaImage::new(&plane, 640, 481, 672).unwrap_err();
/// assert_eq!(error.to_string(), "322560 bytes are not 481 rows of 640 pixels, 672 bytes apart");
/// # Ok::<(), ImageError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct LumaImage<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) row_stride: usize,
}

impl<'a> LumaImage<'a> {
    /// Borrows an image. Rows are `row_stride` bytes apart. The last row may end after its pixels.
    ///
    /// # Errors
    /// [`ImageError::Size`] if the image is empty or exceeds [`limits`](crate::limits), [`ImageError::Layout`] if
    /// `bytes` does not hold all rows.
    pub fn new(bytes: &'a [u8], width: usize, height: usize, row_stride: usize) -> Result<Self, ImageError> {
        LumaImage::check_size(width, height)?;
        let needed = row_stride.checked_mul(height - 1).and_then(|rows| rows.checked_add(width));
        if row_stride < width || needed.is_none_or(|needed| bytes.len() < needed) {
            return Err(ImageError::Layout { bytes: bytes.len(), width, height, row_stride });
        }
        Ok(LumaImage { bytes, width, height, row_stride })
    }

    /// Checks that an image of this size is not empty and not above the limits.
    pub(super) fn check_size(width: usize, height: usize) -> Result<(), ImageError> {
        let in_range = |side: usize| (1..=MAX_IMAGE_SIDE).contains(&side);
        let fits = in_range(width) && in_range(height) && width * height <= MAX_IMAGE_PIXELS;
        if fits { Ok(()) } else { Err(ImageError::Size { width, height }) }
    }

    /// Returns the width in pixels.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns the height in pixels.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Returns the area in pixels.
    pub(crate) fn pixels(&self) -> usize {
        self.width * self.height
    }

    /// Returns the part within a range of columns and rows. `None` if it is empty or exceeds the image.
    pub(crate) fn part(&self, columns: Range<usize>, rows: Range<usize>) -> Option<Self> {
        let is_inside = columns.end <= self.width && rows.end <= self.height;
        let bytes = self.bytes.get(rows.start * self.row_stride + columns.start..).filter(|_| is_inside)?;
        let is_any = !columns.is_empty() && !rows.is_empty();
        is_any.then(|| LumaImage { bytes, width: columns.len(), height: rows.len(), ..*self })
    }

    /// Returns the pixels of a row.
    pub(crate) fn row(&self, y: usize) -> &'a [u8] {
        let start = y * self.row_stride;
        self.bytes.get(start..start + self.width).unwrap_or_default()
    }

    /// Returns the grey values at equal steps along a line, each as [`at`](Self::at) returns it.
    pub(crate) fn along<const COUNT: usize>(&self, from: Point, step: Point) -> [f32; COUNT] {
        let place = |index: usize| from + step * index as f64;
        let last = place(COUNT.saturating_sub(1));
        let is_inside = |value: f64, size: usize| value >= 0.5 && value < size as f64 - 0.5;
        let is_within = [from, last].iter().all(|end| is_inside(end.x, self.width) && is_inside(end.y, self.height));
        if !is_within {
            return core::array::from_fn(|index| self.at(place(index)));
        }
        // Most lines lie within the image, where nothing needs to be clamped.
        let (x, y) = ((from.x - 0.5) as f32, (from.y - 0.5) as f32);
        let (across, down) = (step.x as f32, step.y as f32);
        core::array::from_fn(|index| self.between(x + across * index as f32, y + down * index as f32))
    }

    /// Returns the grey value between pixels, interpolated linearly. Outside the image it is the value of the nearest
    /// pixel.
    pub(crate) fn at(&self, at: Point) -> f32 {
        // The maximum turns NaN into 0. The center of a pixel lies half a pixel from its corner.
        let clamped = |value: f64, size: usize| (value - 0.5).max(0.0).min(size as f64 - 1.0) as f32;
        self.between(clamped(at.x, self.width), clamped(at.y, self.height))
    }

    /// Returns the grey value between the centers of pixels, at a place within them.
    fn between(&self, x: f32, y: f32) -> f32 {
        let (left, top) = (x as usize, y as usize);
        let (right, down) = (x - left as f32, y - top as f32);
        let start = top * self.row_stride + left;
        let next = start + if top + 1 < self.height { self.row_stride } else { 0 };
        let pair = |start: usize| match self.bytes.get(start..start + 2) {
            Some([a, b]) => f32::from(*a) + (f32::from(*b) - f32::from(*a)) * right,
            // This is the last pixel of the buffer.
            _ => self.bytes.get(start).copied().map_or(0.0, f32::from),
        };
        let (upper, lower) = (pair(start), pair(next));
        upper + (lower - upper) * down
    }
}
