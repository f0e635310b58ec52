//! `starseal registry change`: proposes a change of registrations.

use super::change_file;
use super::desk::Desk;
use super::failure::Trouble;
use crate::args::{ChangeKind, RegistryChangeArgs};
use crate::exit::{Cause, Exit, Failure};
use crate::messages::{count, language, of_event, of_refusal, say};
use crate::output::{self, json};
use serde::Serialize;
use starseal::Date;
use starseal_registry::event::{Data, Kind, StatusChange, Step, StepEntry};
use starseal_registry::life::{Refusal, Wordage, word};
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
    Ok(match (&args.from, args.change) {
        (Some(table), _) => change_file::change(args, table)?,
        (None, Some(kind)) => change(args, kind)?,
        // The command line is not accepted without one of them.
        (None, None) => Exit::Usage,
    })
}

fn change(args: &RegistryChangeArgs, kind: ChangeKind) -> Result<Exit, Trouble> {
    let mut desk = Desk::open(&args.acting)?;
    let (now, seconds) = (desk.now, desk.config.proposal_seconds);
    let day = args.on.unwrap_or_else(|| desk.ledger.trust().scheme().date_at(now.time));
    check_share(args, args.ids.len(), desk.ledger.store())?;
    let data = data(args, kind, day, desk.ledger.store())?;
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
    let kind = word(Wordage::Event, data.kind().as_str(), language());
    let what = say!("registry-change", kind = kind, day = day, registrations = count(args.ids.len(), "registration"));
    match report.proposal {
        Some(number) => {
            writeln!(out, "{}", say!("registry-proposed", what = what, numbers = number))?;
            writeln!(out, "{}", say!("registry-proposed-help"))?;
        }
        None => writeln!(out, "{}", say!("registry-recorded", what = what))?,
    }
    Ok(Exit::Success)
}

/// A change that touches many registrations wants a word.
pub(super) fn check_share(args: &RegistryChangeArgs, ids: usize, store: &mut dyn Store) -> Result<(), Trouble> {
    let rows = store.query("SELECT count(*) FROM registration", &[])?;
    let all: usize = rows.first().map_or(Ok(0), |row| row.number(0))?;
    let most = (all * usize::from(args.at_most)).div_ceil(100).max(1);
    if ids > most {
        let registrations = count(all, "registration");
        let what = say!("registry-too-many", ids = ids, registrations = registrations, percent = args.at_most);
        return Err(Failure::refused(what, say!("registry-too-many-help")).into());
    }
    Ok(())
}

fn data(args: &RegistryChangeArgs, kind: ChangeKind, day: Date, store: &mut dyn Store) -> Result<Data, Trouble> {
    let kind = match kind {
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
        reason: args.reason.clone().unwrap_or_default(),
    };
    // What no event could hold is refused as a whole.
    let data = Data::Changed(kind, args.ids.iter().map(change).collect());
    Data::from_bytes(kind, &data.to_bytes())
        .map_err(|fault| Failure::new(Cause::Value, of_event(&fault), say!("registry-correct-text")))?;
    Ok(data)
}

/// An application for an extension is a step of the application.
fn request(args: &RegistryChangeArgs, day: Date, store: &mut dyn Store) -> Result<Data, Trouble> {
    let mut steps = Vec::new();
    for id in &args.ids {
        let known = registration(store, id)?.ok_or_else(|| {
            let refusal = Refusal::NoRegistration { product_id: id.clone() };
            Failure::refused(of_refusal(&refusal), say!("registry-check-number"))
        })?;
        steps.push(StepEntry {
            application: known.application,
            step: Step::ExtensionRequested,
            day,
            reference: None,
            reason: args.reason.clone(),
        });
    }
    Ok(Data::Steps(steps))
}
