//! The result of a scan.

use crate::geometry::{Point, center, contains};

/// A symbol that was read in an image.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundSymbol {
    /// The text of the symbol.
    pub text: String,
    /// The corners in pixels, clockwise from the top left: top left, top right, bottom right, bottom left. All corners
    /// but the bottom right one have a finder pattern.
    pub corners: [Point; 4],
    /// The version, from 1 to 40. A symbol has `17 + 4 * version` modules along a side.
    pub version: u8,
    /// The error correction level.
    pub level: ErrorCorrection,
    /// The number of codewords that were corrected or treated as erasures. A symbol becomes unreadable when about a
    /// third of its codewords are damaged.
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

/// A symbol that was seen in an image but not read.
#[derive(Debug, Clone, PartialEq)]
pub struct UnreadSymbol {
    /// The approximate corners, in the order of [`FoundSymbol::corners`]. They may lie outside the image.
    pub corners: [Point; 4],
    /// The likely reason why the symbol could not be read, or `None` if no cause is clear.
    pub hint: Option<Hint>,
}

/// The likely reason why a symbol could not be read.
///
/// ```
/// use starseal_scan::{Hint, LumaImage, ScanOptions, Scanner};
///
/// /// Returns the advice that an app shows to its user.
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
/// let shown = found.unread.iter().filter_map(|symbol| symbol.hint).map(advice).next();
/// assert_eq!(shown, None, "an empty frame gives no advice");
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
    /// The label is tilted too far from the camera.
    TooTilted,
    /// The light on the label is too low.
    LowLight,
    /// A reflection covers a part of the symbol.
    Glare,
    /// The label is out of focus or moving.
    Blurred,
    /// A finder pattern of the symbol is crossed, rubbed off or covered.
    Damaged,
    /// The image has more symbols than one scan reads. Parts of it can be scanned separately.
    TooMany,
}

impl Hint {
    /// All hints.
    pub const ALL: &'static [Hint] = &[
        Hint::CutOff,
        Hint::TooSmall,
        Hint::TooTilted,
        Hint::LowLight,
        Hint::Glare,
        Hint::Blurred,
        Hint::Damaged,
        Hint::TooMany,
    ];

    /// Returns the stable code of the hint, which is the same in every language.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Hint::CutOff => "cut-off",
            Hint::TooSmall => "too-small",
            Hint::TooTilted => "too-tilted",
            Hint::LowLight => "low-light",
            Hint::Glare => "glare",
            Hint::Blurred => "blurred",
            Hint::Damaged => "damaged",
            Hint::TooMany => "too-many",
        }
    }
}

/// The symbols of an image, in reading order: rows from top to bottom, each row from left to right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scan {
    /// The symbols that were read.
    pub symbols: Vec<FoundSymbol>,
    /// The symbols that were seen but not read.
    pub unread: Vec<UnreadSymbol>,
}

impl FoundSymbol {
    /// Returns whether both are the same printed symbol: the same text at the same place.
    pub(crate) fn is_same_as(&self, other: &FoundSymbol) -> bool {
        let [a, _, b, _] = self.corners;
        self.text == other.text && center(&self.corners).distance(center(&other.corners)) < a.distance(b) / 2.0
    }

    /// Returns whether a point lies within the symbol.
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
