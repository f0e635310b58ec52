//! The search of an image: cheap passes first, each adding finder patterns to those of the passes before.

use super::attempt::{self, Evidence, Unread};
use super::binarise::{Binary, Blocks};
use super::correct::Effort;
use super::finders::{self, Finder};
use super::luma::{Grey, LumaImage};
use super::options::{Allowance, ScanOptions};
use super::perspective::Point;
use super::triples::{self, Triple};
use super::{FoundSymbol, Scan, unread};
use crate::limits::{MAX_SCAN_ATTEMPTS, MAX_SCAN_FINDERS, MAX_SYMBOLS_PER_IMAGE, MAX_THOROUGH_MODULES};
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

/// One way to look at an image.
#[derive(Debug, Clone, Copy)]
struct Pass {
    view: View,
    /// Blocks around each within which its light is judged.
    radius: usize,
    /// How much darker than its neighbourhood a pixel must be, in 256ths.
    grain: u32,
    /// Every how manieth row is searched.
    step: usize,
}

/// Which image a pass looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    /// Halved so many times.
    Scale(usize),
    /// Smoothed.
    Smooth,
    /// At twice its size.
    Double,
}

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
    double: Option<Grey>,
    is_preview: bool,
    allowance: Rc<Allowance>,
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
    search.passes();
    search.thoroughly();
    if search.found.is_empty() && !search.allowance.is_over() {
        // Light on dark, in the memory that the images made so far took.
        (search.scales, search.smooth, search.double) = (Vec::new(), None, None);
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

/// Ways to look at a frame in which nothing was read, for what is faint, dim, out of focus and noisy.
const TURNS: [Pass; 4] = [
    Pass { view: View::Smooth, radius: 1, grain: 8, step: 2 },
    Pass { view: View::Smooth, radius: 2, grain: 0, step: 2 },
    Pass { view: View::Scale(0), radius: 1, grain: 20, step: 2 },
    Pass { view: View::Smooth, radius: 2, grain: 4, step: 2 },
];

/// Finder patterns from one of them: time is short.
const MOST_TURNED: usize = 32;

/// What was seen without being read that is shown in one frame.
const MOST_SHOWN: usize = 4;

impl<'a> Search<'a> {
    /// The search of a camera's frame: one pass, or as many as the options say. For [`Scanner`](super::Scanner), which
    /// goes on from here.
    pub(super) fn of_frame(image: &LumaImage<'a>, options: &ScanOptions) -> Self {
        let mut search = Search::new(*image, options.is_preview, options.allowance());
        if options.is_preview {
            search.preview();
        } else {
            search.passes();
        }
        search
    }

    /// Looks once more, another way each turn: what one frame hides the next may show.
    pub(super) fn turn(&mut self, turn: usize) {
        if let Some(pass) = TURNS.get(turn % TURNS.len()) {
            self.finders.truncate(MOST_TURNED);
            self.pass_with(*pass, MOST_TURNED);
        }
    }

    pub(super) fn has_read(&self) -> bool {
        !self.found.is_empty()
    }

    /// Shows what was seen without being read, what looks most like a symbol first, one for each place, with the image that
    /// it was seen in and how many of the frame's pixels one of those makes. What `look` reads counts as read.
    pub(super) fn show(&mut self, mut look: impl FnMut(&LumaImage<'_>, f64, &Evidence) -> Option<FoundSymbol>) {
        // Timing patterns with few modules look right by chance.
        let likeness = |one: &Later| one.evidence.timing * (one.evidence.mesh.side as f64 - 16.0).sqrt();
        let mut later = core::mem::take(&mut self.later);
        later.sort_by(|a, b| likeness(b).total_cmp(&likeness(a)));
        let mut shown: Vec<[Point; 4]> = Vec::new();
        for one in &later {
            let corners = one.evidence.mesh.corners().map(|corner| corner * one.scale);
            let is_known = shown.iter().any(|others| contains(others, centre(&corners)));
            if is_known || shown.len() >= MOST_SHOWN || self.is_read(&one.triple) || self.allowance.is_over() {
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

    fn new(image: LumaImage<'a>, is_preview: bool, allowance: Rc<Allowance>) -> Self {
        Search {
            image,
            scales: Vec::new(),
            smooth: None,
            double: None,
            is_preview,
            allowance,
            finders: Vec::new(),
            found: Vec::new(),
            later: Vec::new(),
        }
    }

    /// One pass, on a scale at which it costs little.
    fn preview(&mut self) {
        let scale = usize::from(self.image.width() * self.image.height() > PREVIEWED_WHOLE);
        self.pass(Pass { view: View::Scale(scale), radius: 2, grain: 12, step: 3 });
    }

    fn passes(&mut self) {
        let scaled = |scale, grain, step| Pass { view: View::Scale(scale), radius: 2, grain, step };
        let smooth = |radius| Pass { view: View::Smooth, radius, grain: 0, step: 1 };
        for pass in [scaled(0, 8, 2), scaled(1, 6, 2), scaled(2, 4, 1), scaled(3, 4, 1), smooth(2), smooth(1)] {
            self.pass(pass);
        }
        if self.found.is_empty() && self.image.width() * self.image.height() <= DOUBLED_UP_TO {
            self.pass(Pass { view: View::Double, radius: 1, grain: 0, step: 1 });
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
            View::Double => {
                if self.double.is_none() {
                    self.double = Grey::doubled(&self.image);
                }
                self.double.as_ref().map(|grey| (grey.view(), 0.5))
            }
        }
    }

    /// Looks for finder patterns in one way, and reads what they make with those known already.
    fn pass(&mut self, pass: Pass) {
        self.pass_with(pass, MAX_SCAN_FINDERS);
    }

    /// The same with no more than so many finder patterns.
    fn pass_with(&mut self, pass: Pass, most: usize) {
        if self.allowance.is_over() || self.found.len() >= MAX_SYMBOLS_PER_IMAGE {
            return;
        }
        let allowance = self.allowance.clone();
        let Some((image, scale)) = self.view(pass.view) else { return };
        let binary = Binary::new(image, &Blocks::of(&image), pass.radius, pass.grain);
        let mut seen = finders::find(&binary, pass.step, &allowance);
        #[cfg(feature = "scan-steps")]
        super::steps::passed(&binary, scale, &seen);
        seen.sort_by_key(|finder| core::cmp::Reverse(finder.rank()));
        seen.truncate(most);
        let seen = seen.into_iter().map(|finder| finder.scaled(scale));
        let seen: Vec<Finder> = seen.filter(|finder| !self.is_inside(finder.centre)).collect();
        // A pattern seen again is looked at again: each pass has its own idea of where its middle is.
        self.finders.retain(|known| !seen.iter().any(|finder| known.is_same_as(finder)));
        self.finders.truncate(MAX_SCAN_FINDERS);
        let newest = self.finders.len();
        self.finders.extend(seen);
        for triple in triples::plausible(&self.finders, newest, MAX_SCAN_ATTEMPTS) {
            if self.allowance.is_over() {
                return;
            }
            if self.is_read(&triple) {
                continue;
            }
            #[cfg(feature = "scan-steps")]
            super::steps::tried(&triple);
            let view = self.best_view(pass.view, &triple);
            match self.attempt(&triple, view, Effort::Quick) {
                Ok(symbol) => self.keep(symbol),
                Err(Unread::Nothing) => {}
                Err(Unread::Seen(evidence)) => {
                    let scale = self.view(view).map_or(1.0, |(_, scale)| scale);
                    self.put_off(Later { triple, view, scale, evidence });
                }
            }
        }
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
        later.sort_by(|a, b| b.evidence.timing.total_cmp(&a.evidence.timing));
        let mut modules = MAX_THOROUGH_MODULES;
        for one in later {
            let area = one.evidence.mesh.side * one.evidence.mesh.side;
            if self.is_read(&one.triple) {
                continue;
            }
            if area <= modules && !self.allowance.is_over() {
                modules -= area;
                if let Ok(symbol) = self.attempt(&one.triple, one.view, Effort::Thorough) {
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

    fn attempt(&mut self, triple: &Triple, view: View, effort: Effort) -> Result<FoundSymbol, Unread> {
        let view = if self.view(view).is_some() { view } else { View::Scale(0) };
        let allowance = self.allowance.clone();
        let Some((image, scale)) = self.view(view) else { return Err(Unread::Nothing) };
        let mut symbol = attempt::read(&image, &triple.scaled(1.0 / scale), effort, &allowance)?;
        symbol.corners = symbol.corners.map(|corner| corner * scale);
        #[cfg(feature = "scan-steps")]
        super::steps::scaled(scale);
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
        let mut symbols = core::mem::take(&mut self.found);
        symbols.sort_by(|a, b| top(&a.corners).total_cmp(&top(&b.corners)));
        symbols.truncate(MAX_SYMBOLS_PER_IMAGE);
        // What follows needs memory of its own.
        (self.scales, self.smooth, self.double) = (Vec::new(), None, None);
        self.later.sort_by(|a, b| b.evidence.timing.total_cmp(&a.evidence.timing));
        let seen = core::mem::take(&mut self.later).into_iter().map(|one| (one.evidence, one.scale));
        // A preview that has read something has no time for what may be there beside it.
        let sides = match self.is_preview {
            true if !symbols.is_empty() => &[],
            true => unread::PREVIEW,
            false => unread::THOROUGH,
        };
        let mut unread = unread::unread(&self.image, seen, &symbols, sides, &self.allowance);
        unread.sort_by(|a, b| top(&a.corners).total_cmp(&top(&b.corners)));
        Scan { symbols, unread }
    }
}

pub(super) fn centre(corners: &[Point; 4]) -> Point {
    corners.iter().fold(Point { x: 0.0, y: 0.0 }, |sum, corner| sum + *corner) * 0.25
}

fn top(corners: &[Point; 4]) -> f64 {
    corners.iter().map(|corner| corner.y).fold(f64::INFINITY, f64::min)
}

/// Whether a point lies within a quadrangle, given clockwise.
pub(super) fn contains(corners: &[Point; 4], at: Point) -> bool {
    let [a, b, c, d] = *corners;
    [(a, b), (b, c), (c, d), (d, a)].into_iter().all(|(from, to)| (to - from).cross(at - from) >= 0.0)
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
