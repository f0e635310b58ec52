//! Reads symbols of which a finder pattern is damaged: crossed by a line, rubbed off, or under glare.
//!
//! A pass finds three whole finder patterns or nothing. Here the place of a damaged one is concluded, either from two
//! whole patterns, which leave six places for the third, or from a region with the texture of a symbol, in whose
//! corners the patterns are compared as wholes. Timing and alignment patterns and error correction then decide, as
//! always.

use super::searcher::{Deferred, Search};
use super::views::{View, Views};
use crate::attempt::{self, Unread};
use crate::budget::{Share, cost};
use crate::find::{Finder, Triple};
use crate::geometry::{Axis, Correspondence, Point, greatest_first, least_first, overlap};
use crate::grid::{Mesh, align};
use crate::image::LumaImage;

/// The maximum number of clearly visible patterns, each outside of what was read, that are combined in pairs.
const MOST_FINDERS: usize = 8;

/// The range of the ratio of the module widths of two patterns of one symbol that is seen almost from the front.
const WIDTHS: core::ops::Range<f64> = 0.7..1.43;

/// The range of distances in modules between two patterns, from a side of version 1 to a diagonal of version 40.
const DISTANCES: core::ops::Range<f64> = 13.0..245.0;

/// The maximum distance in modules of a third pattern from where two others place it: a minimum, and an addition for
/// each module between them, because of tilt.
const LEAST_REACH: f64 = 2.0;
const REACH_PER_MODULE: f64 = 0.06;

/// The minimum fit of timing patterns around two whole patterns. Texture reaches it in one of 50 attempts.
const LEAST_TIMING: f64 = 0.45;

/// The number of attempts on one place, the likeliest, that are thorough.
const THOROUGH: usize = 2;

/// The lengths in pixels of the longer side of the reduced images in which regions are searched. Symbols that fill an
/// image show in the coarsest ones.
const SIDES: [usize; 4] = [320, 160, 100, 70];

/// The maximum number of regions in which patterns are compared.
const MOST_REGIONS: usize = 12;

/// The versions whose modules are tried on a region. The next ones differ by less than a tenth in their module width,
/// and the attempt decides between them.
const VERSIONS: [usize; 19] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 19, 22, 26, 30, 34, 39];

/// The maximum distance in modules of a pattern from where the outline of a region places it. Outlines are accurate to
/// about two modules.
const REACH_IN_REGION: f64 = 2.5;

/// The minimum width of modules in pixels.
const LEAST_MODULE: f64 = 1.8;

/// The minimum sum of the correlations of the three best corners of a region. Two whole patterns reach it, or three of
/// which two are crossed by a line.
const LEAST_CORRELATION: f32 = 1.5;

/// The number of versions, those that fit best, that are attempted on a region.
const ATTEMPTED_VERSIONS: usize = 2;

/// The correlation above which a corner certainly has a finder pattern.
const WHOLE: f32 = 0.9;

/// What was found in a corner of a region.
#[derive(Debug, Clone, Copy)]
struct Corner {
    /// The center of a finder pattern: where it was found or, if it was not, where the others place it.
    center: Point,
    /// The correlation with a finder pattern, 0 if there is none.
    correlation: f32,
}

impl Search<'_, '_> {
    /// Reads symbols with damaged finder patterns.
    pub(super) fn look_for_damaged(&mut self, share: Share<'_>) {
        self.complete_pairs(share);
        self.compare_corners(share);
    }

    /// Attempts the symbols that two clearly visible patterns may belong to.
    fn complete_pairs(&mut self, share: Share<'_>) {
        let mut left: Vec<Finder> =
            self.finders.iter().filter(|one| one.is_clear() && !self.is_inside(one.center)).copied().collect();
        left.sort_by_cached_key(|finder| greatest_first(finder.seen));
        left.truncate(MOST_FINDERS);
        for (at, a) in left.iter().enumerate() {
            for b in left.iter().skip(at + 1) {
                let distance = a.center.distance(b.center) * 2.0 / (a.module + b.module);
                if share.is_over() || !WIDTHS.contains(&(a.module / b.module)) || !DISTANCES.contains(&distance) {
                    continue;
                }
                let image = self.views.image();
                let inside =
                    |at: Point| at.x > 0.0 && at.y > 0.0 && at.x < image.width() as f64 && at.y < image.height() as f64;
                let places = third_places(a, b).filter(|triple| triple.finders().iter().all(|one| inside(one.center)));
                let triples = places.map(|triple| nearest_third(&image, &triple, share).unwrap_or(triple));
                self.attempt_damaged(&triples.collect::<Vec<Triple>>(), share);
            }
        }
    }

