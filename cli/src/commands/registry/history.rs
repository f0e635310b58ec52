//! `starseal registry history`: shows what happened, event by event.

use super::desk::open;
use super::failure::Trouble;
use crate::args::{RegistryHistoryArgs, SignedFlags};
use crate::exit::{Cause, Exit, Failure};
use crate::messages::{language, list, message, of_event, say};
use crate::output::escape::printable;
use crate::output::json;
use serde::Serialize;
use starseal::trust::Scheme;
use starseal::{Date, Language, PublicKey, Timestamp};
use starseal_registry::event::{Data, Event, StatusChange, StepEntry};
use starseal_registry::ledger::events_after;
use starseal_registry::life::{Wordage, word};
use starseal_registry::officer::{Bench, Statement};
use starseal_registry::proposal::open_proposals;
use starseal_registry::store::Store;
use starseal_registry::view::{bench, registration};
use std::io::Write;

/// The number of events that are read at once.
const PAGE: u32 = 16;

#[derive(Serialize)]
struct EventJson {
    event: u64,
    time: String,
    kind: &'static str,
    officers: Vec<SignedJson>,
    entries: usize,
    what: Vec<String>,
    event_hash: String,
}

#[derive(Serialize)]
struct SignedJson {
    officer: String,
    role: &'static str,
    day: String,
}

pub(super) fn run(args: &RegistryHistoryArgs) -> Result<Exit, Failure> {
    Ok(history(args)?)
}

fn history(args: &RegistryHistoryArgs) -> Result<Exit, Trouble> {
    let (_, mut ledger) = open(&args.ledger)?;
    let scheme_day = ledger.trust().scheme().clone();
    let wanted = match &args.number {
        Some(number) => Some(names(ledger.store(), number)?),
        None => None,
    };
    // JSON is in English.
    let words = if args.json { Language::En } else { language() };
    let roots = ledger.trust().roots().keys.to_vec();
    let signatories = Signatories { bench: bench(ledger.store())?, roots, words };
    let mut out = anstream::stdout();
    let (mut after, mut shown) = (0, 0);
    loop {
        let events = events_after(ledger.store(), after, PAGE)?;
        for event in &events {
            after = event.number;
            let data = event
                .content()
                .map_err(|fault| Failure::new(Cause::NotAccepted, of_event(&fault), say!("registry-help-audit")))?;
            if !is_wanted(event, &args.signed, &signatories, scheme_day.date_at(event.time)) {
                continue;
            }
            let what = entries(&data, wanted.as_deref(), words);
            if wanted.is_some() && what.is_empty() {
                continue;
            }
            shown += 1;
            let line = EventJson {
                event: event.number,
                time: event.time.to_string(),
                kind: event.kind.as_str(),
                officers: signatories.of(event),
                entries: entries(&data, None, words).len(),
                what: if wanted.is_some() { what } else { Vec::new() },
                event_hash: event.hash().to_string(),
            };
            if args.json {
                writeln!(out, "{}", json::line(&line)?)?;
                continue;
            }
            let officers: Vec<String> = line.officers.iter().map(|by| printable(&by.officer).into_owned()).collect();
            let kind = word(Wordage::Event, line.kind, words);
            let day = scheme_day.date_at(event.time);
            let summary =
                say!("registry-history-event", kind = kind, entries = line.entries, officers = list(&officers));
            writeln!(out, "{:>6}  {day}  {summary}", event.number)?;
            for entry in &line.what {
                writeln!(out, "        {}", printable(entry))?;
            }
        }
        if events.len() < PAGE as usize {
            break;
        }
    }
    if let Some(officer) = &args.signed.by {
        shown += open_of(ledger.store(), officer, &args.signed, args.json, &scheme_day)?;
        if shown == 0 {
            let what = say!("history-nothing-signed", officer = printable(officer));
            return Err(Failure::refused(what, say!("history-nothing-signed-help")).into());
        }
    }
    if shown == 0 && args.number.is_some() {
        let number = args.number.clone().unwrap_or_default();
        let what = say!("registry-no-event", number = printable(&number));
        return Err(Failure::refused(what, say!("registry-check-number")).into());
    }
    Ok(Exit::Success)
}

/// Returns whether an event was signed by the officer who is asked for, with any of the officer's keys, and from the
/// day on that is asked for.
fn is_wanted(event: &Event, signed: &SignedFlags, signatories: &Signatories, day: Date) -> bool {
    let by = signed.by.as_ref();
    signed.since.is_none_or(|since| since <= day)
        && by.is_none_or(|name| signatories.of(event).iter().any(|one| one.officer == *name))
}

#[derive(Serialize)]
struct OpenJson {
    proposal: u64,
    officer: String,
    kind: &'static str,
    proposed_at: String,
    sha256: String,
}

