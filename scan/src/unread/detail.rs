//! Measures how fine the detail of a symbol is, and its contrast.
//!
//! The grey values of two places differ more the further apart they lie, up to the distance at which they are
//! independent. That distance, in the direction in which it is greatest, grows with blur and with motion in any
//! direction. The difference at that distance shrinks with both.

use crate::geometry::{Point, contains};
use crate::image::LumaImage;

/// The distances in pixels between two places that are compared, across and down. Each is about 1.3 times the one
/// before, from one pixel to the modules of a symbol that fills the image.
const LAGS: [i64; 12] = [1, 2, 3, 4, 6, 8, 11, 14, 18, 23, 30, 40];

/// The number of places across and down that are compared with others. A thousand places are enough for a mean to
/// within a few percent.
const PLACES: usize = 32;

/// The divisor of the minimum number of places that must lie in the image: one in four.
const SEEN_OF: usize = 4;

/// The ratio of the shorter side to the greatest distance, and the minimum for that distance in pixels. The distance is
/// eleven modules in version 10 and five in version 2. Places that far apart are independent.
const SIDE_BY_FAR: f64 = 5.0;
const LEAST_FAR: f64 = 4.0;

/// The number of the greatest distances over which the difference of independent places is averaged.
const FARTHEST: usize = 3;

/// The detail of a symbol.
#[derive(Debug, Clone, Copy)]
pub(super) struct Detail {
    /// The distance in pixels at which the mean squared difference is half of the one at great distances, in the
    /// direction in which it is greatest.
    pub(super) reach: f64,
    /// The root mean square of differences at great distances, as a share of the mean grey. It is about 1 for sharp
    /// black print on white.
    pub(super) contrast: f64,
}

/// Measures the detail within a quadrangle whose corners are given clockwise. `None` if hardly any of it is in the
/// image.
pub(super) fn detail(image: &LumaImage<'_>, corners: &[Point; 4]) -> Option<Detail> {
    let [a, b, c, d] = *corners;
    let side =
        [(a, b), (b, c), (c, d), (d, a)].map(|(from, to)| from.distance(to)).into_iter().fold(f64::MAX, f64::min);
    let lags: Vec<i64> = LAGS.into_iter().filter(|lag| *lag as f64 <= (side / SIDE_BY_FAR).max(LEAST_FAR)).collect();
    let grey = |x: i64, y: i64| {
        let row = usize::try_from(y).ok().filter(|y| *y < image.height())?;
        image.row(row).get(usize::try_from(x).ok()?).map(|pixel| f64::from(*pixel))
    };
    let share = |at: usize| (at as f64 + 0.5) / PLACES as f64;
    let places = (0..PLACES * PLACES).map(|at| {
        let (x, y) = (share(at % PLACES), share(at / PLACES));
        let at = (a * (1.0 - x) + b * x) * (1.0 - y) + (d * (1.0 - x) + c * x) * y;
        (at.x as i64, at.y as i64)
    });
    let places: Vec<(i64, i64, f64)> = places.filter_map(|(x, y)| Some((x, y, grey(x, y)?))).collect();
    if places.len() < PLACES * PLACES / SEEN_OF {
        return None;
    }
    let mean = places.iter().map(|(.., grey)| grey).sum::<f64>() / places.len() as f64;
    let ways = [(1, 0, 1.0), (0, 1, 1.0), (1, 1, core::f64::consts::SQRT_2), (1, -1, core::f64::consts::SQRT_2)];
    let difference = |across: i64, down: i64| {
        let (mut sum, mut count) = (0.0, 0.0);
        for (x, y, from) in &places {
            let (x, y) = (x + across, y + down);
            let to = grey(x, y).filter(|_| contains(corners, Point { x: x as f64, y: y as f64 }));
            if let Some(to) = to {
                sum += (to - from) * (to - from);
                count += 1.0;
            }
        }
        if count > 0.0 { sum / count } else { 0.0 }
    };
    let curves = ways.map(|(across, down, unit)| -> Vec<(f64, f64)> {
        lags.iter().map(|lag| (*lag as f64 * unit, difference(across * lag, down * lag))).collect()
    });
    let far = curves.iter().flat_map(|curve| curve.iter().rev().take(FARTHEST)).map(|(_, square)| square);
    let far = far.sum::<f64>() / curves.iter().map(|curve| curve.len().min(FARTHEST)).sum::<usize>().max(1) as f64;
    let reach = |curve: &Vec<(f64, f64)>| {
        let mut last = (0.0, 0.0);
        for (lag, square) in curve {
            if *square >= far / 2.0 {
                let part = (far / 2.0 - last.1) / (square - last.1).max(1e-9);
                return last.0 + (lag - last.0) * part;
            }
            last = (*lag, *square);
        }
        last.0
    };
    let reach = curves.iter().map(reach).fold(0.0, f64::max);
    Some(Detail { reach, contrast: far.sqrt() / mean.max(1.0) })
}
