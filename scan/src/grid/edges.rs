//! Where the boundaries between dark and light modules are, to a fraction of a module.

use super::mesh::Mesh;
use crate::geometry::{Axis, Correspondence, Point};
use crate::image::LumaImage;

/// A boundary between two modules of different colour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Boundary {
    /// The middle of the boundary on the grid.
    pub(crate) grid: Point,
    /// The coordinate that it fixes, in whose direction the second module follows the first.
    pub(crate) axis: Axis,
    /// Whether the second one is dark.
    pub(crate) to_dark: bool,
}

/// All boundaries between neighbours whose colours are known: 1 dark, -1 light, 0 unknown. Outside the symbol is light.
pub(crate) fn boundaries(known: &[f32], side: usize) -> Vec<Boundary> {
    let colour = |x: usize, y: usize| known.get(y * side + x).copied().unwrap_or(0.0);
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
            let pair = |colour: &dyn Fn(usize) -> f32| {
                let first = at.checked_sub(1).map_or(-1.0, colour);
                (first, if at < side { colour(at) } else { -1.0 })
            };
            let (first, second) = pair(&|at| colour(at, along));
            add(first, second, edge, middle, Axis::Across);
            let (first, second) = pair(&|at| colour(along, at));
            add(first, second, middle, edge, Axis::Down);
        }
    }
    boundaries
}

/// Looks for boundaries near where a mesh has them. Weak ones, a third of what most are, are left out.
pub(crate) fn sight(image: &LumaImage<'_>, mesh: &Mesh, boundaries: &[Boundary]) -> Vec<Correspondence> {
    let mut seen: Vec<(Correspondence, f32)> = boundaries.iter().filter_map(|one| look(image, mesh, one)).collect();
    let mut strengths: Vec<f32> = seen.iter().map(|(_, strength)| *strength).collect();
    strengths.sort_by(f32::total_cmp);
    let usual = strengths.get(strengths.len() * 2 / 3).copied().unwrap_or(0.0);
    seen.retain(|(_, strength)| *strength > usual / 3.0);
    seen.into_iter().map(|(sighting, _)| sighting).collect()
}

/// How far, in modules, a boundary is looked for on each side.
const REACH: f64 = 0.8;

/// Steps across that way.
const STEPS: usize = 8;

/// A boundary near where it should be, and the difference in grey that it makes.
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
        image.at(place + beside * 0.2) + image.at(place - beside * 0.2)
    };
    // The centre of all change in the right direction: change back belongs to the next boundary.
    let (mut sum, mut moment, mut last) = (0.0_f32, 0.0_f32, grey(0));
    for at in 1..=STEPS {
        let next = grey(at);
        let change = ((next - last) * sign).max(0.0);
        sum += change;
        moment += change * (at as f32 - 0.5);
        last = next;
    }
    if sum < 4.0 {
        return None;
    }
    let shift = f64::from(moment / sum) * step - REACH;
    let image = patch.middle + along * shift;
    Some((Correspondence { image, grid: boundary.grid, fixes: boundary.axis, weight: 1.0 }, sum))
}
