//! The finder patterns found so far in one pass.

use super::binarize::Binary;
use super::finder::Finder;
use crate::geometry::Point;

/// The maximum number of candidates held during the search of an image. Texture and noise have more. A sheet of 256
/// labels has 768, and its labels' data have some hundred.
const MAX_CANDIDATES: usize = 3_000;

/// The side of a cell in pixels: the core of a pattern with modules of five pixels.
const CELL: f64 = 16.0;

/// The number of cells above a place that are searched for a known pattern: the core of a pattern with modules of 80
/// pixels.
const MOST_CELLS: f64 = 8.0;

/// The distance in modules from the center within which a row shows the same pattern. The core ends at 1.5, and is
/// measured to a tenth.
const SAME_WITHIN: f64 = 1.6;

/// The finder patterns found so far, indexed by place.
pub(super) struct Candidates {
    pub(super) all: Vec<Finder>,
    /// For each cell of the image, the index of the candidate last seen there plus one, or 0.
    cells: Vec<u32>,
    columns: usize,
}

impl Candidates {
    pub(super) fn new(binary: &Binary<'_>) -> Self {
        let columns = binary.width() / CELL as usize + 1;
        let rows = binary.height() / CELL as usize + 1;
        Candidates { all: Vec::new(), cells: vec![0; columns * rows], columns }
    }

    fn cell(&self, x: f64, y: f64) -> usize {
        (y / CELL) as usize * self.columns + (x / CELL) as usize
    }

    /// Counts a row on which a known pattern was seen again. Returns `false` if the pattern is not known.
    pub(super) fn count_again(&mut self, x: f64, y: f64, module: f64) -> bool {
        // Rows are searched from the top, so that the pattern's center lies above.
        let reach = (SAME_WITHIN * module).min(MOST_CELLS * CELL);
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
                    && known.center.distance(here) < known.module.max(1.0) * SAME_WITHIN
                {
                    known.seen += 1;
                    return true;
                }
            }
            up += CELL;
        }
        false
    }

    pub(super) fn is_full(&self) -> bool {
        self.all.len() >= MAX_CANDIDATES
    }

    pub(super) fn add(&mut self, finder: Finder) {
        self.all.push(finder);
        let cell = self.cell(finder.center.x, finder.center.y);
        if let Some(cell) = self.cells.get_mut(cell) {
            *cell = self.all.len() as u32;
        }
    }
}
