//! Measures the search of a camera frame: `cargo bench -p starseal-scan --bench frames`.

#[path = "../tests/common/mod.rs"]
mod common;

use common::symbol;
use divan::{Bencher, black_box};
use starseal_scan::{LumaImage, ScanOptions, scan};

fn main() {
    divan::main();
}

/// The sizes of frames as cameras deliver them, and the pixels per module in each. The symbol takes a third of the
/// frame's height.
const FRAMES: [(usize, usize, f64); 3] = [(640, 480, 3.0), (1280, 720, 4.5), (1920, 1080, 6.5)];

/// Returns a frame with a slightly rotated symbol before a wall that is darker on one side, with the noise of a camera.
fn frame(width: usize, height: usize, module: f64, with_symbol: bool) -> Vec<u8> {
    let symbol = symbol();
    let (sin, cos) = 0.12_f64.sin_cos();
    let half = symbol.side() as f64 / 2.0;
    let mut state = 1_u32;
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let (dx, dy) = ((x as f64 - width as f64 / 2.0) / module, (y as f64 - height as f64 / 2.0) / module);
            let (across, down) = (cos * dx + sin * dy + half, cos * dy - sin * dx + half);
            let paper = across.min(down) >= -4.0 && across.max(down) < 2.0 * half + 4.0;
            let dark = across >= 0.0 && down >= 0.0 && symbol.is_dark(across as usize, down as usize);
            let grey = match (with_symbol && paper, dark) {
                (true, true) => 40.0,
                (true, false) => 210.0,
                (false, _) => 120.0,
            };
            let light = 0.6 + 0.4 * x as f64 / width as f64;
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            pixels.push((grey * light + f64::from(state >> 28) - 7.5) as u8);
        }
    }
    pixels
}

/// The benchmarks: the scan options and the frame of each.
const FRAMES_AND_OPTIONS: [(&str, (usize, usize, f64)); 6] = [
    ("preview", FRAMES[0]),
    ("preview", FRAMES[1]),
    ("preview", FRAMES[2]),
    ("thorough", FRAMES[0]),
    ("thorough", FRAMES[1]),
    ("thorough", FRAMES[2]),
];

fn options(name: &str) -> ScanOptions {
    if name == "preview" { ScanOptions::preview() } else { ScanOptions::default() }
}

#[divan::bench(args = FRAMES_AND_OPTIONS, sample_count = 30)]
fn frame_with_a_symbol(bencher: Bencher<'_, '_>, (name, (width, height, module)): (&str, (usize, usize, f64))) {
    let pixels = frame(width, height, module, true);
    let (image, options) = (LumaImage::new(&pixels, width, height, width).unwrap(), options(name));
    let found = scan(&image, &options).symbols;
    assert!(
        found.iter().any(|symbol| symbol.text == common::TEXT),
        "the symbol must be read for a meaningful measurement"
    );
    bencher.bench(|| scan(black_box(&image), &options));
}

#[divan::bench(args = FRAMES_AND_OPTIONS, sample_count = 30)]
fn frame_without_a_symbol(bencher: Bencher<'_, '_>, (name, (width, height, module)): (&str, (usize, usize, f64))) {
    let pixels = frame(width, height, module, false);
    let (image, options) = (LumaImage::new(&pixels, width, height, width).unwrap(), options(name));
    bencher.bench(|| scan(black_box(&image), &options));
}
