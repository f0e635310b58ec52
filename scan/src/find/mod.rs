//! Finds candidates for symbols: finder patterns in black and white, and triples of them that may be the corners of one
//! symbol.
//!
//! ```text
//! binarize -> finders, kept as candidates -> triples
//! ```

mod binarize;
mod candidates;
mod finder;
mod finders;
pub(super) mod triples;

pub(super) use binarize::{Binary, Blocks};
pub(super) use finder::Finder;
pub(super) use finders::{Shape, find};
pub(super) use triples::Triple;
