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
    /// The reason why the symbol has no text, and its bytes. A scan returns such a symbol as [`TextlessSymbol`].
    pub(crate) bytes: Option<(NoText, Vec<u8>)>,
}

/// A symbol that was read, but whose content is not a text.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TextlessSymbol {
    /// The reason why it has no text.
    pub reason: NoText,
    /// The bytes of the symbol, before any decoding.
    pub bytes: Vec<u8>,
    /// The corners, as in [`FoundSymbol::corners`].
    pub corners: [Point; 4],
    /// The version, from 1 to 40.
    pub version: u8,
    /// The error correction level.
    pub level: ErrorCorrection,
}

/// The reason why a symbol that was read has no text. A text is never guessed where it could be garbled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoText {
    /// The symbol declares a character set by an ECI number that this build does not decode.
    UnknownEci {
        /// The number in AIM's list of Extended Channel Interpretations.
        eci: u32,
    },
    /// The bytes are not valid in the encoding that the symbol declares. If it declares none, they are neither UTF-8
    /// nor, beyond doubt, code page 932.
    NotText,
    /// The text is spread over several symbols (structured append).
    Part {
        /// The number of this symbol, from 1.
        number: u8,
        /// The number of symbols.
        of: u8,
        /// The exclusive or of all bytes of the whole text, which is the same in each of its symbols.
        parity: u8,
    },
}

impl NoText {
    /// Returns the stable code of the reason, which is the same in every language.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            NoText::UnknownEci { .. } => "unknown-eci",
            NoText::NotText => "not-text",
            NoText::Part { .. } => "part-of-text",
        }
    }
}

impl core::fmt::Display for NoText {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            NoText::UnknownEci { eci } => {
                write!(f, "the QR code declares the character set ECI {eci}, which is not known")
            }
            NoText::NotText => f.write_str("the bytes of the QR code are not a text in a known character set"),
            NoText::Part { number, of, .. } => write!(f, "the QR code holds part {number} of {of} of a text"),
        }
    }
}

/// The content of a symbol: a text, or the reason why there is none, and the bytes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    Text(String),
    Bytes(NoText, Vec<u8>),
}

impl Content {
    /// Returns the text, which is empty if there is none, and the reason why there is none, with the bytes.
    pub(crate) fn split(self) -> (String, Option<(NoText, Vec<u8>)>) {
        match self {
            Content::Text(text) => (text, None),
            Content::Bytes(reason, bytes) => (String::new(), Some((reason, bytes))),
        }
    }
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
    /// The symbols that were read, but have no text.
    pub textless: Vec<TextlessSymbol>,
}

impl Scan {
    /// Makes the result of a scan from all symbols that were read, with or without a text.
    pub(crate) fn new(read: Vec<FoundSymbol>, unread: Vec<UnreadSymbol>) -> Self {
        let mut scan = Scan { unread, ..Scan::default() };
        for symbol in read {
            match symbol.bytes {
                None => scan.symbols.push(symbol),
                Some((reason, bytes)) => {
                    let FoundSymbol { corners, version, level, .. } = symbol;
                    scan.textless.push(TextlessSymbol { reason, bytes, corners, version, level });
                }
            }
        }
        scan
    }

    /// Returns whether a symbol was read, with or without a text.
    pub(crate) fn has_read(&self) -> bool {
        !self.symbols.is_empty() || !self.textless.is_empty()
    }

    /// Returns the result in pixels of an image that is `scale` times as large.
    pub(crate) fn enlarged(mut self, scale: f64) -> Self {
        let read = self.symbols.iter_mut().map(|symbol| &mut symbol.corners);
        let unread = self.unread.iter_mut().map(|symbol| &mut symbol.corners);
        let textless = self.textless.iter_mut().map(|symbol| &mut symbol.corners);
        for corners in read.chain(unread).chain(textless) {
            *corners = corners.map(|corner| corner * scale);
        }
        self
    }
}

impl FoundSymbol {
    /// Returns whether both are the same printed symbol: the same content at the same place.
    pub(crate) fn is_same_as(&self, other: &FoundSymbol) -> bool {
        let [a, _, b, _] = self.corners;
        (&self.text, &self.bytes) == (&other.text, &other.bytes)
            && center(&self.corners).distance(center(&other.corners)) < a.distance(b) / 2.0
    }

    /// Returns whether a point lies within the symbol.
    pub(crate) fn contains(&self, at: Point) -> bool {
        contains(&self.corners, at)
    }
}

#[cfg(test)]
mod tests {
    use super::{Hint, NoText};

    #[test]
    fn codes_are_in_kebab_case_and_differ() {
        let reasons = [NoText::UnknownEci { eci: 19 }, NoText::NotText, NoText::Part { number: 1, of: 2, parity: 0 }];
        let codes = Hint::ALL.iter().map(|hint| hint.code()).chain(reasons.iter().map(|reason| reason.code()));
        let codes: std::collections::BTreeSet<&str> = codes.collect();
        assert_eq!(codes.len(), Hint::ALL.len() + reasons.len());
        assert!(codes.iter().all(|code| code.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')));
    }
}
