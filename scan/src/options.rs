//! The options of a scan.

use crate::budget::{Budget, Clock};
use crate::mode::Mode;
use core::time::Duration;

/// The options of a scan: how thorough it is, and how long it may take.
///
/// The default is meant for photographs and shelves: every reading method is tried. [`ScanOptions::preview`] is meant
/// for camera frames, where another frame always follows.
///
/// ```
/// use starseal_scan::{LumaImage, ScanOptions, scan};
/// use std::time::Duration;
///
/// let pixels = [128; 64 * 48];
/// let image = LumaImage::new(&pixels, 64, 48, 64)?;
/// // A photograph, while the user waits for the result.
/// let photograph = ScanOptions::default().within(Duration::from_millis(800));
/// assert!(scan(&image, &photograph).symbols.is_empty());
/// // A frame of a camera that takes 30 frames per second.
/// let frame = ScanOptions::preview().within(Duration::from_millis(30));
/// assert!(scan(&image, &frame).symbols.is_empty());
/// # Ok::<(), starseal_scan::ImageError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScanOptions {
    mode: Mode,
    time: Option<Duration>,
    clock: Clock,
}

impl ScanOptions {
    /// Returns options that keep up with a camera: one pass over a frame, passes for close symbols if
    /// nothing was read, and a few attempts to read what was found. Light symbols on a dark ground are not searched.
    #[must_use]
    pub fn preview() -> Self {
        ScanOptions { mode: Mode::Preview, ..ScanOptions::default() }
    }

    /// Returns these options with a time limit. A scan may exceed it by a fifth or by some dozens of milliseconds.
    ///
    /// Cheap methods come first, so that most readable symbols are read early. When the time has run out, the scan
    /// returns what it has read so far. On targets without a clock (`wasm32-unknown-unknown`) the time is limited only
    /// if [`by_clock`](Self::by_clock) brings one; the work always is.
    #[must_use]
    pub fn within(self, time: Duration) -> Self {
        ScanOptions { time: Some(time), ..self }
    }

    /// Returns these options with a clock by which the time limit is measured, in place of the machine's. It returns
    /// the time since any fixed moment, and never goes back.
    #[must_use]
    pub fn by_clock(self, now: fn() -> Duration) -> Self {
        ScanOptions { clock: Clock::Given(now), ..self }
    }

    /// Returns the mode for a single image.
    pub(crate) fn mode(&self) -> Mode {
        self.mode
    }

    /// Returns the mode for one of many frames.
    pub(crate) fn mode_of_frames(&self) -> Mode {
        match self.mode {
            Mode::Preview | Mode::Frame => Mode::Frame,
            Mode::Photo => Mode::Photo,
        }
    }

    /// Returns the budget of one image. A time limit starts now.
    pub(crate) fn budget(&self, mode: Mode) -> Budget {
        Budget::new(mode, self.time, self.clock)
    }
}
