//! How labels are found in an image.
//!
//! ```text
//! find                              grid                                            symbol
//! binarise -> finders -> triples -> locate -> align, edges -> mesh -> sample -> equalise -> correct -> segments
//!             1:1:3:1:1  of three   version   where it bends          grey       blur undone  erasures
//! ```
//!
//! Only finder patterns are looked for in black and white. From there on a symbol is measured in grey: its grid is fitted to
//! every boundary between a dark and a light module, each module has a darkness between -1 and 1, and how certain
//! that is decides which codewords error correction gives up first. `attempt` goes that way for one symbol, and `search` over
//! an image: cheap ways first, then a closer look at parts of a large one.
//!
//! What a camera's frame shows without being readable is kept for the next ones (`frames`): found again near where it was (`follow`), its
//! mesh grown anew where it may be off (`grow`), and its modules added to those of the frames before (`fuse`).
//!
//! What was seen without being read is told (`unread`) where a mesh has a symbol's finder and timing patterns, and where an image has a
//! symbol's texture in a rectangle (`texture`), which is left when no finder patterns are. Why it was not read (`hint`) shows in where that
//! lies, how light it is, and how fine its detail is (`detail`).

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

// The fixtures of the labels' library serve these tests too.
#[cfg(test)]
#[path = "../../core/tests/common/mod.rs"]
mod common;

mod attempt;
mod find;
mod frames;
mod geometry;
mod grid;
mod image;
pub mod limits;
mod options;
mod search;
#[cfg(feature = "scan-steps")]
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
pub use unread::Hint;

/// A symbol read in an image.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundSymbol {
    /// Its text.
    pub text: String,
    /// Its corners in pixels, clockwise from the one that all three finder patterns leave free to the right and
    /// below: top left, top right, bottom right, bottom left.
    pub corners: [Point; 4],
    /// Its version, 1 to 40: how many modules it has.
    pub version: u8,
    /// Its error correction level.
    pub level: CorrectionLevel,
    /// Codewords that were corrected or given up: the nearer to a third of them, the nearer it was to being unreadable.
    pub corrected: usize,
}

/// How much of a symbol is there to correct the rest, as read from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CorrectionLevel {
    /// L: about 7 %.
    Low,
    /// M: about 15 %.
    Medium,
    /// Q: about 25 %.
    Quartile,
    /// H: about 30 %.
    High,
}

/// A symbol seen in an image without being read.
#[derive(Debug, Clone, PartialEq)]
pub struct UnreadSymbol {
    /// About where its corners are, as in [`FoundSymbol::corners`]; they may lie outside the image.
    pub corners: [Point; 4],
    /// What keeps it from being read; none where no cause stands out.
    pub hint: Option<Hint>,
}

/// What was seen in an image, in reading order: rows from top to bottom, each from left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scan {
    /// The symbols that were read.
    pub symbols: Vec<FoundSymbol>,
    /// Those that were not.
    pub unread: Vec<UnreadSymbol>,
}

/// Reads every QR symbol in an image, in reading order, as thoroughly as it can.
#[must_use]
pub fn read_symbols(image: &LumaImage<'_>) -> Vec<FoundSymbol> {
    scan(image, &ScanOptions::default()).symbols
}

/// Reads the QR symbols in an image, and tells which were seen without being read.
#[must_use]
pub fn scan(image: &LumaImage<'_>, options: &ScanOptions) -> Scan {
    search::search(image, options)
}
