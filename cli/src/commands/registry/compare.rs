//! `starseal registry compare`: compares a restored ledger with what was published last.

use super::desk::Desk;
use super::failure::Trouble;
use super::proposing::report;
use crate::args::RegistryCompareArgs;
use crate::exit::{Exit, Failure};
use crate::files;
use crate::messages::{count, of_code, say};
use crate::output::escape::{printable, shown};
use crate::output::{self, json};
use crate::status_files;
use serde::Serialize;
use starseal::limits::MAX_STATUS_LIST_BYTES;
use starseal::status::StatusObjects;
use starseal::{StatusList, Verifier};
use starseal_registry::event::Data;
use starseal_registry::proposal::{Outcome, propose};
use starseal_registry::recovery::{Comparison, Differing, compare};
use std::io::Write;
use std::path::Path;

#[derive(Serialize)]
struct CompareJson {
    /// Whether the publication is of events that the ledger no longer has.
    behind: bool,
    published: Option<PublishedJson>,
    first_index: u32,
    lost: Vec<LostJson>,
    differing: Vec<DifferingJson>,
    proposal: Option<u64>,
}

#[derive(Serialize)]
struct PublishedJson {
    event: u64,
    event_hash: String,
    issued_at: String,
    sha256: String,
}

/// A range of indexes that the ledger no longer has.
#[derive(Serialize)]
struct LostJson {
    first: u32,
    last: u32,
}

#[derive(Serialize)]
struct DifferingJson {
    product_id: String,
    index: u32,
    published_status: &'static str,
    published_on: Option<String>,
    published_last_day: Option<String>,
    ledger_status: &'static str,
    ledger_last_day: String,
    /// Whether it must be recorded again before the next publication.
    owed: bool,
}

pub(super) fn run(args: &RegistryCompareArgs) -> Result<Exit, Failure> {
    Ok(carry_out(args)?)
}

fn carry_out(args: &RegistryCompareArgs) -> Result<Exit, Trouble> {
    let mut desk = Desk::open(&args.acting)?;
    let published = match &args.published {
        Some(folder) => Some(read(folder, desk.ledger.trust().verifier())?),
        None => None,
    };
    let (now, seconds) = (desk.now, desk.config.proposal_seconds);
    let (ledger, pen) = desk.parts();
    let uri = ledger.trust().uri().clone();
    let (comparison, data, outcome) = ledger.write::<_, Trouble>(now, |writing| {
        let lists = published.as_ref().map(|(list, objects)| (list, objects));
        let comparison = compare(writing.store(), &uri, lists, args.margin, &args.reason)?;
        let data = Data::Restored(comparison.restoration.clone());
        // What cannot be read again is refused before anybody signs it.
        Data::from_bytes(data.kind(), &data.to_bytes())
            .map_err(|fault| Failure::refused(crate::messages::of_event(&fault), say!("registry-correct-text")))?;
        let outcome = match args.dry_run {
            true => None,
            false => Some(propose(writing, &data, &pen, seconds)?),
        };
        Ok((comparison, data, outcome))
    })?;
    if args.json {
        writeln!(anstream::stdout(), "{}", json::line(&line(&comparison, outcome))?)?;
        return Ok(Exit::Success);
    }
    let mut out = output::listing(args.acting.quiet);
    print(&mut out, &comparison)?;
    match outcome {
        Some(outcome) => report(outcome, &data, &say!("compare-what"), false, args.acting.quiet),
        None => Ok(Exit::Success),
    }
}

/// Reads the list of a published folder, and the objects beside it.
fn read(folder: &Path, verifier: &Verifier) -> Result<(StatusList, StatusObjects), Failure> {
    let path = folder.join("status.cwt");
    let bytes = files::read("status list", &path, MAX_STATUS_LIST_BYTES)?;
    let unusable = |path: &Path, reason: String| {
        Failure::refused(say!("compare-unusable", path = shown(path), reason = reason), say!("compare-unusable-help"))
    };
    let list = StatusList::open(&bytes, [verifier.trust_list()]);
    let list = list.map_err(|error| unusable(&path, of_code(error.code(), &error)))?;
    let mut objects = StatusObjects::default();
    for (path, object) in status_files::read(&path)? {
        objects.add(&list, &object).map_err(|error| unusable(&path, of_code(error.code(), &error)))?;
    }
    Ok((list, objects))
}

fn line(comparison: &Comparison, outcome: Option<Outcome>) -> CompareJson {
    let restoration = &comparison.restoration;
    let differing = |one: &Differing| DifferingJson {
        product_id: one.product_id.clone(),
        index: one.index,
        published_status: one.published.map_or("active", |change| change.status.as_str()),
        published_on: one.published.map(|change| change.effective_on.to_string()),
        published_last_day: one.published_last_day.map(|day| day.to_string()),
        ledger_status: one.status.as_str(),
        ledger_last_day: one.last_day.to_string(),
        owed: one.is_owed,
    };
    CompareJson {
        behind: comparison.is_behind,
        published: restoration.published.map(|list| PublishedJson {
            event: list.event,
            event_hash: list.hash.to_string(),
            issued_at: list.issued_at.to_string(),
            sha256: list.digest.to_string(),
        }),
        first_index: restoration.first_index,
        lost: restoration.lost.iter().map(|(first, last)| LostJson { first: *first, last: *last }).collect(),
        differing: comparison.differing.iter().map(differing).collect(),
        proposal: match outcome {
            Some(Outcome::Proposed(number)) => Some(number),
            _ => None,
        },
    }
}

fn print(out: &mut impl Write, comparison: &Comparison) -> std::io::Result<()> {
    let restoration = &comparison.restoration;
    match restoration.published {
        None => writeln!(out, "{}", say!("compare-nothing-published"))?,
        Some(list) if comparison.is_behind => {
            writeln!(out, "{}", say!("compare-behind", event = list.event, time = list.issued_at))?;
        }
        Some(list) => writeln!(out, "{}", say!("compare-level", event = list.event, time = list.issued_at))?,
    }
    if !restoration.lost.is_empty() {
        let number = usize::try_from(restoration.lost_count()).unwrap_or(usize::MAX);
        writeln!(out, "{}", say!("compare-lost", registrations = count(number, "registration")))?;
        for (first, last) in &restoration.lost {
            let range = if first == last { first.to_string() } else { format!("{first}–{last}") };
            writeln!(out, "  {}", say!("compare-lost-index", index = range))?;
        }
    }
    for one in &comparison.differing {
        let (id, status) = (printable(&one.product_id), one.status);
        let published = one.published.map_or("active", |change| change.status.as_str());
        let day = one.published.map_or_else(String::new, |change| change.effective_on.to_string());
        let last_day = one.published_last_day.unwrap_or(one.last_day);
        let line = say!(
            "compare-differs",
            product_id = id,
            published = published,
            day = day,
            last_day = last_day,
            status = status,
            held = one.last_day,
        );
        writeln!(out, "  {line}")?;
        if one.is_owed {
            writeln!(out, "    {}", say!("compare-owed"))?;
        }
    }
    writeln!(out, "{}", say!("compare-first-index", index = restoration.first_index))
}
