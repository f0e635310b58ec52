//! Finder patterns: dark and light runs in the proportions 1 : 1 : 3 : 1 : 1, both across and down.

use super::binarize::Binary;
use super::candidates::Candidates;
use super::finder::{Finder, GOOD_FIT, PLACES};
use crate::budget::Share;
use crate::geometry::Point;

/// The number of rows searched between two clock reads. A row takes microseconds, and reading the clock must not take
/// as long.
const ROWS_BETWEEN_CHECKS: usize = 32;

/// The longest run in a pattern, in module widths: a core of three modules, four times as high as it is wide.
const LONGEST_RUN: f64 = 12.0;

/// The range of the ratio of a pattern's height to its width. A label tilted by more than 60 degrees is twice as long
/// as it is wide; blur and print add to that.
const HEIGHT_BY_WIDTH: core::ops::Range<f64> = 0.33..3.0;

/// The radii in modules of the circles at which a pattern is checked. The first lies within the core and the second
/// within the light ring, whatever the pattern's rotation: the core ends between 1.5 and 2.1 modules, the ring between
/// 2.5 and 3.5.
const IN_CORE: f64 = 1.2;
const IN_RING: f64 = 2.2;

/// The runs by which a pattern is recognized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// All five runs, 1 : 1 : 3 : 1 : 1.
    Whole,
    /// The inner three runs, 1 : 3 : 1, and the rings in all directions. Without a quiet zone, dark surroundings merge
    /// with the outer ring.
    Inner,
}

/// Finds finder patterns on every `step`-th row. Examines at most `most` places closely.
pub(crate) fn find(binary: &Binary<'_>, shape: Shape, step: usize, most: usize, share: Share<'_>) -> Vec<Finder> {
    let mut found = Candidates::new(binary);
    let mut changes = Vec::new();
    let mut confirmations = 0;
    for (number, y) in (step / 2..binary.height()).step_by(step).enumerate() {
        if number % ROWS_BETWEEN_CHECKS == 0 && share.is_over() {
            break;
        }
        binary.changes(y, &mut changes);
        // Every second change starts a dark run.
        for six in changes.windows(6).step_by(2) {
            let [a, b, c, d, e, f] = *six else { continue };
            let runs = [b - a, c - b, d - c, e - d, f - e];
            if !shape.has(runs) {
                continue;
            }
            let middle = f64::from(c + d) / 2.0;
            let module = shape.module(runs);
            if found.count_again(middle, y as f64 + 0.5, module) || found.is_full() || confirmations > most {
                continue;
            }
            confirmations += 1;
            if let Some(finder) = confirm(binary, shape, middle, y, module) {
                found.add(finder);
            }
        }
    }
    found.all
}

impl Shape {
    /// Returns whether five runs have the proportions of a finder pattern. Whole pixels make this fast.
    fn has(self, [a, b, core, d, e]: [u32; 5]) -> bool {
        let (modules, total) = match self {
            Shape::Whole => (7, a + b + core + d + e),
            Shape::Inner => (5, b + core + d),
        };
        // A single run may be off by 5/8 of a module and half a pixel, the core by a module and a pixel: blur and print
        // widen one color by up to half a module.
        let single = |run: u32| (modules * run).abs_diff(total) <= total * 5 / 8 + modules / 2;
        let is_core = (modules * core).abs_diff(3 * total) <= total + modules;
        let is_ring = |run: u32| match self {
            Shape::Whole => single(run),
            // Dark surroundings may widen the outer ring by any amount.
            Shape::Inner => 2 * modules * run + modules >= total,
        };
        is_core && single(b) && single(d) && is_ring(a) && is_ring(e)
    }

    /// Returns the factors by which modules may have been measured too wide. Turned by 45 degrees, a pattern is 1.4
    /// times as wide.
    fn turns(self) -> &'static [f64] {
        match self {
            Shape::Whole => &[1.0],
            Shape::Inner => &[1.0, 1.2, 1.4],
        }
    }

    /// Returns the width of a module, from five runs.
    fn module(self, [a, b, core, d, e]: [u32; 5]) -> f64 {
        match self {
            Shape::Whole => f64::from(a + b + core + d + e) / 7.0,
            Shape::Inner => f64::from(b + core + d) / 5.0,
        }
    }
}

