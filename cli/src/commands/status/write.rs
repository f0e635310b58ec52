//! `starseal status create` and `starseal status set`: describe the next list, sign it, check it with a verifier, and
//! write it.

use super::indexes;
use super::show::named;
use super::valid_until::ValidUntil;
use crate::args::{StatusCreateArgs, StatusSetArgs, StatusWriting};
use crate::exit::{Exit, Failure};
use crate::files;
use crate::input::lines::Lines;
use crate::keyfile::token::signing_failure;
use crate::keyfile::{KeyFile, read_signing_key};
use crate::kind::{self, Wanted};
use crate::knowledge::unusable_status;
use crate::messages::{count, finding, list, of_code, say};
use crate::output::errors;
use crate::output::escape::{printable, shown};
use crate::output::table::paragraph;
use crate::{output, status_files, trustfile};
use starseal::issue::witness;
use starseal::limits::{MAX_STATUS_LIST_BYTES, USUAL_SIGNER_BYTES};
use starseal::status::{Change, NextError, SignStatusError, Status, StatusError, StatusObjects, StatusStatement};
use starseal::trust::StatusListUri;
use starseal::{CarrierText, Date, Finding, SealedLabel, StatusList, Timestamp, Verifier};
use starseal_tables::text::{TextKind, TextReader};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::Path;

pub(super) fn create(args: &StatusCreateArgs) -> Result<Exit, Failure> {
    let writing = &args.writing;
    let verifier = prepare(writing)?;
    let uri = uri_of_key(&verifier, writing)?;
    let now = writing.clock.now()?;
    let mut statement = StatusStatement::new(uri, &verifier.trust_list().statement().scheme, now, args.size);
    let mut summary =
        vec![say!("status-first", indexes = count(statement.statuses.len(), "index"), uri = statement.uri.as_str())];
    allocate(&mut statement, writing, &mut summary)?;
    finish(writing, &verifier, statement, &summary, None)
}

pub(super) fn set(args: &StatusSetArgs) -> Result<Exit, Failure> {
    let writing = &args.writing;
    let verifier = prepare(writing)?;
    let held = open(&args.list, &verifier)?;
    let objects = status_files::objects_of(&args.list, &held)?;
    let mut statement = held.statement(&objects).map_err(|error| {
        let (reason, help) = match error {
            NextError::Missing { what } => {
                (say!("status-next-missing", what = of_object(what)), say!("status-next-missing-help"))
            }
            NextError::Bits => (say!("status-next-bits"), say!("status-next-bits-help")),
            other => (other.to_string(), say!("status-next-bits-help")),
        };
        Failure::impossible(say!("status-no-next", path = shown(&args.list), reason = reason), help)
    })?;
    let now = writing.clock.now()?;
    let issued_at = next_time(held.issued_at(), now)?;
    let today = verifier.trust_list().statement().scheme.date_at(issued_at);
    let mut summary = vec![say!("status-follows", issued_at = held.issued_at())];
    if issued_at != now {
        summary.push(say!("status-dated-later", now = now, issued_at = issued_at));
    }
    if let Some(size) = args.size {
        statement.statuses.grow(size);
        summary.push(say!("status-size", indexes = count(statement.statuses.len(), "index")));
    }
    allocate(&mut statement, writing, &mut summary)?;
    statement.issued_at = issued_at;
    statement.bring_up_to_date().map_err(|error| refused(&error))?;
    let valid_until = ValidUntil::parse(&args.valid_until)?;
    valid_until.complete(&mut statement).map_err(|error| refused(&error))?;
    check_published(args, &held, &verifier)?;
    let on = args.on.unwrap_or(today);
    let indexes = indexes::parse(&args.index)?;
    if args.correct {
        correct(&mut statement, &indexes, &mut summary)?;
    }
    if !indexes.is_empty() && args.to.is_none() && args.last_day.is_none() && !args.correct {
        return Err(Failure::usage(say!("status-no-change"), say!("status-no-change-help")));
    }
    for index in indexes {
        let before = status_before(&statement, index, on);
        let status = match args.to {
            Some(to) => to.into(),
            None if args.correct => Status::Active,
            None => before,
        };
        if before.is_final() && !status.is_final() && !args.correct {
            return Err(Failure::refused(
                say!("status-final", index = index, status = named(before.as_str())),
                say!("status-final-help"),
            ));
        }
        let mut change = Change::new(on, status);
        change.last_day = args.last_day;
        match valid_until.of(index).filter(|_| change.last_day.is_some()) {
            Some(before) => statement.extend(index, change, before),
            None => statement.record(index, change),
        }
        .map_err(|error| refused(&error))?;
        let (before, after) = (named(before.as_str()), named(status.as_str()));
        summary.push(match args.last_day {
            None => say!("status-becomes", index = index, before = before, after = after, on = on),
            Some(day) => {
                say!("status-becomes-until", index = index, before = before, after = after, on = on, last_day = day)
            }
        });
    }
    for path in &args.witness {
        let added = bear_witness(&mut statement, &verifier, path)?;
        summary.push(say!("status-witnessed", labels = count(added, "label"), path = shown(path)));
    }
    finish(writing, &verifier, statement, &summary, Some(&held))
}

