//! Locates the boundaries between dark and light modules, to a fraction of a module.

use super::mesh::Mesh;
use crate::geometry::{Axis, Correspondence, Point};
use crate::image::LumaImage;

/// A boundary between two modules of different color.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Boundary {
    /// The center of the boundary on the grid.
    pub(crate) grid: Point,
    /// The coordinate that the boundary determines. The second module follows the first in its direction.
    pub(crate) axis: Axis,
    /// Whether the second module is dark.
    pub(crate) to_dark: bool,
}

/// Returns all boundaries between neighbors whose colors are known: 1 for dark, -1 for light, 0 for unknown. The quiet
/// zone is light.
pub(crate) fn boundaries(known: &[f32], side: usize) -> Vec<Boundary> {
    let color = |x: usize, y: usize| known.get(y * side + x).copied().unwrap_or(0.0);
    let mut boundaries = Vec::new();
    let mut add = |first: f32, second: f32, x: f64, y: f64, axis| {
        if first * second < 0.0 {
            boundaries.push(Boundary { grid: Point { x, y }, axis, to_dark: second > 0.0 });
        }
    };
    for along in 0..side {
        let middle = along as f64 + 0.5;
        for at in 0..=side {
            let edge = at as f64;
            let pair = |color: &dyn Fn(usize) -> f32| {
                let first = at.checked_sub(1).map_or(-1.0, color);
                (first, if at < side { color(at) } else { -1.0 })
            };
            let (first, second) = pair(&|at| color(at, along));
            add(first, second, edge, middle, Axis::Across);
            let (first, second) = pair(&|at| color(along, at));
            add(first, second, middle, edge, Axis::Down);
        }
    }
    boundaries
}

/// Finds boundaries near where a mesh predicts them. Weak ones are omitted.
pub(crate) fn locate_boundaries(image: &LumaImage<'_>, mesh: &Mesh, boundaries: &[Boundary]) -> Vec<Correspondence> {
    let mut seen: Vec<(Correspondence, f32)> = boundaries.iter().filter_map(|one| look(image, mesh, one)).collect();
    let mut strengths: Vec<f32> = seen.iter().map(|(_, strength)| *strength).collect();
    strengths.sort_by(f32::total_cmp);
    // The strongest third consists of real boundaries.
    let usual = strengths.get(strengths.len() * 2 / 3).copied().unwrap_or(0.0);
    seen.retain(|(_, strength)| *strength > usual * LEAST_STRENGTH);
    seen.into_iter().map(|(one, _)| one).collect()
}

/// The strength of a boundary, as a share of the usual one, below which it is omitted. Boundaries in a shadow are
/// stronger, and those that noise makes are weaker.
const LEAST_STRENGTH: f32 = 1.0 / 3.0;

/// The number of modules on each side within which a boundary is searched: less than one, so that the next boundary is
/// not found.
const REACH: f64 = 0.8;

/// The number of steps over both sides. Each is a fifth of a module.
const STEPS: usize = 8;

/// The distance in modules from the line across a boundary at which grey values are taken. Two places average noise,
/// and are clear of the neighbors.
const BESIDE: f64 = 0.2;

/// The minimum change over a boundary, summed over both places. Less is noise.
const LEAST_CHANGE: f32 = 4.0;

/// Returns the boundary near its predicted place, and the difference in grey values across it.
fn look(image: &LumaImage<'_>, mesh: &Mesh, boundary: &Boundary) -> Option<(Correspondence, f32)> {
    let patch = mesh.patch(boundary.grid);
    let (along, beside) = match boundary.axis {
        Axis::Down => (patch.down, patch.across),
        _ => (patch.across, patch.down),
    };
    let sign = if boundary.to_dark { -1.0 } else { 1.0 };
    let step = 2.0 * REACH / STEPS as f64;
    let grey = |at: usize| {
        let place = patch.middle + along * (at as f64 * step - REACH);
        image.at(place + beside * BESIDE) + image.at(place - beside * BESIDE)
    };
    // The center of all change in the expected direction. Change in the other direction belongs to the next boundary.
    let (mut sum, mut moment, mut last) = (0.0_f32, 0.0_f32, grey(0));
    for at in 1..=STEPS {
        let next = grey(at);
        let change = ((next - last) * sign).max(0.0);
        sum += change;
        moment += change * (at as f32 - 0.5);
        last = next;
    }
    if sum < LEAST_CHANGE {
        return None;
    }
    let shift = f64::from(moment / sum) * step - REACH;
    let image = patch.middle + along * shift;
    Some((Correspondence { image, grid: boundary.grid, fixes: boundary.axis, weight: 1.0 }, sum))
}
