//! Checks of the labels in a camera's frames.

use crate::clock::limited;
use crate::image::{image_verdicts, luma, luma_of_color};
use crate::verifier::Verifier;
use crate::when::when;
use starseal::scan::{LumaImage, ScanOptions};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Checks the labels in a camera's frames in real time. It combines successive frames to read a label that no single
/// frame shows well enough.
#[wasm_bindgen]
#[derive(Debug)]
pub struct FrameScanner(starseal::scan::Scanner);

#[wasm_bindgen]
impl FrameScanner {
    /// Makes a scanner that has seen no frame yet. The time limit of a frame is in milliseconds.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(time_limit: Option<f64>) -> Self {
        FrameScanner(starseal::scan::Scanner::new(limited(ScanOptions::preview(), time_limit)))
    }

    /// Checks every label in the next frame, which is gray.
    ///
    /// # Errors
    /// `Image`, if the bytes are not such an image. `Value`, for a day that no label can claim.
    #[expect(clippy::too_many_arguments, reason = "numbers cross faster than an object with them")]
    pub fn check_frame(
        &mut self,
        verifier: &Verifier,
        data: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        now: Option<f64>,
        on: Option<String>,
    ) -> Result<String, JsValue> {
        self.check(verifier, &luma(data, width, height, row_stride)?, now, on)
    }

    /// Checks every label in the next frame, which is in color, in its gray values.
    ///
    /// # Errors
    /// As for `check_frame`.
    #[expect(clippy::too_many_arguments, reason = "numbers cross faster than an object with them")]
    pub fn check_color_frame(
        &mut self,
        verifier: &Verifier,
        data: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        now: Option<f64>,
        on: Option<String>,
    ) -> Result<String, JsValue> {
        let gray = luma_of_color(data, width, height, row_stride)?;
        self.check(verifier, &luma(&gray, width, height, width)?, now, on)
    }

    /// Discards the earlier frames.
    pub fn reset(&mut self) {
        self.0.reset();
    }
}

impl FrameScanner {
    fn check(
        &mut self,
        verifier: &Verifier,
        frame: &LumaImage<'_>,
        now: Option<f64>,
        on: Option<String>,
    ) -> Result<String, JsValue> {
        let at = when(now, on)?;
        let scan = self.0.frame(frame);
        Ok(image_verdicts(&verifier.held().check_scan(scan, at)))
    }
}
