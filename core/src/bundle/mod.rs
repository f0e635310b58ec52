//! Bundles, one file for offline use: signed lists in an unsigned container. A verifier checks each list
//! separately.

mod container;
mod delta;
#[cfg(test)]
mod tests;

pub use container::{Bundle, BundleError, IndexEntry, StatusPart};
pub use delta::{Delta, Piece};
