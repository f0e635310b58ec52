//! Tests of symbols whose finder patterns are hard to find.

use super::views::DOUBLED_UP_TO;
use crate::common::TEXT;
use crate::geometry::{Point, center};
use crate::tests::{Picture, symbol};
use crate::{FoundSymbol, Scan, ScanOptions, read_symbols, scan};

/// The grey values of dark and light print.
const INK: f64 = 20.0;
const PAPER: f64 = 220.0;

/// Returns a picture of a symbol turned by an angle. `module` is the module width in pixels, `quiet` the width of the
/// quiet zone in modules, and `around` the grey value outside of it. A pixel is the mean over a square of `spread`
/// pixels.
fn photographed(degrees: f64, module: f64, spread: f64, quiet: f64, around: f64) -> Picture {
    let symbol = symbol();
    let side = symbol.side() as f64;
    let (sin, cos) = degrees.to_radians().sin_cos();
    let width = ((side + 12.0) * module * 1.45) as usize;
    let middle = width as f64 / 2.0;
    let grey = |x: f64, y: f64| {
        let (dx, dy) = ((x - middle) / module, (y - middle) / module);
        let (across, down) = (cos * dx + sin * dy + side / 2.0, cos * dy - sin * dx + side / 2.0);
        let is_within = |margin: f64| [across, down].iter().all(|at| (-margin..side + margin).contains(at));
        match () {
            () if is_within(0.0) && symbol.is_dark(across as usize, down as usize) => INK,
            () if is_within(quiet) => PAPER,
            () => around,
        }
    };
    Picture::of(width, width, |x, y| {
        let offsets = (0..6).map(|step| ((f64::from(step) + 0.5) / 6.0 - 0.5) * spread);
        let places = offsets.clone().flat_map(|dx| offsets.clone().map(move |dy| (x + dx, y + dy)));
        (places.map(|(x, y)| grey(x, y)).sum::<f64>() / 36.0) as u8
    })
}

/// Puts a label into a picture.
fn paste(picture: &mut Picture, label: &Picture, left: usize, top: usize) {
    for (y, row) in label.pixels.chunks_exact(label.width).enumerate() {
        let start = (top + y) * picture.width + left;
        picture.pixels[start..start + label.width].copy_from_slice(row);
    }
}

#[test]
fn modules_of_a_pixel_and_a_half_are_read() {
    for degrees in [0.0, 7.0, 20.0, 45.0] {
        let picture = photographed(degrees, 1.5, 2.2, 4.0, PAPER);
        assert_eq!(picture.texts(), [TEXT], "{degrees}°");
    }
}

#[test]
fn small_modules_are_read_and_located_in_large_images() {
    let label = photographed(7.0, 1.5, 2.2, 4.0, PAPER);
    let places = [(40, 30), (700, 200), (1000, 640), (300, 600)];
    let mut shelf = Picture { width: 1280, height: 960, pixels: vec![90; 1280 * 960] };
    assert!(shelf.pixels.len() > DOUBLED_UP_TO);
    places.iter().for_each(|(left, top)| paste(&mut shelf, &label, *left, *top));
    let found = read_symbols(&shelf.image());
    assert_eq!(found.len(), places.len());
    for (left, top) in places {
        let half = label.width as f64 / 2.0;
        let middle = Point { x: left as f64 + half, y: top as f64 + half };
        let is_here = |one: &FoundSymbol| one.text == TEXT && center(&one.corners).distance(middle) < 1.0;
        assert!(found.iter().any(is_here), "at {left}, {top}");
    }
}

/// Returns a picture of 2,400 by 1,800 pixels with noise, and a label at each of these places.
fn shelf(label: &Picture, places: &[(usize, usize)]) -> Picture {
    let mut bit = crate::tests::random_bits(9);
    let (width, height) = (2400, 1800);
    let pixels = (0..width * height).map(|_| 70 + 40 * u8::from(bit()) + 30 * u8::from(bit())).collect();
    let mut shelf = Picture { width, height, pixels };
    places.iter().for_each(|(left, top)| paste(&mut shelf, label, *left, *top));
    shelf
}

/// Scans a shelf with five small labels. `spread` is the width of a pixel's mean: 2.4 pixels can be read.
fn scan_of_five(spread: f64) -> Scan {
    let label = photographed(24.0, 1.6, spread, 4.0, 100.0);
    let places = [(200, 150), (1300, 120), (2000, 700), (1280, 1200), (100, 1500)];
    scan(&shelf(&label, &places).image(), &ScanOptions::default())
}

#[test]
fn small_symbols_in_a_photograph_are_read() {
    let found = scan_of_five(2.4);
    assert_eq!((found.symbols.len(), found.unread.len()), (5, 0));
}

#[test]
fn small_symbols_in_a_photograph_that_are_not_read_are_reported() {
    let found = scan_of_five(2.8);
    assert_eq!((found.symbols.len(), found.unread.len()), (0, 5));
}

#[test]
fn in_dark_surroundings_no_quiet_zone_is_needed() {
    for degrees in [0.0, 7.0, 20.0, 45.0] {
        for module in [3.0, 6.0] {
            let picture = photographed(degrees, module, 2.0, 0.0, INK);
            assert_eq!(picture.texts(), [TEXT], "{degrees}°, {module} pixels per module");
        }
    }
}

#[test]
#[ignore = "long"]
fn inner_rings_alone_are_not_read_as_a_symbol() {
    // Light rings around dark squares in dark surroundings, as many as fit.
    for module in [2.0, 3.5] {
        let picture = Picture::of(640, 480, |x, y| {
            let ring = |at: f64| ((at / module) as i32 % 14 - 6).abs();
            if ring(x).max(ring(y)) == 2 { 220 } else { 20 }
        });
        assert_eq!(picture.texts(), [""; 0], "{module} pixels per module");
    }
}
