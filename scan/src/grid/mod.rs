//! A symbol's grid in grey: its mesh, fitted to what is seen of it, and how dark each module is.

pub(super) mod align;
mod edges;
mod equalise;
mod locate;
mod mesh;
mod sample;

pub(super) use edges::{Boundary, boundaries, sight};
pub(super) use equalise::equalise;
pub(super) use locate::{Located, locate};
pub(super) use mesh::{MAX_DEGREE, Mesh};
pub(super) use sample::{Boxes, Field};