/// Prints the open proposals of an officer, which others could still approve. Returns their number.
fn open_of(
    store: &mut dyn Store,
    officer: &str,
    signed: &SignedFlags,
    is_json: bool,
    scheme: &Scheme,
) -> Result<usize, Trouble> {
    let mut out = anstream::stdout();
    let (mut after, mut shown) = (0, 0);
    while let Some(proposal) = open_proposals(store, Timestamp::from_unix_seconds(0), after, 1)?.pop() {
        after = proposal.number;
        let day = scheme.date_at(proposal.proposed_at);
        if proposal.officer != officer || signed.since.is_some_and(|since| day < since) {
            continue;
        }
        shown += 1;
        let kind = proposal.data.kind().as_str();
        if is_json {
            let line = OpenJson {
                proposal: proposal.number,
                officer: officer.to_owned(),
                kind,
                proposed_at: proposal.proposed_at.to_string(),
                sha256: proposal.digest().to_string(),
            };
            writeln!(out, "{}", json::line(&line)?)?;
            continue;
        }
        let kind = word(Wordage::Event, kind, language());
        writeln!(out, "{}", say!("history-open-proposal", number = proposal.number, day = day, kind = kind))?;
    }
    Ok(shown)
}

/// Returns the application number and the registered ID that belong to a number.
fn names(store: &mut dyn Store, number: &str) -> Result<Vec<String>, Trouble> {
    let mut names = vec![number.to_owned()];
    if let Some(known) = registration(store, number)? {
        names.push(known.application);
    } else if let Some(known) = starseal_registry::view::registration_of_application(store, number)? {
        names.push(known.product_id);
    }
    Ok(names)
}

/// Returns the entries of an event, one line each: all, or those about one of the names.
fn entries(data: &Data, names: Option<&[String]>, language: Language) -> Vec<String> {
    let all: Vec<(&str, &str, String)> = match data {
        Data::Applied(applications) | Data::Amended { applications, .. } => {
            let received = |day| message!("registry-history-received", day = day).in_language(language);
            applications.iter().map(|one| (one.number.as_str(), "", received(one.applied_on))).collect()
        }
        Data::Steps(steps) => {
            steps.iter().map(|step| (step.application.as_str(), "", of_step(step, language))).collect()
        }
        Data::Granted(grant) => grant
            .registrations
            .iter()
            .map(|one| {
                let what = message!(
                    "registry-history-grant",
                    product_id = one.product_id,
                    issued_on = grant.issued_on,
                    expires_on = one.expires_on,
                );
                (one.application.as_str(), one.product_id.as_str(), what.in_language(language))
            })
            .collect(),
        Data::Changed(kind, changes) => changes
            .iter()
            .map(|change| ("", change.product_id.as_str(), of_change(kind.as_str(), change, language)))
            .collect(),
        _ => vec![("", "", String::new())],
    };
    let is_wanted = |application: &str, product_id: &str| {
        names.is_none_or(|names| names.iter().any(|name| name == application || name == product_id))
    };
    all.into_iter()
        .filter(|(application, product_id, _)| is_wanted(application, product_id))
        .map(|(_, _, what)| what)
        .collect()
}

fn of_step(entry: &StepEntry, language: Language) -> String {
    let (step, day) = (word(Wordage::Step, entry.step.as_str(), language), entry.day);
    let message = match &entry.reason {
        None => message!("registry-history-step", step = step, day = day),
        Some(reason) => message!("registry-history-step-reason", step = step, day = day, reason = reason),
    };
    message.in_language(language)
}

fn of_change(kind: &'static str, change: &StatusChange, language: Language) -> String {
    // In English the name of the kind is a word already.
    let kind = if language == Language::En { kind } else { word(Wordage::Event, kind, language) };
    let (day, reason) = (change.day, &change.reason);
    let message = match change.last_day {
        None => message!("registry-history-change", kind = kind, day = day, reason = reason),
        Some(last_day) => {
            message!("registry-history-extension", kind = kind, day = day, last_day = last_day, reason = reason)
        }
    };
    message.in_language(language)
}

/// Whose statements can be read: the officers, retired ones too, and the root keys of the trust list that counts.
struct Signatories {
    bench: Bench,
    roots: Vec<PublicKey>,
    words: Language,
}

impl Signatories {
    fn name(&self, key: &PublicKey) -> String {
        match self.bench.by_key(key) {
            Some(officer) => officer.name.clone(),
            None => message!("officer-root-key", key = key.key_id()).in_language(self.words),
        }
    }

    /// Returns who signed an event, in which role and on which day.
    fn of(&self, event: &Event) -> Vec<SignedJson> {
        let keys = || self.bench.officers().iter().map(|officer| officer.key).chain(self.roots.iter().copied());
        let opened = event.statements.iter().map(|bytes| Statement::open(bytes, keys()).ok().flatten());
        opened
            .map(|statement| match statement {
                Some(statement) => SignedJson {
                    officer: self.name(&statement.key),
                    role: statement.wording.role.as_str(),
                    day: statement.wording.day.to_string(),
                },
                None => SignedJson { officer: "–".to_owned(), role: "unknown", day: String::new() },
            })
            .collect()
    }
}
