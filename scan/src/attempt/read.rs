//! The steps of an attempt, from three finder patterns to a symbol.

use super::decode::{Decoded, decode_quickly, decode_thoroughly};
use crate::budget::{Share, cost};
use crate::find::Triple;
use crate::geometry::Point;
use crate::grid::{Bend, Field, Located, Mesh, align, locate, refine, timing_boundaries};
use crate::image::LumaImage;
use crate::result::FoundSymbol;
use crate::symbol::{Codewords, Layout};

/// Modules below this width in pixels are sampled at 2 by 2 places, wider ones at 3 by 3: more places than pixels add
/// no information.
const NARROW_MODULE: f64 = 2.5;

/// Modules by which the bottom right alignment pattern may be off where the three finder patterns have it, at least and
/// for each module of the side: a symbol that is bent or in perspective is off in proportion to its size.
const LEAST_REACH: f64 = 2.0;
const REACH_PER_MODULE: f64 = 0.04;

/// Modules by which other alignment patterns may be off from where their neighbors have them.
const REACH: f64 = 2.0;

/// The first bend by alignment and timing patterns. Symbols below version 7 have one alignment pattern, which does not
/// determine terms of the third degree. One module off is still a pattern of the symbol, more is an error.
const BEND_OF_SMALL: Bend = Bend { degree: 2, outlier: 1.0 };
const BEND_OF_LARGE: Bend = Bend { degree: 3, outlier: 1.0 };
const FIRST_LARGE_VERSION: usize = 7;

/// Bends by the boundaries between modules, round by round. A boundary that is off by a third of a module or more is
/// most often another one. Rounds alternate between quick and thorough decoding; a fifth changes the mesh no more.
const ROUNDS: [(Bend, Decoding); 4] = [
    (Bend { degree: 3, outlier: refine::OUTLIER }, Decoding::Quick),
    (Bend { degree: 4, outlier: refine::OUTLIER }, Decoding::Thorough),
    (Bend { degree: 4, outlier: refine::OUTLIER }, Decoding::Quick),
    (Bend { degree: 4, outlier: refine::OUTLIER }, Decoding::Thorough),
];

/// How the modules of a round are decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decoding {
    Quick,
    Thorough,
}

/// Why no symbol was read.
pub(crate) enum Unread {
    /// These are not the corners of a symbol.
    Nothing,
    /// They may be the corners of a symbol, with this likeness.
    Unlikely(f64),
    /// A symbol was seen and not read.
    Seen(Box<Evidence>),
}

/// What is known of a symbol that was not read.
pub(crate) struct Evidence {
    pub(crate) mesh: Mesh,
    pub(crate) grey: Field,
    /// How well its timing patterns fit, from 0 to 1.
    pub(crate) timing: f64,
}

/// A symbol that was read, in pixels of the view.
pub(crate) struct Reading {
    pub(crate) text: String,
    pub(crate) mesh: Mesh,
    pub(crate) layout: Layout,
    pub(crate) codewords: Codewords,
    /// How dark each module looks, of a mirrored symbol with rows and columns exchanged.
    pub(crate) darkness: Vec<f32>,
}

impl Reading {
    fn new(decoded: Decoded, mesh: Mesh, layout: Layout) -> Self {
        let Decoded { text, codewords, darkness } = decoded;
        Reading { text, mesh, layout, codewords, darkness }
    }

    /// The symbol, with its corners mapped from the view to the image.
    pub(crate) fn symbol(&self, map: impl Fn(Point) -> Point) -> FoundSymbol {
        FoundSymbol {
            text: self.text.clone(),
            corners: self.mesh.corners().map(map),
            version: self.layout.version as u8,
            level: self.codewords.error_correction(),
            corrected: self.codewords.corrected,
        }
    }
}

/// How much the timing patterns look like a symbol's. They have `side - 16` modules each, and those with few of them
/// fit by chance more often.
pub(crate) fn likeness(timing: f64, side: usize) -> f64 {
    timing * (side as f64 - 16.0).sqrt()
}

