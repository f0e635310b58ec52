//! How much a scan may do.

use core::time::Duration;
use std::time::Instant;

/// How thoroughly an image is searched, and for how long.
///
/// The default is for photographs and shelves: every way of reading is tried. [`ScanOptions::preview`] is for a camera's
/// frames, of which there is always another.
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

    /// These options with a limit to the time taken. Cheap ways come first, so that most of what can be read is read
    /// early; what was read until then is the answer. Where there is no clock (`wasm32-unknown-unknown`) there is no
    /// limit but those of [`limits`](crate::limits).
    #[must_use]
    pub fn within(self, budget: Duration) -> Self {
        ScanOptions { budget: Some(budget), ..self }
    }

    pub(super) fn deadline(&self) -> Deadline {
        let has_clock = !cfg!(all(target_family = "wasm", target_os = "unknown"));
        Deadline(self.budget.filter(|_| has_clock).and_then(|budget| Instant::now().checked_add(budget)))
    }
}

/// When a scan has to end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline(Option<Instant>);

impl Deadline {
    pub(super) fn is_over(&self) -> bool {
        self.0.is_some_and(|end| Instant::now() >= end)
    }
}
