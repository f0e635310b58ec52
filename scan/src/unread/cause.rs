//! Determines why a symbol that was seen was not read, so that an app can tell the user to come closer or to hold
//! still.

use super::corners;
use super::detail::detail;
use crate::attempt::Evidence;
use crate::find::Finder;
use crate::geometry::{Point, aspect, span};
use crate::grid::CONTRAST_RADIUS;
use crate::image::LumaImage;
use crate::result::Hint;
use crate::symbol::Layout;
use crate::texture::Region;

/// The share of a region's margin outside the image above which a part of the symbol is outside as well.
const OUTSIDE: f64 = 0.1;

/// The greatest ratio of a symbol's length away from an edge of the image to its length along that edge, if the edge
/// cuts it off. A square has at most 1 in any turn, and more only if it is tilted around the edge. Stacked bar codes,
/// which are wide, have 1.3 and more at the sides.
const LONGEST_FROM_EDGE: f64 = 1.25;

/// The distance from an edge of the image within which a region is cut off by it, as a share of the region's smaller
/// length: regions are made of blocks, and a symbol may end with a light block.
const NEAR_EDGE: f64 = 0.125;

/// The grey of paper below which there is too little light. With a tenth of the usual light it is 20; in uneven light
/// and hard shadows it is 48 and more.
const DIM: f32 = 40.0;

/// The share of modules in overexposed surroundings above which a reflection covers more than error correction repairs.
/// Each such module makes a codeword of eight modules unreadable.
const BURNT: f64 = 0.03;

/// The grey that hardly any paper exceeds without a reflection, and the percentile of a symbol's modules that
/// represents paper.
const WHITE: f32 = 240.0;
const PAPER: usize = 90;

/// The foreshortening of modules below which a label is tilted too far: about 60 degrees. Cylinders seen from the front
/// have more.
const TILTED: f64 = 0.53;

/// The minimum width of modules in pixels. Nearly all symbols are read with two pixels, less than half with 1.75.
const SMALL: f64 = 1.9;

/// The reach of detail in modules above which symbols are blurred. A Gaussian blur of half a module, from which on some
/// symbols are not read, gives this value. Sharp symbols have 0.6, and up to 0.85 on a cylinder.
const BLURRED: f64 = 0.88;

/// The minimum ratio of a symbol's smaller width to the reach of its detail. 45 modules give a ratio of 25 if they are
/// blurred by half a module, and 20 if they are tilted as well. Letters are seven strokes high.
const LEAST_FINE: f64 = 14.0;

/// The contrast of detail above which neither blur nor small modules have reduced it. Blur of half a module leaves 0.6,
/// modules of 1.75 pixels leave at most 0.75. Sharp print has 0.8 and more, with noise 0.94.
const FAINT: f64 = 0.77;

/// The reach of detail in pixels below which modules are too small, and above which they are large enough but blurred.
const FINE: f64 = 2.2;
const COARSE: f64 = 3.0;

/// The likeness of a region's corners to finder patterns above which it is a symbol. Of 160 regions in 1,086
/// photographs without a symbol none had more than 0.65. Blurred and moved symbols have 0.68 and more.
const LEAST_LIKENESS: f32 = 0.665;

/// The same for a region at the edge of the image, where two corners decide: 0.66 in photographs, 0.69 and more of
/// symbols. One corner decides alone if it is a sharp pattern, because the other one may have none.
const LEAST_OF_TWO: f32 = 0.68;
const LEAST_OF_ONE: f32 = 0.82;

/// The same for a dark region. Noise hides the patterns, and no photograph has a dark region that looks like a symbol.
const LEAST_IN_LOW_LIGHT: f32 = 0.55;

/// The same for a narrow region. Words and bars are narrow, and patterns in a row of them reach 0.7.
const LEAST_OF_TILTED: f32 = 0.75;

/// The same for a region with a clearly visible finder pattern in one of its corners. With two, the region is a symbol,
/// however much its outline is off: that of a symbol on a cylinder is not a square.
const LEAST_BESIDE_PATTERN: f32 = 0.6;

/// The distance in modules from a corner of a region within which a finder pattern is its own: five, and four by which
/// outlines of symbols on cylinders are off.
const PATTERN_REACH: f64 = 9.0;

