//! `starseal status show`: prints the content of a status list.

use super::{indexes, write};
use crate::args::StatusShowArgs;
use crate::exit::{Exit, Failure};
use crate::messages::say;
use crate::output::escape::printable;
use crate::output::json;
use crate::output::style::{STRONG, styled};
use crate::output::table::pair;
use crate::{status_files, trustfile};
use serde::Serialize;
use starseal::StatusList;
use starseal::status::{Change, Correction, InForce, Past, Status, StatusObjects, Witness, WitnessRange};
use starseal::verify::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// The maximum number of changed indexes shown if none is given.
const SHOWN: usize = 20;

pub(super) fn run(args: &StatusShowArgs) -> Result<Exit, Failure> {
    let verifier = trustfile::verifier(std::slice::from_ref(&args.trust))?;
    let list = write::open(&args.list, &verifier)?;
    let objects = status_files::objects_of(&args.list, &list)?;
    let asked = indexes::parse(&args.index)?;
    let mut out = anstream::stdout();
    if args.json {
        writeln!(out, "{}", json::line(&StatusJson::of(&list, &objects, &asked.into_iter().collect::<Vec<_>>()))?)?;
        return Ok(Exit::Success);
    }
    writeln!(out, "{}", styled(STRONG, printable(list.uri().as_str())))?;
    let mut field = |name: String, value: String| writeln!(out, "{}", pair(&name, 14, value));
    field(say!("field-issued-at"), list.issued_at().to_string())?;
    if let Some(expires_at) = list.expires_at() {
        field(say!("field-renew-by"), expires_at.to_string())?;
    }
    field(say!("field-signed-by"), list.key_id().to_string())?;
    for (status, number) in tally(&list) {
        field(named(status), number.to_string())?;
    }
    let [in_force, past, directory] = states(&list, &objects);
    for (name, (_, is_bound, is_held)) in
        [(say!("field-in-force"), in_force), (say!("field-past"), past), (say!("field-witness-lists"), directory)]
    {
        let state = match (is_bound, is_held) {
            (false, _) => say!("nothing"),
            (true, true) => say!("object-held"),
            (true, false) => say!("object-missing"),
        };
        field(name, state)?;
    }
    field(say!("field-witnesses"), witnesses(&objects).count().to_string())?;
    if let Some(predecessor) = list.predecessor() {
        field(say!("field-follows"), predecessor.to_string())?;
    }
    for correction in list.corrections() {
        let Correction { first, last, on, .. } = correction;
        let corrected = match first == last {
            true => say!("status-corrected-one", index = first, on = on),
            false => say!("status-corrected-many", first = first, last = last, on = on),
        };
        field(say!("field-corrected"), corrected)?;
    }
    let all: Vec<u32> = if asked.is_empty() { changed(&objects) } else { asked.into_iter().collect() };
    for index in all.iter().take(if args.index.is_empty() { SHOWN } else { usize::MAX }) {
        let status = list.statuses().get(*index).unwrap_or(Status::NotAllocated);
        writeln!(out, "\n{}", say!("status-index", index = index, status = named(status.as_str())))?;
        for change in changes_of(&objects, *index) {
            let (from, status) = (change.effective_on, named(change.status.as_str()));
            let line = match change.last_day {
                None => say!("status-change", from = from, status = status),
                Some(day) => say!("status-change-until", from = from, status = status, last_day = day),
            };
            writeln!(out, "  {line}")?;
        }
        let witnesses = witnesses(&objects).filter(|(at, _)| at == index).count();
        if witnesses > 0 {
            writeln!(out, "  {}", say!("status-witnesses", count = witnesses))?;
        }
    }
    if args.index.is_empty() && all.len() > SHOWN {
        writeln!(out, "\n{}", say!("status-more", count = all.len() - SHOWN))?;
    }
    Ok(Exit::Success)
}

/// Returns a status in the language of the run.
pub(super) fn named(status: &str) -> String {
    match status {
        "active" => say!("status-active"),
        "revoked" => say!("status-revoked"),
        "deferral" => say!("status-deferral"),
        "withdrawn" => say!("status-withdrawn"),
        "not-allocated" => say!("status-not-allocated"),
        other => other.to_owned(),
    }
}

