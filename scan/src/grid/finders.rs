//! How well a mesh fits the finder patterns, module by module.

use super::mesh::Mesh;
use crate::geometry::Point;
use crate::image::LumaImage;
use crate::symbol::FINDER_CENTER;

/// The rings of modules around the center of a finder pattern, and the number of its modules.
const RINGS: i32 = 3;
const MODULES: f32 = 49.0;

/// The number of light modules of a pattern.
const LIGHT: f32 = 16.0;

/// The variance of grey values below which no pattern can be seen.
const LEAST_VARIANCE: f32 = 1.0;

/// Returns the mean correlation of the three finder patterns with the grey values where the mesh places their modules:
/// 1 is perfect, 0 is chance. The cost is that of 147 samples.
pub(crate) fn finder_fit(image: &LumaImage<'_>, mesh: &Mesh) -> f32 {
    let (near, far) = (FINDER_CENTER, mesh.side as f64 - FINDER_CENTER);
    let fits = [(near, near), (far, near), (near, far)].map(|(x, y)| fit(image, mesh, Point { x, y }));
    fits.iter().sum::<f32>() / 3.0
}

fn fit(image: &LumaImage<'_>, mesh: &Mesh, center: Point) -> f32 {
    // A pattern is small, so that the mesh is flat there.
    let patch = mesh.patch(center);
    let (mut sum, mut square, mut light) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (x, y) in (-RINGS..=RINGS).flat_map(|y| (-RINGS..=RINGS).map(move |x| (x, y))) {
        let grey = image.at(patch.middle + patch.across * f64::from(x) + patch.down * f64::from(y));
        sum += grey;
        square += grey * grey;
        if x.abs().max(y.abs()) == 2 {
            light += grey;
        }
    }
    let variance = square - sum * sum / MODULES;
    let of_pattern = LIGHT - LIGHT * LIGHT / MODULES;
    if variance < LEAST_VARIANCE * MODULES {
        0.0
    } else {
        (light - sum * LIGHT / MODULES) / (variance * of_pattern).sqrt()
    }
}
