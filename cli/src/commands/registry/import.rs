//! `starseal registry import`: imports applications from a table.

use super::desk::{Desk, nonce};
use super::failure::Trouble;
use crate::args::RegistryImportArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::files;
use crate::interrupt;
use crate::messages::{count, of_columns, of_import, of_table, say, system};
use crate::output::escape::{printable, shown};
use crate::output::{self, json, progress};
use serde::Serialize;
use starseal_registry::import::{
    Conflict, CsvTable, Fault, ImportPlan, ImportRow, Imported, ReadError, Table, TableError, compare, merge, read_rows,
};
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

/// The number of conflicts and bad rows that are printed.
const PRINTED: usize = 20;

/// The number of applications and steps from which on a progress bar is shown.
const MANY: usize = 1000;

/// What an import did, or would do.
#[derive(Serialize)]
struct ImportJson {
    applications: usize,
    steps: usize,
    unchanged: usize,
    amended: usize,
    conflicts: Vec<ConflictJson>,
    rejected: Vec<RejectedJson>,
    rejected_file: Option<String>,
    dry_run: bool,
}

#[derive(Serialize)]
struct ConflictJson {
    application: String,
    field: &'static str,
    held: String,
    given: String,
}

#[derive(Serialize)]
struct RejectedJson {
    row: u64,
    reason: String,
}

pub(super) fn run(args: &RegistryImportArgs) -> Result<Exit, Failure> {
    Ok(import(args)?)
}

fn import(args: &RegistryImportArgs) -> Result<Exit, Trouble> {
    let mut table = open(&args.table)?;
    let mut desk = Desk::open(&args.acting)?;
    let now = desk.now;
    let scheme = desk.ledger.trust().scheme().clone();
    let read = read_rows(table.as_mut(), &scheme, scheme.date_at(now.time));
    let mut rows = read.map_err(|error| {
        let reason = match &error {
            ReadError::Columns(error) => of_columns(error),
            ReadError::Table(error) => of_table(error),
        };
        let what = say!("registry-table-unusable", path = shown(&args.table), reason = reason);
        Failure::new(Cause::RowRefused, what, say!("registry-table-unusable-help"))
    })?;
    let merged = merge(&mut rows, &mut |_| nonce());
    let (ledger, pen) = desk.parts();
    interrupt::watch();
    let (plan, amended) = ledger.write::<_, Trouble>(now, |writing| {
        let mut plan = compare(writing.store(), merged)?;
        let bar = progress::bar(plan.new.len() + plan.further.len(), MANY, &progress::applications());
        let refused = plan.take_out_refused_watched(writing, &mut |tried| {
            bar.set_position(tried as u64);
            !interrupt::is_wanted()
        })?;
        bar.finish_and_clear();
        for (imported, fault) in refused {
            reject(&mut rows, &imported, &fault);
        }
        let mut amended = 0;
        if !args.dry_run {
            let bar = progress::bar(plan.entries(), MANY, &progress::entries());
            plan.carry_out_watched(writing, &pen, &mut |entries| {
                bar.inc(entries as u64);
                !interrupt::is_wanted()
            })?;
            bar.finish_and_clear();
            if let Some(reason) = args.reason.as_deref().filter(|_| args.amend) {
                amended = plan.amend(writing, &pen, reason, &|_| true)?;
            }
        }
        Ok((plan, amended))
    })?;
    let rejected: Vec<&ImportRow> = rows.iter().filter(|row| row.content.is_err()).collect();
    let file =
        if rejected.is_empty() || args.dry_run { None } else { Some(write_rejected(args, table.as_ref(), &rejected)?) };
    let report = report(args, &plan, amended, &rejected, file);
    print(args, &report, &rejected)?;
    let is_whole = report.rejected.is_empty() && report.conflicts.is_empty();
    Ok(if is_whole { Exit::Success } else { Exit::Refused })
}

/// Opens a table by the ending of its name.
fn open(path: &Path) -> Result<Box<dyn Table>, Failure> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if !["csv", "txt"].contains(&ending.as_str()) {
        let what = say!("registry-not-a-table", path = shown(path));
        return Err(Failure::usage(what, say!("registry-not-a-table-help")));
    }
    let file = File::open(path).map_err(|error| {
        let what = say!("registry-unreadable", path = shown(path), reason = system(&error));
        Failure::impossible(what, say!("registry-unreadable-help"))
    })?;
    let table = CsvTable::new(BufReader::new(file)).map_err(|error: TableError| {
        let what = say!("registry-table-unusable", path = shown(path), reason = of_table(&error));
        Failure::new(Cause::RowRefused, what, say!("registry-save-as-csv"))
    })?;
    Ok(Box::new(table))
}

