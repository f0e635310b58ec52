//! Triples of finder patterns that may be the corners of one symbol.

use super::finder::Finder;
use crate::budget::Share;
use crate::geometry::{Point, least_first};

/// The distance in modules between two patterns on a side: from 14 in version 1 to 170 in version 40, with a margin for
/// tilt and for patterns measured across corners.
const SHORTEST_SIDE: f64 = 7.0;
const LONGEST_SIDE: f64 = 230.0;

/// The maximum cosine of the angle between two sides, and the maximum ratio of their squares. A square seen at 70
/// degrees from the front reaches them, with a margin for perspective.
const MOST_COSINE: f64 = 0.88;
const MOST_STRETCHED: f64 = 16.0;

/// The maximum logarithm of the ratio between a pattern's measured proportions and those that the centers imply: a
/// factor of two.
const MOST_LEAN: f64 = 0.7;

/// The range of the ratio of two patterns' module widths. One pattern is at most twice as near as the other, and widths
/// are measured to a tenth.
const WIDTHS: core::ops::Range<f64> = 0.45..2.2;

/// The ratio of the diagonal of a square to its side, rounded up.
const DIAGONAL: f64 = 1.5;

/// Additions to the skew of a triple, in units of the cosine between its sides. The first is for each module of both
/// sides: labels often stand in rows, so the smaller of two equally square triples is tried first. The second is for
/// each place where a pattern does not fit: a pattern with a third of the places wrong counts as much as twelve
/// degrees.
const SKEW_PER_MODULE: f64 = 0.001;
const SKEW_PER_DOUBT: f64 = 0.02;

/// The number of triples held beyond those that are kept, before they are sorted again. Sorting after fewer takes
/// longer.
const UNSORTED: usize = 100;

/// The number of modules from the edge of a symbol to the center of a pattern.
const FINDER_CENTER: f64 = 3.5;

/// The number of finder patterns up to which each is combined with all others. Of more patterns, each is combined as a
/// corner with its nearest neighbors: the other patterns of its symbol are at most one side away, and on a sheet of
/// labels about ten patterns of other labels are as near. Texture within a label adds some.
const COMBINED_WITH_ALL: usize = 260;
const NEIGHBORS: usize = 32;

/// The maximum skew of three clearly visible patterns that are taken for a symbol without an attempt to read it.
const SQUARE: f64 = 0.3;

/// Three finder patterns that may belong to one symbol.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Triple {
    pub(crate) top_left: Finder,
    pub(crate) top_right: Finder,
    pub(crate) bottom_left: Finder,
    /// The deviation from three perfect patterns of a square seen from the front, which have 0.
    skew: f64,
    /// Whether the patterns were seen in several frames. A pattern that cannot be measured in this frame is then no
    /// reason to dismiss the triple.
    pub(crate) is_steady: bool,
}

