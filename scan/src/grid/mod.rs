//! A symbol's grid in grey values: its mesh, fitted to what is visible, and the darkness of each module.
//!
//! ```text
//! locate: version, first mesh -> align, timing, edges -> refine: bent mesh -> sample -> equalize: blur undone
//! ```

pub(super) mod align;
mod edges;
mod equalize;
mod extent;
mod finders;
mod locate;
mod mesh;
pub(super) mod refine;
mod sample;
mod timing;

pub(super) use equalize::equalize;
pub(super) use finders::finder_fit;
pub(super) use locate::{Located, locate};
pub(super) use mesh::{Bend, MAX_DEGREE, Mesh};
pub(super) use refine::refine;
pub(super) use sample::{Boxes, CONTRAST_RADIUS, Field, transposed};
pub(super) use timing::timing_boundaries;