    /// Compares the corners of regions with finder patterns.
    fn compare_corners(&mut self, share: Share<'_>) {
        let image = self.views.image();
        let mut seen: Vec<[Point; 4]> = Vec::new();
        for side in SIDES {
            for region in self.regions.of(&image, side) {
                let corners = region.corners;
                let is_known = |others: &[Point; 4]| overlap(others, &corners);
                let is_read = self.found.iter().any(|symbol| is_known(&symbol.corners));
                if is_read || seen.iter().any(is_known) || seen.len() >= MOST_REGIONS || share.is_over() {
                    continue;
                }
                seen.push(corners);
                let triples = triples_in(&image, &corners, share);
                self.attempt_damaged(&triples, share);
            }
        }
    }

    /// Attempts triples of which at most one is a symbol's: all of them quickly, and then those that look most like a
    /// symbol thoroughly.
    fn attempt_damaged(&mut self, triples: &[Triple], share: Share<'_>) {
        let mut seen: Vec<(f64, &Triple)> = Vec::new();
        for triple in triples {
            if share.is_over() || self.is_read(triple) {
                return;
            }
            let view = Views::best_for(View::Scale(0), triple);
            match self.attempt(triple, view, |image, triple| attempt::quickly(image, triple, LEAST_TIMING, share)) {
                Ok(symbol) => return self.keep(symbol),
                Err(Unread::Seen(evidence)) if evidence.may_be_symbol() => {
                    seen.push((attempt::likeness(evidence.timing, evidence.mesh.side), triple));
                }
                Err(_) => {}
            }
        }
        seen.sort_by_cached_key(|(likeness, _)| greatest_first(*likeness));
        for (_, triple) in seen.into_iter().take(THOROUGH) {
            if share.is_over() {
                return;
            }
            let view = Views::best_for(View::Scale(0), triple);
            match self.attempt(triple, view, |image, triple| attempt::thoroughly(image, triple, share)) {
                Ok(symbol) => return self.keep(symbol),
                Err(Unread::Seen(evidence)) => {
                    let scale = self.views.get(view).map_or(1.0, |(_, scale)| scale);
                    self.damaged.push(Deferred { triple: *triple, view, scale, evidence });
                }
                Err(_) => {}
            }
        }
    }
}

/// Returns the triples that two patterns form with a third one that is hidden.
fn third_places(a: &Finder, b: &Finder) -> impl Iterator<Item = Triple> {
    let (a, b) = (*a, *b);
    let side = b.center - a.center;
    // Turned by a quarter, clockwise in the image.
    let turned = Point { x: -side.y, y: side.x };
    let half = (side + turned) * 0.5;
    let finder = |center: Point| Finder { center, module: f64::midpoint(a.module, b.module), fit: 0, ..a };
    [
        // Both patterns are on one side of the symbol, and the third one is on either side of them.
        [a, b, finder(a.center + turned)],
        [b, finder(b.center + turned), a],
        [b, a, finder(b.center - turned)],
        [a, finder(a.center - turned), b],
        // Both patterns are at the ends of the diagonal.
        [finder(a.center + half), a, b],
        [finder(b.center - half), b, a],
    ]
    .map(Triple::assumed)
    .into_iter()
}

/// Returns a triple with its hidden pattern moved to where the image looks most like one, however little is left of it.
/// `None` if the triple does not span a plane.
fn nearest_third(image: &LumaImage<'_>, triple: &Triple, share: Share<'_>) -> Option<Triple> {
    let module = triple.module();
    let corners = triple.corners();
    let side = (corners[0].distance(corners[1]) / module).round().max(21.0);
    let mesh = parallelogram(&corners, side, module)?;
    let reach = LEAST_REACH + REACH_PER_MODULE * side;
    let (near, far) = (CENTER, side - CENTER);
    let grids = [(near, near), (far, near), (near, far)].map(|(x, y)| Point { x, y });
    let mut finders = triple.finders();
    for (finder, grid) in finders.iter_mut().zip(grids).filter(|(finder, _)| !finder.is_clear()) {
        share.spend(2 * cost::COMPARE);
        if let Some((center, _)) = align::finder(image, &mesh, grid, reach) {
            finder.center = center;
        }
    }
    Some(Triple::assumed(finders))
}

