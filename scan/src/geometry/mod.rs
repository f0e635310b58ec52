//! Points and projections of the plane, and the least squares by which they are fitted.

mod linear;
mod perspective;
mod quadrangle;

pub(super) use linear::LeastSquares;
pub use perspective::Point;
pub(super) use perspective::{Axis, Perspective, Sighting};
pub(super) use quadrangle::{aspect, centre, contains, overlap, span};
