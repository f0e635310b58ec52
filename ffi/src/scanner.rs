//! Checks of the labels in a camera's frames.

use crate::error::StarsealError;
use crate::image::{ImageVerdicts, luma};
use crate::verifier::Verifier;
use crate::when::When;
use starseal::scan::ScanOptions;
use std::sync::{Arc, Mutex, MutexGuard};

/// Checks the labels in a camera's frames in real time. It combines successive frames to read a label that no single
/// frame shows well enough.
///
/// It is not called `Scanner`, as in the core, because Apple's Foundation has a class of that name.
///
/// Use one scanner for each camera. Frames may come from any thread; they are scanned one at a time. During a scan the
/// verifier can serve other calls.
#[derive(Debug, uniffi::Object)]
pub struct FrameScanner {
    verifier: Arc<Verifier>,
    scanner: Mutex<starseal::scan::Scanner>,
}

#[uniffi::export]
impl FrameScanner {
    /// Makes a scanner that has seen no frame yet. It checks each frame against the lists that the verifier holds at
    /// that time.
    #[uniffi::constructor]
    #[must_use]
    pub fn new(verifier: Arc<Verifier>) -> Self {
        FrameScanner { verifier, scanner: Mutex::new(starseal::scan::Scanner::new(ScanOptions::preview())) }
    }

    /// Checks every label in the next frame. The bytes are as for `Verifier.check_image`.
    ///
    /// # Errors
    /// `Image`, if the bytes are not such an image, or if it has more than 50,331,648 pixels or 16,384 on a side.
    /// `Value`, for a day that no label can claim.
    pub fn check_frame(
        &self,
        luma: &[u8],
        width: u32,
        height: u32,
        row_stride: u32,
        at: When,
    ) -> Result<ImageVerdicts, StarsealError> {
        let image = self::luma(luma, width, height, row_stride)?;
        let at = at.try_into()?;
        let scan = self.scanner().frame(&image);
        Ok(self.verifier.held().check_scan(scan, at).into())
    }

    /// Discards the earlier frames, for instance after the camera was turned off.
    ///
    /// # Errors
    /// No error of its own. For panics, see the documentation of the crate.
    pub fn reset(&self) -> Result<(), StarsealError> {
        self.scanner().reset();
        Ok(())
    }
}

impl FrameScanner {
    /// Waits until no other thread uses the scanner. After a panic it may hold an incomplete frame, so it is reset.
    fn scanner(&self) -> MutexGuard<'_, starseal::scan::Scanner> {
        self.scanner.lock().unwrap_or_else(|poisoned| {
            self.scanner.clear_poison();
            let mut scanner = poisoned.into_inner();
            scanner.reset();
            scanner
        })
    }
}
