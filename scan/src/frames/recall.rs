//! Finder patterns that are remembered from frame to frame.
//!
//! If a label is small, faint or in motion, one frame shows one of its finder patterns and the next frame another. A
//! pattern is therefore searched again in later frames, by its appearance and near its last place. Patterns that are
//! found repeatedly have priority over those that noise and texture show once.

use crate::find::Finder;
use crate::geometry::{Point, greatest_pair_first};
use crate::image::LumaImage;

/// The maximum number of finder patterns that are remembered, each as a few hundred samples: those of a dozen labels,
/// and some of texture.
pub(super) const MAX_REMEMBERED_FINDERS: usize = 48;

/// The maximum number of new patterns of one frame that are remembered: a third, so that they do not displace those of
/// earlier frames.
const MOST_NEW: usize = 16;

/// The maximum number of patterns that are returned for one frame. The number of their triples is limited anyway.
const MOST_RETURNED: usize = 14;

/// The number of frames after which a pattern that was not found again in black and white is forgotten: a third of a
/// second.
const MAX_AGE: u64 = 10;

/// The maximum number of modules by which a pattern may have moved: less than half of its width, so that it is not
/// confused with another pattern.
const REACH: usize = 3;

/// The range of the ratio of module widths of two findings that may be the same pattern.
const SAME_WIDTH: core::ops::Range<f64> = 0.6..1.67;

/// The number of samples along a side of a pattern's appearance, half a module apart: seven modules and the edges
/// around them.
const SIDE: usize = 15;

/// The minimum correlation with the earlier appearance. Noise of four fifths of the contrast, in both, leaves that
/// much.
const LEAST_CORRELATION: f32 = 0.6;

/// The minimum deviation of grey values, as the length of the vector of samples. Less than one grey value is noise.
const LEAST_LENGTH: f32 = SIDE as f32;

/// The worth of finding a pattern in black and white. Recognizing a pattern by its appearance is worth 1.
const FOUND: u32 = 2;

/// The minimum worth of patterns that are returned. Those seen in only one frame may be chance.
const LEAST_WORTH: u32 = FOUND + 1;

/// The finder patterns of the last frames.
#[derive(Debug, Clone, Default)]
pub(super) struct Recall {
    patterns: Vec<Pattern>,
}

/// A remembered finder pattern.
#[derive(Debug, Clone)]
struct Pattern {
    /// The pattern as it was last seen.
    finder: Finder,
    /// The appearance when the pattern was last found in black and white: samples with a mean of 0 and a vector length
    /// of 1.
    appearance: Vec<f32>,
    /// The frame in which the pattern was last found in black and white.
    found: u64,
    /// The frame in which the pattern was last found or recognized.
    seen: u64,
    /// The sum of the worths of all frames in which the pattern was found or recognized.
    worth: u32,
}

impl Recall {
    /// Remembers the patterns found in a frame, given the surest first. Returns those that were also in earlier frames.
    pub(super) fn frame(&mut self, image: &LumaImage<'_>, found: &[Finder], number: u64) -> Vec<Finder> {
        self.patterns.retain(|pattern| pattern.found + MAX_AGE >= number);
        let mut new: Vec<Finder> = found.to_vec();
        for pattern in &mut self.patterns {
            let nearest = (0..new.len())
                .filter_map(|at| Some((at, pattern.distance(new.get(at)?)?)))
                .min_by(|(_, a), (_, b)| a.total_cmp(b));
            if let Some((at, _)) = nearest {
                pattern.find(image, new.remove(at), number);
            } else if let Some(center) = pattern.recognize(image) {
                pattern.finder.center = center;
                (pattern.seen, pattern.worth) = (number, pattern.worth + 1);
            }
        }
        self.patterns.sort_by_cached_key(|pattern| greatest_pair_first(pattern.worth, pattern.seen));
        self.forget_doubles();
        let is_returned = |pattern: &&Pattern| pattern.seen == number && pattern.worth >= LEAST_WORTH;
        let returned =
            self.patterns.iter().filter(is_returned).map(|pattern| pattern.finder).take(MOST_RETURNED).collect();
        let new = new.into_iter().take(MOST_NEW).filter_map(|finder| Pattern::new(image, finder, number));
        self.patterns.truncate(MAX_REMEMBERED_FINDERS - MOST_NEW);
        self.patterns.extend(new);
        returned
    }

