//! Decodes the grey values of modules to a content: a text, or bytes without one.

use crate::budget::{Share, cost};
use crate::grid::{CONTRAST_RADIUS, Field, equalize};
use crate::result::Content;
use crate::symbol::{Codewords, Layout, Repair, correct, segments};

/// The radii in modules within which dark and light are distinguished. Wide radii average noise away, narrow ones
/// follow shadows.
const RADII: [usize; 3] = [CONTRAST_RADIUS, 3, 2];

/// The rounds of equalization for each radius. Blocks that one round solves help the next round; more rounds solve no
/// more.
const ROUNDS: usize = 4;

/// The darkness above which the color of an unknown module counts as a guess, and the weight of such a guess relative
/// to a known module. Few guesses are wrong, and there are many of them.
const GUESSED_FROM: f32 = 0.4;
const GUESS_WEIGHT: f32 = 0.3;

/// A symbol whose modules were decoded.
pub(crate) struct Decoded {
    pub(crate) content: Content,
    pub(crate) codewords: Codewords,
    /// The darkness of each module. For a mirrored symbol, rows and columns are exchanged.
    pub(crate) darkness: Vec<f32>,
}

/// Decodes a symbol, upright or mirrored, correcting errors only.
pub(super) fn decode_quickly(grey: &Field, layout: &Layout) -> Option<Decoded> {
    let balanced = grey.balanced(CONTRAST_RADIUS);
    [false, true].into_iter().find_map(|is_mirrored| {
        let darkness = if is_mirrored { balanced.transposed().inner() } else { balanced.inner() };
        let codewords = correct::read(&darkness, &[], layout, Repair::Errors)?;
        let content = content_of(&codewords, &darkness, layout)?;
        Some(Decoded { content, codewords, darkness })
    })
}

/// Decodes a symbol with equalization and erasures, using the blocks that are already solved.
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
            let content = codewords.as_ref().and_then(|codewords| content_of(codewords, &darkness, layout));
            let codewords = match (codewords, content) {
                (Some(codewords), Some(content)) => return Some(Decoded { content, codewords, darkness }),
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

/// Returns the content of corrected codewords, if the symbol that they encode matches the sampled modules.
pub(crate) fn content_of(codewords: &Codewords, darkness: &[f32], layout: &Layout) -> Option<Content> {
    codewords.fits(darkness, layout).then_some(())?;
    segments::read(&codewords.data(layout), layout.version)
}
