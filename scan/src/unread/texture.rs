//! Where a symbol seems to be that shows no finder patterns: too blurred, too small, too dark or cut off.
//!
//! However a symbol is blurred, its grey goes up and down in all directions, as much in one part of it as in another, with nothing
//! of the kind in the margin around it. Bars and lines of words go up and down in one direction, surfaces in none, and what
//! lies about does not end in a rectangle. How much grey changes in the direction in which it changes least is the smaller
//! eigenvalue of the structure tensor.

use super::components::{Component, components};
use super::outline::{Outline, outline};
use crate::LumaImage;
use crate::geometry::{Point, aspect, overlap};

/// Pixels around each over whose gradients is summed.
const REACH: usize = 2;

/// Changes in the quietest direction, as a share of the mean grey, above which there is texture: one for sharp symbols of full contrast,
/// others for what blur leaves of them. Each finds what the one above it leaves in pieces.
const LEVELS: [f32; 5] = [0.25, 0.165, 0.11, 0.073, 0.046];

/// A symbol fills the rectangle around it, but for tilt and pixels at the edge.
const LEAST_FILL: f64 = 0.75;

/// The shorter side by the longer one: tilted by 60 degrees, a square is half as high as it is wide.
const LEAST_ASPECT: f64 = 0.32;

/// The texture of the margin by that within, and the least of that within by its mean.
const MOST_AROUND: f32 = 0.55;
const LEAST_WITHIN: f32 = 0.45;

/// The margin's grey by that within, half of which is dark and half is as light as that. A black box has only noise.
const LIGHTER: core::ops::Range<f32> = 1.1..3.5;

/// Added to greys before they are compared: a black image's noise is no texture.
const DARK: f32 = 3.0;

/// How much greys differ, in mean squares, by how much they do less far apart: at a line's distance from each other letters have half.
const MOST_ALIKE: f32 = 0.6;

/// The share of the margin that may lie outside the image: that along two sides, and not all of another.
const MOST_OUTSIDE: f64 = 0.6;

/// A region with a symbol's texture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Region {
    /// Its corners in pixels of the image, clockwise from any.
    pub(crate) corners: [Point; 4],
    /// The grey of the margin around it.
    pub(super) margin: f32,
    /// The share of that margin that lies outside the image.
    pub(super) outside: f64,
    /// How high what is a square seems to be, by how wide, the way in which it is least.
    pub(super) aspect: f64,
}

/// The regions of an image that have a symbol's texture, looked for in an image reduced to about so many pixels along its longer
/// side.
pub(crate) fn regions(image: &LumaImage<'_>, longer: usize) -> Vec<Region> {
    let factor = ((image.width().max(image.height()) + longer / 2) / longer).max(1);
    let Some(map) = Map::of(image, factor) else { return Vec::new() };
    let mut found: Vec<Region> = Vec::new();
    for level in LEVELS {
        for component in components(&map.texture, map.width, level * level) {
            let Some(region) = map.region(&component) else { continue };
            let corners = region.corners.map(|corner| corner * factor as f64);
            let region = Region { corners, ..region };
            if !found.iter().any(|other| overlap(&other.corners, &corners)) {
                found.push(region);
            }
        }
    }
    found
}

/// An image reduced in size, and how much texture it has where.
struct Map {
    width: usize,
    height: usize,
    grey: Vec<f32>,
    /// The square of how much grey changes in the direction in which it changes least, as a share of its mean.
    texture: Vec<f32>,
}

impl Map {
    fn of(image: &LumaImage<'_>, factor: usize) -> Option<Self> {
        let (width, height) = (image.width() / factor, image.height() / factor);
        if width < 2 * REACH + 2 || height < 2 * REACH + 2 {
            return None;
        }
        let mut grey = Vec::with_capacity(width * height);
        let mut sums = vec![0_u16; width * factor];
        let scale = 1.0 / (factor * factor) as f32;
        for y in 0..height {
            sums.fill(0);
            for row in y * factor..(y + 1) * factor {
                sums.iter_mut().zip(image.row(row)).for_each(|(sum, pixel)| *sum += u16::from(*pixel));
            }
            grey.extend(sums.chunks_exact(factor).map(|sums| {
                let sum: u32 = sums.iter().map(|sum| u32::from(*sum)).sum();
                sum as f32 * scale
            }));
        }
        let texture = texture(&grey, width, height);
        Some(Map { width, height, grey, texture })
    }