/// Records a correction of indexes.
fn correct(statement: &mut StatusStatement, indexes: &BTreeSet<u32>, summary: &mut Vec<String>) -> Result<(), Failure> {
    for index in indexes {
        statement.correct(*index, *index).map_err(|error| refused(&error))?;
    }
    let today = statement.date();
    summary.push(say!("status-corrected", indexes = count(indexes.len(), "index"), on = today));
    Ok(())
}

/// Refuses to make a second successor of the previous list, as far as the published lists show that there is one
///
fn check_published(args: &StatusSetArgs, held: &StatusList, verifier: &Verifier) -> Result<(), Failure> {
    for path in &args.published {
        let published = open(path, verifier)?;
        let is_later = published.uri() == held.uri() && published.issued_at() > held.issued_at();
        let what = if published.predecessor() == Some(held.digest()) {
            say!("status-published-rival", path = shown(path))
        } else if is_later {
            say!("status-published-newer", path = shown(path))
        } else {
            continue;
        };
        return Err(Failure::refused(what, say!("status-published-help")));
    }
    Ok(())
}

/// Refuses a list that is dated ahead of the machine's clock by more than an hour, or as late as the trust list's
/// expiry. A clock that is earlier than the trust list is known to be wrong, and is not compared.
fn check_date(writing: &StatusWriting, verifier: &Verifier, issued_at: Timestamp) -> Result<(), Failure> {
    let trust = verifier.trust_list().statement();
    let is_ahead = |now: &Timestamp| issued_at.unix_seconds() > now.unix_seconds().saturating_add(MAX_CLOCK_LAG);
    let machine = writing.clock.replaced().filter(|now| *now >= trust.issued_at).filter(is_ahead);
    let fault = match machine {
        _ if writing.date_ahead => return Ok(()),
        Some(now) => say!("status-date-ahead", issued_at = issued_at, now = now),
        None if issued_at >= trust.expires_at => {
            say!("status-date-after-expiry", issued_at = issued_at, expires_at = trust.expires_at)
        }
        None => return Ok(()),
    };
    Err(Failure::refused(fault, say!("status-date-help")))
}

/// The maximum number of seconds by which the clock may be behind the previous list. Two lists may be made in one
/// second, or on two machines whose clocks differ a little. A clock that is further behind is wrong.
const MAX_CLOCK_LAG: u64 = 3600;

/// Returns the issue time of the next list: now, but at least one second after the previous list, since verifiers
/// accept only later lists.
fn next_time(before: Timestamp, now: Timestamp) -> Result<Timestamp, Failure> {
    if now.unix_seconds().saturating_add(MAX_CLOCK_LAG) < before.unix_seconds() {
        return Err(Failure::impossible(
            say!("status-clock-behind", now = now, before = before),
            say!("status-clock-behind-help"),
        ));
    }
    let earliest = Timestamp::from_unix_seconds(before.unix_seconds().saturating_add(1));
    Ok(now.max(earliest))
}

