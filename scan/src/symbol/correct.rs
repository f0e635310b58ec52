//! Converts the darkness of modules to codewords, and corrects errors.
//!
//! A codeword is as certain as its least certain module. The least certain codewords are treated as erasures first,
//! because an erasure costs half of what an error does.

use super::layout::{Interleaving, Layout, format_places, format_word, is_masked};
use super::reed_solomon;
use crate::geometry::least_first;
use crate::result::ErrorCorrection;

/// The number of parity codewords that must remain unused in a block with erasures. Each makes a false repair 256 times
/// rarer, and erasures are tried a dozen times for a block.
const SLACK: usize = 4;

/// The minimum share of modules that must match the corrected symbol. Half match by chance, and if a third of the
/// codewords are wrong, 85 % of the modules match.
const LEAST_AGREEMENT: f64 = 0.7;

/// The minimum fit of the format information. The best of 32 words fits random modules about as well.
const LEAST_FORMAT_FIT: f32 = 0.3;

/// The factor by which a module in uniform surroundings is less certain than it looks, because an object may cover it.
const FLAT_CERTAINTY: f32 = 0.1;

/// The number of erasures added from one attempt at a block to the next. One erasure costs half of an error, so that a
/// smaller step changes nothing.
const ERASURE_STEP: usize = 2;

/// The codewords of a symbol as far as they are known.
pub(crate) struct Codewords {
    /// The level: L, M, Q, H as 0 to 3.
    pub(super) level: usize,
    mask: u32,
    /// The codewords in the symbol's sequence.
    values: Vec<u8>,
    /// Whether each codeword is in a block that was repaired.
    solved: Vec<bool>,
    /// The number of codewords that were corrected or treated as erasures.
    pub(crate) corrected: usize,
    is_complete: bool,
}

/// The kind of damage that is repaired in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repair {
    /// Errors only. A symbol with a block that cannot be repaired is not read.
    Errors,
    /// Errors, and in addition an increasing number of the least certain codewords as erasures. Blocks that cannot be
    /// repaired are left unchanged.
    ErrorsAndErasures,
}

/// Reads the codewords of a symbol from the darkness of its modules. Modules in `flat` surroundings are uncertain.
pub(crate) fn read(darkness: &[f32], flat: &[bool], layout: &Layout, repair: Repair) -> Option<Codewords> {
    let (data, fit) = read_format(darkness, layout.side)?;
    if fit < LEAST_FORMAT_FIT {
        return None;
    }
    let (level, mask) = ((data >> 3 ^ 1) as usize, data & 7);
    let count = layout.order.len() / 8;
    let (mut values, mut certainties) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for places in layout.order.chunks_exact(8) {
        let (mut value, mut least) = (0, f32::MAX);
        for place in places {
            let (x, y) = (place % layout.side, place / layout.side);
            let darkness = darkness.get(*place).copied().unwrap_or(0.0);
            value = value << 1 | u8::from((darkness > 0.0) != is_masked(mask, x, y));
            let factor = if flat.get(*place).copied().unwrap_or(true) { FLAT_CERTAINTY } else { 1.0 };
            least = least.min(darkness.abs() * factor);
        }
        values.push(value);
        certainties.push(least);
    }
    let mut codewords = Codewords { level, mask, solved: vec![false; count], values, corrected: 0, is_complete: true };
    let Interleaving { blocks, parity } = Interleaving::new(layout.version, level, count);
    for block in &blocks {
        let repaired = codewords.repair(block, parity, spared(layout.version, level), &certainties, repair);
        if !repaired && repair == Repair::Errors {
            return None;
        }
        codewords.is_complete &= repaired;
    }
    Some(codewords)
}

/// Returns the number of parity codewords that the standard reserves against misreading in small symbols (table 9).
fn spared(version: usize, level: usize) -> usize {
    match (version, level) {
        (1, 0) => 3,
        (1, 1) | (2, 0) => 2,
        (1, _) | (3, 0) => 1,
        _ => 0,
    }
}

/// Returns the five bits of format information that fit best, and their fit: 1 is perfect, 0 is chance.
pub(crate) fn read_format(darkness: &[f32], side: usize) -> Option<(u32, f32)> {
    let places = format_places(side);
    let value = |(x, y): (usize, usize)| darkness.get(y * side + x).copied().unwrap_or(0.0);
    let values = places.map(|places| places.map(value));
    let all: f32 = values.iter().flatten().map(|value| value.abs()).sum();
    let fit = |data: u32| {
        let word = format_word(data);
        let signed = |(at, value): (usize, &f32)| if word >> (14 - at) & 1 == 1 { *value } else { -*value };
        values.iter().flat_map(|copy| copy.iter().enumerate().map(signed)).sum::<f32>() / all.max(1e-3)
    };
    (0..32).map(|data| (data, fit(data))).max_by(|(_, a), (_, b)| a.total_cmp(b))
}

