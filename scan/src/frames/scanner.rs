//! The scanner for successive frames.

use super::follow::scaled;
use super::grow::Origin;
use super::measure::{Measurement, measure_new};
use super::recall::Recall;
use super::track::Track;
use crate::attempt::Evidence;
use crate::budget::{Share, Stage, cost};
use crate::geometry::center;
use crate::image::LumaImage;
use crate::observe::Unobserved;
use crate::options::ScanOptions;
use crate::result::{FoundSymbol, Scan};
use crate::search::Search;
use crate::symbol::Layout;

/// The maximum number of symbols that are followed from frame to frame. A dozen labels fit into a camera frame.
pub(super) const MAX_TRACKS: usize = 12;

/// The maximum number of modules of all followed symbols: a dozen labels of version 14.
pub(super) const MAX_TRACKED_MODULES: usize = 65_536;

/// The number of frames after which a symbol that was not seen again is forgotten: half a second.
pub(super) const MAX_TRACK_AGE: u64 = 15;

/// The interval of frames in which nothing is assumed from earlier frames. Tracks may be off beyond repair, and a frame
/// that is searched has no time to grow meshes.
const FRESH: u64 = 4;

/// The interval of frames that are also searched for light symbols on a dark ground. After such a symbol was read,
/// every frame is.
const NEGATIVE: u64 = 3;

/// Reads symbols in the frames of a camera. Each frame is combined with what earlier frames showed of the same symbols.
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
    /// The number of frames so far.
    number: u64,
    /// The index of the next method by which a frame is searched again.
    turn: usize,
    /// The last frame in whose negative a symbol was read.
    negative: Option<u64>,
}

impl Scanner {
    /// Returns a scanner that has seen no frame. The options apply to every frame.
    #[must_use]
    pub fn new(options: ScanOptions) -> Self {
        Scanner { options, tracks: Vec::new(), recall: Recall::default(), number: 0, turn: 0, negative: None }
    }

    /// Reads the next frame. The result also has the symbols that were read only with the help of earlier frames. For
    /// these, [`corrected`](FoundSymbol::corrected) counts the codewords of the sum.
    pub fn frame(&mut self, image: &LumaImage<'_>) -> Scan {
        self.number += 1;
        self.tracks.retain(|track| track.seen + MAX_TRACK_AGE >= self.number);
        self.tracks.sort_by_cached_key(Track::rank);
        let mode = self.options.mode_of_frames();
        let budget = self.options.budget(mode);
        let mut unobserved = Unobserved;
        let mut search = Search::new(*image, mode, &mut unobserved);
        search.passes(budget.share(Stage::SearchFrame));
        let is_followed = self.follow(image, &mut search, budget.share(Stage::Follow));
        if self.is_negative_due() && !search.has_read() && search.negative(budget.share(Stage::NegativeFrame)) {
            self.negative = Some(self.number);
        }
        let is_searched = !is_followed || is_fresh(self.number);
        if is_searched && !search.has_read() {
            search.turn(self.turn, budget.share(Stage::Turn));
            self.turn = self.turn.wrapping_add(1);
        }
        if is_searched && !search.has_read() {
            let steady = self.recall.frame(&search.clearest(), &search.finders(), self.number);
            search.recall(&steady, budget.share(Stage::Recall));
        }
        let share = budget.share(Stage::Measure);
        search.show(share, |view, scale, evidence| self.add(view, scale, evidence, share));
        self.forget();
        search.finish(share)
    }

    /// Forgets all frames so far.
    pub fn reset(&mut self) {
        *self = Scanner::new(self.options);
    }

    /// Returns whether this frame is also searched for light symbols on a dark ground, if no other symbol is read.
    fn is_negative_due(&self) -> bool {
        let is_recent = self.negative.is_some_and(|last| last + MAX_TRACK_AGE >= self.number);
        is_recent || self.number.is_multiple_of(NEGATIVE)
    }

    /// Finds the symbols of earlier frames in this frame, except those that the search has read. Returns whether any
    /// was found.
    fn follow(&mut self, image: &LumaImage<'_>, search: &mut Search<'_, '_>, share: Share<'_>) -> bool {
        let mut is_followed = false;
        for at in 0..self.tracks.len() {
            let (before, rest) = self.tracks.split_at_mut(at);
            let Some(track) = rest.first_mut() else { break };
            let place = track.place();
            if search.is_inside(place) || before.iter().any(|other| other.is_at(place, self.number)) {
                continue;
            }
            let symbol = track.follow(image, self.number, is_fresh(self.number), share);
            is_followed |= track.seen == self.number;
            symbol.into_iter().for_each(|symbol| search.keep(symbol));
        }
        is_followed
    }

    /// Adds a symbol that was seen in a frame but not read to its track, or starts a new track. One pixel of the view
    /// is `scale` pixels of the frame.
    fn add(&mut self, view: &LumaImage<'_>, scale: f64, seen: &Evidence, share: Share<'_>) -> Option<FoundSymbol> {
        let corners = seen.mesh.corners().map(|corner| corner * scale);
        let place = center(&corners);
        let layout = Layout::of_side(seen.mesh.side);
        let here = self.tracks.iter().position(|track| track.is_at(place, self.number));
        let known = here.and_then(|here| self.tracks.get(here));
        let area = layout.side * layout.side;
        if known.is_some_and(|track| track.is_read) || !share.try_spend(cost::MEASURE * area) {
            return None;
        }
        let frame = measure_new(view, &seen.mesh, &seen.grey, &layout, Origin::of(self.number), share)?;
        let frame = Measurement { mesh: scaled(&frame.mesh, scale)?, ..frame };
        if let Some(track) = here.and_then(|here| self.tracks.get_mut(here)) {
            return track.replace(&frame, layout, self.number);
        }
        let reach = corners[0].distance(corners[2]);
        if let Some(track) = self.tracks.iter_mut().find(|track| track.is_of(&frame, &layout, place, reach)) {
            return track.add(&frame, self.number);
        }
        let mut track = Track::new(&frame, layout, self.number);
        let symbol = track.decode(&frame);
        self.tracks.push(track);
        symbol
    }

    /// Forgets the tracks of the lowest worth if there are too many.
    fn forget(&mut self) {
        self.tracks.sort_by_cached_key(Track::rank);
        self.tracks.truncate(MAX_TRACKS);
        let mut modules = 0;
        self.tracks.retain(|track| {
            modules += track.modules();
            modules <= MAX_TRACKED_MODULES
        });
    }

    /// Returns the number of tracks, and the number of modules of all of them.
    #[cfg(test)]
    pub(super) fn held(&self) -> (usize, usize) {
        (self.tracks.len(), self.tracks.iter().map(Track::modules).sum())
    }
}

/// Returns whether a frame is searched as if no symbol were followed, instead of growing meshes.
fn is_fresh(frame: u64) -> bool {
    frame.is_multiple_of(FRESH)
}
