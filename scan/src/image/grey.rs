//! Images made from another image: halved, smoothed, doubled, inverted.

use super::LumaImage;
use crate::limits::{MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE};

/// How many times the difference from the smoothed image is added to a doubled one. At two pixels per module, lens and
/// sensor leave about a third of the contrast of single modules. Adding the difference twice restores it.
const SHARPENING: f32 = 2.0;

/// The weights of four pixels in a row for a place a quarter of a pixel from the second towards the third: the cubic
/// polynomial of Catmull and Rom.
const CUBIC: [f32; 4] = [-0.070_312_5, 0.867_187_5, 0.226_562_5, -0.023_437_5];

/// A grey image that owns its pixels.
pub(crate) struct Grey {
    pixels: Vec<u8>,
    width: usize,
    height: usize,
}

impl Grey {
    /// Returns an image of these pixels. `None` if their number does not match the size, or if there are none.
    pub(super) fn of(pixels: Vec<u8>, width: usize, height: usize) -> Option<Self> {
        (!pixels.is_empty() && pixels.len() == width * height).then_some(Grey { pixels, width, height })
    }

    pub(crate) fn view(&self) -> LumaImage<'_> {
        LumaImage { bytes: &self.pixels, width: self.width, height: self.height, row_stride: self.width }
    }

    /// Returns the image at half its size. Each pixel is the mean of four. `None` if no pixel would be left.
    pub(crate) fn halved(image: &LumaImage<'_>) -> Option<Self> {
        let (width, height) = (image.width / 2, image.height / 2);
        let mut pixels = vec![0; width * height];
        // Two pixels are taken as one number, which the compiler turns into a few instructions for eight pairs.
        let sum = |pair: [u8; 2]| {
            let pair = u16::from_le_bytes(pair);
            (pair & 0xFF) + (pair >> 8)
        };
        for (y, half) in pixels.chunks_exact_mut(width.max(1)).enumerate() {
            let (upper, _) = image.row(2 * y).as_chunks::<2>();
            let (lower, _) = image.row(2 * y + 1).as_chunks::<2>();
            for ((half, upper), lower) in half.iter_mut().zip(upper).zip(lower) {
                *half = ((sum(*upper) + sum(*lower) + 2) / 4) as u8;
            }
        }
        (!pixels.is_empty()).then_some(Grey { pixels, width, height })
    }

    /// Returns the image with less noise: weighted means over neighbors, 1 : 2 : 1 in both directions.
    pub(crate) fn smoothed(image: &LumaImage<'_>) -> Self {
        let (width, height) = (image.width, image.height);
        let mut pixels = vec![0; width * height];
        let mut sums = vec![0_u16; width];
        let mean = |left: u16, here: u16, right: u16| ((left + 2 * here + right + 8) / 16) as u8;
        for (y, smooth) in pixels.chunks_exact_mut(width).enumerate() {
            let [above, here, below] = [y.saturating_sub(1), y, (y + 1).min(height - 1)].map(|y| image.row(y));
            for (((sum, a), b), c) in sums.iter_mut().zip(above).zip(here).zip(below) {
                *sum = u16::from(*a) + 2 * u16::from(*b) + u16::from(*c);
            }
            // The pixels at both ends have themselves as the neighbor outside.
            if let ([first, second, ..], [.., last_but_one, last]) = (sums.as_slice(), sums.as_slice()) {
                let of_ends = [mean(*first, *first, *second), mean(*last_but_one, *last, *last)];
                for (pixel, [a, b, c]) in smooth.iter_mut().skip(1).zip(sums.array_windows()) {
                    *pixel = mean(*a, *b, *c);
                }
                if let [start, .., end] = smooth {
                    [*start, *end] = of_ends;
                }
            } else if let (Some(pixel), Some(sum)) = (smooth.first_mut(), sums.first()) {
                *pixel = mean(*sum, *sum, *sum);
            }
        }
        Grey { pixels, width, height }
    }

    /// Returns the image at twice its size, interpolated by cubic polynomials. If the smoothed image is given, the
    /// result is sharpened by the difference from it, because lens and sensor leave little contrast of modules of two
    /// pixels. `None` if the result would exceed the limits of an image.
    pub(crate) fn doubled(image: &LumaImage<'_>, smooth: Option<&LumaImage<'_>>) -> Option<Self> {
        let (width, height) = (2 * image.width, 2 * image.height);
        if width > MAX_IMAGE_SIDE || height > MAX_IMAGE_SIDE || width * height > MAX_IMAGE_PIXELS {
            return None;
        }
        // Each pixel becomes two, a quarter of a pixel to either side of it.
        let [far_before, before, after, far_after] = CUBIC;
        let between = |[a, b, c, d]: [f32; 4]| far_before * a + before * b + after * c + far_after * d;
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
                *value = smooth.map_or(plain, |smooth| plain + SHARPENING * (plain - between_rows(smooth, at)));
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

    /// Returns the negative of the image.
    pub(crate) fn inverted(image: &LumaImage<'_>) -> Self {
        let mut pixels = Vec::with_capacity(image.width * image.height);
        (0..image.height).for_each(|y| pixels.extend(image.row(y).iter().map(|pixel| 255 - pixel)));
        Grey { pixels, width: image.width, height: image.height }
    }
}
