//! Determines the version and a first mesh of a symbol from three finder patterns.

use super::edges::{Boundary, boundaries, locate_boundaries};
use super::extent::{Extent, Extents};
use super::finders::finder_fit;
use super::mesh::Mesh;
use super::timing::timing;
use crate::budget::{Share, cost};
use crate::find::Triple;
use crate::geometry::{Axis, Correspondence, Point};
use crate::image::LumaImage;
use crate::symbol::{FINDER_CENTER, FINDER_SIDE, Layout, version_places, version_word};
use core::ops::RangeInclusive;

/// A symbol located by its finder patterns.
pub(crate) struct Located {
    pub(crate) mesh: Mesh,
    pub(crate) layout: Layout,
    /// The edges of the finder patterns.
    pub(crate) seen: Vec<Correspondence>,
    /// The fit of the timing patterns: 1 is perfect, 0 is chance.
    pub(crate) timing: f64,
    /// The width of a module in pixels.
    pub(crate) module: f64,
}

/// The minimum fit of timing patterns. Below it, the patterns are not the corners of one symbol.
const LEAST_TIMING: f64 = 0.3;

/// The minimum fit of the finder patterns' modules to the first mesh.
const LEAST_FINDER_FIT: f32 = 0.3;

/// The fit that timing patterns hardly ever have by chance.
const CLEAR_TIMING: f64 = 0.6;

/// The maximum ratio of both measured sides in modules. In patterns of this image the measured versions differ by up to
/// three in ten. The ratio is larger if one pattern was recalled from earlier frames, because its edges may not be
/// visible in this image.
const MOST_UNLIKE: f64 = 1.43;
const MOST_UNLIKE_OF_STEADY: f64 = 2.0;

/// The number of versions on either side of the measured one that are tried. It grows with the version, because an
/// error in the module width counts for each module. Four are enough, because version information decides.
const LEAST_SPREAD: f64 = 1.0;
const SPREAD_PER_VERSION: f64 = 0.12;
const MOST_SPREAD: f64 = 4.0;

/// The range of the measured version: 1 to 40, with an error of about 10 %.
const MEASURED_VERSIONS: core::ops::Range<f64> = 0.2..44.0;

/// The fit of version information that is not chance: at most one of 18 modules is wrong. It then weighs as much as a
/// perfect timing pattern.
const CLEAR_INFORMATION: f64 = 0.8;
const INFORMATION_WEIGHT: f64 = 1.0;

/// The divisor of the minimum number of visible finder pattern edges: one third must be visible.
const SEEN_OF: usize = 3;

/// The number of rounds in which the mesh is fitted to the edges of finder patterns. The first round finds most edges,
/// the second all of them.
const ROUNDS: usize = 2;

/// Determines the version and the mesh of a symbol from its corners.
pub(crate) fn locate(image: &LumaImage<'_>, triple: &Triple, share: Share<'_>) -> Option<Located> {
    let extents = Extents::measure(image, triple)?;
    let versions = versions(triple, &extents)?;
    // The modules of the finder patterns hardly depend on the version, and are cheaper to check than versions.
    let first = first_mesh(17 + 4 * versions.start().midpoint(*versions.end()), triple, &extents)?;
    if !triple.is_steady && finder_fit(image, &first) < LEAST_FINDER_FIT {
        return None;
    }
    share.spend(cost::LOCATE);
    let scored = versions.filter_map(|version| {
        let mesh = first_mesh(17 + 4 * version, triple, &extents)?;
        let information = version_fit(image, &mesh, version);
        let weight = if information > CLEAR_INFORMATION { INFORMATION_WEIGHT } else { 0.0 };
        Some((timing(image, &mesh) + weight, mesh))
    });
    let (_, mesh) = scored.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    let layout = Layout::of_side(mesh.side);
    share.spend(cost::FIT * layout.side * layout.side);
    let (fitted, seen) = fit_to_finders(image, mesh.clone(), &layout, triple.module())?;
    let (before, after) = (timing(image, &mesh), timing(image, &fitted));
    // If the finder patterns are not in one plane, a flat mesh fitted to them may be further off between them.
    let (mesh, timing) = if after >= LEAST_TIMING || before < CLEAR_TIMING { (fitted, after) } else { (mesh, before) };
    (timing >= LEAST_TIMING).then(|| {
        let corner = mesh.patch(Point { x: FINDER_CENTER, y: FINDER_CENTER });
        let module = (corner.across.length() * corner.down.length()).sqrt();
        Located { mesh, layout, seen, timing, module }
    })
}

