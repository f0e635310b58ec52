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
//! Only the search for finder patterns uses a black and white image (`find`). All later steps measure a symbol in grey
//! values (`grid`): its mesh is fitted to the boundaries between dark and light modules, and each module gets a
//! darkness between -1 and 1. Error correction (`symbol`) treats the least certain codewords as erasures first.
//! `search` makes such attempts over an image: the cheap methods first, then a closer look at parts of a large image.
//!
//! Symbols that a camera frame shows but that cannot be read are kept for the next frames (`frames`), and their modules
//! are added up. Symbols that were seen but not read are reported with a hint at the cause (`unread`).
//!
//! `mode` contains the limits of each kind of scan, `budget` the work that each stage may do, and `observe` the events
//! of a scan.

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
pub use image::{ColorImage, ColorParts, ImageError, LumaImage};
pub use options::ScanOptions;
pub use result::{ErrorCorrection, FoundSymbol, Hint, NoText, Scan, TextlessSymbol, UnreadSymbol};
pub use search::{read_symbols, scan, scan_in_color};
