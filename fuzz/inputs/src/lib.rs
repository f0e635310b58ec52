//! Shared parts of the fuzz targets: keys, a trust list, and the only label that may be authentic.

pub mod known;
pub mod pictures;

pub use known::*;