/// Returns the versions that the distances between finder patterns allow. `None` if these are not a symbol's.
fn versions(triple: &Triple, extents: &Extents) -> Option<RangeInclusive<usize>> {
    // On a line seen in perspective, the mean scale is the geometric mean of the scales at both ends.
    let modules = |from: Point, to: Point, a: Extent, b: Extent| {
        from.distance(to) / (a.module() * b.module()).sqrt() + FINDER_SIDE
    };
    let corner = triple.top_left.center;
    let across = modules(corner, triple.top_right.center, extents.corner_across, extents.right_across);
    let down = modules(corner, triple.bottom_left.center, extents.corner_down, extents.below_down);
    let most_unlike = if triple.is_steady { MOST_UNLIKE_OF_STEADY } else { MOST_UNLIKE };
    if !(1.0 / most_unlike..most_unlike).contains(&(across / down)) {
        return None;
    }
    let version = |side: f64| (side - 17.0) / 4.0;
    let middle = version((across + down) / 2.0);
    let spread = (LEAST_SPREAD + middle * SPREAD_PER_VERSION).min(MOST_SPREAD);
    // If one side may be far off, the versions of both sides are tried.
    let (fewest, most) = if triple.is_steady {
        (version(across.min(down)).min(middle - spread), version(across.max(down)).max(middle + spread))
    } else {
        (middle - spread, middle + spread)
    };
    let whole = |version: f64| version.clamp(1.0, 40.0) as usize;
    MEASURED_VERSIONS.contains(&middle).then(|| whole(fewest.ceil())..=whole(most.floor()))
}

/// Returns the flat mesh through the centers and outer edges of three finder patterns.
fn first_mesh(side: usize, triple: &Triple, extents: &Extents) -> Option<Mesh> {
    let (near, far, half) = (FINDER_CENTER, side as f64 - FINDER_CENTER, FINDER_SIDE / 2.0);
    let [corner, right, below] = [triple.top_left, triple.top_right, triple.bottom_left].map(|finder| finder.center);
    let Extents { corner_across, right_across, corner_down, below_down } = *extents;
    let along = |to: Point, at: Point, by: f64| at + (to - corner) * (by / to.distance(corner).max(1e-6));
    let seen =
        |x: f64, y: f64, image: Point| Correspondence { image, grid: Point { x, y }, fixes: Axis::Both, weight: 1.0 };
    let seen = [
        seen(near, near, corner),
        seen(far, near, right),
        seen(near, far, below),
        seen(near - half, near, along(right, corner, -corner_across.behind)),
        seen(near + half, near, along(right, corner, corner_across.ahead)),
        seen(far - half, near, along(right, right, -right_across.behind)),
        seen(far + half, near, along(right, right, right_across.ahead)),
        seen(near, near - half, along(below, corner, -corner_down.behind)),
        seen(near, near + half, along(below, corner, corner_down.ahead)),
        seen(near, far - half, along(below, below, -below_down.behind)),
        seen(near, far + half, along(below, below, below_down.ahead)),
    ];
    Mesh::fit(side, &seen, triple.module())
}

/// Fits the mesh to all edges of the finder patterns.
fn fit_to_finders(
    image: &LumaImage<'_>,
    mut mesh: Mesh,
    layout: &Layout,
    module: f64,
) -> Option<(Mesh, Vec<Correspondence>)> {
    let side = layout.side;
    let mut known = layout.known();
    known.iter_mut().enumerate().for_each(|(place, value)| {
        if !layout.is_finder(place % side, place / side) {
            *value = 0.0;
        }
    });
    let finders = boundaries(&known, side);
    // Each pattern is searched separately: in uneven light the edges of one may be a third as strong as those of
    // another.
    let middle = side as f64 / 2.0;
    let corners = [(false, false), (true, false), (false, true)].map(|corner| {
        let is_there = |one: &&Boundary| (one.grid.x > middle, one.grid.y > middle) == corner;
        finders.iter().filter(is_there).copied().collect::<Vec<Boundary>>()
    });
    let mut seen = Vec::new();
    for _ in 0..ROUNDS {
        seen = corners.iter().flat_map(|corner| locate_boundaries(image, &mesh, corner)).collect();
        if seen.len() < finders.len() / SEEN_OF {
            return None;
        }
        mesh = Mesh::fit(side, &seen, module)?;
    }
    Some((mesh, seen))
}

/// Returns how well the version information beside both outer finder patterns fits a version: 1 is perfect, 0 is
/// chance. It is 0 for versions that have no version information.
fn version_fit(image: &LumaImage<'_>, mesh: &Mesh, version: usize) -> f64 {
    let word = version_word(version as u32);
    let fit = |places: &[(usize, usize)]| {
        let greys: Vec<f32> =
            places.iter().map(|(x, y)| image.at(mesh.map(Point { x: *x as f64 + 0.5, y: *y as f64 + 0.5 }))).collect();
        let (low, high) =
            greys.iter().fold((f32::MAX, f32::MIN), |(low, high), grey| (low.min(*grey), high.max(*grey)));
        let agreeing =
            greys.iter().enumerate().filter(|(at, grey)| (**grey < (low + high) / 2.0) == (word >> (17 - at) & 1 == 1));
        // Nine of 18 modules agree by chance.
        agreeing.count() as f64 / 9.0 - 1.0
    };
    let [upper, lower] = version_places(version);
    fit(&upper).max(fit(&lower)).max(0.0)
}
