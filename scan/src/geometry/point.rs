//! Points and vectors of the plane.

use core::ops::{Add, Mul, Sub};

/// A point in an image, in pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The distance to the right.
    pub x: f64,
    /// The distance downwards.
    pub y: f64,
}

impl Point {
    /// The top left corner.
    pub(crate) const ORIGIN: Point = Point { x: 0.0, y: 0.0 };

    pub(crate) fn distance(self, other: Point) -> f64 {
        (self - other).length()
    }

    pub(crate) fn length(self) -> f64 {
        // Not `hypot`: coordinates neither overflow nor underflow, and this is called millions of times.
        self.dot(self).sqrt()
    }

    /// Returns the height of the cross product. It is positive if `other` lies clockwise of this vector, because y
    /// points down.
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
