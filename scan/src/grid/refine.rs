//! Refines a mesh by the boundaries between modules whose colors are known or seem clear.

use super::edges::{boundaries, locate_boundaries};
use super::mesh::{Bend, Mesh};
use super::sample::{CONTRAST_RADIUS, Field};
use crate::geometry::{Correspondence, Point};
use crate::image::LumaImage;

/// Modules by which a boundary may be off a first fit of all of them. The boundaries of a module that is taken for the
/// wrong color are half a module off or more.
pub(crate) const OUTLIER: f64 = 0.35;

/// Darkness from which the color of a module seems clear. A few wrong ones are outliers of the fit; waiting for more
/// certainty leaves blurred symbols without boundaries.
const CLEAR: f32 = 0.25;

/// The mesh bent to fit the boundaries between modules. `grey` was sampled through it; `known` has the colors that are
/// known, 1 for dark, -1 for light and 0 for unknown, or nothing if none is.
pub(crate) fn refine(image: &LumaImage<'_>, mesh: &Mesh, grey: &Field, known: &[f32], bend: Bend) -> Option<Mesh> {
    refine_part(image, mesh, grey, known, bend, |_| true, &mut Vec::new())
}

/// The same with the boundaries in a part of the grid, and with what was seen before, to which they are added.
pub(crate) fn refine_part(
    image: &LumaImage<'_>,
    mesh: &Mesh,
    grey: &Field,
    known: &[f32],
    bend: Bend,
    is_in_part: impl Fn(Point) -> bool,
    seen: &mut Vec<Correspondence>,
) -> Option<Mesh> {
    let mut boundaries = boundaries(&decided(grey, known), mesh.side);
    boundaries.retain(|one| is_in_part(one.grid));
    seen.extend(locate_boundaries(image, mesh, &boundaries));
    mesh.bent(seen, bend)
}

/// The colors that are known, or seem clear: 1 for dark, -1 for light, 0 for the others.
fn decided(grey: &Field, known: &[f32]) -> Vec<f32> {
    let known = known.iter().copied().chain(core::iter::repeat(0.0));
    let decided = grey.balanced(CONTRAST_RADIUS).inner().into_iter().zip(known).map(|(darkness, known)| match () {
        () if known != 0.0 => known,
        () if darkness.abs() > CLEAR => darkness.signum(),
        () => 0.0,
    });
    decided.collect()
}
