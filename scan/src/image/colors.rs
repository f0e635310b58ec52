//! The parts of a picture's colors that its brightness does not show.
//!
//! Red on green of the same brightness is one grey, and so is white on a transparent ground that becomes white. Two
//! colors of the same brightness differ in red or in blue, because green alone has more than half of the brightness.
//! Red and blue are therefore sufficient. A transparent picture that is empty on white is not empty on black.

use super::{Grey, ImageError, LumaImage};
use crate::limits::MAX_COLOR_PIXELS;

/// The red, the blue and, for pictures with transparency, the brightness in front of black of a picture. Pictures above
/// [`MAX_COLOR_PIXELS`](crate::limits::MAX_COLOR_PIXELS) are reduced: cameras and JPEG files have less detail in colors
/// than in brightness.
///
/// ```
/// use starseal_scan::{ColorParts, LumaImage, ScanOptions, scan_in_color};
///
/// // Red, green, blue and opacity of 64 by 48 pixels.
/// let pixels = vec![[200, 30, 30, 255]; 64 * 48];
/// let luma: Vec<u8> = pixels.iter().map(|[red, green, blue, _]| ColorParts::luma(*red, *green, *blue)).collect();
/// let mut colors = ColorParts::new(64, 48, false);
/// for (y, row) in pixels.chunks(64).enumerate() {
///     colors.add(y, 0, 1, row.iter().copied());
/// }
/// let image = LumaImage::new(&luma, 64, 48, 64)?;
/// assert!(scan_in_color(&image, &colors, &ScanOptions::default()).symbols.is_empty());
/// # Ok::<(), starseal_scan::ImageError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ColorParts {
    width: usize,
    height: usize,
    /// The number of times that both sides are halved.
    halvings: u32,
    red: Vec<u16>,
    blue: Vec<u16>,
    /// Empty for pictures without transparency.
    on_black: Vec<u16>,
    is_transparent: bool,
}

impl ColorParts {
    /// Returns the parts of a picture that is black. `has_alpha` is whether it may have transparent pixels.
    #[must_use]
    pub fn new(width: usize, height: usize, has_alpha: bool) -> Self {
        let mut halvings = 0;
        while (width >> halvings).saturating_mul(height >> halvings) > MAX_COLOR_PIXELS {
            halvings += 1;
        }
        let (width, height) = (width >> halvings, height >> halvings);
        let part = || vec![0; width * height];
        ColorParts {
            width,
            height,
            halvings,
            red: part(),
            blue: part(),
            on_black: if has_alpha { part() } else { Vec::new() },
            is_transparent: false,
        }
    }

    /// Adds pixels of row `y`: red, green, blue and opacity of every `step`-th pixel from column `first` on. Each pixel
    /// is added once. Pixels outside the picture are ignored.
    pub fn add(&mut self, y: usize, first: usize, step: usize, pixels: impl Iterator<Item = [u8; 4]>) {
        let row = (y >> self.halvings) * self.width;
        let row = row..row + self.width;
        let red = self.red.get_mut(row.clone()).unwrap_or_default();
        let blue = self.blue.get_mut(row.clone()).unwrap_or_default();
        let on_black = self.on_black.get_mut(row).unwrap_or_default();
        let mut keep = |at: usize, [of_red, of_blue, of_black]: [u16; 3]| {
            if let (Some(red), Some(blue)) = (red.get_mut(at), blue.get_mut(at)) {
                *red = red.saturating_add(of_red);
                *blue = blue.saturating_add(of_blue);
            }
            if let Some(on_black) = on_black.get_mut(at) {
                *on_black = on_black.saturating_add(of_black);
            }
        };
        // Pixels of one place are summed before the place is looked up: a large image has 16 for each.
        let (mut at, mut sums) = (first >> self.halvings, [0_u16; 3]);
        for ([r, g, b, a], x) in pixels.zip((first..).step_by(step.max(1))) {
            if x >> self.halvings != at {
                keep(at, sums);
                (at, sums) = (x >> self.halvings, [0; 3]);
            }
            let luma = Self::luma(r, g, b);
            let parts = if a == u8::MAX {
                [r, b, luma]
            } else {
                self.is_transparent = true;
                [Self::over(r, a, 255), Self::over(b, a, 255), Self::over(luma, a, 0)]
            };
            sums.iter_mut().zip(parts).for_each(|(sum, part)| *sum = sum.saturating_add(u16::from(part)));
        }
        keep(at, sums);
    }