/// The minimum number of modules along a region, as a pattern in its corner states them: version 1 seen from the side.
const LEAST_SIDE: f64 = 18.0;

/// The fit of a finder pattern, from -1 to 1, below which it is damaged, and the fit that another one must have. A line
/// of a module's width across a pattern leaves 0.75.
const DAMAGED: f32 = 0.8;
const UNDAMAGED: f32 = 0.9;

/// Returns why a symbol whose modules are known was not read: the cause that is easiest to detect first. `None` if no
/// cause is clear. `scale` is the number of image pixels along one pixel of the evidence.
pub(super) fn of_evidence(image: &LumaImage<'_>, evidence: &Evidence, scale: f64) -> Option<Hint> {
    let Evidence { mesh, grey, .. } = evidence;
    let corners = mesh.corners().map(|corner| corner * scale);
    let side = mesh.side as f64;
    let center = mesh.patch(Point { x: side / 2.0, y: side / 2.0 });
    let area = center.across.cross(center.down).abs();
    let module = area.sqrt() * scale;
    let (right, bottom) = (image.width() as f64 + module, image.height() as f64 + module);
    if corners.iter().any(|at| at.x < -module || at.y < -module || at.x > right || at.y > bottom) {
        return Some(Hint::CutOff);
    }
    let mut greys = grey.inner();
    let burnt = grey
        .balanced(CONTRAST_RADIUS)
        .flat()
        .into_iter()
        .zip(&greys)
        .filter(|(flat, grey)| *flat && **grey > WHITE)
        .count();
    greys.sort_by(f32::total_cmp);
    if greys.get(greys.len() * PAPER / 100).copied().unwrap_or(0.0) < DIM {
        return Some(Hint::LowLight);
    }
    if burnt as f64 > BURNT * greys.len() as f64 {
        return Some(Hint::Glare);
    }
    if aspect(center.across, center.down) < TILTED {
        return Some(Hint::TooTilted);
    }
    if module < SMALL {
        return Some(Hint::TooSmall);
    }
    let is_blurred = detail(image, &corners).is_some_and(|detail| detail.reach > BLURRED * module);
    match () {
        () if is_blurred => Some(Hint::Blurred),
        () if is_damaged(evidence) => Some(Hint::Damaged),
        () => None,
    }
}

/// Returns whether one finder pattern fits much less than the best one.
fn is_damaged(evidence: &Evidence) -> bool {
    let side = evidence.mesh.side;
    let darkness = evidence.grey.balanced(CONTRAST_RADIUS).inner();
    let layout = Layout::of_side(side);
    let mut fits = [(0.0, 0.0); 3];
    for (at, (value, color)) in darkness.iter().zip(layout.known()).enumerate() {
        let (x, y) = (at % side, at / side);
        if layout.is_finder(x, y) {
            let [corner, right, below] = &mut fits;
            let fit = if 2 * x > side {
                right
            } else if 2 * y > side {
                below
            } else {
                corner
            };
            *fit = (fit.0 + value * color, fit.1 + value.abs());
        }
    }
    let fits = fits.map(|(agreeing, all): (f32, f32)| agreeing / all.max(1e-6));
    let (least, most) = fits.iter().fold((f32::MAX, f32::MIN), |(least, most), fit| (least.min(*fit), most.max(*fit)));
    least < DAMAGED && most > UNDAMAGED
}

/// Returns why a symbol of which only the region is known was not read. `finders` are the patterns that were found in
/// the image.
pub(super) fn of_region(image: &LumaImage<'_>, region: &Region, finders: &[Finder]) -> Option<Hint> {
    // Words, bar codes and other textures have no finder patterns in three of their corners.
    let hint = of_texture(image, region)?;
    is_symbol(image, region, hint, finders).then_some(hint)
}

