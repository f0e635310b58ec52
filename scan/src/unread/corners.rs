//! Measures how much the corners of a region look like finder patterns, blurred or not.

use crate::geometry::{Point, greatest_first};
use crate::image::LumaImage;

/// The numbers of modules along a side that are tried. Between two of them the width of a module differs by an eighth,
/// so that a pattern of seven modules is off by less than half a module.
const SIDES: [f64; 11] = [21.0, 25.0, 29.0, 33.0, 37.0, 41.0, 45.0, 51.0, 57.0, 65.0, 77.0];

/// The modules across a pattern with its separator.
const CELLS: usize = 9;

/// The number of half modules by which a pattern may be off, because the outline of a region is not exact. It is less
/// exact if the region is cut off by the edge of the image.
const REACH: usize = 4;
const REACH_OF_CUT: usize = 8;

/// The number of samples across a pattern, half a module apart, without the reach on both sides.
const SPAN: usize = 2 * (CELLS - 1) + 1;

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

/// The number of patterns before those in motion.
const FIRST_MOVED: usize = 2;

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

/// The distance in pixels from the edge of the image within which a corner of a region may be an end of the image
/// instead of a corner of a symbol.
const AT_EDGE: f64 = 6.0;

/// The likeness to a blurred pattern that two of any three corners of a symbol have. Most regions that are not symbols
/// have less, and are not examined further.
const LEAST_TO_GO_ON: f32 = 0.42;

/// Returns how much the corners of a quadrangle, which are given clockwise, look like finder patterns: the mean
/// correlation of the three corners that fit best, for the blur and the number of modules that fit best.
pub(super) fn likeness(image: &LumaImage<'_>, corners: &[Point; 4]) -> f32 {
    let patterns = BLURS.map(|(offsets, width)| pattern(offsets, width));
    let (blurred, moved) = patterns.split_at(FIRST_MOVED);
    let mut best = 0.0_f32;
    for side in SIDES {
        let three = [0, 1, 2].map(|at| Samples::of(image, corners, at, side, REACH));
        let mut fits = three.each_ref().map(|greys| greys.best_fit(blurred));
        fits.sort_by(f32::total_cmp);
        let [_, second, _] = fits;
        if second < LEAST_TO_GO_ON {
            continue;
        }
        let last = Samples::of(image, corners, 3, side, REACH);
        for pattern in blurred.iter().chain(moved) {
            let fits = three.iter().chain([&last]).map(|greys| greys.fit(pattern));
            best = best.max(mean_of_best(fits.collect(), 3));
        }
    }
    best
}

/// The likeness of the corners of a region at the edge of the image: of those that are not at the edge themselves.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Inside {
    /// The highest correlation of one corner.
    pub(super) of_one: f32,
    /// The highest mean correlation of two corners.
    pub(super) of_two: f32,
}

/// Measures the likeness of a quadrangle at the edge of the image.
pub(super) fn likeness_inside(image: &LumaImage<'_>, corners: &[Point; 4]) -> Inside {
    let (right, bottom) = (image.width() as f64 - AT_EDGE, image.height() as f64 - AT_EDGE);
    let is_inside = |at: &Point| at.x > AT_EDGE && at.y > AT_EDGE && at.x < right && at.y < bottom;
    let inside: Vec<usize> = (0..4).filter(|at| corners.get(*at).is_some_and(is_inside)).collect();
    let blurred: Vec<Pattern> =
        BLURS.iter().take(FIRST_MOVED).map(|(offsets, width)| pattern(offsets, *width)).collect();
    let mut best = Inside::default();
    for side in SIDES {
        let fits: Vec<f32> =
            inside.iter().map(|at| Samples::of(image, corners, *at, side, REACH_OF_CUT).best_fit(&blurred)).collect();
        best.of_one = best.of_one.max(mean_of_best(fits.clone(), 1));
        best.of_two = best.of_two.max(mean_of_best(fits, 2));
    }
    best
}

/// Returns the mean of the `count` highest values, where a missing one is 0.
fn mean_of_best(mut values: Vec<f32>, count: usize) -> f32 {
    values.sort_by_cached_key(|value| greatest_first(*value));
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

/// Grey values around the place where the finder pattern of a corner would be.
struct Samples {
    greys: Vec<f32>,
    reach: usize,
}

impl Samples {
    /// Samples the surroundings of a corner of a quadrangle that has `side` modules along a side. If a part of the
    /// symbol is outside the image, only its longer side is whole.
    fn of(image: &LumaImage<'_>, corners: &[Point; 4], at: usize, side: f64, reach: usize) -> Self {
        let [before, corner, after] =
            [at + 3, at, at + 1].map(|at| corners.get(at % 4).copied().unwrap_or(Point::ORIGIN));
        let (across, down) = (after - corner, before - corner);
        let longer = across.length().max(down.length());
        let module = |way: Point| {
            let length = if reach == REACH { way.length() } else { longer };
            way * (length / way.length().max(1e-6) / side)
        };
        let (across, down) = (module(across), module(down));
        let samples = SPAN + 2 * reach;
        let first = MIDDLE - (samples / 2) as f64 / 2.0;
        let place = |at: usize| first + at as f64 / 2.0;
        let all = (0..samples * samples).map(|at| corner + across * place(at % samples) + down * place(at / samples));
        Samples { greys: all.map(|at| image.at(at)).collect(), reach }
    }

    /// Returns the highest correlation with any of some patterns.
    fn best_fit(&self, patterns: &[Pattern]) -> f32 {
        patterns.iter().map(|pattern| self.fit(pattern)).fold(0.0, f32::max)
    }

    /// Returns the highest correlation with a pattern, within its reach. Whole modules are tried first, then half a
    /// module around the best place.
    fn fit(&self, pattern: &Pattern) -> f32 {
        let best = |places: &mut dyn Iterator<Item = (usize, usize)>| {
            let fits = places.map(|(left, top)| (self.fit_at(pattern, left, top), left, top));
            fits.max_by(|(a, ..), (b, ..)| a.total_cmp(b)).unwrap_or_default()
        };
        let whole = 0..=self.reach;
        let (_, left, top) =
            best(&mut whole.clone().flat_map(|top| whole.clone().map(move |left| (2 * left, 2 * top))));
        let beside = |at: usize| at.saturating_sub(1)..=(at + 1).min(2 * self.reach);
        best(&mut beside(top).flat_map(|top| beside(left).map(move |left| (left, top)))).0
    }

    /// Returns the correlation of the grey values from a place on with a pattern, or 0 if they are uniform.
    fn fit_at(&self, pattern: &Pattern, left: usize, top: usize) -> f32 {
        let across = SPAN + 2 * self.reach;
        let (mut sum, mut square, mut both) = (0.0_f32, 0.0_f32, 0.0_f32);
        for (row, cells) in pattern.chunks_exact(CELLS).enumerate() {
            let line = self.greys.get((top + 2 * row) * across + left..).unwrap_or_default();
            for (grey, cell) in line.iter().step_by(2).zip(cells) {
                sum += grey;
                square += grey * grey;
                both += grey * cell;
            }
        }
        let variance = square - sum * sum / pattern.len() as f32;
        if variance > LEAST_VARIANCE * pattern.len() as f32 { both / variance.sqrt() } else { 0.0 }
    }
}
