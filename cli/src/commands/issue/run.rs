//! The steps of the command: read, write, and print a summary.

use super::advice::{self, Origin};
use super::rows::{self, Tally};
use crate::args::IssueArgs;
use crate::exit::{Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::read_signing_key;
use crate::output::errors::warn;
use crate::output::escape::shown;
use crate::output::words::count;
use crate::output::{self, progress};
use crate::trustfile;
use starseal::Signer;
use starseal::carrier::{MIN_MODULE_MM, MIN_TILL_MODULE_MM};
use starseal_registry::issuing::{
    Batch, Format, LabelRow, Measures, NamedLabel, PrintAllError, PrintError, Printer, Sealer,
};
use std::collections::HashSet;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// The maximum number of labels whose files are listed.
const LISTED: usize = 10;

/// The minimum number of labels for a progress bar.
const MANY: usize = 100;

pub(crate) fn run(args: &IssueArgs) -> Result<Exit, Failure> {
    let verifier = trustfile::verifier(std::slice::from_ref(&args.trust))?;
    let now = args.clock.now()?;
    let today = verifier.trust_list().statement().scheme.date_at(now);
    let settings = args.print.settings();
    if settings.module_mm < MIN_MODULE_MM {
        warn(
            &format!("printed modules of {} mm are too small for many phones to read", settings.module_mm),
            &format!("use --module-mm {MIN_MODULE_MM} or more"),
        );
    }
    if args.print.gs1 && settings.module_mm < MIN_TILL_MODULE_MM {
        warn(
            &format!("printed modules of {} mm are too small for tills", settings.module_mm),
            &format!("use --module-mm {MIN_TILL_MODULE_MM} or more"),
        );
    }
    let mut formats: Vec<Format> = args.format.iter().copied().map(Format::from).collect();
    formats.sort_unstable();
    formats.dedup();

    let key = read_signing_key(&args.key, &args.passphrase)?;
    let sealer = Sealer::new(key, verifier, args.prefix.as_deref(), settings.error_correction)
        .map_err(|error| advice::cannot_seal(&error))?;
    let sealer = if args.print.gs1 { sealer.for_tills() } else { sealer };
    let printer = Printer::new(sealer.prefix().clone(), &formats, settings);
    let mut batch = Batch::new(sealer, today, &formats).with_occupied(list(&args.out_dir)?);
    let typed = LabelRow::from(&args.label);
    let tally = match &args.csv {
        Some(path) => rows::take_all(&mut batch, path, typed, args.quiet.is_wanted())?,
        None => take_one(&mut batch, &typed)?,
    };
    if tally.refused > 0 && !args.skip_bad {
        return Err(Failure::refused(
            format_args!("{} of {} cannot be used; no file was written", tally.refused, count(tally.rows, "row")),
            "correct them, or skip them with --skip-bad",
        ));
    }
    let labels = batch.labels();
    let largest = largest(&printer, labels)?;
    if !args.dry_run {
        files::create_folder(&args.out_dir)?;
        write_all(&printer, labels, args)?;
    }
    print_summary(args, labels, &printer, largest, tally)
}

/// Takes the label of the command line into the batch.
fn take_one<S: Signer>(batch: &mut Batch<S>, typed: &LabelRow) -> Result<Tally, Failure> {
    match batch.take(typed).map(drop) {
        Ok(()) => Ok(Tally { rows: 1, refused: 0 }),
        Err(fault) => {
            let scheme = &batch.sealer().verifier().trust_list().statement().scheme;
            Err(advice::refused(&fault, Origin::Flags, scheme))
        }
    }
}

/// Returns the names of the files in a folder; empty if the folder does not exist.
fn list(folder: &Path) -> Result<HashSet<String>, Failure> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(HashSet::new()),
        Err(error) => {
            return Err(Failure::impossible(
                format_args!("{} cannot be used as a folder: {}", shown(folder), files::reason(&error)),
                "choose another --out-dir",
            ));
        }
    };
    Ok(entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
}

/// Returns the size of the largest symbol, which is that of the longest sealed label.
fn largest(printer: &Printer, labels: &[NamedLabel]) -> Result<Option<Measures>, Failure> {
    let longest = labels.iter().max_by_key(|label| label.issued().sealed_bytes().len());
    longest.map(|label| printer.measure(label.issued()).map_err(|error| cannot_print(&error))).transpose()
}

fn write_all(printer: &Printer, labels: &[NamedLabel], args: &IssueArgs) -> Result<(), Failure> {
    let bar = progress::bar(labels.len(), if args.quiet.is_wanted() { usize::MAX } else { MANY }, "labels");
    let folder = &args.out_dir;
    let written = printer.print_all(
        labels,
        |file| files::create(&folder.join(&file.name), &file.bytes, Readers::Anyone),
        || bar.inc(1),
    );
    bar.finish_and_clear();
    written.map_err(|error| match error {
        PrintAllError::Print(error) => cannot_print(&error),
        PrintAllError::Write(failure) => failure,
    })
}

/// Returns the failure for a label that was sealed, verified and measured before, so that only the machine can be at
/// fault.
fn cannot_print(error: &PrintError) -> Failure {
    Failure::impossible(error, "try again; if the error persists, test this machine's memory")
}

/// Prints what was done, and the files.
fn print_summary(
    args: &IssueArgs,
    labels: &[NamedLabel],
    printer: &Printer,
    largest: Option<Measures>,
    tally: Tally,
) -> Result<Exit, Failure> {
    let mut out = output::listing(args.quiet);
    let folder = &args.out_dir;
    let number = count(labels.len(), "label");
    if args.dry_run {
        writeln!(out, "{number} can be sealed; no file was written (--dry-run)")?;
    } else {
        let files = count(labels.len() * printer.formats().len(), "file");
        writeln!(out, "{number} sealed and verified; {files} in {}", shown(folder))?;
    }
    if let Some(Measures { version, width_mm, .. }) = largest {
        let which = if labels.len() == 1 { "symbol" } else { "largest symbol" };
        let error_correction = args.print.settings().error_correction;
        writeln!(
            out,
            "  {which}: version {version}-{error_correction}, {width_mm:.1} mm wide including the quiet zone"
        )?;
    }
    if !args.dry_run {
        for label in labels.iter().take(LISTED) {
            for format in printer.formats() {
                writeln!(out, "  {}", shown(&folder.join(label.file_name(*format))))?;
            }
        }
        if labels.len() > LISTED {
            writeln!(out, "  and the files of {}", count(labels.len() - LISTED, "other label"))?;
        }
    }
    if tally.refused > 0 {
        writeln!(out, "{} skipped", count(tally.refused, "refused row"))?;
        return Ok(Exit::Refused);
    }
    Ok(Exit::Success)
}
