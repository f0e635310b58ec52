//! The work that a scan may spend, and the share of each stage.
//!
//! The size of an image bounds the passes over it, but not the attempts to read what they find: texture can look like
//! thousands of symbols. The budget bounds these attempts in samples of the image rather than by a clock, so that the
//! result is the same on every machine. A deadline may be added.
//!
//! | mode | samples | scope |
//! | --- | --- | --- |
//! | photo | 200,000,000 | about two seconds; 24 labels that are hard to read take a third of it |
//! | preview | 3,000,000 | about 12 labels, and some regions that turn out not to be symbols |
//! | frame | 2,600,000 | the same, including what earlier frames showed |
//!
//! [`Stage`] is the table of shares. Stages spend in its order; each spends as much as it needs, until only the reserve
//! of the later stages is left. [`cost`] is the table of prices.

use crate::mode::Mode;
use core::cell::Cell;
use core::time::Duration;
use std::time::Instant;

/// The stages of a scan that spend samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Photo: the search that a preview would make, before all others.
    Glance,
    /// Preview: the search of an image.
    Search,
    /// Photo: the search of an image that is also searched at twice its size.
    SearchSmall,
    /// Photo: the search of an image that is too large to be searched at twice its size.
    SearchLarge,
    /// Photo: a closer look at one part of a large image.
    Part,
    /// Photo: symbols of which a finder pattern is damaged.
    Damaged,
    /// Photo: the search of the negative of an image in which nothing was read.
    Negative,
    /// Frame: the search of the frame alone.
    SearchFrame,
    /// Frame: symbols that are followed from earlier frames.
    Follow,
    /// Frame: the search of the negative of the frame, if nothing was read so far.
    NegativeFrame,
    /// Frame: a search by another method, if nothing was read so far.
    Turn,
    /// Frame: a search with finder patterns known from earlier frames, if nothing was read so far.
    Recall,
    /// Frame: the measurement of symbols that were seen but not read, for later frames.
    Measure,
}

/// The samples for recalling finder patterns: about 24 triples, most of which are dismissed.
const FOR_RECALL: usize = 250_000;

/// The samples for the search of a frame by another method.
const FOR_TURN: usize = 350_000;

/// The samples for the search of a negative: some dismissed triples, and a symbol that is read.
const FOR_NEGATIVE: usize = 200_000;

/// The samples for measuring new symbols: one of version 10 whose mesh is grown, or several whose mesh fits.
const FOR_MEASURE: usize = 1_100_000;

impl Stage {
    /// Returns the number of samples that are reserved for later stages.
    const fn reserve(self) -> usize {
        match self {
            // Half of the budget: in an image with dozens of labels, closer looks read as many as the search.
            Stage::SearchLarge => samples(Mode::Photo) / 2,
            // What looks like many symbols in the image may look like one in its negative.
            Stage::SearchSmall => samples(Mode::Photo) / 8,
            // Following one symbol of version 10 and growing its mesh takes a million. The rest is for other symbols
            // whose mesh fits, and for the later stages.
            Stage::SearchFrame => FOR_NEGATIVE + FOR_TURN + FOR_RECALL + FOR_MEASURE,
            Stage::NegativeFrame => FOR_TURN + FOR_RECALL + FOR_MEASURE,
            Stage::Turn => FOR_RECALL + FOR_MEASURE,
            Stage::Recall => FOR_MEASURE,
            // No stage follows these, or the next one takes what is left. Followed symbols have priority over new ones.
            Stage::Glance | Stage::Search | Stage::Part | Stage::Damaged | Stage::Negative => 0,
            Stage::Follow | Stage::Measure => 0,
        }
    }

    /// Returns the maximum number of samples that the stage may spend.
    const fn most(self) -> usize {
        match self {
            // Symbols that can be read at all take a tenth of this.
            Stage::Part => 40_000_000,
            Stage::Glance => samples(Mode::Preview),
            // A hundred guesses and ten thorough attempts.
            Stage::Damaged => 12_000_000,
            _ => usize::MAX,
        }
    }
}

/// Returns the number of samples for one image.
const fn samples(mode: Mode) -> usize {
    match mode {
        Mode::Photo => 200_000_000,
        Mode::Preview => 3_000_000,
        Mode::Frame => 2_600_000,
    }
}

/// The prices in samples: the samples that each step of an attempt takes, or the number that takes the same time.
pub(crate) mod cost {
    /// Dismissing three finder patterns that do not belong together.
    pub(crate) const DISMISS: usize = 500;
    /// Comparing the places near a corner with a finder pattern.
    pub(crate) const COMPARE: usize = 4_000;
    /// Locating a symbol by trying versions.
    pub(crate) const LOCATE: usize = 8_000;
    /// Fitting a first mesh, for each module.
    pub(crate) const FIT: usize = 2;
    /// Sampling and correcting, for each module.
    pub(crate) const READ: usize = 15;
    /// Refining the mesh and reading through it, for each module.
    pub(crate) const REFINE: usize = 60;
    /// Undoing blur and reading the result, for each module.
    pub(crate) const EQUALIZE: usize = 60;
    /// Measuring in a frame through an existing mesh, for each module.
    pub(crate) const MEASURE: usize = 20;
    /// Measuring in a frame through a mesh that is refined first, for each module.
    pub(crate) const MEASURE_REFINED: usize = 60;
    /// Measuring in a frame through a mesh that is grown first, for each module.
    pub(crate) const MEASURE_GROWN: usize = 260;
}

