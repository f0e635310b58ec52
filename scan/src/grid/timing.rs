//! Timing patterns: their fit to a mesh, and their boundaries.

use super::edges::{Boundary, locate_boundaries};
use super::mesh::Mesh;
use crate::geometry::{Axis, Correspondence, Point};
use crate::image::LumaImage;

/// The center of the row and of the column of modules that timing patterns occupy.
const LINE: f64 = 6.5;

/// The number of modules at either end of that line that belong to a finder pattern and its separator.
const END: usize = 7;

/// The offsets in modules from its line at which a timing pattern is searched. A flat mesh over a bent label is off by
/// about half a module.
const OFF_LINE: [f64; 3] = [0.0, -0.5, 0.5];

/// The share of one boundary's drift that corrects the next. A half follows a bend and averages noise.
const FOLLOWED: f64 = 0.5;

/// Returns how well both timing patterns alternate: 1 is perfect, 0 is chance.
pub(super) fn timing(image: &LumaImage<'_>, mesh: &Mesh) -> f64 {
    let fit = |place: &dyn Fn(f64) -> Point| {
        let greys: Vec<f32> = (END..mesh.side - END).map(|at| image.at(mesh.map(place(at as f64 + 0.5)))).collect();
        // Starts with one grey value of difference, to avoid a division by zero.
        let (mut agreeing, mut all) = (0.0, 1.0);
        for (at, three) in greys.windows(3).enumerate() {
            let [before, here, after] = *three else { continue };
            let peak = 2.0 * here - before - after;
            // The first module with two neighbors is module 8. It is dark, and so are the other even ones.
            agreeing += if at % 2 == 0 { -peak } else { peak };
            all += peak.abs();
        }
        f64::from(agreeing / all)
    };
    let best = |fit: &dyn Fn(f64) -> f64| OFF_LINE.into_iter().map(fit).fold(f64::MIN, f64::max);
    let across = best(&|off| fit(&|along| Point { x: along, y: LINE + off }));
    let down = best(&|off| fit(&|along| Point { x: LINE + off, y: along }));
    (across + down) / 2.0
}

/// Returns the boundaries of both timing patterns, followed from either end to the middle. Each boundary is searched at
/// the offset of the boundary before it.
pub(crate) fn timing_boundaries(image: &LumaImage<'_>, mesh: &Mesh) -> Vec<Correspondence> {
    let mut found = Vec::new();
    for axis in [Axis::Across, Axis::Down] {
        for is_forwards in [true, false] {
            let mut drift = 0.0;
            let (first, middle, last) = (END, mesh.side / 2, mesh.side - END);
            let places: Vec<usize> =
                if is_forwards { (first..=middle).collect() } else { (middle..=last).rev().collect() };
            for at in places {
                let place = |at: f64| match axis {
                    Axis::Down => Point { x: LINE, y: at },
                    _ => Point { x: at, y: LINE },
                };
                let boundary = Boundary { grid: place(at as f64 + drift), axis, to_dark: at % 2 == 0 };
                let Some(one) = locate_boundaries(image, mesh, &[boundary]).pop() else { continue };
                let grid = place(at as f64);
                let offset = mesh.offset(grid, one.image);
                let off = if axis == Axis::Across { offset.x } else { offset.y };
                drift += (off - drift) * FOLLOWED;
                found.push(Correspondence { grid, ..one });
            }
        }
    }
    found
}
