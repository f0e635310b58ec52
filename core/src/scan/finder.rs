//! Finder patterns: runs of dark and light in the proportions 1 : 1 : 3 : 1 : 1, crosswise.

use super::binarize::Bitmap;
use super::perspective::Point;

/// Patterns kept, those seen on most rows first: a dozen labels have three dozen.
const MAX_FINDERS: usize = 120;

/// Candidates held while an image is searched; what texture and noise add beyond that is dropped.
const MAX_CANDIDATES: usize = 2_000;

/// Candidates among which the one that a sighting belongs to is looked for.
const MAX_RECENT: usize = 300;

/// A finder pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Finder {
    pub(super) centre: Point,
    /// Width of a module in pixels.
    pub(super) module: f64,
    /// On how many rows it was seen.
    seen: u32,
}

/// Finds finder patterns, those seen most often first.
pub(super) fn find(bitmap: &Bitmap) -> Vec<Finder> {
    let mut candidates: Vec<Finder> = Vec::new();
    // A pattern's middle is three modules high; even in large images a module is at least a pixel.
    let step = (bitmap.height() / 1000).clamp(1, 3);
    for y in (0..bitmap.height()).step_by(step) {
        for_each_pattern(bitmap.row(y), |middle| {
            if let Some(finder) = confirm(bitmap, middle, y) {
                remember(&mut candidates, finder);
            }
        });
    }
    candidates.sort_by_key(|finder| core::cmp::Reverse(finder.seen));
    candidates.truncate(MAX_FINDERS);
    candidates
}

/// Calls back with the middle of each horizontal 1 : 1 : 3 : 1 : 1 pattern of a row.
fn for_each_pattern(row: &[bool], mut found: impl FnMut(f64)) {
    // The last five runs, the newest at the end.
    let mut runs = [0usize; 5];
    let mut x = 0;
    for run in row.chunk_by(|a, b| a == b) {
        runs.rotate_left(1);
        runs[4] = run.len();
        x += run.len();
        let [_, _, core, light, dark] = runs;
        if run.first() == Some(&true) && proportions(runs).is_some() {
            found((x - dark - light) as f64 - core as f64 / 2.0);
        }
    }
}

/// The width of a module, where five runs are in a finder's proportions: the single ones within half a module, the core
/// within one, and two fifths of a pixel a module for the image's own grain. Looser bounds would take a chequered
/// surface for finder patterns.
fn proportions(runs: [usize; 5]) -> Option<f64> {
    if runs.contains(&0) {
        return None;
    }
    let module = runs.iter().sum::<usize>() as f64 / 7.0;
    let [a, b, core, d, e] = runs;
    let is_single = |run: usize| (run as f64 - module).abs() < module * 0.5 + 0.4;
    let is_core = (core as f64 - 3.0 * module).abs() < module + 1.2;
    (is_core && [a, b, d, e].into_iter().all(is_single)).then_some(module)
}

/// Looks at a pattern's middle down the column, then across again, and refines the centre.
fn confirm(bitmap: &Bitmap, middle: f64, row: usize) -> Option<Finder> {
    let down = |x: f64, y: f64| cross(|t| bitmap.is_dark(x as i64, t), y as i64, bitmap.height());
    let across = |x: f64, y: f64| cross(|t| bitmap.is_dark(t, y as i64), x as i64, bitmap.width());
    let (y, module_down) = down(middle, row as f64)?;
    let (x, module_across) = across(middle, y)?;
    let (y, _) = down(x, y)?;
    let ratio = module_down / module_across;
    // A label tilted by more than 60 degrees is twice as long as it is wide.
    (0.4..2.5).contains(&ratio).then_some(())?;
    Some(Finder { centre: Point { x, y }, module: (module_down + module_across) / 2.0, seen: 1 })
}

/// The middle and module width of the pattern around `start` on a line of `length` pixels.
fn cross(is_dark: impl Fn(i64) -> bool, start: i64, length: usize) -> Option<(f64, f64)> {
    if !is_dark(start) {
        return None;
    }
    // From the start outwards on each side: the rest of the core, light, dark.
    let outwards = |direction: i64| {
        let mut runs = [0usize; 3];
        let mut at = start;
        for (run, dark) in runs.iter_mut().zip([true, false, true]) {
            while is_dark(at) == dark && *run <= length {
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
    let module = proportions([left_dark, left_light, core, right_light, right_dark])?;
    let left_edge = start as f64 - left_core as f64 + 1.0;
    Some((left_edge + core as f64 / 2.0, module))
}

/// Adds a sighting to the candidate that it belongs to, or makes a new one.
fn remember(candidates: &mut Vec<Finder>, finder: Finder) {
    let same = |known: &&mut Finder| {
        let near = known.centre.distance(finder.centre) < known.module.max(1.0) * 1.5;
        near && (0.6..1.7).contains(&(known.module / finder.module))
    };
    // Rows follow each other, so the candidate is among the newest.
    if let Some(known) = candidates.iter_mut().rev().take(MAX_RECENT).find(same) {
        let (old, all) = (f64::from(known.seen), f64::from(known.seen + 1));
        let mean = |a: f64, b: f64| (a * old + b) / all;
        known.centre = Point { x: mean(known.centre.x, finder.centre.x), y: mean(known.centre.y, finder.centre.y) };
        known.module = mean(known.module, finder.module);
        known.seen += 1;
    } else if candidates.len() < MAX_CANDIDATES {
        candidates.push(finder);
    }
}
