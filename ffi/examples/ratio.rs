//! Measures the time of a check in Rust, with which the benchmarks of the bindings compare: `cargo xtask bench kotlin`.
//!
//! ```text
//! ratio write FOLDER     writes the inputs: trust-list, label, frame (1280 by 720 pixels, one byte each), now
//! ratio measure FOLDER   prints the median times in nanoseconds
//! ```

#[path = "../../core/tests/common/mod.rs"]
mod common;

use common::{carrier, noon, root_key, sealed, trust_statement};
use starseal::carrier::{ErrorCorrection, Symbol};
use starseal::scan::{LumaImage, ScanOptions, Scanner};
use starseal::{Timestamp, Verifier};
use std::cell::RefCell;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

const WIDTH: usize = 1280;
const HEIGHT: usize = 720;
const PIXELS_PER_MODULE: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write", folder] => write(Path::new(folder)),
        ["measure", folder] => measure(Path::new(folder)),
        _ => Err("ratio write FOLDER, or ratio measure FOLDER".into()),
    }
}

fn write(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all(folder)?;
    let carrier = carrier(&sealed());
    std::fs::write(folder.join("trust-list"), trust_statement().sign(&[&root_key()])?)?;
    std::fs::write(folder.join("label"), carrier.as_str())?;
    std::fs::write(folder.join("frame"), frame(&Symbol::encode(&carrier, ErrorCorrection::Medium)?))?;
    std::fs::write(folder.join("now"), noon("2026-11-22").unix_seconds().to_string())?;
    Ok(())
}

/// Returns a frame with the symbol in the middle of a light background.
fn frame(symbol: &Symbol) -> Vec<u8> {
    let side = symbol.side() * PIXELS_PER_MODULE;
    let (left, top) = ((WIDTH - side) / 2, (HEIGHT - side) / 2);
    let dark = |x: usize, y: usize| {
        let inside = (left..left + side).contains(&x) && (top..top + side).contains(&y);
        inside && symbol.is_dark((x - left) / PIXELS_PER_MODULE, (y - top) / PIXELS_PER_MODULE)
    };
    let pixel = |at: usize| if dark(at % WIDTH, at / WIDTH) { 40 } else { 210 };
    (0..WIDTH * HEIGHT).map(pixel).collect()
}

fn measure(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name));
    let verifier = Verifier::new(&std::fs::read(folder.join("trust-list"))?)?;
    let (text, now) = (read("label")?, Timestamp::from_unix_seconds(read("now")?.parse()?));
    let pixels = std::fs::read(folder.join("frame"))?;
    let image = LumaImage::new(&pixels, WIDTH, HEIGHT, WIDTH)?;
    let check = median(2_000, 201, 100, || {
        assert!(black_box(verifier.check(black_box(&text), starseal::When::Now(now))).stands());
    });
    let scanner = RefCell::new(Scanner::new(ScanOptions::preview()));
    let scan = median(20, 21, 1, || {
        let scan = scanner.borrow_mut().frame(black_box(&image));
        let found = black_box(verifier.check_scan(scan, starseal::When::Now(now)));
        assert!(
            found.labels.len() == 1 && found.labels[0].verdict.stands(),
            "the frame was not read, so there is nothing to measure"
        );
    });
    println!("check {check}\nscan {scan}");
    Ok(())
}

/// Returns the median time of one `work` in nanoseconds.
fn median(warm_up: u32, turns: usize, per_turn: u32, work: impl Fn()) -> u128 {
    (0..warm_up).for_each(|_| work());
    let turn = |_| {
        let started = Instant::now();
        (0..per_turn).for_each(|_| work());
        started.elapsed().as_nanos() / u128::from(per_turn)
    };
    let mut times: Vec<u128> = (0..turns).map(turn).collect();
    times.sort_unstable();
    times[turns / 2]
}
