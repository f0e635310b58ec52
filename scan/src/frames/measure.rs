//! Measures what one frame shows of a symbol.
//!
//! A frame that cannot be read alone still has information on every module. The modules that are the same in all
//! symbols of a version show how much: their deviation from their known colors, once blur is undone, measures the
//! frame's noise.

use super::grow::{Origin, grow};
use crate::budget::{Share, cost};
use crate::grid::{Bend, Boxes, CONTRAST_RADIUS, Field, MAX_DEGREE, Mesh, equalize, refine};
use crate::image::LumaImage;
use crate::symbol::Layout;

/// The number of places across and down at which each module is sampled. Nine places average the noise.
const TAPS: usize = 3;

/// The bend of a mesh in a frame. Labels that need several frames are hardly ever flat.
const BEND: Bend = Bend { degree: MAX_DEGREE, outlier: refine::OUTLIER };

/// The maximum weight of a module of one frame, as a logarithm of odds: 400 to 1.
const MOST_EVIDENCE: f32 = 6.0;

/// The minimum for the mean squared deviation of the known modules of a frame: no frame is certain.
const LEAST_RESIDUE: f64 = 0.03;

/// The fidelity below which a mesh may be off by a module somewhere.
const WELL_FITTED: f64 = 0.9;

/// The minimum fidelity of a new symbol, in standard deviations of the fidelity of texture, and its limits. A symbol
/// with few modules to compare cannot exceed the upper limit, and noise in a large symbol exceeds the lower one.
const SIGNIFICANCE: f64 = 5.0;
const FIDELITY: (f64, f64) = (0.4, 0.9);

/// A symbol as one frame shows it.
pub(super) struct Measurement {
    pub(super) mesh: Mesh,
    /// For each module, the natural logarithm of the odds that it is dark. 0 means unknown.
    pub(super) evidence: Vec<f32>,
    /// The correlation of the modules whose colors are known with these colors.
    pub(super) fidelity: f64,
}

impl Measurement {
    /// Measures a symbol through a mesh that is first refined by the boundaries between modules whose colors are
    /// `known` or seem clear. `None` if too little can be seen.
    pub(super) fn refined(image: &LumaImage<'_>, mesh: Mesh, layout: &Layout, known: &[f32]) -> Option<Self> {
        let grey = Field::sample(image, &mesh, TAPS);
        let bent = refine(image, &mesh, &grey, known, BEND);
        let before = Self::through(mesh, &grey, layout, known);
        let after = bent.and_then(|bent| {
            let grey = Field::sample(image, &bent, TAPS);
            Self::through(bent, &grey, layout, known)
        });
        // In noise, the boundaries may be misleading.
        [before, after].into_iter().flatten().max_by(|a, b| a.fidelity.total_cmp(&b.fidelity))
    }

    /// Measures a symbol whose grey values were sampled through a mesh.
    fn through(mesh: Mesh, grey: &Field, layout: &Layout, known: &[f32]) -> Option<Self> {
        let plain = grey.balanced(CONTRAST_RADIUS);
        let darkness = equalize(&plain, known)?.inner();
        let references = reference_modules(layout);
        let fidelity = fidelity(&darkness, &references);
        let off = |(place, color): &(usize, f64)| {
            let off = f64::from(darkness.get(*place).copied().unwrap_or(0.0)) - color;
            off * off
        };
        let residue = references.iter().map(off).sum::<f64>() / references.len().max(1) as f64;
        // Noise differs across a symbol as light does. The modules whose color is not clear show how much.
        let unclear = darkness.iter().zip(known).map(|(value, known)| {
            let color = if *known == 0.0 { value.signum() } else { *known };
            (f64::from((value - color) * (value - color)), 1.0)
        });
        let unclear: Vec<f64> = Boxes::new(layout.side, unclear).means(CONTRAST_RADIUS).collect();
        let usual = unclear.iter().sum::<f64>() / unclear.len() as f64;
        let evidence = darkness.iter().zip(plain.flat()).zip(&unclear).map(|((value, flat), unclear)| match flat {
            // An area that covers the symbol has no information on it.
            true => 0.0,
            false => {
                let residue = (residue * unclear / usual.max(1e-9)).max(LEAST_RESIDUE);
                (2.0 * value / residue as f32).clamp(-MOST_EVIDENCE, MOST_EVIDENCE)
            }
        });
        (fidelity > 0.0).then(|| Measurement { mesh, evidence: evidence.collect(), fidelity })
    }
}

/// Measures a symbol that is not known from earlier frames. `None` if it is unlikely to be a symbol.
pub(super) fn measure_new(
    image: &LumaImage<'_>,
    mesh: &Mesh,
    grey: &Field,
    layout: &Layout,
    origin: Origin,
    share: Share<'_>,
) -> Option<Measurement> {
    let known = layout.known();
    let first = Measurement::through(mesh.clone(), grey, layout, &known)?;
    let references = reference_modules(layout).len().max(1) as f64;
    let least = (SIGNIFICANCE / references.sqrt()).clamp(FIDELITY.0, FIDELITY.1);
    if first.fidelity < least || !share.try_spend(cost::MEASURE_REFINED * layout.side * layout.side) {
        return None;
    }
    let refined = Measurement::refined(image, mesh.clone(), layout, &known);
    let frame = refined.filter(|refined| refined.fidelity > first.fidelity).unwrap_or(first);
    let grown = measure_grown(image, &frame, mesh, layout, origin, share);
    Some(grown.filter(|grown| grown.fidelity > frame.fidelity).unwrap_or(frame))
}

/// Measures a symbol through a newly grown mesh, if the mesh through which it was measured may be wrong.
pub(super) fn measure_grown(
    image: &LumaImage<'_>,
    frame: &Measurement,
    mesh: &Mesh,
    layout: &Layout,
    origin: Origin,
    share: Share<'_>,
) -> Option<Measurement> {
    let area = layout.side * layout.side;
    if frame.fidelity > WELL_FITTED || !share.try_spend(cost::MEASURE_GROWN * area) {
        return None;
    }
    Measurement::refined(image, grow(image, mesh, layout, origin)?, layout, &layout.known())
}

/// Returns the modules whose colors are the same in all symbols of a version, except those of the finder patterns.
/// Finder patterns are so wide that they do not show how well single modules can be seen.
pub(super) fn reference_modules(layout: &Layout) -> Vec<(usize, f64)> {
    let side = layout.side;
    let known = layout.known().into_iter().enumerate().filter(|(_, color)| *color != 0.0);
    known.filter(|(at, _)| !layout.is_finder(at % side, at / side)).map(|(at, color)| (at, f64::from(color))).collect()
}

/// Returns the correlation of modules with their known colors.
pub(super) fn fidelity(values: &[f32], colors: &[(usize, f64)]) -> f64 {
    let (mut both, mut square) = (0.0, 0.0);
    for (place, color) in colors {
        let value = f64::from(values.get(*place).copied().unwrap_or(0.0));
        both += value * color;
        square += value * value;
    }
    both / (square * colors.len() as f64).sqrt().max(1e-9)
}
