//! Refines a mesh by the boundaries between modules whose colors are known or seem clear.

use super::edges::{boundaries, locate_boundaries};
use super::mesh::{Bend, Mesh};
use super::sample::{CONTRAST_RADIUS, Field};
use crate::geometry::{Correspondence, Point};
use crate::image::LumaImage;

/// The maximum number of modules by which a boundary may deviate from a first fit of all boundaries. If a module has
/// the wrong color, its boundaries are off by half a module or more.
pub(crate) const OUTLIER: f64 = 0.35;

/// The darkness above which the color of a module seems clear. A few wrong ones are outliers of the fit. A higher
/// threshold leaves blurred symbols without boundaries.
const CLEAR: f32 = 0.25;

/// Returns the mesh bent to fit the boundaries between modules. `grey` was sampled through the mesh. `known` has the
/// known colors, 1 for dark, -1 for light and 0 for unknown; it is empty if no color is known.
pub(crate) fn refine(image: &LumaImage<'_>, mesh: &Mesh, grey: &Field, known: &[f32], bend: Bend) -> Option<Mesh> {
    refine_part(image, mesh, grey, known, bend, |_| true, &mut Vec::new())
}

/// Does the same with the boundaries in a part of the grid and with earlier correspondences. The new ones are added to
/// `seen`.
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

/// Returns the colors that are known or seem clear: 1 for dark, -1 for light, 0 for the others.
fn decided(grey: &Field, known: &[f32]) -> Vec<f32> {
    let known = known.iter().copied().chain(core::iter::repeat(0.0));
    let decided = grey.balanced(CONTRAST_RADIUS).inner().into_iter().zip(known).map(|(darkness, known)| match () {
        () if known != 0.0 => known,
        () if darkness.abs() > CLEAR => darkness.signum(),
        () => 0.0,
    });
    decided.collect()
}
