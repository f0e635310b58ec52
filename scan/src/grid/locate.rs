//! From three finder patterns to a first mesh: which version, and where its modules lie.

use super::edges::{Boundary, boundaries, sight};
use super::mesh::Mesh;
use crate::find::Triple;
use crate::geometry::{Axis, Correspondence, Point};
use crate::image::LumaImage;
use crate::options::Allowance;
use crate::symbol::{Layout, version_places, version_word};

/// A symbol located by its finder patterns.
pub(crate) struct Located {
    pub(crate) mesh: Mesh,
    pub(crate) layout: Layout,
    /// What was seen of the finder patterns.
    pub(crate) seen: Vec<Correspondence>,
    /// How well the timing patterns fit: 1 for all of them, 0 for chance.
    pub(crate) timing: f64,
    /// Width of a module in pixels.
    pub(crate) module: f64,
}

/// The least fit of timing patterns: below it these are not one symbol's corners.
const LEAST_TIMING: f64 = 0.3;

/// The fit that timing patterns hardly ever have by chance.
const CLEAR_TIMING: f64 = 0.6;

/// What it costs to try versions, and to fit a mesh for each of its modules, in samples that take as long.
const SAMPLES_TO_LOCATE: usize = 8_000;
const SAMPLES_TO_FIT: usize = 2;

/// A finder pattern measured along a line through its middle, in pixels: from the middle to its edges behind and ahead.
#[derive(Clone, Copy)]
struct Measured {
    behind: f64,
    ahead: f64,
}

impl Measured {
    fn module(self) -> f64 {
        (self.behind + self.ahead) / 7.0
    }
}

