//! Which three finder patterns may be the corners of one symbol.

use super::finder::Finder;
use crate::budget::Share;

/// Modules between two patterns on a side: from 14 in version 1 to 170 in version 40, with room for tilt and for
/// patterns measured across corners.
const SHORTEST_SIDE: f64 = 7.0;
const LONGEST_SIDE: f64 = 230.0;

/// The cosine of the angle between two sides, and the square of one side by that of the other, of a square seen 70
/// degrees from the front, with room for perspective.
const MOST_COSINE: f64 = 0.88;
const MOST_STRETCHED: f64 = 16.0;

/// The logarithm by which patterns may be higher or lower than in a square with their centers: a factor of two.
const MOST_LEAN: f64 = 0.7;

/// The modules of two patterns by each other: one is twice as near as the other at most, and measured to a tenth.
const WIDTHS: core::ops::Range<f64> = 0.45..2.2;

/// The diagonal of a square by its side, rounded up.
const DIAGONAL: f64 = 1.5;

/// What makes a triple more skewed, in units of the cosine between its sides. For each module of both sides: of two
/// triples that are equally square the smaller one is tried first, because labels stand in rows. For each place where a
/// pattern does not fit: a pattern with a third of the places wrong counts as much as twelve degrees.
const SKEW_PER_MODULE: f64 = 0.001;
const SKEW_PER_DOUBT: f64 = 0.02;

/// Triples held beyond those that are kept, before they are sorted again: sorting few at a time takes longer.
const UNSORTED: usize = 100;

/// Three finder patterns that may belong to one symbol.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Triple {
    pub(crate) top_left: Finder,
    pub(crate) top_right: Finder,
    pub(crate) bottom_left: Finder,
    /// How far it is from three perfect patterns of a square seen from the front, which have 0.
    skew: f64,
    /// Whether its patterns were seen in several frames, so that a pattern that cannot be measured in this one is no
    /// reason to dismiss it.
    pub(crate) is_steady: bool,
}

/// Up to `most` triples that look like three corners of a square, the squarest first. Only those with a pattern from
/// the index `newest` on: the others were attempted before.
pub(crate) fn plausible(finders: &[Finder], newest: usize, most: usize, share: Share<'_>) -> Vec<Triple> {
    let mut triples: Vec<Triple> = Vec::new();
    // Once `most` are held, only squarer ones are added.
    let mut limit = f64::INFINITY;
    for (i, a) in finders.iter().enumerate() {
        if share.is_late() {
            break;
        }
        for (j, b) in finders.iter().enumerate().skip(i + 1) {
            if !may_be_beside(a, b) {
                continue;
            }
            for c in finders.iter().skip((j + 1).max(newest)) {
                if may_be_beside(a, c) && may_be_beside(b, c) {
                    triples.extend(Triple::of([a, b, c], limit));
                }
            }
            // Noise has hundreds of thousands of triples.
            if triples.len() > 2 * most + UNSORTED {
                keep_squarest(&mut triples, most);
                limit = triples.last().map_or(limit, |last| last.skew);
            }
        }
    }
    keep_squarest(&mut triples, most);
    triples
}

/// The same with at least two patterns among the first `steady`, which were seen in several frames.
pub(crate) fn steady(finders: &[Finder], steady: usize, most: usize) -> Vec<Triple> {
    let mut triples = Vec::new();
    for (i, a) in finders.iter().take(steady).enumerate() {
        for (j, b) in finders.iter().enumerate().take(steady).skip(i + 1) {
            for c in finders.iter().skip(j + 1) {
                if may_be_beside(a, b) && may_be_beside(a, c) && may_be_beside(b, c) {
                    triples.extend(Triple::of([a, b, c], f64::INFINITY));
                }
            }
        }
    }
    keep_squarest(&mut triples, most);
    triples.into_iter().map(|triple| Triple { is_steady: true, ..triple }).collect()
}

/// Whether two patterns may be corners of one symbol, of a side or across: alike in size, and not too far apart.
fn may_be_beside(a: &Finder, b: &Finder) -> bool {
    let furthest = LONGEST_SIDE * DIAGONAL * (a.module + b.module);
    WIDTHS.contains(&(a.module / b.module)) && {
        let apart = a.center - b.center;
        apart.dot(apart) < furthest * furthest
    }
}

/// Keeps the squarest triples, sorted.
fn keep_squarest(triples: &mut Vec<Triple>, most: usize) {
    triples.sort_by(|a, b| a.skew.total_cmp(&b.skew));
    triples.truncate(most);
}

impl Triple {
    /// The mean width of their modules in pixels.
    pub(crate) fn module(&self) -> f64 {
        (self.top_left.module + self.top_right.module + self.bottom_left.module) / 3.0
    }

    /// The same in an image of another scale.
    pub(crate) fn scaled(&self, factor: f64) -> Self {
        Triple {
            top_left: self.top_left.scaled(factor),
            top_right: self.top_right.scaled(factor),
            bottom_left: self.bottom_left.scaled(factor),
            ..*self
        }
    }

