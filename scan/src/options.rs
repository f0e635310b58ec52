//! The options of a scan.

use crate::budget::Budget;
use crate::mode::Mode;
use core::time::Duration;

/// How thoroughly an image is scanned, and for how long.
///
/// The default is for photographs and shelves: every way of reading is tried. [`ScanOptions::preview`] is for the frames of
/// a camera, of which there is always another.
///
/// ```
/// use starseal_scan::{LumaImage, ScanOptions, scan};
/// use std::time::Duration;
///
/// let pixels = [128; 64 * 48];
/// let image = LumaImage::new(&pixels, 64, 48, 64)?;
/// // A photograph that somebody waits for.
/// let photograph = ScanOptions::default().within(Duration::from_millis(800));
/// assert!(scan(&image, &photograph).symbols.is_empty());
/// // A frame of a camera, of which 30 come in a second.
/// let frame = ScanOptions::preview().within(Duration::from_millis(30));
/// assert!(scan(&image, &frame).symbols.is_empty());
/// # Ok::<(), starseal_scan::ImageError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScanOptions {
    mode: Mode,
    time: Option<Duration>,
}

impl ScanOptions {
    /// Options that keep up with a camera: one pass over a frame, and few attempts at what it shows.
    #[must_use]
    pub fn preview() -> Self {
        ScanOptions { mode: Mode::Preview, time: None }
    }

    /// These options with a limit to the time taken, kept to within a fifth of it or some dozens of milliseconds.
    ///
    /// Cheap ways come first, so that most of what can be read is read early; the result is what was read until then.
    /// On targets without a clock (`wasm32-unknown-unknown`) the time is not limited; the work always is.
    #[must_use]
    pub fn within(self, time: Duration) -> Self {
        ScanOptions { time: Some(time), ..self }
    }

    /// The mode for a single image.
    pub(crate) fn mode(&self) -> Mode {
        self.mode
    }

    /// The mode for one of many frames.
    pub(crate) fn mode_of_frames(&self) -> Mode {
        match self.mode {
            Mode::Preview | Mode::Frame => Mode::Frame,
            Mode::Photo => Mode::Photo,
        }
    }

    /// The budget of one image from now on.
    pub(crate) fn budget(&self, mode: Mode) -> Budget {
        Budget::new(mode, self.time)
    }
}
