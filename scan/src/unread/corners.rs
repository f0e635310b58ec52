//! Measures how much the corners of a region look like finder patterns, blurred or not.

use crate::geometry::Point;
use crate::image::LumaImage;

/// The numbers of modules along a side that are tried. Between two of them the width of a module differs by an eighth,
/// so that a pattern of seven modules is off by less than half a module.
const SIDES: [f64; 11] = [21.0, 25.0, 29.0, 33.0, 37.0, 41.0, 45.0, 51.0, 57.0, 65.0, 77.0];

/// The modules across a pattern with its separator.
const CELLS: usize = 9;

/// The number of half modules by which a pattern may be off, because the outline of a region is not exact.
const REACH: usize = 4;

/// The number of samples across, half a module apart: the pattern, and its reach on both sides.
const SAMPLES: usize = 2 * (CELLS - 1) + 1 + 2 * REACH;

/// The distance in modules from the corner of a symbol to the middle of its finder pattern.
const MIDDLE: f64 = 3.5;

/// The least variance of grey values. Less is noise.
const LEAST_VARIANCE: f32 = 1.0;

/// The offsets in modules over which a blurred pattern is averaged: out of focus a little and much, and in motion in
/// four directions.
const BLURS: [(&[(f64, f64)], f64); 6] = [
    (&ROUND, 0.45),
    (&ROUND, 1.0),
    (&[(-1.0, 0.0), (-0.5, 0.0), (0.0, 0.0), (0.5, 0.0), (1.0, 0.0)], 1.6),
    (&[(0.0, -1.0), (0.0, -0.5), (0.0, 0.0), (0.0, 0.5), (0.0, 1.0)], 1.6),
    (&[(-0.7, -0.7), (-0.35, -0.35), (0.0, 0.0), (0.35, 0.35), (0.7, 0.7)], 1.6),
    (&[(-0.7, 0.7), (-0.35, 0.35), (0.0, 0.0), (0.35, -0.35), (0.7, -0.7)], 1.6),
];

/// The number of patterns before those in motion, and the likeness to the last of them that all symbols have.
const FIRST_MOVED: usize = 2;
const LEAST_TO_GO_ON: f32 = 0.45;

/// Places in and around a circle of radius 1.
const ROUND: [(f64, f64); 13] = [
    (0.0, 0.0),
    (0.0, 0.0),
    (0.6, 0.0),
    (-0.6, 0.0),
    (0.0, 0.6),
    (0.0, -0.6),
    (0.8, 0.8),
    (-0.8, 0.8),
    (0.8, -0.8),
    (-0.8, -0.8),
    (1.2, 0.0),
    (0.0, 1.2),
    (-1.2, 0.0),
];

type Pattern = [f32; CELLS * CELLS];

/// The distance in pixels from the edge of the image within which a corner of a region may be an end of the image instead
/// of a corner of a symbol.
const AT_EDGE: f64 = 6.0;

/// How much the corners of a region look like finder patterns: the mean correlation with the pattern, for the blur and the
/// number of modules that fit best.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Likeness {
    /// Of the three corners that fit best.
    pub(super) of_three: f32,
    /// Of the two corners that fit best among those that are not at the edge of the image.
    pub(super) of_two: f32,
}

/// Measures the likeness of the corners of a quadrangle, which are given clockwise.
pub(super) fn likeness(image: &LumaImage<'_>, corners: &[Point; 4]) -> Likeness {
    let patterns = BLURS.map(|(offsets, width)| pattern(offsets, width));
    let (right, bottom) = (image.width() as f64 - AT_EDGE, image.height() as f64 - AT_EDGE);
    let inside = corners.map(|at| at.x > AT_EDGE && at.y > AT_EDGE && at.x < right && at.y < bottom);
    let mut best = Likeness::default();
    for side in SIDES {
        let greys = [0, 1, 2, 3].map(|at| samples(image, corners, at, side));
        for (number, pattern) in patterns.iter().enumerate() {
            let fits = greys.each_ref().map(|greys| fit(greys, pattern));
            let of_three = mean_of_best(fits.to_vec(), 3);
            best.of_three = best.of_three.max(of_three);
            if number < FIRST_MOVED {
                let inside = fits.iter().zip(inside).filter(|(_, is_inside)| *is_inside).map(|(fit, _)| *fit);
                best.of_two = best.of_two.max(mean_of_best(inside.collect(), 2));
            }
            // Where the blurred pattern does not fit at all, the moved ones do not either.
            if number + 1 == FIRST_MOVED && of_three < LEAST_TO_GO_ON {
                break;
            }
        }
    }
    best
}

