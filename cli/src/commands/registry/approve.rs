//! `starseal registry approve`: approves what another officer proposed, and seals granted labels.

use super::desk::{Desk, language};
use super::failure::Trouble;
use super::sealing::seal_all;
use crate::args::RegistryApproveArgs;
use crate::exit::{Exit, Failure};
use crate::messages::count;
use crate::output::escape::printable;
use crate::output::{self, json};
use serde::Serialize;
use starseal_registry::event::Data;
use starseal_registry::ledger::LedgerError;
use starseal_registry::life::{Wordage, word};
use starseal_registry::proposal::{Proposal, approve, open_proposals, turn_down};
use std::io::Write;

/// The number of entries of a proposal that are printed.
const PRINTED: usize = 10;

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
    for number in numbers {
        let (ledger, pen) = desk.parts();
        if args.refuse {
            ledger.write::<_, LedgerError>(now, |writing| turn_down(writing, number, &pen))?;
            writeln!(out, "Proposal {number} is turned down.")?;
            report.refused.push(number);
            continue;
        }
        let shown = open_proposals(ledger.store(), now.time, number.saturating_sub(1), 1)?;
        let shown = shown.into_iter().find(|proposal| proposal.number == number);
        let head = ledger.write::<_, LedgerError>(now, |writing| approve(writing, number, &pen))?;
        if let Some(proposal) = shown {
            writeln!(out, "Approved as event {}:", head.number)?;
            write_proposal(&mut out, &proposal)?;
            let (kind, sha256) = (proposal.data.kind().as_str(), proposal.digest().to_string());
            report.approved.push(ApprovedJson { proposal: number, event: head.number, kind, sha256 });
        }
    }
    if report.approved.is_empty() && report.refused.is_empty() {
        writeln!(out, "No other officer's proposal is open.")?;
    }
    report.sealed = seal_all(&mut desk.ledger, &desk.config, &args.acting.passphrase)?;
    if report.sealed > 0 {
        writeln!(out, "{} sealed; a verifier has read each of them.", count(clamp(report.sealed), "label"))?;
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
                entries: entries(&proposal.data),
            };
            writeln!(out, "{}", json::line(&line)?)?;
        } else {
            writeln!(
                out,
                "Proposal {} by {}, until {}:",
                proposal.number,
                printable(&proposal.officer),
                proposal.expires_at
            )?;
            write_proposal(&mut out, &proposal)?;
        }
        Ok(())
    })?;
    if shown == 0 && !args.json {
        writeln!(out, "No proposal is open.")?;
    }
    Ok(Exit::Success)
}

fn write_proposal(out: &mut impl Write, proposal: &Proposal) -> std::io::Result<()> {
    let entries = entries(&proposal.data);
    let kind = word(Wordage::Event, proposal.data.kind().as_str(), language());
    writeln!(
        out,
        "  {kind}, {}, SHA-256 {}",
        count(entries.len(), "entry").replace("entrys", "entries"),
        proposal.digest()
    )?;
    for entry in entries.iter().take(PRINTED) {
        writeln!(out, "    {}", printable(entry))?;
    }
    if entries.len() > PRINTED {
        writeln!(out, "    … {} more; --show --json shows all", entries.len() - PRINTED)?;
    }
    Ok(())
}

/// Returns what a proposal says, one line for each entry.
fn entries(data: &Data) -> Vec<String> {
    match data {
        Data::Granted(grant) => grant
            .registrations
            .iter()
            .map(|granted| {
                format!(
                    "{} for application {}: {}, {} to {}, index {}",
                    granted.product_id,
                    granted.application,
                    count(granted.labels.len(), "label"),
                    grant.issued_on,
                    granted.expires_on,
                    granted.index
                )
            })
            .collect(),
        Data::Changed(_, changes) => changes
            .iter()
            .map(|change| {
                let last_day = change.last_day.map_or_else(String::new, |day| format!(", last day {day}"));
                format!("{} on {}{last_day}: {}", change.product_id, change.day, change.reason)
            })
            .collect(),
        other => vec![format!("{other:?}")],
    }
}