/// Marks the rows of an application that the ledger refuses.
fn reject(rows: &mut [ImportRow], imported: &Imported, fault: &Fault) {
    for place in &imported.rows {
        if let Some(row) = rows.get_mut(*place) {
            row.content = Err(fault.clone());
        }
    }
}

/// Writes the rows that were not taken into a file of the same form, with a column that says why.
fn write_rejected(args: &RegistryImportArgs, table: &dyn Table, rows: &[&ImportRow]) -> Result<PathBuf, Failure> {
    let path = args.rejected.clone().unwrap_or_else(|| args.table.with_extension("rejected.csv"));
    // The last column of a file that was written before, and is imported again, is the reason of that time.
    let kept: Vec<usize> =
        table.header().iter().enumerate().filter(|(_, name)| *name != "reason").map(|(at, _)| at).collect();
    let mut text = String::from("\u{feff}");
    let line = |cells: &mut dyn Iterator<Item = String>| {
        cells.map(|cell| quoted(&cell)).collect::<Vec<_>>().join(",") + "\r\n"
    };
    let header = kept.iter().filter_map(|at| table.header().get(*at).cloned());
    text += &line(&mut header.chain(["reason".to_owned()]));
    for row in rows {
        let reason = row.content.as_ref().err().map(of_import).unwrap_or_default();
        let cells = kept.iter().map(|at| row.cells.get(*at).cloned().unwrap_or_default());
        text += &line(&mut cells.chain([reason]));
    }
    let fresh = path.with_extension("new");
    let _ = std::fs::remove_file(&fresh);
    files::replace_by(&path, &fresh, text.as_bytes()).map_err(|error| {
        let what = say!("registry-unwritable", path = shown(&path), reason = system(&error));
        Failure::impossible(what, say!("registry-rejected-unwritable-help"))
    })?;
    Ok(path)
}

/// Returns a cell of CSV, in quotes where they are needed.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

fn report(
    args: &RegistryImportArgs,
    plan: &ImportPlan,
    amended: usize,
    rejected: &[&ImportRow],
    file: Option<PathBuf>,
) -> ImportJson {
    let conflict = |conflict: &Conflict| ConflictJson {
        application: conflict.application.clone(),
        field: conflict.field,
        held: conflict.held.clone(),
        given: conflict.given.clone(),
    };
    let reason = |row: &&ImportRow| RejectedJson {
        row: row.number,
        reason: row.content.as_ref().err().map(ToString::to_string).unwrap_or_default(),
    };
    let conflicts = plan.conflicts.iter().flat_map(|(fields, _)| fields).map(conflict).collect();
    let steps: usize = plan.new.iter().map(|one| one.steps.len()).sum();
    ImportJson {
        applications: plan.new.len(),
        steps: steps + plan.further.iter().map(|(steps, _)| steps.len()).sum::<usize>(),
        unchanged: plan.unchanged,
        amended,
        conflicts: if amended > 0 { Vec::new() } else { conflicts },
        rejected: rejected.iter().map(reason).collect(),
        rejected_file: file.map(|path| path.to_string_lossy().into_owned()),
        dry_run: args.dry_run,
    }
}

fn print(args: &RegistryImportArgs, report: &ImportJson, rejected: &[&ImportRow]) -> Result<(), Trouble> {
    if args.json {
        writeln!(anstream::stdout(), "{}", json::line(report)?)?;
        return Ok(());
    }
    let mut out = output::listing(args.acting.quiet);
    let (applications, steps) = (count(report.applications, "application"), count(report.steps, "step"));
    let (unchanged, amended) = (report.unchanged, report.amended);
    let done = match report.dry_run {
        true => say!(
            "registry-would-import",
            applications = applications,
            steps = steps,
            unchanged = unchanged,
            amended = amended
        ),
        false => {
            say!(
                "registry-imported",
                applications = applications,
                steps = steps,
                unchanged = unchanged,
                amended = amended
            )
        }
    };
    writeln!(out, "{done}")?;
    if !report.conflicts.is_empty() {
        writeln!(out, "{}", say!("registry-conflicts"))?;
        for conflict in report.conflicts.iter().take(PRINTED) {
            let line = say!(
                "registry-conflict",
                application = printable(&conflict.application),
                field = conflict.field,
                held = printable(&conflict.held),
                given = printable(&conflict.given),
            );
            writeln!(out, "  {line}")?;
        }
        writeln!(out, "{}", say!("registry-conflicts-help"))?;
    }
    for row in rejected.iter().take(PRINTED) {
        let reason = row.content.as_ref().err().map(of_import).unwrap_or_default();
        writeln!(out, "  {}", say!("registry-row", number = row.number, reason = printable(&reason)))?;
    }
    if let Some(file) = &report.rejected_file {
        let rows = count(report.rejected.len(), "row");
        writeln!(out, "{}", say!("registry-rejected", rows = rows, path = printable(file)))?;
    }
    Ok(())
}