    /// Returns the brightness of a pixel (ITU-R BT.601).
    #[must_use]
    pub fn luma(red: u8, green: u8, blue: u8) -> u8 {
        // The weights sum to 256.
        ((77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue)) >> 8) as u8
    }

    /// Returns a value with an opacity in front of a ground.
    #[must_use]
    pub fn over(value: u8, alpha: u8, ground: u8) -> u8 {
        let (value, alpha, ground) = (u32::from(value), u32::from(alpha), u32::from(ground));
        // The result is at most 255, because both values that are mixed are.
        ((value * alpha + ground * (255 - alpha)) / 255) as u8
    }

    /// Returns the grey images in which a symbol may show that the brightness does not show, the likeliest first, and
    /// the number of the picture's pixels along one of theirs.
    pub(crate) fn greys(&self) -> (impl Iterator<Item = Grey>, f64) {
        let is_transparent = self.is_transparent;
        let parts = [(&self.on_black, is_transparent), (&self.red, true), (&self.blue, true)];
        let greys = parts.into_iter().filter(|(_, is_of_use)| *is_of_use).filter_map(|(part, _)| self.grey(part));
        (greys, f64::from(1_u32 << self.halvings))
    }

    /// Returns a part as a grey image, with its contrast widened. `None` if it is uniform.
    fn grey(&self, part: &[u16]) -> Option<Grey> {
        let (low, high) = part.iter().fold((u16::MAX, 0), |(low, high), value| (low.min(*value), high.max(*value)));
        let span = u32::from(high.checked_sub(low)?);
        if span < LEAST_SPAN << (2 * self.halvings) {
            return None;
        }
        let wide = |value: &u16| (u32::from(value - low) * 255 / span) as u8;
        Grey::of(part.iter().map(wide).collect(), self.width, self.height)
    }
}

/// A picture in color: its brightness in front of white, and its [`ColorParts`].
///
/// ```
/// use starseal_scan::{ColorImage, ScanOptions, scan_in_color};
///
/// let pixels = [200, 30, 30, 255].repeat(64 * 48);
/// let image = ColorImage::from_rgba(&pixels, 64, 48, 4 * 64)?;
/// assert!(scan_in_color(&image.luma(), image.parts(), &ScanOptions::default()).symbols.is_empty());
/// # Ok::<(), starseal_scan::ImageError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ColorImage {
    luma: Vec<u8>,
    width: usize,
    height: usize,
    parts: ColorParts,
}

impl ColorImage {
    /// Converts a picture with four bytes for each pixel: red, green, blue and opacity, the colors not multiplied by
    /// the opacity. Rows are `row_stride` bytes apart. The last row may end after its pixels.
    ///
    /// # Errors
    /// As for [`LumaImage::new`].
    pub fn from_rgba(bytes: &[u8], width: usize, height: usize, row_stride: usize) -> Result<Self, ImageError> {
        let luma = Self::luma_of_rgba(bytes, width, height, row_stride)?;
        let mut parts = ColorParts::new(width, height, true);
        for (y, row) in bytes.chunks(row_stride).take(height).enumerate() {
            parts.add(y, 0, 1, row.as_chunks::<4>().0.iter().take(width).copied());
        }
        Ok(ColorImage { luma, width, height, parts })
    }

    /// Converts such a picture to its brightness alone, which is all that camera frames need: one byte for each pixel,
    /// and rows `width` bytes apart.
    ///
    /// # Errors
    /// As for [`LumaImage::new`].
    pub fn luma_of_rgba(bytes: &[u8], width: usize, height: usize, row_stride: usize) -> Result<Vec<u8>, ImageError> {
        LumaImage::check_size(width, height)?;
        let needed = row_stride.checked_mul(height - 1).and_then(|rows| rows.checked_add(4 * width));
        if row_stride < 4 * width || needed.is_none_or(|needed| bytes.len() < needed) {
            return Err(ImageError::Layout { bytes: bytes.len(), width, height, row_stride });
        }
        let mut luma = vec![0; width * height];
        for (row, of_row) in bytes.chunks(row_stride).zip(luma.chunks_exact_mut(width)) {
            for ([r, g, b, a], luma) in row.as_chunks::<4>().0.iter().zip(of_row) {
                *luma = ColorParts::luma(*r, *g, *b);
                if *a != u8::MAX {
                    *luma = ColorParts::over(*luma, *a, u8::MAX);
                }
            }
        }
        Ok(luma)
    }

