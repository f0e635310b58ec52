//! Adds up what several frames say of one symbol.
//!
//! A frame that cannot be read alone still says something of every module. How much, shows in the modules that all symbols of a
//! version share: what is left of their colours once blur is undone tells how noisy a frame is, and frames count by
//! that. The sum over frames is as certain as one frame with the noise of none of them.
//!
//! Adding is right only where both are the same symbol. That is decided by the modules that hold data: those
//! of two different symbols agree by chance, but for a head that both may share, those of one symbol seen twice
//! agree as far as noise lets them.

use crate::grid::{Boxes, Field, MAX_DEGREE, Mesh, boundaries, equalise, sight};
use crate::image::LumaImage;
use crate::symbol::correct::Codewords;
use crate::symbol::{Dealing, Layout};

/// Modules around each within which dark and light are told apart.
const RADIUS: usize = 5;

/// Places across and down at which each module is sampled.
const TAPS: usize = 3;

/// Standard deviations by which two frames' data must agree more than by chance.
const LEAST_SIGNIFICANCE: f64 = 6.0;

/// The least agreement of two frames' data, as a part of what their noise lets one expect of the same symbol. Different
/// symbols that share a third of their codewords agree by a third.
const LEAST_AGREEMENT: f64 = 0.62;

/// Standard deviations by which a block of codewords may agree less than the whole.
const MOST_DOUBT: f64 = 4.0;

/// What a module of one frame may weigh at most.
const MOST_EVIDENCE: f32 = 6.0;

/// What is left of a sum when the next frame is added: an error made once fades away.
const KEPT: f32 = 0.96;

/// Modules around each within which a frame should agree with the sum.
const AROUND: usize = 4;

/// What of a frame is added where it does not: the sum may be wrong, too.
const LEAST_ADDED: f64 = 0.15;

/// The least mean square of what is unexplained in a frame's known modules: no frame is trusted without end.
const LEAST_RESIDUE: f64 = 0.03;

/// Certain enough to take a module's colour for known.
const CERTAIN: f32 = 1.5;

/// A symbol as one frame shows it.
pub(super) struct Measured {
    pub(super) mesh: Mesh,
    /// For each module, how much it speaks for dark: natural logarithms of likelihood ratios, as far as known.
    pub(super) evidence: Vec<f32>,
    /// Correlation of the modules that are known with their colours.
    pub(super) fidelity: f64,
}

/// The evidence of several frames.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    /// As in [`Measured`], added up.
    pub(super) evidence: Vec<f32>,
    fidelity: f64,
    /// The most fidelity of any of the frames.
    pub(super) best: f64,
    /// Frames added.
    pub(super) frames: u32,
}

impl Measured {
    /// Measures a symbol through a mesh, fitted first to the boundaries between modules whose colours are `known` or, where
    /// those are not, seem clear. None where too little is to be seen.
    pub(super) fn at(image: &LumaImage<'_>, mesh: Mesh, layout: &Layout, known: &[f32]) -> Option<Self> {
        let grey = Field::sample(image, &mesh, TAPS);
        let edges = sight(image, &mesh, &boundaries(&decided(&grey, known), layout.side));
        let bent = mesh.bent(&edges, MAX_DEGREE, 0.35);
        let before = Self::through(mesh, &grey, layout, known);
        let after = bent.and_then(|bent| {
            let grey = Field::sample(image, &bent, TAPS);
            Self::through(bent, &grey, layout, known)
        });
        // In noise, boundaries may lead astray.
        [before, after].into_iter().flatten().max_by(|a, b| a.fidelity.total_cmp(&b.fidelity))
    }

    /// Measures a symbol whose grey values were sampled through a mesh.
    pub(super) fn through(mesh: Mesh, grey: &Field, layout: &Layout, known: &[f32]) -> Option<Self> {
        let plain = grey.balanced(RADIUS);
        let soft = equalise(&plain, known)?.inner();
        let telling = telling(layout);
        let fidelity = fidelity(&soft, &telling);
        let off = |(place, colour): &(usize, f64)| {
            let off = f64::from(soft.get(*place).copied().unwrap_or(0.0)) - colour;
            off * off
        };
        let residue = telling.iter().map(off).sum::<f64>() / telling.len().max(1) as f64;
        // Noise differs across a symbol, as light does: what is no clear colour tells how much.
        let unclear = soft.iter().zip(known).map(|(value, known)| {
            let colour = if *known == 0.0 { value.signum() } else { *known };
            (f64::from((value - colour) * (value - colour)), 1.0)
        });
        let unclear: Vec<f64> = Boxes::new(layout.side, unclear).means(RADIUS).collect();
        let usual = unclear.iter().sum::<f64>() / unclear.len() as f64;
        let evidence = soft.iter().zip(plain.flat()).zip(&unclear).map(|((value, flat), unclear)| match flat {
            // What covers a symbol says nothing of it.
            true => 0.0,
            false => {
                let residue = (residue * unclear / usual.max(1e-9)).max(LEAST_RESIDUE);
                (2.0 * value / residue as f32).clamp(-MOST_EVIDENCE, MOST_EVIDENCE)
            }
        });
        (fidelity > 0.0).then(|| Measured { mesh, evidence: evidence.collect(), fidelity })
    }
}