/// The number of modules from the edge of a symbol to the center of a finder pattern.
const CENTER: f64 = 3.5;

/// Returns the mesh whose grid of `side` modules has these corners.
fn parallelogram(corners: &[Point; 4], side: f64, module: f64) -> Option<Mesh> {
    let grid = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
    let seen: Vec<Correspondence> = corners
        .iter()
        .zip(grid)
        .map(|(image, (x, y))| Correspondence { image: *image, grid: Point { x, y }, fixes: Axis::Both, weight: 1.0 })
        .collect();
    Mesh::fit(side as usize, &seen, module)
}

/// Returns the triples that the corners of a region suggest, the likeliest first.
fn triples_in(image: &LumaImage<'_>, corners: &[Point; 4], share: Share<'_>) -> Vec<Triple> {
    let longer = corners[0].distance(corners[1]).max(corners[1].distance(corners[2]));
    let mut fitting: Vec<(f32, f64, [Corner; 4])> = Vec::new();
    for version in VERSIONS {
        let side = (17 + 4 * version) as f64;
        let module = longer / side;
        if module < LEAST_MODULE || share.is_over() {
            break;
        }
        let Some(mesh) = parallelogram(corners, side, module) else { continue };
        let (near, far) = (CENTER, side - CENTER);
        let expected = [(near, near), (far, near), (far, far), (near, far)].map(|(x, y)| Point { x, y });
        let found = expected.map(|grid| {
            share.spend(cost::COMPARE);
            align::finder(image, &mesh, grid, REACH_IN_REGION)
        });
        // Outlines are shifted rather than turned.
        let pairs = expected.iter().zip(&found);
        let shifts: Vec<Point> = pairs.filter_map(|(grid, found)| Some((*found)?.0 - mesh.map(*grid))).collect();
        let shift = shifts.iter().fold(Point::ORIGIN, |sum, one| sum + *one) * (1.0 / shifts.len().max(1) as f64);
        let mut seen = found.map(|found| {
            let (center, correlation) = found.unwrap_or((Point::ORIGIN, 0.0));
            Corner { center, correlation }
        });
        for (corner, grid) in seen.iter_mut().zip(expected).filter(|(corner, _)| corner.correlation == 0.0) {
            corner.center = mesh.map(grid) + shift;
        }
        let mut correlations = seen.map(|corner| corner.correlation);
        correlations.sort_by_cached_key(|correlation| greatest_first(*correlation));
        let best: f32 = correlations.iter().take(3).sum();
        if best >= LEAST_CORRELATION {
            fitting.push((best, module, seen));
        }
    }
    fitting.sort_by_cached_key(|(correlations, ..)| greatest_first(*correlations));
    let best = fitting.into_iter().take(ATTEMPTED_VERSIONS);
    best.flat_map(|(_, module, seen)| orientations(&seen, module)).collect()
}

/// Returns the triples of a region's corners: without the corner that looks least like a pattern and, if the next one
/// does not look like a pattern either, without that one.
fn orientations(seen: &[Corner; 4], module: f64) -> Vec<Triple> {
    let mut order = [0, 1, 2, 3];
    let correlation = |at: usize| seen.get(at).map_or(0.0, |corner| corner.correlation);
    order.sort_by_cached_key(|at| least_first(correlation(*at)));
    let [least, next, ..] = order;
    let without = |missing: usize| {
        let finder = |at: usize| {
            let center = seen.get(at % 4).map_or(Point::ORIGIN, |corner| corner.center);
            Finder { center, module, tall: 0.0, fit: 0, seen: 1 }
        };
        Triple::assumed([finder(missing + 2), finder(missing + 3), finder(missing + 1)])
    };
    let mut triples = vec![without(least)];
    if correlation(next) < WHOLE {
        triples.push(without(next));
    }
    triples
}
