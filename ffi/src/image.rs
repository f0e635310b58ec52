//! The labels found in a camera frame or a photograph.

use crate::error::StarsealError;
use crate::verdict::Verdict;
use starseal::scan::{ColorImage, ImageError, LumaImage};
use std::sync::Arc;

/// All labels of an image.
#[derive(Debug, Clone, uniffi::Record)]
pub struct ImageVerdicts {
    /// `no-label` if there is no label; otherwise none.
    pub code: Option<String>,
    /// The labels in reading order: rows from top to bottom, each from left to right.
    pub labels: Vec<Sighting>,
    /// The number of symbols whose text is not a sealed label.
    pub other_symbols: u32,
    /// The symbols that were seen but could not be read, in reading order.
    pub unread: Vec<UnreadSymbol>,
    /// The symbols that were read but have no text, in reading order. They are not among the other symbols.
    pub textless: Vec<TextlessSymbol>,
}

/// A label found in an image, with its verdict.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Sighting {
    /// The verdict on the label.
    pub verdict: Arc<Verdict>,
    /// The text of its symbol.
    pub carrier: String,
    /// The corners of the symbol: top left, top right, bottom right, bottom left.
    pub corners: Vec<Corner>,
}

/// A symbol that was seen in an image but could not be read.
#[derive(Debug, Clone, uniffi::Record)]
pub struct UnreadSymbol {
    /// The approximate corners, in the same order as for a label; they may be outside the image.
    pub corners: Vec<Corner>,
    /// Why it could not be read; none if the cause is not clear.
    pub hint: Option<Hint>,
}

/// A symbol that was read but has no text, so that it is not a label.
#[derive(Debug, Clone, uniffi::Record)]
pub struct TextlessSymbol {
    /// The corners, in the same order as for a label.
    pub corners: Vec<Corner>,
    /// Why it has no text.
    pub reason: NoText,
    /// The ECI number of the character set that is not known.
    pub eci: Option<u32>,
    /// The number of this symbol in a text that is spread over several, from 1.
    pub part: Option<u32>,
    /// The number of symbols over which the text is spread.
    pub parts: Option<u32>,
    /// The reason in an English sentence.
    pub en: String,
    /// The reason in a Japanese sentence.
    pub ja: String,
}

/// Why a symbol that was read has no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum NoText {
    /// It declares a character set by an ECI number that is not known.
    UnknownEci,
    /// Its bytes are not a text in the character set that it declares, or in a known one if it declares none.
    NotText,
    /// The text is spread over several symbols.
    PartOfText,
}

/// Why a symbol could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Hint {
    /// A part of it is outside the image.
    CutOff,
    /// Its modules are smaller than two pixels.
    TooSmall,
    /// The camera's angle to it is too flat.
    TooTilted,
    /// Too little light falls on it.
    LowLight,
    /// A reflection covers a part of it.
    Glare,
    /// It is out of focus or moving.
    Blurred,
    /// A finder pattern of it is crossed, rubbed off or covered.
    Damaged,
    /// The image has more symbols than one scan reads.
    TooMany,
}

/// Returns the sentence that tells the user what to do; none for a language (a BCP 47 tag) without sentences.
#[uniffi::export]
#[must_use]
pub fn sentence_of_hint(hint: Hint, language: &str) -> Option<String> {
    let language = starseal::Language::from_tag(language)?;
    starseal::scan::Hint::ALL.iter().find(|known| Hint::of(**known) == Some(hint)).map(|known| language.hint(*known))
}

impl Hint {
    fn of(hint: starseal::scan::Hint) -> Option<Self> {
        match hint {
            starseal::scan::Hint::CutOff => Some(Hint::CutOff),
            starseal::scan::Hint::TooSmall => Some(Hint::TooSmall),
            starseal::scan::Hint::TooTilted => Some(Hint::TooTilted),
            starseal::scan::Hint::LowLight => Some(Hint::LowLight),
            starseal::scan::Hint::Glare => Some(Hint::Glare),
            starseal::scan::Hint::Blurred => Some(Hint::Blurred),
            starseal::scan::Hint::Damaged => Some(Hint::Damaged),
            starseal::scan::Hint::TooMany => Some(Hint::TooMany),
            // The layers have no name for a hint that a later version of the core adds.
            _ => None,
        }
    }
}

