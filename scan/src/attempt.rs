//! One attempt to read a symbol whose three finder patterns are known: cheap ways first, thorough ones if they fail.

use super::find::Triple;
use super::geometry::{Axis, Correspondence, Point};
use super::grid::{Boundary, Field, Located, Mesh, align, boundaries, equalise, locate, sight};
use super::options::Allowance;
use super::symbol::correct;
use super::symbol::{Codewords, Effort, Layout, segments};
use super::{CorrectionLevel, FoundSymbol, LumaImage};

/// Why there is no reading.
pub(super) enum Unread {
    /// These are no symbol's corners.
    Nothing,
    /// They may be a symbol's: how much they look like one.
    Unlikely(f64),
    /// A symbol is here that was not read.
    Seen(Box<Evidence>),
}

/// What is known of a symbol that was not read.
pub(super) struct Evidence {
    pub(super) mesh: Mesh,
    pub(super) grey: Field,
    pub(super) timing: f64,
}

/// Radii in modules within which dark and light are told apart: wide ones average noise away, narrow ones follow shadows.
const RADII: [usize; 3] = [5, 3, 2];

/// What the steps of an attempt cost, in samples that take as long: until three patterns turn out not to belong together,
/// and, for each of its modules, to sample and correct it, to refine its mesh, to undo blur.
const SAMPLES_TO_DISMISS: usize = 500;
const SAMPLES_TO_READ: usize = 15;
const SAMPLES_TO_REFINE: usize = 60;
const SAMPLES_TO_EQUALISE: usize = 60;

/// How much a symbol's timing patterns look like it: those with few modules look right by chance.
pub(super) fn likeness(timing: f64, side: usize) -> f64 {
    timing * (side as f64 - 16.0).sqrt()
}

/// Reads a symbol whose timing patterns fit at least as well as they must.
pub(super) fn read(
    image: &LumaImage<'_>,
    triple: &Triple,
    effort: Effort,
    least_timing: f64,
    allowance: &Allowance,
) -> Result<FoundSymbol, Unread> {
    allowance.spend(SAMPLES_TO_DISMISS);
    let Some(located) = locate(image, triple, allowance) else { return Err(Unread::Nothing) };
    let area = located.layout.side * located.layout.side;
    if located.timing < least_timing || !allowance.has(2 * SAMPLES_TO_READ * area) {
        return Err(Unread::Unlikely(likeness(located.timing, located.layout.side)));
    }
    let Located { mut mesh, layout, mut seen, timing, module } = located;
    let taps = if module < 2.5 { 2 } else { 3 };
    let reach = 2.0 + layout.side as f64 * 0.04;
    if let Some(pattern) = align::bottom_right(image, &mesh, layout.version, reach) {
        seen.push(pattern);
        mesh = Mesh::fit(layout.side, &seen, module).unwrap_or(mesh);
    }
    allowance.spend(SAMPLES_TO_READ * area);
    let mut grey = Field::sample(image, &mesh, taps);
    if let Some(reading) = decode_quickly(&grey, &mesh, &layout) {
        return Ok(reading);
    }
    if layout.version > 1 {
        let mut all = seen.clone();
        all.extend(align::all(image, &mesh, layout.version, 2.0));
        all.extend(track_timing(image, &mesh));
        let bent = mesh.bent(&all, if layout.version < 7 { 2 } else { 3 }, 1.0);
        if let Some(bent) = bent {
            mesh = bent;
            allowance.spend(SAMPLES_TO_READ * area);
            grey = Field::sample(image, &mesh, taps);
            if let Some(reading) = decode_quickly(&grey, &mesh, &layout) {
                return Ok(reading);
            }
        }
    }
    if effort == Effort::Thorough {
        for round in 0..4 {
            if allowance.is_over() {
                break;
            }
            allowance.spend(SAMPLES_TO_REFINE * area);
            let soft = grey.balanced(RADII[0]);
            let certain = |value: f32| if value.abs() > 0.25 { value.signum() } else { 0.0 };
            let decided: Vec<f32> = soft.inner().into_iter().map(certain).collect();
            let edges = sight(image, &mesh, &boundaries(&decided, layout.side));
            let degree = if round == 0 { 3 } else { 4 };
            let Some(bent) = mesh.bent(&edges, degree, 0.35) else { break };
            mesh = bent;
            grey = Field::sample(image, &mesh, taps);
            let reading = if round % 2 == 0 {
                decode_quickly(&grey, &mesh, &layout)
            } else {
                decode_thoroughly(&grey, &mesh, &layout, allowance)
            };
            if let Some(reading) = reading {
                return Ok(reading);
            }
        }
    }
    Err(Unread::Seen(Box::new(Evidence { mesh, grey, timing })))
}

