//! The grey value of every module, and its darkness in comparison with its neighborhood.

use super::mesh::Mesh;
use crate::geometry::Point;
use crate::image::LumaImage;

/// The number of modules sampled beyond the edges of a symbol. The equalizer needs two neighbors on each side.
pub(super) const MARGIN: usize = 2;

/// The radius in modules within which dark and light are distinguished. Eleven modules across reach beyond a finder
/// pattern, which has seven, and are few enough to follow shadows.
pub(crate) const CONTRAST_RADIUS: usize = 5;

/// The maximum darkness. A module slightly beyond the mean of the dark ones is certain, and glare must not count more.
pub(super) const MOST_DARKNESS: f32 = 1.6;

/// The minimum contrast of a neighborhood, as a share of the greatest contrast in the symbol and in grey values. Below
/// it, noise would decide between dark and light.
const LEAST_CONTRAST: f64 = 0.04;
const LEAST_GREYS: f64 = 2.0;

/// The difference in darkness, of 2 between dark and light, below which a module and its neighbors count as uniform.
const FLAT: f32 = 0.5;

/// The part of a module, from its corner, that is sampled: the middle three fifths. Half of the light at its edges
/// comes from its neighbors.
const SAMPLED_FROM: f64 = 0.2;
const SAMPLED: f64 = 0.6;

/// A value for each module of a symbol and of a margin around it.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// The number of modules along a side, without the margin.
    pub(super) side: usize,
    values: Vec<f32>,
}

impl Field {
    pub(super) fn from_values(side: usize, values: Vec<f32>) -> Self {
        Field { side, values }
    }

    /// Returns the number of modules from one row to the next.
    pub(super) fn stride(&self) -> usize {
        self.side + 2 * MARGIN
    }

    /// Returns all values, row by row, with the margin.
    pub(super) fn values(&self) -> &[f32] {
        &self.values
    }

    /// Returns the value of a module. Coordinates do not count the margin.
    pub(super) fn at(&self, x: usize, y: usize) -> f32 {
        self.values.get((y + MARGIN) * self.stride() + x + MARGIN).copied().unwrap_or(0.0)
    }

    /// Returns the rows without the margin.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[f32]> {
        let inner = move |row: &'_ [f32]| -> core::ops::Range<usize> { MARGIN..row.len().saturating_sub(MARGIN) };
        self.values
            .chunks_exact(self.stride())
            .skip(MARGIN)
            .take(self.side)
            .map(move |row| row.get(inner(row)).unwrap_or_default())
    }

    /// Returns the values without the margin, row by row.
    pub(crate) fn inner(&self) -> Vec<f32> {
        self.rows().flatten().copied().collect()
    }

    /// Returns the field of the mirrored symbol.
    pub(crate) fn transposed(&self) -> Self {
        Field { side: self.side, values: transposed(&self.values, self.stride()) }
    }

    /// Samples an image through a mesh. Each value is the mean of `taps` by `taps` places around the module's center.
    pub(crate) fn sample(image: &LumaImage<'_>, mesh: &Mesh, taps: usize) -> Self {
        let stride = mesh.side + 2 * MARGIN;
        let corner = |at: usize| Point {
            x: (at % (stride + 1)) as f64 - MARGIN as f64,
            y: (at / (stride + 1)) as f64 - MARGIN as f64,
        };
        let corners: Vec<Point> = (0..(stride + 1) * (stride + 1)).map(|at| mesh.map(corner(at))).collect();
        let place = |tap: usize| SAMPLED_FROM + SAMPLED * (tap as f64 + 0.5) / taps as f64;
        let inside: Vec<f64> = (0..taps).map(place).collect();
        let scale = 1.0 / (taps * taps) as f32;
        let mut values = Vec::with_capacity(stride * stride);
        for (upper, lower) in corners.chunks_exact(stride + 1).zip(corners.chunks_exact(stride + 1).skip(1)) {
            for (above, below) in upper.windows(2).zip(lower.windows(2)) {
                let ([a, b], [c, d]) = (above, below) else { continue };
                let (across, down) = ((*b - *a + *d - *c) * 0.5, (*c - *a + *d - *b) * 0.5);
                let first = (*a + *b + *c + *d) * 0.25 - across * 0.5 - down * 0.5;
                let mut sum = 0.0;
                for y in &inside {
                    for x in &inside {
                        sum += image.at(first + across * *x + down * *y);
                    }
                }
                values.push(sum * scale);
            }
        }
        Field { side: mesh.side, values }
    }

    /// Returns the darkness of each module in comparison with those within `radius`: 1 is the mean of the dark ones, -1
    /// that of the light ones.
    pub(crate) fn balanced(&self, radius: usize) -> Self {
        let inner = self.inner();
        let means = Boxes::new(self.side, inner.iter().map(|value| (f64::from(*value), 1.0)));
        let mean_at: Vec<f64> = means.means(radius).collect();
        let split = |keep_dark: bool| {
            let kept = inner.iter().zip(&mean_at).map(move |(value, mean)| {
                let value = f64::from(*value);
                if (value < *mean) == keep_dark { (value, 1.0) } else { (0.0, 0.0) }
            });
            Boxes::new(self.side, kept).means(radius).collect::<Vec<f64>>()
        };
        let (dark, light) = (split(true), split(false));
        let span = |(dark, light): (&f64, &f64)| if light > dark { light - dark } else { 0.0 };
        let widest = dark.iter().zip(&light).map(span).fold(0.0, f64::max);
        let least = (widest * LEAST_CONTRAST).max(LEAST_GREYS);
        let stride = self.stride();
        let values = self.values.iter().enumerate().map(|(at, value)| {
            let inside = |at: usize| at.clamp(MARGIN, MARGIN + self.side - 1) - MARGIN;
            let place = inside(at / stride) * self.side + inside(at % stride);
            let dark = dark.get(place).copied().unwrap_or(0.0);
            let light = light.get(place).copied().unwrap_or(0.0).max(dark);
            let half = (light - dark).max(least) / 2.0;
            let darkness = ((dark + light) / 2.0 - f64::from(*value)) / half;
            (darkness as f32).clamp(-MOST_DARKNESS, MOST_DARKNESS)
        });
        Field { side: self.side, values: values.collect() }
    }

    /// Returns for each module whether it and its eight neighbors are uniform. Masked data hardly ever is, but an
    /// object that covers it is.
    pub(crate) fn flat(&self) -> Vec<bool> {
        let mut flat = Vec::with_capacity(self.side * self.side);
        for y in 0..self.side {
            for x in 0..self.side {
                let around = (y.saturating_sub(1)..(y + 2).min(self.side))
                    .flat_map(|row| (x.saturating_sub(1)..(x + 2).min(self.side)).map(move |column| (column, row)));
                let (low, high) = around
                    .map(|(x, y)| self.at(x, y))
                    .fold((f32::MAX, f32::MIN), |(low, high), value| (low.min(value), high.max(value)));
                flat.push(high - low < FLAT);
            }
        }
        flat
    }
}