/// A position in an image, in pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, uniffi::Record)]
pub struct Corner {
    /// The distance to the right.
    pub x: f64,
    /// The distance downwards.
    pub y: f64,
}

/// Borrows the bytes of a frame as a gray image, if their number fits its format.
///
/// Rows start `row_stride` bytes apart. The image needs the bytes up to its last pixel, and may have those up to the
/// end of its last row. Cameras pad rows, and a plane of Android's `Image` ends at either place, depending on the
/// device. A number outside this range means another format, such as a compressed file or four bytes per pixel: a scan
/// of it would find no label and hide the mistake.
pub(crate) fn luma(bytes: &[u8], width: u32, height: u32, row_stride: u32) -> Result<LumaImage<'_>, StarsealError> {
    let [width, height, row_stride] = [width, height, row_stride].map(|n| usize::try_from(n).unwrap_or(usize::MAX));
    let image = LumaImage::new(bytes, width, height, row_stride)?;
    if row_stride.checked_mul(height).is_some_and(|most| bytes.len() > most) {
        return Err(ImageError::Layout { bytes: bytes.len(), width, height, row_stride }.into());
    }
    Ok(image)
}

/// Converts the bytes of a picture in color, if their number fits its format, as for [`luma`].
pub(crate) fn color(bytes: &[u8], width: u32, height: u32, row_stride: u32) -> Result<ColorImage, StarsealError> {
    let [width, height, row_stride] = [width, height, row_stride].map(|n| usize::try_from(n).unwrap_or(usize::MAX));
    if row_stride.checked_mul(height).is_some_and(|most| bytes.len() > most) {
        return Err(ImageError::Layout { bytes: bytes.len(), width, height, row_stride }.into());
    }
    Ok(ColorImage::from_rgba(bytes, width, height, row_stride)?)
}

impl From<starseal::verify::ImageVerdicts> for ImageVerdicts {
    fn from(verdicts: starseal::verify::ImageVerdicts) -> Self {
        ImageVerdicts {
            code: verdicts.code().map(|code| code.to_string()),
            other_symbols: u32::try_from(verdicts.other_symbols).unwrap_or(u32::MAX),
            labels: verdicts.labels.into_iter().map(Sighting::from).collect(),
            unread: verdicts.unread.iter().map(UnreadSymbol::from).collect(),
            textless: verdicts.textless.iter().map(TextlessSymbol::from).collect(),
        }
    }
}

impl From<starseal::verify::Sighting> for Sighting {
    fn from(sighting: starseal::verify::Sighting) -> Self {
        Sighting {
            carrier: sighting.verdict.text().to_owned(),
            verdict: Arc::new(sighting.verdict.into()),
            corners: corners(&sighting.corners),
        }
    }
}

impl From<&starseal::scan::UnreadSymbol> for UnreadSymbol {
    fn from(symbol: &starseal::scan::UnreadSymbol) -> Self {
        UnreadSymbol { corners: corners(&symbol.corners), hint: symbol.hint.and_then(Hint::of) }
    }
}

impl From<&starseal::scan::TextlessSymbol> for TextlessSymbol {
    fn from(symbol: &starseal::scan::TextlessSymbol) -> Self {
        let plain = TextlessSymbol {
            corners: corners(&symbol.corners),
            reason: NoText::NotText,
            eci: None,
            part: None,
            parts: None,
            en: starseal::Language::En.no_text(symbol.reason),
            ja: starseal::Language::Ja.no_text(symbol.reason),
        };
        match symbol.reason {
            starseal::scan::NoText::UnknownEci { eci } => {
                TextlessSymbol { reason: NoText::UnknownEci, eci: Some(eci), ..plain }
            }
            starseal::scan::NoText::Part { number, of, .. } => {
                let (part, parts) = (Some(number.into()), Some(of.into()));
                TextlessSymbol { reason: NoText::PartOfText, part, parts, ..plain }
            }
            // A reason that a later version of the core adds has no name in the layers. Its sentences say it.
            _ => plain,
        }
    }
}

fn corners(of: &[starseal::scan::Point; 4]) -> Vec<Corner> {
    of.iter().map(|corner| Corner { x: corner.x, y: corner.y }).collect()
}
