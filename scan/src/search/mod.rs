//! The search of an image: cheap passes first, each adding finder patterns to those of the passes before.

mod closer;
mod frame;
mod order;
mod passes;
#[cfg(test)]
mod tests;

use self::order::reading_order;
use self::passes::{Detail, Pass, View};
use crate::attempt::{self, Evidence, Unread};
use crate::find::{self, Binary, Blocks, Finder, Triple, triples};
use crate::geometry::{Point, centre, contains};
use crate::image::{Grey, LumaImage};
use crate::limits::{
    MAX_FRAME_ATTEMPTS, MAX_FRAME_FINDERS, MAX_SCAN_ATTEMPTS, MAX_SCAN_FINDERS, MAX_SCAN_SAMPLES,
    MAX_SYMBOLS_PER_IMAGE, MAX_THOROUGH_MODULES,
};
use crate::options::{Allowance, ScanOptions};
use crate::symbol::Effort;
use crate::{FoundSymbol, Scan, unread};
use std::rc::Rc;

/// Scales below the full one at which an image is searched: a half, a quarter, an eighth.
const SCALES: usize = 3;

/// Images with a smaller side than this, in pixels, are not made smaller.
const LEAST_SIDE: usize = 128;

/// Images up to this many pixels are also searched at twice their size, for modules of less than two pixels.
const DOUBLED_UP_TO: usize = 1024 * 1024;

/// Images of more pixels than this are previewed at half their size.
const PREVIEWED_WHOLE: usize = 3 * 1024 * 1024;

/// A module's width in pixels that is wide enough: larger ones are looked at on a smaller scale.
const WIDE_ENOUGH: f64 = 3.5;

/// Samples that are kept, in an image too large for that, for parts of it that are looked at closer.
const KEPT_FOR_CLOSER: usize = MAX_SCAN_SAMPLES / 2;

/// The fit of its timing patterns that makes three finder patterns a symbol in all likelihood.
const LIKELY: f64 = 0.6;

/// Threes of finder patterns of one pass that a preview tries although their timing patterns fit worse: in an image, and in
/// one of many frames.
const MOST_UNLIKELY: usize = 12;
const MOST_UNLIKELY_OF_FRAME: usize = 3;

/// A triple whose symbol was seen but not read, with the pass that saw it.
struct Later {
    triple: Triple,
    view: View,
    scale: f64,
    evidence: Box<Evidence>,
}

/// The search of one image.
pub(super) struct Search<'a> {
    image: LumaImage<'a>,
    scales: Vec<Grey>,
    smooth: Option<Grey>,
    double: Option<(Detail, Grey)>,
    allowance: Rc<Allowance>,
    is_preview: bool,
    /// Whether this is one of many frames, of which another follows soon.
    is_brief: bool,
    finders: Vec<Finder>,
    found: Vec<FoundSymbol>,
    later: Vec<Later>,
}

/// Reads the symbols of an image.
pub(super) fn search(image: &LumaImage<'_>, options: &ScanOptions) -> Scan {
    search_within(image, options.is_preview, options.allowance())
}

/// Reads the symbols of an image as far as an allowance goes.
pub(super) fn search_within(image: &LumaImage<'_>, is_preview: bool, allowance: Rc<Allowance>) -> Scan {
    let mut search = Search::new(*image, is_preview, allowance);
    if is_preview {
        search.preview();
        return search.finish();
    }
    let is_large = search.is_large();
    search.allowance.keep(if is_large { KEPT_FOR_CLOSER } else { 0 });
    search.passes();
    search.thoroughly();
    search.allowance.keep(0);
    if is_large {
        search.closer();
    }
    if search.found.is_empty() && !search.allowance.is_over() {
        // Light on dark.
        search.let_go();
        let inverted = Grey::inverted(image);
        let mut other = Search::new(inverted.view(), is_preview, search.allowance.clone());
        other.passes();
        other.thoroughly();
        if !other.found.is_empty() {
            return other.finish();
        }
    }
    search.finish()
}

impl<'a> Search<'a> {
    fn new(image: LumaImage<'a>, is_preview: bool, allowance: Rc<Allowance>) -> Self {
        Search {
            image,
            scales: Vec::new(),
            smooth: None,
            double: None,
            allowance,
            is_preview,
            is_brief: false,
            finders: Vec::new(),
            found: Vec::new(),
            later: Vec::new(),
        }
    }

    /// Whether it is too large to be looked at in twice its size.
    fn is_large(&self) -> bool {
        self.image.pixels() > DOUBLED_UP_TO
    }

    /// One pass, on a scale at which it costs little.
    fn preview(&mut self) {
        let scale = usize::from(self.image.pixels() > PREVIEWED_WHOLE);
        self.pass(passes::preview(scale));
    }

    /// All passes, the last of them only where nothing was read.
    fn passes(&mut self) {
        passes::ALL.into_iter().for_each(|pass| self.pass(pass));
        let known = self.finders.clone();
        for pass in passes::LAST {
            if self.found.is_empty() {
                // What these take for finder patterns is more often none: each makes do with its own.
                self.finders.clone_from(&known);
                self.pass(pass);
            }
        }
    }

