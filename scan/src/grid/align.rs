//! Finds finder and alignment patterns by correlation, near where a mesh predicts them.

use super::mesh::Mesh;
use crate::geometry::{Axis, Correspondence, Point};
use crate::image::LumaImage;
use crate::symbol::{FINDER_CENTER, alignment_centers};

/// The modules of an alignment pattern, 1 for dark.
const PATTERN: [[f32; 5]; 5] = [
    [1.0, 1.0, 1.0, 1.0, 1.0],
    [1.0, 0.0, 0.0, 0.0, 1.0],
    [1.0, 0.0, 1.0, 0.0, 1.0],
    [1.0, 0.0, 0.0, 0.0, 1.0],
    [1.0, 1.0, 1.0, 1.0, 1.0],
];

/// The modules of a finder pattern, 1 for dark.
const FINDER: [[f32; 7]; 7] = [
    [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
    [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
    [1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0],
    [1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0],
    [1.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0],
    [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
    [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
];

/// The minimum correlation with a pattern. Random data of 25 modules exceeds it at one of 300 places.
const LEAST_CORRELATION: f32 = 0.55;

/// The weight of a pattern relative to boundaries: it has a dozen boundaries on each axis.
const WEIGHT: f64 = 12.0;

/// The additional correlation that a place needs for each module of distance. Noise makes differences of this size.
const CORRELATION_PER_MODULE: f64 = 0.05;

/// The variance of grey values below which a pattern cannot be detected: a deviation of two grey values is noise.
const LEAST_VARIANCE: f32 = 4.0;

/// The curvature of the correlation, in its own units, above which a place is not a peak.
const FLATTEST_PEAK: f32 = -1e-3;

/// Finds the alignment pattern at the bottom right, within `reach` modules of where the mesh predicts it.
pub(crate) fn bottom_right(image: &LumaImage<'_>, mesh: &Mesh, version: usize, reach: f64) -> Option<Correspondence> {
    let (x, y) = alignment_centers(version).pop()?;
    let grid = Point { x: x as f64 + 0.5, y: y as f64 + 0.5 };
    find(image, mesh, &PATTERN, grid, Point::ORIGIN, reach)
}

/// Finds the finder patterns, each within `reach` modules of where the mesh predicts it.
pub(crate) fn corners(image: &LumaImage<'_>, mesh: &Mesh, reach: f64) -> Vec<Correspondence> {
    finder_centers(mesh).into_iter().filter_map(|grid| find(image, mesh, &FINDER, grid, Point::ORIGIN, reach)).collect()
}

/// Returns the centers of the finder patterns on the grid.
fn finder_centers(mesh: &Mesh) -> [Point; 3] {
    let (near, far) = (FINDER_CENTER, mesh.side as f64 - FINDER_CENTER);
    [(near, near), (far, near), (near, far)].map(|(x, y)| Point { x, y })
}

/// Finds a finder pattern around a grid point, within `reach` modules of where the mesh predicts it. Returns its center
/// in the image and the correlation with the pattern, which is 1 for a perfect one. A line across a pattern, or a part
/// that is rubbed off, reduces the correlation a little.
pub(crate) fn finder(image: &LumaImage<'_>, mesh: &Mesh, grid: Point, reach: f64) -> Option<(Point, f32)> {
    find_best(image, mesh, &FINDER, grid, Point::ORIGIN, reach).map(|(found, correlation)| (found.image, correlation))
}

/// Finds the alignment pattern around a grid point, within `reach` modules of where the mesh predicts it.
pub(crate) fn one(image: &LumaImage<'_>, mesh: &Mesh, grid: Point, reach: f64) -> Option<Correspondence> {
    find(image, mesh, &PATTERN, grid, Point::ORIGIN, reach)
}

/// Finds all visible alignment patterns, within `reach` modules of where their neighbors predict them. Those nearest to
/// known places are searched first.
pub(crate) fn all(image: &LumaImage<'_>, mesh: &Mesh, version: usize, reach: f64) -> Vec<Correspondence> {
    // The known places, with the offset of the mesh at each.
    let mut known: Vec<(Point, Point)> = finder_centers(mesh).map(|center| (center, Point::ORIGIN)).to_vec();
    let middle = |(x, y): (usize, usize)| Point { x: x as f64 + 0.5, y: y as f64 + 0.5 };
    let mut left: Vec<Point> = alignment_centers(version).into_iter().map(middle).collect();
    let mut found = Vec::new();
    let nearest = |known: &[(Point, Point)], at: &Point| {
        known.iter().map(|(place, _)| place.distance(*at)).fold(f64::MAX, f64::min)
    };
    while let Some(next) = (0..left.len()).min_by(|a, b| {
        let [a, b] = [a, b].map(|at| left.get(*at).map_or(f64::MAX, |place| nearest(&known, place)));
        a.total_cmp(&b)
    }) {
        let grid = left.swap_remove(next);
        let (mut sum, mut weights) = (Point::ORIGIN, 0.0);
        for (place, offset) in &known {
            let distance = place.distance(grid).max(1.0);
            // The nearest places dominate.
            let weight = 1.0 / (distance * distance * distance);
            (sum, weights) = (sum + *offset * weight, weights + weight);
        }
        if let Some(found_pattern) = find(image, mesh, &PATTERN, grid, sum * (1.0 / weights), reach) {
            known.push((grid, mesh.offset(grid, found_pattern.image)));
            found.push(found_pattern);
        }
    }
    found
}

/// Finds one pattern around a grid point, shifted by an offset.
fn find<const CELLS: usize>(
    image: &LumaImage<'_>,
    mesh: &Mesh,
    pattern: &[[f32; CELLS]; CELLS],
    grid: Point,
    offset: Point,
    reach: f64,
) -> Option<Correspondence> {
    find_best(image, mesh, pattern, grid, offset, reach).map(|(found, _)| found)
}

/// Finds one pattern, and returns its correlation as well.
fn find_best<const CELLS: usize>(
    image: &LumaImage<'_>,
    mesh: &Mesh,
    pattern: &[[f32; CELLS]; CELLS],
    grid: Point,
    offset: Point,
    reach: f64,
) -> Option<(Correspondence, f32)> {
    let patch = mesh.patch(grid + offset);
    // Samples are half a module apart, over the pattern and the reach around it.
    let half = (((CELLS / 2) as f64 + reach) * 2.0).ceil() as usize;
    let across = 2 * half + 1;
    let place = |x: f64, y: f64| patch.middle + patch.across * x + patch.down * y;
    let steps = |at: usize| (at as f64 - half as f64) / 2.0;
    let greys: Vec<f32> =
        (0..across * across).map(|at| image.at(place(steps(at % across), steps(at / across)))).collect();
    let places = across.checked_sub(2 * (CELLS - 1))?;
    let score = |x: usize, y: usize| {
        let cells = pattern.iter().enumerate().flat_map(|(row, cells)| {
            let line = greys.get((y + 2 * row) * across + x..).unwrap_or_default();
            line.iter().step_by(2).zip(cells)
        });
        correlation(cells)
    };
    let scores: Vec<f32> = (0..places * places).map(|at| score(at % places, at / places)).collect();
    // Of places that fit equally well, the nearer one is taken.
    let middle = (places - 1) as f64 / 2.0;
    let offset = |at: usize| Point { x: (at % places) as f64, y: (at / places) as f64 };
    let distance = |at: usize| offset(at).distance(Point { x: middle, y: middle }) / 2.0;
    let (best, correlation) = scores.iter().enumerate().max_by(|(a, one), (b, other)| {
        (f64::from(**one) - CORRELATION_PER_MODULE * distance(*a))
            .total_cmp(&(f64::from(**other) - CORRELATION_PER_MODULE * distance(*b)))
    })?;
    if *correlation < LEAST_CORRELATION {
        return None;
    }
    // The maximum of a parabola through the scores of the neighbors.
    let at = |x: usize, y: usize| (x < places && y < places).then(|| scores.get(y * places + x).copied()).flatten();
    let (x, y) = (best % places, best / places);
    let top = |before: Option<f32>, after: Option<f32>| {
        let (Some(before), Some(after)) = (before, after) else { return 0.0 };
        let bend = before + after - 2.0 * correlation;
        if bend < FLATTEST_PEAK { f64::from(((before - after) / (2.0 * bend)).clamp(-0.5, 0.5)) } else { 0.0 }
    };
    let dx = top(x.checked_sub(1).and_then(|x| at(x, y)), at(x + 1, y));
    let dy = top(y.checked_sub(1).and_then(|y| at(x, y)), at(x, y + 1));
    let image = place((x as f64 + dx - middle) / 2.0, (y as f64 + dy - middle) / 2.0);
    Some((Correspondence { image, grid, fixes: Axis::Both, weight: WEIGHT }, *correlation))
}

/// Returns the correlation of grey values with modules. It is 1 if all dark modules have one grey value and all light
/// ones another, lighter one.
fn correlation<'a>(cells: impl Iterator<Item = (&'a f32, &'a f32)>) -> f32 {
    let (mut count, mut grey, mut square, mut dark, mut both) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (value, cell) in cells {
        count += 1.0;
        grey += value;
        square += value * value;
        dark += cell;
        both += value * cell;
    }
    let of_greys = square - grey * grey / count;
    let of_cells = dark - dark * dark / count;
    let deviation = (of_greys * of_cells).max(0.0).sqrt();
    if of_greys < count * LEAST_VARIANCE { 0.0 } else { (grey * dark / count - both) / deviation }
}
