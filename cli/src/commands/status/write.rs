//! `status create` and `status set`: the next list, described, signed, and tried before it is written.

use super::indexes;
use crate::args::{StatusCreateArgs, StatusSetArgs, StatusWriting};
use crate::exit::{Exit, Failure};
use crate::files::{self, Readers};
use crate::input::lines::Lines;
use crate::keyfile::{KeyFile, read_signing_key};
use crate::knowledge::unusable_status;
use crate::output::escape::{printable, shown};
use crate::output::words::count;
use crate::{output, trustfile};
use starseal::issue::witness;
use starseal::limits::MAX_STATUS_LIST_BYTES;
use starseal::status::{Change, Status, StatusError, StatusStatement};
use starseal::trust::StatusListUri;
use starseal::{CarrierText, SealedLabel, StatusList, Timestamp, Verifier};
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

pub(super) fn create(args: &StatusCreateArgs) -> Result<Exit, Failure> {
    let writing = &args.writing;
    let verifier = prepare(writing)?;
    let uri = uri_of_key(&verifier, writing)?;
    let now = writing.clock.now()?;
    let mut statement = StatusStatement::new(uri, now, args.size);
    let mut said = vec![format!(
        "a first list of {} for {}",
        count(statement.statuses.len(), "index").replace("indexs", "indexes"),
        statement.uri.as_str()
    )];
    allocate(&mut statement, writing, &mut said)?;
    finish(writing, &verifier, statement, &said)
}

pub(super) fn set(args: &StatusSetArgs) -> Result<Exit, Failure> {
    let writing = &args.writing;
    let verifier = prepare(writing)?;
    let list = open(&args.list, &verifier)?;
    let mut statement = list.statement().ok_or_else(|| {
        Failure::impossible(
            format_args!("{} holds values that starseal does not write", shown(&args.list)),
            "change it with the program that made it",
        )
    })?;
    let now = writing.clock.now()?;
    let issued_at = next_time(list.issued_at(), now)?;
    let today = verifier.trust_list().statement().scheme.date_at(issued_at);
    let mut said = vec![format!("the list that follows the one of {}", list.issued_at())];
    if issued_at != now {
        said.push(format!("it is {now}, and the list is dated {issued_at}: verifiers accept later lists only"));
    }
    if let Some(size) = args.size {
        statement.statuses.grow(size);
        said.push(format!("it has room for {} indexes", statement.statuses.len()));
    }
    allocate(&mut statement, writing, &mut said)?;
    statement.bring_up_to(today).map_err(|error| refused(&error))?;
    let on = args.on.unwrap_or(today);
    let indexes = indexes::parse(&args.index)?;
    if !indexes.is_empty() && args.to.is_none() && args.last_day.is_none() {
        return Err(Failure::usage("nothing is to happen to these indexes", "give --to or --last-day"));
    }
    for index in indexes {
        let before = status_before(&statement, index, on);
        let status = args.to.map_or(before, Status::from);
        let mut change = Change::new(on, status);
        change.last_day = args.last_day;
        statement.record(index, change, today).map_err(|error| refused(&error))?;
        let last_day = args.last_day.map_or_else(String::new, |day| format!(", its last day is {day}"));
        said.push(format!("index {index}: {before} becomes {status} on {on}{last_day}"));
    }
    for path in &args.witness {
        let added = bear_witness(&mut statement, &verifier, path)?;
        said.push(format!("it bears witness to {} of {}", count(added, "label"), shown(path)));
    }
    statement.issued_at = issued_at;
    finish(writing, &verifier, statement, &said)
}

/// How far a clock may be behind the list before, in seconds. Two lists made in one second, or on two machines whose
/// clocks differ a little, are no reason to stop. A clock that is further behind is wrong.
const MAX_CLOCK_LAG: u64 = 3600;

/// When the next list is issued: now, but at least a second after the list before, since verifiers accept later lists
/// only.
fn next_time(before: Timestamp, now: Timestamp) -> Result<Timestamp, Failure> {
    if now.unix_seconds().saturating_add(MAX_CLOCK_LAG) < before.unix_seconds() {
        return Err(Failure::impossible(
            format_args!("it is {now}, and the list before was issued at {before}"),
            "check this machine's clock: verifiers accept later lists only",
        ));
    }
    let earliest = Timestamp::from_unix_seconds(before.unix_seconds().saturating_add(1));
    Ok(now.max(earliest))
}

fn prepare(writing: &StatusWriting) -> Result<Verifier, Failure> {
    if let Some(out) = &writing.out {
        files::must_not_exist(out)?;
    }
    trustfile::verifier(std::slice::from_ref(&writing.trust))
}

/// Opens a status list by the newest trust list.
pub(super) fn open(path: &Path, verifier: &Verifier) -> Result<StatusList, Failure> {
    let bytes = files::read("status list", path, MAX_STATUS_LIST_BYTES)?;
    StatusList::open(&bytes, verifier.trust_lists()).map_err(|error| unusable_status(path, &error))
}

