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
    /// The labels, from top to bottom.
    pub labels: Vec<Sighting>,
    /// Symbols whose text is no sealed label.
    pub other_symbols: u32,
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
        }
    }
}

impl From<starseal::Sighting> for Sighting {
    fn from(sighting: starseal::Sighting) -> Self {
        Sighting {
            verdict: Arc::new(sighting.verdict.into()),
            carrier: sighting.carrier,
            corners: sighting.corners.iter().map(|corner| Corner { x: corner.x, y: corner.y }).collect(),
        }
    }
}
