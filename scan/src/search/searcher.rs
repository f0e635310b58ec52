//! The state of a search, its passes, and its result.

use super::order::reading_order;
use super::passes::{Pass, Plan};
use super::views::{View, Views};
use crate::attempt::Evidence;
use crate::budget::Share;
use crate::find::{Binary, Blocks, Finder, Triple, find, triples};
use crate::geometry::Point;
use crate::image::LumaImage;
use crate::limits::MAX_SYMBOLS_PER_IMAGE;
use crate::mode::{Limits, Mode};
use crate::observe::{Observer, Place};
use crate::result::{FoundSymbol, Scan};
use crate::unread;

/// The search of one image, or of a part of it.
pub(crate) struct Search<'a, 'o> {
    pub(super) views: Views<'a>,
    pub(super) mode: Mode,
    pub(super) limits: &'static Limits,
    /// The pixel of the whole image at which this one begins.
    pub(super) origin: Point,
    pub(super) observer: &'o mut dyn Observer,
    pub(super) finders: Vec<Finder>,
    pub(super) found: Vec<FoundSymbol>,
    pub(super) deferred: Vec<Deferred>,
}

/// A triple whose symbol was seen but not read.
pub(super) struct Deferred {
    pub(super) triple: Triple,
    /// The view in which the symbol was seen, and the number of image pixels along one pixel of the view.
    pub(super) view: View,
    pub(super) scale: f64,
    pub(super) evidence: Box<Evidence>,
}

impl Deferred {
    /// Returns the number of modules.
    pub(super) fn area(&self) -> usize {
        self.evidence.mesh.side * self.evidence.mesh.side
    }
}

impl<'a, 'o> Search<'a, 'o> {
    pub(crate) fn new(image: LumaImage<'a>, mode: Mode, observer: &'o mut dyn Observer) -> Self {
        Search {
            views: Views::new(image),
            mode,
            limits: mode.limits(),
            origin: Point::ORIGIN,
            observer,
            finders: Vec::new(),
            found: Vec::new(),
            deferred: Vec::new(),
        }
    }

    /// Makes all passes of the mode.
    pub(crate) fn passes(&mut self, share: Share<'_>) {
        let plan = Plan::of(self.mode, self.views.image().pixels());
        plan.always.iter().for_each(|pass| self.pass(pass, share));
        let known = self.finders.clone();
        for pass in plan.other_sizes {
            if self.found.is_empty() {
                self.finders.clear();
                self.pass(pass, share);
            }
        }
        self.finders.clone_from(&known);
        for pass in plan.last {
            if self.found.is_empty() {
                // Most patterns that these passes find are false. Each is therefore combined only with those of the
                // other passes.
                self.finders.clone_from(&known);
                self.pass(pass, share);
            }
        }
    }

    fn pass(&mut self, pass: &Pass, share: Share<'_>) {
        self.pass_with(pass, self.limits.finders_per_pass, share);
    }

    /// Searches finder patterns by one method, and attempts the triples that `most` of them form with those already
    /// known.
    pub(super) fn pass_with(&mut self, pass: &Pass, most: usize, share: Share<'_>) {
        if share.is_over() || self.found.len() >= MAX_SYMBOLS_PER_IMAGE {
            return;
        }
        let place = |scale: f64| Place { scale, origin: self.origin };
        let Some((image, scale)) = self.views.get(pass.view) else { return };
        let binary = Binary::new(image, &Blocks::of(&image), pass.radius, pass.grain);
        let mut seen = find(&binary, pass.shape, pass.step, self.limits.confirmations, share);
        self.observer.passed(&binary, &seen, place(scale));
        seen.sort_by_key(|finder| core::cmp::Reverse(finder.rank()));
        seen.truncate(most);
        let seen = seen.into_iter().map(|finder| finder.scaled(scale));
        let seen: Vec<Finder> = seen.filter(|finder| !self.is_inside(finder.center)).collect();
        // A pattern that is seen again is attempted again, because each pass measures its center differently.
        self.finders.retain(|known| !seen.iter().any(|finder| known.is_same_as(finder)));
        self.finders.truncate(self.limits.known_finders);
        let newest = self.finders.len();
        self.finders.extend(seen);
        let triples = triples::plausible(&self.finders, newest, self.limits.triples_per_pass, share);
        self.attempt_all(&triples, pass.view, share);
    }

    /// Returns the search to be continued in another mode, with the symbols that were read; and those that were only
    /// seen.
    pub(super) fn continued(mut self, mode: Mode) -> (Self, Vec<Deferred>) {
        let seen = core::mem::take(&mut self.deferred);
        (Search { mode, limits: mode.limits(), finders: Vec::new(), ..self }, seen)
    }

    /// Adds a symbol that was read, unless it was read before.
    pub(crate) fn keep(&mut self, symbol: FoundSymbol) {
        if !self.found.iter().any(|known| known.is_same_as(&symbol)) {
            self.found.push(symbol);
        }
    }

    /// Returns whether a symbol was read.
    pub(crate) fn has_read(&self) -> bool {
        !self.found.is_empty()
    }

    /// Returns whether a symbol was read where a triple lies.
    pub(super) fn is_read(&self, triple: &Triple) -> bool {
        [triple.top_left, triple.top_right, triple.bottom_left].iter().any(|finder| self.is_inside(finder.center))
    }

    /// Returns whether a symbol was read at a place.
    pub(crate) fn is_inside(&self, at: Point) -> bool {
        self.found.iter().any(|symbol| symbol.contains(at))
    }

    /// Returns the symbols that were read and those that were only seen.
    pub(crate) fn finish(mut self, share: Share<'_>) -> Scan {
        let mut symbols = reading_order(core::mem::take(&mut self.found), |symbol| &symbol.corners);
        symbols.truncate(MAX_SYMBOLS_PER_IMAGE);
        self.views.release();
        self.deferred.sort_by(|a, b| b.evidence.timing.total_cmp(&a.evidence.timing));
        let seen = core::mem::take(&mut self.deferred).into_iter().map(|one| (one.evidence, one.scale));
        let has_texture = symbols.is_empty() || self.limits.has_texture_beside_symbols;
        let sides = if has_texture { self.limits.texture_sides } else { &[] };
        let unread = unread::unread(&self.views.image(), seen, &symbols, sides, share, self.observer);
        Scan { symbols, unread: reading_order(unread, |symbol| &symbol.corners) }
    }
}