/// Returns whether a region that would not be read for this reason is a symbol.
fn is_symbol(image: &LumaImage<'_>, region: &Region, hint: Hint, finders: &[Finder]) -> bool {
    if hint == Hint::CutOff {
        let inside = corners::likeness_inside(image, &region.corners);
        return inside.of_two > LEAST_OF_TWO || inside.of_one > LEAST_OF_ONE;
    }
    let least = match hint {
        Hint::LowLight => LEAST_IN_LOW_LIGHT,
        Hint::TooTilted => LEAST_OF_TILTED,
        _ => match region.corners.iter().filter(|corner| has_pattern(region, **corner, finders)).count() {
            0 => LEAST_LIKENESS,
            1 => LEAST_BESIDE_PATTERN,
            _ => return true,
        },
    };
    corners::likeness(image, &region.corners) > least
}

/// Returns whether a clearly visible pattern lies beside a corner of a region, as those of a symbol do.
fn has_pattern(region: &Region, corner: Point, finders: &[Finder]) -> bool {
    let [a, b, _, d] = region.corners;
    let longer = a.distance(b).max(a.distance(d));
    let is_here = |finder: &Finder| {
        finder.is_clear()
            && finder.center.distance(corner) < PATTERN_REACH * finder.module
            && LEAST_SIDE * finder.module < longer
    };
    finders.iter().any(is_here)
}

/// Returns why a region would not be read if it were a symbol.
fn of_texture(image: &LumaImage<'_>, region: &Region) -> Option<Hint> {
    if region.outside > OUTSIDE {
        return is_part_of_square(image, region).then_some(Hint::CutOff);
    }
    if region.margin < DIM {
        return Some(Hint::LowLight);
    }
    let detail = detail(image, &region.corners)?;
    let [a, b, _, d] = region.corners;
    let narrow = (b - a).cross(d - a).abs() / a.distance(b).max(a.distance(d));
    match detail.reach {
        // Words are as large as tilted or distant symbols, and their letters are coarse.
        reach if narrow < LEAST_FINE * reach => None,
        _ if region.aspect < TILTED => Some(Hint::TooTilted),
        _ if detail.contrast > FAINT => None,
        reach if reach < FINE => Some(Hint::TooSmall),
        reach if reach > COARSE => Some(Hint::Blurred),
        _ => None,
    }
}

/// Returns whether a region at an edge of the image can be what is left of a square.
fn is_part_of_square(image: &LumaImage<'_>, region: &Region) -> bool {
    let (left, right) = span(region.corners.iter().map(|corner| corner.x));
    let (top, bottom) = span(region.corners.iter().map(|corner| corner.y));
    let (across, down) = (right - left, bottom - top);
    let near = NEAR_EDGE * across.min(down);
    let at_side = left.min(image.width() as f64 - right) < near;
    let at_end = top.min(image.height() as f64 - bottom) < near;
    match (at_side, at_end) {
        (true, false) => across <= LONGEST_FROM_EDGE * down,
        (false, true) => down <= LONGEST_FROM_EDGE * across,
        // Of a symbol in a corner of the image, any part may be left.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::is_part_of_square;
    use crate::geometry::Point;
    use crate::image::LumaImage;
    use crate::texture::Region;

    #[test]
    fn a_part_of_a_square_is_no_longer_away_from_the_edge_than_along_it() {
        let pixels = vec![0; 400 * 300];
        let image = LumaImage::new(&pixels, 400, 300, 400).unwrap();
        let is_part = |left: f64, top: f64, right: f64, bottom: f64| {
            let corners = [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| Point { x, y });
            is_part_of_square(&image, &Region { corners, margin: 200.0, outside: 0.2, aspect: 1.0 })
        };
        // At the right, the left, the upper and the lower edge.
        for (wide, other) in [
            ([240.0, 100.0, 395.0, 200.0], [320.0, 100.0, 395.0, 200.0]),
            ([5.0, 100.0, 160.0, 200.0], [5.0, 100.0, 80.0, 200.0]),
            ([100.0, 5.0, 200.0, 160.0], [100.0, 5.0, 200.0, 80.0]),
            ([100.0, 140.0, 200.0, 295.0], [100.0, 220.0, 200.0, 295.0]),
        ] {
            let is = |[left, top, right, bottom]: [f64; 4]| is_part(left, top, right, bottom);
            assert!(!is(wide) && is(other), "{wide:?} {other:?}");
        }
        // A square, and what is left of one in a corner of the image.
        assert!(is_part(295.0, 100.0, 395.0, 200.0) && is_part(240.0, 240.0, 395.0, 295.0));
    }
}
