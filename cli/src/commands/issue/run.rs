//! The steps of the command: read, write, and print a summary.

use super::advice::{self, Origin};
use super::rows::{self, Tally};
use crate::args::IssueArgs;
use crate::exit::{Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::read_signing_key;
use crate::messages::{count, say};
use crate::output::errors::warn;
use crate::output::escape::shown;
use crate::output::{self, progress};
use crate::trustfile;
use starseal::Signer;
use starseal::carrier::{MIN_MODULE_MM, MIN_TILL_MODULE_MM};
use starseal_registry::issuing::{
    Batch, Format, LabelRow, Measures, NamedLabel, PrintAllError, PrintError, Printer, PrinterModules, Sealer,
};
use std::collections::{HashMap, HashSet};
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
    let mut formats: Vec<Format> = args.format.iter().copied().map(Format::from).collect();
    formats.sort_unstable();
    formats.dedup();
    let modules = args.print.printer_dpi.map(|dpi| on_printer(args, dpi, &formats)).transpose()?;
    let mut settings = args.print.settings();
    if let Some(modules) = modules {
        settings.module_mm = modules.module_mm;
        settings.png_scale = modules.dots.min(MOST_PIXELS);
    }
    if settings.module_mm < MIN_MODULE_MM {
        warn(
            &say!("issue-small-for-phones", module_mm = short(settings.module_mm)),
            &say!("issue-small-help", least = MIN_MODULE_MM),
        );
    }
    if args.print.gs1 && settings.module_mm < MIN_TILL_MODULE_MM {
        warn(
            &say!("issue-small-for-tills", module_mm = short(settings.module_mm)),
            &say!("issue-small-help", least = MIN_TILL_MODULE_MM),
        );
    }
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
            say!("issue-rows-refused", refused = tally.refused, rows = count(tally.rows, "row")),
            say!("issue-rows-refused-help"),
        ));
    }
    let labels = batch.labels();
    let largest = largest(&printer, labels)?;
    warn_of_small_text(&printer, labels, settings.text_mm)?;
    if !args.dry_run {
        files::create_folder(&args.out_dir)?;
        write_all(&printer, labels, args)?;
    }
    print_summary(args, labels, &printer, largest, modules, tally)
}

/// The maximum number of pixels of a module in PNG files.
const MOST_PIXELS: u32 = 64;

/// Returns the modules that a printer can draw. Modules that would be too small for phones are refused here, because no
/// printed sample would show it in time.
fn on_printer(args: &IssueArgs, dpi: u32, formats: &[Format]) -> Result<PrinterModules, Failure> {
    let asked = args.print.module_mm;
    let least = if args.print.gs1 { MIN_TILL_MODULE_MM } else { MIN_MODULE_MM };
    let Some(modules) = PrinterModules::nearest(asked, dpi, least) else {
        let dot_mm = short(25.4 / f64::from(dpi));
        let what = say!("issue-below-dot", module_mm = asked, dot_mm = dot_mm, dpi = dpi);
        return Err(Failure::usage(what, say!("issue-small-help", least = MIN_MODULE_MM)));
    };
    if modules.module_mm < MIN_MODULE_MM {
        let module_mm = short(modules.module_mm);
        let what = say!("issue-below-minimum", dots = modules.dots, dpi = dpi, module_mm = module_mm);
        return Err(Failure::usage(what, say!("issue-small-help", least = MIN_MODULE_MM)));
    }
    if formats.contains(&Format::Png) && modules.dots > MOST_PIXELS {
        let what = say!("issue-many-dots", dots = modules.dots, most = MOST_PIXELS);
        return Err(Failure::usage(what, say!("issue-many-dots-help")));
    }
    Ok(modules)
}

/// Returns a length in millimetres with at most four decimals.
fn short(millimetres: f64) -> f64 {
    (millimetres * 10_000.0).round() / 10_000.0
}

