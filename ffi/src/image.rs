//! Labels in a camera frame or a photograph.

use crate::refusal::Refusal;
use crate::verdict::Verdict;
use starseal::LumaImage;
use std::sync::Arc;

/// All labels of an image.
#[derive(Debug, Clone, uniffi::Record)]
pub struct ImageVerdicts {
    /// `no-label` where there is none.
    pub code: Option<String>,
    /// The labels in reading order: rows from top to bottom, each from left to right.
    pub labels: Vec<Sighting>,
    /// Symbols whose text is no sealed label.
    pub other_symbols: u32,
    /// Symbols seen without being read, in reading order.
    pub unread: Vec<UnreadSymbol>,
}

/// A label found in an image, judged.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Sighting {
    /// What the label is.
    pub verdict: Arc<Verdict>,
    /// The text of its symbol.
    pub carrier: String,
    /// Its corners: top left, top right, bottom right, bottom left of the symbol.
    pub corners: Vec<Corner>,
}

/// A symbol seen in an image without being read.
#[derive(Debug, Clone, uniffi::Record)]
pub struct UnreadSymbol {
    /// About where its corners are, as a label's; they may lie outside the image.
    pub corners: Vec<Corner>,
    /// What keeps it from being read; none where no cause stands out.
    pub hint: Option<Hint>,
}

/// What keeps a symbol from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Hint {
    /// A part of it lies outside the image.
    CutOff,
    /// Its modules are smaller than two pixels.
    TooSmall,
    /// It is seen from too far aside.
    TooTilted,
    /// Hardly any light falls on it.
    LowLight,
    /// A reflection covers a part of it.
    Glare,
    /// It is out of focus or moves.
    Blurred,
}

/// What somebody with a camera can do about it, in a sentence; none where there are no sentences in the language of that
/// tag (BCP 47).
#[uniffi::export]
#[must_use]
pub fn sentence_of_hint(hint: Hint, language: &str) -> Option<String> {
    let language = starseal::Language::from_tag(language)?;
    starseal::Hint::ALL.iter().find(|known| Hint::of(**known) == Some(hint)).map(|known| language.hint(*known))
}

impl Hint {
    fn of(hint: starseal::Hint) -> Option<Self> {
        match hint {
            starseal::Hint::CutOff => Some(Hint::CutOff),
            starseal::Hint::TooSmall => Some(Hint::TooSmall),
            starseal::Hint::TooTilted => Some(Hint::TooTilted),
            starseal::Hint::LowLight => Some(Hint::LowLight),
            starseal::Hint::Glare => Some(Hint::Glare),
            starseal::Hint::Blurred => Some(Hint::Blurred),
            // One of a later core, for which these layers have no name.
            _ => None,
        }
    }
}

/// A place in an image, in pixels from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, uniffi::Record)]
pub struct Corner {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// The image that a frame's bytes are.
pub(crate) fn luma(bytes: &[u8], width: u32, height: u32, row_stride: u32) -> Result<LumaImage<'_>, Refusal> {
    let [width, height, row_stride] = [width, height, row_stride].map(|n| usize::try_from(n).unwrap_or(usize::MAX));
    Ok(LumaImage::new(bytes, width, height, row_stride)?)
}

impl From<starseal::ImageVerdicts> for ImageVerdicts {
    fn from(verdicts: starseal::ImageVerdicts) -> Self {
        ImageVerdicts {
            code: verdicts.code().map(|code| code.to_string()),
            other_symbols: u32::try_from(verdicts.other_symbols).unwrap_or(u32::MAX),
            labels: verdicts.labels.into_iter().map(Sighting::from).collect(),
            unread: verdicts.unread.iter().map(UnreadSymbol::from).collect(),
        }
    }
}

impl From<starseal::Sighting> for Sighting {
    fn from(sighting: starseal::Sighting) -> Self {
        Sighting {
            verdict: Arc::new(sighting.verdict.into()),
            carrier: sighting.carrier,
            corners: corners(&sighting.corners),
        }
    }
}

impl From<&starseal::UnreadSymbol> for UnreadSymbol {
    fn from(symbol: &starseal::UnreadSymbol) -> Self {
        UnreadSymbol { corners: corners(&symbol.corners), hint: symbol.hint.and_then(Hint::of) }
    }
}

fn corners(of: &[starseal::Point; 4]) -> Vec<Corner> {
    of.iter().map(|corner| Corner { x: corner.x, y: corner.y }).collect()
}
