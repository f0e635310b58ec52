//! Points, and the projection of a flat grid into an image.

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
    pub(super) fn distance(self, other: Point) -> f64 {
        // Not `hypot`: pixels neither overflow nor underflow, and this is called by the million.
        (self - other).dot(self - other).sqrt()
    }

    /// The cross product's height: positive where `other` lies clockwise of this one, as y points down.
    pub(super) fn cross(self, other: Point) -> f64 {
        self.x * other.y - self.y * other.x
    }

    pub(super) fn dot(self, other: Point) -> f64 {
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

/// A projective map of the plane, with eight coefficients; the ninth is 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Perspective([f64; 8]);

impl Perspective {
    /// The map that takes four points to four others; none where three of them are on a line.
    pub(super) fn through(from: [Point; 4], to: [Point; 4]) -> Option<Self> {
        let mut rows = Vec::with_capacity(8);
        for (a, b) in from.into_iter().zip(to) {
            rows.push([a.x, a.y, 1.0, 0.0, 0.0, 0.0, -a.x * b.x, -a.y * b.x, b.x]);
            rows.push([0.0, 0.0, 0.0, a.x, a.y, 1.0, -a.x * b.y, -a.y * b.y, b.y]);
        }
        solve(rows.try_into().ok()?).map(Perspective)
    }

    pub(super) fn map(&self, at: Point) -> Point {
        let [a, b, c, d, e, f, g, h] = self.0;
        let w = g * at.x + h * at.y + 1.0;
        Point { x: (a * at.x + b * at.y + c) / w, y: (d * at.x + e * at.y + f) / w }
    }
}

/// Solves eight linear equations (the last column is the right side) by elimination with pivots.
fn solve(mut rows: [[f64; 9]; 8]) -> Option<[f64; 8]> {
    for column in 0..8 {
        let size = |row: &[f64; 9]| row.get(column).copied().unwrap_or(0.0).abs();
        let pivot_at = (column..8).max_by(|a, b| {
            let [a, b] = [a, b].map(|at| rows.get(*at).map_or(0.0, size));
            a.total_cmp(&b)
        })?;
        rows.swap(column, pivot_at);
        let pivot_row = *rows.get(column)?;
        let pivot = *pivot_row.get(column)?;
        if !pivot.is_finite() || pivot.abs() < 1e-12 {
            return None;
        }
        for row in rows.iter_mut().enumerate().filter(|(at, _)| *at != column).map(|(_, row)| row) {
            let factor = row.get(column).copied().unwrap_or(0.0) / pivot;
            row.iter_mut().zip(pivot_row).for_each(|(value, of_pivot)| *value -= factor * of_pivot);
        }
    }
    let mut solution = [0.0; 8];
    for (at, (value, row)) in solution.iter_mut().zip(rows).enumerate() {
        *value = row.last()? / row.get(at)?;
    }
    solution.iter().all(|value| value.is_finite()).then_some(solution)
}
