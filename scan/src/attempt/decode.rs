//! From grey values of modules to a text.

use crate::budget::{Share, cost};
use crate::grid::{CONTRAST_RADIUS, Field, equalize};
use crate::symbol::{Codewords, Layout, Repair, correct, segments};

/// Radii in modules within which dark and light are told apart: wide ones average noise away, narrow ones follow
/// shadows.
const RADII: [usize; 3] = [CONTRAST_RADIUS, 3, 2];

/// Rounds of equalization for each radius. Blocks that one round solves teach the next; later rounds solve no more.
const ROUNDS: usize = 4;

/// Darkness from which the color of a module counts as a guess worth learning from, and what such a guess weighs beside
/// a module that is known: few are wrong, and there are many of them.
const GUESSED_FROM: f32 = 0.4;
const GUESS_WEIGHT: f32 = 0.3;

/// A symbol whose modules were decoded.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) codewords: Codewords,
    /// How dark each module looks, of a mirrored symbol with rows and columns exchanged.
    pub(crate) darkness: Vec<f32>,
}

/// Decodes a symbol, upright or mirrored, correcting errors only.
pub(super) fn decode_quickly(grey: &Field, layout: &Layout) -> Option<Decoded> {
    let balanced = grey.balanced(CONTRAST_RADIUS);
    [false, true].into_iter().find_map(|is_mirrored| {
        let darkness = if is_mirrored { balanced.transposed().inner() } else { balanced.inner() };
        let codewords = correct::read(&darkness, &[], layout, Repair::Errors)?;
        let text = text_of(&codewords, &darkness, layout)?;
        Some(Decoded { text, codewords, darkness })
    })
}

/// Decodes a symbol with equalization and erasures, learning from the blocks that are already solved.
pub(super) fn decode_thoroughly(grey: &Field, layout: &Layout, share: Share<'_>) -> Option<Decoded> {
    RADII.into_iter().find_map(|radius| {
        let plain = grey.balanced(radius);
        let flat = plain.flat();
        let mut equalized = plain.clone();
        let mut known = layout.known();
        for _ in 0..ROUNDS {
            if share.is_over() {
                return None;
            }
            share.spend(cost::EQUALIZE * layout.side * layout.side);
            let darkness = equalized.inner();
            let codewords = correct::read(&darkness, &flat, layout, Repair::ErrorsAndErasures);
            let text = codewords.as_ref().and_then(|codewords| text_of(codewords, &darkness, layout));
            let codewords = match (codewords, text) {
                (Some(codewords), Some(text)) => return Some(Decoded { text, codewords, darkness }),
                (codewords, _) => codewords,
            };
            if let Some(codewords) = codewords.filter(Codewords::has_solved) {
                known = codewords.known(layout);
            }
            let learned = darkness.iter().zip(&known).zip(&flat).map(|((darkness, known), flat)| match () {
                () if *known != 0.0 => *known,
                () if !flat && darkness.abs() > GUESSED_FROM => darkness.signum() * GUESS_WEIGHT,
                () => 0.0,
            });
            equalized = equalize(&plain, &learned.collect::<Vec<f32>>())?;
        }
        None
    })
}

/// The text of corrected codewords, if the symbol that they make looks like the modules that were sampled.
pub(crate) fn text_of(codewords: &Codewords, darkness: &[f32], layout: &Layout) -> Option<String> {
    codewords.fits(darkness, layout).then_some(())?;
    segments::read(&codewords.data(layout), layout.version)
}
