//! Bundles, one file for offline use: signed lists and their objects in an unsigned container. A verifier checks
//! each of them separately.

mod container;
mod delta;
mod object;
#[cfg(test)]
mod tests;

pub use container::{Bundle, BundleError, IndexEntry, StatusPart};
pub use delta::{Delta, Piece};
pub use object::ObjectPart;
pub(crate) use object::ObjectPartFault;
