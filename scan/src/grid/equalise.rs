//! Undoes blur and motion on the grid of modules.
//!
//! Out of focus or in motion, a module's grey value holds a part of its neighbours'. Which part, is the same all over the
//! label, and can be learnt from modules whose colour is known: finder, timing and alignment patterns, and all that was
//! already repaired. What is learnt are the weights of a module's 25 neighbours, by ridge regression; they fit
//! any blur and any direction of motion without a model of either.

use super::sample::{Field, MARGIN};
use crate::geometry::LeastSquares;

/// Neighbours across and down that a module is told from.
const WINDOW: usize = 2 * MARGIN + 1;

/// Their number, and a constant.
const FEATURES: usize = WINDOW * WINDOW + 1;

/// Known modules without which nothing is learnt.
const LEAST_KNOWN: usize = 120;

/// Tells each module from its neighbourhood, as learnt from the modules whose colour is known: 1 for dark, -1 for light,
/// 0 for what is not. None where too few are.
pub(crate) fn equalise(soft: &Field, known: &[f32]) -> Option<Field> {
    if known.iter().filter(|value| **value != 0.0).count() < LEAST_KNOWN {
        return None;
    }
    let mut squares = LeastSquares::new(FEATURES);
    let side = soft.side;
    for (place, value) in known.iter().enumerate().filter(|(_, value)| **value != 0.0) {
        squares.add(&features(soft, place % side, place / side), f64::from(*value), f64::from(value.abs()));
    }
    (0..FEATURES).for_each(|feature| squares.damp(feature, 3.0));
    let weights = squares.solve()?;
    let mut values = soft.values().to_vec();
    let stride = soft.stride();
    for y in 0..side {
        for x in 0..side {
            let sum: f64 = features(soft, x, y).iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            if let Some(value) = values.get_mut((y + MARGIN) * stride + x + MARGIN) {
                *value = (sum as f32).clamp(-1.6, 1.6);
            }
        }
    }
    Some(Field::from_values(side, values))
}

/// A module's neighbourhood, row by row, and the constant.
fn features(soft: &Field, x: usize, y: usize) -> [f64; FEATURES] {
    let mut features = [1.0; FEATURES];
    let stride = soft.stride();
    for (row, features) in features.chunks_exact_mut(WINDOW).enumerate() {
        let start = (y + row) * stride + x;
        let values = soft.values().get(start..start + WINDOW).unwrap_or_default();
        features.iter_mut().zip(values).for_each(|(feature, value)| *feature = f64::from(*value));
    }
    features
}
