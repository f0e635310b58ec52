//! `starseal registry import`: imports applications from a table.

use super::desk::{Desk, nonce};
use super::failure::Trouble;
use super::tables::{self, BadRow, PRINTED};
use crate::args::RegistryImportArgs;
use crate::exit::{Exit, Failure};
use crate::interrupt;
use crate::messages::{count, of_import, say};
use crate::output::escape::printable;
use crate::output::{self, json, progress};
use serde::Serialize;
use starseal_registry::import::{
    Column, Conflict, Fault, ImportPlan, ImportRow, Imported, REASON, ReadTable, compare, merge, read_rows,
};
use std::io::Write;
use std::path::PathBuf;

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
    let mut table = tables::open(&args.table, Column::names(), args.sheet.as_deref())?;
    let file = tables::file_for_bad(&args.table, args.rejected.as_deref(), table.as_ref())?;
    let mut desk = Desk::open(&args.acting)?;
    let now = desk.now;
    let scheme = desk.ledger.trust().scheme().clone();
    let read = read_rows(table.as_mut(), &scheme, scheme.date_at(now.time));
    let ReadTable { mut rows, columns } = read.map_err(|error| tables::unusable(&args.table, &error))?;
    let merged = merge(&mut rows, &mut |_| nonce());
    let (ledger, pen) = desk.parts();
    interrupt::watch();
    let (plan, amended) = ledger.write::<_, Trouble>(now, |writing| {
        let mut plan = compare(writing.store(), merged, &columns)?;
        let bar = progress::bar(plan.new.len() + plan.further.len(), MANY, &progress::applications());
        let refused = plan.take_out_refused_watched(writing, &mut |tried| {
            bar.set_position(tried as u64);
            !interrupt::is_wanted()
        })?;
        bar.finish_and_clear();
        for (imported, fault) in refused {
            reject(&mut rows, &imported, &fault);
        }
        let mut amended = Vec::new();
        if !args.dry_run {
            let bar = progress::bar(plan.entries(), MANY, &progress::entries());
            plan.carry_out_watched(writing, &pen, &mut |entries| {
                bar.inc(entries as u64);
                !interrupt::is_wanted()
            })?;
            bar.finish_and_clear();
            if let Some(reason) = args.reason.as_deref().filter(|_| args.amend) {
                let is_wanted = |number: &str| args.only.is_empty() || args.only.iter().any(|only| only == number);
                let done = plan.amend(writing, &pen, reason, &is_wanted)?;
                done.refused.iter().for_each(|(imported, fault)| reject(&mut rows, imported, fault));
                amended = done.numbers;
            }
        }
        Ok((plan, amended))
    })?;
    let rejected: Vec<BadRow<'_>> = rows.iter().filter_map(bad).collect();
    let is_written = !rejected.is_empty() && !args.dry_run;
    if is_written {
        tables::write_bad(&file, table.as_ref(), REASON, &rejected)?;
    }
    let report = report(args, &plan, &amended, &rejected, is_written.then_some(file));
    print(args, &report, &rejected)?;
    let is_whole = report.rejected.is_empty() && report.conflicts.is_empty();
    Ok(if is_whole { Exit::Success } else { Exit::Refused })
}

fn bad(row: &ImportRow) -> Option<BadRow<'_>> {
    row.content.as_ref().err().map(|fault| BadRow { number: row.number, cells: &row.cells, fault })
}

/// Marks the rows of an application that the ledger refuses.
fn reject(rows: &mut [ImportRow], imported: &Imported, fault: &Fault) {
    for place in &imported.rows {
        if let Some(row) = rows.get_mut(*place) {
            row.content = Err(fault.clone());
        }
    }
}

fn report(
    args: &RegistryImportArgs,
    plan: &ImportPlan,
    amended: &[String],
    rejected: &[BadRow<'_>],
    file: Option<PathBuf>,
) -> ImportJson {
    let conflict = |conflict: &Conflict| ConflictJson {
        application: conflict.application.clone(),
        field: conflict.field,
        held: conflict.held.clone(),
        given: conflict.given.clone(),
    };
    let reason = |row: &BadRow<'_>| RejectedJson { row: row.number, reason: row.fault.to_string() };
    // What was amended is no longer in conflict; steps are never taken over.
    let is_open = |one: &&Conflict| one.is_step || !amended.contains(&one.application);
    let conflicts = plan.conflicts.iter().flat_map(|one| &one.fields).filter(is_open).map(conflict).collect();
    let steps: usize = plan.new.iter().map(|one| one.steps.len()).sum();
    ImportJson {
        applications: plan.new.len(),
        steps: steps + plan.further.iter().map(|(steps, _)| steps.len()).sum::<usize>(),
        unchanged: plan.unchanged,
        amended: amended.len(),
        conflicts,
        rejected: rejected.iter().map(reason).collect(),
        rejected_file: file.map(|path| path.to_string_lossy().into_owned()),
        dry_run: args.dry_run,
    }
}

fn print(args: &RegistryImportArgs, report: &ImportJson, rejected: &[BadRow<'_>]) -> Result<(), Trouble> {
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
        let reason = of_import(row.fault);
        writeln!(out, "  {}", say!("registry-row", number = row.number, reason = printable(&reason)))?;
    }
    if let Some(file) = &report.rejected_file {
        let rows = count(report.rejected.len(), "row");
        writeln!(out, "{}", say!("registry-rejected", rows = rows, path = printable(file)))?;
    }
    Ok(())
}
