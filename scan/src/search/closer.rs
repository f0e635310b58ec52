//! Takes a closer look at the parts of a large image that seem to contain an unread symbol.
//!
//! Among dozens of labels a pass has few attempts for each, and a large image is not searched at twice its size. A part
//! that has the texture of a symbol is searched like a separate image.

use super::searcher::Search;
use crate::budget::{Budget, Stage};
use crate::geometry::{Point, overlap, span};
use crate::image::LumaImage;
use crate::mode::Mode;
use crate::result::FoundSymbol;

/// The lengths in pixels of the longer side of the reduced images in which parts are detected. Coarse images show near
/// symbols, fine images show small ones.
const SIDES: [usize; 3] = [480, 960, 1920];

/// The minimum reduction of a side. A finer map would take more memory than the limits allow.
const MOST_OF_SIDE: usize = 2;

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
            for corners in self.regions.of(&image, side).iter().map(|region| region.corners) {
                let is_known = |others: &[Point; 4]| overlap(others, &corners);
                if !seen.iter().any(is_known) && !self.found.iter().any(|symbol| is_known(&symbol.corners)) {
                    seen.push(corners);
                    self.search_part(&corners, budget);
                }
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
        search.passes(share);
        search.thoroughly(share);
        for symbol in search.found {
            self.keep(FoundSymbol { corners: symbol.corners.map(|corner| corner + origin), ..symbol });
        }
    }
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