/// What measures the time of a scan.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum Clock {
    /// The monotonic clock of the machine; on a target that has none, time is not limited.
    #[default]
    Machine,
    /// A function of the caller's that returns the time since any fixed moment.
    Given(fn() -> Duration),
}

/// Clocks are equal if they are the same function.
impl PartialEq for Clock {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Clock::Machine, Clock::Machine) => true,
            (Clock::Given(one), Clock::Given(other)) => core::ptr::fn_addr_eq(*one, *other),
            _ => false,
        }
    }
}

impl Eq for Clock {}

/// The moment at which the time of a scan has run out.
#[derive(Debug, Clone, Copy)]
enum Deadline {
    OfMachine(Instant),
    Of(fn() -> Duration, Duration),
}

impl Deadline {
    /// Returns the deadline `time` from now; none if it cannot be measured, or is further away than a clock goes.
    fn after(time: Duration, clock: Clock) -> Option<Self> {
        match clock {
            Clock::Given(now) => Some(Deadline::Of(now, now().saturating_add(time))),
            Clock::Machine if cfg!(all(target_family = "wasm", target_os = "unknown")) => None,
            Clock::Machine => Instant::now().checked_add(time).map(Deadline::OfMachine),
        }
    }

    fn has_passed(self) -> bool {
        match self {
            Deadline::OfMachine(deadline) => Instant::now() >= deadline,
            Deadline::Of(now, deadline) => now() >= deadline,
        }
    }
}

/// The samples and the time that a scan may still spend on one image.
#[derive(Debug)]
pub(crate) struct Budget {
    deadline: Option<Deadline>,
    left: Cell<usize>,
}

impl Budget {
    /// Returns the budget of one image. A time limit starts now.
    pub(crate) fn new(mode: Mode, time: Option<Duration>, clock: Clock) -> Self {
        let deadline = time.and_then(|time| Deadline::after(time, clock));
        Budget { deadline, left: Cell::new(samples(mode)) }
    }

    /// Returns the share of a stage.
    pub(crate) fn share(&self, stage: Stage) -> Share<'_> {
        let floor = self.left.get().saturating_sub(stage.most()).max(stage.reserve());
        Share { budget: self, floor }
    }

    /// Returns a budget of `samples` samples without a deadline.
    #[cfg(test)]
    pub(crate) fn of(samples: usize) -> Self {
        Budget { deadline: None, left: Cell::new(samples) }
    }

    /// Returns the number of samples left.
    #[cfg(test)]
    pub(crate) fn left(&self) -> usize {
        self.left.get()
    }
}

/// The share of a stage: what the budget has above a floor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share<'a> {
    budget: &'a Budget,
    floor: usize,
}

impl Share<'_> {
    /// Returns whether no samples or no time are left.
    pub(crate) fn is_over(&self) -> bool {
        self.budget.left.get() <= self.floor || self.is_late()
    }

    /// Returns whether no time is left. This check is for work that the size of an image bounds.
    pub(crate) fn is_late(&self) -> bool {
        self.budget.deadline.is_some_and(Deadline::has_passed)
    }

    /// Returns whether at least `samples` samples are left.
    pub(crate) fn has(&self, samples: usize) -> bool {
        self.budget.left.get() >= self.floor.saturating_add(samples)
    }

    /// Spends samples on work that is done in any case.
    pub(crate) fn spend(&self, samples: usize) {
        self.budget.left.set(self.budget.left.get().saturating_sub(samples));
    }

    /// Spends samples if enough are left. Returns whether it did.
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
    use super::{Budget, Clock, Mode, Stage};
    use core::sync::atomic::{AtomicU64, Ordering};
    use core::time::Duration;

    #[test]
    fn stages_leave_the_reserve_of_later_ones() {
        let budget = Budget::new(Mode::Frame, None, Clock::Machine);
        let search = budget.share(Stage::SearchFrame);
        assert!(search.try_spend(700_000) && search.is_over() && !search.try_spend(1));
        assert!(budget.share(Stage::Follow).has(1_900_000));
        let negative = budget.share(Stage::NegativeFrame);
        assert!(negative.try_spend(200_000) && negative.is_over() && !negative.try_spend(1));
        assert!(budget.share(Stage::Turn).has(350_000) && !budget.share(Stage::Turn).has(350_001));
    }

    #[test]
    fn a_part_spends_no_more_than_its_share() {
        let budget = Budget::new(Mode::Photo, None, Clock::Machine);
        let part = budget.share(Stage::Part);
        part.spend(39_999_999);
        assert!(!part.is_over() && part.has(1) && !part.has(2));
        part.spend(2);
        assert!(part.is_over());
        assert!(budget.share(Stage::Part).has(40_000_000));
    }

    #[test]
    fn without_time_every_share_is_over() {
        let budget = Budget::new(Mode::Photo, Some(Duration::ZERO), Clock::Machine);
        assert!(budget.share(Stage::Search).is_over() && budget.share(Stage::Search).is_late());
    }

    #[test]
    fn a_given_clock_measures_the_time() {
        static MILLISECONDS: AtomicU64 = AtomicU64::new(1000);
        let now = || Duration::from_millis(MILLISECONDS.load(Ordering::Relaxed));
        let budget = Budget::new(Mode::Photo, Some(Duration::from_millis(30)), Clock::Given(now));
        MILLISECONDS.store(1029, Ordering::Relaxed);
        assert!(!budget.share(Stage::Search).is_late());
        MILLISECONDS.store(1030, Ordering::Relaxed);
        assert!(budget.share(Stage::Search).is_late() && budget.share(Stage::Search).is_over());
    }
}
