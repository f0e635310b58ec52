//! Reads camera frames from a folder, in the order of their names. Prints each text with the frame that first showed
//! it.
//!
//! ```text
//! cargo run --release -p starseal-scan --example frames -- FOLDER
//! ```

use starseal_scan::{Hint, LumaImage, ScanOptions, Scanner};
use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder] = arguments.as_slice() else {
        eprintln!("usage: frames FOLDER");
        return ExitCode::from(2);
    };
    match read(Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read(folder: &Path) -> Result<(), Box<dyn Error>> {
    let entries = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = entries.collect::<Result<Vec<PathBuf>, _>>()?;
    paths.sort();
    // All files must be from one camera: a scanner treats successive frames as views of the same scene.
    let mut scanner = Scanner::new(ScanOptions::preview());
    let mut known = BTreeSet::new();
    for path in paths.iter().filter(|path| path.is_file()) {
        let gray = image::open(path).map_err(|error| format!("{}: {error}", path.display()))?.to_luma8();
        let (width, height) = (gray.width() as usize, gray.height() as usize);
        let found = scanner.frame(&LumaImage::new(gray.as_raw(), width, height, width)?);
        for symbol in found.symbols {
            if known.insert(symbol.text.clone()) {
                println!("{}: {}", path.display(), symbol.text);
            }
        }
        for hint in found.unread.iter().filter_map(|symbol| symbol.hint) {
            println!("{}: not read yet, {}", path.display(), advice(hint));
        }
    }
    println!("{} texts", known.len());
    Ok(())
}

/// Returns what the user of the camera can do.
fn advice(hint: Hint) -> &'static str {
    match hint {
        Hint::CutOff => "move it into the picture",
        Hint::TooSmall => "come closer",
        Hint::TooTilted => "hold the camera straight above it",
        Hint::LowLight => "more light is needed",
        Hint::Glare => "turn it out of the reflection",
        Hint::Blurred => "hold still",
        _ => "try again",
    }
}
