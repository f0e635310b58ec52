//! What a scan returns.

use crate::geometry::{Point, center, contains};

/// A symbol read in an image.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundSymbol {
    /// Its text.
    pub text: String,
    /// Its corners in pixels, clockwise: top left, top right, bottom right, bottom left. Finder patterns are at all of
    /// them but the bottom right one.
    pub corners: [Point; 4],
    /// Its version, 1 to 40: it has 17 modules and 4 for each version along a side.
    pub version: u8,
    /// Its error correction level.
    pub level: ErrorCorrection,
    /// Codewords that were corrected or treated as erasures. A symbol becomes unreadable at about a third of them.
    pub corrected: usize,
}

/// The error correction level of a symbol that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCorrection {
    /// L: restores about 7 % of the codewords.
    Low,
    /// M: restores about 15 % of the codewords.
    Medium,
    /// Q: restores about 25 % of the codewords.
    Quartile,
    /// H: restores about 30 % of the codewords.
    High,
}

/// A symbol seen in an image without being read.
#[derive(Debug, Clone, PartialEq)]
pub struct UnreadSymbol {
    /// Its approximate corners, as in [`FoundSymbol::corners`]; they may lie outside the image.
    pub corners: [Point; 4],
    /// What keeps it from being read; `None` if no cause stands out.
    pub hint: Option<Hint>,
}

/// What keeps a symbol from being read.
///
/// ```
/// use starseal_scan::{Hint, LumaImage, ScanOptions, Scanner};
///
/// /// What an app tells the person who holds the camera.
/// fn advice(hint: Hint) -> &'static str {
///     match hint {
///         Hint::CutOff => "Move the code into the picture.",
///         Hint::TooSmall => "Come closer.",
///         Hint::LowLight => "More light is needed.",
///         _ => "Hold still, straight in front of the code.",
///     }
/// }
///
/// let mut scanner = Scanner::new(ScanOptions::preview());
/// let frame = [128; 64 * 48];
/// let found = scanner.frame(&LumaImage::new(&frame, 64, 48, 64)?);
/// let told = found.unread.iter().filter_map(|symbol| symbol.hint).map(advice).next();
/// assert_eq!(told, None, "nothing is said of an empty frame");
///
/// assert_eq!(advice(Hint::TooSmall), "Come closer.");
/// assert_eq!(Hint::TooSmall.code(), "too-small");
/// # Ok::<(), starseal_scan::ImageError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hint {
    /// A part of the symbol lies outside the image.
    CutOff,
    /// The modules are smaller than two pixels.
    TooSmall,
    /// The label is tilted too far away from the camera.
    TooTilted,
    /// The label has too little light.
    LowLight,
    /// A reflection covers a part of the symbol.
    Glare,
    /// The label is out of focus or moves.
    Blurred,
}

impl Hint {
    /// All hints.
    pub const ALL: &'static [Hint] =
        &[Hint::CutOff, Hint::TooSmall, Hint::TooTilted, Hint::LowLight, Hint::Glare, Hint::Blurred];

    /// The stable name of the hint, the same in every language.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Hint::CutOff => "cut-off",
            Hint::TooSmall => "too-small",
            Hint::TooTilted => "too-tilted",
            Hint::LowLight => "low-light",
            Hint::Glare => "glare",
            Hint::Blurred => "blurred",
        }
    }
}

/// What was seen in an image, in reading order: rows from top to bottom, each from left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scan {
    /// The symbols that were read.
    pub symbols: Vec<FoundSymbol>,
    /// The symbols that were seen without being read.
    pub unread: Vec<UnreadSymbol>,
}

impl FoundSymbol {
    /// Whether both are the same print: the same text at the same place.
    pub(crate) fn is_same_as(&self, other: &FoundSymbol) -> bool {
        let [a, _, b, _] = self.corners;
        self.text == other.text && center(&self.corners).distance(center(&other.corners)) < a.distance(b) / 2.0
    }

    /// Whether a point lies within the symbol.
    pub(crate) fn contains(&self, at: Point) -> bool {
        contains(&self.corners, at)
    }
}

#[cfg(test)]
mod tests {
    use super::Hint;

    #[test]
    fn codes_are_in_kebab_case_and_differ() {
        let codes: std::collections::BTreeSet<&str> = Hint::ALL.iter().map(|hint| hint.code()).collect();
        assert_eq!(codes.len(), Hint::ALL.len());
        assert!(codes.iter().all(|code| code.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')));
    }
}
