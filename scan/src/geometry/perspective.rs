//! Points, and the projection of a flat grid into an image.

use super::linear::LeastSquares;
use core::ops::{Add, Mul, Sub};

/// A point in an image, in pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    pub(crate) fn distance(self, other: Point) -> f64 {
        (self - other).length()
    }

    pub(crate) fn length(self) -> f64 {
        // Not `hypot`: pixels neither overflow nor underflow, and this is called by the million.
        self.dot(self).sqrt()
    }

    /// The cross product's height: positive where `other` lies clockwise of this one, as y points down.
    pub(crate) fn cross(self, other: Point) -> f64 {
        self.x * other.y - self.y * other.x
    }

    pub(crate) fn dot(self, other: Point) -> f64 {
        self.x * other.x + self.y * other.y
    }
}

impl Add for Point {
    type Output = Point;
    fn add(self, other: Point) -> Point {
        Point { x: self.x + other.x, y: self.y + other.y }
    }
}

impl Sub for Point {
    type Output = Point;
    fn sub(self, other: Point) -> Point {
        Point { x: self.x - other.x, y: self.y - other.y }
    }
}

impl Mul<f64> for Point {
    type Output = Point;
    fn mul(self, factor: f64) -> Point {
        Point { x: self.x * factor, y: self.y * factor }
    }
}

/// Where a point of the image lies on the grid, as far as it is known: across, down, or both.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sighting {
    pub(crate) image: Point,
    /// The grid point; only the coordinates that `tells` names are to be relied on.
    pub(crate) grid: Point,
    pub(crate) tells: Axis,
    pub(crate) weight: f64,
}

/// Which of a grid's coordinates a sighting fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Axis {
    Across,
    Down,
    Both,
}

impl Axis {
    pub(crate) fn is_across(self) -> bool {
        self != Axis::Down
    }

    pub(crate) fn is_down(self) -> bool {
        self != Axis::Across
    }
}

/// A projective map of the plane, with nine coefficients, row by row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Perspective([f64; 9]);

impl Perspective {
    /// The map from the image to the grid that fits what was seen best. `module` is about the size of one in pixels.
    pub(crate) fn fit(seen: &[Sighting], module: f64) -> Option<Self> {
        let count = seen.len().max(1) as f64;
        let middle = seen.iter().fold(Point { x: 0.0, y: 0.0 }, |sum, one| sum + one.image) * (1.0 / count);
        // Coordinates around 1 keep the equations well conditioned.
        let reach = seen.iter().map(|one| one.image.distance(middle)).fold(module, f64::max);
        let mut squares = LeastSquares::new(8);
        for one in seen {
            let at = (one.image - middle) * (1.0 / reach);
            let (u, v) = (one.grid.x, one.grid.y);
            if one.tells.is_across() {
                squares.add(&[at.x, at.y, 1.0, 0.0, 0.0, 0.0, -at.x * u, -at.y * u], u, one.weight);
            }
            if one.tells.is_down() {
                squares.add(&[0.0, 0.0, 0.0, at.x, at.y, 1.0, -at.x * v, -at.y * v], v, one.weight);
            }
        }
        // Without a hint of perspective there is none.
        [6, 7].into_iter().for_each(|of_perspective| squares.damp(of_perspective, 1.0));
        let Perspective([a, b, c, d, e, f, g, h, i]) = Self::from_eight(&squares.solve()?)?;
        let shift = |x: f64, y: f64, z: f64| z - (x * middle.x + y * middle.y) / reach;
        let (a, b, c) = (a / reach, b / reach, shift(a, b, c));
        let (d, e, f) = (d / reach, e / reach, shift(d, e, f));
        Some(Perspective([a, b, c, d, e, f, g / reach, h / reach, shift(g, h, i)]))
    }

    fn from_eight(eight: &[f64]) -> Option<Self> {
        let [a, b, c, d, e, f, g, h] = *eight else { return None };
        Some(Perspective([a, b, c, d, e, f, g, h, 1.0]))
    }

    pub(crate) fn map(&self, at: Point) -> Point {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let w = 1.0 / (g * at.x + h * at.y + i);
        Point { x: (a * at.x + b * at.y + c) * w, y: (d * at.x + e * at.y + f) * w }
    }

    /// The map back; none where this one takes the plane to a line.
    pub(crate) fn inverse(&self) -> Option<Self> {
        let [a, b, c, d, e, f, g, h, i] = self.0;
        let rows = [
            e * i - f * h,
            c * h - b * i,
            b * f - c * e,
            f * g - d * i,
            a * i - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
            a * e - b * d,
        ];
        let determinant = a * rows[0] + b * rows[3] + c * rows[6];
        let all_finite = rows.iter().all(|value| value.is_finite());
        (all_finite && determinant.is_finite() && determinant.abs() > 1e-18)
            .then(|| Perspective(rows.map(|value| value / determinant)))
    }
}
