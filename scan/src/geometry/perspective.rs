//! The projection of a flat grid into an image.

use super::{LeastSquares, Point};

/// The weight that pulls both terms of perspective towards 0, relative to one for each correspondence. Without evidence
/// of perspective, the projection is affine.
const PERSPECTIVE_DAMPING: f64 = 1.0;

/// The determinant below which a map takes the plane to a line. The maps of readable symbols have at least 1e-9.
const SMALLEST_DETERMINANT: f64 = 1e-18;

/// A point of the image and the point of the grid that it shows. The grid coordinates are known across, down, or both.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Correspondence {
    pub(crate) image: Point,
    /// The grid point. Only the coordinates that `fixes` names are measured.
    pub(crate) grid: Point,
    pub(crate) fixes: Axis,
    pub(crate) weight: f64,
}

/// The grid coordinates that a correspondence determines.
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
    /// Returns the map from the image to the grid that fits the correspondences best. `module` is the approximate width
    /// of a module in pixels.
    pub(crate) fn fit(seen: &[Correspondence], module: f64) -> Option<Self> {
        let count = seen.len().max(1) as f64;
        let middle = seen.iter().fold(Point::ORIGIN, |sum, one| sum + one.image) * (1.0 / count);
        // Coordinates around 1 keep the equations well conditioned.
        let reach = seen.iter().map(|one| one.image.distance(middle)).fold(module, f64::max);
        let mut squares = LeastSquares::new(8);
        for one in seen {
            let at = (one.image - middle) * (1.0 / reach);
            let (u, v) = (one.grid.x, one.grid.y);
            if one.fixes.is_across() {
                squares.add(&[at.x, at.y, 1.0, 0.0, 0.0, 0.0, -at.x * u, -at.y * u], u, one.weight);
            }
            if one.fixes.is_down() {
                squares.add(&[0.0, 0.0, 0.0, at.x, at.y, 1.0, -at.x * v, -at.y * v], v, one.weight);
            }
        }
        [6, 7].into_iter().for_each(|term| squares.damp(term, PERSPECTIVE_DAMPING));
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

    /// Returns the inverse map, or `None` if this map takes the plane to a line.
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
        (all_finite && determinant.is_finite() && determinant.abs() > SMALLEST_DETERMINANT)
            .then(|| Perspective(rows.map(|value| value / determinant)))
    }
}
