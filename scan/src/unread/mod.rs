//! Which symbols were seen without being read.
//!
//! Three finder patterns that seem to belong together are found in much that is no symbol. What is told is what also has the modules
//! that every symbol has; and regions with a symbol's texture, where no finder patterns can be seen.

mod detail;
mod hint;
#[cfg(test)]
mod tests;

pub use hint::Hint;

use crate::attempt::Evidence;
use crate::geometry::{Point, overlap};
use crate::limits::MAX_SYMBOLS_PER_IMAGE;
use crate::options::Allowance;
use crate::symbol::Layout;
use crate::texture::regions;
use crate::{FoundSymbol, LumaImage, UnreadSymbol};

/// Modules around each within which dark and light are told apart.
const RADIUS: usize = 5;

/// The least share of what finder patterns and timing patterns show that is as it should be, less what is not. Of 1,700 meshes laid over
/// what was no symbol, a twentieth had one of both and none had both.
const LEAST_FINDERS: f32 = 0.5;
const LEAST_TIMING: f32 = 0.3;

/// Finder patterns that fit as well as this lie where the mesh has them. Where they do not, a region tells better where a symbol ends.
const WELL_FITTED: f32 = 0.9;

/// Pixels along the longer side of images in which texture is looked for: coarse ones show what is blurred and what is near, fine ones what
/// is small.
pub(super) const THOROUGH: &[usize] = &[320, 160, 480, 960];
pub(super) const PREVIEW: &[usize] = &[320, 160];

/// The symbols of an image that were seen without being read, what looks most like one first. `seen` has what was seen with how many of
/// the image's pixels one of its own makes.
pub(super) fn unread(
    image: &LumaImage<'_>,
    seen: impl Iterator<Item = (Box<Evidence>, f64)>,
    symbols: &[FoundSymbol],
    sides: &[usize],
    allowance: &Allowance,
) -> Vec<UnreadSymbol> {
    let is_new = |corners: &[Point; 4], unread: &[UnreadSymbol]| {
        let overlaps = |others: &[Point; 4]| overlap(corners, others);
        let is_finite = corners.iter().all(|corner| corner.x.is_finite() && corner.y.is_finite());
        is_finite
            && unread.len() < MAX_SYMBOLS_PER_IMAGE
            && !symbols.iter().any(|other| overlaps(&other.corners))
            && !unread.iter().any(|other| overlaps(&other.corners))
    };
    // Evidence takes memory, and is let go as it is judged.
    let (mut unread, mut ill_fitted, mut clear) = (Vec::new(), Vec::new(), Vec::new());
    for (evidence, scale) in seen {
        let corners = evidence.mesh.corners().map(|corner| corner * scale);
        let fit = if is_new(&corners, &unread) { finders(&evidence) } else { None };
        let Some(fit) = fit else { continue };
        let list = if fit >= WELL_FITTED { &mut unread } else { &mut ill_fitted };
        if is_new(&corners, list) {
            #[cfg(feature = "scan-steps")]
            crate::steps::left(&evidence, scale);
            list.push(UnreadSymbol { corners, hint: hint::of_evidence(image, &evidence, scale) });
        }
    }
    for side in sides {
        if allowance.is_late() {
            break;
        }
        for region in regions(image, *side) {
            if is_new(&region.corners, &unread) {
                // What hides no finder patterns and shows none is no symbol, unless a mesh lies there.
                let hint = hint::of_region(image, &region);
                let list = if hint.is_some() { &mut unread } else { &mut clear };
                list.push(UnreadSymbol { corners: region.corners, hint });
            }
        }
    }
    for symbol in ill_fitted {
        if is_new(&symbol.corners, &unread) {
            let is_clear = clear.iter().any(|region| overlap(&region.corners, &symbol.corners));
            unread.push(UnreadSymbol { hint: symbol.hint.filter(|_| !is_clear), ..symbol });
        }
    }
    unread
}

/// How well finder patterns are seen, from 0 to 1; none where they or the timing patterns are not a symbol's.
fn finders(evidence: &Evidence) -> Option<f32> {
    let side = evidence.mesh.side;
    let soft = evidence.grey.balanced(RADIUS).inner();
    let layout = Layout::new((side - 17) / 4);
    let known = layout.known();
    let (mut finders, mut timing) = ((0.0, 0.0), (0.0, 0.0));
    for (at, (value, colour)) in soft.iter().zip(&known).enumerate().filter(|(_, (_, colour))| **colour != 0.0) {
        let (x, y) = (at % side, at / side);
        let fit = match () {
            () if layout.is_finder(x, y) => &mut finders,
            () if x == 6 || y == 6 => &mut timing,
            () => continue,
        };
        *fit = (fit.0 + value * colour, fit.1 + value.abs());
    }
    let fit = finders.0 / finders.1.max(1e-6);
    (fit >= LEAST_FINDERS && timing.0 >= LEAST_TIMING * timing.1).then_some(fit)
}
