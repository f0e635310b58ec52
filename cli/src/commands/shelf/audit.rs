//! `starseal shelf audit`: reads photographs and lines, joins them with the stock list, and writes reports.

use super::folder::{self, AuditFolder, Written};
use super::inputs::{self, Judge};
use super::keep::keep;
use super::read::{self, Scanned};
use super::show;
use crate::args::ShelfAuditArgs;
use crate::exit::{Exit, Failure};
use crate::input::lines::{Line, Lines};
use crate::input::piped::{self, Piped};
use crate::input::{self, Input, images};
use crate::messages::{count, message, say, system};
use crate::output::errors::warn;
use crate::output::escape::shown;
use crate::output::listing;
use crate::{interrupt, messages};
use starseal_shelf::audit::{Audit, Earlier};
use starseal_shelf::reading::{FileMark, Medium, Reading};
use starseal_shelf::report::Basis;
use starseal_shelf::sighting;
use starseal_shelf::stock::Stock;
use starseal_tables::text::{TextKind, TextReader};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &ShelfAuditArgs) -> Result<Exit, Failure> {
    if args.stock.stock.is_empty() {
        return Err(Failure::usage(say!("shelf-no-stock"), say!("shelf-no-stock-help")));
    }
    if args.photos.is_empty() && args.lines.is_empty() && args.from.is_empty() {
        return Err(Failure::usage(say!("shelf-nothing"), say!("shelf-nothing-help")));
    }
    let judge = Judge::new(&args.asked)?;
    let stock = inputs::stock(&args.stock)?;
    let photos = photos(&args.photos, args.quiet.is_wanted())?;
    let earlier = earlier(&args.earlier, &judge)?;
    let mut folder = AuditFolder::open(&args.out)?;
    interrupt::watch();
    let mut out = listing(args.quiet);
    // Nothing is judged before everything was read if nobody sees it.
    let mut answers = (!args.quiet.is_wanted()).then(anstream::stdout);
    for audit in &args.from {
        take_audit(&mut folder, audit)?;
    }
    read_photos(&mut folder, &judge, &photos, &mut answers)?;
    for path in &args.lines {
        read_lines(&mut folder, &judge, path, args.wedge, &mut answers)?;
    }
    let (audit, written) = finish(&mut folder, &judge, stock, &earlier)?;
    show::summary(&mut out, &audit, &args.out)?;
    keep(&mut out, &args.keep, &args.asked, &judge, &written, &args.out)?;
    Ok(show::exit(&audit))
}

/// Judges everything that was read, and writes the records and the reports. Returns the audit and its records.
pub(super) fn finish(
    folder: &mut AuditFolder,
    judge: &Judge,
    stock: Stock,
    earlier: &[Earlier],
) -> Result<(Audit, Written), Failure> {
    let readings = folder.readings.clone();
    let sightings = sighting::judge(&judge.verifier, &readings, judge.when());
    let audit = Audit::new(judge.asked, stock, readings, sightings, earlier);
    let written = folder.report(&audit, &Basis::of(&judge.verifier))?;
    Ok((audit, written))
}

/// Returns the photographs of the inputs, each once.
fn photos(inputs: &[String], is_quiet: bool) -> Result<Vec<PathBuf>, Failure> {
    let mut photos = Vec::new();
    for input in inputs {
        match Input::parse(input)? {
            Input::File(path) => photos.push(path),
            Input::Many(many) => {
                if let Some(left_out) = many.left_out().filter(|_| !is_quiet) {
                    warn(&left_out, &say!("many-left-out-help"));
                }
                photos.extend(many.images);
            }
            Input::Piped | Input::Text(_) => {
                return Err(Failure::usage(say!("shelf-not-photos"), say!("shelf-not-photos-help")));
            }
        }
    }
    let mut known = HashSet::new();
    photos.retain(|path| known.insert(path.clone()));
    Ok(photos)
}

fn earlier(audits: &[PathBuf], judge: &Judge) -> Result<Vec<Earlier>, Failure> {
    let one = |path: &PathBuf| {
        let readings = folder::readings(path)?;
        let sightings = sighting::judge(&judge.verifier, &readings, judge.when());
        Ok(Earlier { name: path.to_string_lossy().into_owned(), readings, sightings })
    };
    audits.iter().map(one).collect()
}

/// Takes the readings of an earlier audit that this one does not have.
fn take_audit(folder: &mut AuditFolder, audit: &Path) -> Result<(), Failure> {
    let known: HashSet<String> = folder.readings.iter().map(Reading::to_line).collect();
    for reading in folder::readings(audit)? {
        if !known.contains(&reading.to_line()) {
            folder.add(reading)?;
        }
    }
    Ok(())
}

