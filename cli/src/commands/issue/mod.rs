//! `starseal issue`: labels sealed, checked, drawn.
//!
//! Two passes: all rows are read, sealed and verified before the first file is written, so that a batch with a bad row
//! leaves nothing behind.

mod batch;
mod ledger;
mod names;
mod press;
mod print;
mod request;
mod rows;

use crate::args::IssueArgs;
use crate::exit::{Exit, Failure};
use crate::keyfile::read_signing_key;
use crate::output::errors::warn;
use crate::output::escape::shown;
use crate::output::words::count;
use crate::{files, trustfile};
use batch::Batch;
use press::Press;
use print::{Measures, Printer};
use rows::Rows;
use starseal::MIN_MODULE_MM;
use std::io::Write;

/// Of how many labels the files are listed.
const LISTED: usize = 10;

pub(crate) fn run(args: &IssueArgs) -> Result<Exit, Failure> {
    let verifier = trustfile::verifier(std::slice::from_ref(&args.trust))?;
    let now = args.clock.now()?;
    let today = verifier.trust_list().statement().scheme.date_at(now);
    if args.print.module_mm < MIN_MODULE_MM {
        warn(
            &format!("modules of {} mm are too small for many phones to read in print", args.print.module_mm),
            &format!("use --module-mm {MIN_MODULE_MM} or more"),
        );
    }
    let mut formats = args.format.clone();
    formats.sort_unstable();
    formats.dedup();

    let key = read_signing_key(&args.key, &args.passphrase)?;
    let press = Press::new(key, verifier, args.prefix.as_deref(), args.print.error_correction, now)?;
    let mut batch = Batch::new(press, today, &formats, &args.out_dir)?;
    match &args.csv {
        Some(path) => batch.take_rows(Rows::open(path, &args.label)?)?,
        None => batch.take_one(&args.label)?,
    }
    if batch.bad > 0 && !args.skip_bad {
        return Err(Failure::refused(
            format_args!("{} of {} cannot be used; nothing was written", batch.bad, count(batch.rows, "row")),
            "correct them, or leave them out with --skip-bad",
        ));
    }
    let printer = Printer { formats: &formats, flags: &args.print, press: &batch.press };
    let largest = printer.measure_largest(&batch.ready)?;
    if !args.dry_run {
        files::create_folder(&args.out_dir)?;
        printer.print_all(&batch.ready, &args.out_dir)?;
    }
    tell(args, &batch, &printer, largest)
}

/// What was done, and where it is.
fn tell(args: &IssueArgs, batch: &Batch, printer: &Printer<'_>, largest: Option<Measures>) -> Result<Exit, Failure> {
    let mut out = anstream::stdout();
    let ready = &batch.ready;
    let labels = count(ready.len(), "label");
    if args.dry_run {
        writeln!(out, "{labels} could be sealed; nothing was written (--dry-run)")?;
    } else {
        let files = count(ready.len() * printer.formats.len(), "file");
        writeln!(out, "{labels} sealed and checked; {files} in {}", shown(&args.out_dir))?;
    }
    if let Some(Measures { version, width_mm }) = largest {
        let which = if ready.len() == 1 { "symbol" } else { "largest symbol" };
        let error_correction = batch.press.error_correction();
        writeln!(out, "  {which}: version {version}-{error_correction}, {width_mm:.1} mm wide with its margin")?;
    }
    if !args.dry_run {
        for label in ready.iter().take(LISTED) {
            for format in printer.formats {
                writeln!(out, "  {}", shown(&printer.path(&args.out_dir, &label.name, *format)))?;
            }
        }
        if ready.len() > LISTED {
            writeln!(out, "  and those of {}", count(ready.len() - LISTED, "other label"))?;
        }
    }
    if batch.bad > 0 {
        writeln!(out, "{} left out", count(batch.bad, "bad row"))?;
        return Ok(Exit::Refused);
    }
    Ok(Exit::Success)
}
