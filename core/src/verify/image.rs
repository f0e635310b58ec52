//! Verdicts about all labels in an image.

use super::Verdict;
use crate::code::Code;
use starseal_scan::{Point, TextlessSymbol, UnreadSymbol};

/// A label found in an image, with its verdict.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Sighting {
    /// The verdict. It holds the text of the symbol.
    pub verdict: Verdict,
    /// The corners in pixels: top left, top right, bottom right, bottom left of the symbol.
    pub corners: [Point; 4],
}

/// The labels in an image, and the other symbols in it.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ImageVerdicts {
    /// The labels, in reading order; empty if the code is `no-label`.
    pub labels: Vec<Sighting>,
    /// The number of symbols whose text is not a sealed label.
    pub other_symbols: usize,
    /// The symbols that were detected but not read, each with a hint for the camera user.
    pub unread: Vec<UnreadSymbol>,
    /// The symbols that were read but have no text, each with the reason. They are not among the other symbols.
    pub textless: Vec<TextlessSymbol>,
}

impl ImageVerdicts {
    /// Returns `no-label` if no label was found; none otherwise, since each label has its own verdict.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.labels.is_empty().then_some(Code::NoLabel)
    }
}