/// Returns a square of values with rows and columns exchanged.
pub(crate) fn transposed(values: &[f32], side: usize) -> Vec<f32> {
    (0..values.len()).map(|at| values.get(at % side * side + at / side).copied().unwrap_or(0.0)).collect()
}

/// Means over squares of modules. Each is computed in constant time from a summed-area table.
pub(crate) struct Boxes {
    side: usize,
    /// The sums of values and of weights over all modules above and to the left.
    sums: Vec<(f64, f64)>,
}

impl Boxes {
    pub(crate) fn new(side: usize, values: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut values = values;
        let mut sums = vec![(0.0, 0.0); (side + 1) * (side + 1)];
        let mut above = vec![(0.0, 0.0); side + 1];
        for row in sums.chunks_exact_mut(side + 1).skip(1) {
            let mut left = (0.0, 0.0);
            for (sum, above) in row.iter_mut().zip(&mut above).skip(1) {
                let (value, weight) = values.next().unwrap_or((0.0, 0.0));
                left = (left.0 + value, left.1 + weight);
                *sum = (above.0 + left.0, above.1 + left.1);
                *above = *sum;
            }
        }
        Boxes { side, sums }
    }

    /// Returns the mean around each module, row by row.
    pub(crate) fn means(&self, radius: usize) -> impl Iterator<Item = f64> {
        let at = |x: usize, y: usize| self.sums.get(y * (self.side + 1) + x).copied().unwrap_or((0.0, 0.0));
        (0..self.side * self.side).map(move |place| {
            let (x, y) = (place % self.side, place / self.side);
            let (left, right) = (x.saturating_sub(radius), (x + radius + 1).min(self.side));
            let (top, bottom) = (y.saturating_sub(radius), (y + radius + 1).min(self.side));
            let (a, b, c, d) = (at(left, top), at(right, top), at(left, bottom), at(right, bottom));
            let (value, weight) = (a.0 + d.0 - b.0 - c.0, a.1 + d.1 - b.1 - c.1);
            // Weights are whole numbers, so that a sum is 0 or at least 1, except for rounding.
            if weight > 0.5 { value / weight } else { 0.0 }
        })
    }
}
