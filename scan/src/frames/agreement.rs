//! Decides whether two measurements show the same symbol.
//!
//! Only the modules that hold data count. Two different symbols may have the same data at the beginning; their other
//! modules agree only by chance. The modules of one symbol seen twice agree as far as noise allows.

use super::measure::Measurement;
use crate::symbol::{Codewords, Layout};

/// The minimum agreement of the data of two frames beyond chance, in standard deviations. A scanner makes some hundred
/// comparisons per second; at a minimum of five, one in some millions agreed by chance.
const LEAST_SIGNIFICANCE: f64 = 6.0;

/// The minimum agreement of the data of two frames, as a share of the agreement that their noise allows for the same
/// symbol. Different symbols that share a third of their codewords reach a third.
const LEAST_AGREEMENT: f64 = 0.62;

/// The number of standard deviations by which one block of codewords may agree less than the whole symbol: one of
/// dozens differs by three.
const MOST_DOUBT: f64 = 4.0;

/// Returns whether a frame shows the symbol of earlier evidence with the given fidelity. In doubt, it returns false.
pub(super) fn is_same_symbol(evidence: &[f32], fidelity: f64, frame: &Measurement, layout: &Layout) -> bool {
    let Agreement { is, by_chance } = agreement(evidence, &frame.evidence, layout.order.iter().copied());
    is > LEAST_SIGNIFICANCE * by_chance && is > LEAST_AGREEMENT * fidelity * frame.fidelity
}

/// Returns whether the evidence of a frame shows the symbol that was decoded from a sum including it: as a whole, and
/// in each block of codewords as well as in the others. Two symbols may share some blocks, but never all.
pub(super) fn confirms(evidence: &[f32], fidelity: f64, codewords: &Codewords, layout: &Layout) -> bool {
    let colors = codewords.known(layout);
    let whole = agreement(evidence, &colors, layout.order.iter().copied());
    if whole.is < LEAST_SIGNIFICANCE * whole.by_chance || whole.is < LEAST_AGREEMENT * fidelity {
        return false;
    }
    codewords.modules_of_blocks(layout).into_iter().all(|modules| {
        let of_block = agreement(evidence, &colors, modules.into_iter());
        of_block.is + MOST_DOUBT * of_block.by_chance > whole.is
    })
}

/// The agreement of two measurements.
struct Agreement {
    /// The correlation of the measurements.
    is: f64,
    /// The standard deviation of the correlation of independent measurements.
    by_chance: f64,
}

/// Returns the agreement of two measurements at some modules.
fn agreement(a: &[f32], b: &[f32], places: impl Iterator<Item = usize>) -> Agreement {
    let (mut both, mut of_a, mut of_b, mut chance) = (0.0, 0.0, 0.0, 0.0);
    for place in places {
        let [a, b] = [a, b].map(|values| f64::from(values.get(place).copied().unwrap_or(0.0)));
        both += a * b;
        of_a += a * a;
        of_b += b * b;
        chance += a * a * b * b;
    }
    let most = (of_a * of_b).sqrt();
    if most > 0.0 {
        Agreement { is: both / most, by_chance: chance.sqrt() / most }
    } else {
        Agreement { is: 0.0, by_chance: 1.0 }
    }
}
