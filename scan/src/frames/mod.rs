//! Labels in the successive frames of a camera.
//!
//! Each frame is read on its own. What was seen without being read is kept as a track: in the frames that follow, it is looked
//! for near where it was, what they show of its modules is added up, and the sum is decoded. A track is added to only by frames whose
//! data agree with it, and what its sum says counts only where the newest frame shows it too; so two labels
//! that pass one after the other, or lie side by side, are never mixed.

mod follow;
mod fuse;
mod grow;
mod recall;
#[cfg(test)]
mod tests;

use self::follow::{follow, scaled};
use self::fuse::{Measured, Sum, confirms, telling};
use self::grow::{Origin, grow};
use self::recall::Recall;
use crate::attempt::{Evidence, finish};
use crate::geometry::{Point, centre, contains};
use crate::grid::{Field, Mesh};
use crate::limits::{MAX_TRACK_AGE, MAX_TRACKED_MODULES, MAX_TRACKS};
use crate::options::Allowance;
use crate::search::Search;
use crate::symbol::correct::{self, read_format};
use crate::symbol::{Effort, Layout};
use crate::{FoundSymbol, LumaImage, Scan, ScanOptions};

/// Fidelity below which a mesh is perhaps a module off somewhere.
const WELL_FITTED: f64 = 0.9;

/// By how much more fidelity one of two meshes is right and the other wrong.
const CLEARLY_BETTER: f64 = 0.05;

/// What measuring a symbol costs for each of its modules, in samples that take as long: through a mesh that is there, through
/// one fitted first, and through one grown first.
const SAMPLES_TO_MEASURE: usize = 20;
const SAMPLES_TO_FIT: usize = 60;
const SAMPLES_TO_GROW: usize = 260;

/// Samples that are kept, while a frame is searched, to follow what earlier ones had.
const KEPT_TO_FOLLOW: usize = 1_700_000;

/// Samples that are kept, while it is searched another way, to try finder patterns of earlier frames, and to measure what was seen.
const KEPT_TO_RECALL: usize = 250_000;
const KEPT_TO_SHOW: usize = 1_100_000;

/// Reads labels in a camera's frames, each with what the frames before it showed of the same labels.
///
/// ```
/// use starseal_scan::{LumaImage, ScanOptions, Scanner};
///
/// let mut scanner = Scanner::new(ScanOptions::preview());
/// let frame = [128; 64 * 48];
/// let scan = scanner.frame(&LumaImage::new(&frame, 64, 48, 64)?);
/// assert!(scan.symbols.is_empty());
/// # Ok::<(), starseal_scan::ImageError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Scanner {
    options: ScanOptions,
    tracks: Vec<Track>,
    recall: Recall,
    /// Frames so far.
    number: u64,
    /// The way in which a frame will be looked at once more.
    turn: usize,
}

/// A symbol followed from frame to frame.
#[derive(Debug, Clone)]
struct Track {
    layout: Layout,
    sum: Sum,
    /// Where it was in the frame that showed it last.
    mesh: Mesh,
    /// That frame's number.
    seen: u64,
    /// Whether its sum could be decoded.
    is_read: bool,
}

impl Allowance {
    /// Takes so many samples for each module of a symbol, if there are as many.
    fn measure(&self, samples: usize, layout: &Layout) -> bool {
        self.take(samples * layout.side * layout.side)
    }
}

impl Scanner {
    /// A scanner that has seen nothing yet; options are those of every frame.
    #[must_use]
    pub fn new(options: ScanOptions) -> Self {
        Scanner { options, tracks: Vec::new(), recall: Recall::default(), number: 0, turn: 0 }
    }

