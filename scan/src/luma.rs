//! Grey images as cameras hand them over.

use super::Point;
use crate::limits::{MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE};
use core::ops::Range;

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

/// A grey image, one byte a pixel, 0 black: plane 0 of Android's `YUV_420_888`, iOS's luma plane, a decoded file.
///
/// ```
/// use starseal_scan::{ImageError, LumaImage};
///
/// // Cameras may leave a gap after each row: here 640 pixels and 32 bytes that belong to none.
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

    /// How many pixels it has.
    pub(super) fn pixels(&self) -> usize {
        self.width * self.height
    }

    /// The part within so many columns and rows; none that is empty or not wholly in the image.
    pub(super) fn part(&self, columns: Range<usize>, rows: Range<usize>) -> Option<Self> {
        let is_inside = columns.end <= self.width && rows.end <= self.height;
        let bytes = self.bytes.get(rows.start * self.row_stride + columns.start..).filter(|_| is_inside)?;
        let is_any = !columns.is_empty() && !rows.is_empty();
        is_any.then(|| LumaImage { bytes, width: columns.len(), height: rows.len(), ..*self })
    }

    /// The pixels of a row.
    pub(super) fn row(&self, y: usize) -> &'a [u8] {
        let start = y * self.row_stride;
        self.bytes.get(start..start + self.width).unwrap_or_default()
    }

    /// The grey at a place between pixels; outside the image that of the nearest one.
    pub(super) fn at(&self, at: Point) -> f32 {
        // What is not a number becomes 0.
        let clamped = |value: f64, size: usize| (value - 0.5).max(0.0).min(size as f64 - 1.0) as f32;
        let (x, y) = (clamped(at.x, self.width), clamped(at.y, self.height));
        let (left, top) = (x as usize, y as usize);
        let (right, down) = (x - left as f32, y - top as f32);
        let start = top * self.row_stride + left;
        let next = start + if top + 1 < self.height { self.row_stride } else { 0 };
        let pair = |start: usize| match self.bytes.get(start..start + 2) {
            Some([a, b]) => f32::from(*a) + (f32::from(*b) - f32::from(*a)) * right,
            // The last pixel of all.
            _ => self.bytes.get(start).copied().map_or(0.0, f32::from),
        };
        let (upper, lower) = (pair(start), pair(next));
        upper + (lower - upper) * down
    }
}

/// How many times the difference from its smooth self is added to a doubled image.
const SHARPENED: f32 = 2.0;

/// A grey image of its own.
pub(super) struct Grey {
    pixels: Vec<u8>,
    width: usize,
    height: usize,
}

impl Grey {
    pub(super) fn view(&self) -> LumaImage<'_> {
        LumaImage { bytes: &self.pixels, width: self.width, height: self.height, row_stride: self.width }
    }

    /// An image at half its size, each pixel the mean of four; none where nothing would be left.
    pub(super) fn halved(image: &LumaImage<'_>) -> Option<Self> {
        let (width, height) = (image.width / 2, image.height / 2);
        let mut pixels = vec![0; width * height];
        for (y, half) in pixels.chunks_exact_mut(width.max(1)).enumerate() {
            let (upper, _) = image.row(2 * y).as_chunks::<2>();
            let (lower, _) = image.row(2 * y + 1).as_chunks::<2>();
            for ((half, [a, b]), [c, d]) in half.iter_mut().zip(upper).zip(lower) {
                *half = ((u16::from(*a) + u16::from(*b) + u16::from(*c) + u16::from(*d) + 2) / 4) as u8;
            }
        }
        (!pixels.is_empty()).then_some(Grey { pixels, width, height })
    }

    /// An image whose pixels are weighted means with their neighbours, 1 : 2 : 1 in both directions, against noise.
    pub(super) fn smoothed(image: &LumaImage<'_>) -> Self {
        let (width, height) = (image.width, image.height);
        let mut pixels = vec![0; width * height];
        let mut sums = vec![0_u16; width];
        for (y, smooth) in pixels.chunks_exact_mut(width).enumerate() {
            let [above, here, below] = [y.saturating_sub(1), y, (y + 1).min(height - 1)].map(|y| image.row(y));
            for (((sum, a), b), c) in sums.iter_mut().zip(above).zip(here).zip(below) {
                *sum = u16::from(*a) + 2 * u16::from(*b) + u16::from(*c);
            }
            let (first, last) = (sums.first().copied().unwrap_or(0), sums.last().copied().unwrap_or(0));
            let left = core::iter::once(&first).chain(&sums);
            let right = sums.iter().skip(1).chain(core::iter::once(&last));
            for (((pixel, a), b), c) in smooth.iter_mut().zip(left).zip(&sums).zip(right) {
                *pixel = ((a + 2 * b + c + 8) / 16) as u8;
            }
        }
        Grey { pixels, width, height }
    }

    /// An image at twice its size, cubic between its pixels (Catmull and Rom); with its smooth self, sharpened by how it differs from
    /// that: in modules of two pixels lens and sensor leave little of the contrast of single ones. None where it would be too large.
    pub(super) fn doubled(image: &LumaImage<'_>, smooth: Option<&LumaImage<'_>>) -> Option<Self> {
        let (width, height) = (2 * image.width, 2 * image.height);
        if width > MAX_IMAGE_SIDE || height > MAX_IMAGE_SIDE || width * height > MAX_IMAGE_PIXELS {
            return None;
        }
        // Each pixel becomes two, a quarter of a pixel to either side of it.
        let between = |[a, b, c, d]: [f32; 4]| -0.070_312_5 * a + 0.867_187_5 * b + 0.226_562_5 * c - 0.023_437_5 * d;
        let near = |at: usize, offset: isize, size: usize| at.saturating_add_signed(offset).min(size - 1);
        let mut pixels = Vec::with_capacity(width * height);
        let mut line = vec![0.0_f32; image.width];
        for y in 0..height {
            let towards = if y % 2 == 0 { -1 } else { 1 };
            let rows = [-towards, 0, towards, 2 * towards].map(|offset| near(y / 2, offset, image.height));
            let between_rows = |image: &LumaImage<'_>, at: usize| {
                between(rows.map(|y| image.row(y).get(at).copied().map_or(0.0, f32::from)))
            };
            for (at, value) in line.iter_mut().enumerate() {
                let plain = between_rows(image, at);
                *value = smooth.map_or(plain, |smooth| plain + SHARPENED * (plain - between_rows(smooth, at)));
            }
            for x in 0..image.width {
                let value = |offset| line.get(near(x, offset, image.width)).copied().unwrap_or(0.0);
                let [far_left, left, here, right, far_right] = [-2, -1, 0, 1, 2].map(value);
                pixels.push(between([right, here, left, far_left]) as u8);
                pixels.push(between([left, here, right, far_right]) as u8);
            }
        }
        Some(Grey { pixels, width, height })
    }

    /// Light for dark.
    pub(super) fn inverted(image: &LumaImage<'_>) -> Self {
        let mut pixels = Vec::with_capacity(image.width * image.height);
        (0..image.height).for_each(|y| pixels.extend(image.row(y).iter().map(|pixel| 255 - pixel)));
        Grey { pixels, width: image.width, height: image.height }
    }
}
