//! `starseal registry audit`: verifies everything again.

use super::desk::{open, open_store, publication};
use super::failure::Trouble;
use crate::args::RegistryAuditArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::files;
use crate::interrupt;
use crate::messages::{count, list, of_audited, of_count, say, system};
use crate::output::escape::{printable, shown};
use crate::output::style::{BAD, GOOD, styled};
use crate::output::table::pair;
use crate::output::{json, progress};
use serde::Serialize;
use starseal::limits::MAX_STATUS_LIST_BYTES;
use starseal::trust::Purpose;
use starseal_registry::audit::{AuditError, Balance, Comparison, KeyUse, Report, audit, compare_count};
use starseal_registry::grant::SEALS_AT_ONCE;
use starseal_registry::site::{DESCRIPTOR, compare, root_of};
use std::io::Write;
use std::path::Path;

/// The number of findings that are printed.
const PRINTED: usize = 50;

/// The work from which on a progress bar is shown: that of verifying 1000 seals.
const MANY: usize = 1_000_000;

/// The width of the names of values.
const NAMES: usize = 12;

#[derive(Serialize)]
struct AuditJson {
    clean: bool,
    head: Option<HeadJson>,
    events: u64,
    statements: u64,
    seals: u64,
    lists: u64,
    published: u64,
    pages: u64,
    lost: u64,
    erased: u64,
    awaits_comparison: bool,
    signatures: Vec<SignaturesJson>,
    findings: Vec<FindingJson>,
    more_findings: usize,
}

/// The signatures of a key: those of which the ledger knows, and those that its token shows.
#[derive(Serialize)]
struct SignaturesJson {
    key_id: String,
    purpose: &'static str,
    ledger: u64,
    token: Option<u64>,
    difference: Option<&'static str>,
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
        let lists = root_of(folder).join("lists");
        published.extend(lists_in(if lists.is_dir() { &lists } else { folder })?);
    }
    let mut store = open_store(&args.ledger)?;
    let mut bar = None;
    let mut of = 0;
    interrupt::watch();
    let report = audit(store.as_mut(), &published, &mut |done| {
        of = done.of;
        let all = usize::try_from(done.all).unwrap_or(usize::MAX);
        bar.get_or_insert_with(|| progress::bar(all, MANY, &progress::audited())).set_position(done.done);
        !interrupt::is_wanted()
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let report = match report {
        Err(AuditError::Ended { events }) => {
            let what = say!("registry-ended-audit", events = events, all = of);
            return Err(interrupt::ended(what, say!("registry-help-audit-again")).into());
        }
        report => report?,
    };
    let report = compare_pages(args, report)?;
    let mut compared = Vec::new();
    for count in &args.signatures {
        let comparison = compare_count(&report.uses, *count).map_err(|fault| {
            Failure::new(Cause::Value, of_count(&fault), say!("registry-help-count", keys = list(&keys(&report.uses))))
        })?;
        compared.push(comparison);
    }
    print(args, &report, &compared)?;
    let is_accounted_for = compared.iter().all(|comparison| comparison.balance == Balance::Equal);
    Ok(if report.is_clean() && is_accounted_for { Exit::Success } else { Exit::Refused })
}

/// Returns the keys of which the ledger has signatures, for people.
fn keys(uses: &[KeyUse]) -> Vec<String> {
    uses.iter().map(|known| known.key.key_id().to_string()).collect()
}

/// Makes every file of the published folders again, and compares it.
fn compare_pages(args: &RegistryAuditArgs, mut report: Report) -> Result<Report, Trouble> {
    let roots = args.published.iter().map(|folder| root_of(folder)).filter(|root| root.join(DESCRIPTOR).is_file());
    let roots: Vec<_> = roots.collect();
    if roots.is_empty() {
        return Ok(report);
    }
    // What the ledger says is not known if it cannot be opened, which the audit has found.
    let (config, mut ledger) = open(&args.ledger)?;
    let settings = publication(&config, args.page.as_deref())?;
    let bar = progress::files();
    for root in roots {
        let compared = compare(&mut ledger, &root, &settings, &mut report, &mut |files| {
            bar.set_position(files as u64);
            !interrupt::is_wanted()
        });
        if compared.is_err() {
            bar.finish_and_clear();
            let what = say!("registry-ended-pages", path = shown(&root));
            return Err(interrupt::ended(what, say!("registry-help-audit-again")).into());
        }
    }
    bar.finish_and_clear();
    Ok(report)
}

/// Reads the status lists in a folder: all files whose names end in `.cwt`.
fn lists_in(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| {
        let what = say!("registry-unreadable", path = shown(folder), reason = system(&error));
        Failure::impossible(what, say!("registry-published-folder-help"))
    })?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "cwt"));
    paths.sort();
    if paths.is_empty() {
        let what = say!("registry-no-list-in-folder", path = shown(folder));
        return Err(Failure::impossible(what, say!("registry-no-list-in-folder-help")));
    }
    let read = |path: std::path::PathBuf| Ok((shown(&path), files::read("status list", &path, MAX_STATUS_LIST_BYTES)?));
    paths.into_iter().map(read).collect()
}