fn prepare(writing: &StatusWriting) -> Result<Verifier, Failure> {
    if let Some(out) = &writing.out {
        status_files::must_not_exist(out)?;
    }
    trustfile::verifier(std::slice::from_ref(&writing.trust))
}

/// Opens a status list with the newest trust list.
pub(super) fn open(path: &Path, verifier: &Verifier) -> Result<StatusList, Failure> {
    let bytes = files::read("status list", path, MAX_STATUS_LIST_BYTES)?;
    StatusList::open(&bytes, verifier.trust_lists()).map_err(|error| unusable_status(path, &bytes, &error))
}

/// Returns the status list address of the issuer whose status key is given.
fn uri_of_key(verifier: &Verifier, writing: &StatusWriting) -> Result<StatusListUri, Failure> {
    let key = KeyFile::read_public_half(&writing.key, &writing.passphrase)?;
    let issuers = &verifier.trust_list().statement().issuers;
    let issuer = issuers.iter().find(|issuer| issuer.keys.iter().any(|known| known.public_key == key));
    issuer.and_then(|issuer| issuer.status_list.clone()).ok_or_else(|| {
        Failure::impossible(
            say!("status-no-issuer", path = shown(&writing.trust), key_id = key.key_id()),
            say!("status-no-issuer-help"),
        )
    })
}

fn allocate(
    statement: &mut StatusStatement,
    writing: &StatusWriting,
    summary: &mut Vec<String>,
) -> Result<(), Failure> {
    let indexes = indexes::parse(&writing.allocate)?;
    for index in &indexes {
        statement
            .allocate(*index)
            .map_err(|_| Failure::refused(say!("status-not-free", index = index), say!("status-not-free-help")))?;
    }
    if !indexes.is_empty() {
        summary.push(say!("status-allocated", indexes = count(indexes.len(), "index")));
    }
    Ok(())
}

fn status_before(statement: &StatusStatement, index: u32, on: Date) -> Status {
    let changes = statement.changes.get(&index).map(Vec::as_slice).unwrap_or_default();
    let effective = changes.iter().rev().find(|change| change.effective_on <= on).map(|change| change.status);
    let held = statement.statuses.get(index).unwrap_or(Status::NotAllocated);
    effective.unwrap_or(if changes.is_empty() { held } else { Status::Active })
}

/// Adds a witness for each label in a file. Returns their number. One of the issuer's keys must have sealed each label.
fn bear_witness(statement: &mut StatusStatement, verifier: &Verifier, path: &Path) -> Result<usize, Failure> {
    if let Some(failure) = kind::not_text(path, Wanted::Carriers) {
        return Err(failure);
    }
    let file = File::open(path).map_err(|error| {
        Failure::impossible(
            say!("witness-unreadable", path = shown(path), reason = files::reason(&error)),
            say!("witness-unreadable-help"),
        )
    })?;
    let mut added = 0;
    for line in Lines::new(TextReader::new(file, TextKind::Lines)) {
        let line = line.map_err(|error| {
            let what = say!("witness-unreadable", path = shown(path), reason = files::reason(&error));
            Failure::impossible(what, say!("witness-unreadable-help"))
        })?;
        let text = String::from_utf8_lossy(&line.bytes);
        if text.trim().is_empty() {
            continue;
        }
        let opened = CarrierText::parse(text.trim()).map_err(Finding::from).and_then(|carrier| {
            let sealed = SealedLabel::from_bytes(carrier.sealed_bytes())?;
            witness(&sealed, verifier.trust_list())
        });
        let (index, witness) = opened.map_err(|fault| {
            let reason = finding(&fault);
            let what = say!("witness-refused", line = line.number, path = shown(path), reason = reason);
            Failure::refused(what, say!("witness-refused-help"))
        })?;
        statement.witnesses.entry(index).or_default().insert(witness);
        added += 1;
    }
    Ok(added)
}

