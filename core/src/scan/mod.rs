//! How labels are found in an image: finder patterns, a grid laid through them, bits, text.
//!
//! Light is judged against its neighbourhood, so that a shadow across a label does no harm. `rqrr` takes over where a
//! grid is sampled: format, mask, error correction, segments.

mod binarize;
mod finder;
mod grid;
mod luma;
mod perspective;
#[cfg(test)]
mod tests;

pub use luma::{ImageError, LumaImage};
pub use perspective::Point;

use crate::limits::MAX_SYMBOLS_PER_IMAGE;
use binarize::Bitmap;

/// Images with a smaller side are also searched at half size only if this is exceeded: below it, modules of a label
/// would fall under two pixels.
const HALF_SIZE_ABOVE: usize = 480;

/// A symbol read in an image.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundSymbol {
    /// Its text.
    pub text: String,
    /// Its corners in pixels, clockwise from the one that all three finder patterns leave free to the right and
    /// below: top left, top right, bottom right, bottom left.
    pub corners: [Point; 4],
}

/// Reads every QR symbol in an image, from top to bottom.
#[must_use]
pub fn read_symbols(image: &LumaImage<'_>) -> Vec<FoundSymbol> {
    let mut found = read_at_scale(image, 1.0);
    // Noise and blur average out at half the size, where large modules are still large enough.
    if image.width().min(image.height()) > HALF_SIZE_ABOVE {
        let (pixels, width, height) = image.halved();
        if let Ok(half) = LumaImage::new(&pixels, width, height, width) {
            for symbol in read_at_scale(&half, 2.0) {
                if !found.iter().any(|known| known.is_same_as(&symbol)) {
                    found.push(symbol);
                }
            }
        }
    }
    found.sort_by(|a, b| a.top().total_cmp(&b.top()));
    found.truncate(MAX_SYMBOLS_PER_IMAGE);
    found
}

fn read_at_scale(image: &LumaImage<'_>, scale: f64) -> Vec<FoundSymbol> {
    let bitmap = Bitmap::from_luma(image);
    let finders = finder::find(&bitmap);
    let mut found = grid::read_grids(&bitmap, &finders);
    for corner in found.iter_mut().flat_map(|symbol| &mut symbol.corners) {
        *corner = Point { x: corner.x * scale, y: corner.y * scale };
    }
    found
}

impl FoundSymbol {
    fn centre(&self) -> Point {
        let sum = self.corners.iter().fold(Point { x: 0.0, y: 0.0 }, |sum, corner| sum + *corner);
        Point { x: sum.x / 4.0, y: sum.y / 4.0 }
    }

    fn top(&self) -> f64 {
        self.corners.iter().map(|corner| corner.y).fold(f64::INFINITY, f64::min)
    }

    /// Whether both are the same print: the same text at the same place.
    fn is_same_as(&self, other: &FoundSymbol) -> bool {
        let [a, _, b, _] = self.corners;
        self.text == other.text && self.centre().distance(other.centre()) < a.distance(b) / 2.0
    }
}
