//! Grows a mesh from the finder patterns over the rest of a symbol.
//!
//! A mesh that is off by a whole module fits the boundaries as well as a correct one, and refining does not correct it.
//! This happens most often in the corner without a finder pattern. A mesh that grows a few modules at a time, each band
//! starting from the last one, is hardly ever that far off.

use crate::geometry::Point;
use crate::grid::{Bend, Field, MAX_DEGREE, Mesh, align, refine};
use crate::image::LumaImage;
use crate::symbol::{FINDER_CENTER, FINDER_SIDE, Layout, alignment_centers};

/// The parts of a symbol from which a mesh is grown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// All three finder patterns.
    Finders,
    /// The sides between the finder patterns, which their timing patterns determine.
    Sides,
}

impl Origin {
    /// Alternates between both origins from frame to frame: what misleads one of them hardly misleads the other.
    pub(super) fn of(frame: u64) -> Self {
        if frame.is_multiple_of(2) { Origin::Sides } else { Origin::Finders }
    }
}

/// The bands: the distance in modules from the origin at which each ends, and the degree of the bend that the modules
/// up to there determine. Bands become wider because more modules determine the bend better. The last band reaches over
/// any symbol.
const BANDS: [(f64, usize); 7] = [(3.0, 2), (7.0, 3), (13.0, 3), (22.0, 4), (35.0, 4), (60.0, 4), (200.0, MAX_DEGREE)];

/// The number of rounds for each band. The second round starts from the result of the first.
const ROUNDS: usize = 2;

/// The number of places across and down at which each module is sampled. A third place would take twice the time.
const TAPS: usize = 2;

/// The maximum number of modules by which a mesh may be off at an alignment pattern. No band deviates more.
const REACH: f64 = 1.5;

/// The maximum number of modules by which a boundary may be off. From half a module on it is a boundary of the next
/// module.
const OUTLIER: f64 = 0.5;

/// Returns the mesh grown from parts of another.
pub(super) fn grow(image: &LumaImage<'_>, mesh: &Mesh, layout: &Layout, origin: Origin) -> Option<Mesh> {
    let known = layout.known();
    let (near, far, half) = (FINDER_CENTER, layout.side as f64 - FINDER_CENTER, FINDER_SIDE / 2.0);
    let depth = |at: Point| {
        if origin == Origin::Sides {
            return (at.x.min(at.y) - FINDER_SIDE).max(0.0);
        }
        let from = |x: f64, y: f64| (at.x - x).abs().max((at.y - y).abs()) - half;
        from(near, near).min(from(far, near)).min(from(near, far)).max(0.0)
    };
    let center = |(x, y): (usize, usize)| Point { x: x as f64 + 0.5, y: y as f64 + 0.5 };
    let patterns: Vec<Point> = alignment_centers(layout.version).into_iter().map(center).collect();
    let mut grown = mesh.clone();
    let (mut seen, mut from) = (Vec::new(), 0.0);
    for (to, degree) in BANDS {
        if from > far {
            break;
        }
        let is_next = |at: Point| (from..to).contains(&depth(at));
        let before = seen.len();
        for _ in 0..ROUNDS {
            seen.truncate(before);
            let patterns = patterns.iter().filter(|at| is_next(**at));
            seen.extend(patterns.filter_map(|at| align::one(image, &grown, *at, REACH)));
            let grey = Field::sample(image, &grown, TAPS);
            let bend = Bend { degree, outlier: OUTLIER };
            grown = refine::refine_part(image, &grown, &grey, &known, bend, is_next, &mut seen)?;
        }
        from = to;
    }
    Some(grown)
}
