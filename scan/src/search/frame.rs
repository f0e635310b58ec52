//! The search of a camera's frame: one cheap pass, and, where nothing was read, other ways in turns and what other frames showed.

use super::passes::{MOST_TURNED, TURNS};
use super::{Later, Search, View};
use crate::FoundSymbol;
use crate::attempt::{self, Evidence};
use crate::find::{Finder, triples};
use crate::geometry::{Point, centre, contains};
use crate::image::{Grey, LumaImage};
use crate::options::Allowance;
use std::rc::Rc;

/// Finder patterns that are tried beside those seen in other frames too.
const MOST_BESIDE: usize = 24;

/// Threes of finder patterns seen in other frames too that are tried in one frame.
const MOST_RECALLED: usize = 24;

/// What was seen without being read that is shown in one frame.
const MOST_SHOWN: usize = 4;

impl<'a> Search<'a> {
    /// The search of a camera's frame: one pass, or as many as the options say. For [`Scanner`](crate::Scanner), which
    /// goes on from here.
    pub(crate) fn of_frame(image: &LumaImage<'a>, is_preview: bool, allowance: Rc<Allowance>) -> Self {
        let mut search = Search::new(*image, is_preview, allowance);
        search.is_brief = is_preview;
        if is_preview {
            search.preview();
        } else {
            search.passes();
        }
        search
    }

    /// Looks once more, another way each turn: what one frame hides the next may show.
    pub(crate) fn turn(&mut self, turn: usize) {
        if let Some(pass) = TURNS.get(turn % TURNS.len()) {
            self.finders.truncate(MOST_TURNED);
            self.pass_with(*pass, MOST_TURNED);
        }
    }

    /// Tries finder patterns that were seen in other frames too, by twos with one that perhaps was not.
    pub(crate) fn recall(&mut self, steady: &[Finder]) {
        let mut finders = steady.to_vec();
        let is_new = |finder: &Finder| !steady.iter().any(|known| known.is_same_as(finder));
        finders.extend(self.finders().into_iter().filter(is_new).take(MOST_BESIDE));
        let triples = triples::steady(&finders, steady.len(), MOST_RECALLED);
        let view = if self.smooth.is_some() { View::Smooth } else { View::Scale(0) };
        self.attempt_all(&triples, view);
    }

    /// The least noisy image there is.
    pub(crate) fn clearest(&self) -> LumaImage<'_> {
        self.smooth.as_ref().map_or(self.image, Grey::view)
    }

    /// The finder patterns found so far, the surest first.
    pub(crate) fn finders(&self) -> Vec<Finder> {
        let mut finders = self.finders.clone();
        finders.sort_by_key(|finder| core::cmp::Reverse(finder.rank()));
        finders
    }

    pub(crate) fn has_read(&self) -> bool {
        !self.found.is_empty()
    }

    /// Shows what was seen without being read, what looks most like a symbol first, one for each place, with the image that
    /// it was seen in and how many of the frame's pixels one of those makes. What `look` reads counts as read.
    pub(crate) fn show(&mut self, mut look: impl FnMut(&LumaImage<'_>, f64, &Evidence) -> Option<FoundSymbol>) {
        let likeness = |one: &Later| attempt::likeness(one.evidence.timing, one.evidence.mesh.side);
        let mut later = core::mem::take(&mut self.later);
        later.sort_by(|a, b| likeness(b).total_cmp(&likeness(a)));
        let mut shown: Vec<[Point; 4]> = Vec::new();
        for one in &later {
            let corners = one.evidence.mesh.corners().map(|corner| corner * one.scale);
            let is_known = shown.iter().any(|others| contains(others, centre(&corners)));
            if is_known || shown.len() >= MOST_SHOWN || self.is_read(&one.triple) || self.allowance.is_late() {
                continue;
            }
            shown.push(corners);
            let Some((image, scale)) = self.view(one.view) else { continue };
            if let Some(symbol) = look(&image, scale, &one.evidence) {
                self.keep(symbol);
            }
        }
        self.later = later;
    }
}
