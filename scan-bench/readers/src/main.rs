//! Runs one reader over a list of images, on one thread, and writes the texts that it read and the time that it took.
//!
//! ```text
//! starseal-scan-bench READER LIST RESULTS
//! ```
//!
//! A line of the list is JSON with the path of an image (`path`), or with the paths of a camera's successive frames
//! (`frames`), relative to the list's folder. Images are PGM files. A line of the results is JSON with `path`, `texts`,
//! `ms` (the processor time) and, if the reader reports symbols that it saw without reading them, `unread`. Frames are
//! read until one of them has a text.

#![forbid(unsafe_code)]

mod image;
mod readers;

use cpu_time::ThreadTime;
use image::Image;
use readers::{Reader, Reading};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Frames { frames: Vec<String> },
    Image { path: String },
}

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    ms: f64,
    #[serde(flatten)]
    reading: Reading,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [reader, list, results] = arguments.as_slice() else {
        eprintln!("usage: starseal-scan-bench READER LIST RESULTS\n  readers: {}", readers::NAMES.join(", "));
        return ExitCode::from(2);
    };
    match run(reader, Path::new(list), Path::new(results)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {reader}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(name: &str, list: &Path, results: &Path) -> Result<(), Box<dyn Error>> {
    let mut reader = readers::of(name)
        .ok_or_else(|| format!("there is no such reader; the readers are {}", readers::NAMES.join(", ")))?;
    let folder = list.parent().ok_or("the path of the list has no folder")?;
    let text = std::fs::read_to_string(list).map_err(|error| format!("{}: {error}", list.display()))?;
    let lines: Vec<&str> = text.lines().collect();
    let mut out = BufWriter::new(File::create(results)?);
    for (at, line) in lines.iter().enumerate() {
        let frames = match serde_json::from_str(line)? {
            Entry::Frames { frames } => frames,
            Entry::Image { path } => vec![path],
        };
        reader.start();
        for path in &frames {
            let image = Image::open(&folder.join(path))?;
            let (reading, ms) = timed(reader.as_mut(), &image);
            let is_read = !reading.texts.is_empty();
            serde_json::to_writer(&mut out, &Line { path, ms, reading })?;
            out.write_all(b"\n")?;
            if is_read {
                break;
            }
        }
        if (at + 1) % 200 == 0 || at + 1 == lines.len() {
            println!("{name}: {} of {}", at + 1, lines.len());
        }
    }
    Ok(out.flush()?)
}

/// Reads an image, and returns the reading and the time in milliseconds. Some readers panic on some images; this counts
/// as nothing read.
fn timed(reader: &mut dyn Reader, image: &Image) -> (Reading, f64) {
    let started = ThreadTime::now();
    let reading = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| reader.read(image)));
    let ms = started.elapsed().as_secs_f64() * 1000.0;
    (reading.unwrap_or_default(), ms)
}
