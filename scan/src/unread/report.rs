//! Selects the symbols that were seen but not read.

use super::cause;
use crate::attempt::Evidence;
use crate::budget::Share;
use crate::find::Finder;
use crate::geometry::{Point, overlap};
use crate::grid::CONTRAST_RADIUS;
use crate::image::LumaImage;
use crate::limits::MAX_SYMBOLS_PER_IMAGE;
use crate::observe::{Observer, Place};
use crate::result::{FoundSymbol, UnreadSymbol};
use crate::symbol::Layout;
use crate::texture::Regions;

/// The minimum fit of finder patterns and of timing patterns: the share of their modules with the expected color, minus
/// the share with the other color. Of 1,700 meshes over areas without a symbol, a twentieth reached one minimum and
/// none reached both.
const LEAST_FINDERS: f32 = 0.5;
const LEAST_TIMING: f32 = 0.3;

/// The fit from which finder patterns lie where the mesh predicts them. Below it, a region shows better where a symbol
/// ends.
const WELL_FITTED: f32 = 0.9;

/// The module width in pixels of the image below which a symbol is reported only if its finder patterns fit well. Noise
/// has patterns of this size.
const LEAST_MODULE: f64 = 1.6;

/// What a search has found, beside the evidence of symbols that it did not read.
pub(crate) struct Known<'a> {
    /// The symbols that were read.
    pub(crate) symbols: &'a [FoundSymbol],
    /// The finder patterns.
    pub(crate) finders: &'a [Finder],
    /// What searches of parts of the image have seen but not read.
    pub(crate) in_parts: Vec<UnreadSymbol>,
    /// The pixel of the whole image at which the image begins.
    pub(crate) origin: Point,
}

/// Returns the symbols of an image that were seen but not read. What looks most like a symbol comes first. `seen` has
/// each evidence with the number of image pixels along one of its pixels. `sides` has the sizes of the reduced images
/// in which texture is searched, and `regions` what was found in them so far.
pub(crate) fn unread(
    image: &LumaImage<'_>,
    seen: impl Iterator<Item = (Box<Evidence>, f64)>,
    known: Known<'_>,
    (regions, sides): (&mut Regions, &[usize]),
    share: Share<'_>,
    observer: &mut dyn Observer,
) -> Vec<UnreadSymbol> {
    let is_new = |corners: &[Point; 4], unread: &[UnreadSymbol]| {
        let overlaps = |others: &[Point; 4]| overlap(corners, others);
        let is_finite = corners.iter().all(|corner| corner.x.is_finite() && corner.y.is_finite());
        is_finite
            && unread.len() < MAX_SYMBOLS_PER_IMAGE
            && !known.symbols.iter().any(|other| overlaps(&other.corners))
            && !unread.iter().any(|other| overlaps(&other.corners))
    };
    // Evidence takes memory, and is released as it is judged.
    let (mut unread, mut ill_fitted, mut clear) = (Vec::new(), Vec::new(), Vec::new());
    for (evidence, scale) in seen {
        let corners = evidence.mesh.corners().map(|corner| corner * scale);
        let fit = if is_new(&corners, &unread) { fit_of_finders(&evidence) } else { None };
        let Some(fit) = fit else { continue };
        let module = corners[0].distance(corners[1]).max(corners[0].distance(corners[3])) / evidence.mesh.side as f64;
        if module < LEAST_MODULE && fit < WELL_FITTED {
            continue;
        }
        let list = if fit >= WELL_FITTED { &mut unread } else { &mut ill_fitted };
        if is_new(&corners, list) {
            observer.unread(&evidence, Place { scale, origin: known.origin });
            list.push(UnreadSymbol { corners, hint: cause::of_evidence(image, &evidence, scale) });
        }
    }
    for side in sides {
        if share.is_late() {
            break;
        }
        for region in regions.of(image, *side) {
            if is_new(&region.corners, &unread) {
                // A region without finder patterns is not a symbol if no cause explains why they are hidden, unless a
                // mesh lies there.
                let hint = cause::of_region(image, &region, known.finders);
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
    for symbol in known.in_parts {
        if is_new(&symbol.corners, &unread) {
            unread.push(symbol);
        }
    }
    unread
}

/// Returns the fit of the finder patterns, from 0 to 1. `None` if they or the timing patterns are not a symbol's.
fn fit_of_finders(evidence: &Evidence) -> Option<f32> {
    let side = evidence.mesh.side;
    let darkness = evidence.grey.balanced(CONTRAST_RADIUS).inner();
    let layout = Layout::of_side(side);
    let known = layout.known();
    let (mut finders, mut timing) = ((0.0, 0.0), (0.0, 0.0));
    for (at, (value, color)) in darkness.iter().zip(&known).enumerate().filter(|(_, (_, color))| **color != 0.0) {
        let (x, y) = (at % side, at / side);
        let fit = match () {
            () if layout.is_finder(x, y) => &mut finders,
            () if x == 6 || y == 6 => &mut timing,
            () => continue,
        };
        *fit = (fit.0 + value * color, fit.1 + value.abs());
    }
    let fit = finders.0 / finders.1.max(1e-6);
    (fit >= LEAST_FINDERS && timing.0 >= LEAST_TIMING * timing.1).then_some(fit)
}