/// Reads the photographs that were not read by an earlier run of the same audit.
pub(super) fn read_photos(
    folder: &mut AuditFolder,
    judge: &Judge,
    photos: &[PathBuf],
    out: &mut Option<impl Write>,
) -> Result<(), Failure> {
    let known: HashSet<(&str, Option<FileMark>)> =
        folder.readings.iter().map(|reading| (reading.source.as_str(), reading.file)).collect();
    let is_new = |path: &&PathBuf| !known.contains(&(&*path.to_string_lossy(), read::mark(path)));
    let new: Vec<PathBuf> = photos.iter().filter(is_new).cloned().collect();
    let now = judge.asked.now;
    let mut done = 0;
    images::each(
        &new,
        |path| read::picture(&judge.verifier, path, now),
        |reading| {
            show_reading(out, judge, &reading)?;
            folder.add(reading)?;
            done += 1;
            if interrupt::is_wanted() && done < new.len() {
                folder.sync()?;
                let what = say!("shelf-interrupted", done = done, files = count(new.len(), "file"));
                return Err(interrupt::ended(what, say!("shelf-interrupted-help")));
            }
            Ok(())
        },
    )
}

/// Shows what was read from a picture or a line.
fn show_reading(out: &mut Option<impl Write>, judge: &Judge, reading: &Reading) -> Result<(), Failure> {
    let Some(out) = out else { return Ok(()) };
    for text in reading.symbols.iter().filter_map(|symbol| symbol.text.as_deref()) {
        let verdict = sighting::judge_text(&judge.verifier, text, reading.medium, judge.when());
        show::label(out, &verdict, None, &reading.source)?;
    }
    for finding in starseal_shelf::audit::gaps_of(reading) {
        show::gap(out, &finding, &reading.source)?;
    }
    Ok(())
}

/// Reads the lines of a file or of standard input that were not read by an earlier run.
fn read_lines(
    folder: &mut AuditFolder,
    judge: &Judge,
    path: &Path,
    is_wedge: bool,
    out: &mut Option<impl Write>,
) -> Result<(), Failure> {
    let is_piped = path == Path::new("-");
    let name = if is_piped { say!("standard-input") } else { path.to_string_lossy().into_owned() };
    let lines: Box<dyn Iterator<Item = io::Result<Line>>> = match is_piped {
        true => match piped::open(io::stdin()) {
            Ok(Piped::Lines(lines)) => Box::new(lines),
            Ok(Piped::Image(_)) => {
                return Err(Failure::usage(say!("shelf-lines-image"), say!("shelf-lines-image-help")));
            }
            Err(error) => return Err(input::unreadable(&error)),
        },
        false => {
            let file = File::open(path).map_err(|error| unreadable(path, &error))?;
            Box::new(Lines::new(TextReader::new(file, TextKind::Lines)))
        }
    };
    let is_typed = is_wedge || (is_piped && io::stdin().is_terminal());
    let medium = if is_typed { Medium::Typed } else { Medium::Text };
    let text_of = |reading: &Reading| {
        let text = reading.symbols.first().and_then(|symbol| symbol.text.clone());
        (reading.source.clone(), text.unwrap_or_default())
    };
    let known: HashSet<(String, String)> = folder.readings.iter().map(text_of).collect();
    let (mut beside, mut is_empty) = (None, true);
    for line in lines {
        let line = line.map_err(|error| unreadable(path, &error))?;
        is_empty = false;
        match Scanned::of(&line) {
            Scanned::Product(gtin) => beside = Some(gtin),
            Scanned::Text(text) => {
                let place = messages::Bilingual::from(message!("source-line", number = line.number));
                let source = format!("{name}: {}", place.chosen);
                if known.contains(&(source.clone(), text.clone())) {
                    continue;
                }
                let reading = read::line(source, text, medium, beside, judge.asked.now);
                show_reading(out, judge, &reading)?;
                folder.add(reading)?;
            }
        }
        if interrupt::is_wanted() {
            let what = say!("shelf-interrupted-lines", line = line.number);
            return Err(interrupt::ended(what, say!("shelf-interrupted-help")));
        }
    }
    match is_empty {
        true => Err(input::empty()),
        false => Ok(()),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let what = say!("registry-unreadable", path = shown(path), reason = system(error));
    Failure::impossible(what, say!("registry-unreadable-help"))
}
