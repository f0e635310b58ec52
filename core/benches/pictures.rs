//! Benchmarks of drawing a label: `cargo bench -p starseal --bench pictures`.

#[path = "../tests/common/mod.rs"]
mod common;

use common::{carrier, label, sealed};
use divan::{Bencher, black_box};
use starseal::carrier::{Caption, Drawing, ErrorCorrection, Symbol};

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
