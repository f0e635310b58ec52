//! Finder patterns: runs of dark and light in the proportions 1 : 1 : 3 : 1 : 1, crosswise.

use super::binarise::Binary;
use crate::geometry::Point;
use crate::limits::MAX_SCAN_CONFIRMATIONS;
use crate::options::Allowance;

/// Candidates held while an image is searched; what texture and noise add beyond that is dropped.
const MAX_CANDIDATES: usize = 1_500;

/// Rows searched between two looks at the clock.
const ROWS_BETWEEN_CHECKS: usize = 32;

/// A finder pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Finder {
    pub(crate) centre: Point,
    /// Width of a module in pixels, the mean of both directions of the image.
    pub(crate) module: f64,
    /// The logarithm of that down by that across: away from 0 where it is tilted.
    pub(crate) tall: f64,
    /// How many of 32 places around its middle are as they should be.
    pub(crate) fit: u32,
    /// On how many rows it was seen.
    pub(crate) seen: u32,
}

impl Finder {
    /// How much it looks like one, for putting those that do first.
    pub(crate) fn rank(&self) -> (bool, u32) {
        (self.fit >= GOOD_FIT, self.seen)
    }

    /// Places around its middle that are not as they should be.
    pub(super) fn doubt(&self) -> u32 {
        2 * AROUND.len() as u32 - self.fit
    }

    /// The same in an image of another scale.
    pub(crate) fn scaled(self, factor: f64) -> Self {
        Finder { centre: self.centre * factor, module: self.module * factor, ..self }
    }

    /// Whether both are the same pattern, seen twice.
    pub(crate) fn is_same_as(&self, other: &Finder) -> bool {
        self.centre.distance(other.centre) < self.module.max(1.0) * 1.5
            && (0.55..1.8).contains(&(self.module / other.module))
    }
}

/// Which runs a pattern is told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// All five, 1 : 1 : 3 : 1 : 1.
    Whole,
    /// The inner three, 1 : 3 : 1, and all around: where there is no quiet zone, what is dark around a symbol joins the outer ring.
    Inner,
}

