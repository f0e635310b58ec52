//! What it costs to draw a label and to find one in a picture: `cargo bench -p starseal --bench pictures`.

#[path = "../tests/common/mod.rs"]
mod common;

use common::{carrier, label, noon, sealed, verifier};
use divan::{Bencher, black_box};
use starseal::When;
use starseal::carrier::{Caption, Drawing, ErrorCorrection, Symbol};
use starseal::scan::{LumaImage, ScanOptions, scan};

fn main() {
    divan::main();
}

fn symbol() -> Symbol {
    Symbol::encode(&carrier(&sealed()), ErrorCorrection::Medium).unwrap()
}

#[divan::bench]
fn encode_a_symbol(bencher: Bencher<'_, '_>) {
    let carrier = carrier(&sealed());
    bencher.bench(|| Symbol::encode(black_box(&carrier), ErrorCorrection::Medium));
}

#[divan::bench]
fn draw_svg(bencher: Bencher<'_, '_>) {
    let symbol = symbol();
    bencher.bench(|| Drawing::new(black_box(&symbol)).caption(Caption::of(&label())).to_svg());
}

#[divan::bench(args = [4, 12])]
fn draw_png(bencher: Bencher<'_, '_>, pixels_per_module: u32) {
    let symbol = symbol();
    bencher.bench(|| Drawing::new(black_box(&symbol)).caption(Caption::of(&label())).to_png(pixels_per_module));
}

/// Frames as cameras hand them over, and the pixels of a module in each: a label a third of the frame's height.
const FRAMES: [(usize, usize, f64); 3] = [(640, 480, 3.0), (1280, 720, 4.5), (1920, 1080, 6.5)];

/// A label held a little askew before a wall that is darker on one side, with a camera's noise.
fn frame(width: usize, height: usize, module: f64, with_label: bool) -> Vec<u8> {
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
            let grey = match (with_label && paper, dark) {
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

/// What is measured: how much a scan may do, in which frames.
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
fn picture_to_verdict(bencher: Bencher<'_, '_>, (name, (width, height, module)): (&str, (usize, usize, f64))) {
    let (verifier, pixels, now) = (verifier(), frame(width, height, module, true), noon("2026-11-22"));
    let (image, options) = (LumaImage::new(&pixels, width, height, width).unwrap(), options(name));
    let found = verifier.check_image(&image, &options, When::Now(now));
    assert!(found.labels.iter().any(|label| label.verdict.stands()), "no label found: nothing would be measured");
    bencher.bench(|| verifier.check_image(black_box(&image), &options, When::Now(now)));
}

#[divan::bench(args = FRAMES_AND_OPTIONS, sample_count = 30)]
fn picture_without_a_label(bencher: Bencher<'_, '_>, (name, (width, height, module)): (&str, (usize, usize, f64))) {
    let pixels = frame(width, height, module, false);
    let (image, options) = (LumaImage::new(&pixels, width, height, width).unwrap(), options(name));
    bencher.bench(|| scan(black_box(&image), &options));
}
