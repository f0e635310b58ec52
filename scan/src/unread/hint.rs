//! Why a symbol that was seen could not be read, so that an app can say "closer" or "hold still".

use super::detail::detail;
use crate::attempt::Evidence;
use crate::geometry::{Point, aspect};
use crate::image::LumaImage;
use crate::texture::Region;

/// What keeps a symbol from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hint {
    /// A part of it lies outside the image.
    CutOff,
    /// Its modules are smaller than two pixels.
    TooSmall,
    /// It is seen from too far aside.
    TooTilted,
    /// Hardly any light falls on it.
    LowLight,
    /// A reflection covers a part of it.
    Glare,
    /// It is out of focus or moves.
    Blurred,
}

impl Hint {
    /// All of them.
    pub const ALL: &'static [Hint] =
        &[Hint::CutOff, Hint::TooSmall, Hint::TooTilted, Hint::LowLight, Hint::Glare, Hint::Blurred];

    /// Its stable name, the same in every language.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Hint::CutOff => "cut-off",
            Hint::TooSmall => "too-small",
            Hint::TooTilted => "too-tilted",
            Hint::LowLight => "low-light",
            Hint::Glare => "glare",
            Hint::Blurred => "blurred",
        }
    }
}

/// The share of a region's margin that lies outside the image where a part of the symbol does.
const OUTSIDE: f64 = 0.1;

/// The grey of paper in hardly any light: in a tenth of the usual one it is 20, in uneven light and hard shadows 48 and more.
const DIM: f32 = 40.0;

/// The share of modules within burnt-out surroundings above which a reflection covers what correction cannot repair.
const BURNT: f64 = 0.03;

/// Luma that hardly any paper has without a reflection.
const WHITE: f32 = 240.0;

/// The width of modules by their height, or the other way round, below which they are seen from too far aside: about that at 60
/// degrees. Cylinders seen from the front have more.
const TILTED: f64 = 0.53;

/// The least width of modules in pixels: of two pixels nearly all are read, of 1.75 not half.
const SMALL: f64 = 1.9;

/// The reach of detail in modules that a Gaussian blur of half a module leaves, from which on symbols get lost. Sharp ones have 0.6,
/// and up to 0.85 on a cylinder.
const BLURRED: f64 = 0.88;

/// The lesser width of a symbol by the reach of its detail: 45 modules make 25 of it where they are blurred by half of one, and 20 from
/// aside. Letters are seven strokes high.
const LEAST_FINE: f64 = 14.0;

/// The contrast of detail of which blur or small modules have taken a part: blur of half a module leaves 0.6, modules of 1.75 pixels
/// 0.75 at most. Sharp print has 0.8 and more, with noise 0.94.
const FAINT: f64 = 0.77;

/// The reach of detail in pixels of modules that are too small, and of those that are large enough and blurred.
const FINE: f64 = 2.2;
const COARSE: f64 = 3.0;

/// What keeps a symbol from being read whose modules are known; the cause that is easiest to see comes first, and there is none where no
/// cause is clear. `scale` is the width of the evidence's pixels in those of the image.
pub(super) fn of_evidence(image: &LumaImage<'_>, evidence: &Evidence, scale: f64) -> Option<Hint> {
    let Evidence { mesh, grey, .. } = evidence;
    let corners = mesh.corners().map(|corner| corner * scale);
    let side = mesh.side as f64;
    let middle = mesh.patch(Point { x: side / 2.0, y: side / 2.0 });
    let area = middle.across.cross(middle.down).abs();
    let module = area.sqrt() * scale;
    let (right, bottom) = (image.width() as f64 + module, image.height() as f64 + module);
    if corners.iter().any(|at| at.x < -module || at.y < -module || at.x > right || at.y > bottom) {
        return Some(Hint::CutOff);
    }
    let mut greys = grey.inner();
    let burnt = grey.balanced(5).flat().into_iter().zip(&greys).filter(|(flat, grey)| *flat && **grey > WHITE).count();
    greys.sort_by(f32::total_cmp);
    if greys.get(greys.len() * 9 / 10).copied().unwrap_or(0.0) < DIM {
        return Some(Hint::LowLight);
    }
    if burnt as f64 > BURNT * greys.len() as f64 {
        return Some(Hint::Glare);
    }
    if aspect(middle.across, middle.down) < TILTED {
        return Some(Hint::TooTilted);
    }
    if module < SMALL {
        return Some(Hint::TooSmall);
    }
    let detail = detail(image, &corners)?;
    (detail.reach > BLURRED * module).then_some(Hint::Blurred)
}

/// What keeps a symbol from being read of which no more than its region is known.
pub(super) fn of_region(image: &LumaImage<'_>, region: &Region) -> Option<Hint> {
    if region.outside > OUTSIDE {
        return Some(Hint::CutOff);
    }
    if region.margin < DIM {
        return Some(Hint::LowLight);
    }
    let detail = detail(image, &region.corners)?;
    let [a, b, _, d] = region.corners;
    let narrow = (b - a).cross(d - a).abs() / a.distance(b).max(a.distance(d));
    match detail.reach {
        // Words are as large as symbols seen from aside or from afar, and their letters are coarse.
        reach if narrow < LEAST_FINE * reach => None,
        _ if region.aspect < TILTED => Some(Hint::TooTilted),
        _ if detail.contrast > FAINT => None,
        reach if reach < FINE => Some(Hint::TooSmall),
        reach if reach > COARSE => Some(Hint::Blurred),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Hint;

    #[test]
    fn codes_are_in_kebab_case_and_differ() {
        let codes: std::collections::BTreeSet<&str> = Hint::ALL.iter().map(|hint| hint.code()).collect();
        assert_eq!(codes.len(), Hint::ALL.len());
        assert!(codes.iter().all(|code| code.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-')));
    }
}