    /// The rectangle around a component, if it is as a symbol's is.
    fn region(&self, component: &Component) -> Option<Region> {
        let Outline { middle, across, down } = outline(&component.points(), component.area as f64 / LEAST_FILL)?;
        let aspect = aspect(across, down);
        if aspect < LEAST_ASPECT || across.length().min(down.length()) < 2.0 * REACH as f64 {
            return None;
        }
        // Gradients reach as far over the edge as they are summed.
        let shrunk = |side: Point| side * ((side.length() - REACH as f64) / side.length());
        let (across, down) = (shrunk(across), shrunk(down));
        let steps =
            |count: usize, reach: f64| (0..count).map(move |at| reach * (2.0 * at as f64 / (count - 1) as f64 - 1.0));
        let within: Vec<Point> = steps(21, 0.42)
            .flat_map(|x| steps(21, 0.42).map(move |y| middle + across * x + down * y))
            .filter(|at| self.has(*at))
            .collect();
        let beyond = |side: Point, by: f64| side * (0.5 + (REACH as f64 + by) / side.length());
        let around: Vec<Point> = [1.5, 2.5]
            .into_iter()
            .flat_map(|by| {
                let (x, y) = (beyond(across, by), beyond(down, by));
                steps(12, 0.5).flat_map(move |at| [across * at + y, across * at - y, down * at + x, down * at - x])
            })
            .map(|offset| middle + offset)
            .collect();
        let margin: Vec<Point> = around.iter().copied().filter(|at| self.has(*at)).collect();
        let outside = 1.0 - margin.len() as f64 / around.len() as f64;
        if outside > MOST_OUTSIDE {
            return None;
        }
        let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len().max(1) as f32;
        let part = |values: &[f32], percent: usize| values.get(values.len() * percent / 100).copied().unwrap_or(0.0);
        let texture: Vec<f32> = self.sorted(&self.texture, &within).into_iter().map(f32::sqrt).collect();
        let usual = mean(&texture);
        let light = part(&self.sorted(&self.grey, &margin), 50);
        let is_symbol = part(&texture, 10) > LEAST_WITHIN * usual
            && part(&self.sorted(&self.texture, &margin), 50).sqrt() < MOST_AROUND * usual
            && LIGHTER.contains(&((light + DARK) / (mean(&self.sorted(&self.grey, &within)) + DARK)));
        let is_symbol = is_symbol && ![across, down].into_iter().any(|side| self.repeats(&within, side));
        let (x, y) = (across * 0.5, down * 0.5);
        is_symbol.then(|| Region {
            corners: [middle - x - y, middle + x - y, middle + x + y, middle - x + y],
            margin: light,
            outside,
            aspect,
        })
    }

