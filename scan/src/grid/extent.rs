//! Measures how far a finder pattern reaches along a line through its center.

use crate::find::Triple;
use crate::geometry::Point;
use crate::image::LumaImage;
use crate::symbol::FINDER_SIDE;

/// The number of samples for each module, and the minimum distance between them in pixels. Interpolated pixels add no
/// information.
const SAMPLES_A_MODULE: f64 = 5.0;
const LEAST_STEP: f64 = 0.25;

/// The number of samples along the line. They cover seven modules, twice the distance to the outer edge of an upright
/// pattern. A pattern reaches further on its diagonal, and if the module was measured too narrow.
const SAMPLES: usize = 36;

/// The number of samples that are always in the core, and the samples of which some are in the light ring. The ring is
/// between 1.5 and 2.5 modules away on an axis, and between 2.1 and 3.5 on the diagonal.
const CORE: usize = 3;
const RING: core::ops::Range<usize> = 4..22;

/// The minimum difference in grey values between the ring and the core. Less is noise.
const LEAST_CONTRAST: f32 = 3.0;

/// The ranges of the ratios between the distances of successive edges. The edges lie 1.5, 2.5 and 3.5 modules from the
/// center. The ratios are therefore 5 / 3 and 7 / 5, with a margin for blur and for a core that prints too wide or too
/// narrow.
const RING_BY_CORE: core::ops::Range<f64> = 1.15..2.6;
const EDGE_BY_RING: core::ops::Range<f64> = 1.1..2.0;
const USUAL_EDGE_BY_RING: f64 = 1.4;

/// The range of the ratio between the distances to both outer edges. In the strongest perspective one is half of the
/// other.
const BEHIND_BY_AHEAD: core::ops::Range<f64> = 0.5..2.0;

/// A finder pattern measured along a line: the distances in pixels from its center to its outer edges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) behind: f64,
    pub(super) ahead: f64,
}

/// The extents of the three finder patterns along both sides of a symbol.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extents {
    pub(super) corner_across: Extent,
    pub(super) right_across: Extent,
    pub(super) corner_down: Extent,
    pub(super) below_down: Extent,
}

impl Extent {
    pub(super) fn module(self) -> f64 {
        (self.behind + self.ahead) / FINDER_SIDE
    }

    /// Measures the pattern at `center` in the direction from one point to another.
    fn measure(image: &LumaImage<'_>, center: Point, from: Point, to: Point, module: f64) -> Option<Self> {
        let direction = (to - from) * (1.0 / to.distance(from).max(1e-6));
        let extent = Extent {
            behind: outer_edge(image, center, direction * -1.0, module)?,
            ahead: outer_edge(image, center, direction, module)?,
        };
        BEHIND_BY_AHEAD.contains(&(extent.behind / extent.ahead)).then_some(extent)
    }
}

impl Extents {
    /// Measures the patterns of a triple. `None` if one of them is not a pattern. In a triple that was recalled from
    /// earlier frames, a pattern that cannot be measured gets the extent of the one at the other end.
    pub(super) fn measure(image: &LumaImage<'_>, triple: &Triple) -> Option<Self> {
        let Triple { top_left: corner, top_right: right, bottom_left: below, .. } = triple;
        let module = triple.module();
        let pair = |from: Point, to: Point, modules: [f64; 2]| {
            let measure = |center, module| Extent::measure(image, center, from, to, module);
            let first = measure(from, modules[0]);
            // Most triples of texture end here, with half of the work.
            if first.is_none() && !triple.is_steady {
                return None;
            }
            let second = measure(to, modules[1]);
            let half = module * FINDER_SIDE / 2.0;
            let or = |measured: Option<Extent>, other: Option<Extent>| {
                let assumed = other.unwrap_or(Extent { behind: half, ahead: half });
                measured.or(triple.is_steady.then_some(assumed))
            };
            Some((or(first, second)?, or(second, first)?))
        };
        let (corner_across, right_across) = pair(corner.center, right.center, [corner.module, right.module])?;
        let (corner_down, below_down) = pair(corner.center, below.center, [corner.module, below.module])?;
        Some(Extents { corner_across, right_across, corner_down, below_down })
    }
}

/// Returns the distance from the center of a finder pattern to its outer edge.
fn outer_edge(image: &LumaImage<'_>, center: Point, direction: Point, module: f64) -> Option<f64> {
    let step = (module / SAMPLES_A_MODULE).max(LEAST_STEP);
    let profile: [f32; SAMPLES] = image.along(center, direction * step);
    let core = profile.iter().take(CORE).sum::<f32>() / CORE as f32;
    let ring = profile.get(RING)?.iter().copied().fold(0.0, f32::max);
    if ring < core + LEAST_CONTRAST {
        return None;
    }
    let threshold = (core + ring) / 2.0;
    let crossing = |from: usize, to_light: bool| {
        let is_beyond = |value: &f32| (*value > threshold) == to_light;
        let next = from + profile.get(from..)?.iter().position(is_beyond)?;
        let (before, after) = (profile.get(next.checked_sub(1)?)?, profile.get(next)?);
        Some((next, (next as f64 - f64::from((after - threshold) / (after - before))) * step))
    };
    let (at, of_core) = crossing(0, true)?;
    let (at, of_ring) = crossing(at, false)?;
    if !RING_BY_CORE.contains(&(of_ring / of_core)) {
        return None;
    }
    // Without a quiet zone no outer edge is visible.
    let edge = crossing(at, true).map(|(_, edge)| edge).filter(|edge| EDGE_BY_RING.contains(&(edge / of_ring)));
    Some(edge.unwrap_or(of_ring * USUAL_EDGE_BY_RING))
}
