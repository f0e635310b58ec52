//! The steps of an attempt, from three finder patterns to a symbol.

use super::decode::{Decoded, decode_quickly, decode_thoroughly};
use crate::budget::{Share, cost};
use crate::find::Triple;
use crate::geometry::Point;
use crate::grid::{Bend, CONTRAST_RADIUS, Field, Located, Mesh, align, finder_fit, locate, refine, timing_boundaries};
use crate::image::LumaImage;
use crate::result::{Content, FoundSymbol};
use crate::symbol::{Codewords, Layout};

/// The module width in pixels below which a module is sampled at 2 by 2 places instead of 3 by 3. More places than
/// pixels add no information.
const NARROW_MODULE: f64 = 2.5;

/// The maximum distance in modules of the bottom right alignment pattern from where the finder patterns predict it: a
/// minimum, and an addition for each module of the side. The distance of a bent symbol grows with its size.
const LEAST_REACH: f64 = 2.0;
const REACH_PER_MODULE: f64 = 0.04;

/// The maximum distance in modules of the other alignment patterns from where their neighbors predict them.
const REACH: f64 = 2.0;

/// The first bend, by alignment and timing patterns. Symbols below version 7 have one alignment pattern, which does not
/// determine terms of the third degree. A deviation of more than one module is an error.
const BEND_OF_SMALL: Bend = Bend { degree: 2, outlier: 1.0 };
const BEND_OF_LARGE: Bend = Bend { degree: 3, outlier: 1.0 };
const FIRST_LARGE_VERSION: usize = 7;

/// The minimum sum of the fits of finder patterns and of timing patterns for the costlier methods. Of 2,459 meshes over
/// areas without a symbol or over symbols that no method reads, one in twenty reached it. The least sum of a symbol
/// that these methods read was 1.6.
const LEAST_FIT: f32 = 0.6;

/// The bends by the boundaries between modules, one for each round. A boundary that is off by a third of a module or
/// more is most often a different boundary. Rounds alternate between quick and thorough decoding; a fifth round does
/// not change the mesh.
const ROUNDS: [(Bend, Decoding); 4] = [
    (Bend { degree: 3, outlier: refine::OUTLIER }, Decoding::Quick),
    (Bend { degree: 4, outlier: refine::OUTLIER }, Decoding::Thorough),
    (Bend { degree: 4, outlier: refine::OUTLIER }, Decoding::Quick),
    (Bend { degree: 4, outlier: refine::OUTLIER }, Decoding::Thorough),
];

/// The minimum fit of the finder patterns' modules, from 0 to 1. Of 500 symbols that are read at once all have 0.85 and
/// more, and noise from which several frames are needed leaves half. Of 1,000 meshes over texture one in 70 has as
/// much.
const LEAST_FINDER_FIT: f32 = 0.4;

/// The decoding method of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decoding {
    Quick,
    Thorough,
}

/// The reason why no symbol was read.
pub(crate) enum Unread {
    /// The patterns are not the corners of a symbol.
    Nothing,
    /// The patterns may be the corners of a symbol, with this likeness.
    Unlikely(f64),
    /// A symbol was seen but not read.
    Seen(Box<Evidence>),
}

/// The measurements of a symbol that was not read.
pub(crate) struct Evidence {
    pub(crate) mesh: Mesh,
    pub(crate) grey: Field,
    /// The fit of the timing patterns, from 0 to 1.
    pub(crate) timing: f64,
}

impl Evidence {
    /// Returns whether finder and timing patterns fit well enough for the costlier methods.
    pub(crate) fn may_be_symbol(&self) -> bool {
        let (finders, timing) = self.fits();
        finders + timing >= LEAST_FIT
    }

    /// Returns how well the modules of finder patterns and those of timing patterns fit, each from -1 to 1.
    fn fits(&self) -> (f32, f32) {
        let side = self.mesh.side;
        let darkness = self.grey.balanced(CONTRAST_RADIUS).inner();
        let layout = Layout::of_side(side);
        let (mut finders, mut timing) = ((0.0, 0.0), (0.0, 0.0));
        for (at, (value, color)) in darkness.iter().zip(layout.known()).enumerate() {
            let (x, y) = (at % side, at / side);
            let fit = match () {
                () if color == 0.0 => continue,
                () if layout.is_finder(x, y) => &mut finders,
                () if x == 6 || y == 6 => &mut timing,
                () => continue,
            };
            *fit = (fit.0 + value * color, fit.1 + value.abs());
        }
        let share = |(agreeing, all): (f32, f32)| agreeing / all.max(1e-6);
        (share(finders), share(timing))
    }
}

/// A symbol that was read, in pixels of the view.
pub(crate) struct Reading {
    pub(crate) content: Content,
    pub(crate) mesh: Mesh,
    pub(crate) layout: Layout,
    pub(crate) codewords: Codewords,
    /// The darkness of each module. For a mirrored symbol, rows and columns are exchanged.
    pub(crate) darkness: Vec<f32>,
}

impl Reading {
    fn new(decoded: Decoded, mesh: Mesh, layout: Layout) -> Self {
        let Decoded { content, codewords, darkness } = decoded;
        Reading { content, mesh, layout, codewords, darkness }
    }

    /// Returns the symbol, with its corners mapped from the view to the image.
    pub(crate) fn symbol(&self, map: impl Fn(Point) -> Point) -> FoundSymbol {
        let (text, bytes) = self.content.clone().split();
        FoundSymbol {
            text,
            bytes,
            corners: self.mesh.corners().map(map),
            version: self.layout.version as u8,
            level: self.codewords.error_correction(),
            corrected: self.codewords.corrected,
        }
    }
}

/// Returns how likely the timing patterns are those of a symbol. Each has `side - 16` modules, and short ones fit by
/// chance more often.
pub(crate) fn likeness(timing: f64, side: usize) -> f64 {
    timing * (side as f64 - 16.0).sqrt()
}

/// A symbol that was seen, with what later steps need.
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

/// Reads a symbol with the cheap methods, if its timing patterns fit at least as well as `least_timing`.
pub(crate) fn quickly(
    image: &LumaImage<'_>,
    triple: &Triple,
    least_timing: f64,
    share: Share<'_>,
) -> Result<Reading, Unread> {
    approach(image, triple, least_timing, share)?.map_err(Seen::unread)
}

/// Reads a symbol with all methods, the cheap ones first.
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
    // A mesh over texture has none of the finder patterns' modules where they should be. Patterns recalled from earlier
    // frames may be hidden in this one.
    if !triple.is_steady && finder_fit(image, &located.mesh) < LEAST_FINDER_FIT {
        return Err(Unread::Nothing);
    }
    let area = located.layout.side * located.layout.side;
    // The symbol is sampled at most twice.
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
    // Version 1 has no alignment pattern that could determine a bend.
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
