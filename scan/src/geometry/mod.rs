//! Points, projections of the plane, quadrangles, the least squares that fit projections, and keys for sorting.

mod linear;
mod perspective;
mod point;
mod quadrangle;
mod rank;

pub(super) use linear::LeastSquares;
pub(super) use perspective::{Axis, Correspondence, Perspective};
pub use point::Point;
pub(super) use quadrangle::{aspect, center, contains, overlap, span};
pub(super) use rank::{greatest_first, greatest_pair_first, least_first};
