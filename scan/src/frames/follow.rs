//! Finds a symbol again near its place in the last frame.
//!
//! Noise, blur and faint print hide finder patterns from a search in black and white. A pattern whose size and rotation
//! are known is found in grey values by its correlation with the image.

use crate::geometry::{Axis, Correspondence, LeastSquares, Point};
use crate::grid::{Bend, MAX_DEGREE, Mesh, align};
use crate::image::LumaImage;
use crate::symbol::Layout;

/// The maximum number of modules by which a symbol may have moved from one frame to the next: less than a finder
/// pattern, which is seven modules wide.
const REACH: f64 = 6.0;

/// The maximum number of modules by which alignment patterns may be off after the mesh was moved by the finder
/// patterns.
const REACH_ONCE_MOVED: f64 = 1.5;

/// The minimum number of finder patterns that must be found: two determine position, size and rotation.
const LEAST_FINDERS: usize = 2;

/// The weight that pulls rotation and shear towards 0, relative to a weight of one for each pattern. Two patterns do
/// not determine both, so the smallest values that fit are used.
const DAMPING: f64 = 0.01;

/// The number of points along a side at which a mesh is sampled: two more than the degree of its bend needs.
const STATIONS: usize = 7;

/// The bend of a moved mesh. It has no outliers, because all its points come from the mesh before or from patterns that
/// were found.
const BEND: Bend = Bend { degree: MAX_DEGREE, outlier: f64::INFINITY };

/// Returns the mesh of a symbol that an earlier frame had at `mesh`.
pub(super) fn follow(image: &LumaImage<'_>, mesh: &Mesh, layout: &Layout) -> Option<Mesh> {
    let corners = align::corners(image, mesh, REACH);
    if corners.len() < LEAST_FINDERS {
        return None;
    }
    let moved = moved(mesh, &corners)?;
    let mut seen = align::all(image, &moved, layout.version, REACH_ONCE_MOVED);
    seen.extend(corners);
    moved_to(&moved, &seen, |at| moved.map(at))
}

/// Returns the mesh in an image of another scale.
pub(super) fn scaled(mesh: &Mesh, scale: f64) -> Option<Mesh> {
    moved_to(mesh, &[], |at| mesh.map(at) * scale)
}

/// Returns a mesh shifted, rotated, stretched and sheared so that it fits the correspondences.
fn moved(mesh: &Mesh, seen: &[Correspondence]) -> Option<Mesh> {
    let mut squares = [LeastSquares::new(3), LeastSquares::new(3)];
    for one in seen {
        let shift = one.image - mesh.map(one.grid);
        let middle = mesh.side as f64 / 2.0;
        let features = [1.0, one.grid.x / middle - 1.0, one.grid.y / middle - 1.0];
        for (squares, shift) in squares.iter_mut().zip([shift.x, shift.y]) {
            squares.add(&features, shift, 1.0);
        }
    }
    let [x, y] = squares.map(|mut squares| {
        [1, 2].into_iter().for_each(|unknown| squares.damp(unknown, DAMPING));
        squares.solve()
    });
    let (x, y) = (x?, y?);
    let middle = mesh.side as f64 / 2.0;
    let shift = |factors: &[f64], at: Point| match *factors {
        [shift, across, down] => shift + across * (at.x / middle - 1.0) + down * (at.y / middle - 1.0),
        _ => 0.0,
    };
    moved_to(mesh, &[], |at| mesh.map(at) + Point { x: shift(&x, at), y: shift(&y, at) })
}

/// Returns a mesh fitted again to the new places of its points, and to the correspondences.
fn moved_to(mesh: &Mesh, seen: &[Correspondence], place: impl Fn(Point) -> Point) -> Option<Mesh> {
    let side = mesh.side as f64;
    let step = side / (STATIONS - 1) as f64;
    let stations = (0..STATIONS * STATIONS).map(|at| {
        let grid = Point { x: (at % STATIONS) as f64 * step, y: (at / STATIONS) as f64 * step };
        Correspondence { image: place(grid), grid, fixes: Axis::Both, weight: 1.0 }
    });
    let all: Vec<Correspondence> = stations.chain(seen.iter().copied()).collect();
    let module = place(Point { x: 0.0, y: 0.0 }).distance(place(Point { x: side, y: side })) / side;
    Mesh::fit(mesh.side, &all, module)?.bent(&all, BEND)
}