/// A symbol that was seen, and what is needed to go on with it.
struct Seen {
    mesh: Mesh,
    grey: Field,
    layout: Layout,
    timing: f64,
    taps: usize,
}

impl Seen {
    fn unread(self) -> Unread {
        Unread::Seen(Box::new(Evidence { mesh: self.mesh, grey: self.grey, timing: self.timing }))
    }
}

/// Reads a symbol in the cheap ways, if its timing patterns fit at least as well as `least_timing`.
pub(crate) fn quickly(
    image: &LumaImage<'_>,
    triple: &Triple,
    least_timing: f64,
    share: Share<'_>,
) -> Result<Reading, Unread> {
    approach(image, triple, least_timing, share)?.map_err(Seen::unread)
}

/// Reads a symbol in all ways, the cheap ones first.
pub(crate) fn thoroughly(image: &LumaImage<'_>, triple: &Triple, share: Share<'_>) -> Result<Reading, Unread> {
    let mut seen = match approach(image, triple, 0.0, share)? {
        Ok(reading) => return Ok(reading),
        Err(seen) => seen,
    };
    for (bend, decoding) in ROUNDS {
        if share.is_over() {
            break;
        }
        share.spend(cost::REFINE * seen.layout.side * seen.layout.side);
        let Some(mesh) = refine(image, &seen.mesh, &seen.grey, &[], bend) else { break };
        seen.mesh = mesh;
        seen.grey = Field::sample(image, &seen.mesh, seen.taps);
        let decoded = match decoding {
            Decoding::Quick => decode_quickly(&seen.grey, &seen.layout),
            Decoding::Thorough => decode_thoroughly(&seen.grey, &seen.layout, share),
        };
        if let Some(decoded) = decoded {
            return Ok(Reading::new(decoded, seen.mesh, seen.layout));
        }
    }
    Err(seen.unread())
}

/// Locates a symbol and reads it through a flat mesh, then through one bent by its alignment and timing patterns.
fn approach(
    image: &LumaImage<'_>,
    triple: &Triple,
    least_timing: f64,
    share: Share<'_>,
) -> Result<Result<Reading, Seen>, Unread> {
    share.spend(cost::DISMISS);
    let Some(located) = locate(image, triple, share) else { return Err(Unread::Nothing) };
    let area = located.layout.side * located.layout.side;
    // It is sampled at most twice.
    if located.timing < least_timing || !share.has(2 * cost::READ * area) {
        return Err(Unread::Unlikely(likeness(located.timing, located.layout.side)));
    }
    let Located { mut mesh, layout, mut seen, timing, module } = located;
    let taps = if module < NARROW_MODULE { 2 } else { 3 };
    let reach = LEAST_REACH + layout.side as f64 * REACH_PER_MODULE;
    if let Some(pattern) = align::bottom_right(image, &mesh, layout.version, reach) {
        seen.push(pattern);
        mesh = Mesh::fit(layout.side, &seen, module).unwrap_or(mesh);
    }
    share.spend(cost::READ * area);
    let mut grey = Field::sample(image, &mesh, taps);
    if let Some(decoded) = decode_quickly(&grey, &layout) {
        return Ok(Ok(Reading::new(decoded, mesh, layout)));
    }
    // Version 1 has no alignment pattern to bend it by.
    if layout.version > 1 {
        seen.extend(align::all(image, &mesh, layout.version, REACH));
        seen.extend(timing_boundaries(image, &mesh));
        let bend = if layout.version < FIRST_LARGE_VERSION { BEND_OF_SMALL } else { BEND_OF_LARGE };
        if let Some(bent) = mesh.bent(&seen, bend) {
            mesh = bent;
            share.spend(cost::READ * area);
            grey = Field::sample(image, &mesh, taps);
            if let Some(decoded) = decode_quickly(&grey, &layout) {
                return Ok(Ok(Reading::new(decoded, mesh, layout)));
            }
        }
    }
    Ok(Err(Seen { mesh, grey, layout, timing, taps }))
}