/// Finds finder patterns, looking at every `step`th row.
pub(crate) fn find(binary: &Binary<'_>, shape: Shape, step: usize, allowance: &Allowance) -> Vec<Finder> {
    let mut found = Candidates::new(binary);
    let mut changes = Vec::new();
    let mut confirmations = 0;
    for (number, y) in (step / 2..binary.height()).step_by(step).enumerate() {
        if number % ROWS_BETWEEN_CHECKS == 0 && allowance.is_over() {
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
            if found.see_again(middle, y as f64 + 0.5, module)
                || found.is_full()
                || confirmations > MAX_SCAN_CONFIRMATIONS
            {
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
    /// Whether five runs are in a finder's proportions, quickly: in whole pixels.
    fn has(self, [a, b, core, d, e]: [u32; 5]) -> bool {
        let (modules, total) = match self {
            Shape::Whole => (7, a + b + core + d + e),
            Shape::Inner => (5, b + core + d),
        };
        // In parts of a pixel: within 5/8 of a module and half a pixel for singles, a module and a pixel for the core.
        let single = |run: u32| (modules * run).abs_diff(total) <= total * 5 / 8 + modules / 2;
        let is_core = (modules * core).abs_diff(3 * total) <= total + modules;
        let is_ring = |run: u32| match self {
            Shape::Whole => single(run),
            // With what is dark beside it, it is as wide as that.
            Shape::Inner => 2 * modules * run + modules >= total,
        };
        is_core && single(b) && single(d) && is_ring(a) && is_ring(e)
    }

    /// How many times too wide modules may have been measured, in patterns that are turned by up to an eighth.
    fn turns(self) -> &'static [f64] {
        match self {
            Shape::Whole => &[1.0],
            Shape::Inner => &[1.0, 1.2, 1.4],
        }
    }

    /// The width of a module, by five runs.
    fn module(self, [a, b, core, d, e]: [u32; 5]) -> f64 {
        match self {
            Shape::Whole => f64::from(a + b + core + d + e) / 7.0,
            Shape::Inner => f64::from(b + core + d) / 5.0,
        }
    }
}

/// Looks at a pattern's middle down the column, then across again, and refines the centre.
fn confirm(binary: &Binary<'_>, shape: Shape, middle: f64, row: usize, module: f64) -> Option<Finder> {
    // A core three times as high as it is wide, and then some.
    let longest = (12.0 * module) as u32 + 2;
    let down = |x: f64, y: f64| cross(|t| binary.is_dark(x as i64, t), shape, y as i64, binary.height(), longest);
    let across = |x: f64, y: f64| cross(|t| binary.is_dark(t, y as i64), shape, x as i64, binary.width(), longest);
    let (y, module_down) = down(middle, row as f64)?;
    let (x, module_across) = across(middle, y)?;
    let (y, _) = down(x, y)?;
    let ratio = module_down / module_across;
    // A label tilted by more than 60 degrees is twice as long as it is wide.
    (0.33..3.0).contains(&ratio).then_some(())?;
    let centre = Point { x, y };
    let fit = shape.turns().iter().map(|turn| fit(binary, centre, module_across / turn, module_down / turn)).max()?;
    // Data have the inner proportions crosswise a hundred times, and all around hardly ever.
    (shape == Shape::Whole || fit >= GOOD_FIT).then_some(())?;
    Some(Finder { centre, module: (module_down + module_across) / 2.0, tall: ratio.ln(), fit, seen: 1 })
}

/// Looks all around a pattern's middle, where texture that has its proportions crosswise seldom has its rings: at a circle
/// within the core, and at one within the light ring whatever way the pattern is turned.
fn fit(binary: &Binary<'_>, centre: Point, module_across: f64, module_down: f64) -> u32 {
    let is_dark = |radius: f64, (cosine, sine): (f64, f64)| {
        let (x, y) = (centre.x + radius * module_across * cosine, centre.y + radius * module_down * sine);
        binary.is_dark(x.floor() as i64, y.floor() as i64)
    };
    let agreeing = AROUND.iter().map(|way| u32::from(is_dark(1.2, *way)) + u32::from(!is_dark(2.2, *way)));
    agreeing.sum()
}

/// Directions all around, a sixteenth of a turn apart, as cosine and sine.
const AROUND: [(f64, f64); 16] = {
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

/// The fit of a pattern that can be seen well.
const GOOD_FIT: u32 = 26;

/// The middle and module width of the pattern around `start` on a line of `length` pixels, no run above `longest`.
fn cross(is_dark: impl Fn(i64) -> bool, shape: Shape, start: i64, length: usize, longest: u32) -> Option<(f64, f64)> {
    if !is_dark(start) {
        return None;
    }
    // From the start outwards on each side: the rest of the core, light, dark.
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

/// Patterns found so far, looked up by where they are.
struct Candidates {
    all: Vec<Finder>,
    /// For each cell of the image, one more than the number of the candidate last seen there.
    cells: Vec<u32>,
    columns: usize,
}

/// Pixels along a cell's side.
const CELL: f64 = 16.0;

impl Candidates {
    fn new(binary: &Binary<'_>) -> Self {
        let columns = binary.width() / CELL as usize + 1;
        let rows = binary.height() / CELL as usize + 1;
        Candidates { all: Vec::new(), cells: vec![0; columns * rows], columns }
    }

    fn cell(&self, x: f64, y: f64) -> usize {
        (y / CELL) as usize * self.columns + (x / CELL) as usize
    }

    /// Counts a sighting of a pattern known already.
    fn see_again(&mut self, x: f64, y: f64, module: f64) -> bool {
        // Its middle lies at most a core away, upwards: rows are searched from above.
        let reach = (1.6 * module).min(8.0 * CELL);
        let here = Point { x, y };
        let mut up = 0.0;
        while up <= reach + CELL {
            for side in [-1.0, 0.0, 1.0] {
                let (x, y) = (x + side * reach.min(CELL), y - up);
                if x < 0.0 || y < 0.0 {
                    continue;
                }
                let number = self.cells.get(self.cell(x, y)).copied().unwrap_or(0);
                let known = (number as usize).checked_sub(1).and_then(|at| self.all.get_mut(at));
                if let Some(known) = known
                    && known.centre.distance(here) < known.module.max(1.0) * 1.6
                {
                    known.seen += 1;
                    return true;
                }
            }
            up += CELL;
        }
        false
    }

    fn is_full(&self) -> bool {
        self.all.len() >= MAX_CANDIDATES
    }

    fn add(&mut self, finder: Finder) {
        self.all.push(finder);
        let cell = self.cell(finder.centre.x, finder.centre.y);
        if let Some(cell) = self.cells.get_mut(cell) {
            *cell = self.all.len() as u32;
        }
    }
}