/// Finds version and mesh of a symbol from its corners.
pub(crate) fn locate(image: &LumaImage<'_>, triple: &Triple, allowance: &Allowance) -> Option<Located> {
    let [corner, right, below] = [triple.top_left, triple.top_right, triple.bottom_left].map(|finder| finder.centre);
    let module = (triple.top_left.module + triple.top_right.module + triple.bottom_left.module) / 3.0;
    let measure = |from: Point, towards: Point, to: Point, module: f64| {
        let direction = (to - from) * (1.0 / to.distance(from).max(1e-6));
        let there = |at: Point, sign: f64| edge(image, at, direction * sign, module);
        let measured = Measured { behind: there(towards, -1.0)?, ahead: there(towards, 1.0)? };
        (0.5..2.0).contains(&(measured.behind / measured.ahead)).then_some(measured)
    };
    let [corner_across, right_across, corner_down, below_down] = [
        measure(corner, corner, right, triple.top_left.module),
        measure(corner, right, right, triple.top_right.module),
        measure(corner, corner, below, triple.top_left.module),
        measure(corner, below, below, triple.bottom_left.module),
    ];
    // Of patterns seen time and again, an edge that is not to be seen here is where it is at the other end.
    let or = |measured: Option<Measured>, other: Option<Measured>, module: f64| {
        let guessed = other.unwrap_or(Measured { behind: 3.5 * module, ahead: 3.5 * module });
        measured.or(triple.is_steady.then_some(guessed))
    };
    let (corner_across, right_across) =
        (or(corner_across, right_across, module)?, or(right_across, corner_across, module)?);
    let (corner_down, below_down) = (or(corner_down, below_down, module)?, or(below_down, corner_down, module)?);
    // On a line seen in perspective the geometric mean of the scales at both ends is that between them.
    let length =
        |from: Point, to: Point, a: Measured, b: Measured| from.distance(to) / (a.module() * b.module()).sqrt() + 7.0;
    let across = length(corner, right, corner_across, right_across);
    let down = length(corner, below, corner_down, below_down);
    let most_unlike = if triple.is_steady { 2.0 } else { 1.43 };
    if !(1.0 / most_unlike..most_unlike).contains(&(across / down)) {
        return None;
    }
    let likely = |side: f64| (side - 17.0) / 4.0;
    let middle = likely((across + down) / 2.0);
    let spread = (1.0 + middle * 0.12).min(4.0);
    // Where one of both is far off, versions by either.
    let (fewest, most) = if triple.is_steady {
        (likely(across.min(down)).min(middle - spread), likely(across.max(down)).max(middle + spread))
    } else {
        (middle - spread, middle + spread)
    };
    if !(0.2..44.0).contains(&middle) {
        return None;
    }
    let versions = fewest.ceil().clamp(1.0, 40.0) as usize..=most.floor().clamp(1.0, 40.0) as usize;

    allowance.spend(SAMPLES_TO_LOCATE);
    let along = |from: Point, to: Point, at: Point, by: f64| at + (to - from) * (by / to.distance(from).max(1e-6));
    let first_mesh = |side: usize| {
        let far = side as f64 - 3.5;
        let both = |x: f64, y: f64, image: Point| Correspondence {
            image,
            grid: Point { x, y },
            fixes: Axis::Both,
            weight: 1.0,
        };
        let seen = [
            both(3.5, 3.5, corner),
            both(far, 3.5, right),
            both(3.5, far, below),
            both(0.0, 3.5, along(corner, right, corner, -corner_across.behind)),
            both(7.0, 3.5, along(corner, right, corner, corner_across.ahead)),
            both(far - 3.5, 3.5, along(corner, right, right, -right_across.behind)),
            both(far + 3.5, 3.5, along(corner, right, right, right_across.ahead)),
            both(3.5, 0.0, along(corner, below, corner, -corner_down.behind)),
            both(3.5, 7.0, along(corner, below, corner, corner_down.ahead)),
            both(3.5, far - 3.5, along(corner, below, below, -below_down.behind)),
            both(3.5, far + 3.5, along(corner, below, below, below_down.ahead)),
        ];
        Mesh::fit(side, &seen, module)
    };
    let scored = versions.filter_map(|version| {
        let mesh = first_mesh(17 + 4 * version)?;
        let information = if version < 7 { 0.0 } else { version_fit(image, &mesh, version) };
        let timing = timing(image, &mesh);
        // Where both agree there is no doubt; a version's own information cannot be had by chance.
        Some((timing + if information > 0.8 { 1.0 } else { 0.0 }, timing, mesh))
    });
    let (_, _, mesh) = scored.max_by(|(a, ..), (b, ..)| a.total_cmp(b))?;
    let layout = Layout::new((mesh.side - 17) / 4);
    allowance.spend(SAMPLES_TO_FIT * layout.side * layout.side);
    let (refined, seen) = refine(image, mesh.clone(), &layout, module)?;
    let (before, after) = (timing(image, &mesh), timing(image, &refined));
    // A flat mesh fitted to finder patterns that are not in one plane may lie worse between them.
    let (mesh, timing) = if after >= LEAST_TIMING || before < CLEAR_TIMING { (refined, after) } else { (mesh, before) };
    (timing >= LEAST_TIMING).then(|| {
        let middle = mesh.patch(Point { x: 3.5, y: 3.5 });
        let module = (middle.across.length() * middle.down.length()).sqrt();
        Located { mesh, layout, seen, timing, module }
    })
}

/// Fits the mesh to all edges of the finder patterns.
fn refine(image: &LumaImage<'_>, mut mesh: Mesh, layout: &Layout, module: f64) -> Option<(Mesh, Vec<Correspondence>)> {
    let side = layout.side;
    let mut known = layout.known();
    known.iter_mut().enumerate().for_each(|(place, value)| {
        if !layout.is_finder(place % side, place / side) {
            *value = 0.0;
        }
    });
    let finders = boundaries(&known, side);
    // Each pattern by itself: in steep light the edges of one are a third as strong as those of another.
    let middle = side as f64 / 2.0;
    let corners = [(false, false), (true, false), (false, true)].map(|corner| {
        let is_there = |one: &&Boundary| (one.grid.x > middle, one.grid.y > middle) == corner;
        finders.iter().filter(is_there).copied().collect::<Vec<Boundary>>()
    });
    let mut seen = Vec::new();
    for _ in 0..2 {
        seen = corners.iter().flat_map(|corner| sight(image, &mesh, corner)).collect();
        if seen.len() < finders.len() / 3 {
            return None;
        }
        mesh = Mesh::fit(side, &seen, module)?;
    }
    Some((mesh, seen))
}