    /// Reads the next frame. What earlier frames helped to read is among its symbols like any other; its
    /// [`corrected`](FoundSymbol::corrected) counts codewords of the sum.
    pub fn frame(&mut self, image: &LumaImage<'_>) -> Scan {
        self.number += 1;
        self.tracks.retain(|track| track.seen + MAX_TRACK_AGE >= self.number);
        self.tracks.sort_by_key(|track| core::cmp::Reverse(track.worth()));
        let allowance = self.options.allowance_of_frame();
        allowance.keep(KEPT_TO_FOLLOW);
        let mut search = Search::of_frame(image, self.options.is_preview, allowance.clone());
        let mut is_any_followed = false;
        for at in 0..self.tracks.len() {
            let (before, rest) = self.tracks.split_at_mut(at);
            let Some(track) = rest.first_mut() else { break };
            let place = track.place();
            if search.is_inside(place) || before.iter().any(|other| other.is_at(place, self.number)) {
                continue;
            }
            let symbol = track.follow(image, self.number, &allowance);
            is_any_followed |= track.seen == self.number;
            symbol.into_iter().for_each(|symbol| search.keep(symbol));
        }
        // What is followed may be off beyond repair.
        let is_searched = !is_any_followed || is_fresh(self.number);
        if is_searched && !search.has_read() {
            allowance.keep(KEPT_TO_RECALL + KEPT_TO_SHOW);
            search.turn(self.turn);
            self.turn = self.turn.wrapping_add(1);
        }
        if is_searched && !search.has_read() {
            let steady = self.recall.frame(&search.clearest(), &search.finders(), self.number);
            allowance.keep(KEPT_TO_SHOW);
            search.recall(&steady);
        }
        search.show(|image, scale, evidence| self.look(image, scale, evidence, &allowance));
        self.forget();
        search.finish()
    }

    /// Forgets what was seen so far.
    pub fn reset(&mut self) {
        *self = Scanner::new(self.options);
    }

    /// Adds what was seen in a frame without being read to the track of the same symbol, or begins one with it. Its image has
    /// pixels of which one makes `scale` of the frame's.
    fn look(
        &mut self,
        image: &LumaImage<'_>,
        scale: f64,
        seen: &Evidence,
        allowance: &Allowance,
    ) -> Option<FoundSymbol> {
        let Evidence { mesh, grey, .. } = seen;
        let corners = mesh.corners().map(|corner| corner * scale);
        let place = centre(&corners);
        let layout = Layout::new((mesh.side - 17) / 4);
        let here = self.tracks.iter().position(|track| track.is_at(place, self.number));
        let known = here.and_then(|here| self.tracks.get(here));
        if known.is_some_and(|track| track.is_read) || !allowance.measure(SAMPLES_TO_MEASURE, &layout) {
            return None;
        }
        let frame = first_measured(image, mesh, grey, &layout, Origin::of(self.number), allowance)?;
        let frame = Measured { mesh: scaled(&frame.mesh, scale)?, ..frame };
        if let Some(track) = here.and_then(|here| self.tracks.get_mut(here)) {
            let is_better = frame.fidelity > track.sum.best + CLEARLY_BETTER;
            return is_better.then(|| track.begin_again(&frame, layout, self.number)).flatten();
        }
        let reach = corners[0].distance(corners[2]);
        let same = |track: &&mut Track| {
            track.layout.version == layout.version
                && track.place().distance(place) < reach
                && track.sum.recognises(&frame, &layout)
        };
        if let Some(track) = self.tracks.iter_mut().find(same) {
            return track.add(&frame, self.number);
        }
        let mut track = Track::new(&frame, layout, self.number);
        let symbol = track.decode(&frame);
        self.tracks.push(track);
        symbol
    }

    /// Tracks, and modules of all of them.
    #[cfg(test)]
    pub(super) fn held(&self) -> (usize, usize) {
        (self.tracks.len(), self.tracks.iter().map(|track| track.sum.evidence.len()).sum())
    }

    /// Forgets the tracks that are worth least where there are too many.
    fn forget(&mut self) {
        self.tracks.sort_by_key(|track| core::cmp::Reverse(track.worth()));
        self.tracks.truncate(MAX_TRACKS);
        let mut modules = 0;
        self.tracks.retain(|track| {
            modules += track.sum.evidence.len();
            modules <= MAX_TRACKED_MODULES
        });
    }
}

/// Whether a frame is looked at as if nothing were followed, instead of growing meshes.
fn is_fresh(frame: u64) -> bool {
    frame.is_multiple_of(4)
}

/// Measures what was seen in a frame without being known from earlier ones; none where it is hardly a symbol.
fn first_measured(
    image: &LumaImage<'_>,
    mesh: &Mesh,
    grey: &Field,
    layout: &Layout,
    origin: Origin,
    allowance: &Allowance,
) -> Option<Measured> {
    let known = layout.known();
    let first = Measured::through(mesh.clone(), grey, layout, &known)?;
    // Texture has as much fidelity in a few modules by chance.
    let least = (5.0 / (telling(layout).len().max(1) as f64).sqrt()).clamp(0.4, 0.9);
    if first.fidelity < least || !allowance.measure(SAMPLES_TO_FIT, layout) {
        return None;
    }
    let fitted = Measured::at(image, mesh.clone(), layout, &known);
    let frame = fitted.filter(|fitted| fitted.fidelity > first.fidelity).unwrap_or(first);
    let grown = grown(image, &frame, mesh, layout, origin, allowance);
    Some(grown.filter(|grown| grown.fidelity > frame.fidelity).unwrap_or(frame))
}