    /// An image to look at, made when first asked for, and how many pixels of the whole one of its own makes.
    fn view(&mut self, view: View) -> Option<(LumaImage<'_>, f64)> {
        match view {
            View::Scale(0) => Some((self.image, 1.0)),
            View::Scale(scale) => {
                while self.scales.len() < scale {
                    let last = self.scales.last().map_or(self.image, Grey::view);
                    if last.width().min(last.height()) < 2 * LEAST_SIDE {
                        return None;
                    }
                    let half = Grey::halved(&last)?;
                    self.scales.push(half);
                }
                self.scales.get(scale - 1).map(|grey| (grey.view(), (1 << scale) as f64))
            }
            View::Smooth => {
                let smooth = self.smooth.get_or_insert_with(|| Grey::smoothed(&self.image));
                Some((smooth.view(), 1.0))
            }
            View::Double(detail) => {
                if self.is_large() {
                    return None;
                }
                if self.double.as_ref().is_none_or(|(made, _)| *made != detail) {
                    // One at a time is held.
                    self.double = None;
                    let smooth = self.smooth.get_or_insert_with(|| Grey::smoothed(&self.image));
                    let doubled = match detail {
                        Detail::Plain => Grey::doubled(&self.image, None),
                        Detail::Sharp => Grey::doubled(&self.image, Some(&smooth.view())),
                    };
                    self.double = doubled.map(|grey| (detail, grey));
                }
                self.double.as_ref().map(|(_, grey)| (grey.view(), 0.5))
            }
        }
    }

    /// Lets go of the images made so far: what follows needs memory of its own.
    fn let_go(&mut self) {
        (self.scales, self.smooth, self.double) = (Vec::new(), None, None);
    }

    /// Looks for finder patterns in one way, and reads what they make with those known already.
    fn pass(&mut self, pass: Pass) {
        self.pass_with(pass, if self.is_brief { MAX_FRAME_FINDERS } else { MAX_SCAN_FINDERS });
    }

    /// The same with no more than so many finder patterns.
    fn pass_with(&mut self, pass: Pass, most: usize) {
        if self.allowance.is_over() || self.found.len() >= MAX_SYMBOLS_PER_IMAGE {
            return;
        }
        let allowance = self.allowance.clone();
        let Some((image, scale)) = self.view(pass.view) else { return };
        let binary = Binary::new(image, &Blocks::of(&image), pass.radius, pass.grain);
        let mut seen = find::find(&binary, pass.shape, pass.step, &allowance);
        #[cfg(feature = "scan-steps")]
        crate::steps::passed(&binary, scale, &seen);
        seen.sort_by_key(|finder| core::cmp::Reverse(finder.rank()));
        seen.truncate(most);
        let seen = seen.into_iter().map(|finder| finder.scaled(scale));
        let seen: Vec<Finder> = seen.filter(|finder| !self.is_inside(finder.centre)).collect();
        // A pattern seen again is looked at again: each pass has its own idea of where its middle is.
        self.finders.retain(|known| !seen.iter().any(|finder| known.is_same_as(finder)));
        self.finders.truncate(MAX_SCAN_FINDERS);
        let newest = self.finders.len();
        self.finders.extend(seen);
        let most = if self.is_brief { MAX_FRAME_ATTEMPTS } else { MAX_SCAN_ATTEMPTS };
        let triples = triples::plausible(&self.finders, newest, most, &allowance);
        self.attempt_all(&triples, pass.view);
    }

    /// Reads what three finder patterns each make, the likeliest first.
    fn attempt_all(&mut self, triples: &[Triple], view: View) {
        // A preview does not have the time to attempt whatever comes first.
        let least = if self.is_preview { LIKELY } else { 0.0 };
        let mut unlikely: Vec<(f64, Triple)> = Vec::new();
        for triple in triples {
            if self.allowance.is_over() {
                break;
            }
            if let Err(Unread::Unlikely(likeness)) = self.attempt_one(triple, view, least) {
                unlikely.push((likeness, *triple));
            }
        }
        unlikely.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let most = if self.is_brief { MOST_UNLIKELY_OF_FRAME } else { MOST_UNLIKELY };
        for (_, triple) in unlikely.iter().take(most) {
            if self.allowance.is_over() {
                break;
            }
            let _ = self.attempt_one(triple, view, 0.0);
        }
    }

    /// Reads what three finder patterns make, unless they are less likely to be a symbol's than they must be.
    fn attempt_one(&mut self, triple: &Triple, view: View, least: f64) -> Result<(), Unread> {
        if self.is_read(triple) {
            return Ok(());
        }
        #[cfg(feature = "scan-steps")]
        crate::steps::tried(triple);
        let view = self.best_view(view, triple);
        match self.attempt(triple, view, Effort::Quick, least) {
            Ok(symbol) => self.keep(symbol),
            Err(Unread::Seen(evidence)) => {
                let scale = self.view(view).map_or(1.0, |(_, scale)| scale);
                self.put_off(Later { triple: *triple, view, scale, evidence });
            }
            Err(other) => return Err(other),
        }
        Ok(())
    }

