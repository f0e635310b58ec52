//! Where symbols may be: finder patterns in black and white, and which three of them may be the corners of one symbol.
//!
//! ```text
//! binarise -> finders, kept as candidates -> triples
//! ```

mod binarise;
mod candidates;
mod finders;
pub(super) mod triples;

pub(super) use binarise::{Binary, Blocks};
pub(super) use finders::{Finder, Shape, find};
pub(super) use triples::Triple;
