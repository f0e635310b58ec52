//! Undoes blur and motion on the grid of modules.
//!
//! Out of focus or in motion, the grey value of a module contains a part of its neighbors'. That part is the same all
//! over the label, and is learned from modules whose color is known: finder, timing and alignment patterns, and all
//! that was already repaired. Ridge regression learns the weights of the 25 modules around each, which fit any blur and
//! any direction of motion without a model of either.

use super::sample::{Field, MARGIN, MOST_DARKNESS};
use crate::geometry::LeastSquares;

/// Modules across and down that a module's color is computed from.
const WINDOW: usize = 2 * MARGIN + 1;

/// Their number, and a constant.
const FEATURES: usize = WINDOW * WINDOW + 1;

/// Known modules below which nothing is learned: more than four for each weight.
const LEAST_KNOWN: usize = 120;

/// The weight that pulls every factor towards 0, against one for each known module: enough to keep noise from being
/// learned where few are known.
const DAMPING: f64 = 3.0;

/// How dark each module is without blur, as learned from the modules whose color is `known`: 1 for dark, -1 for light,
/// 0 for unknown, and values between them for guesses, which weigh less. `None` if too few are known.
pub(crate) fn equalize(soft: &Field, known: &[f32]) -> Option<Field> {
    if known.iter().filter(|value| **value != 0.0).count() < LEAST_KNOWN {
        return None;
    }
    let mut squares = LeastSquares::new(FEATURES);
    let side = soft.side;
    for (place, value) in known.iter().enumerate().filter(|(_, value)| **value != 0.0) {
        squares.add(&features(soft, place % side, place / side), f64::from(*value), f64::from(value.abs()));
    }
    (0..FEATURES).for_each(|feature| squares.damp(feature, DAMPING));
    let weights = squares.solve()?;
    let mut values = soft.values().to_vec();
    let stride = soft.stride();
    for y in 0..side {
        for x in 0..side {
            let sum: f64 = features(soft, x, y).iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            if let Some(value) = values.get_mut((y + MARGIN) * stride + x + MARGIN) {
                *value = (sum as f32).clamp(-MOST_DARKNESS, MOST_DARKNESS);
            }
        }
    }
    Some(Field::from_values(side, values))
}

/// The modules around one, row by row, and a constant of 1.
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
