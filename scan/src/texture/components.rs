//! Connected places of a map whose values are above a level.

use crate::geometry::Point;
use crate::image::Changes;

/// The minimum number of places of a component, a square of ten or eleven places, which is one of 21 pixels of the map.
/// Smaller ones are letters, and the ends of bars.
const LEAST_AREA: usize = 112;

/// The number of places of the map for each run that may be held, and a minimum number of runs for small maps. Noise
/// has more runs, and symbols in noise cannot be found by their texture.
const PLACES_A_RUN: usize = 20;
const FEW_RUNS: usize = 1_000;

/// Adjacent places of a row above a level: from `start` up to, but excluding, `end`.
#[derive(Debug, Clone, Copy)]
struct Run {
    row: usize,
    start: usize,
    end: usize,
    /// The index of a run of the same component. It is its own index if it represents the component.
    parent: usize,
}

/// Returns the runs of all components of the places above a level.
fn runs(values: &[f32], width: usize, level: f32) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut above = 0..0;
    let (mut flags, mut changes) = (Vec::new(), Vec::new());
    for (row, line) in values.chunks_exact(width).enumerate() {
        let first = runs.len();
        let mut beside = above.start;
        changes_in(line, level, &mut flags, &mut changes);
        for ends in changes.chunks_exact(2) {
            let [start, end] = *ends else { continue };
            let (start, end) = (start as usize, end as usize);
            let number = runs.len();
            runs.push(Run { row, start, end, parent: number });
            // Skips runs of the row above that end before this one. The last one that touches it may touch the next run
            // as well.
            while beside < above.end && runs.get(beside).is_some_and(|run| run.end <= start) {
                beside += 1;
            }
            let mut touching = beside;
            while touching < above.end && runs.get(touching).is_some_and(|run| run.start < end) {
                let (a, b) = (root(&mut runs, touching), root(&mut runs, number));
                if let Some(run) = runs.get_mut(a.max(b)) {
                    run.parent = a.min(b);
                }
                touching += 1;
            }
        }
        if runs.len() > FEW_RUNS.max(values.len() / PLACES_A_RUN) {
            return Vec::new();
        }
        above = first..runs.len();
    }
    runs
}

/// Lists the places in a row at which values rise above a level or fall below it. `flags` is a buffer to reuse.
fn changes_in(row: &[f32], level: f32, flags: &mut Vec<u8>, places: &mut Vec<u32>) {
    flags.clear();
    flags.extend(row.iter().map(|value| u8::from(*value > level)));
    // A value below the level after the end closes the last run.
    flags.resize((row.len() + 1).next_multiple_of(Changes::GROUP), 0);
    places.clear();
    let mut changes = Changes::default();
    let (groups, _) = flags.as_chunks::<{ Changes::GROUP }>();
    groups.iter().for_each(|group| changes.add(*group, places));
}

/// Returns the run that represents a run's component. Shortens the path to it.
fn root(runs: &mut [Run], start: usize) -> usize {
    let parent = |runs: &[Run], at: usize| runs.get(at).map_or(at, |run| run.parent);
    let mut at = start;
    while parent(runs, at) != at {
        let next = parent(runs, parent(runs, at));
        if let Some(run) = runs.get_mut(at) {
            run.parent = next;
        }
        at = next;
    }
    at
}

/// A component: its number of places, and for each of its rows the first place and the one after the last.
#[derive(Debug, Default)]
pub(super) struct Component {
    pub(super) area: usize,
    rows: Vec<(usize, usize, usize)>,
}

impl Component {
    /// Adds a run of the last row or of one below it.
    fn add(&mut self, run: &Run) {
        self.area += run.end - run.start;
        match self.rows.last_mut() {
            Some((row, _, last)) if *row == run.row => *last = run.end,
            _ => self.rows.push((run.row, run.start, run.end)),
        }
    }

    /// Returns whether the component may fill the outline of a symbol, turned by any angle.
    fn may_be_symbol(&self) -> bool {
        let left = self.rows.iter().map(|(_, first, _)| *first).min().unwrap_or(0);
        let right = self.rows.iter().map(|(.., last)| *last).max().unwrap_or(0);
        // A square on its corner fills half of its bounding box, and one of half its height fills four ninths.
        self.area >= LEAST_AREA && 3 * self.area >= (right - left) * self.rows.len()
    }

    /// Returns the corners of the outermost places of all rows.
    pub(super) fn points(&self) -> Vec<Point> {
        let corners = self.rows.iter().flat_map(|(row, first, last)| {
            let (left, right, y) = (*first as f64, *last as f64, *row as f64);
            [(left, y), (right, y), (left, y + 1.0), (right, y + 1.0)].map(|(x, y)| Point { x, y })
        });
        corners.collect()
    }
}

/// Returns the components of places above a level that may be symbols.
pub(super) fn components(values: &[f32], width: usize, level: f32) -> Vec<Component> {
    let mut runs = runs(values, width, level);
    // Most components have few places, so that only areas are computed first.
    let mut areas = vec![0; runs.len()];
    for at in 0..runs.len() {
        let root = root(&mut runs, at);
        let length = runs.get(at).map_or(0, |run| run.end - run.start);
        areas.get_mut(root).into_iter().for_each(|area| *area += length);
    }
    let large = areas.iter().enumerate().filter(|(_, area)| **area >= LEAST_AREA);
    let mut large: Vec<(usize, Component)> = large.map(|(root, _)| (root, Component::default())).collect();
    for at in 0..runs.len() {
        let root = root(&mut runs, at);
        let Some(run) = runs.get(at) else { continue };
        if let Ok(at) = large.binary_search_by_key(&root, |(root, _)| *root) {
            large.get_mut(at).into_iter().for_each(|(_, component)| component.add(run));
        }
    }
    large.into_iter().map(|(_, component)| component).filter(Component::may_be_symbol).collect()
}