    /// The triples of three finder patterns, each of them at the corner, that are skewed by less than `limit`.
    fn of([a, b, c]: [&Finder; 3], limit: f64) -> impl Iterator<Item = Self> {
        [[a, b, c], [b, a, c], [c, a, b]].into_iter().filter_map(move |corners| Triple::new(corners, limit))
    }

    /// Three finder patterns with the first at the corner; `None` if they cannot be a symbol's, or are skewed by
    /// `limit` or more.
    fn new([corner, one, other]: [&Finder; 3], limit: f64) -> Option<Self> {
        let (to_one, to_other) = (one.center - corner.center, other.center - corner.center);
        let (squared_across, squared_down) = (to_one.dot(to_one), to_other.dot(to_other));
        // Most of millions of triples end here, without a root or a logarithm.
        let (dot, stretched) =
            (to_one.dot(to_other), (squared_across / squared_down).max(squared_down / squared_across));
        if dot * dot >= MOST_COSINE * MOST_COSINE * squared_across * squared_down || stretched >= MOST_STRETCHED {
            return None;
        }
        let (across, down) = (squared_across.sqrt(), squared_down.sqrt());
        let module = (corner.module + one.module + other.module) / 3.0;
        let in_range = |length: f64| (SHORTEST_SIDE..LONGEST_SIDE).contains(&(length / module));
        let size = SKEW_PER_MODULE * (across + down) / module;
        let doubt =
            SKEW_PER_DOUBT * [corner, one, other].iter().map(|finder| f64::from(finder.doubt())).sum::<f64>() / 3.0;
        let skew = dot.abs() / (across * down) + size + doubt;
        if !in_range(across) || !in_range(down) || skew >= limit {
            return None;
        }
        let skew = skew + stretched.ln() / 2.0;
        // A pattern is foreshortened as its symbol is. The line across its center ends where it has gone 3.5 modules
        // along one of the sides, and so does the line down.
        let further = |a: f64, b: f64| a.abs().max(b.abs());
        let tall = (further(to_one.y, to_other.y) / further(to_one.x, to_other.x)).ln();
        let lean = [corner, one, other].iter().map(|finder| (finder.tall - tall).abs()).sum::<f64>() / 3.0;
        let sizes = [corner.module, one.module, other.module];
        let spread = sizes.iter().fold(1.0_f64, |most, size| most.max(size / module).max(module / size));
        let skew = skew + lean + spread.ln();
        // False if it is NaN as well.
        (lean < MOST_LEAN && skew < limit).then_some(())?;
        let (top_right, bottom_left) = if to_one.cross(to_other) > 0.0 { (one, other) } else { (other, one) };
        Some(Triple { top_left: *corner, top_right: *top_right, bottom_left: *bottom_left, skew, is_steady: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{Budget, Stage};
    use crate::geometry::Point;

    /// The patterns of a symbol of 57 modules with such sides, so many pixels each way.
    fn patterns(across: Point, down: Point) -> [Finder; 3] {
        let module = |of: fn(&Point) -> f64| {
            // The line along the other axis crosses the pattern where one of both sides has gone as far as it may.
            let other = |at: &Point| at.x + at.y - of(at);
            across.cross(down).abs() / other(&across).abs().max(other(&down).abs()) / 50.0
        };
        let (wide, high) = (module(|at| at.x), module(|at| at.y));
        let finder =
            |center: Point| Finder { center, module: wide.midpoint(high), tall: (high / wide).ln(), fit: 32, seen: 3 };
        let corner = Point { x: 400.0, y: 400.0 };
        [corner, corner + across, corner + down].map(finder)
    }

    #[test]
    fn patterns_of_a_square_seen_from_anywhere_may_be_its_corners() {
        for tilt in [0.0_f64, 30.0, 60.0, 70.0] {
            for roll in [0.0_f64, 20.0, 45.0, 80.0] {
                let (sine, cosine) = roll.to_radians().sin_cos();
                let seen = |x: f64, y: f64| {
                    let (x, y) = (x * tilt.to_radians().cos(), y);
                    Point { x: x * cosine - y * sine, y: x * sine + y * cosine }
                };
                for turn in [0.0_f64, 25.0, 45.0] {
                    let (sine, cosine) = turn.to_radians().sin_cos();
                    let patterns = patterns(seen(200.0 * cosine, 200.0 * sine), seen(-200.0 * sine, 200.0 * cosine));
                    let found = plausible(&patterns, 0, 10, Budget::of(0).share(Stage::Search));
                    let is_right = |triple: &Triple| triple.top_left.center == patterns[0].center;
                    assert!(found.iter().any(is_right), "tilt {tilt}, roll {roll}, turn {turn}");
                }
            }
        }
    }

    #[test]
    fn patterns_that_are_seen_another_way_are_not() {
        let side = |x: f64, y: f64| Point { x, y };
        let [a, b, c] = patterns(side(200.0, 0.0), side(0.0, 200.0));
        assert_eq!(plausible(&[a, b, c], 0, 10, Budget::of(0).share(Stage::Search))[0].top_left, a);
        let narrow = [a, b, c].map(|finder| Finder { tall: 0.9, ..finder });
        assert_eq!(plausible(&narrow, 0, 10, Budget::of(0).share(Stage::Search)).len(), 0);
    }
}
