//! Labels in the frames of a camera.

use crate::image::{ImageVerdicts, luma};
use crate::refusal::Refusal;
use crate::verifier::{Verifier, instant};
use starseal::ScanOptions;
use std::sync::{Arc, Mutex, MutexGuard};

/// Judges labels in a camera's frames as they come: as fast as they do, and with what the frames before showed of a label
/// that no single one shows well enough.
///
/// The core calls it `Scanner`; Foundation has one of that name already.
///
/// One camera has one scanner. Frames are scanned one after the other, whichever threads they come from; the verifier
/// stays free for others meanwhile.
#[derive(Debug, uniffi::Object)]
pub struct FrameScanner {
    verifier: Arc<Verifier>,
    scanner: Mutex<starseal::Scanner>,
}

#[uniffi::export]
impl FrameScanner {
    /// A scanner that has seen nothing yet, and judges by what this verifier knows at the time of each frame.
    #[uniffi::constructor]
    #[must_use]
    pub fn new(verifier: Arc<Verifier>) -> Self {
        FrameScanner { verifier, scanner: Mutex::new(starseal::Scanner::new(ScanOptions::preview())) }
    }

    /// Judges every label in the next frame as of now. The bytes are as for `Verifier.check_image`.
    ///
    /// # Errors
    /// `Image`, for bytes that are not such an image, or for one above 64 megapixels or 16,384 pixels a side.
    pub fn check_frame(
        &self,
        luma: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        now: u64,
    ) -> Result<ImageVerdicts, Refusal> {
        let image = self::luma(luma, width, height, row_stride)?;
        let scan = self.scanner().frame(&image);
        Ok(self.verifier.held().check_scan(scan, instant(now)).into())
    }

    /// Forgets the frames before, such as when the camera was turned off.
    ///
    /// # Errors
    /// None of its own; see the crate on panics.
    pub fn reset(&self) -> Result<(), Refusal> {
        self.scanner().reset();
        Ok(())
    }
}

impl FrameScanner {
    /// The scanner, once no other thread uses it. One that panicked may have left half a frame: it begins anew.
    fn scanner(&self) -> MutexGuard<'_, starseal::Scanner> {
        self.scanner.lock().unwrap_or_else(|poisoned| {
            self.scanner.clear_poison();
            let mut scanner = poisoned.into_inner();
            scanner.reset();
            scanner
        })
    }
}