/// Returns up to `most` triples that look like three corners of a square, the squarest first. Every triple has a
/// pattern with an index of at least `newest`, because the others were attempted before.
pub(crate) fn plausible(finders: &[Finder], newest: usize, most: usize, share: Share<'_>) -> Vec<Triple> {
    if finders.len() > COMBINED_WITH_ALL {
        return among_neighbors(finders, newest, most, share);
    }
    let mut triples: Vec<Triple> = Vec::new();
    // Once `most` triples are held, only squarer ones are added.
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

/// Does the same as [`plausible`] with the nearest neighbors of each pattern.
fn among_neighbors(finders: &[Finder], newest: usize, most: usize, share: Share<'_>) -> Vec<Triple> {
    let mut triples: Vec<Triple> = Vec::new();
    let mut beside: Vec<(f64, usize, &Finder)> = Vec::new();
    for (at, corner) in finders.iter().enumerate() {
        if share.is_late() {
            break;
        }
        let apart = |other: &Finder| {
            let apart = other.center - corner.center;
            apart.dot(apart)
        };
        beside.clear();
        let others = finders.iter().enumerate().filter(|(other, finder)| *other != at && may_be_beside(corner, finder));
        beside.extend(others.map(|(other, finder)| (apart(finder), other, finder)));
        if beside.len() > NEIGHBORS {
            beside.sort_by_cached_key(|(apart, ..)| least_first(*apart));
            beside.truncate(NEIGHBORS);
        }
        for (number, (_, one_at, one)) in beside.iter().enumerate() {
            let rest = beside.iter().skip(number + 1);
            let new = rest.filter(|(_, other_at, _)| at.max(*one_at).max(*other_at) >= newest);
            triples.extend(new.filter_map(|(.., other)| Triple::new([corner, one, other], f64::INFINITY)));
        }
        if triples.len() > 2 * most + UNSORTED {
            keep_squarest(&mut triples, most);
        }
    }
    keep_squarest(&mut triples, most);
    triples
}

/// Returns triples of clearly visible patterns that are almost certainly the corners of one symbol each, the squarest
/// first. No pattern is in two of them.
pub(crate) fn evident(finders: &[Finder], most: usize, share: Share<'_>) -> Vec<Triple> {
    let clear: Vec<Finder> = finders.iter().filter(|finder| finder.is_clear()).copied().collect();
    let mut kept: Vec<Triple> = Vec::new();
    for triple in plausible(&clear, 0, most, share).into_iter().take_while(Triple::is_square) {
        let shares = |other: &Triple| other.finders().iter().any(|finder| triple.finders().contains(finder));
        if !kept.iter().any(shares) {
            kept.push(triple);
        }
    }
    kept
}

/// Returns up to `most` triples with at least two patterns among the first `steady` ones, which were seen in several
/// frames.
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

/// Returns whether two patterns may be corners of one symbol, along a side or diagonally: similar in size, and not too
/// far apart.
fn may_be_beside(a: &Finder, b: &Finder) -> bool {
    let furthest = LONGEST_SIDE * DIAGONAL * (a.module + b.module);
    WIDTHS.contains(&(a.module / b.module)) && {
        let apart = a.center - b.center;
        apart.dot(apart) < furthest * furthest
    }
}

/// Keeps the `most` squarest triples, sorted.
fn keep_squarest(triples: &mut Vec<Triple>, most: usize) {
    triples.sort_by_cached_key(|triple| least_first(triple.skew));
    triples.truncate(most);
}

impl Triple {
    /// Returns the mean width of the patterns' modules in pixels.
    pub(crate) fn module(&self) -> f64 {
        (self.top_left.module + self.top_right.module + self.bottom_left.module) / 3.0
    }

    /// Returns the triple of patterns of which some may be hidden. Each is where the symbol's other parts place it.
    pub(crate) fn assumed([top_left, top_right, bottom_left]: [Finder; 3]) -> Self {
        Triple { top_left, top_right, bottom_left, skew: 0.0, is_steady: true }
    }

    /// Returns the three patterns.
    pub(crate) fn finders(&self) -> [Finder; 3] {
        [self.top_left, self.top_right, self.bottom_left]
    }

    /// Returns whether the patterns lie like the corners of a square that is seen almost from the front.
    pub(crate) fn is_square(&self) -> bool {
        self.skew < SQUARE
    }

    /// Returns whether all three patterns are clearly visible.
    pub(crate) fn is_clear(&self) -> bool {
        self.finders().iter().all(Finder::is_clear)
    }

    /// Returns the approximate corners of the symbol, clockwise from the top left.
    pub(crate) fn corners(&self) -> [Point; 4] {
        let corner = self.top_left.center;
        let (across, down) = (self.top_right.center - corner, self.bottom_left.center - corner);
        let beyond = |side: Point| side * (FINDER_CENTER * self.module() / side.length().max(1e-6));
        let (x, y) = (beyond(across), beyond(down));
        [corner - x - y, corner + across + x - y, corner + across + down + x + y, corner + down - x + y]
    }

    /// Returns the triple in an image of another scale.
    pub(crate) fn scaled(&self, factor: f64) -> Self {
        Triple {
            top_left: self.top_left.scaled(factor),
            top_right: self.top_right.scaled(factor),
            bottom_left: self.bottom_left.scaled(factor),
            ..*self
        }
    }

    /// Returns the triples of three finder patterns, with each of them as the corner, whose skew is less than `limit`.
    fn of([a, b, c]: [&Finder; 3], limit: f64) -> impl Iterator<Item = Self> {
        [[a, b, c], [b, a, c], [c, a, b]].into_iter().filter_map(move |corners| Triple::new(corners, limit))
    }

    /// Combines three finder patterns, the first one as the corner. `None` if they cannot belong to one symbol, or if
    /// their skew is `limit` or more.
    fn new([corner, one, other]: [&Finder; 3], limit: f64) -> Option<Self> {
        let (to_one, to_other) = (one.center - corner.center, other.center - corner.center);
        let (squared_across, squared_down) = (to_one.dot(to_one), to_other.dot(to_other));
        // Most of millions of triples are rejected here, without computing a root or a logarithm.
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
        // The condition is also false if a value is NaN.
        (lean < MOST_LEAN && skew < limit).then_some(())?;
        let (top_right, bottom_left) = if to_one.cross(to_other) > 0.0 { (one, other) } else { (other, one) };
        Some(Triple { top_left: *corner, top_right: *top_right, bottom_left: *bottom_left, skew, is_steady: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget::{Budget, Stage};

    /// Returns the patterns of a symbol of 57 modules whose sides are these vectors, in pixels.
    fn patterns(across: Point, down: Point) -> [Finder; 3] {
        let module = |of: fn(&Point) -> f64| {
            // The line along the other axis leaves the pattern where it reaches the end of one of both sides.
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
    fn patterns_of_a_square_seen_from_any_angle_may_be_its_corners() {
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
    fn patterns_foreshortened_unlike_their_symbol_are_rejected() {
        let side = |x: f64, y: f64| Point { x, y };
        let [a, b, c] = patterns(side(200.0, 0.0), side(0.0, 200.0));
        assert_eq!(plausible(&[a, b, c], 0, 10, Budget::of(0).share(Stage::Search))[0].top_left, a);
        let narrow = [a, b, c].map(|finder| Finder { tall: 0.9, ..finder });
        assert_eq!(plausible(&narrow, 0, 10, Budget::of(0).share(Stage::Search)).len(), 0);
    }

    /// Returns the patterns of symbols of 57 modules, `columns` in a row, with quiet zones of four modules.
    fn sheet(columns: usize, rows: usize) -> Vec<Finder> {
        let pitch = 65.0 * 4.0;
        let places = (0..columns * rows).map(|at| Point { x: (at % columns) as f64, y: (at / columns) as f64 } * pitch);
        let finder = |center| Finder { center, module: 4.0, tall: 0.0, fit: 32, seen: 3 };
        let corners = [(0.0, 0.0), (200.0, 0.0), (0.0, 200.0)];
        places.flat_map(|place| corners.map(|(x, y)| finder(place + Point { x, y }))).collect()
    }

    #[test]
    fn every_symbol_of_a_full_sheet_has_a_triple() {
        let finders = sheet(16, 16);
        let found = plausible(&finders, 0, 8 * finders.len(), Budget::of(0).share(Stage::Search));
        for three in finders.chunks(3) {
            let is_this = |triple: &Triple| {
                let corners = [triple.top_left.center, triple.top_right.center, triple.bottom_left.center];
                corners.iter().zip(three).all(|(corner, finder)| *corner == finder.center)
            };
            assert!(found.iter().any(is_this), "{:?}", three[0].center);
        }
    }

    #[test]
    fn evident_triples_are_clear_and_share_no_pattern() {
        let share_of = |finders: &[Finder]| evident(finders, 100, Budget::of(0).share(Stage::Search)).len();
        let one = sheet(1, 1);
        assert_eq!(share_of(&one), 1);
        let doubtful: Vec<Finder> = one.iter().map(|finder| Finder { fit: 20, ..*finder }).collect();
        assert_eq!(share_of(&doubtful), 0);
        let four = sheet(2, 2);
        assert!((1..=4).contains(&share_of(&four)));
    }
}
