//! The search of a camera frame after its first pass: other methods in turns, and what earlier frames showed.

use super::passes::{FINDERS_PER_TURN, TURNS};
use super::searcher::{Deferred, Search};
use super::views::View;
use crate::attempt::{self, Evidence};
use crate::budget::Share;
use crate::find::{Finder, triples};
use crate::geometry::{Point, center, contains, greatest_first};
use crate::image::{Grey, LumaImage};
use crate::result::FoundSymbol;

/// The maximum number of finder patterns of this frame that are combined with the recalled ones. A symbol needs one,
/// and texture has some.
const FINDERS_BESIDE_RECALLED: usize = 24;

/// The maximum number of triples of recalled finder patterns that are attempted in one frame, as its share of samples
/// allows.
const RECALLED_TRIPLES: usize = 24;

/// The maximum number of unread symbols that are shown for one frame. Measuring more of them would exceed its budget.
const MOST_SHOWN: usize = 4;

impl Search<'_, '_> {
    /// Makes one more pass, a different one in each turn: what one frame hides the next may show.
    pub(crate) fn turn(&mut self, turn: usize, share: Share<'_>) {
        if let Some(pass) = TURNS.get(turn % TURNS.len()) {
            self.finders.truncate(FINDERS_PER_TURN);
            let _ = self.pass_with(pass, FINDERS_PER_TURN, share);
        }
    }

    /// Searches the negative of the frame, for light symbols on a dark ground. Returns whether one was read.
    pub(crate) fn negative(&mut self, share: Share<'_>) -> bool {
        let negative = Grey::inverted(&self.views.image());
        let mut search = Search::new(negative.view(), self.mode, &mut *self.observer);
        search.passes(share);
        let found = search.found;
        let is_any = !found.is_empty();
        found.into_iter().for_each(|symbol| self.keep(symbol));
        is_any
    }

    /// Attempts triples of two finder patterns that were also seen in earlier frames and any third one.
    pub(crate) fn recall(&mut self, steady: &[Finder], share: Share<'_>) {
        let mut finders = steady.to_vec();
        let is_new = |finder: &Finder| !steady.iter().any(|known| known.is_same_as(finder));
        finders.extend(self.finders().into_iter().filter(is_new).take(FINDERS_BESIDE_RECALLED));
        let triples = triples::steady(&finders, steady.len(), RECALLED_TRIPLES);
        let view = if self.views.has_smooth() { View::Smooth } else { View::Scale(0) };
        self.attempt_all(&triples, view, share);
    }

    /// Returns the view with the least noise.
    pub(crate) fn clearest(&self) -> LumaImage<'_> {
        self.views.clearest()
    }

    /// Returns the finder patterns found so far, the surest first.
    pub(crate) fn finders(&self) -> Vec<Finder> {
        let mut finders = self.finders.clone();
        finders.sort_by_cached_key(Finder::rank);
        finders
    }

    /// Calls `look` for every symbol that was seen but not read, once for each place. What looks most like a symbol
    /// comes first. The arguments are the view in which it was seen, the number of frame pixels along one pixel of the
    /// view, and the evidence. A symbol that `look` returns counts as read.
    pub(crate) fn show(
        &mut self,
        share: Share<'_>,
        mut look: impl FnMut(&LumaImage<'_>, f64, &Evidence) -> Option<FoundSymbol>,
    ) {
        let likeness = |one: &Deferred| attempt::likeness(one.evidence.timing, one.evidence.mesh.side);
        let mut deferred = core::mem::take(&mut self.deferred);
        deferred.sort_by_cached_key(|one| greatest_first(likeness(one)));
        let mut shown: Vec<[Point; 4]> = Vec::new();
        for one in &deferred {
            let corners = one.evidence.mesh.corners().map(|corner| corner * one.scale);
            let is_known = shown.iter().any(|others| contains(others, center(&corners)));
            if is_known || shown.len() >= MOST_SHOWN || self.is_read(&one.triple) || share.is_late() {
                continue;
            }
            shown.push(corners);
            let Some((view, scale)) = self.views.get(one.view) else { continue };
            if let Some(symbol) = look(&view, scale, &one.evidence) {
                self.keep(symbol);
            }
        }
        self.deferred = deferred;
    }
}
