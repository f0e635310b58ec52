//! `starseal shelf scan`: a scanner at the counter. Each scan is on the disk before it is answered.

use super::audit::finish;
use super::folder::AuditFolder;
use super::inputs::{self, Judge, when};
use super::keep::keep;
use super::read::{self, Scanned};
use super::show;
use crate::args::ShelfScanArgs;
use crate::exit::{Exit, Failure};
use crate::input;
use crate::input::piped::{self, Piped};
use crate::messages::{language, message, say};
use crate::output::escape::printable;
use crate::output::style::{CARE, STRONG, styled};
use starseal::{Gtin, Verdict};
use starseal_shelf::audit::{Asked, Audit, Index, of_one};
use starseal_shelf::finding::Severity;
use starseal_shelf::reading::{Medium, Reading};
use starseal_shelf::sighting::{self, Sighting};
use starseal_shelf::stock::Stock;
use std::io::{self, Write};
use std::sync::Arc;

/// The words that are commands, in the languages of the program.
const UNDO: [&str; 3] = ["undo", "取消", "取り消し"];
const SUM: [&str; 3] = ["sum", "合計", "集計"];

/// The terminal's bell, for a label that does not stand.
const BELL: &[u8] = b"\x07";

pub(super) fn run(args: &ShelfScanArgs) -> Result<Exit, Failure> {
    let mut judge = Judge::new(&args.asked)?;
    let stock = inputs::stock(&args.stock)?;
    let mut folder = AuditFolder::open(&args.out)?;
    let mut out = anstream::stdout();
    if !folder.readings.is_empty() {
        writeln!(out, "{}", say!("shelf-resumed", count = folder.readings.len()))?;
    }
    writeln!(out, "{}", say!("shelf-scan-hello"))?;
    out.flush()?;
    let lines = match piped::open(io::stdin()) {
        Ok(Piped::Lines(lines)) => lines,
        Ok(Piped::Image(_)) => return Err(Failure::usage(say!("shelf-lines-image"), say!("shelf-lines-image-help"))),
        Err(error) => return Err(input::unreadable(&error)),
    };
    let index = Index::new(&stock);
    let mut beside: Option<Gtin> = None;
    for line in lines {
        let line = line.map_err(|error| input::unreadable(&error))?;
        let asked = judge.at(args.asked.clock.now()?);
        match Scanned::of(&line) {
            Scanned::Product(gtin) => {
                beside = Some(gtin);
                show_product(&mut out, gtin, &index, &stock)?;
            }
            Scanned::Text(text) if is_word(&text, &UNDO) => undo(&mut out, &mut folder)?,
            Scanned::Text(text) if is_word(&text, &SUM) => {
                let readings = folder.readings.clone();
                let sightings = sighting::judge(&judge.verifier, &readings, when(&asked));
                show::numbers(&mut out, &Audit::new(asked, stock.clone(), readings, sightings, &[]))?;
                out.flush()?;
            }
            Scanned::Text(text) => {
                let number = folder.readings.len() + 1;
                let source = message!("source-line", number = number).to_string();
                let reading = read::line(source, text.clone(), Medium::Typed, beside.take(), asked.now);
                folder.add(reading.clone())?;
                folder.sync()?;
                let verdict = sighting::judge_text(&judge.verifier, &text, Medium::Typed, when(&asked));
                answer(&mut out, verdict, reading, asked, &index, &stock)?;
            }
        }
    }
    judge.asked = judge.at(args.asked.clock.now()?);
    let (audit, written) = finish(&mut folder, &judge, &mut judge.verdicts(), stock, &[])?;
    show::summary(&mut out, &audit, &args.out)?;
    keep(&mut out, &args.keep, &args.asked, &judge, &written, &args.out)?;
    Ok(show::exit(&audit))
}

fn is_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.trim().eq_ignore_ascii_case(word))
}

/// Answers a scan in one line, with what was found about the label and its product below it.
fn answer(
    out: &mut impl Write,
    verdict: Verdict,
    reading: Reading,
    asked: Asked,
    index: &Index<'_>,
    stock: &Stock,
) -> Result<(), Failure> {
    let sighting = Sighting { reading: 0, symbol: 0, verdict: Arc::new(verdict) };
    let found = of_one(&asked, index, &reading, &sighting);
    let product = found.product.and_then(|at| stock.products.get(at));
    let is_bad = !sighting.verdict.stands() || found.findings.iter().any(|found| found.severity() == Severity::Problem);
    if is_bad {
        // The writer of colours takes control characters away.
        io::stdout().write_all(BELL)?;
    }
    show::label(out, &sighting.verdict, product, &reading.source)?;
    for finding in found.findings.iter().filter(|found| found.severity() > Severity::Note) {
        writeln!(out, "    {}", printable(&finding.sentence(language())))?;
    }
    Ok(out.flush()?)
}

fn undo(out: &mut impl Write, folder: &mut AuditFolder) -> Result<(), Failure> {
    let undone = folder.undo()?;
    folder.sync()?;
    match undone {
        Some(reading) => writeln!(out, "{}", say!("shelf-undone", source = printable(&reading.source)))?,
        None => writeln!(out, "{}", say!("shelf-nothing-to-undo"))?,
    }
    Ok(out.flush()?)
}

/// Shows the product whose bar code was scanned.
fn show_product(out: &mut impl Write, gtin: Gtin, index: &Index<'_>, stock: &Stock) -> Result<(), Failure> {
    match index.with_jan(gtin).first().and_then(|at| stock.products.get(*at)) {
        Some(product) => writeln!(out, "JAN {gtin}  {}", styled(STRONG, printable(show::named(product))))?,
        None if stock.products.is_empty() => writeln!(out, "JAN {gtin}")?,
        None => writeln!(out, "JAN {gtin}  {}", styled(CARE, say!("shelf-not-in-stock")))?,
    }
    Ok(out.flush()?)
}