/// Checks a pattern down the column and again across the row, and refines its center.
fn confirm(binary: &Binary<'_>, shape: Shape, middle: f64, row: usize, module: f64) -> Option<Finder> {
    let longest = (LONGEST_RUN * module) as u32 + 2;
    let down = |x: f64, y: f64| cross(|t| binary.is_dark(x as i64, t), shape, y as i64, binary.height(), longest);
    let across = |x: f64, y: f64| cross(|t| binary.is_dark(t, y as i64), shape, x as i64, binary.width(), longest);
    let (y, module_down) = down(middle, row as f64)?;
    let (x, module_across) = across(middle, y)?;
    let (y, _) = down(x, y)?;
    let ratio = module_down / module_across;
    HEIGHT_BY_WIDTH.contains(&ratio).then_some(())?;
    let center = Point { x, y };
    let fit = shape.turns().iter().map(|turn| fit(binary, center, module_across / turn, module_down / turn)).max()?;
    // The data of a symbol often has the inner proportions both ways, but hardly ever in all directions.
    (shape == Shape::Whole || fit >= GOOD_FIT).then_some(())?;
    Some(Finder { center, module: (module_down + module_across) / 2.0, tall: ratio.ln(), fit, seen: 1 })
}

/// Counts the places on two circles around the center that fit a pattern. Texture that has the proportions both ways
/// seldom has the rings.
fn fit(binary: &Binary<'_>, center: Point, module_across: f64, module_down: f64) -> u32 {
    let is_dark = |radius: f64, (cosine, sine): (f64, f64)| {
        let (x, y) = (center.x + radius * module_across * cosine, center.y + radius * module_down * sine);
        binary.is_dark(x.floor() as i64, y.floor() as i64)
    };
    let agreeing = AROUND.iter().map(|way| u32::from(is_dark(IN_CORE, *way)) + u32::from(!is_dark(IN_RING, *way)));
    agreeing.sum()
}

/// Directions at intervals of a sixteenth of a turn, as cosine and sine.
const AROUND: [(f64, f64); PLACES as usize / 2] = {
    let (a, b, c) = (0.923_879_532_511_286_7, std::f64::consts::FRAC_1_SQRT_2, 0.382_683_432_365_089_8);
    [
        (1.0, 0.0),
        (a, c),
        (b, b),
        (c, a),
        (0.0, 1.0),
        (-c, a),
        (-b, b),
        (-a, c),
        (-1.0, 0.0),
        (-a, -c),
        (-b, -b),
        (-c, -a),
        (0.0, -1.0),
        (c, -a),
        (b, -b),
        (a, -c),
    ]
};

/// Returns the center and the module width of the pattern around `start` on a line of `length` pixels. `None` if the
/// runs do not have the pattern's proportions or one is longer than `longest`.
fn cross(is_dark: impl Fn(i64) -> bool, shape: Shape, start: i64, length: usize, longest: u32) -> Option<(f64, f64)> {
    if !is_dark(start) {
        return None;
    }
    // The runs from the start outwards on one side: the rest of the core, light, dark.
    let outwards = |direction: i64| {
        let mut runs = [0_u32; 3];
        let mut at = start;
        for (run, dark) in runs.iter_mut().zip([true, false, true]) {
            while is_dark(at) == dark && *run <= longest {
                at += direction;
                *run += 1;
                if at < 0 || at >= length as i64 {
                    return runs;
                }
            }
        }
        runs
    };
    let ([left_core, left_light, left_dark], [right_core, right_light, right_dark]) = (outwards(-1), outwards(1));
    // The starting pixel was counted on both sides.
    let core = left_core + right_core - 1;
    let runs = [left_dark, left_light, core, right_light, right_dark];
    if runs.contains(&0) || !shape.has(runs) {
        return None;
    }
    let left_edge = start as f64 - f64::from(left_core) + 1.0;
    Some((left_edge + f64::from(core) / 2.0, shape.module(runs)))
}
