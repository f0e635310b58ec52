//! `starseal demo`: all steps from keys to verdicts, with genuine and forged labels.
//!
//! All steps are real: the keys are new, the images are read back from their files, and the verifier makes the
//! verdicts.

mod cast;
mod forgery;
mod stage;

use crate::args::DemoArgs;
use crate::commands::verify::{Question, Sight, report};
use crate::exit::{Exit, Failure};
use crate::output::escape::shown;
use crate::output::patient::Patient;
use crate::output::style::{BAD, FAINT, GOOD, STRONG, styled};
use crate::output::table::{Cell, Columns, Row};
use crate::output::words;
use cast::Exhibit;
use stage::Stage;
use std::io::Write;
use std::path::Path;

pub(crate) fn run(args: &DemoArgs) -> Result<Exit, Failure> {
    let now = args.clock.now()?;
    let stage = Stage::set(args.out.as_deref(), now)?;
    let folder = &stage.folder;
    // The files are written to the end, even if nobody reads the output to the end, as in `starseal demo | head`.
    let mut out = Patient::new(anstream::stdout());

    title(&mut out, 1, "New keys and a trust list")?;
    writeln!(out, "  root key    {}   {}", stage.root_id(), shown(&folder.join("keys/root-key.pem")))?;
    writeln!(out, "  label key   {}   {}", stage.label_key_id(), shown(&folder.join("keys/label-key.pem")))?;
    writeln!(out, "  trust list  Example Label Authority, version 1   {}", shown(&stage.trust_path()))?;
    writeln!(out, "  prefix      {}", stage.prefix)?;

    let labels = cast::genuine(&stage)?;
    let refused = cast::refused(&stage)?;
    let lapsed = cast::lapsed(&stage)?;

    title(&mut out, 2, "Four labels, sealed and drawn")?;
    let mut rows = Vec::new();
    for exhibit in &labels {
        let (version, width) = exhibit.draw(folder)?;
        let cells = [
            words::stars(exhibit.label.level()),
            exhibit.label.product_id().to_string(),
            exhibit.title.to_owned(),
            format!("{version}-M, {width:.1} mm"),
            format!("{}.svg, .png", shown(&folder.join(&exhibit.file))),
        ];
        rows.push(Row { cells: cells.into_iter().map(Cell::plain).collect(), notes: Vec::new() });
    }
    Columns::new(&["stars", "product", "description", "symbol", "files"]).write_table(&mut out, &rows)?;

    let question = Question { verifier: &stage.verifier, as_of: None, now, is_typed: false };
    let mut differ = 0;
    title(&mut out, 3, "The labels, read back from the PNG files and checked")?;
    let mut sights = Vec::new();
    for exhibit in &labels {
        let sight = read_back(&question, folder, exhibit)?;
        differ += usize::from(sight.code() != exhibit.expected);
        sights.push(sight);
    }
    report::write_table(&mut out, &sights)?;

    title(&mut out, 4, "Five forgeries, which are refused")?;
    for exhibit in &refused {
        exhibit.draw(folder)?;
        let sight = read_back(&question, folder, exhibit)?;
        differ += usize::from(!print_outcome(&mut out, exhibit, &sight)?);
    }

    title(&mut out, 5, "An authentic label whose last day has passed")?;
    lapsed.draw(folder)?;
    let sight = read_back(&question, folder, &lapsed)?;
    differ += usize::from(sight.code() != lapsed.expected || sight.verdict.as_ref().is_none_or(|v| !v.is_authentic()));
    report::write_table(&mut out, &[sight])?;

    finish(&mut out, folder, labels.len() + refused.len() + 1, differ)
}

fn title(out: &mut impl Write, number: usize, text: &str) -> std::io::Result<()> {
    writeln!(out, "{}{}", if number == 1 { "" } else { "\n" }, styled(STRONG, format_args!("{number}. {text}")))
}

/// Scans an image file, which must show exactly one label.
fn read_back(question: &Question<'_>, folder: &Path, exhibit: &Exhibit) -> Result<Sight, Failure> {
    let path = folder.join(format!("{}.png", exhibit.file));
    let sights = question.image(&path)?;
    let count = sights.len();
    let mut sights = sights.into_iter();
    match (sights.next(), count) {
        (Some(sight), 1) => Ok(sight),
        _ => Err(Failure::impossible(
            format_args!("{} shows {count} labels instead of one", shown(&path)),
            "report this: it should not happen",
        )),
    }
}

/// Prints what was done and the outcome. Returns whether the outcome is as expected.
fn print_outcome(out: &mut impl Write, exhibit: &Exhibit, sight: &Sight) -> std::io::Result<bool> {
    let code = sight.code();
    let outcome = words::outcome(code, sight.mark());
    writeln!(out, "  {outcome}  {}", exhibit.title)?;
    if let Some(detail) = &sight.detail {
        writeln!(out, "      {}", styled(FAINT, detail))?;
    }
    let is_as_expected = code == exhibit.expected;
    if !is_as_expected {
        writeln!(out, "      {}", styled(BAD, format_args!("expected was {}", exhibit.expected)))?;
    }
    Ok(is_as_expected)
}

fn finish(out: &mut impl Write, folder: &Path, outcomes: usize, differ: usize) -> Result<Exit, Failure> {
    let folder = shown(folder);
    if differ > 0 {
        return Err(Failure::refused(
            format_args!("{differ} of {outcomes} outcomes are not as expected"),
            format_args!("keep the folder {folder} and report this"),
        ));
    }
    writeln!(out, "\n{}", styled(GOOD, format_args!("All {outcomes} outcomes are as expected.")))?;
    writeln!(
        out,
        "All files are in {folder}/. If you scan a PNG file with a phone's camera, it shows an address of an"
    )?;
    writeln!(out, "example host, which does not exist. Check the labels yourself, without a network:")?;
    writeln!(out, "  starseal verify --trust {folder}/trust.cbor {folder}/labels/*.png {folder}/refused/*.png")?;
    writeln!(out, "  starseal inspect {folder}/refused/stars-raised.png")?;
    Ok(Exit::Success)
}