fn signatures(report: &Report, compared: &[Comparison]) -> Vec<SignaturesJson> {
    let line = |known: &KeyUse| {
        let compared = compared.iter().find(|one| one.of_ledger == *known);
        SignaturesJson {
            key_id: known.key.key_id().to_string(),
            purpose: if known.purpose == Purpose::Label { "label" } else { "status" },
            ledger: known.signatures,
            token: compared.map(|one| one.of_token),
            difference: compared.map(|one| match one.balance {
                Balance::Equal => "equal",
                Balance::Fewer(_) => "fewer",
                Balance::More(_) => "more",
            }),
        }
    };
    report.uses.iter().map(line).collect()
}

fn print(args: &RegistryAuditArgs, report: &Report, compared: &[Comparison]) -> Result<(), Trouble> {
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
            pages: report.pages,
            lost: report.lost,
            erased: report.erased,
            awaits_comparison: report.awaits_comparison,
            signatures: signatures(report, compared),
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
    let line = say!(
        "registry-audited",
        events = count(number(report.events), "event"),
        statements = count(number(report.statements), "statement"),
        seals = count(number(report.seals), "seal"),
        lists = count(number(report.lists), "status list"),
        published = count(number(report.published), "published list"),
    );
    writeln!(out, "{line}")?;
    if let Some(head) = report.head {
        let last = say!("registry-audit-event", event = head.number, time = head.time);
        writeln!(out, "{}", pair(&say!("registry-audit-last"), NAMES, last))?;
        writeln!(out, "{}", pair(&say!("registry-audit-hash"), NAMES, head.hash))?;
    }
    if report.pages > 0 {
        writeln!(out, "{}", say!("registry-audit-pages", files = count(number(report.pages), "file")))?;
    }
    if report.lost > 0 {
        writeln!(out, "{}", say!("registry-audit-lost", lists = count(number(report.lost), "published list")))?;
    }
    if report.erased > 0 {
        writeln!(out, "{}", say!("registry-audit-erased", contents = count(number(report.erased), "contact")))?;
    }
    if report.awaits_comparison {
        writeln!(out, "{}", say!("registry-audit-awaits"))?;
    }
    for finding in findings.iter().take(PRINTED) {
        let (code, what) = (styled(BAD, finding.code), of_audited(finding));
        let what = printable(&what);
        let line = match finding.event {
            Some(event) => say!("registry-audit-finding", code = code, event = event, what = what),
            None => say!("registry-audit-finding-alone", code = code, what = what),
        };
        writeln!(out, "  {line}")?;
    }
    if report.is_clean() {
        writeln!(out, "{}", styled(GOOD, say!("registry-audit-clean")))?;
        if report.published == 0 {
            writeln!(out, "{}", say!("registry-audit-cut-off"))?;
        }
    } else {
        let faults = count(report.findings.count(), "fault");
        writeln!(out, "{}", styled(BAD, say!("registry-audit-faults", faults = faults)))?;
    }
    compared.iter().try_for_each(|comparison| write_comparison(&mut out, comparison))?;
    Ok(())
}

/// Writes what a token's count and the ledger's say together, without a judgement.
fn write_comparison(out: &mut impl Write, comparison: &Comparison) -> std::io::Result<()> {
    let (key, ledger, token) =
        (comparison.of_ledger.key.key_id(), comparison.of_ledger.signatures, comparison.of_token);
    match comparison.balance {
        Balance::Equal => writeln!(out, "{}", say!("audit-signatures-equal", key = key, token = token)),
        Balance::Fewer(missing) => {
            let what = say!("audit-signatures-fewer", key = key, token = token, missing = missing, ledger = ledger);
            writeln!(out, "{what}\n  {}", say!("audit-signatures-fewer-help"))
        }
        Balance::More(extra) => {
            let what = say!("audit-signatures-more", key = key, token = token, extra = extra, ledger = ledger);
            writeln!(out, "{what}\n  {}", say!("audit-signatures-more-help", most = SEALS_AT_ONCE))
        }
    }
}
