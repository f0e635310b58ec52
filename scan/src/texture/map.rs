//! Measures the texture of an image at each place.
//!
//! However a symbol is blurred, its grey values change in all directions and equally in all its parts, and hardly at
//! all in the margin around it. Bars and lines of words change in one direction, uniform surfaces in none. The measure
//! is the change of grey values in the direction in which they change least: the smaller eigenvalue of the structure
//! tensor.

use crate::geometry::Point;
use crate::image::LumaImage;

/// The radius in pixels over whose gradients the tensor is summed. Five pixels across hold at least two modules of the
/// coarsest symbols in a reduced image.
pub(super) const REACH: usize = 2;

/// A constant added to grey values before they are compared, so that the noise of a black image does not count as
/// texture.
pub(super) const DARK: f32 = 3.0;

/// An image reduced in size, with the texture at each place.
pub(super) struct Map {
    pub(super) width: usize,
    height: usize,
    pub(super) grey: Vec<f32>,
    /// The squared change of grey values in the direction in which they change least, as a share of the squared mean.
    pub(super) texture: Vec<f32>,
}

impl Map {
    /// Returns the map of an image whose sides are divided by `factor`. `None` if it is too small.
    pub(super) fn of(image: &LumaImage<'_>, factor: usize) -> Option<Self> {
        let (width, height) = (image.width() / factor, image.height() / factor);
        if width < 2 * REACH + 2 || height < 2 * REACH + 2 {
            return None;
        }
        let mut grey = Vec::with_capacity(width * height);
        let mut sums = vec![0_u16; width * factor];
        let scale = 1.0 / (factor * factor) as f32;
        for y in 0..height {
            sums.fill(0);
            for row in y * factor..(y + 1) * factor {
                sums.iter_mut().zip(image.row(row)).for_each(|(sum, pixel)| *sum += u16::from(*pixel));
            }
            grey.extend(sums.chunks_exact(factor).map(|sums| {
                let sum: u32 = sums.iter().map(|sum| u32::from(*sum)).sum();
                sum as f32 * scale
            }));
        }
        let texture = texture(&grey, width, height);
        Some(Map { width, height, grey, texture })
    }

    /// Returns whether a place lies within the image.
    pub(super) fn has(&self, at: Point) -> bool {
        at.x >= 0.0 && at.y >= 0.0 && at.x < self.width as f64 && at.y < self.height as f64
    }

    /// Returns the values at some places, in ascending order.
    pub(super) fn sorted(&self, values: &[f32], places: &[Point]) -> Vec<f32> {
        let at = |place: &Point| values.get(place.y as usize * self.width + place.x as usize).copied();
        let mut sorted: Vec<f32> = places.iter().filter_map(at).collect();
        sorted.sort_by(f32::total_cmp);
        sorted
    }
}

/// Returns the squared change of grey values around each place in the direction in which they change least, as a share
/// of the squared mean. Sums move down row by row, so that only one row of them is held.
fn texture(grey: &[f32], width: usize, height: usize) -> Vec<f32> {
    let row = |y: usize| grey.get(y * width..(y + 1) * width).unwrap_or_default();
    let mut sums = [const { Vec::new() }; 4].map(|_: Vec<f32>| vec![0.0_f32; width]);
    let mut wide = [const { Vec::new() }; 4].map(|_: Vec<f32>| vec![0.0_f32; width]);
    // The gradients between a row and the next one: squares across and down, and products of both.
    let gradients = |[across, down, both, _]: &mut [Vec<f32>; 4], y: usize, sign: f32| {
        let pairs = row(y).windows(2).zip(row(y + 1).windows(2));
        let places = across.iter_mut().zip(down).zip(both);
        for ((above, below), ((across, down), both)) in pairs.zip(places) {
            let ([a, b], [c, d]) = (above, below) else { continue };
            let (x, y) = ((b - a + d - c) / 2.0, (c - a + d - b) / 2.0);
            *across += sign * x * x;
            *down += sign * y * y;
            *both += sign * x * y;
        }
    };
    let greys = |[.., mean]: &mut [Vec<f32>; 4], y: usize, sign: f32| {
        mean.iter_mut().zip(row(y)).for_each(|(sum, grey)| *sum += sign * grey);
    };
    let (near, far) = (REACH, 2 * REACH);
    (0..near.min(height - 1)).for_each(|y| gradients(&mut sums, y, 1.0));
    (0..far.min(height)).for_each(|y| greys(&mut sums, y, 1.0));
    let mut texture = Vec::with_capacity(width * height);
    let rows =
        |y: usize, reach: usize, height: usize| (y + reach + 1).min(height) - y.saturating_sub(reach).min(height);
    let scale = |rows: usize, reach: usize| 1.0 / (rows.max(1) * (2 * reach + 1)) as f32;
    for y in 0..height {
        if y + near < height - 1 {
            gradients(&mut sums, y + near, 1.0);
        }
        if y + far < height {
            greys(&mut sums, y + far, 1.0);
        }
        if let Some(gone) = y.checked_sub(near + 1) {
            gradients(&mut sums, gone, -1.0);
        }
        if let Some(gone) = y.checked_sub(far + 1) {
            greys(&mut sums, gone, -1.0);
        }
        for ((sums, wide), reach) in sums.iter().zip(&mut wide).zip([near, near, near, far]) {
            add_neighbors(sums, reach, wide);
        }
        let [across, down, both, mean] = &wide;
        let (near, far) = (scale(rows(y, near, height - 1), near), scale(rows(y, far, height), far));
        texture.extend(across.iter().zip(down).zip(both).zip(mean).map(|(((across, down), both), mean)| {
            let (half, difference) = ((across + down) / 2.0, (across - down) / 2.0);
            let least = half - (difference * difference + both * both).sqrt();
            let mean = mean * far + DARK;
            least.max(0.0) * near / (mean * mean)
        }));
    }
    texture
}

/// Returns the sum around each value, over those within `reach` on both sides.
fn add_neighbors(values: &[f32], reach: usize, sums: &mut [f32]) {
    sums.copy_from_slice(values);
    for offset in 1..=reach {
        sums.iter_mut().zip(values.iter().skip(offset)).for_each(|(sum, value)| *sum += value);
        sums.iter_mut().skip(offset).zip(values).for_each(|(sum, value)| *sum += value);
    }
}
