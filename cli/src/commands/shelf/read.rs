//! Readings of pictures and lines.

use super::inputs::Judge;
use crate::exit::Failure;
use crate::input::image::GreyImage;
use crate::input::lines::Line;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use starseal::scan::{Hint, NoText, Point, ScanOptions};
use starseal::{Gtin, Timestamp, Verdict};
use starseal_shelf::exif::taken_at;
use starseal_shelf::reading::{FileMark, Medium, Reading, SCHEMA, Symbol};
use starseal_shelf::stock::{Jan, read_jan};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::time::UNIX_EPOCH;

/// The length of the start of a picture in which the camera's time stands.
const CAMERA_BYTES: u64 = 128 * 1024;

/// The largest side of a picture of a symbol that was not read, in pixels.
const CUT_OUT_SIDE: usize = 240;

/// Returns the length and the time of a file.
pub(super) fn mark(path: &Path) -> Option<FileMark> {
    let meta = fs::metadata(path).ok()?;
    let modified = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(FileMark { bytes: meta.len(), modified: modified.as_secs() })
}

/// What was read from a picture.
pub(super) struct Picture {
    pub(super) reading: Reading,
    /// The verdicts about its texts, at the time asked about.
    pub(super) verdicts: Vec<Verdict>,
}

/// Reads every label in a picture. What cannot be read is a reading too.
pub(super) fn picture(judge: &Judge, path: &Path) -> Picture {
    let file = mark(path);
    let mut start = Vec::new();
    // A file that cannot be read has no time, and its failure is reported below.
    let _ = File::open(path).and_then(|file| file.take(CAMERA_BYTES).read_to_end(&mut start));
    let (seen, failure) = match see(judge, path) {
        Ok(seen) => (seen, None),
        Err(failure) => (Seen::default(), Some(failure.what().to_owned())),
    };
    let reading = Reading {
        schema: SCHEMA.to_owned(),
        source: path.to_string_lossy().into_owned(),
        medium: Medium::Picture,
        read_at: judge.asked.now.to_string(),
        taken_at: taken_at(&start),
        file,
        beside: None,
        symbols: seen.symbols,
        other_symbols: seen.others,
        failure,
    };
    Picture { reading, verdicts: seen.verdicts }
}

/// The symbols in a picture.
#[derive(Default)]
struct Seen {
    symbols: Vec<Symbol>,
    /// The number of those that are certainly no labels.
    others: usize,
    verdicts: Vec<Verdict>,
}

fn see(judge: &Judge, path: &Path) -> Result<Seen, Failure> {
    let image = GreyImage::open(path)?;
    let found = judge.verifier.check_scan(image.scan(&ScanOptions::default())?, judge.when());
    let mut others = found.other_symbols;
    let (mut symbols, mut verdicts) = (Vec::new(), Vec::new());
    for label in found.labels {
        let text = Some(label.verdict.text().to_owned());
        symbols.push(Symbol { text, hint: None, corners: Some(tenths(label.corners)), picture: None });
        verdicts.push(label.verdict);
    }
    let unread = |hint: Option<&str>, corners: [Point; 4]| {
        let corners = tenths(corners);
        let picture = image.cut_out(corners, CUT_OUT_SIDE).map(|png| STANDARD.encode(png));
        Symbol { text: None, hint: hint.map(str::to_owned), corners: Some(corners), picture }
    };
    symbols.extend(found.unread.iter().map(|symbol| unread(symbol.hint.map(Hint::code), symbol.corners)));
    for symbol in &found.textless {
        match symbol.reason {
            // A label is always a text.
            NoText::NotText => others += 1,
            reason => symbols.push(unread(Some(reason.code()), symbol.corners)),
        }
    }
    if image.is_cut() {
        // A label may have been in the missing part.
        symbols.push(Symbol { text: None, hint: Some(Hint::CutOff.code().to_owned()), corners: None, picture: None });
    }
    Ok(Seen { symbols, others, verdicts })
}

/// A line of a scanner or of a file.
pub(super) enum Scanned {
    /// The number under the bar code of a product.
    Product(Gtin),
    /// Anything else.
    Text(String),
}

impl Scanned {
    /// Tells what a line is. A line in no known encoding is the text of no label.
    pub(super) fn of(line: &Line) -> Self {
        let text = String::from_utf8_lossy(&line.bytes).into_owned();
        match read_jan(&text) {
            Jan::Good(gtin) => Scanned::Product(gtin),
            _ => Scanned::Text(text),
        }
    }
}

/// Makes the reading of a line.
pub(super) fn line(source: String, text: String, medium: Medium, beside: Option<Gtin>, now: Timestamp) -> Reading {
    Reading {
        schema: SCHEMA.to_owned(),
        source,
        medium,
        read_at: now.to_string(),
        taken_at: None,
        file: None,
        beside: beside.map(|gtin| gtin.to_string()),
        symbols: vec![Symbol { text: Some(text), hint: None, corners: None, picture: None }],
        other_symbols: 0,
        failure: None,
    }
}

/// Rounds corners to tenths of a pixel, which is the precision of a scan.
fn tenths(corners: [Point; 4]) -> [[f64; 2]; 4] {
    let tenths = |value: f64| (value * 10.0).round() / 10.0;
    corners.map(|Point { x, y, .. }| [tenths(x), tenths(y)])
}
