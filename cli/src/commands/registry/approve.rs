//! `starseal registry approve`: approves what another officer proposed, and seals granted labels.

use super::desk::Desk;
use super::failure::Trouble;
use super::sealing::seal_all;
use crate::args::RegistryApproveArgs;
use crate::exit::{Exit, Failure};
use crate::interrupt;
use crate::messages::{count, count_in, language, message, say};
use crate::output::escape::printable;
use crate::output::{self, json, progress};
use serde::Serialize;
use starseal::Language;
use starseal_registry::event::{Data, Granted, OfficerChange, StatusChange};
use starseal_registry::ledger::LedgerError;
use starseal_registry::life::{Wordage, word};
use starseal_registry::proposal::{Proposal, approve, open_proposals, turn_down};
use std::io::Write;

/// The number of entries of a proposal that are printed.
const PRINTED: usize = 10;

/// The number of proposals from which on a progress bar is shown.
const MANY: usize = 3;

#[derive(Serialize)]
struct ApproveJson {
    approved: Vec<ApprovedJson>,
    refused: Vec<u64>,
    sealed: u64,
}

#[derive(Serialize)]
struct ApprovedJson {
    proposal: u64,
    event: u64,
    kind: &'static str,
    sha256: String,
}

#[derive(Serialize)]
struct ProposalJson {
    proposal: u64,
    officer: String,
    proposed_at: String,
    expires_at: String,
    kind: &'static str,
    sha256: String,
    entries: Vec<String>,
}

pub(super) fn run(args: &RegistryApproveArgs) -> Result<Exit, Failure> {
    Ok(if args.show { show(args)? } else { decide(args)? })
}

fn decide(args: &RegistryApproveArgs) -> Result<Exit, Trouble> {
    let mut desk = Desk::open(&args.acting)?;
    let now = desk.now;
    let mut numbers = args.proposals.clone();
    if numbers.is_empty() {
        let officer = desk.officer.clone();
        let mut others = Vec::new();
        each_open(&mut desk, |proposal| {
            if proposal.officer != officer {
                others.push(proposal.number);
            }
            Ok(())
        })?;
        numbers = others;
    }
    let mut out = if args.json { Box::new(std::io::sink()) } else { output::listing(args.acting.quiet) };
    let mut report = ApproveJson { approved: Vec::new(), refused: Vec::new(), sealed: 0 };
    interrupt::watch();
    let bar = progress::bar(numbers.len(), MANY, &progress::proposals());
    let all = numbers.len();
    for (done, number) in numbers.into_iter().enumerate() {
        bar.set_position(done as u64);
        if interrupt::is_wanted() {
            bar.finish_and_clear();
            let what = say!("registry-ended-approval", approved = done, left = all - done);
            return Err(interrupt::ended(what, say!("registry-help-again")).into());
        }
        let (ledger, pen) = desk.parts();
        if args.refuse {
            ledger.write::<_, LedgerError>(now, |writing| turn_down(writing, number, &pen))?;
            bar.suspend(|| writeln!(out, "{}", say!("registry-turned-down", number = number)))?;
            report.refused.push(number);
            continue;
        }
        let shown = open_proposals(ledger.store(), now.time, number.saturating_sub(1), 1)?;
        let shown = shown.into_iter().find(|proposal| proposal.number == number);
        // A proposal that corrects the clock is approved although the time is before the last event.
        let corrects_clock = shown.as_ref().is_some_and(|proposal| matches!(proposal.data, Data::Clock(_)));
        let head = match corrects_clock {
            true => ledger.write_with_corrected_clock::<_, LedgerError>(now, |writing| approve(writing, number, &pen)),
            false => ledger.write::<_, LedgerError>(now, |writing| approve(writing, number, &pen)),
        }?;
        if shown.as_ref().is_some_and(|proposal| matches!(proposal.data, Data::Erased(_))) {
            ledger.store().scrub()?;
        }
        if let Some(proposal) = shown {
            bar.suspend(|| {
                writeln!(out, "{}", say!("registry-approved", event = head.number))?;
                write_proposal(&mut out, &proposal)
            })?;
            let (kind, sha256) = (proposal.data.kind().as_str(), proposal.digest().to_string());
            report.approved.push(ApprovedJson { proposal: number, event: head.number, kind, sha256 });
        }
    }
    bar.finish_and_clear();
    if report.approved.is_empty() && report.refused.is_empty() {
        writeln!(out, "{}", say!("registry-no-other-proposal"))?;
    }
    report.sealed = seal_all(&mut desk.ledger, &desk.config, &args.acting.passphrase)?;
    if report.sealed > 0 {
        writeln!(out, "{}", say!("registry-sealed", labels = count(clamp(report.sealed), "label")))?;
    }
    if args.json {
        writeln!(anstream::stdout(), "{}", json::line(&report)?)?;
    }
    Ok(Exit::Success)
}

