//! The labels found in a camera frame or a photograph.

use crate::clock::limited;
use crate::error::{Refusal, json};
use crate::verdict::VerdictContent;
use crate::verifier::Verifier;
use crate::when::when;
use serde::Serialize;
use starseal::Language;
use starseal::scan::{ColorImage, Hint, ImageError, LumaImage, NoText, Point, ScanOptions, TextlessSymbol};
use starseal::verify::ImageVerdicts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Verifier {
    /// Checks every label in a photograph, which is gray. The time limit is in milliseconds.
    ///
    /// # Errors
    /// `Image`, if the bytes are not such an image. `Value`, for a day that no label can claim.
    #[expect(clippy::too_many_arguments, reason = "numbers cross faster than an object with them")]
    pub fn check_image(
        &self,
        data: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        now: Option<f64>,
        on: Option<String>,
        time_limit: Option<f64>,
    ) -> Result<String, JsValue> {
        let (image, at) = (luma(data, width, height, row_stride)?, when(now, on)?);
        let options = limited(ScanOptions::default(), time_limit);
        Ok(image_verdicts(&self.held().check_image(&image, &options, at)))
    }

    /// Checks every label in a picture in color.
    ///
    /// # Errors
    /// As for `check_image`.
    #[expect(clippy::too_many_arguments, reason = "numbers cross faster than an object with them")]
    pub fn check_color_image(
        &self,
        data: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        now: Option<f64>,
        on: Option<String>,
        time_limit: Option<f64>,
    ) -> Result<String, JsValue> {
        let (image, at) = (color(data, width, height, row_stride)?, when(now, on)?);
        let options = limited(ScanOptions::default(), time_limit);
        Ok(image_verdicts(&self.held().check_color_image(&image, &options, at)))
    }
}

/// Returns the sentence that tells the user what to do; none for an unknown hint, or for a language without sentences.
#[wasm_bindgen]
#[must_use]
pub fn sentence_of_hint(hint: &str, language: &str) -> Option<String> {
    let language = Language::from_tag(language)?;
    Hint::ALL.iter().find(|known| known.code() == hint).map(|known| language.hint(*known))
}

/// Borrows the bytes of a frame as a gray image, if their number fits its format. Too many bytes mean another format: a
/// scan of it would find no label and hide the mistake.
pub(crate) fn luma(bytes: &[u8], width: u32, height: u32, row_stride: u32) -> Result<LumaImage<'_>, Refusal> {
    let [width, height, row_stride] = sizes(bytes, width, height, row_stride)?;
    Ok(LumaImage::new(bytes, width, height, row_stride)?)
}

/// Converts the bytes of a picture in color, if their number fits its format, as for [`luma`].
pub(crate) fn color(bytes: &[u8], width: u32, height: u32, row_stride: u32) -> Result<ColorImage, Refusal> {
    let [width, height, row_stride] = sizes(bytes, width, height, row_stride)?;
    Ok(ColorImage::from_rgba(bytes, width, height, row_stride)?)
}

/// Converts the bytes of a camera frame in color to a gray frame whose rows are `width` bytes apart, as for [`luma`].
pub(crate) fn luma_of_color(bytes: &[u8], width: u32, height: u32, row_stride: u32) -> Result<Vec<u8>, Refusal> {
    let [width, height, row_stride] = sizes(bytes, width, height, row_stride)?;
    Ok(ColorImage::luma_of_rgba(bytes, width, height, row_stride)?)
}

fn sizes(bytes: &[u8], width: u32, height: u32, row_stride: u32) -> Result<[usize; 3], ImageError> {
    let [width, height, row_stride] = [width, height, row_stride].map(|n| usize::try_from(n).unwrap_or(usize::MAX));
    if row_stride.checked_mul(height).is_some_and(|most| bytes.len() > most) {
        return Err(ImageError::Layout { bytes: bytes.len(), width, height, row_stride });
    }
    Ok([width, height, row_stride])
}

#[derive(Serialize)]
struct Content {
    code: Option<&'static str>,
    labels: Vec<Sighting>,
    other_symbols: usize,
    unread: Vec<Unread>,
    textless: Vec<Textless>,
}

#[derive(Serialize)]
struct Sighting {
    verdict: VerdictContent,
    carrier: String,
    corners: [Corner; 4],
}

#[derive(Serialize)]
struct Unread {
    corners: [Corner; 4],
    hint: Option<&'static str>,
}

#[derive(Serialize)]
struct Textless {
    corners: [Corner; 4],
    reason: &'static str,
    eci: Option<u32>,
    part: Option<u8>,
    parts: Option<u8>,
    en: String,
    ja: String,
}

#[derive(Serialize)]
struct Corner {
    x: f64,
    y: f64,
}

/// Returns the labels of an image as JSON.
pub(crate) fn image_verdicts(verdicts: &ImageVerdicts) -> String {
    let labels = verdicts.labels.iter().map(|sighting| Sighting {
        verdict: VerdictContent::from(&sighting.verdict),
        carrier: sighting.verdict.text().to_owned(),
        corners: corners(&sighting.corners),
    });
    let unread = verdicts.unread.iter();
    json(&Content {
        code: verdicts.code().map(starseal::Code::as_str),
        labels: labels.collect(),
        other_symbols: verdicts.other_symbols,
        unread: unread.map(|one| Unread { corners: corners(&one.corners), hint: one.hint.map(Hint::code) }).collect(),
        textless: verdicts.textless.iter().map(textless).collect(),
    })
}

fn textless(symbol: &TextlessSymbol) -> Textless {
    let (eci, part, parts) = match symbol.reason {
        NoText::UnknownEci { eci } => (Some(eci), None, None),
        NoText::Part { number, of, .. } => (None, Some(number), Some(of)),
        _ => (None, None, None),
    };
    Textless {
        corners: corners(&symbol.corners),
        reason: symbol.reason.code(),
        eci,
        part,
        parts,
        en: Language::En.no_text(symbol.reason),
        ja: Language::Ja.no_text(symbol.reason),
    }
}

fn corners(of: &[Point; 4]) -> [Corner; 4] {
    of.map(|corner| Corner { x: corner.x, y: corner.y })
}