/// The colours that are known, or seem clear: 1 dark, -1 light, 0 neither.
pub(super) fn decided(grey: &Field, known: &[f32]) -> Vec<f32> {
    let soft = grey.balanced(RADIUS).inner();
    let decided = soft.iter().zip(known).map(|(soft, known)| match () {
        () if *known != 0.0 => *known,
        () if soft.abs() > 0.25 => soft.signum(),
        () => 0.0,
    });
    decided.collect()
}

/// Modules whose colours are the same in all symbols of a version, but for those of the finder patterns: wide as these are,
/// they tell little of how well single modules can be seen.
pub(super) fn telling(layout: &Layout) -> Vec<(usize, f64)> {
    let side = layout.side;
    let known = layout.known();
    let known = known.into_iter().enumerate().filter(|(_, colour)| *colour != 0.0);
    known
        .filter(|(at, _)| !layout.is_finder(at % side, at / side))
        .map(|(at, colour)| (at, f64::from(colour)))
        .collect()
}

/// The correlation of modules with the colours that they have.
fn fidelity(values: &[f32], colours: &[(usize, f64)]) -> f64 {
    let (mut both, mut square) = (0.0, 0.0);
    for (place, colour) in colours {
        let value = f64::from(values.get(*place).copied().unwrap_or(0.0));
        both += value * colour;
        square += value * value;
    }
    both / (square * colours.len() as f64).sqrt().max(1e-9)
}

impl Sum {
    pub(super) fn new(first: &Measured) -> Self {
        Sum { evidence: first.evidence.clone(), fidelity: first.fidelity, best: first.fidelity, frames: 1 }
    }

    /// Whether a frame shows the same symbol; where in doubt it does not.
    pub(super) fn recognises(&self, frame: &Measured, layout: &Layout) -> bool {
        let Agreement { is, by_chance } = agreement(&self.evidence, &frame.evidence, layout.order.iter().copied());
        is > LEAST_SIGNIFICANCE * by_chance && is > LEAST_AGREEMENT * self.fidelity * frame.fidelity
    }

    /// Adds a frame of the same symbol, less of it where its mesh seems to be a module off.
    pub(super) fn add(&mut self, frame: &Measured, layout: &Layout) {
        let boxes = |a: &[f32], b: &[f32]| -> Vec<f64> {
            let products = a.iter().zip(b).map(|(a, b)| (f64::from(a * b), 1.0));
            Boxes::new(layout.side, products).means(AROUND).collect()
        };
        let (of_sum, of_frame) = (boxes(&self.evidence, &self.evidence), boxes(&frame.evidence, &frame.evidence));
        let both = boxes(&self.evidence, &frame.evidence);
        let expected = (self.fidelity * frame.fidelity).max(0.1);
        let weights: Vec<f32> = both
            .iter()
            .zip(of_sum.iter().zip(&of_frame))
            .map(|(both, (a, b))| {
                let is = both / (a * b).sqrt().max(1e-9);
                (2.0 * is / expected - 0.5).clamp(LEAST_ADDED, 1.0) as f32
            })
            .collect();
        for ((sum, value), weight) in self.evidence.iter_mut().zip(&frame.evidence).zip(weights) {
            *sum = *sum * (1.0 - (1.0 - KEPT) * weight) + value * weight;
        }
        self.frames += 1;
        self.best = self.best.max(frame.fidelity);
        self.fidelity = fidelity(&self.evidence, &telling(layout));
    }

    /// The colours that are certain enough: 1 dark, -1 light, 0 unknown.
    pub(super) fn colours(&self, layout: &Layout) -> Vec<f32> {
        let mut known = layout.known();
        for (known, value) in known.iter_mut().zip(&self.evidence) {
            if *known == 0.0 && value.abs() > CERTAIN {
                *known = value.signum();
            }
        }
        known
    }
}

/// Whether a frame shows the symbol that was decoded from a sum with it: as a whole, and each block of codewords as well
/// as the others. Two symbols may share blocks, but never all.
pub(super) fn confirms(evidence: &[f32], fidelity: f64, read: &Codewords, layout: &Layout) -> bool {
    let colours = read.known(layout);
    let whole = agreement(evidence, &colours, layout.order.iter().copied());
    if whole.is < LEAST_SIGNIFICANCE * whole.by_chance || whole.is < LEAST_AGREEMENT * fidelity {
        return false;
    }
    let words: Vec<&[usize]> = layout.order.chunks_exact(8).collect();
    Dealing::new(layout.version, read.level, words.len()).blocks.iter().all(|block| {
        let places = block.iter().filter_map(|word| words.get(*word)).flat_map(|places| places.iter().copied());
        let of_block = agreement(evidence, &colours, places);
        of_block.is + MOST_DOUBT * of_block.by_chance > whole.is
    })
}

/// How well two measurements agree.
struct Agreement {
    /// Their correlation.
    is: f64,
    /// The standard deviation of that of independent ones.
    by_chance: f64,
}

/// How well two measurements agree at some places.
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
