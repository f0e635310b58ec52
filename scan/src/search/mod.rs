//! The search of an image. Passes over views of it, the cheap ones first, each add finder patterns to those of earlier
//! passes. Attempts then read symbols from triples of finder patterns.
//!
//! ```text
//! image -> views: scaled, smoothed, doubled -> passes: finder patterns -> attempts: triples, thorough ones at the end
//!       -> closer looks at parts -> damaged patterns -> the negative -> what was read and seen, in reading order
//! ```

mod attempts;
#[cfg(test)]
mod close_tests;
mod closer;
mod damaged;
mod frame;
mod image;
mod order;
mod passes;
#[cfg(test)]
mod photo_tests;
mod searcher;
#[cfg(test)]
mod tests;
mod views;

pub(super) use image::scan_observed;
#[cfg(test)]
pub(super) use image::scan_within;
pub use image::{read_symbols, scan, scan_in_color};
pub(super) use searcher::Search;
