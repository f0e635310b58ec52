//! `starseal registry grant`: proposes grants.

use super::desk::Desk;
use super::failure::Trouble;
use super::sealing::seal_all;
use crate::args::RegistryGrantArgs;
use crate::exit::{Exit, Failure};
use crate::interrupt;
use crate::keyfile::{KeyFile, Place};
use crate::messages::{count, language, list, say};
use crate::output::escape::printable;
use crate::output::{self, json, progress};
use serde::Serialize;
use starseal_registry::event::Data;
use starseal_registry::grant::{Plan, cleared_applications};
use starseal_registry::life::{Wordage, word};
use starseal_registry::proposal::{Outcome, propose};
use std::io::Write;

/// The number of applications that are named, of those that lack more than the grant.
const NAMED: usize = 20;

/// The number of applications from which on a progress bar is shown.
const MANY: usize = 1000;

#[derive(Serialize, Default)]
struct GrantJson {
    proposals: Vec<u64>,
    events: Vec<u64>,
    registrations: usize,
    labels: usize,
    sealed: u64,
    not_cleared: Vec<NotCleared>,
}

/// An application that lacks more than the grant.
#[derive(Serialize)]
struct NotCleared {
    application: String,
    state: String,
}

pub(super) fn run(args: &RegistryGrantArgs) -> Result<Exit, Failure> {
    Ok(grant(args)?)
}

fn grant(args: &RegistryGrantArgs) -> Result<Exit, Trouble> {
    let mut desk = Desk::open(&args.acting)?;
    let key = KeyFile::read_public_half(&Place::from(&desk.config.label_key), &args.acting.passphrase)?;
    let (now, seconds, ids) = (desk.now, desk.config.proposal_seconds, desk.config.ids.clone());
    let mut numbers = args.applications.clone();
    let mut report = GrantJson::default();
    if args.all {
        numbers = cleared_applications(desk.ledger.store(), now.time)?;
        report.not_cleared = not_cleared(&mut desk)?;
    }
    let issued_on = args.on.unwrap_or_else(|| desk.ledger.trust().scheme().date_at(now.time));
    let plan = Plan { issued_on, key, ids: &ids };
    let (ledger, pen) = desk.parts();
    interrupt::watch();
    let bar = progress::bar(numbers.len(), MANY, &progress::applications());
    // Each event is a transaction of its own: what was proposed before an interruption stays, and is not proposed
    // again.
    while !numbers.is_empty() {
        let outcome = ledger.write::<_, Trouble>(now, |writing| {
            let Some(data) = plan.next(writing, &mut numbers)? else { return Ok(None) };
            let outcome = propose(writing, &data, &pen, seconds)?;
            Ok(Some((outcome, data)))
        })?;
        let Some((outcome, Data::Granted(grant))) = outcome else { break };
        report.registrations += grant.registrations.len();
        report.labels += grant.label_count();
        match outcome {
            Outcome::Proposed(number) => report.proposals.push(number),
            Outcome::Appended(head) => report.events.push(head.number),
        }
        bar.set_position(report.registrations as u64);
        if interrupt::is_wanted() && !numbers.is_empty() {
            bar.finish_and_clear();
            let granted = count(report.registrations, "registration");
            let what = say!("registry-ended-grant", granted = granted, left = count(numbers.len(), "application"));
            let help = match numbers.first().filter(|_| !args.all) {
                Some(first) => say!("registry-help-grant-left", number = printable(first)),
                None => say!("registry-help-again"),
            };
            return Err(interrupt::ended(what, help).into());
        }
    }
    bar.finish_and_clear();
    if !report.events.is_empty() {
        report.sealed = seal_all(&mut desk.ledger, &desk.config, &args.acting.passphrase)?;
    }
    print(args, &report)?;
    Ok(Exit::Success)
}

fn not_cleared(desk: &mut Desk) -> Result<Vec<NotCleared>, Trouble> {
    let sql = "SELECT number, state FROM application WHERE state IN ('applied', 'accepted', 'paid') ORDER BY number";
    let rows = desk.ledger.store().query(sql, &[])?;
    let mut found = Vec::new();
    for row in &rows {
        found.push(NotCleared { application: row.text(0)?.to_owned(), state: row.text(1)?.to_owned() });
    }
    Ok(found)
}

fn print(args: &RegistryGrantArgs, report: &GrantJson) -> Result<(), Trouble> {
    if args.json {
        writeln!(anstream::stdout(), "{}", json::line(report)?)?;
        return Ok(());
    }
    let mut out = output::listing(args.acting.quiet);
    let (registrations, labels) = (count(report.registrations, "registration"), count(report.labels, "label"));
    let what = say!("registry-what-grant", registrations = registrations, labels = labels);
    if report.registrations == 0 {
        writeln!(out, "{}", say!("registry-nothing-cleared"))?;
    } else if report.proposals.is_empty() {
        writeln!(out, "{}", say!("registry-granted", what = what, sealed = report.sealed))?;
    } else {
        let numbers: Vec<String> = report.proposals.iter().map(ToString::to_string).collect();
        writeln!(out, "{}", say!("registry-proposed", what = what, numbers = list(&numbers)))?;
        writeln!(out, "{}", say!("registry-proposed-help"))?;
    }
    for one in report.not_cleared.iter().take(NAMED) {
        let state = word(Wordage::State, &one.state, language());
        writeln!(out, "  {}", say!("registry-not-yet", application = printable(&one.application), state = state))?;
    }
    if report.not_cleared.len() > NAMED {
        writeln!(out, "  {}", say!("registry-not-yet-more", count = report.not_cleared.len() - NAMED))?;
    }
    Ok(())
}
