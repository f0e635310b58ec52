//! Takes a closer look at the parts of a large image that seem to contain an unread symbol.
//!
//! Among dozens of labels a pass has few attempts for each, and a large image is not searched at twice its size. A part
//! that has the texture of a symbol is searched like a separate image.

use super::searcher::Search;
use crate::budget::{Budget, Stage};
use crate::geometry::{Point, overlap, span};
use crate::image::LumaImage;
use crate::mode::Mode;
use crate::result::{FoundSymbol, Hint, UnreadSymbol};
use crate::texture::{Region, Regions};
use core::ops::Range;

/// The lengths in pixels of the longer side of the reduced images in which parts are detected. Coarse images show near
/// symbols, fine images show small ones.
const SIDES: [usize; 3] = [480, 960, 1920];

/// The minimum reduction of a side. A finer map of the whole image would take more memory than the limits allow.
const MOST_OF_SIDE: usize = 2;

/// The side in pixels of the squares in which parts are detected without a reduction, and by how much they overlap: by
/// a symbol of version 11 with modules of three pixels, turned by 45 degrees. Wider ones show in the reduced images.
const SQUARE: usize = 1400;
const OVERLAP: usize = 300;

/// The area in pixels above which squares are twice as wide, and reduced to half. Cameras with more pixels have no
/// detail of two pixels.
const REDUCED_FROM: usize = 24 * 1024 * 1024;

/// The margin that is searched on each side of a region, as a share of its size: the quiet zone, and the parts of the
/// symbol that the region misses.
const MARGIN: f64 = 0.3;

/// The maximum size of a part: one in this many of the image's pixels. The search of the image covers a larger part as
/// well.
const LEAST_PARTS: usize = 4;

impl Search<'_, '_> {
    /// Searches parts of the image that have the texture of a symbol.
    pub(super) fn look_closer(&mut self, budget: &Budget) {
        self.views.release();
        let image = self.views.image();
        let mut seen: Vec<[Point; 4]> = Vec::new();
        let longer = image.width().max(image.height());
        for side in SIDES.into_iter().filter(|side| MOST_OF_SIDE * side <= longer) {
            if budget.share(Stage::Part).is_over() {
                return;
            }
            let regions = self.regions.of(&image, side);
            self.search_parts(&regions, Point::ORIGIN, &mut seen, budget);
        }
        let factor = if image.pixels() > REDUCED_FROM { 2 } else { 1 };
        for (across, down) in squares(image.width(), image.height(), factor) {
            if budget.share(Stage::Part).is_over() {
                return;
            }
            let origin = Point { x: across.start as f64, y: down.start as f64 };
            if let Some(square) = image.part(across, down) {
                let mut regions = Regions::default().of(&square, SQUARE);
                // What a square cuts off is whole in another one, or not in the image.
                regions.retain(|region| region.outside == 0.0);
                self.search_parts(&regions, origin, &mut seen, budget);
            }
        }
    }

    /// Searches the parts around some regions, each once. `origin` is where the image of the regions begins.
    fn search_parts(&mut self, regions: &[Region], origin: Point, seen: &mut Vec<[Point; 4]>, budget: &Budget) {
        for region in regions {
            let corners = region.corners.map(|corner| corner + origin);
            let is_known = |others: &[Point; 4]| overlap(others, &corners);
            if !seen.iter().any(is_known) && !self.found.iter().any(|symbol| is_known(&symbol.corners)) {
                seen.push(corners);
                self.search_part(&corners, budget);
            }
        }
    }

    fn search_part(&mut self, corners: &[Point; 4], budget: &Budget) {
        let image = self.views.image();
        let share = budget.share(Stage::Part);
        let Some((part, origin)) = around(&image, corners) else { return };
        if LEAST_PARTS * part.pixels() > image.pixels() || share.is_over() {
            return;
        }
        let mut search = Search::new(part, Mode::Photo, &mut *self.observer);
        search.origin = origin;
        search.first_passes(share);
        search.look_for_damaged(share);
        search.last_passes(share);
        search.thoroughly(share);
        let symbols = core::mem::take(&mut search.found);
        let unread = search.unread(&symbols, share);
        let placed = |corners: [Point; 4]| corners.map(|corner| corner + origin);
        symbols.into_iter().for_each(|symbol| self.keep(FoundSymbol { corners: placed(symbol.corners), ..symbol }));
        // The end of a part cuts nothing off that the image has.
        let unread = unread.into_iter().filter(|one| one.hint != Some(Hint::CutOff));
        self.seen_in_parts.extend(unread.map(|one| UnreadSymbol { corners: placed(one.corners), ..one }));
    }
}

/// Returns overlapping squares that cover an image, as columns and rows. Their sides are those above times a factor.
fn squares(width: usize, height: usize, factor: usize) -> Vec<(Range<usize>, Range<usize>)> {
    let (side, overlap) = (factor * SQUARE, factor * OVERLAP);
    let mut squares = Vec::new();
    let starts = |size: usize| (0..size.saturating_sub(overlap).max(1)).step_by(side - overlap);
    for top in starts(height) {
        for left in starts(width) {
            squares.push((left..width.min(left + side), top..height.min(top + side)));
        }
    }
    squares
}

/// Returns the part of an image around a quadrangle, and the pixel at which it begins.
fn around<'a>(image: &LumaImage<'a>, corners: &[Point; 4]) -> Option<(LumaImage<'a>, Point)> {
    let reach = |of: fn(&Point) -> f64, size: usize| {
        let (low, high) = span(corners.iter().map(of));
        let margin = (high - low) * MARGIN;
        let inside = |at: f64| at.clamp(0.0, size as f64) as usize;
        inside(low - margin)..inside(high + margin)
    };
    let (across, down) = (reach(|at| at.x, image.width()), reach(|at| at.y, image.height()));
    let origin = Point { x: across.start as f64, y: down.start as f64 };
    Some((image.part(across, down)?, origin))
}

#[cfg(test)]
mod tests {
    use super::{OVERLAP, SQUARE, squares};

    #[test]
    fn every_place_with_its_surroundings_is_in_one_square() {
        for [width, height] in [[1200, 900], [1400, 1400], [1401, 1400], [4000, 3000], [16_384, 100], [2500, 1500]] {
            let squares = squares(width, height, 1);
            assert!(squares.iter().all(|(across, down)| across.len() <= SQUARE && down.len() <= SQUARE));
            let within = |at: usize, size: usize| at..size.min(at + OVERLAP);
            for (x, y) in (0..width).step_by(50).flat_map(|x| (0..height).step_by(50).map(move |y| (x, y))) {
                let (x, y) = (within(x, width), within(y, height));
                let has = |range: &core::ops::Range<usize>, of: &core::ops::Range<usize>| {
                    range.start <= of.start && of.end <= range.end
                };
                assert!(squares.iter().any(|(across, down)| has(across, &x) && has(down, &y)), "{x:?} {y:?}");
            }
        }
    }
}
