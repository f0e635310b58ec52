//! Undoes blur and motion on the grid of modules.
//!
//! In an image that is out of focus or in motion, the grey value of a module contains a part of its neighbors' values.
//! That part is the same all over the label. It is learned from modules whose color is known: finder, timing and
//! alignment patterns, and all modules that were already repaired. Ridge regression learns the weights of the 25
//! modules around each module. They fit any blur and any direction of motion without a model of either.

use super::sample::{Field, MARGIN, MOST_DARKNESS};
use crate::geometry::LeastSquares;

/// The number of modules across and down from which a module's color is computed.
const WINDOW: usize = 2 * MARGIN + 1;

/// The number of these modules, and one for a constant.
const FEATURES: usize = WINDOW * WINDOW + 1;

/// The number of known modules below which nothing is learned: more than four for each weight.
const LEAST_KNOWN: usize = 120;

/// The weight that pulls every factor towards 0, relative to one for each known module. It prevents noise from being
/// learned where few modules are known.
const DAMPING: f64 = 3.0;

/// Returns the darkness of each module without blur, as learned from the modules whose color is `known`: 1 for dark, -1
/// for light, 0 for unknown. Values between them are guesses and weigh less. `None` if too few colors are known.
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

/// Returns the modules around one, row by row, and a constant of 1.
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