fn clamp(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Goes through the open proposals, one at a time.
fn each_open(desk: &mut Desk, mut work: impl FnMut(Proposal) -> Result<(), Trouble>) -> Result<(), Trouble> {
    let mut after = 0;
    while let Some(proposal) = open_proposals(desk.ledger.store(), desk.now.time, after, 1)?.pop() {
        after = proposal.number;
        work(proposal)?;
    }
    Ok(())
}

fn show(args: &RegistryApproveArgs) -> Result<Exit, Trouble> {
    let mut desk = Desk::open(&args.acting)?;
    let mut out = anstream::stdout();
    let mut shown = 0;
    each_open(&mut desk, |proposal| {
        if !args.proposals.is_empty() && !args.proposals.contains(&proposal.number) {
            return Ok(());
        }
        shown += 1;
        if args.json {
            let line = ProposalJson {
                proposal: proposal.number,
                officer: proposal.officer.clone(),
                proposed_at: proposal.proposed_at.to_string(),
                expires_at: proposal.expires_at.to_string(),
                kind: proposal.data.kind().as_str(),
                sha256: proposal.digest().to_string(),
                entries: entries(&proposal.data, Language::En),
            };
            writeln!(out, "{}", json::line(&line)?)?;
        } else {
            let officer = printable(&proposal.officer);
            let line =
                say!("registry-proposal", number = proposal.number, officer = officer, until = proposal.expires_at);
            writeln!(out, "{line}")?;
            write_proposal(&mut out, &proposal)?;
        }
        Ok(())
    })?;
    if shown == 0 && !args.json {
        writeln!(out, "{}", say!("registry-no-proposal"))?;
    }
    Ok(Exit::Success)
}

fn write_proposal(out: &mut impl Write, proposal: &Proposal) -> std::io::Result<()> {
    let entries = entries(&proposal.data, language());
    let kind = word(Wordage::Event, proposal.data.kind().as_str(), language());
    let number = count(entries.len(), "entry");
    writeln!(out, "  {}", say!("registry-content", kind = kind, entries = number, digest = proposal.digest()))?;
    for entry in entries.iter().take(PRINTED) {
        writeln!(out, "    {}", printable(entry))?;
    }
    if entries.len() > PRINTED {
        writeln!(out, "    {}", say!("registry-more-entries", count = entries.len() - PRINTED))?;
    }
    Ok(())
}

/// Returns what a proposal says in a language, one line for each entry.
fn entries(data: &Data, language: Language) -> Vec<String> {
    match data {
        Data::Granted(grant) => {
            let entry = |granted: &Granted| {
                message!(
                    "registry-entry-grant",
                    product_id = granted.product_id,
                    application = granted.application,
                    labels = count_in(language, granted.labels.len(), "label"),
                    issued_on = grant.issued_on,
                    expires_on = granted.expires_on,
                    index = granted.index,
                )
            };
            grant.registrations.iter().map(|granted| entry(granted).in_language(language)).collect()
        }
        Data::Changed(_, changes) => {
            let entry = |change: &StatusChange| {
                let (id, day, reason) = (&change.product_id, change.day, &change.reason);
                match change.last_day {
                    None => message!("registry-entry-change", product_id = id, day = day, reason = reason),
                    Some(last_day) => message!(
                        "registry-entry-extension",
                        product_id = id,
                        day = day,
                        last_day = last_day,
                        reason = reason,
                    ),
                }
            };
            changes.iter().map(|change| entry(change).in_language(language)).collect()
        }
        other => entries_of_upkeep(other, language),
    }
}

/// Returns what a proposal says that keeps the ledger in order.
fn entries_of_upkeep(data: &Data, language: Language) -> Vec<String> {
    let all = match data {
        Data::Restored(restoration) => {
            let lost = usize::try_from(restoration.lost_count()).unwrap_or(usize::MAX);
            let mut all = vec![message!(
                "entry-restore",
                registrations = count_in(language, lost, "registration"),
                index = restoration.first_index,
                reason = restoration.reason,
            )];
            all.extend(restoration.published.map(|list| {
                message!("entry-published", event = list.event, time = list.issued_at, digest = list.digest)
            }));
            all.extend(restoration.owed.iter().map(|product_id| message!("entry-owed", product_id = product_id)));
            all
        }
        Data::Clock(clock) => {
            vec![message!("entry-clock", wrong = clock.wrong, corrected = clock.corrected, reason = clock.reason)]
        }
        Data::Erased(erasure) => {
            let one =
                |(number, _): &(String, _)| message!("entry-erased", application = number, reason = erasure.reason);
            erasure.applications.iter().map(one).collect()
        }
        Data::Officers(changes) => return changes.iter().map(|change| of_officer_change(change, language)).collect(),
        Data::Rule(rule) => rule
            .iter()
            .map(|(kind, officers)| {
                message!("entry-rule", kind = kind, officers = count_in(language, officers.into(), "officer"))
            })
            .collect(),
        Data::TrustList(adoption) => {
            vec![message!("entry-trust", version = adoption.version, digest = adoption.digest)]
        }
        other => return vec![format!("{other:?}")],
    };
    all.iter().map(|entry| entry.in_language(language)).collect()
}

/// Returns what changes about the officers.
pub(super) fn of_officer_change(change: &OfficerChange, language: Language) -> String {
    let message = match change {
        OfficerChange::Add(officer) => {
            message!("entry-officer-added", officer = officer.name, key = officer.key.thumbprint())
        }
        OfficerChange::Retire { name, reason } => {
            message!("entry-officer-retired", officer = name, reason = reason)
        }
        other => return format!("{other:?}"),
    };
    message.in_language(language)
}