/// Decodes a symbol, upright or mirrored, errors corrected as they are.
fn decode_quickly(grey: &Field, mesh: &Mesh, layout: &Layout) -> Option<FoundSymbol> {
    let soft = grey.balanced(RADII[0]);
    [false, true].into_iter().find_map(|mirrored| {
        let soft = if mirrored { soft.transposed() } else { soft.clone() };
        let inner = soft.inner();
        finish(&correct::read(&inner, &[], layout, Effort::Quick)?, &inner, mesh, layout)
    })
}

/// Decodes a symbol with erasures and equalisation, learning from what is already solved.
fn decode_thoroughly(grey: &Field, mesh: &Mesh, layout: &Layout, allowance: &Allowance) -> Option<FoundSymbol> {
    RADII.into_iter().find_map(|radius| {
        let plain = grey.balanced(radius);
        let flat = plain.flat();
        let mut soft = plain.clone();
        let mut known = layout.known();
        for _ in 0..4 {
            if allowance.is_over() {
                return None;
            }
            allowance.spend(SAMPLES_TO_EQUALISE * layout.side * layout.side);
            let inner = soft.inner();
            let read = correct::read(&inner, &flat, layout, Effort::Thorough);
            if let Some(reading) = read.as_ref().and_then(|read| finish(read, &inner, mesh, layout)) {
                return Some(reading);
            }
            if let Some(read) = read.filter(Codewords::has_solved) {
                known = read.known(layout);
            }
            // What looks certain is taken for known, with less weight.
            let guessed = inner.iter().zip(&known).zip(&flat).map(|((value, known), flat)| match () {
                () if *known != 0.0 => *known,
                () if !flat && value.abs() > 0.4 => value.signum() * 0.3,
                () => 0.0,
            });
            soft = equalise(&plain, &guessed.collect::<Vec<f32>>())?;
        }
        None
    })
}

/// The text of a corrected symbol.
pub(super) fn finish(codewords: &Codewords, soft: &[f32], mesh: &Mesh, layout: &Layout) -> Option<FoundSymbol> {
    codewords.fits(soft, layout).then_some(())?;
    let level = match codewords.level {
        0 => CorrectionLevel::Low,
        1 => CorrectionLevel::Medium,
        2 => CorrectionLevel::Quartile,
        _ => CorrectionLevel::High,
    };
    let text = segments::read(&codewords.data(layout), layout.version)?;
    #[cfg(feature = "scan-steps")]
    super::steps::read(codewords, soft, mesh, layout);
    Some(FoundSymbol {
        text,
        corners: mesh.corners(),
        version: layout.version as u8,
        level,
        corrected: codewords.corrected,
    })
}

/// Follows both timing patterns from either end, each boundary looked for where the last one was off.
fn track_timing(image: &LumaImage<'_>, mesh: &Mesh) -> Vec<Correspondence> {
    let mut found = Vec::new();
    for axis in [Axis::Across, Axis::Down] {
        for forwards in [true, false] {
            let mut drift = 0.0;
            let (first, last) = (7, mesh.side - 7);
            let middle = mesh.side / 2;
            let places: Vec<usize> =
                if forwards { (first..=middle).collect() } else { (middle..=last).rev().collect() };
            for at in places {
                let place = |at: f64| match axis {
                    Axis::Down => Point { x: 6.5, y: at },
                    _ => Point { x: at, y: 6.5 },
                };
                let boundary = Boundary { grid: place(at as f64 + drift), axis, to_dark: at % 2 == 0 };
                let Some(sighting) = sight(image, mesh, &[boundary]).pop() else { continue };
                let grid = place(at as f64);
                let offset = mesh.offset(grid, sighting.image);
                let off = if axis == Axis::Across { offset.x } else { offset.y };
                drift += (off - drift) * 0.5;
                found.push(Correspondence { grid, ..sighting });
            }
        }
    }
    found
}