    /// Forgets patterns that turned out to be the same as others.
    fn forget_doubles(&mut self) {
        let mut kept: Vec<Pattern> = Vec::with_capacity(self.patterns.len());
        for pattern in self.patterns.drain(..) {
            if !kept.iter().any(|other| other.finder.is_same_as(&pattern.finder)) {
                kept.push(pattern);
            }
        }
        self.patterns = kept;
    }

    /// Returns the number of remembered patterns.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.patterns.len()
    }
}

impl Pattern {
    fn new(image: &LumaImage<'_>, finder: Finder, number: u64) -> Option<Self> {
        let appearance = appearance(image, &finder)?;
        Some(Pattern { finder, appearance, found: number, seen: number, worth: FOUND })
    }

    /// Returns the distance to a finding, if it may be the same pattern.
    fn distance(&self, other: &Finder) -> Option<f64> {
        let distance = self.finder.center.distance(other.center);
        let is_alike = SAME_WIDTH.contains(&(self.finder.module / other.module));
        (is_alike && distance < REACH as f64 * self.finder.module).then_some(distance)
    }

    /// Updates the pattern with a finding in black and white.
    fn find(&mut self, image: &LumaImage<'_>, finder: Finder, number: u64) {
        self.finder = finder;
        self.appearance = appearance(image, &finder).unwrap_or(core::mem::take(&mut self.appearance));
        (self.found, self.seen, self.worth) = (number, number, self.worth + FOUND);
    }

    /// Returns the place near the last one that looks most like the pattern, if it looks sufficiently like it.
    fn recognize(&self, image: &LumaImage<'_>) -> Option<Point> {
        // In half modules.
        let reach = 2 * REACH;
        let across = SIDE + 2 * reach;
        let greys = samples(image, &self.finder, across);
        let fit = |x: usize, y: usize| {
            let rows = greys.chunks_exact(across).skip(y).take(SIDE);
            correlation(rows.flat_map(|row| row.iter().skip(x).take(SIDE)), &self.appearance)
        };
        let best = |places: &mut dyn Iterator<Item = (usize, usize)>| {
            let fits = places.map(|(x, y)| (fit(x, y), x, y));
            fits.max_by(|(a, ..), (b, ..)| a.total_cmp(b))
        };
        // Whole modules are tried first, then half a module around the best place.
        let (_, x, y) = best(&mut (0..=REACH * 2).flat_map(|y| (0..=REACH * 2).map(move |x| (2 * x, 2 * y))))?;
        let beside = |at: usize| at.saturating_sub(1)..=(at + 1).min(2 * reach);
        let (most, x, y) = best(&mut beside(y).flat_map(|y| beside(x).map(move |x| (x, y))))?;
        let step = self.finder.module / 2.0;
        let shift = Point { x: x as f64 - reach as f64, y: y as f64 - reach as f64 } * step;
        (most >= LEAST_CORRELATION).then(|| self.finder.center + shift)
    }
}

/// Returns grey values around a pattern, `across` in each direction, half a module apart.
fn samples(image: &LumaImage<'_>, finder: &Finder, across: usize) -> Vec<f32> {
    let middle = (across - 1) as f64 / 2.0;
    let step = finder.module / 2.0;
    let offset = |at: usize| (at as f64 - middle) * step;
    let place = |at: usize| Point { x: offset(at % across), y: offset(at / across) };
    (0..across * across).map(|at| image.at(finder.center + place(at))).collect()
}

/// Returns the appearance of a pattern, or `None` if the area is uniform.
fn appearance(image: &LumaImage<'_>, finder: &Finder) -> Option<Vec<f32>> {
    let greys = samples(image, finder, SIDE);
    let mean = greys.iter().sum::<f32>() / greys.len() as f32;
    let length = greys.iter().map(|grey| (grey - mean) * (grey - mean)).sum::<f32>().sqrt();
    (length > LEAST_LENGTH).then(|| greys.iter().map(|grey| (grey - mean) / length).collect())
}

/// Returns the correlation of grey values with an appearance.
fn correlation<'a>(greys: impl Iterator<Item = &'a f32>, appearance: &[f32]) -> f32 {
    let (mut sum, mut square, mut both) = (0.0, 0.0, 0.0);
    for (grey, appearance) in greys.zip(appearance) {
        sum += grey;
        square += grey * grey;
        both += grey * appearance;
    }
    let length = (square - sum * sum / appearance.len() as f32).max(0.0).sqrt();
    if length > LEAST_LENGTH { both / length } else { 0.0 }
}