/// Prints the changes, signs the list, and writes it if a verifier accepts it.
fn finish(
    writing: &StatusWriting,
    verifier: &Verifier,
    mut statement: StatusStatement,
    summary: &[String],
    previous: Option<&StatusList>,
) -> Result<Exit, Failure> {
    statement.expires_at = writing.expires_in_days.map(|days| {
        Timestamp::from_unix_seconds(statement.issued_at.unix_seconds().saturating_add(u64::from(days) * 86_400))
    });
    check_date(writing, verifier, statement.issued_at)?;
    let mut out = output::listing(writing.quiet);
    writeln!(out, "{}", say!("status-next"))?;
    summary.iter().try_for_each(|line| writeln!(out, "  - {}", printable(line)))?;
    if writing.dry_run {
        writeln!(out, "{}", say!("nothing-signed"))?;
        return Ok(Exit::Success);
    }
    let Some(path) = &writing.out else { return Ok(Exit::Success) };
    warn_if_long(&statement);
    let key = read_signing_key(&writing.key, &writing.passphrase)?;
    let published = statement.sign(&key).map_err(|error| {
        if let SignStatusError::Signer(error) = &error
            && let Some(failure) = signing_failure(error)
        {
            return failure;
        }
        let reason = match &error {
            SignStatusError::Status(fault) => of_code(fault.code(), fault),
            SignStatusError::Object(fault) => of_code(fault.code(), fault),
            other => other.to_string(),
        };
        let help = match error {
            SignStatusError::Status(StatusError::ExtensionStart { .. }) => say!("status-start-help"),
            _ => say!("correct-value"),
        };
        Failure::refused(say!("list-refused", reason = reason), help)
    })?;
    let opened = StatusList::open(&published.list, verifier.trust_lists()).map_err(|error| refused(&error))?;
    if let Some(previous) = previous {
        opened.check_final_values(previous).map_err(|error| refused(&error))?;
    }
    let mut objects = StatusObjects::default();
    for object in published.objects() {
        objects.add(&opened, object).map_err(|error| {
            let (code, reason) = (error.code(), of_code(error.code(), &error));
            Failure::refused(say!("object-refused", code = code, reason = reason), say!("object-refused-help"))
        })?;
    }
    let beside = status_files::create(path, &published)?;
    let written = say!(
        "status-written",
        path = shown(path),
        issued_at = opened.issued_at(),
        bytes = published.list.len(),
        uri = opened.uri().as_str(),
    );
    paragraph(&mut out, &written)?;
    let beside: Vec<String> = beside.iter().map(|path| shown(path)).collect();
    paragraph(&mut out, &say!("status-objects-written", paths = list(&beside)))?;
    Ok(Exit::Success)
}

/// Returns the name of an object that is missing, in the language of the run.
fn of_object(what: &str) -> String {
    match what {
        "in-force object" => say!("object-in-force"),
        "past object" => say!("object-past"),
        "witness directory or one of its ranges" => say!("object-witnesses"),
        other => other.to_owned(),
    }
}

/// Warns before a key is asked if the list is longer than what hardware and cloud services usually sign.
fn warn_if_long(statement: &StatusStatement) {
    if let Ok(bytes) = statement.bytes_to_sign()
        && bytes > USUAL_SIGNER_BYTES
    {
        errors::warn(&say!("status-long", bytes = bytes), &say!("status-long-help", most = USUAL_SIGNER_BYTES));
    }
}

fn refused(error: &StatusError) -> Failure {
    let help = match error {
        StatusError::Index { .. } => say!("status-allocate-help"),
        StatusError::ExtensionStart { .. } => say!("status-start-help"),
        StatusError::UnknownKey { .. } | StatusError::KeyNotAllowed { .. } | StatusError::Foreign => {
            say!("status-no-issuer-help")
        }
        StatusError::KeyCompromised { .. } => say!("status-other-key-help"),
        StatusError::Regressed { .. } => say!("status-regressed-set-help"),
        _ => say!("correct-value"),
    };
    let (code, reason) = (error.code(), of_code(error.code(), error));
    Failure::refused(say!("list-refused-code", code = code, reason = reason), help)
}
