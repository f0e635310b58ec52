//! From how dark each module is to the symbol it was, with errors corrected.
//!
//! A codeword is as certain as its least certain module. What is least certain is given up first: an erasure costs half
//! of what an error does.

use super::layout::{Dealing, Layout, format_places, format_word, is_masked};
use super::reed_solomon;

/// Parity codewords that must be left over in a block where erasures were used.
const SLACK: usize = 4;

/// The least part of modules that must look as the corrected symbol has them.
const LEAST_AGREEMENT: f64 = 0.7;

/// A symbol's codewords as far as they are known.
pub(crate) struct Codewords {
    /// L, M, Q, H as 0 to 3.
    pub(crate) level: usize,
    mask: u32,
    /// In the symbol's sequence.
    values: Vec<u8>,
    /// Those of blocks that were repaired.
    solved: Vec<bool>,
    /// Codewords that were wrong.
    pub(crate) corrected: usize,
    is_complete: bool,
}

/// How hard to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Effort {
    /// Errors alone.
    Quick,
    /// Also with more and more of the least certain codewords given up.
    Thorough,
}

/// Reads the codewords of a symbol from the darkness of its modules, `doubtful` ones the least certain.
pub(crate) fn read(soft: &[f32], doubtful: &[bool], layout: &Layout, effort: Effort) -> Option<Codewords> {
    let (data, certainty) = read_format(soft, layout.side)?;
    if certainty < 0.3 {
        return None;
    }
    let (level, mask) = ((data >> 3 ^ 1) as usize, data & 7);
    let count = layout.order.len() / 8;
    let (mut values, mut certainties) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for places in layout.order.chunks_exact(8) {
        let (mut value, mut least) = (0, f32::MAX);
        for place in places {
            let (x, y) = (place % layout.side, place / layout.side);
            let darkness = soft.get(*place).copied().unwrap_or(0.0);
            value = value << 1 | u8::from((darkness > 0.0) != is_masked(mask, x, y));
            let doubt = if doubtful.get(*place).copied().unwrap_or(true) { 0.1 } else { 1.0 };
            least = least.min(darkness.abs() * doubt);
        }
        values.push(value);
        certainties.push(least);
    }
    let mut codewords = Codewords { level, mask, solved: vec![false; count], values, corrected: 0, is_complete: true };
    let dealing = Dealing::new(layout.version, level, count);
    for block in &dealing.blocks {
        let repaired = codewords.repair(block, dealing.parity, spared(layout.version, level), &certainties, effort);
        if !repaired && effort == Effort::Quick {
            return None;
        }
        codewords.is_complete &= repaired;
    }
    Some(codewords)
}

/// Parity codewords that the standard keeps against misreading in small symbols, table 9.
fn spared(version: usize, level: usize) -> usize {
    match (version, level) {
        (1, 0) => 3,
        (1, 1) | (2, 0) => 2,
        (1, _) | (3, 0) => 1,
        _ => 0,
    }
}

/// The five bits of format information that fit best, and how well: 1 for all of it, 0 for none.
pub(crate) fn read_format(soft: &[f32], side: usize) -> Option<(u32, f32)> {
    let places = format_places(side);
    let value = |(x, y): (usize, usize)| soft.get(y * side + x).copied().unwrap_or(0.0);
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
    /// Repairs a block in place.
    fn repair(&mut self, block: &[usize], parity: usize, spared: usize, certainties: &[f32], effort: Effort) -> bool {
        let mut values: Vec<u8> = block.iter().map(|place| self.values.get(*place).copied().unwrap_or(0)).collect();
        let mut order: Vec<usize> = (0..block.len()).collect();
        let certainty = |at: &usize| block.get(*at).and_then(|place| certainties.get(*place)).copied().unwrap_or(0.0);
        let mut fixed = reed_solomon::correct(&mut values, parity, &[], spared);
        if fixed.is_none() && effort == Effort::Thorough {
            order.sort_by(|a, b| certainty(a).total_cmp(&certainty(b)));
            let most = parity.saturating_sub(SLACK + spared);
            fixed = (2..=most).step_by(2).find_map(|erased| {
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

    /// Whether any block was repaired.
    pub(crate) fn has_solved(&self) -> bool {
        self.solved.contains(&true)
    }

    /// Whether all is known, and looks like what was sampled.
    pub(crate) fn fits(&self, soft: &[f32], layout: &Layout) -> bool {
        if !self.is_complete {
            return false;
        }
        let known = self.known(layout);
        let agreeing = layout.order.iter().filter(|place| {
            let (Some(known), Some(darkness)) = (known.get(**place), soft.get(**place)) else { return false };
            known * darkness > 0.0
        });
        agreeing.count() as f64 >= LEAST_AGREEMENT * layout.order.len() as f64
    }

    /// The data of all blocks, one after the other.
    pub(crate) fn data(&self, layout: &Layout) -> Vec<u8> {
        let dealing = Dealing::new(layout.version, self.level, self.values.len());
        let of_data = |block: &Vec<usize>| block.len() - dealing.parity;
        let places = dealing.blocks.iter().flat_map(|block| block.iter().take(of_data(block)));
        places.map(|place| self.values.get(*place).copied().unwrap_or(0)).collect()
    }

    /// The colour of each module that is certain, 1 for dark, -1 for light, 0 for the others.
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
