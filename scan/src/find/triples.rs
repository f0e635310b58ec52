//! Which three finder patterns may be the corners of one symbol.

use super::finders::Finder;
use crate::options::Allowance;

/// Modules between two patterns on a side: from 14 in version 1 to 170 in version 40, with room for tilt and for patterns
/// measured across corners.
const SHORTEST_SIDE: f64 = 7.0;
const LONGEST_SIDE: f64 = 230.0;

/// The cosine of the corner between two sides, and the square of one side by the other, of a square seen from 70 degrees aside, with room
/// for perspective.
const MOST_COSINE: f64 = 0.88;
const MOST_STRETCHED: f64 = 16.0;

/// The logarithm by which patterns may be higher or lower than they are in a square that lies as their middles say.
const MOST_LEAN: f64 = 0.7;

/// Three finder patterns that may belong to one symbol.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Triple {
    pub(crate) top_left: Finder,
    pub(crate) top_right: Finder,
    pub(crate) bottom_left: Finder,
    /// How far it is from three whole patterns of a square seen from the front: 0 is that.
    skew: f64,
    /// Whether its patterns were seen time and again, so that what one image lacks of them is no reason to dismiss it.
    pub(crate) is_steady: bool,
}

/// Triples that look like three corners of a square, the squarest first, no more than `most`. Only those that have a
/// pattern numbered `newest` or above: the others were looked at before.
pub(crate) fn plausible(finders: &[Finder], newest: usize, most: usize, allowance: &Allowance) -> Vec<Triple> {
    let mut triples: Vec<Triple> = Vec::new();
    // Once as many are held as will be tried, only squarer ones are of use.
    let mut limit = f64::INFINITY;
    for (i, a) in finders.iter().enumerate() {
        if allowance.is_late() {
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
            // Noise has hundreds of thousands of triples: no more are held than will be tried, and as many again.
            if triples.len() > 2 * most + 100 {
                keep_squarest(&mut triples, most);
                limit = triples.last().map_or(limit, |last| last.skew);
            }
        }
    }
    keep_squarest(&mut triples, most);
    triples
}

/// The same of which two patterns at least are among the first so many, which were seen time and again.
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
    let furthest = LONGEST_SIDE * 1.5 * (a.module + b.module);
    (0.45..2.2).contains(&(a.module / b.module)) && {
        let apart = a.centre - b.centre;
        apart.dot(apart) < furthest * furthest
    }
}

/// Leaves as many triples as will be tried, the squarest first.
fn keep_squarest(triples: &mut Vec<Triple>, most: usize) {
    triples.sort_by(|a, b| a.skew.total_cmp(&b.skew));
    triples.truncate(most);
}

impl Triple {
    /// The same in an image of another scale.
    pub(crate) fn scaled(&self, factor: f64) -> Self {
        Triple {
            top_left: self.top_left.scaled(factor),
            top_right: self.top_right.scaled(factor),
            bottom_left: self.bottom_left.scaled(factor),
            ..*self
        }
    }

    /// What three finder patterns may make, each of them at the corner, skewed by less than `limit`.
    fn of([a, b, c]: [&Finder; 3], limit: f64) -> impl Iterator<Item = Self> {
        [[a, b, c], [b, a, c], [c, a, b]].into_iter().filter_map(move |corners| Triple::new(corners, limit))
    }

    /// Three finder patterns with the first at the corner; none where they cannot be a symbol's, or are skewed by as much as `limit`.
    fn new([corner, one, other]: [&Finder; 3], limit: f64) -> Option<Self> {
        let (to_one, to_other) = (one.centre - corner.centre, other.centre - corner.centre);
        let (squared_across, squared_down) = (to_one.dot(to_one), to_other.dot(to_other));
        // Of millions of threes most end here, without a root or a logarithm.
        let (dot, stretched) =
            (to_one.dot(to_other), (squared_across / squared_down).max(squared_down / squared_across));
        if dot * dot >= MOST_COSINE * MOST_COSINE * squared_across * squared_down || stretched >= MOST_STRETCHED {
            return None;
        }
        let (across, down) = (squared_across.sqrt(), squared_down.sqrt());
        let module = (corner.module + one.module + other.module) / 3.0;
        let in_range = |length: f64| (SHORTEST_SIDE..LONGEST_SIDE).contains(&(length / module));
        // Of two that are as square, the smaller one: labels stand in rows.
        let size = 0.001 * (across + down) / module;
        let doubt = 0.02 * [corner, one, other].iter().map(|finder| f64::from(finder.doubt())).sum::<f64>() / 3.0;
        let skew = dot.abs() / (across * down) + size + doubt;
        if !in_range(across) || !in_range(down) || skew >= limit {
            return None;
        }
        let skew = skew + stretched.ln() / 2.0;
        // Seen from aside, a pattern is higher or wider as its symbol is. The line across it ends where it has gone 3.5 modules along
        // one of the sides, and so does that down it.
        let further = |a: f64, b: f64| a.abs().max(b.abs());
        let tall = (further(to_one.y, to_other.y) / further(to_one.x, to_other.x)).ln();
        let lean = [corner, one, other].iter().map(|finder| (finder.tall - tall).abs()).sum::<f64>() / 3.0;
        let sizes = [corner.module, one.module, other.module];
        let spread = sizes.iter().fold(1.0_f64, |most, size| most.max(size / module).max(module / size));
        let skew = skew + lean + spread.ln();
        // Not where it is not a number either.
        (lean < MOST_LEAN && skew < limit).then_some(())?;
        let (top_right, bottom_left) = if to_one.cross(to_other) > 0.0 { (one, other) } else { (other, one) };
        Some(Triple { top_left: *corner, top_right: *top_right, bottom_left: *bottom_left, skew, is_steady: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            |centre: Point| Finder { centre, module: wide.midpoint(high), tall: (high / wide).ln(), fit: 32, seen: 3 };
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
                    let found = plausible(&patterns, 0, 10, &Allowance::of(0));
                    let is_right = |triple: &Triple| triple.top_left.centre == patterns[0].centre;
                    assert!(found.iter().any(is_right), "tilt {tilt}, roll {roll}, turn {turn}");
                }
            }
        }
    }

    #[test]
    fn patterns_that_are_seen_another_way_are_not() {
        let side = |x: f64, y: f64| Point { x, y };
        let [a, b, c] = patterns(side(200.0, 0.0), side(0.0, 200.0));
        assert_eq!(plausible(&[a, b, c], 0, 10, &Allowance::of(0))[0].top_left, a);
        let narrow = [a, b, c].map(|finder| Finder { tall: 0.9, ..finder });
        assert_eq!(plausible(&narrow, 0, 10, &Allowance::of(0)).len(), 0);
    }
}