/// Measures a symbol through a mesh grown anew, if the one it was measured through may be wrong.
fn grown(
    image: &LumaImage<'_>,
    frame: &Measured,
    mesh: &Mesh,
    layout: &Layout,
    origin: Origin,
    allowance: &Allowance,
) -> Option<Measured> {
    if frame.fidelity > WELL_FITTED || !allowance.measure(SAMPLES_TO_GROW, layout) {
        return None;
    }
    Measured::at(image, grow(image, mesh, layout, origin)?, layout, &layout.known())
}

impl Track {
    fn new(first: &Measured, layout: Layout, number: u64) -> Self {
        Track { sum: Sum::new(first), layout, mesh: first.mesh.clone(), seen: number, is_read: false }
    }

    fn place(&self) -> Point {
        centre(&self.mesh.corners())
    }

    /// Whether a frame had it around a place.
    fn is_at(&self, place: Point, frame: u64) -> bool {
        self.seen == frame && contains(&self.mesh.corners(), place)
    }

    /// Forgets all frames but one, and decodes that.
    fn begin_again(&mut self, frame: &Measured, layout: Layout, number: u64) -> Option<FoundSymbol> {
        *self = Track::new(frame, layout, number);
        self.decode(frame)
    }

    /// Which tracks are kept and followed first: those with several frames, and of these the last seen.
    fn worth(&self) -> (u32, u64) {
        (self.sum.frames.min(3), self.seen)
    }

    /// Looks for the symbol near where it was.
    fn follow(&mut self, image: &LumaImage<'_>, number: u64, allowance: &Allowance) -> Option<FoundSymbol> {
        if !allowance.measure(SAMPLES_TO_FIT, &self.layout) {
            return None;
        }
        let mesh = follow(image, &self.mesh, &self.layout)?;
        let frame = Measured::at(image, mesh, &self.layout, &self.sum.colours(&self.layout))?;
        if !self.sum.recognises(&frame, &self.layout) {
            return None;
        }
        // A mesh that is a module off somewhere is fitted to its own mistakes from frame to frame.
        let grown = if self.is_read || is_fresh(number) {
            None
        } else {
            grown(image, &frame, &frame.mesh, &self.layout, Origin::of(number), allowance)
        };
        match grown.filter(|grown| grown.fidelity > frame.fidelity) {
            Some(grown) if grown.fidelity > frame.fidelity.max(self.sum.best) + CLEARLY_BETTER => {
                self.begin_again(&grown, self.layout.clone(), number)
            }
            Some(grown) => self.add(&grown, number),
            None => self.add(&frame, number),
        }
    }

    /// Adds a frame that shows the same symbol, and decodes the sum.
    fn add(&mut self, frame: &Measured, number: u64) -> Option<FoundSymbol> {
        self.sum.add(frame, &self.layout);
        (self.mesh, self.seen) = (frame.mesh.clone(), number);
        self.decode(frame)
    }

    /// Decodes the sum, whose newest frame is given. What that one contradicts is not told, and what it was added to
    /// forgotten.
    fn decode(&mut self, frame: &Measured) -> Option<FoundSymbol> {
        let side = self.layout.side;
        let mirrored = transposed(&self.sum.evidence, side);
        let fit = |evidence: &[f32]| read_format(evidence, side).map_or(0.0, |(_, fit)| fit);
        let is_mirrored = fit(&mirrored) > fit(&self.sum.evidence);
        let evidence = if is_mirrored { &mirrored } else { &self.sum.evidence };
        let read = correct::read(evidence, &vec![false; evidence.len()], &self.layout, Effort::Thorough)?;
        let symbol = finish(&read, evidence, &self.mesh, &self.layout);
        let newest = if is_mirrored { &transposed(&frame.evidence, side) } else { &frame.evidence };
        let is_shown = symbol.is_none() || confirms(newest, frame.fidelity, &read, &self.layout);
        if !is_shown {
            *self = Track::new(frame, self.layout.clone(), self.seen);
            return None;
        }
        self.is_read = symbol.is_some();
        symbol
    }
}

/// Columns for rows.
fn transposed(values: &[f32], side: usize) -> Vec<f32> {
    (0..values.len()).map(|at| values.get(at % side * side + at / side).copied().unwrap_or(0.0)).collect()
}