    /// Whether grey comes and goes along a side, as across lines of words: places further apart are alike again.
    fn repeats(&self, places: &[Point], side: Point) -> bool {
        let step = side * (1.0 / side.length());
        let grey = |at: Point| self.grey.get(at.y as usize * self.width + at.x as usize).copied();
        let mut most = 0.0_f32;
        (1..=(side.length() / 3.0) as usize).any(|lag| {
            let (mut sum, mut count) = (0.0, 0.0_f32);
            for from in places {
                let to = [*from + step * lag as f64, *from - step * lag as f64].into_iter().find(|to| self.has(*to));
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

    /// Whether a place lies within the image.
    fn has(&self, at: Point) -> bool {
        at.x >= 0.0 && at.y >= 0.0 && at.x < self.width as f64 && at.y < self.height as f64
    }

    /// The values at some places, the smallest first.
    fn sorted(&self, values: &[f32], places: &[Point]) -> Vec<f32> {
        let at = |place: &Point| values.get(place.y as usize * self.width + place.x as usize).copied();
        let mut sorted: Vec<f32> = places.iter().filter_map(at).collect();
        sorted.sort_by(f32::total_cmp);
        sorted
    }
}

/// The square of how much grey changes around each place in the direction in which it changes least, as a share of its mean. Sums move down
/// row by row: only rows of them are held.
fn texture(grey: &[f32], width: usize, height: usize) -> Vec<f32> {
    let row = |y: usize| grey.get(y * width..(y + 1) * width).unwrap_or_default();
    let mut sums = [const { Vec::new() }; 4].map(|_: Vec<f32>| vec![0.0_f32; width]);
    let mut wide = [const { Vec::new() }; 4].map(|_: Vec<f32>| vec![0.0_f32; width]);
    // Gradients between a row and the next one: squares across and down, and products of both.
    let gradients = |[across, down, both, _]: &mut [Vec<f32>; 4], y: usize, sign: f32| {
        let pairs = row(y).windows(2).zip(row(y + 1).windows(2));
        let places = across.iter_mut().zip(down).zip(both);
        for ((above, below), ((across, down), both)) in pairs.zip(places) {
            let ([a, b], [c, d]) = (above, below) else { continue };
            let (x, y) = ((b - a + d - c) / 2.0, (c - a + d - b) / 2.0);
            *across += sign * x * x;
            *down += sign * y * y;
            *both += sign * x * y;
        }
    };
    let greys = |[.., mean]: &mut [Vec<f32>; 4], y: usize, sign: f32| {
        mean.iter_mut().zip(row(y)).for_each(|(sum, grey)| *sum += sign * grey);
    };
    let (near, far) = (REACH, 2 * REACH);
    (0..near.min(height - 1)).for_each(|y| gradients(&mut sums, y, 1.0));
    (0..far.min(height)).for_each(|y| greys(&mut sums, y, 1.0));
    let mut texture = Vec::with_capacity(width * height);
    let rows =
        |y: usize, reach: usize, height: usize| (y + reach + 1).min(height) - y.saturating_sub(reach).min(height);
    let scale = |rows: usize, reach: usize| 1.0 / (rows.max(1) * (2 * reach + 1)) as f32;
    for y in 0..height {
        if y + near < height - 1 {
            gradients(&mut sums, y + near, 1.0);
        }
        if y + far < height {
            greys(&mut sums, y + far, 1.0);
        }
        if let Some(gone) = y.checked_sub(near + 1) {
            gradients(&mut sums, gone, -1.0);
        }
        if let Some(gone) = y.checked_sub(far + 1) {
            greys(&mut sums, gone, -1.0);
        }
        for ((sums, wide), reach) in sums.iter().zip(&mut wide).zip([near, near, near, far]) {
            add_neighbours(sums, reach, wide);
        }
        let [across, down, both, mean] = &wide;
        let (near, far) = (scale(rows(y, near, height - 1), near), scale(rows(y, far, height), far));
        texture.extend(across.iter().zip(down).zip(both).zip(mean).map(|(((across, down), both), mean)| {
            let (half, difference) = ((across + down) / 2.0, (across - down) / 2.0);
            let least = half - (difference * difference + both * both).sqrt();
            let mean = mean * far + DARK;
            least.max(0.0) * near / (mean * mean)
        }));
    }
    texture
}

/// The sum around each value, over those within `reach` on both sides.
fn add_neighbours(values: &[f32], reach: usize, sums: &mut [f32]) {
    sums.copy_from_slice(values);
    for offset in 1..=reach {
        sums.iter_mut().zip(values.iter().skip(offset)).for_each(|(sum, value)| *sum += value);
        sums.iter_mut().skip(offset).zip(values).for_each(|(sum, value)| *sum += value);
    }
}
