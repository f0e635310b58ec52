//! Selects the components of texture that look like a symbol.

use super::components::{Component, components};
use super::map::{DARK, Map, REACH, STRIDE};
use super::outline::{Outline, outline};
use crate::geometry::{Point, aspect, overlap};
use crate::image::LumaImage;

/// The levels above which a place has texture: the change in the direction of least change, as a share of the mean
/// grey. The first is for sharp symbols of full contrast. Each further one is two thirds of the one before, for blurred
/// symbols. A lower level joins pieces that a higher level finds separately.
const LEVELS: [f32; 5] = [0.25, 0.165, 0.11, 0.073, 0.046];

/// The minimum share of its outline that a symbol fills. Tilt and pixels at the edge prevent it from filling all of it.
const LEAST_FILL: f64 = 0.75;

/// The minimum ratio of the shorter side to the longer one. Tilted by 60 degrees, a square is half as high as it is
/// wide, and perspective reduces it further.
const LEAST_ASPECT: f64 = 0.32;

/// The share of the half side within which texture is judged. Half of the texture at a symbol's edge belongs to its
/// margin.
const INNER: f64 = 0.42;

/// The number of places across and down at which the inside is judged, and along each side at which the margin is
/// judged: about one for each module.
const INNER_PLACES: usize = 21;
const MARGIN_PLACES: usize = 12;

/// The distances in pixels, beyond the reach of gradients, at which the margin is judged: within a quiet zone of four
/// modules.
const MARGIN_DISTANCES: [f64; 2] = [1.5, 2.5];

/// The maximum texture of the margin as a share of the mean texture inside, and the minimum texture of the quietest
/// tenth inside as a share of that mean.
const MOST_AROUND: f32 = 0.55;
const LEAST_WITHIN: f32 = 0.45;

/// The percentage of the places inside that may be quieter than [`LEAST_WITHIN`], because a finger or glare covers
/// them.
const QUIETEST: usize = 10;

/// The percentile of the median.
const MEDIAN: usize = 50;

/// The range of the ratio of the margin's grey to the grey inside. Half of a symbol is dark, and the other half as
/// light as its margin. A black box has only noise.
const LIGHTER: core::ops::Range<f32> = 1.1..3.5;

/// The ratio of the mean squared difference of grey values at a distance to its maximum at shorter distances, below
/// which the values repeat. For letters the ratio is a half at the distance of a line.
const MOST_ALIKE: f32 = 0.6;

/// The number of repetitions along a side from which texture counts as text. A block of fewer lines is too flat for a
/// symbol.
const LEAST_REPEATS: f64 = 3.0;

/// The maximum share of the margin that may lie outside the image: two sides, and a part of another.
const MOST_OUTSIDE: f64 = 0.6;

/// A region with the texture of a symbol.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Region {
    /// The corners in pixels of the image, clockwise from any of them.
    pub(crate) corners: [Point; 4],
    /// The grey of the margin around the region.
    pub(crate) margin: f32,
    /// The share of the margin that lies outside the image.
    pub(crate) outside: f64,
    /// How much the region is foreshortened if it is a square: the ratio of the smallest to the greatest width.
    pub(crate) aspect: f64,
}

/// Returns the regions of an image that have the texture of a symbol. They are searched in the image reduced to about
/// `side` pixels along its longer side.
pub(crate) fn regions(image: &LumaImage<'_>, side: usize) -> Vec<Region> {
    let factor = ((image.width().max(image.height()) + side / 2) / side).max(1);
    let Some(map) = Map::of(image, factor) else { return Vec::new() };
    let mut found: Vec<Region> = Vec::new();
    for level in LEVELS {
        for component in components(&map.texture, map.across, level * level) {
            let Some(region) = region(&map, &component) else { continue };
            let corners = region.corners.map(|corner| corner * factor as f64);
            let region = Region { corners, ..region };
            if !found.iter().any(|other| overlap(&other.corners, &corners)) {
                found.push(region);
            }
        }
    }
    found
}

