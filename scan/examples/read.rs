//! Reads the QR codes in image files, and prints their texts and corners.
//!
//! ```text
//! cargo run --release -p starseal-scan --example read -- IMAGE...
//! ```

use starseal_scan::{Hint, LumaImage, Point, Scan, ScanOptions, scan};
use std::error::Error;
use std::process::ExitCode;

fn main() -> ExitCode {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        eprintln!("usage: read IMAGE...");
        return ExitCode::from(2);
    }
    let mut code = ExitCode::SUCCESS;
    for path in paths {
        if let Err(error) = read(&path) {
            eprintln!("error: {path}: {error}");
            code = ExitCode::FAILURE;
        }
    }
    code
}

fn read(path: &str) -> Result<(), Box<dyn Error>> {
    let gray = image::open(path)?.to_luma8();
    let (width, height) = (gray.width() as usize, gray.height() as usize);
    let found = scan(&LumaImage::new(gray.as_raw(), width, height, width)?, &ScanOptions::default());
    for symbol in &found.symbols {
        println!("{path}: {} at {}", symbol.text, shown(&symbol.corners));
    }
    for symbol in &found.textless {
        println!("{path}: {} at {}", symbol.reason, shown(&symbol.corners));
    }
    for symbol in &found.unread {
        let hint = symbol.hint.map_or("no clear cause", Hint::code);
        println!("{path}: seen but not read ({hint}) at {}", shown(&symbol.corners));
    }
    if found == Scan::default() {
        println!("{path}: no QR code");
    }
    Ok(())
}

fn shown(corners: &[Point; 4]) -> String {
    corners.map(|corner| format!("{:.0},{:.0}", corner.x, corner.y)).join(" ")
}
