//! Verdicts on all labels of an image.

use super::Verdict;
use crate::code::Code;
use starseal_scan::{Point, UnreadSymbol};

/// A label found in an image, with its verdict.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Sighting {
    /// The verdict. It holds the text of the symbol.
    pub verdict: Verdict,
    /// The corners in pixels: top left, top right, bottom right, bottom left of the symbol.
    pub corners: [Point; 4],
}

/// All labels of an image, and what else was seen in it.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ImageVerdicts {
    /// The labels, in reading order; empty where the code is `no-label`.
    pub labels: Vec<Sighting>,
    /// How many symbols hold a text that is no sealed label.
    pub other_symbols: usize,
    /// Symbols seen without being read, with what an app can say about each: "closer", "hold still".
    pub unread: Vec<UnreadSymbol>,
}

impl ImageVerdicts {
    /// Returns `no-label` for an image in which no label was found.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.labels.is_empty().then_some(Code::NoLabel)
    }
}
