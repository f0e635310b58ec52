//! `starseal registry change --from`: proposes the changes of a table, all or none.

use super::change::check_share;
use super::desk::Desk;
use super::failure::Trouble;
use super::tables::{self, BadRow, PRINTED};
use crate::args::{ChangeKind, RegistryChangeArgs};
use crate::exit::{Cause, Exit, Failure};
use crate::messages::{count, language, of_import, say};
use crate::output::escape::{printable, shown};
use crate::output::{self, json};
use serde::Serialize;
use starseal_registry::import::{
    CHANGE_REASON, ChangeColumn, ChangeDefaults, ChangeRow, ChangeWord, group_changes, read_changes, refuse_changes,
};
use starseal_registry::life::{Wordage, word};
use starseal_registry::proposal::{Outcome, propose};
use starseal_registry::store::Store;
use starseal_registry::view::registration;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

/// What became of the changes of a table.
#[derive(Serialize)]
struct ChangesJson {
    registrations: usize,
    changes: Vec<GroupJson>,
    rejected: Vec<RejectedJson>,
    rejected_file: Option<String>,
}

/// The changes of one event.
#[derive(Serialize)]
struct GroupJson {
    change: &'static str,
    registrations: usize,
    proposal: Option<u64>,
    event: Option<u64>,
}

#[derive(Serialize)]
struct RejectedJson {
    row: u64,
    reason: String,
}

impl From<ChangeKind> for ChangeWord {
    fn from(kind: ChangeKind) -> Self {
        match kind {
            ChangeKind::ExtensionRequest => ChangeWord::ExtensionRequest,
            ChangeKind::Extend => ChangeWord::Extend,
            ChangeKind::Defer => ChangeWord::Defer,
            ChangeKind::Withdraw => ChangeWord::Withdraw,
            ChangeKind::Revoke => ChangeWord::Revoke,
            ChangeKind::Correct => ChangeWord::Correct,
        }
    }
}

pub(super) fn change(args: &RegistryChangeArgs, from: &Path) -> Result<Exit, Trouble> {
    let mut table = tables::open(from, ChangeColumn::names(), args.sheet.as_deref())?;
    let file = tables::file_for_bad(from, args.rejected.as_deref(), table.as_ref())?;
    let mut desk = Desk::open(&args.acting)?;
    let (now, seconds) = (desk.now, desk.config.proposal_seconds);
    let today = desk.ledger.trust().scheme().date_at(now.time);
    let defaults = ChangeDefaults {
        change: args.change.map(ChangeWord::from),
        on: args.on.unwrap_or(today),
        last_day: args.last_day,
        reason: args.reason.clone(),
    };
    let mut rows = read_changes(table.as_mut(), &defaults).map_err(|error| tables::unusable(from, &error))?;
    check_share(args, touched(&rows, desk.ledger.store())?, desk.ledger.store())?;
    let (ledger, pen) = desk.parts();
    let groups = ledger.write::<_, Trouble>(now, |writing| {
        refuse_changes(writing, &mut rows)?;
        if !args.skip_bad && rows.iter().any(|row| row.content.is_err()) {
            return Ok(Vec::new());
        }
        let mut groups = Vec::new();
        for (word, data, registrations) in group_changes(writing, &rows)? {
            let (proposal, event) = match propose(writing, &data, &pen, seconds)? {
                Outcome::Proposed(number) => (Some(number), None),
                Outcome::Appended(head) => (None, Some(head.number)),
            };
            groups.push(GroupJson { change: word.kind().as_str(), registrations, proposal, event });
        }
        Ok(groups)
    })?;
    let rejected: Vec<BadRow<'_>> = rows.iter().filter_map(bad).collect();
    let is_written = args.skip_bad && !rejected.is_empty();
    if is_written {
        tables::write_bad(&file, table.as_ref(), CHANGE_REASON, &rejected)?;
    }
    let report = ChangesJson {
        registrations: groups.iter().map(|group| group.registrations).sum(),
        changes: groups,
        rejected: rejected.iter().map(|row| RejectedJson { row: row.number, reason: row.fault.to_string() }).collect(),
        rejected_file: is_written.then(|| file.to_string_lossy().into_owned()),
    };
    print(args, &report, &rejected)?;
    match rejected.len() {
        0 if rows.is_empty() => {
            let what = say!("change-no-rows", path = shown(from));
            Err(Failure::new(Cause::RowRefused, what, say!("table-empty-help")).into())
        }
        0 => Ok(Exit::Success),
        _ if args.skip_bad => Ok(Exit::Refused),
        bad => {
            let what = say!("change-rows-refused", bad = bad, rows = count(rows.len(), "row"));
            Err(Failure::new(Cause::RowRefused, what, say!("change-rows-refused-help")).into())
        }
    }
}

/// Returns the number of registrations that the whole table touches.
fn touched(rows: &[ChangeRow], store: &mut dyn Store) -> Result<usize, Trouble> {
    let wanted = rows.iter().filter_map(|row| row.content.as_ref().ok());
    let ids: BTreeSet<&str> = wanted.map(|wanted| wanted.entry.product_id.as_str()).collect();
    let mut count = 0;
    for id in ids {
        count += usize::from(registration(store, id)?.is_some());
    }
    Ok(count)
}

fn bad(row: &ChangeRow) -> Option<BadRow<'_>> {
    row.content.as_ref().err().map(|fault| BadRow { number: row.number, cells: &row.cells, fault })
}

fn print(args: &RegistryChangeArgs, report: &ChangesJson, rejected: &[BadRow<'_>]) -> Result<(), Trouble> {
    if args.json {
        writeln!(anstream::stdout(), "{}", json::line(report)?)?;
        return Ok(());
    }
    let mut out = output::listing(args.acting.quiet);
    for group in &report.changes {
        let kind = word(Wordage::Event, group.change, language());
        let what = say!("change-group", kind = kind, registrations = count(group.registrations, "registration"));
        match group.proposal {
            Some(number) => writeln!(out, "{}", say!("registry-proposed", what = what, numbers = number))?,
            None => writeln!(out, "{}", say!("registry-recorded", what = what))?,
        }
    }
    if report.changes.iter().any(|group| group.proposal.is_some()) {
        writeln!(out, "{}", say!("registry-proposed-help"))?;
    }
    for row in rejected.iter().take(PRINTED) {
        let reason = of_import(row.fault);
        writeln!(out, "  {}", say!("registry-row", number = row.number, reason = printable(&reason)))?;
    }
    if rejected.len() > PRINTED {
        writeln!(out, "  {}", say!("change-more-rows", rows = count(rejected.len() - PRINTED, "row")))?;
    }
    if let Some(file) = &report.rejected_file {
        let rows = count(rejected.len(), "row");
        writeln!(out, "{}", say!("registry-rejected", rows = rows, path = printable(file)))?;
    }
    Ok(())
}
