//! `starseal registry audit`: verifies everything again.

use super::desk::open_store;
use super::failure::Trouble;
use crate::args::RegistryAuditArgs;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::messages::count;
use crate::output::escape::{printable, shown};
use crate::output::style::{BAD, GOOD, styled};
use crate::output::{json, progress};
use serde::Serialize;
use starseal::limits::MAX_STATUS_LIST_BYTES;
use starseal_registry::audit::{Report, audit};
use std::io::Write;
use std::path::Path;

/// The number of findings that are printed.
const PRINTED: usize = 50;

/// The number of events from which on a progress bar is shown.
const MANY: usize = 100;

#[derive(Serialize)]
struct AuditJson {
    clean: bool,
    head: Option<HeadJson>,
    events: u64,
    statements: u64,
    seals: u64,
    lists: u64,
    published: u64,
    findings: Vec<FindingJson>,
    more_findings: usize,
}

#[derive(Serialize)]
struct HeadJson {
    event: u64,
    event_hash: String,
    time: String,
}

#[derive(Serialize)]
struct FindingJson {
    code: &'static str,
    event: Option<u64>,
    what: String,
}

pub(super) fn run(args: &RegistryAuditArgs) -> Result<Exit, Failure> {
    Ok(carry_out(args)?)
}

fn carry_out(args: &RegistryAuditArgs) -> Result<Exit, Trouble> {
    let mut published = Vec::new();
    for folder in &args.published {
        published.extend(lists_in(folder)?);
    }
    let mut store = open_store(&args.ledger)?;
    let mut bar = None;
    let report = audit(store.as_mut(), &published, &mut |done| {
        let of = usize::try_from(done.of).unwrap_or(usize::MAX);
        bar.get_or_insert_with(|| progress::bar(of, MANY, "events")).set_position(done.events);
        true
    })?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    print(args, &report)?;
    Ok(if report.is_clean() { Exit::Success } else { Exit::Refused })
}

/// Reads the status lists in a folder: all files whose names end in `.cwt`.
fn lists_in(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| {
        Failure::impossible(
            format_args!("{} cannot be read: {}", shown(folder), files::reason(&error)),
            "give the folder of a publication",
        )
    })?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "cwt"));
    paths.sort();
    if paths.is_empty() {
        return Err(Failure::impossible(
            format_args!("{} has no status list", shown(folder)),
            "give the folder that starseal registry publish wrote, or that was published",
        ));
    }
    let read = |path: std::path::PathBuf| Ok((shown(&path), files::read("status list", &path, MAX_STATUS_LIST_BYTES)?));
    paths.into_iter().map(read).collect()
}

fn print(args: &RegistryAuditArgs, report: &Report) -> Result<(), Trouble> {
    let mut out = anstream::stdout();
    let findings = report.findings.kept();
    let more = report.findings.count() - findings.len();
    if args.json {
        let line = AuditJson {
            clean: report.is_clean(),
            head: report.head.map(|head| HeadJson {
                event: head.number,
                event_hash: head.hash.to_string(),
                time: head.time.to_string(),
            }),
            events: report.events,
            statements: report.statements,
            seals: report.seals,
            lists: report.lists,
            published: report.published,
            findings: findings
                .iter()
                .map(|finding| FindingJson { code: finding.code, event: finding.event, what: finding.what.clone() })
                .collect(),
            more_findings: more,
        };
        writeln!(out, "{}", json::line(&line)?)?;
        return Ok(());
    }
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    writeln!(
        out,
        "Verified {}, {}, {} and {}, and compared {}.",
        count(number(report.events), "event"),
        count(number(report.statements), "statement"),
        count(number(report.seals), "seal"),
        count(number(report.lists), "status list"),
        count(number(report.published), "published list")
    )?;
    if let Some(head) = report.head {
        writeln!(out, "  last event  {} of {}", head.number, head.time)?;
        writeln!(out, "  its hash    {}", head.hash)?;
    }
    for finding in findings.iter().take(PRINTED) {
        let event = finding.event.map_or_else(String::new, |event| format!("event {event}: "));
        writeln!(out, "  {} {event}{}", styled(BAD, finding.code), printable(&finding.what))?;
    }
    if report.is_clean() {
        writeln!(out, "{}", styled(GOOD, "Nothing was found."))?;
        if report.published == 0 {
            writeln!(out, "Events cut off at the end are found only with --published, against what was published.")?;
        }
    } else {
        writeln!(out, "{}", styled(BAD, format_args!("{} found.", count(report.findings.count(), "fault"))))?;
    }
    Ok(())
}
