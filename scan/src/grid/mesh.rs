//! The map from a symbol's modules to pixels: a projection, bent where the label is bent.
//!
//! A flat label seen through a pinhole is a projection of its grid. A label around a bottle is not: its grid is first
//! bent by a polynomial in both directions, and then projected. Both maps are fitted to the correspondences that were
//! found.

use crate::geometry::{Correspondence, LeastSquares, Perspective, Point};

/// The highest degree of a bend. Paper does not bend back and forth three times along a side.
pub(crate) const MAX_DEGREE: usize = 4;

/// The weights that pull the terms of a bend towards 0, relative to one for each correspondence: one for every term,
/// and one that is multiplied by the square of the term's degree. Terms that the evidence does not determine therefore
/// stay small.
const DAMPING: f64 = 0.01;
const DAMPING_OF_DEGREE: f64 = 0.05;

/// The parameters of a bend.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bend {
    /// The degree of the polynomials, up to [`MAX_DEGREE`].
    pub(crate) degree: usize,
    /// The maximum deviation in modules of a correspondence from a first fit. Those further off are omitted from the
    /// second fit.
    pub(crate) outlier: f64,
}

/// A symbol's grid in an image.
#[derive(Debug, Clone)]
pub(crate) struct Mesh {
    /// The number of modules along a side.
    pub(crate) side: usize,
    to_image: Perspective,
    to_grid: Perspective,
    bend: Option<Polynomials>,
}

/// The shift of grid points across and down before they are projected, as polynomials.
#[derive(Debug, Clone)]
struct Polynomials {
    degree: usize,
    across: Vec<f64>,
    down: Vec<f64>,
}

/// The position of a module: its center, and the vectors to its right and its lower neighbor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patch {
    pub(super) middle: Point,
    pub(crate) across: Point,
    pub(crate) down: Point,
}

impl Mesh {
    /// Returns the flat mesh that fits the correspondences best. `module` is the approximate width of a module in
    /// pixels.
    pub(crate) fn fit(side: usize, seen: &[Correspondence], module: f64) -> Option<Self> {
        let to_grid = Perspective::fit(seen, module)?;
        Some(Mesh { side, to_image: to_grid.inverse()?, to_grid, bend: None })
    }

    /// Returns this mesh with the bend that fits the correspondences best.
    pub(crate) fn bent(&self, seen: &[Correspondence], bend: Bend) -> Option<Self> {
        let degree = bend.degree.min(MAX_DEGREE);
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
                degrees.enumerate().for_each(|(term, degree)| {
                    squares.damp(term, DAMPING + DAMPING_OF_DEGREE * (degree * degree) as f64);
                });
                squares.solve()
            });
            Some(Mesh { bend: Some(Polynomials { degree, across: across?, down: down? }), ..self.clone() })
        };
        let first = fit(&|_| true)?;
        fit(&|one| first.misses(one) < bend.outlier)
    }

    /// Returns the distance in modules between this mesh and a correspondence.
    pub(super) fn misses(&self, one: &Correspondence) -> f64 {
        let offset = self.to_grid.map(one.image) - self.bend_of(one.grid);
        let across = if one.fixes.is_across() { offset.x } else { 0.0 };
        let down = if one.fixes.is_down() { offset.y } else { 0.0 };
        Point { x: across, y: down }.length()
    }

    /// Returns the point of the image at which a grid point lies.
    pub(crate) fn map(&self, at: Point) -> Point {
        self.to_image.map(self.bend_of(at))
    }

    /// Returns the surroundings of a grid point, which need not be the center of a module.
    pub(crate) fn patch(&self, middle: Point) -> Patch {
        let at = |x: f64, y: f64| self.map(middle + Point { x, y });
        Patch { middle: at(0.0, 0.0), across: at(0.5, 0.0) - at(-0.5, 0.0), down: at(0.0, 0.5) - at(0.0, -0.5) }
    }

    /// Returns the symbol's corners: top left, top right, bottom right, bottom left.
    pub(crate) fn corners(&self) -> [Point; 4] {
        let side = self.side as f64;
        [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)].map(|(x, y)| self.map(Point { x, y }))
    }

    /// Returns the offset on the flat grid from the predicted place of a grid point to a pixel.
    pub(crate) fn offset(&self, grid: Point, image: Point) -> Point {
        self.to_grid.map(image) - self.bend_of(grid)
    }

    fn bend_of(&self, at: Point) -> Point {
        let Some(bend) = &self.bend else { return at };
        let basis = self.basis(at, bend.degree);
        let sum = |factors: &[f64]| factors.iter().zip(basis).map(|(factor, value)| factor * value).sum::<f64>();
        Point { x: at.x + sum(&bend.across), y: at.y + sum(&bend.down) }
    }

    /// Returns the products of powers of both coordinates, scaled to -1 to 1, up to a degree. The rest of the array is
    /// 0.
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

/// Returns the number of products of powers up to a degree.
const fn terms(degree: usize) -> usize {
    (degree + 1) * (degree + 2) / 2
}
