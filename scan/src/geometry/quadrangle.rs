//! Quadrangles, given by their corners, and ranges of coordinates.

use super::Point;

/// Returns the mean of the corners.
pub(crate) fn center(corners: &[Point; 4]) -> Point {
    corners.iter().fold(Point::ORIGIN, |sum, corner| sum + *corner) * 0.25
}

/// Returns whether a point lies within a quadrangle whose corners are given clockwise.
pub(crate) fn contains(corners: &[Point; 4], at: Point) -> bool {
    let [a, b, c, d] = *corners;
    [(a, b), (b, c), (c, d), (d, a)].into_iter().all(|(from, to)| (to - from).cross(at - from) >= 0.0)
}

/// Returns whether the center of one of two quadrangles lies within the other.
pub(crate) fn overlap(a: &[Point; 4], b: &[Point; 4]) -> bool {
    contains(a, center(b)) || contains(b, center(a))
}

/// Returns the smallest and the greatest value, or infinity and minus infinity if there are no values.
pub(crate) fn span(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)))
}

/// Returns how much a square with these sides in the image is foreshortened: the ratio of its smallest to its greatest
/// width, 1 when seen from the front. These are the axes of the ellipse that the inscribed circle becomes, computed
/// from their product and the sum of their squares.
pub(crate) fn aspect(across: Point, down: Point) -> f64 {
    let (area, squares) = (across.cross(down), across.dot(across) + down.dot(down));
    let difference = (squares * squares - 4.0 * area * area).max(0.0).sqrt();
    ((squares - difference) / (squares + difference)).max(0.0).sqrt()
}
