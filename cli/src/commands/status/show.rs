//! `starseal status show`: prints the content of a status list.

use super::{indexes, write};
use crate::args::StatusShowArgs;
use crate::exit::{Exit, Failure};
use crate::output::escape::printable;
use crate::output::json;
use crate::output::style::{STRONG, styled};
use crate::trustfile;
use serde::Serialize;
use starseal::StatusList;
use starseal::status::{Change, Correction, Status};
use std::collections::BTreeMap;
use std::io::Write;

/// The maximum number of changed indexes shown if none is given.
const SHOWN: usize = 20;

pub(super) fn run(args: &StatusShowArgs) -> Result<Exit, Failure> {
    let verifier = trustfile::verifier(std::slice::from_ref(&args.trust))?;
    let list = write::open(&args.list, &verifier)?;
    let asked = indexes::parse(&args.index)?;
    let mut out = anstream::stdout();
    if args.json {
        writeln!(out, "{}", json::line(&StatusJson::of(&list, &asked.into_iter().collect::<Vec<_>>()))?)?;
        return Ok(Exit::Success);
    }
    writeln!(out, "{}", styled(STRONG, printable(list.uri().as_str())))?;
    writeln!(out, "  issued at   {}", list.issued_at())?;
    if let Some(expires_at) = list.expires_at() {
        writeln!(out, "  renew by    {expires_at}")?;
    }
    writeln!(out, "  signed by   {}", list.key_id())?;
    for (status, number) in tally(&list) {
        writeln!(out, "  {status:<14}{number}")?;
    }
    writeln!(out, "  witnesses     {}", list.witnesses().count())?;
    if let Some(predecessor) = list.predecessor() {
        writeln!(out, "  follows     {predecessor}")?;
    }
    for correction in list.corrections() {
        let Correction { first, last, on, .. } = correction;
        let indexes = if first == last { format!("index {first}") } else { format!("indexes {first} to {last}") };
        writeln!(out, "  corrected   {indexes}, on {on}")?;
    }
    let all: Vec<u32> = if asked.is_empty() { changed(&list) } else { asked.into_iter().collect() };
    for index in all.iter().take(if args.index.is_empty() { SHOWN } else { usize::MAX }) {
        let status = list.statuses().get(*index).unwrap_or(Status::NotAllocated);
        writeln!(out, "\nindex {index}: {status}")?;
        for change in list.changes_of(*index) {
            let last_day = change.last_day.map_or_else(String::new, |day| format!(", last day {day}"));
            writeln!(out, "  from {}  {}{last_day}", change.effective_on, change.status)?;
        }
        let witnesses = list.witnesses().filter(|(at, _)| at == index).count();
        if witnesses > 0 {
            writeln!(out, "  labels with a witness: {witnesses}")?;
        }
    }
    if args.index.is_empty() && all.len() > SHOWN {
        writeln!(out, "\n{} more indexes have changed: show them with --index", all.len() - SHOWN)?;
    }
    Ok(Exit::Success)
}

fn changed(list: &StatusList) -> Vec<u32> {
    let mut indexes: Vec<u32> = list.changes().map(|(index, _)| index).collect();
    indexes.dedup();
    indexes
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
    witnesses: usize,
    predecessor: Option<String>,
    corrections: Vec<CorrectionJson>,
    indexes: Vec<IndexJson>,
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
    fn of(list: &'a StatusList, asked: &[u32]) -> Self {
        let all = if asked.is_empty() { changed(list) } else { asked.to_vec() };
        let indexes = all.into_iter().map(|index| IndexJson {
            index,
            status: list.statuses().get(index).unwrap_or(Status::NotAllocated).as_str(),
            changes: list.changes_of(index).map(ChangeJson::from).collect(),
        });
        StatusJson {
            uri: list.uri().as_str(),
            issued_at: list.issued_at().to_string(),
            expires_at: list.expires_at().map(|time| time.to_string()),
            key_id: list.key_id().to_string(),
            statuses: tally(list),
            witnesses: list.witnesses().count(),
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
