//! The state of a search, its passes, and its result.

use super::order::reading_order;
use super::passes::{Pass, Plan};
use super::views::{View, Views};
use crate::attempt::Evidence;
use crate::budget::Share;
use crate::find::{Binary, Blocks, Finder, Triple, find, triples};
use crate::geometry::{Point, greatest_first, overlap, span};
use crate::image::LumaImage;
use crate::limits::MAX_SYMBOLS_PER_IMAGE;
use crate::mode::{Limits, Mode};
use crate::observe::{Observer, Place};
use crate::result::{FoundSymbol, Hint, Scan, UnreadSymbol};
use crate::texture::Regions;
use crate::unread::{self, Known};

/// The number of pixels for each share of the places that are examined closely.
const MEGAPIXEL: usize = 1024 * 1024;

/// The maximum number of triples that are remembered because they were not attempted.
pub(super) const MOST_UNATTEMPTED: usize = 32;

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
    /// Whether finder patterns or triples were left out because there were too many.
    pub(super) is_cut: bool,
    /// Triples of clearly visible patterns that were not attempted, because no samples or no time was left.
    pub(super) unattempted: Vec<Triple>,
    /// Symbols that were seen with a damaged finder pattern but not read, however thoroughly they were attempted.
    pub(super) damaged: Vec<Deferred>,
    /// Symbols that were seen but not read when parts of the image were searched by themselves.
    pub(super) seen_in_parts: Vec<UnreadSymbol>,
    /// The regions of the image with the texture of a symbol, as far as they were searched.
    pub(super) regions: Regions,
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
            is_cut: false,
            unattempted: Vec::new(),
            damaged: Vec::new(),
            seen_in_parts: Vec::new(),
            regions: Regions::default(),
        }
    }

    /// Makes all passes of the mode.
    pub(crate) fn passes(&mut self, share: Share<'_>) {
        self.first_passes(share);
        self.last_passes(share);
    }

    /// Makes the passes that are made in any case.
    pub(super) fn first_passes(&mut self, share: Share<'_>) {
        let plan = Plan::of(self.mode, self.views.image().pixels());
        plan.always.iter().for_each(|pass| self.pass(pass, share));
    }

    /// Makes the passes over a negative. In a large one, faint symbols are not searched in the smoothed image: light
    /// symbols on a dark ground are on screens and in print of full contrast.
    pub(super) fn passes_of_negative(&mut self, share: Share<'_>) {
        let plan = Plan::of(self.mode, self.views.image().pixels());
        let is_large = self.views.is_large();
        let passes = plan.always.iter().filter(|pass| !is_large || pass.view != View::Smooth);
        passes.for_each(|pass| self.pass(pass, share));
        self.last_passes(share);
    }

    /// Makes the passes that are made until a symbol was read.
    pub(super) fn last_passes(&mut self, share: Share<'_>) {
        let plan = Plan::of(self.mode, self.views.image().pixels());
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
        let mut read = self.found.len();
        // What was read makes room for patterns that were left out.
        while self.pass_with(pass, self.limits.finders_per_pass, share) && self.found.len() > read {
            read = self.found.len();
        }
    }

    /// Searches finder patterns by one method, and attempts the triples that `most` of them form with those already
    /// known. Returns whether patterns were left out that another search may keep.
    pub(super) fn pass_with(&mut self, pass: &Pass, most: usize, share: Share<'_>) -> bool {
        if share.is_over() || self.is_full() {
            return false;
        }
        let place = |scale: f64| Place { scale, origin: self.origin };
        let Some((image, scale)) = self.views.get(pass.view) else { return false };
        let binary = Binary::new(image, &Blocks::of(&image), pass.radius, pass.grain);
        let confirmations = self.limits.confirmations * (binary.width() * binary.height()).div_ceil(MEGAPIXEL);
        let seen = find(&binary, pass.shape, pass.step, confirmations, share);
        self.observer.passed(&binary, &seen, place(scale));
        // What was read before takes no place among those that are kept.
        let seen = seen.into_iter().map(|finder| finder.scaled(scale));
        let mut seen: Vec<Finder> = seen.filter(|finder| !self.is_inside(finder.center)).collect();
        seen.sort_by_cached_key(Finder::rank);
        let count = seen.len();
        self.is_cut |= self.limit(&mut seen, most);
        let has_left_out = seen.len() < count && self.mode == Mode::Photo;
        // A pattern that is seen again is attempted again, because each pass measures its center differently.
        let mut known = core::mem::take(&mut self.finders);
        known.retain(|known| !seen.iter().any(|finder| known.is_same_as(finder)) && !self.is_inside(known.center));
        self.is_cut |= self.limit(&mut known, self.limits.known_finders);
        let newest = known.len();
        known.extend(seen);
        self.finders = known;
        let clear = self.finders.iter().filter(|finder| finder.is_clear()).count();
        let most = self.limits.triples_per_pass.max(self.limits.triples_per_clear_finder * clear);
        let triples = triples::plausible(&self.finders, newest, most, share);
        self.is_cut |= triples.len() >= most && triples.last().is_some_and(Triple::is_square);
        self.attempt_all(&triples, pass.view, share);
        has_left_out
    }

    /// Returns the search to be continued in another mode, with the symbols that were read; and those that were only
    /// seen.
    pub(super) fn continued(mut self, mode: Mode) -> (Self, Vec<Deferred>) {
        let seen = core::mem::take(&mut self.deferred);
        let limits = mode.limits();
        let (finders, unattempted, damaged) = (Vec::new(), Vec::new(), Vec::new());
        (Search { mode, limits, finders, is_cut: false, unattempted, damaged, ..self }, seen)
    }

    /// Keeps the first `most` patterns, and further ones that are clearly visible up to their own limit. Returns
    /// whether clearly visible ones were left out.
    fn limit(&self, finders: &mut Vec<Finder>, most: usize) -> bool {
        let (mut kept, mut is_cut) = (0, false);
        finders.retain(|finder| {
            let fits = kept < most || finder.is_clear() && kept < self.limits.clear_finders;
            kept += usize::from(fits);
            is_cut |= !fits && finder.is_clear();
            fits
        });
        is_cut
    }

    /// Returns whether more symbols were read than are returned, so that the search may end.
    pub(super) fn is_full(&self) -> bool {
        self.found.len() > MAX_SYMBOLS_PER_IMAGE
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
        let beyond = symbols.split_off(symbols.len().min(MAX_SYMBOLS_PER_IMAGE));
        let mut unread = self.unread(&symbols, share);
        let beyond = beyond.into_iter().map(|symbol| symbol.corners);
        let all: Vec<[Point; 4]> = beyond.chain(self.unattempted(&symbols, share)).collect();
        if let Some(corners) = around(&all) {
            // The last place is taken in any case, because one report says that there are more.
            unread.truncate(MAX_SYMBOLS_PER_IMAGE - 1);
            unread.push(UnreadSymbol { corners, hint: Some(Hint::TooMany) });
        }
        Scan::new(symbols, reading_order(unread, |symbol| &symbol.corners))
    }

    /// Returns the symbols that were only seen, beside those that were read.
    pub(super) fn unread(&mut self, symbols: &[FoundSymbol], share: Share<'_>) -> Vec<UnreadSymbol> {
        self.views.release();
        self.deferred.append(&mut self.damaged);
        self.deferred.sort_by_cached_key(|one| greatest_first(one.evidence.timing));
        let seen = core::mem::take(&mut self.deferred).into_iter().map(|one| (one.evidence, one.scale));
        let has_texture = symbols.is_empty() || self.limits.has_texture_beside_symbols;
        let sides = if has_texture { self.limits.texture_sides } else { &[] };
        let in_parts = core::mem::take(&mut self.seen_in_parts);
        let known = Known { symbols, finders: &self.finders, in_parts, origin: self.origin };
        unread::unread(&self.views.image(), seen, known, (&mut self.regions, sides), share, self.observer)
    }

    /// Returns the corners of symbols that were seen, but not attempted because a limit was reached.
    fn unattempted(&self, symbols: &[FoundSymbol], share: Share<'_>) -> Vec<[Point; 4]> {
        if !self.limits.reports_unattempted {
            return Vec::new();
        }
        let mut triples = self.unattempted.clone();
        if self.is_cut {
            let left: Vec<Finder> = self.finders.iter().filter(|one| !self.is_inside(one.center)).copied().collect();
            triples.extend(triples::evident(&left, MAX_SYMBOLS_PER_IMAGE, share));
        }
        let corners = triples.iter().map(Triple::corners);
        corners.filter(|corners| !symbols.iter().any(|symbol| overlap(&symbol.corners, corners))).collect()
    }
}

/// Returns the rectangle around quadrangles. `None` if there are none.
fn around(all: &[[Point; 4]]) -> Option<[Point; 4]> {
    let points = || all.iter().flatten();
    let ((left, right), (top, bottom)) = (span(points().map(|at| at.x)), span(points().map(|at| at.y)));
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y });
    (!all.is_empty()).then_some(corners)
}
