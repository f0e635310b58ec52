//! The map from a symbol's modules to pixels: a projection, bent where the label is.
//!
//! A flat label seen through a pinhole is a projection of its grid. A label round a bottle is not: its grid is first bent
//! by a polynomial in both directions, and then projected. Both are fitted to whatever of the symbol was seen where.

use crate::geometry::{Correspondence, LeastSquares, Perspective, Point};

/// The highest degree of a bend: three times back and forth along a side is more than paper does.
pub(crate) const MAX_DEGREE: usize = 4;

/// A symbol's grid in an image.
#[derive(Debug, Clone)]
pub(crate) struct Mesh {
    /// Modules along a side.
    pub(crate) side: usize,
    to_image: Perspective,
    to_grid: Perspective,
    bend: Option<Bend>,
}

/// How far grid points move across and down before they are projected, as polynomials.
#[derive(Debug, Clone)]
struct Bend {
    degree: usize,
    across: Vec<f64>,
    down: Vec<f64>,
}

/// Where a module lies: its middle, and the way to its right and its lower neighbour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patch {
    pub(super) middle: Point,
    pub(crate) across: Point,
    pub(crate) down: Point,
}

impl Mesh {
    /// The flat mesh that fits what was seen best.
    pub(crate) fn fit(side: usize, seen: &[Correspondence], module: f64) -> Option<Self> {
        let to_grid = Perspective::fit(seen, module)?;
        Some(Mesh { side, to_image: to_grid.inverse()?, to_grid, bend: None })
    }

    /// This mesh, bent anew by polynomials of a degree, to fit what was seen best. What lies further than `outlier`
    /// modules from a first fit is left out of a second.
    pub(crate) fn bent(&self, seen: &[Correspondence], degree: usize, outlier: f64) -> Option<Self> {
        let degree = degree.min(MAX_DEGREE);
        let fit = |keep: &dyn Fn(&Correspondence) -> bool| {
            let mut squares = [LeastSquares::new(terms(degree)), LeastSquares::new(terms(degree))];
            for one in seen.iter().filter(|one| keep(one)) {
                let offset = self.to_grid.map(one.image) - one.grid;
                let basis = self.basis(one.grid, degree);
                let [across, down] = &mut squares;
                if one.fixes.is_across() {
                    across.add(&basis, offset.x, one.weight);
                }
                if one.fixes.is_down() {
                    down.add(&basis, offset.y, one.weight);
                }
            }
            let [across, down] = squares.map(|mut squares| {
                let degrees = (0..=degree).flat_map(|degree| core::iter::repeat_n(degree, degree + 1));
                degrees
                    .enumerate()
                    .for_each(|(term, degree)| squares.damp(term, 0.01 + 0.05 * (degree * degree) as f64));
                squares.solve()
            });
            Some(Mesh { bend: Some(Bend { degree, across: across?, down: down? }), ..self.clone() })
        };
        let first = fit(&|_| true)?;
        fit(&|one| first.misses(one) < outlier)
    }

    /// How many modules this mesh lies off what was seen.
    pub(super) fn misses(&self, one: &Correspondence) -> f64 {
        let offset = self.to_grid.map(one.image) - self.bend_of(one.grid);
        let across = if one.fixes.is_across() { offset.x } else { 0.0 };
        let down = if one.fixes.is_down() { offset.y } else { 0.0 };
        across.hypot(down)
    }

    /// The pixel at which a grid point lies.
    pub(crate) fn map(&self, at: Point) -> Point {
        self.to_image.map(self.bend_of(at))
    }

    /// A module's surroundings; grid points need not be middles of modules.
    pub(crate) fn patch(&self, middle: Point) -> Patch {
        let at = |x: f64, y: f64| self.map(middle + Point { x, y });
        Patch { middle: at(0.0, 0.0), across: at(0.5, 0.0) - at(-0.5, 0.0), down: at(0.0, 0.5) - at(0.0, -0.5) }
    }

    /// The symbol's corners: top left, top right, bottom right, bottom left.
    pub(crate) fn corners(&self) -> [Point; 4] {
        let side = self.side as f64;
        [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)].map(|(x, y)| self.map(Point { x, y }))
    }

    /// The offset across and down, on the flat grid, at which a pixel lies from where a grid point should.
    pub(crate) fn offset(&self, grid: Point, image: Point) -> Point {
        self.to_grid.map(image) - self.bend_of(grid)
    }

    fn bend_of(&self, at: Point) -> Point {
        let Some(bend) = &self.bend else { return at };
        let basis = self.basis(at, bend.degree);
        let sum = |factors: &[f64]| factors.iter().zip(basis).map(|(factor, value)| factor * value).sum::<f64>();
        Point { x: at.x + sum(&bend.across), y: at.y + sum(&bend.down) }
    }

    /// The products of powers of both coordinates, from -1 to 1, up to a degree; the rest of the array is 0.
    fn basis(&self, at: Point, degree: usize) -> [f64; terms(MAX_DEGREE)] {
        let scale = 2.0 / self.side as f64;
        let (x, y) = (at.x * scale - 1.0, at.y * scale - 1.0);
        let powers = |base: f64| {
            let square = base * base;
            [1.0, base, square, square * base, square * square]
        };
        let ([_, x1, x2, x3, x4], [_, y1, y2, y3, y4]) = (powers(x), powers(y));
        let mut basis = [1.0, x1, y1, x2, x1 * y1, y2, x3, x2 * y1, x1 * y2, y3, x4, x3 * y1, x2 * y2, x1 * y3, y4];
        basis.iter_mut().skip(terms(degree)).for_each(|value| *value = 0.0);
        basis
    }
}

/// How many products of powers there are up to a degree.
const fn terms(degree: usize) -> usize {
    (degree + 1) * (degree + 2) / 2
}
