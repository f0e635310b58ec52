//! The outline of a component: the smallest rectangle around it or, for a square seen from the side, the smallest
//! parallelogram.

use crate::geometry::{Point, least_first, span};

/// The number of directions that sides may have, at intervals of 2.5 degrees. Over the side of a symbol, half an
/// interval is less than a module.
const WAYS: usize = 72;

/// The direction after (1, 0): the cosine and the sine of 2.5 degrees. The others follow from it by turning, as the
/// functions that compute them take 5 KB of a library for browsers.
const TURN: Point = Point { x: 0.999_048_221_581_857_8, y: 0.043_619_387_365_336 };

/// The minimum number of steps between the directions of both sides of a parallelogram, 20 degrees. A more oblique view
/// of a square cannot be read.
const LEAST_APART: usize = 8;

/// A parallelogram, given by its center and two sides.
pub(super) struct Outline {
    pub(super) middle: Point,
    pub(super) across: Point,
    pub(super) down: Point,
}

/// Returns the smallest rectangle around points if its area is at most `most` pixels. Otherwise returns the smallest
/// parallelogram if its area is at most `most`.
pub(super) fn outline(points: &[Point], most: f64) -> Option<Outline> {
    // Only the outermost points touch an outline, and of thousands of points some dozens are.
    let points = &hull(points);
    // No outline is smaller than the hull. Most texture has a hull with room in it, and ends here.
    if hull_area(points) > most {
        return None;
    }
    let ways = ways();
    let spans = ways.map(|way| span(points.iter().map(|at| at.dot(way))));
    let width = |at: usize| spans.get(at).map_or(f64::MAX, |(low, high)| high - low);
    let mut smallest: Option<(f64, usize, usize)> = None;
    let consider = |smallest: &mut Option<(f64, usize, usize)>, first: usize, second: usize| {
        // The area of the parallelogram that both spans bound.
        let sine = ways.get(second - first).map_or(0.0, |way| way.y);
        let area = width(first) * width(second) / sine;
        if (1.0..=most).contains(&area) && smallest.is_none_or(|(least, ..)| area < least) {
            *smallest = Some((area, first, second));
        }
    };
    for first in 0..WAYS / 2 {
        consider(&mut smallest, first, first + WAYS / 2);
    }
    if smallest.is_none() {
        // With the narrowest span at a right angle, the area would be the least that is possible with this one.
        let narrowest = (0..WAYS).map(width).fold(f64::MAX, f64::min);
        for first in (0..WAYS).filter(|first| width(*first) * narrowest <= most) {
            for second in first + LEAST_APART..WAYS.min(first + WAYS - LEAST_APART) {
                consider(&mut smallest, first, second);
            }
        }
    }
    let (_, first, second) = smallest?;
    let (a, b, of_a, of_b) = (ways.get(first)?, ways.get(second)?, spans.get(first)?, spans.get(second)?);
    let scale = 1.0 / a.cross(*b);
    let at = |along_a: f64, along_b: f64| Point {
        x: (along_a * b.y - along_b * a.y) * scale,
        y: (along_b * a.x - along_a * b.x) * scale,
    };
    Some(Outline {
        middle: at(of_a.0.midpoint(of_a.1), of_b.0.midpoint(of_b.1)),
        across: at(of_a.1 - of_a.0, 0.0),
        down: at(0.0, of_b.1 - of_b.0),
    })
}

/// Returns the directions that sides may have.
fn ways() -> [Point; WAYS] {
    let mut way = Point { x: 1.0, y: 0.0 };
    let turned = |way: Point| Point { x: way.x * TURN.x - way.y * TURN.y, y: way.x * TURN.y + way.y * TURN.x };
    core::array::from_fn(|_| {
        let next = turned(way);
        core::mem::replace(&mut way, next)
    })
}

/// Returns the area of a convex polygon.
fn hull_area(corners: &[Point]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    corners.iter().zip(next).map(|(a, b)| a.cross(*b)).sum::<f64>().abs() / 2.0
}

/// Returns the corners of the convex hull of points, sorted along its two halves.
fn hull(points: &[Point]) -> Vec<Point> {
    let mut sorted = points.to_vec();
    sorted.sort_by_cached_key(|point| least_first(point.y));
    sorted.sort_by_cached_key(|point| least_first(point.x));
    let half = |points: &mut dyn Iterator<Item = Point>| {
        let mut corners: Vec<Point> = Vec::new();
        for point in points {
            while let [.., a, b] = corners.as_slice()
                && (*b - *a).cross(point - *a) <= 0.0
            {
                corners.pop();
            }
            corners.push(point);
        }
        corners
    };
    let mut corners = half(&mut sorted.iter().copied());
    corners.extend(half(&mut sorted.iter().rev().copied()));
    corners
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns points that fill a parallelogram.
    fn places(across: Point, down: Point) -> Vec<Point> {
        let at = |at: i32| f64::from(at) / 20.0 - 0.5;
        let all = (0..=20).flat_map(|y| (0..=20).map(move |x| across * at(x) + down * at(y)));
        all.map(|offset| Point { x: 200.0, y: 150.0 } + offset).collect()
    }

    #[test]
    fn the_directions_are_2_5_degrees_apart() {
        for (number, way) in ways().into_iter().enumerate() {
            let (sine, cosine) = (number as f64 * 2.5).to_radians().sin_cos();
            assert!(way.distance(Point { x: cosine, y: sine }) < 1e-13, "{number}");
        }
    }

    #[test]
    fn the_outline_of_a_parallelogram_has_its_sides() {
        let sides = [
            (Point { x: 80.0, y: 0.0 }, Point { x: 0.0, y: 60.0 }),
            (Point { x: 60.0, y: 60.0 }, Point { x: -50.0, y: 50.0 }),
            (Point { x: 90.0, y: 20.0 }, Point { x: 60.0, y: 70.0 }),
        ];
        for (across, down) in sides {
            let area = across.cross(down).abs();
            let outline = outline(&places(across, down), 1.1 * area).unwrap();
            assert!(outline.middle.distance(Point { x: 200.0, y: 150.0 }) < 2.0, "{across:?}");
            let of_outline = outline.across.cross(outline.down).abs();
            assert!((0.999..1.1).contains(&(of_outline / area)), "{across:?}: {of_outline} for {area}");
        }
    }

    #[test]
    fn points_that_do_not_fill_a_parallelogram_have_no_outline() {
        let triangle = [(0.0, 0.0), (80.0, 0.0), (0.0, 80.0)].map(|(x, y)| Point { x, y });
        assert!(outline(&triangle, 80.0 * 80.0 / 2.0 / 0.75).is_none());
        assert!(outline(&[], 100.0).is_none());
        assert!(outline(&[Point { x: 3.0, y: 4.0 }], 100.0).is_none());
        assert!(outline(&[Point { x: f64::NAN, y: 4.0 }; 3], 100.0).is_none());
    }
}
