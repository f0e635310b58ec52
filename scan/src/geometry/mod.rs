//! Points, projections of the plane, quadrangles, and the least squares that fit projections.

mod linear;
mod perspective;
mod point;
mod quadrangle;

pub(super) use linear::LeastSquares;
pub(super) use perspective::{Axis, Correspondence, Perspective};
pub use point::Point;
pub(super) use quadrangle::{aspect, center, contains, overlap, span};