/// The address of the issuer whose status key this is.
fn uri_of_key(verifier: &Verifier, writing: &StatusWriting) -> Result<StatusListUri, Failure> {
    let key = KeyFile::read_public_half(&writing.key, &writing.passphrase)?;
    let issuers = &verifier.trust_list().statement().issuers;
    let issuer = issuers.iter().find(|issuer| issuer.keys.iter().any(|known| known.public_key == key));
    issuer.and_then(|issuer| issuer.status_list.clone()).ok_or_else(|| {
        Failure::impossible(
            format_args!("{} names no issuer with key {} and a status list", shown(&writing.trust), key.key_id()),
            "add both with starseal trust add-key --status-key … --status-list …",
        )
    })
}

fn allocate(statement: &mut StatusStatement, writing: &StatusWriting, said: &mut Vec<String>) -> Result<(), Failure> {
    let indexes = indexes::parse(&writing.allocate)?;
    for index in &indexes {
        statement.allocate(*index).map_err(|_| {
            Failure::refused(
                format_args!("index {index} is allocated already, or the list is too small for it"),
                "give another index, or a larger --size",
            )
        })?;
    }
    if !indexes.is_empty() {
        said.push(format!("{} become active", count(indexes.len(), "index").replace("indexs", "indexes")));
    }
    Ok(())
}

fn status_before(statement: &StatusStatement, index: u32, on: starseal::Date) -> Status {
    let changes = statement.history.get(&index).map(Vec::as_slice).unwrap_or_default();
    let effective = changes.iter().rev().find(|change| change.effective_on <= on).map(|change| change.status);
    let held = statement.statuses.get(index).unwrap_or(Status::NotAllocated);
    effective.unwrap_or(if changes.is_empty() { held } else { Status::Active })
}

/// Takes in the labels of a file, each of which one of the issuer's keys must have sealed.
fn bear_witness(statement: &mut StatusStatement, verifier: &Verifier, path: &Path) -> Result<usize, Failure> {
    let file = File::open(path).map_err(|error| {
        Failure::impossible(
            format_args!("{} cannot be read: {}", shown(path), files::reason(&error)),
            "give a file of carriers, one a line",
        )
    })?;
    let mut added = 0;
    for line in Lines::new(BufReader::new(file)) {
        let line = line.map_err(|error| {
            Failure::impossible(format_args!("{} cannot be read: {error}", shown(path)), "check the file")
        })?;
        let text = String::from_utf8_lossy(&line.bytes);
        if text.trim().is_empty() {
            continue;
        }
        let opened = CarrierText::parse(text.trim()).map_err(|error| error.to_string()).and_then(|carrier| {
            let sealed = SealedLabel::from_bytes(carrier.sealed_bytes()).map_err(|error| error.to_string())?;
            witness(&sealed, verifier.trust_list()).map_err(|finding| finding.to_string())
        });
        let (index, witness) = opened.map_err(|fault| {
            Failure::refused(
                format_args!("line {} of {} is no label to bear witness to: {fault}", line.number, shown(path)),
                "give the labels that the registry's own records hold, and no others",
            )
        })?;
        statement.witnesses.entry(index).or_default().insert(witness);
        added += 1;
    }
    Ok(added)
}

/// Says what will change, signs it, and writes it if a verifier takes it.
fn finish(
    writing: &StatusWriting,
    verifier: &Verifier,
    mut statement: StatusStatement,
    said: &[String],
) -> Result<Exit, Failure> {
    statement.expires_at = writing.expires_in_days.map(|days| {
        Timestamp::from_unix_seconds(statement.issued_at.unix_seconds().saturating_add(u64::from(days) * 86_400))
    });
    let mut out = output::listing(writing.quiet);
    writeln!(out, "The next status list:")?;
    said.iter().try_for_each(|line| writeln!(out, "  - {}", printable(line)))?;
    if writing.dry_run {
        writeln!(out, "Nothing was signed or written.")?;
        return Ok(Exit::Success);
    }
    let Some(path) = &writing.out else { return Ok(Exit::Success) };
    let key = read_signing_key(&writing.key, &writing.passphrase)?;
    let bytes = statement.sign(&key).map_err(|error| {
        Failure::refused(format_args!("no verifier would take this list: {error}"), "change what the message names")
    })?;
    let list = StatusList::open(&bytes, verifier.trust_lists()).map_err(|error| refused(&error))?;
    files::create(path, &bytes, Readers::Anyone)?;
    writeln!(
        out,
        "{} is the list of {}: {} bytes, to be published at {}",
        shown(path),
        list.issued_at(),
        bytes.len(),
        list.uri().as_str()
    )?;
    Ok(Exit::Success)
}

fn refused(error: &StatusError) -> Failure {
    let help = match error {
        StatusError::History { .. } => "allocate the index first; an index has 64 changes at most",
        StatusError::UnknownKey { .. } | StatusError::KeyNotAllowed { .. } | StatusError::Foreign => {
            "add the key and the address with starseal trust add-key --status-key … --status-list …"
        }
        StatusError::KeyCompromised { .. } => "sign with another status key",
        _ => "change what the message names",
    };
    Failure::refused(format_args!("no verifier would take this list ({}): {error}", error.code()), help)
}