    /// Keeps what was seen for later: no more than will be tried, what looks most like a symbol.
    fn put_off(&mut self, one: Later) {
        self.later.push(one);
        let area = |one: &Later| one.evidence.mesh.side * one.evidence.mesh.side;
        if self.later.iter().map(area).sum::<usize>() <= 2 * MAX_THOROUGH_MODULES {
            return;
        }
        self.later.sort_by(|a, b| b.evidence.timing.total_cmp(&a.evidence.timing));
        let mut modules = MAX_THOROUGH_MODULES;
        self.later.retain(|one| {
            let fits = area(one) <= modules;
            modules -= if fits { area(one) } else { 0 };
            fits
        });
    }

    /// Tries the hard ways on what was seen but not read, what looks most like a symbol first.
    fn thoroughly(&mut self) {
        let mut later = core::mem::take(&mut self.later);
        // The sharpened image at the end: it takes the plain one's place.
        let is_sharp = |one: &Later| one.view == View::Double(Detail::Sharp);
        later.sort_by(|a, b| is_sharp(a).cmp(&is_sharp(b)).then(b.evidence.timing.total_cmp(&a.evidence.timing)));
        let mut modules = MAX_THOROUGH_MODULES;
        for one in later {
            let area = one.evidence.mesh.side * one.evidence.mesh.side;
            if self.is_read(&one.triple) {
                continue;
            }
            if area <= modules && !self.allowance.is_over() {
                modules -= area;
                if let Ok(symbol) = self.attempt(&one.triple, one.view, Effort::Thorough, 0.0) {
                    self.keep(symbol);
                    continue;
                }
            }
            self.later.push(one);
        }
    }

    /// The smallest scale at which modules are wide enough; the smoothed and the doubled image are there for a reason.
    fn best_view(&self, view: View, triple: &Triple) -> View {
        let View::Scale(_) = view else { return view };
        // Patterns are measured across: up to a diagonal too wide.
        let module = triple.top_left.module.min(triple.top_right.module).min(triple.bottom_left.module) / 1.2;
        let scale = (0..SCALES).take_while(|scale| module / (2 << scale) as f64 >= WIDE_ENOUGH).count();
        View::Scale(scale)
    }

    fn attempt(&mut self, triple: &Triple, view: View, effort: Effort, least: f64) -> Result<FoundSymbol, Unread> {
        let view = if self.view(view).is_some() { view } else { View::Scale(0) };
        let allowance = self.allowance.clone();
        let Some((image, scale)) = self.view(view) else { return Err(Unread::Nothing) };
        let mut symbol = attempt::read(&image, &triple.scaled(1.0 / scale), effort, least, &allowance)?;
        symbol.corners = symbol.corners.map(|corner| corner * scale);
        #[cfg(feature = "scan-steps")]
        crate::steps::scaled(scale);
        Ok(symbol)
    }

    pub(super) fn keep(&mut self, symbol: FoundSymbol) {
        if !self.found.iter().any(|known| known.is_same_as(&symbol)) {
            self.found.push(symbol);
        }
    }

    /// Whether a symbol was read where a triple lies.
    fn is_read(&self, triple: &Triple) -> bool {
        [triple.top_left, triple.top_right, triple.bottom_left].iter().any(|finder| self.is_inside(finder.centre))
    }

    /// Whether a symbol was read at a place.
    pub(super) fn is_inside(&self, at: Point) -> bool {
        self.found.iter().any(|symbol| symbol.contains(at))
    }

    pub(super) fn finish(mut self) -> Scan {
        let mut symbols = reading_order(core::mem::take(&mut self.found), |symbol| &symbol.corners);
        symbols.truncate(MAX_SYMBOLS_PER_IMAGE);
        self.let_go();
        self.later.sort_by(|a, b| b.evidence.timing.total_cmp(&a.evidence.timing));
        let seen = core::mem::take(&mut self.later).into_iter().map(|one| (one.evidence, one.scale));
        // A preview that has read something has no time for what may be there beside it.
        let sides = match self.is_preview {
            true if !symbols.is_empty() => &[],
            true => unread::PREVIEW,
            false => unread::THOROUGH,
        };
        let unread = unread::unread(&self.image, seen, &symbols, sides, &self.allowance);
        Scan { symbols, unread: reading_order(unread, |symbol| &symbol.corners) }
    }
}

impl FoundSymbol {
    /// Whether both are the same print: the same text at the same place.
    fn is_same_as(&self, other: &FoundSymbol) -> bool {
        let [a, _, b, _] = self.corners;
        self.text == other.text && centre(&self.corners).distance(centre(&other.corners)) < a.distance(b) / 2.0
    }

    /// Whether a point lies within the symbol.
    fn contains(&self, at: Point) -> bool {
        contains(&self.corners, at)
    }
}
