//! Finder patterns remembered from frame to frame.
//!
//! Of a label that is small, faint or in motion one frame shows one finder pattern and the next another. What was found is
//! therefore looked for again in later frames, by how it looked, near where it was; and what is found time and again goes
//! before what noise and texture show once.

use crate::find::Finder;
use crate::geometry::Point;
use crate::image::LumaImage;
use crate::limits::MAX_REMEMBERED_FINDERS;

/// Patterns of one frame that are remembered, if they are new.
const MOST_NEW: usize = 16;

/// Patterns that are told of in one frame.
const MOST_TOLD: usize = 14;

/// Frames after which a pattern that was not found again is forgotten.
const MAX_AGE: u64 = 10;

/// Modules by which a pattern may have moved.
const REACH: usize = 3;

/// Samples along a side of what a pattern looks like, half a module apart: seven modules and the edges around.
const SIDE: usize = 15;

/// The least correlation with how it looked before.
const LEAST_CORRELATION: f32 = 0.6;

/// What being found in black and white counts, beside 1 for being found again by its looks.
const FOUND: u32 = 2;

/// Below that it may be chance.
const LEAST_WORTH: u32 = FOUND + 1;

/// The finder patterns of the last frames.
#[derive(Debug, Clone, Default)]
pub(super) struct Recall {
    patterns: Vec<Pattern>,
}

/// A finder pattern.
#[derive(Debug, Clone)]
struct Pattern {
    /// Where it was when it was last seen.
    finder: Finder,
    /// How it looked when it was last found in black and white: samples with a mean of 0 and a length of 1.
    look: Vec<f32>,
    /// The frame in which it was found last.
    found: u64,
    /// The frame in which it was found or recognised last.
    seen: u64,
    /// How often it was.
    worth: u32,
}

impl Recall {
    /// Remembers what was found in a frame, the surest first, and tells which patterns are there that were in others too.
    pub(super) fn frame(&mut self, image: &LumaImage<'_>, found: &[Finder], number: u64) -> Vec<Finder> {
        self.patterns.retain(|pattern| pattern.found + MAX_AGE >= number);
        let mut new: Vec<Finder> = found.to_vec();
        for pattern in &mut self.patterns {
            let nearest = (0..new.len())
                .filter_map(|at| Some((at, pattern.distance(new.get(at)?)?)))
                .min_by(|(_, a), (_, b)| a.total_cmp(b));
            if let Some((at, _)) = nearest {
                pattern.find(image, new.remove(at), number);
            } else if let Some(centre) = pattern.recognise(image) {
                pattern.finder.centre = centre;
                (pattern.seen, pattern.worth) = (number, pattern.worth + 1);
            }
        }
        self.patterns.sort_by_key(|pattern| core::cmp::Reverse((pattern.worth, pattern.seen)));
        self.forget_doubles();
        let is_told = |pattern: &&Pattern| pattern.seen == number && pattern.worth >= LEAST_WORTH;
        let told = self.patterns.iter().filter(is_told).map(|pattern| pattern.finder).take(MOST_TOLD).collect();
        let new = new.into_iter().take(MOST_NEW).filter_map(|finder| Pattern::new(image, finder, number));
        self.patterns.truncate(MAX_REMEMBERED_FINDERS - MOST_NEW);
        self.patterns.extend(new);
        told
    }

    /// Forgets patterns that turned out to be others.
    fn forget_doubles(&mut self) {
        let mut kept: Vec<Pattern> = Vec::with_capacity(self.patterns.len());
        for pattern in self.patterns.drain(..) {
            if !kept.iter().any(|other| other.finder.is_same_as(&pattern.finder)) {
                kept.push(pattern);
            }
        }
        self.patterns = kept;
    }

    /// Patterns that are remembered.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.patterns.len()
    }
}

impl Pattern {
    fn new(image: &LumaImage<'_>, finder: Finder, number: u64) -> Option<Self> {
        let look = look(image, &finder)?;
        Some(Pattern { finder, look, found: number, seen: number, worth: FOUND })
    }

    /// How far it is to a pattern that may be the same.
    fn distance(&self, other: &Finder) -> Option<f64> {
        let distance = self.finder.centre.distance(other.centre);
        let is_alike = (0.6..1.67).contains(&(self.finder.module / other.module));
        (is_alike && distance < REACH as f64 * self.finder.module).then_some(distance)
    }

    /// Takes note of where it was found.
    fn find(&mut self, image: &LumaImage<'_>, finder: Finder, number: u64) {
        self.finder = finder;
        self.look = look(image, &finder).unwrap_or(core::mem::take(&mut self.look));
        (self.found, self.seen, self.worth) = (number, number, self.worth + FOUND);
    }

    /// Where something looks like it, near where it was.
    fn recognise(&self, image: &LumaImage<'_>) -> Option<Point> {
        // Half modules.
        let reach = 2 * REACH;
        let across = SIDE + 2 * reach;
        let greys = samples(image, &self.finder, across);
        let fit = |x: usize, y: usize| {
            let rows = greys.chunks_exact(across).skip(y).take(SIDE);
            correlation(rows.flat_map(|row| row.iter().skip(x).take(SIDE)), &self.look)
        };
        let best = |places: &mut dyn Iterator<Item = (usize, usize)>| {
            let fits = places.map(|(x, y)| (fit(x, y), x, y));
            fits.max_by(|(a, ..), (b, ..)| a.total_cmp(b))
        };
        // A module apart first, then half of one.
        let (_, x, y) = best(&mut (0..=REACH * 2).flat_map(|y| (0..=REACH * 2).map(move |x| (2 * x, 2 * y))))?;
        let beside = |at: usize| at.saturating_sub(1)..=(at + 1).min(2 * reach);
        let (most, x, y) = best(&mut beside(y).flat_map(|y| beside(x).map(move |x| (x, y))))?;
        let step = self.finder.module / 2.0;
        let shift = Point { x: x as f64 - reach as f64, y: y as f64 - reach as f64 } * step;
        (most >= LEAST_CORRELATION).then(|| self.finder.centre + shift)
    }
}

/// Grey values around a pattern, so many across and down, half a module apart.
fn samples(image: &LumaImage<'_>, finder: &Finder, across: usize) -> Vec<f32> {
    let middle = (across - 1) as f64 / 2.0;
    let step = finder.module / 2.0;
    let offset = |at: usize| (at as f64 - middle) * step;
    let place = |at: usize| Point { x: offset(at % across), y: offset(at / across) };
    (0..across * across).map(|at| image.at(finder.centre + place(at))).collect()
}

/// How a pattern looks; none where all is of one grey.
fn look(image: &LumaImage<'_>, finder: &Finder) -> Option<Vec<f32>> {
    let greys = samples(image, finder, SIDE);
    let mean = greys.iter().sum::<f32>() / greys.len() as f32;
    let length = greys.iter().map(|grey| (grey - mean) * (grey - mean)).sum::<f32>().sqrt();
    (length > SIDE as f32).then(|| greys.iter().map(|grey| (grey - mean) / length).collect())
}

/// How well grey values correlate with a look.
fn correlation<'a>(greys: impl Iterator<Item = &'a f32>, look: &[f32]) -> f32 {
    let (mut sum, mut square, mut both) = (0.0, 0.0, 0.0);
    for (grey, look) in greys.zip(look) {
        sum += grey;
        square += grey * grey;
        both += grey * look;
    }
    let length = (square - sum * sum / look.len() as f32).max(0.0).sqrt();
    if length > SIDE as f32 { both / length } else { 0.0 }
}
