//! `starseal shelf audit`: reads photographs and lines, joins them with the stock list, and writes reports.

use super::folder::{self, AuditFolder, Written};
use super::inputs::{self, Judge};
use super::keep::keep;
use super::read::{self, Picture, Scanned};
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
use starseal_shelf::sighting::Verdicts;
use starseal_shelf::stock::Stock;
use starseal_tables::text::{TextKind, TextReader};
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// The number of lines of a file that are judged together, on all processors. Those of standard input are answered one
/// by one.
const LINES_AT_ONCE: usize = 256;

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
    let mut verdicts = judge.verdicts();
    let earlier = earlier(&args.earlier, &mut verdicts)?;
    let mut folder = AuditFolder::open(&args.out)?;
    interrupt::watch();
    let mut out = listing(args.quiet);
    // Nothing is judged before everything was read if nobody sees it.
    let mut answers = (!args.quiet.is_wanted()).then(anstream::stdout);
    for audit in &args.from {
        take_audit(&mut folder, audit)?;
    }
    read_photos(&mut folder, &judge, &mut verdicts, &photos, &mut answers)?;
    for path in &args.lines {
        read_lines(&mut folder, &judge, &mut verdicts, path, args.wedge, &mut answers)?;
    }
    let (audit, written) = finish(&mut folder, &judge, &mut verdicts, stock, &earlier)?;
    show::summary(&mut out, &audit, &args.out)?;
    keep(&mut out, &args.keep, &args.asked, &judge, &written, &args.out)?;
    Ok(show::exit(&audit))
}

/// Judges everything that was read, and writes the records and the reports. Returns the audit and its records.
pub(super) fn finish(
    folder: &mut AuditFolder,
    judge: &Judge,
    verdicts: &mut Verdicts<'_>,
    stock: Stock,
    earlier: &[Earlier],
) -> Result<(Audit, Written), Failure> {
    verdicts.set_time(judge.when());
    let readings = folder.readings.clone();
    let sightings = verdicts.judge(&readings);
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

fn earlier(audits: &[PathBuf], verdicts: &mut Verdicts<'_>) -> Result<Vec<Earlier>, Failure> {
    let one = |path: &PathBuf| {
        let readings = folder::readings(path)?;
        let sightings = verdicts.judge(&readings);
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
    verdicts: &mut Verdicts<'_>,
    photos: &[PathBuf],
    out: &mut Option<impl Write>,
) -> Result<(), Failure> {
    let known: HashSet<(&str, Option<FileMark>)> =
        folder.readings.iter().map(|reading| (reading.source.as_str(), reading.file)).collect();
    let is_new = |path: &&PathBuf| !known.contains(&(&*path.to_string_lossy(), read::mark(path)));
    let new: Vec<PathBuf> = photos.iter().filter(is_new).cloned().collect();
    verdicts.set_time(judge.when());
    let mut done = 0;
    images::each(
        &new,
        |path| read::picture(judge, path),
        |Picture { reading, verdicts: given }| {
            given.into_iter().for_each(|verdict| verdicts.add(verdict));
            show_readings(out, verdicts, std::slice::from_ref(&reading))?;
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

/// Shows what was read from pictures or lines.
fn show_readings(
    out: &mut Option<impl Write>,
    verdicts: &mut Verdicts<'_>,
    readings: &[Reading],
) -> Result<(), Failure> {
    let Some(out) = out else { return Ok(()) };
    let mut labels = verdicts.judge(readings).into_iter().peekable();
    for (at, reading) in readings.iter().enumerate() {
        while let Some(label) = labels.next_if(|label| label.reading == at) {
            show::label(out, &label.verdict, None, &reading.source)?;
        }
        for finding in starseal_shelf::audit::gaps_of(reading) {
            show::gap(out, &finding, &reading.source)?;
        }
    }
    Ok(())
}

/// Reads the lines of a file or of standard input that were not read by an earlier run.
fn read_lines(
    folder: &mut AuditFolder,
    judge: &Judge,
    verdicts: &mut Verdicts<'_>,
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
    let at_once = if is_piped { 1 } else { LINES_AT_ONCE };
    let mut take = |pending: &mut Vec<Reading>| {
        show_readings(out, verdicts, pending)?;
        pending.drain(..).try_for_each(|reading| folder.add(reading))
    };
    let (mut beside, mut is_empty, mut pending) = (None, true, Vec::new());
    for line in lines {
        let line = match line {
            Ok(line) => line,
            Err(error) => {
                take(&mut pending)?;
                return Err(unreadable(path, &error));
            }
        };
        is_empty = false;
        match Scanned::of(&line) {
            Scanned::Product(gtin) => beside = Some(gtin),
            Scanned::Text(text) => {
                let place = messages::Bilingual::from(message!("source-line", number = line.number));
                let source = format!("{name}: {}", place.chosen);
                if known.contains(&(source.clone(), text.clone())) {
                    continue;
                }
                pending.push(read::line(source, text, medium, beside, judge.asked.now));
            }
        }
        if pending.len() >= at_once {
            take(&mut pending)?;
        }
        if interrupt::is_wanted() {
            take(&mut pending)?;
            let what = say!("shelf-interrupted-lines", line = line.number);
            return Err(interrupt::ended(what, say!("shelf-interrupted-help")));
        }
    }
    take(&mut pending)?;
    match is_empty {
        true => Err(input::empty()),
        false => Ok(()),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let what = say!("registry-unreadable", path = shown(path), reason = system(error));
    Failure::impossible(what, say!("registry-unreadable-help"))
}
