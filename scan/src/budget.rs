//! What a scan may spend, and the share of each stage.
//!
//! Passes over an image are bounded by its size. Attempts to read what they find are not: texture can look like
//! thousands of symbols. The budget bounds them in samples of the image rather than by a clock, so that the result is
//! the same on every machine; a deadline may be added.
//!
//! | mode | samples | about |
//! | --- | --- | --- |
//! | photo | 200,000,000 | two seconds; two dozen labels that are hard to read take a third of it |
//! | preview | 3,000,000 | a dozen labels, and some things that are none |
//! | frame | 2,400,000 | the same, with what earlier frames showed |
//!
//! [`Stage`] is the table of shares: stages spend in its order, each as much as it needs until only the reserve of the
//! later stages is left. [`cost`] is the table of prices.

use crate::mode::Mode;
use core::cell::Cell;
use core::time::Duration;
use std::time::Instant;

/// The stages of a scan that spend samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Photo, preview: the search of an image that is also searched at twice its size.
    Search,
    /// Photo: the search of an image that is too large for that.
    SearchLarge,
    /// Photo: a closer look at one part of a large image.
    Part,
    /// Photo: the negative of an image in which nothing was read.
    Negative,
    /// Frame: the search of the frame by itself.
    SearchFrame,
    /// Frame: symbols followed from earlier frames.
    Follow,
    /// Frame: the search in another way, if nothing was read so far.
    Turn,
    /// Frame: finder patterns known from earlier frames, if nothing was read so far.
    Recall,
    /// Frame: the measurement of symbols seen without being read, for the frames to come.
    Measure,
}

/// Samples of recalling finder patterns: some 24 triples, most of them dismissed.
const FOR_RECALL: usize = 250_000;

/// Samples of measuring new symbols: one of version 10 whose mesh is grown, or several whose mesh fits.
const FOR_MEASURE: usize = 1_100_000;

impl Stage {
    /// Samples that are reserved for later stages.
    const fn reserve(self) -> usize {
        match self {
            // Half of all: in an image with dozens of labels, closer looks read as many as the search.
            Stage::SearchLarge => samples(Mode::Photo) / 2,
            // Following one symbol of version 10 and growing its mesh takes a million; the rest is for others whose
            // mesh fits, and for the stages after that.
            Stage::SearchFrame => 1_700_000,
            Stage::Turn => FOR_RECALL + FOR_MEASURE,
            Stage::Recall => FOR_MEASURE,
            // Nothing comes after these, or it may have what is left. What is followed goes before what is new.
            Stage::Search | Stage::Part | Stage::Negative | Stage::Follow | Stage::Measure => 0,
        }
    }

    /// Samples that the stage spends at most.
    const fn most(self) -> usize {
        match self {
            // Symbols that are read at all take a tenth.
            Stage::Part => 40_000_000,
            _ => usize::MAX,
        }
    }
}

/// Samples for one image.
const fn samples(mode: Mode) -> usize {
    match mode {
        Mode::Photo => 200_000_000,
        Mode::Preview => 3_000_000,
        Mode::Frame => 2_400_000,
    }
}

/// Prices: samples taken by each step of an attempt, or as many as take as long.
pub(crate) mod cost {
    /// Until three finder patterns turn out not to belong together.
    pub(crate) const DISMISS: usize = 500;
    /// Trying versions.
    pub(crate) const LOCATE: usize = 8_000;
    /// For each module: fitting a first mesh.
    pub(crate) const FIT: usize = 2;
    /// For each module: sampling and correcting it.
    pub(crate) const READ: usize = 15;
    /// For each module: refining the mesh, and reading through it.
    pub(crate) const REFINE: usize = 60;
    /// For each module: undoing blur, and reading the result.
    pub(crate) const EQUALIZE: usize = 60;
    /// For each module: measuring it in a frame through a mesh that exists.
    pub(crate) const MEASURE: usize = 20;
    /// For each module: the same through a mesh that is refined first.
    pub(crate) const MEASURE_REFINED: usize = 60;
    /// For each module: the same through a mesh that is grown first.
    pub(crate) const MEASURE_GROWN: usize = 260;
}

/// What a scan may still spend on one image.
#[derive(Debug)]
pub(crate) struct Budget {
    deadline: Option<Instant>,
    left: Cell<usize>,
}

impl Budget {
    /// The budget of one image, with a limit to the time from now on if there is one.
    pub(crate) fn new(mode: Mode, time: Option<Duration>) -> Self {
        let has_clock = !cfg!(all(target_family = "wasm", target_os = "unknown"));
        let deadline = time.filter(|_| has_clock).and_then(|time| Instant::now().checked_add(time));
        Budget { deadline, left: Cell::new(samples(mode)) }
    }

    /// The share of a stage.
    pub(crate) fn share(&self, stage: Stage) -> Share<'_> {
        let floor = self.left.get().saturating_sub(stage.most()).max(stage.reserve());
        Share { budget: self, floor }
    }

    /// A budget of so many samples without a deadline.
    #[cfg(test)]
    pub(crate) fn of(samples: usize) -> Self {
        Budget { deadline: None, left: Cell::new(samples) }
    }

    /// The samples left.
    #[cfg(test)]
    pub(crate) fn left(&self) -> usize {
        self.left.get()
    }
}

/// The share of a stage: the budget down to a floor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share<'a> {
    budget: &'a Budget,
    floor: usize,
}

impl Share<'_> {
    /// Whether nothing is left, of samples or of time.
    pub(crate) fn is_over(&self) -> bool {
        self.budget.left.get() <= self.floor || self.is_late()
    }

    /// Whether no time is left: for work that the size of an image bounds.
    pub(crate) fn is_late(&self) -> bool {
        self.budget.deadline.is_some_and(|deadline| Instant::now() >= deadline)
    }

    /// Whether so many samples are left.
    pub(crate) fn has(&self, samples: usize) -> bool {
        self.budget.left.get() >= self.floor.saturating_add(samples)
    }

    /// Spends samples on work that is done in any case.
    pub(crate) fn spend(&self, samples: usize) {
        self.budget.left.set(self.budget.left.get().saturating_sub(samples));
    }

    /// Spends samples if as many are left, and returns whether.
    pub(crate) fn try_spend(&self, samples: usize) -> bool {
        let has = self.has(samples);
        if has {
            self.spend(samples);
        }
        has
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Mode, Stage};

    #[test]
    fn stages_leave_the_reserve_of_later_ones() {
        let budget = Budget::new(Mode::Frame, None);
        let search = budget.share(Stage::SearchFrame);
        assert!(search.try_spend(700_000) && search.is_over() && !search.try_spend(1));
        assert!(budget.share(Stage::Turn).has(350_000) && !budget.share(Stage::Turn).has(350_001));
        assert!(budget.share(Stage::Follow).has(1_700_000));
    }

    #[test]
    fn a_part_spends_no_more_than_its_share() {
        let budget = Budget::new(Mode::Photo, None);
        let part = budget.share(Stage::Part);
        part.spend(39_999_999);
        assert!(!part.is_over() && part.has(1) && !part.has(2));
        part.spend(2);
        assert!(part.is_over());
        assert!(budget.share(Stage::Part).has(40_000_000));
    }

    #[test]
    fn without_time_all_is_over() {
        let budget = Budget::new(Mode::Photo, Some(core::time::Duration::ZERO));
        assert!(budget.share(Stage::Search).is_over() && budget.share(Stage::Search).is_late());
    }
}