/// Returns the outline of a component, if it looks like a symbol.
fn region(map: &Map, component: &Component) -> Option<Region> {
    let points: Vec<Point> = component.points().into_iter().map(|place| place * STRIDE as f64).collect();
    let area = component.area * STRIDE * STRIDE;
    let Outline { middle, across, down } = outline(&points, area as f64 / LEAST_FILL)?;
    let aspect = aspect(across, down);
    if aspect < LEAST_ASPECT || across.length().min(down.length()) < 2.0 * REACH as f64 {
        return None;
    }
    // Gradients enlarge the region by their reach on every side.
    let shrunk = |side: Point| side * ((side.length() - REACH as f64) / side.length());
    let (across, down) = (shrunk(across), shrunk(down));
    let steps =
        |count: usize, reach: f64| (0..count).map(move |at| reach * (2.0 * at as f64 / (count - 1) as f64 - 1.0));
    let within: Vec<Point> = steps(INNER_PLACES, INNER)
        .flat_map(|x| steps(INNER_PLACES, INNER).map(move |y| middle + across * x + down * y))
        .filter(|at| map.has(*at))
        .collect();
    let beyond = |side: Point, by: f64| side * (0.5 + (REACH as f64 + by) / side.length());
    let around: Vec<Point> = MARGIN_DISTANCES
        .into_iter()
        .flat_map(|by| {
            let (x, y) = (beyond(across, by), beyond(down, by));
            steps(MARGIN_PLACES, 0.5)
                .flat_map(move |at| [across * at + y, across * at - y, down * at + x, down * at - x])
        })
        .map(|offset| middle + offset)
        .collect();
    let margin: Vec<Point> = around.iter().copied().filter(|at| map.has(*at)).collect();
    let outside = 1.0 - margin.len() as f64 / around.len() as f64;
    if outside > MOST_OUTSIDE {
        return None;
    }
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len().max(1) as f32;
    let part = |values: &[f32], percent: usize| values.get(values.len() * percent / 100).copied().unwrap_or(0.0);
    let texture: Vec<f32> = map.textures(&within).into_iter().map(f32::sqrt).collect();
    let usual = mean(&texture);
    let light = part(&map.greys(&margin), MEDIAN);
    let is_symbol = part(&texture, QUIETEST) > LEAST_WITHIN * usual
        && part(&map.textures(&margin), MEDIAN).sqrt() < MOST_AROUND * usual
        && LIGHTER.contains(&((light + DARK) / (mean(&map.greys(&within)) + DARK)));
    let is_symbol = is_symbol && ![across, down].into_iter().any(|side| repeats(map, &within, side));
    let (x, y) = (across * 0.5, down * 0.5);
    is_symbol.then(|| Region {
        corners: [middle - x - y, middle + x - y, middle + x + y, middle - x + y],
        margin: light,
        outside,
        aspect,
    })
}

/// Returns whether grey values repeat along a side, as they do across lines of words: places at a larger distance are
/// similar again.
fn repeats(map: &Map, places: &[Point], side: Point) -> bool {
    let step = side * (1.0 / side.length());
    let grey = |at: Point| map.grey.get(at.y as usize * map.width + at.x as usize).copied();
    let mut most = 0.0_f32;
    (1..=(side.length() / LEAST_REPEATS) as usize).any(|lag| {
        let (mut sum, mut count) = (0.0, 0.0_f32);
        for from in places {
            let to = [*from + step * lag as f64, *from - step * lag as f64].into_iter().find(|to| map.has(*to));
            if let Some((from, to)) = grey(*from).zip(to.and_then(grey)) {
                sum += (from - to) * (from - to);
                count += 1.0;
            }
        }
        let difference = sum / count.max(1.0);
        most = most.max(difference);
        difference < MOST_ALIKE * most
    })
}