/// Returns the indexes with changes: all of them if the past object is held, else those with changes dated ahead.
fn changed(objects: &StatusObjects) -> Vec<u32> {
    let past = objects.past().into_iter().flat_map(Past::changes);
    let later = objects.in_force().into_iter().flat_map(InForce::changes);
    let indexes: BTreeSet<u32> = past.chain(later).map(|(index, _)| index).collect();
    indexes.into_iter().collect()
}

/// Returns the changes of an index, as far as they are known.
fn changes_of(objects: &StatusObjects, index: u32) -> Vec<Change> {
    match objects.past() {
        Some(past) => past.changes_of(index).collect(),
        None => {
            let later = objects.in_force().into_iter().flat_map(InForce::changes);
            later.filter(|(at, _)| *at == index).map(|(_, change)| change).collect()
        }
    }
}

fn witnesses(objects: &StatusObjects) -> impl Iterator<Item = (u32, Witness)> {
    objects.ranges().flat_map(WitnessRange::witnesses)
}

/// Returns the name of each object, whether the list binds it, and whether it is held.
fn states(list: &StatusList, objects: &StatusObjects) -> [(&'static str, bool, bool); 3] {
    let is_witness_held =
        objects.directory().is_some_and(|directory| directory.ranges().len() == objects.ranges().count());
    [
        ("in-force", list.in_force().is_some(), objects.in_force().is_some()),
        ("past", list.past().is_some(), objects.past().is_some()),
        ("witnesses", list.witness_directory().is_some(), is_witness_held),
    ]
}

fn tally(list: &StatusList) -> BTreeMap<&'static str, usize> {
    let mut tally = BTreeMap::new();
    for status in list.statuses().iter() {
        *tally.entry(status.as_str()).or_default() += 1;
    }
    tally
}

/// A status list in JSON.
#[derive(Serialize)]
struct StatusJson<'a> {
    uri: &'a str,
    issued_at: String,
    expires_at: Option<String>,
    key_id: String,
    statuses: BTreeMap<&'static str, usize>,
    in_force: Option<ObjectJson>,
    past: Option<ObjectJson>,
    witness_directory: Option<ObjectJson>,
    witnesses: usize,
    predecessor: Option<String>,
    corrections: Vec<CorrectionJson>,
    indexes: Vec<IndexJson>,
}

/// An object that the list binds.
#[derive(Serialize)]
struct ObjectJson {
    sha256: String,
    held: bool,
}

#[derive(Serialize)]
struct CorrectionJson {
    first: u32,
    last: u32,
    on: String,
}

impl From<&Correction> for CorrectionJson {
    fn from(correction: &Correction) -> Self {
        CorrectionJson { first: correction.first, last: correction.last, on: correction.on.to_string() }
    }
}

#[derive(Serialize)]
struct IndexJson {
    index: u32,
    status: &'static str,
    changes: Vec<ChangeJson>,
}

#[derive(Serialize)]
struct ChangeJson {
    effective_on: String,
    status: &'static str,
    last_day: Option<String>,
}

impl<'a> StatusJson<'a> {
    fn of(list: &'a StatusList, objects: &StatusObjects, asked: &[u32]) -> Self {
        let all = if asked.is_empty() { changed(objects) } else { asked.to_vec() };
        let [in_force, past, witness_directory] = states(list, objects).map(|(_, _, held)| held);
        let object =
            |digest: Option<Digest>, held| digest.map(|digest| ObjectJson { sha256: digest.to_string(), held });
        let indexes = all.into_iter().map(|index| IndexJson {
            index,
            status: list.statuses().get(index).unwrap_or(Status::NotAllocated).as_str(),
            changes: changes_of(objects, index).into_iter().map(ChangeJson::from).collect(),
        });
        StatusJson {
            uri: list.uri().as_str(),
            issued_at: list.issued_at().to_string(),
            expires_at: list.expires_at().map(|time| time.to_string()),
            key_id: list.key_id().to_string(),
            statuses: tally(list),
            in_force: object(list.in_force(), in_force),
            past: object(list.past(), past),
            witness_directory: object(list.witness_directory(), witness_directory),
            witnesses: witnesses(objects).count(),
            predecessor: list.predecessor().map(|digest| digest.to_string()),
            corrections: list.corrections().iter().map(CorrectionJson::from).collect(),
            indexes: indexes.collect(),
        }
    }
}

impl From<Change> for ChangeJson {
    fn from(change: Change) -> Self {
        ChangeJson {
            effective_on: change.effective_on.to_string(),
            status: change.status.as_str(),
            last_day: change.last_day.map(|day| day.to_string()),
        }
    }
}