impl Codewords {
    /// Repairs a block in place. Returns whether it succeeded.
    fn repair(&mut self, block: &[usize], parity: usize, spared: usize, certainties: &[f32], kind: Repair) -> bool {
        let mut values: Vec<u8> = block.iter().map(|place| self.values.get(*place).copied().unwrap_or(0)).collect();
        let mut order: Vec<usize> = (0..block.len()).collect();
        let certainty = |at: &usize| block.get(*at).and_then(|place| certainties.get(*place)).copied().unwrap_or(0.0);
        let mut fixed = reed_solomon::correct(&mut values, parity, &[], spared);
        if fixed.is_none() && kind == Repair::ErrorsAndErasures {
            order.sort_by_cached_key(|at| least_first(certainty(at)));
            let most = parity.saturating_sub(SLACK + spared);
            fixed = (ERASURE_STEP..=most).step_by(ERASURE_STEP).find_map(|erased| {
                let erasures = order.get(..erased)?;
                Some(reed_solomon::correct(&mut values, parity, erasures, SLACK + spared)? + erased)
            });
        }
        let Some(fixed) = fixed else { return false };
        self.corrected += fixed;
        for (place, value) in block.iter().zip(values) {
            if let (Some(known), Some(solved)) = (self.values.get_mut(*place), self.solved.get_mut(*place)) {
                (*known, *solved) = (value, true);
            }
        }
        true
    }

    /// Returns the error correction level.
    pub(crate) fn error_correction(&self) -> ErrorCorrection {
        match self.level {
            0 => ErrorCorrection::Low,
            1 => ErrorCorrection::Medium,
            2 => ErrorCorrection::Quartile,
            _ => ErrorCorrection::High,
        }
    }

    /// Returns for each block of codewords the modules that hold it.
    pub(crate) fn modules_of_blocks(&self, layout: &Layout) -> Vec<Vec<usize>> {
        let words: Vec<&[usize]> = layout.order.chunks_exact(8).collect();
        let blocks = Interleaving::new(layout.version, self.level, words.len()).blocks;
        let modules = |block: &Vec<usize>| -> Vec<usize> {
            block.iter().filter_map(|word| words.get(*word)).flat_map(|modules| modules.iter().copied()).collect()
        };
        blocks.iter().map(modules).collect()
    }

    /// Returns whether any block was repaired.
    pub(crate) fn has_solved(&self) -> bool {
        self.solved.contains(&true)
    }

    /// Returns whether all blocks were repaired and the symbol that they encode matches the sampled modules.
    pub(crate) fn fits(&self, darkness: &[f32], layout: &Layout) -> bool {
        if !self.is_complete {
            return false;
        }
        let known = self.known(layout);
        let agreeing = layout.order.iter().filter(|place| {
            let (Some(known), Some(darkness)) = (known.get(**place), darkness.get(**place)) else { return false };
            known * darkness > 0.0
        });
        agreeing.count() as f64 >= LEAST_AGREEMENT * layout.order.len() as f64
    }

    /// Returns the data of all blocks, concatenated.
    pub(crate) fn data(&self, layout: &Layout) -> Vec<u8> {
        let interleaving = Interleaving::new(layout.version, self.level, self.values.len());
        let of_data = |block: &Vec<usize>| block.len() - interleaving.parity;
        let places = interleaving.blocks.iter().flat_map(|block| block.iter().take(of_data(block)));
        places.map(|place| self.values.get(*place).copied().unwrap_or(0)).collect()
    }

    /// Returns the color of each module that is certain: 1 for dark, -1 for light, 0 for the others.
    pub(crate) fn known(&self, layout: &Layout) -> Vec<f32> {
        let mut known = layout.known();
        let word = format_word((self.level as u32 ^ 1) << 3 | self.mask);
        for places in format_places(layout.side) {
            for (at, (x, y)) in places.into_iter().enumerate() {
                if let Some(value) = known.get_mut(y * layout.side + x) {
                    *value = if word >> (14 - at) & 1 == 1 { 1.0 } else { -1.0 };
                }
            }
        }
        for ((places, value), solved) in layout.order.chunks_exact(8).zip(&self.values).zip(&self.solved) {
            for (at, place) in places.iter().enumerate().filter(|_| *solved) {
                let dark =
                    (value >> (7 - at) & 1 == 1) != is_masked(self.mask, place % layout.side, place / layout.side);
                if let Some(known) = known.get_mut(*place) {
                    *known = if dark { 1.0 } else { -1.0 };
                }
            }
        }
        known
    }
}
