//! A closer look at the parts of a large image that seem to have a symbol which was not read.
//!
//! Among dozens of labels a pass has few attempts left for each, and a large image is not looked at in twice its size. A part
//! of it that has a symbol's texture is looked at as if it were all there is.

use super::Search;
use crate::FoundSymbol;
use crate::geometry::{Point, overlap, span};
use crate::image::LumaImage;
use crate::texture::regions;

/// Pixels along the longer side of the images in which parts are looked for: coarse ones show what is near, fine ones what is small. None
/// has more than half of the image's, for the memory that it takes.
const SIDES: [usize; 3] = [480, 960, 1920];

/// What is looked at on each side of a region, by its own size: the quiet zone, and what was missed of the symbol.
const MARGIN: f64 = 0.3;

/// A part with more than one in so many of the image's pixels is nothing else than the image.
const LEAST_PARTS: usize = 4;

/// Samples for each part. Symbols that are read at all take a tenth.
const SAMPLES_A_PART: usize = 40_000_000;

impl Search<'_> {
    pub(super) fn closer(&mut self) {
        self.let_go();
        let mut seen: Vec<[Point; 4]> = Vec::new();
        let longer = self.image.width().max(self.image.height());
        for side in SIDES.into_iter().filter(|side| 2 * side <= longer) {
            if self.allowance.is_over() {
                return;
            }
            for corners in regions(&self.image, side).iter().map(|region| region.corners) {
                let is_known = |others: &[Point; 4]| overlap(others, &corners);
                if !seen.iter().any(is_known) && !self.found.iter().any(|symbol| is_known(&symbol.corners)) {
                    seen.push(corners);
                    self.look_closer(&corners);
                }
            }
        }
    }

    fn look_closer(&mut self, corners: &[Point; 4]) {
        let Some((part, begin)) = around(&self.image, corners) else { return };
        if LEAST_PARTS * part.pixels() > self.image.pixels() || self.allowance.is_over() {
            return;
        }
        #[cfg(feature = "scan-steps")]
        let before = crate::steps::so_far();
        let found = self.allowance.lend(SAMPLES_A_PART, |allowance| {
            let mut search = Search::new(part, false, allowance);
            search.passes();
            search.thoroughly();
            search.found
        });
        #[cfg(feature = "scan-steps")]
        crate::steps::moved(before, begin);
        for symbol in found {
            self.keep(FoundSymbol { corners: symbol.corners.map(|corner| corner + begin), ..symbol });
        }
    }
}

/// The part of an image around a quadrangle, and where it begins.
fn around<'a>(image: &LumaImage<'a>, corners: &[Point; 4]) -> Option<(LumaImage<'a>, Point)> {
    let reach = |of: fn(&Point) -> f64, size: usize| {
        let (low, high) = span(corners.iter().map(of));
        let margin = (high - low) * MARGIN;
        let inside = |at: f64| at.clamp(0.0, size as f64) as usize;
        inside(low - margin)..inside(high + margin)
    };
    let (across, down) = (reach(|at| at.x, image.width()), reach(|at| at.y, image.height()));
    let begin = Point { x: across.start as f64, y: down.start as f64 };
    Some((image.part(across, down)?, begin))
}