/// Returns the mean of the `count` highest values, where a missing one is 0.
fn mean_of_best(mut values: Vec<f32>, count: usize) -> f32 {
    values.sort_by(|a, b| b.total_cmp(a));
    values.iter().take(count).sum::<f32>() / count as f32
}

/// Returns the lightness of a finder pattern and its separator, averaged over offsets and normalized: its mean is 0 and
/// the sum of its squares 1.
fn pattern(offsets: &[(f64, f64)], width: f64) -> Pattern {
    let light = |x: f64, y: f64| {
        let ring = x.abs().max(y.abs());
        if ring < 1.5 || (2.5..3.5).contains(&ring) { 0.0 } else { 1.0 }
    };
    let middle = (CELLS / 2) as f64;
    let mut cells: Pattern = core::array::from_fn(|at| {
        let (x, y) = ((at % CELLS) as f64 - middle, (at / CELLS) as f64 - middle);
        let sum: f32 = offsets.iter().map(|(dx, dy)| light(x + dx * width, y + dy * width)).sum();
        sum / offsets.len() as f32
    });
    let mean = cells.iter().sum::<f32>() / cells.len() as f32;
    let length = cells.iter().map(|cell| (cell - mean) * (cell - mean)).sum::<f32>().sqrt();
    cells.iter_mut().for_each(|cell| *cell = (*cell - mean) / length);
    cells
}

/// Returns grey values around the place where the finder pattern of a corner would be, if the quadrangle had `side`
/// modules along a side.
fn samples(image: &LumaImage<'_>, corners: &[Point; 4], at: usize, side: f64) -> Vec<f32> {
    let [before, corner, after] = [at + 3, at, at + 1].map(|at| corners.get(at % 4).copied().unwrap_or(Point::ORIGIN));
    let (across, down) = ((after - corner) * (1.0 / side), (before - corner) * (1.0 / side));
    let first = MIDDLE - (SAMPLES / 2) as f64 / 2.0;
    let place = |at: usize| first + at as f64 / 2.0;
    let all = (0..SAMPLES * SAMPLES).map(|at| corner + across * place(at % SAMPLES) + down * place(at / SAMPLES));
    all.map(|at| image.at(at)).collect()
}

/// Returns the highest correlation of grey values with a pattern, within its reach. Whole modules are tried first, then
/// half a module around the best place.
fn fit(greys: &[f32], pattern: &Pattern) -> f32 {
    let best = |places: &mut dyn Iterator<Item = (usize, usize)>| {
        let fits = places.map(|(left, top)| (fit_at(greys, pattern, left, top), left, top));
        fits.max_by(|(a, ..), (b, ..)| a.total_cmp(b)).unwrap_or_default()
    };
    let (_, left, top) = best(&mut (0..=REACH).flat_map(|top| (0..=REACH).map(move |left| (2 * left, 2 * top))));
    let beside = |at: usize| at.saturating_sub(1)..=(at + 1).min(2 * REACH);
    best(&mut beside(top).flat_map(|top| beside(left).map(move |left| (left, top)))).0
}

/// Returns the correlation of the grey values from a place on with a pattern, or 0 if they are uniform.
fn fit_at(greys: &[f32], pattern: &Pattern, left: usize, top: usize) -> f32 {
    let (mut sum, mut square, mut both) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (row, cells) in pattern.chunks_exact(CELLS).enumerate() {
        let line = greys.get((top + 2 * row) * SAMPLES + left..).unwrap_or_default();
        for (grey, cell) in line.iter().step_by(2).zip(cells) {
            sum += grey;
            square += grey * grey;
            both += grey * cell;
        }
    }
    let variance = square - sum * sum / pattern.len() as f32;
    if variance > LEAST_VARIANCE * pattern.len() as f32 { both / variance.sqrt() } else { 0.0 }
}
