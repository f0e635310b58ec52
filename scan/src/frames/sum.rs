//! The sum of what several frames show of one symbol. The noise of the frames averages out.

use super::agreement::is_same_symbol;
use super::measure::{Measurement, fidelity, reference_modules};
use crate::grid::Boxes;
use crate::symbol::Layout;

/// The share of a sum that is kept when the next frame is added. An error made once fades over about 25 frames.
const KEPT: f32 = 0.96;

/// The number of modules on each side within which a frame must agree with the sum. 81 modules are enough to decide.
const AROUND: usize = 4;

/// The minimum agreement that is expected of a frame. With a lower one, every frame would agree.
const LEAST_EXPECTED: f64 = 0.1;

/// The weight of a frame by its agreement with the sum around a module, as a share of the expected agreement. It grows
/// from none at a quarter to full at three quarters. It is never less than the minimum, because the sum may be wrong as
/// well.
const WEIGHT_PER_AGREEMENT: f64 = 2.0;
const WEIGHT_OF_NONE: f64 = -0.5;
const LEAST_WEIGHT: f64 = 0.15;

/// The evidence from which the color of a module counts as known: odds of 4 to 1.
const CERTAIN: f32 = 1.5;

/// The evidence of several frames.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    /// The evidence of all frames, added up. See [`Measurement::evidence`].
    pub(super) evidence: Vec<f32>,
    fidelity: f64,
    /// The greatest fidelity of any of the frames.
    pub(super) best: f64,
    /// The number of frames.
    pub(super) frames: u32,
}

impl Sum {
    pub(super) fn new(first: &Measurement) -> Self {
        Sum { evidence: first.evidence.clone(), fidelity: first.fidelity, best: first.fidelity, frames: 1 }
    }

    /// Returns whether a frame certainly shows the same symbol.
    pub(super) fn recognizes(&self, frame: &Measurement, layout: &Layout) -> bool {
        is_same_symbol(&self.evidence, self.fidelity, frame, layout)
    }

    /// Adds a frame of the same symbol, with less weight where its mesh seems to be off by a module.
    pub(super) fn add(&mut self, frame: &Measurement, layout: &Layout) {
        let boxes = |a: &[f32], b: &[f32]| -> Vec<f64> {
            let products = a.iter().zip(b).map(|(a, b)| (f64::from(a * b), 1.0));
            Boxes::new(layout.side, products).means(AROUND).collect()
        };
        let (of_sum, of_frame) = (boxes(&self.evidence, &self.evidence), boxes(&frame.evidence, &frame.evidence));
        let both = boxes(&self.evidence, &frame.evidence);
        let expected = (self.fidelity * frame.fidelity).max(LEAST_EXPECTED);
        let weights: Vec<f32> = both
            .iter()
            .zip(of_sum.iter().zip(&of_frame))
            .map(|(both, (a, b))| {
                let agreement = both / (a * b).sqrt().max(1e-9);
                let weight = WEIGHT_PER_AGREEMENT * agreement / expected + WEIGHT_OF_NONE;
                weight.clamp(LEAST_WEIGHT, 1.0) as f32
            })
            .collect();
        for ((sum, value), weight) in self.evidence.iter_mut().zip(&frame.evidence).zip(weights) {
            *sum = *sum * (1.0 - (1.0 - KEPT) * weight) + value * weight;
        }
        self.frames += 1;
        self.best = self.best.max(frame.fidelity);
        self.fidelity = fidelity(&self.evidence, &reference_modules(layout));
    }

    /// Returns the colors that are certain enough: 1 for dark, -1 for light, 0 for unknown.
    pub(super) fn colors(&self, layout: &Layout) -> Vec<f32> {
        let mut known = layout.known();
        for (known, value) in known.iter_mut().zip(&self.evidence) {
            if *known == 0.0 && value.abs() > CERTAIN {
                *known = value.signum();
            }
        }
        known
    }
}