    /// Returns the brightness.
    #[must_use]
    pub fn luma(&self) -> LumaImage<'_> {
        LumaImage { bytes: &self.luma, width: self.width, height: self.height, row_stride: self.width }
    }

    /// Returns the parts of the colors that the brightness does not show.
    #[must_use]
    pub fn parts(&self) -> &ColorParts {
        &self.parts
    }
}

/// The minimum difference between the darkest and the lightest value of a part. Less is noise.
const LEAST_SPAN: u32 = 12;

#[cfg(test)]
mod tests {
    use super::{ColorImage, ColorParts, ImageError};

    #[test]
    fn parts_of_a_large_picture_are_means() {
        let (width, height) = (4096, 2048);
        let mut colors = ColorParts::new(width, height, true);
        for y in 0..height {
            // Columns alternate between both colors, so that every mean is their middle, except on the left half.
            let pixel =
                |x: usize| if x < width / 2 || x.is_multiple_of(2) { [200, 0, 0, 255] } else { [0, 0, 200, 255] };
            // Two passes over every second column, as in an interlaced file.
            for first in 0..2 {
                colors.add(y, first, 2, (first..width).step_by(2).map(pixel));
            }
        }
        let (greys, scale) = colors.greys();
        let greys: Vec<_> = greys.collect();
        assert_eq!((scale, greys.len()), (2.0, 2), "nothing is transparent");
        let view = greys[0].view();
        assert_eq!((view.width(), view.height()), (2048, 1024));
        assert_eq!((view.row(0)[0], view.row(1023)[2047]), (255, 0));
    }

    #[test]
    fn what_is_white_on_transparent_ground_shows_in_front_of_black() {
        let mut colors = ColorParts::new(2, 1, true);
        colors.add(0, 0, 1, [[255, 255, 255, 255], [255, 255, 255, 0]].into_iter());
        let greys: Vec<Vec<u8>> = colors.greys().0.map(|grey| grey.view().row(0).to_vec()).collect();
        assert_eq!(greys, [[255, 0]]);
    }

    #[test]
    fn bytes_of_four_channels_are_checked_and_rows_are_one_stride_apart() {
        let layout = |bytes: usize, row_stride| ColorImage::from_rgba(&vec![9; bytes], 2, 3, row_stride).map(|_| ());
        assert_eq!(layout(28, 10), Ok(()), "the last row may end after its pixels");
        for (bytes, row_stride) in [(27, 10), (24, 7), (24, 0), (24, usize::MAX)] {
            assert_eq!(layout(bytes, row_stride), Err(ImageError::Layout { bytes, width: 2, height: 3, row_stride }));
        }
        assert_eq!(ColorImage::from_rgba(&[], 0, 3, 0).map(|_| ()), Err(ImageError::Size { width: 0, height: 3 }));
        let bytes: Vec<u8> = (0..3).flat_map(|row| [row, row, row, 255, 9, 9, 9, 0, 77]).collect();
        let image = ColorImage::from_rgba(&bytes, 2, 3, 9).unwrap();
        assert_eq!([0, 1, 2].map(|y| image.luma().row(y).to_vec()), [[0, 255], [1, 255], [2, 255]]);
    }

    #[test]
    fn pixels_outside_the_picture_are_ignored() {
        let mut colors = ColorParts::new(3, 1, false);
        colors.add(0, 2, 1, [[255; 4]; 9].into_iter());
        colors.add(7, 0, 1, [[255; 4]; 9].into_iter());
        let red = colors.greys().0.next().unwrap();
        assert_eq!(red.view().row(0), [0, 0, 255]);
    }
}
