//! Runs one reader over a list of images, and writes the texts that it read and the time that it took.
//!
//! ```text
//! starseal-scan-bench READER LIST RESULTS [THREADS]
//! ```
//!
//! Each thread has a reader of its own. Times are compared with one thread, which is the default.
//!
//! A line of the list is JSON with the path of an image (`path`), or with the paths of a camera's successive frames
//! (`frames`), relative to the list's folder. Images are PGM files. A line of the results is JSON with `path`, `texts`,
//! `ms` (the processor time) and, if the reader reports symbols that it saw without reading them, `unread`, or that are
//! parts of a text, `parts`. Frames are
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
use std::sync::atomic::{AtomicUsize, Ordering};

type Failure = Box<dyn Error + Send + Sync>;

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
    let (reader, list, results, threads) = match arguments.as_slice() {
        [reader, list, results] => (reader, list, results, Ok(1)),
        [reader, list, results, threads] => (reader, list, results, threads.parse()),
        _ => {
            eprintln!(
                "usage: starseal-scan-bench READER LIST RESULTS [THREADS]\n  readers: {}",
                readers::NAMES.join(", ")
            );
            return ExitCode::from(2);
        }
    };
    let outcome = threads
        .map_err(Failure::from)
        .and_then(|threads: usize| run(reader, Path::new(list), Path::new(results), threads.clamp(1, 64)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {reader}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(name: &str, list: &Path, results: &Path, threads: usize) -> Result<(), Failure> {
    let folder = list.parent().ok_or("the path of the list has no folder")?;
    let text = std::fs::read_to_string(list).map_err(|error| format!("{}: {error}", list.display()))?;
    let lines: Vec<&str> = text.lines().collect();
    let done = AtomicUsize::new(0);
    let one_thread = |first: usize| -> Result<Vec<(usize, Vec<u8>)>, Failure> {
        let mut reader = readers::of(name)
            .ok_or_else(|| format!("there is no such reader; the readers are {}", readers::NAMES.join(", ")))?;
        let mut read = Vec::new();
        for (at, line) in lines.iter().enumerate().skip(first).step_by(threads) {
            read.push((at, read_entry(reader.as_mut(), folder, line)?));
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(200) || done == lines.len() {
                println!("{name}: {done} of {}", lines.len());
            }
        }
        Ok(read)
    };
    let mut read = Vec::new();
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(move || one_thread(first))).collect();
        for thread in running {
            read.extend(thread.join().map_err(|_| "a thread panicked")??);
        }
        Ok::<(), Failure>(())
    })?;
    read.sort_unstable_by_key(|(at, _)| *at);
    let mut out = BufWriter::new(File::create(results)?);
    for (_, lines) in read {
        out.write_all(&lines)?;
    }
    Ok(out.flush()?)
}

/// Reads the image or the frames of a line of the list, and returns the lines of the results.
fn read_entry(reader: &mut dyn Reader, folder: &Path, line: &str) -> Result<Vec<u8>, Failure> {
    let frames = match serde_json::from_str(line)? {
        Entry::Frames { frames } => frames,
        Entry::Image { path } => vec![path],
    };
    let mut out = Vec::new();
    reader.start();
    for path in &frames {
        let image = Image::open(&folder.join(path))?;
        let (reading, ms) = timed(reader, &image);
        let is_read = !reading.texts.is_empty();
        serde_json::to_writer(&mut out, &Line { path, ms, reading })?;
        out.push(b'\n');
        if is_read {
            break;
        }
    }
    Ok(out)
}

/// Reads an image, and returns the reading and the time in milliseconds. Some readers panic on some images; this counts
/// as nothing read.
fn timed(reader: &mut dyn Reader, image: &Image) -> (Reading, f64) {
    let started = ThreadTime::now();
    let reading = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| reader.read(image)));
    let ms = started.elapsed().as_secs_f64() * 1000.0;
    (reading.unwrap_or_default(), ms)
}
