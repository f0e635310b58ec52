//! `starseal registry change`: proposes a change of registrations.

use super::desk::Desk;
use super::failure::Trouble;
use crate::args::{ChangeKind, RegistryChangeArgs};
use crate::exit::{Exit, Failure};
use crate::messages::count;
use crate::output::escape::printable;
use crate::output::{self, json};
use serde::Serialize;
use starseal::Date;
use starseal_registry::event::{Data, Kind, StatusChange, Step, StepEntry};
use starseal_registry::proposal::{Outcome, propose};
use starseal_registry::store::Store;
use starseal_registry::view::registration;
use std::io::Write;

#[derive(Serialize)]
struct ChangeJson {
    change: &'static str,
    registrations: usize,
    proposal: Option<u64>,
    event: Option<u64>,
}

pub(super) fn run(args: &RegistryChangeArgs) -> Result<Exit, Failure> {
    Ok(change(args)?)
}

fn change(args: &RegistryChangeArgs) -> Result<Exit, Trouble> {
    let mut desk = Desk::open(&args.acting)?;
    let (now, seconds) = (desk.now, desk.config.proposal_seconds);
    let day = args.on.unwrap_or_else(|| desk.ledger.trust().scheme().date_at(now.time));
    check_share(args, desk.ledger.store())?;
    let data = data(args, day, desk.ledger.store())?;
    let (ledger, pen) = desk.parts();
    let outcome = ledger.write::<_, Trouble>(now, |writing| Ok(propose(writing, &data, &pen, seconds)?))?;
    let (proposal, event) = match outcome {
        Outcome::Proposed(number) => (Some(number), None),
        Outcome::Appended(head) => (None, Some(head.number)),
    };
    let report = ChangeJson { change: data.kind().as_str(), registrations: args.ids.len(), proposal, event };
    if args.json {
        writeln!(anstream::stdout(), "{}", json::line(&report)?)?;
        return Ok(Exit::Success);
    }
    let mut out = output::listing(args.acting.quiet);
    let what = format!("{} on {day}: {}", data.kind(), count(args.ids.len(), "registration"));
    match report.proposal {
        Some(number) => {
            writeln!(out, "Proposed: {what}, in proposal {number}.")?;
            writeln!(out, "Another officer approves: starseal registry approve --officer NAME")?;
        }
        None => writeln!(out, "Recorded: {what}.")?,
    }
    Ok(Exit::Success)
}

/// A change that touches many registrations wants a word.
fn check_share(args: &RegistryChangeArgs, store: &mut dyn Store) -> Result<(), Trouble> {
    let rows = store.query("SELECT count(*) FROM registration", &[])?;
    let all: usize = rows.first().map_or(Ok(0), |row| row.number(0))?;
    let most = (all * usize::from(args.at_most)).div_ceil(100).max(1);
    if args.ids.len() > most {
        let (ids, percent) = (args.ids.len(), args.at_most);
        return Err(Failure::refused(
            format_args!("the change touches {ids} of {}, more than {percent} %", count(all, "registration")),
            "check the list; if it is right, give a larger share with --at-most PERCENT",
        )
        .into());
    }
    Ok(())
}

fn data(args: &RegistryChangeArgs, day: Date, store: &mut dyn Store) -> Result<Data, Trouble> {
    let kind = match args.change {
        ChangeKind::Extend => Kind::Extended,
        ChangeKind::Defer => Kind::Deferred,
        ChangeKind::Withdraw => Kind::Withdrawn,
        ChangeKind::Revoke => Kind::Revoked,
        ChangeKind::Correct => Kind::Corrected,
        ChangeKind::ExtensionRequest => return request(args, day, store),
    };
    let change = |id: &String| StatusChange {
        product_id: id.clone(),
        day,
        last_day: args.last_day,
        reason: args.reason.clone(),
    };
    // What no event could hold is refused as a whole.
    let data = Data::Changed(kind, args.ids.iter().map(change).collect());
    Data::from_bytes(kind, &data.to_bytes()).map_err(|fault| Failure::usage(fault, "correct the text"))?;
    Ok(data)
}

/// An application for an extension is a step of the application.
fn request(args: &RegistryChangeArgs, day: Date, store: &mut dyn Store) -> Result<Data, Trouble> {
    let mut steps = Vec::new();
    for id in &args.ids {
        let known = registration(store, id)?.ok_or_else(|| {
            Failure::refused(
                format_args!("there is no registration {}", printable(id)),
                "check the number: starseal registry list shows all",
            )
        })?;
        steps.push(StepEntry {
            application: known.application,
            step: Step::ExtensionRequested,
            day,
            reference: None,
            reason: Some(args.reason.clone()),
        });
    }
    Ok(Data::Steps(steps))
}