/// The distance from a finder pattern's middle to its outer edge.
fn edge(image: &LumaImage<'_>, middle: Point, direction: Point, module: f64) -> Option<f64> {
    let step = (module / 5.0).max(0.25);
    let profile: Vec<f32> = (0..36).map(|at| image.at(middle + direction * (f64::from(at) * step))).collect();
    let core = profile.iter().take(3).sum::<f32>() / 3.0;
    // The light ring is one of the next four modules, whatever way it is looked at.
    let ring = profile.get(4..22)?.iter().copied().fold(0.0, f32::max);
    if ring < core + 3.0 {
        return None;
    }
    let threshold = (core + ring) / 2.0;
    let crossing = |from: usize, to_light: bool| {
        let is_beyond = |value: &f32| (*value > threshold) == to_light;
        let next = from + profile.get(from..)?.iter().position(is_beyond)?;
        let (before, after) = (profile.get(next.checked_sub(1)?)?, profile.get(next)?);
        Some((next, (next as f64 - f64::from((after - threshold) / (after - before))) * step))
    };
    let (at, first) = crossing(0, true)?;
    let (at, second) = crossing(at, false)?;
    if !(1.15..2.6).contains(&(second / first)) {
        return None;
    }
    // Without a quiet zone there is no outer edge to be seen.
    let third = crossing(at, true).map(|(_, third)| third).filter(|third| (1.1..2.0).contains(&(third / second)));
    Some(third.unwrap_or(second * 1.4))
}

/// How well both timing patterns alternate: 1 for wholly, 0 for chance.
pub(super) fn timing(image: &LumaImage<'_>, mesh: &Mesh) -> f64 {
    let fit = |place: &dyn Fn(f64) -> Point| {
        let greys: Vec<f32> = (7..mesh.side - 7).map(|at| image.at(mesh.map(place(at as f64 + 0.5)))).collect();
        let (mut agreeing, mut all) = (0.0, 1.0);
        for (at, three) in greys.windows(3).enumerate() {
            let [before, here, after] = *three else { continue };
            let peak = 2.0 * here - before - after;
            // Odd modules are light; the first of these is module 8.
            agreeing += if at % 2 == 0 { -peak } else { peak };
            all += peak.abs();
        }
        f64::from(agreeing / all)
    };
    let best = |fit: &dyn Fn(f64) -> f64| [0.0, -0.5, 0.5].into_iter().map(fit).fold(f64::MIN, f64::max);
    let across = best(&|off| fit(&|along| Point { x: along, y: 6.5 + off }));
    let down = best(&|off| fit(&|along| Point { x: 6.5 + off, y: along }));
    (across + down) / 2.0
}

/// How well the version information beside both outer finder patterns fits a version: 1 for wholly, 0 for chance.
fn version_fit(image: &LumaImage<'_>, mesh: &Mesh, version: usize) -> f64 {
    let word = version_word(version as u32);
    let fit = |places: &[(usize, usize)]| {
        let greys: Vec<f32> =
            places.iter().map(|(x, y)| image.at(mesh.map(Point { x: *x as f64 + 0.5, y: *y as f64 + 0.5 }))).collect();
        let (low, high) =
            greys.iter().fold((f32::MAX, f32::MIN), |(low, high), grey| (low.min(*grey), high.max(*grey)));
        let agreeing =
            greys.iter().enumerate().filter(|(at, grey)| (**grey < (low + high) / 2.0) == (word >> (17 - at) & 1 == 1));
        agreeing.count() as f64 / 9.0 - 1.0
    };
    let [upper, lower] = version_places(version);
    fit(&upper).max(fit(&lower))
}
