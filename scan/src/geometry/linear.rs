//! Overdetermined systems of linear equations, solved by least squares.

/// The smallest pivot of a regular system. Features are about 1, so that rounding leaves about 1e-14.
const SMALLEST_PIVOT: f64 = 1e-12;

/// Equations of the form `features · unknowns = target`, more of them than unknowns, each with a weight.
pub(crate) struct LeastSquares {
    unknowns: usize,
    /// The normal equations, row by row, with the right side as a row's last value.
    rows: Vec<f64>,
}

impl LeastSquares {
    pub(crate) fn new(unknowns: usize) -> Self {
        LeastSquares { unknowns, rows: vec![0.0; unknowns * (unknowns + 1)] }
    }

    /// Adds an equation. `features` has one value for each unknown.
    pub(crate) fn add(&mut self, features: &[f64], target: f64, weight: f64) {
        for (row, feature) in self.rows.chunks_exact_mut(self.unknowns + 1).zip(features) {
            let factor = feature * weight;
            let Some((right, left)) = row.split_last_mut() else { continue };
            left.iter_mut().zip(features).for_each(|(value, other)| *value += factor * other);
            *right += factor * target;
        }
    }

    /// Pulls an unknown towards zero.
    pub(crate) fn damp(&mut self, unknown: usize, weight: f64) {
        if let Some(value) = self.rows.get_mut(unknown * (self.unknowns + 1) + unknown) {
            *value += weight;
        }
    }

    /// Returns the unknowns, or `None` if the equations do not determine all of them.
    pub(crate) fn solve(self) -> Option<Vec<f64>> {
        solve(self.rows, self.unknowns)
    }
}

/// Solves `unknowns` equations, given row by row with the right side last, by elimination with pivots.
fn solve(mut rows: Vec<f64>, unknowns: usize) -> Option<Vec<f64>> {
    let width = unknowns + 1;
    for column in 0..unknowns {
        let size = |row: usize| rows.get(row * width + column).copied().unwrap_or(0.0).abs();
        let pivot = (column..unknowns).max_by(|a, b| size(*a).total_cmp(&size(*b)))?;
        if !size(pivot).is_finite() || size(pivot) < SMALLEST_PIVOT {
            return None;
        }
        if pivot != column {
            (0..width).for_each(|at| rows.swap(column * width + at, pivot * width + at));
        }
        let pivot_row = rows.get(column * width..(column + 1) * width)?.to_vec();
        let pivot = *pivot_row.get(column)?;
        for (_, row) in rows.chunks_exact_mut(width).enumerate().filter(|(at, _)| *at != column) {
            let factor = row.get(column).copied().unwrap_or(0.0) / pivot;
            if factor != 0.0 {
                row.iter_mut().zip(&pivot_row).for_each(|(value, of_pivot)| *value -= factor * of_pivot);
            }
        }
    }
    let solution: Option<Vec<f64>> =
        rows.chunks_exact(width).enumerate().map(|(at, row)| Some(row.last()? / row.get(at)?)).collect();
    solution.filter(|solution| solution.iter().all(|value| value.is_finite()))
}
