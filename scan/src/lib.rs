#![doc = include_str!("../README.md")]
//!
//! # How a symbol is found
//!
//! ```text
//! image -> find -> grid -> symbol          one attempt to read a symbol (`attempt`)
//!       -> texture                         regions that look like a symbol
//! search: attempts over an image -> unread: what was seen and not read -> frames: a camera's frames together
//! ```
//!
//! Only finder patterns are looked for in black and white (`find`). From there on a symbol is measured in grey
//! (`grid`): its mesh is fitted to the boundaries between dark and light modules, each module gets a darkness between
//! -1 and 1, and error correction (`symbol`) treats the least certain codewords as erasures first. `search` makes such
//! attempts over an image: cheap ways first, then a closer look at parts of a large one.
//!
//! Symbols that a camera's frame shows and that cannot be read are kept for the next frames (`frames`), and their
//! modules are added up. Symbols that were seen and not read are reported with a hint at the cause (`unread`).
//!
//! `mode` has the limits of each kind of scan, `budget` what each stage may spend, `observe` the events of a scan.

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;

mod attempt;
mod budget;
mod find;
mod frames;
mod geometry;
mod grid;
mod image;
pub mod limits;
mod mode;
mod observe;
mod options;
mod result;
mod search;
#[doc(hidden)]
pub mod steps;
mod symbol;
#[cfg(test)]
mod tests;
mod texture;
mod unread;

pub use frames::Scanner;
pub use geometry::Point;
pub use image::{ImageError, LumaImage};
pub use options::ScanOptions;
pub use result::{ErrorCorrection, FoundSymbol, Hint, Scan, UnreadSymbol};
pub use search::{read_symbols, scan};
