//! How much a scan may do.

use crate::limits::{MAX_FRAME_SAMPLES, MAX_PREVIEW_SAMPLES, MAX_SCAN_SAMPLES};
use core::cell::Cell;
use core::time::Duration;
use std::rc::Rc;
use std::time::Instant;

/// How thoroughly an image is searched, and for how long.
///
/// The default is for photographs and shelves: every way of reading is tried. [`ScanOptions::preview`] is for a camera's
/// frames, of which there is always another.
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
    pub(super) is_preview: bool,
    budget: Option<Duration>,
}

impl ScanOptions {
    /// What keeps up with a camera: one pass over a frame, and no more than a few attempts at what it shows.
    #[must_use]
    pub fn preview() -> Self {
        ScanOptions { is_preview: true, budget: None }
    }

    /// These options with a limit to the time taken, kept to within a fifth of it or a few dozen milliseconds. Cheap ways
    /// come first, so that most of what can be read is read early; what was read until then is the answer. Where there is
    /// no clock (`wasm32-unknown-unknown`) there is no limit but those of [`limits`](crate::limits).
    #[must_use]
    pub fn within(self, budget: Duration) -> Self {
        ScanOptions { budget: Some(budget), ..self }
    }

    /// What a scan of one image may do.
    pub(super) fn allowance(&self) -> Rc<Allowance> {
        self.allowance_of(MAX_PREVIEW_SAMPLES)
    }

    /// What may be done in one of a camera's frames, beside searching it.
    pub(super) fn allowance_of_frame(&self) -> Rc<Allowance> {
        self.allowance_of(MAX_FRAME_SAMPLES)
    }

    fn allowance_of(&self, of_preview: usize) -> Rc<Allowance> {
        let has_clock = !cfg!(all(target_family = "wasm", target_os = "unknown"));
        let end = self.budget.filter(|_| has_clock).and_then(|budget| Instant::now().checked_add(budget));
        let samples = if self.is_preview { of_preview } else { MAX_SCAN_SAMPLES };
        Rc::new(Allowance { end, samples: Cell::new(samples), kept: Cell::new(0) })
    }
}

/// What a scan may still do: until when, and for how many samples of the image.
///
/// Passes over an image are bounded by its size, attempts to read what they find are not: texture can look like
/// thousands of symbols. Samples bound them where no one looks at a clock, to the same result on every machine.
#[derive(Debug)]
pub(super) struct Allowance {
    end: Option<Instant>,
    samples: Cell<usize>,
    /// Samples kept for what comes later.
    kept: Cell<usize>,
}

impl Allowance {
    pub(super) fn is_over(&self) -> bool {
        self.samples.get() <= self.kept.get() || self.is_late()
    }

    /// Whether there is no time left, for work that an image's size bounds.
    pub(super) fn is_late(&self) -> bool {
        self.end.is_some_and(|end| Instant::now() >= end)
    }

    /// Whether there are so many samples, without those kept.
    pub(super) fn has(&self, samples: usize) -> bool {
        self.samples.get() >= self.kept.get() + samples
    }

    /// Counts samples taken, or work that takes as long.
    pub(super) fn spend(&self, samples: usize) {
        self.samples.set(self.samples.get().saturating_sub(samples));
    }

    /// Keeps so many samples for what comes later, instead of those kept before.
    pub(super) fn keep(&self, samples: usize) {
        self.kept.set(samples);
    }

    /// Takes so many samples, if there are as many, those kept included.
    pub(super) fn take(&self, samples: usize) -> bool {
        let left = self.samples.get().checked_sub(samples);
        self.samples.set(left.unwrap_or(self.samples.get()));
        left.is_some()
    }

    /// Has a part of the work done, for which there are no more than so many samples.
    pub(super) fn lend<T>(&self, most: usize, work: impl FnOnce(Rc<Allowance>) -> T) -> T {
        let samples = self.samples.get().saturating_sub(self.kept.get()).min(most);
        let part = Rc::new(Allowance { end: self.end, samples: Cell::new(samples), kept: Cell::new(0) });
        let result = work(part.clone());
        self.spend(samples - part.samples.get());
        result
    }

    /// So many samples, and all the time there is.
    #[cfg(test)]
    pub(super) fn of(samples: usize) -> Rc<Self> {
        Rc::new(Allowance { end: None, samples: Cell::new(samples), kept: Cell::new(0) })
    }

    /// Samples left.
    #[cfg(test)]
    pub(super) fn left(&self) -> usize {
        self.samples.get()
    }
}