/// Warns if the text under a symbol is smaller than it was asked for, because the product ID does not fit in two lines.
fn warn_of_small_text(printer: &Printer, labels: &[NamedLabel], asked: f64) -> Result<(), Failure> {
    // The size depends on nothing else, so that one label of each kind is measured.
    let kind = |label: &NamedLabel| {
        let issued = label.issued();
        let claims = issued.label();
        (issued.sealed_bytes().len(), claims.product_id().as_str().len(), claims.level())
    };
    let kinds: HashMap<_, _> = labels.iter().map(|label| (kind(label), label)).collect();
    let mut smallest: Option<(f64, &NamedLabel)> = None;
    for label in kinds.values() {
        let measures = printer.measure(label.issued()).map_err(|error| cannot_print(&error))?;
        let text_mm = measures.text_mm.filter(|text_mm| *text_mm < asked - 1e-9);
        smallest =
            text_mm.filter(|mm| smallest.is_none_or(|(least, _)| *mm < least)).map(|mm| (mm, *label)).or(smallest);
    }
    if let Some((text_mm, label)) = smallest {
        let product_id = label.issued().label().product_id();
        let text_mm = format!("{text_mm:.2}");
        warn(
            &say!("issue-small-text", product_id = product_id, text_mm = text_mm, asked = asked),
            &say!("issue-small-text-help"),
        );
    }
    Ok(())
}

/// Takes the label of the command line into the batch.
fn take_one<S: Signer>(batch: &mut Batch<S>, typed: &LabelRow) -> Result<Tally, Failure> {
    match batch.take(typed).map(drop) {
        Ok(()) => Ok(Tally { rows: 1, refused: 0 }),
        Err(fault) => {
            if let Some(failure) = advice::without_token(&fault) {
                return Err(failure);
            }
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
                say!("issue-not-a-folder", path = shown(folder), reason = files::reason(&error)),
                say!("issue-not-a-folder-help"),
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
    let many = if args.quiet.is_wanted() { usize::MAX } else { MANY };
    let bar = progress::bar(labels.len(), many, &progress::labels());
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
    Failure::impossible(say!("issue-print-fault", reason = error), say!("issue-print-fault-help"))
}

/// Prints what was done, and the files.
fn print_summary(
    args: &IssueArgs,
    labels: &[NamedLabel],
    printer: &Printer,
    largest: Option<Measures>,
    modules: Option<PrinterModules>,
    tally: Tally,
) -> Result<Exit, Failure> {
    let mut out = output::listing(args.quiet);
    let folder = &args.out_dir;
    let number = count(labels.len(), "label");
    if args.dry_run {
        writeln!(out, "{}", say!("issue-dry-run", labels = number))?;
    } else {
        let files = count(labels.len() * printer.formats().len(), "file");
        writeln!(out, "{}", say!("issue-done", labels = number, files = files, path = shown(folder)))?;
    }
    if let Some(Measures { version, width_mm, height_mm, .. }) = largest {
        if let (Some(modules), Some(dpi)) = (modules, args.print.printer_dpi) {
            let dots = say!(
                "issue-dots",
                dpi = dpi,
                dots = modules.dots,
                module_mm = short(modules.module_mm),
                width_mm = format_args!("{width_mm:.2}"),
                height_mm = format_args!("{height_mm:.2}"),
            );
            writeln!(out, "  {dots}")?;
        }
        let version = format!("{version}-{}", args.print.settings().error_correction);
        let width_mm = format!("{width_mm:.1}");
        let size = match labels.len() {
            1 => say!("issue-symbol", version = version, width_mm = width_mm),
            _ => say!("issue-largest-symbol", version = version, width_mm = width_mm),
        };
        writeln!(out, "  {size}")?;
    }
    if !args.dry_run {
        for label in labels.iter().take(LISTED) {
            for format in printer.formats() {
                writeln!(out, "  {}", shown(&folder.join(label.file_name(*format))))?;
            }
        }
        if labels.len() > LISTED {
            let others = count(labels.len() - LISTED, "other label");
            writeln!(out, "  {}", say!("issue-others", labels = others))?;
        }
    }
    if tally.refused > 0 {
        writeln!(out, "{}", say!("issue-skipped", rows = count(tally.refused, "refused row")))?;
        return Ok(Exit::Refused);
    }
    Ok(Exit::Success)
}
