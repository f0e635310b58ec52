//! `starseal status create` and `starseal status set`: describe the next list, sign it, check it with a verifier, and
//! write it.

use super::indexes;
use crate::args::{StatusCreateArgs, StatusSetArgs, StatusWriting};
use crate::exit::{Exit, Failure};
use crate::files;
use crate::input::lines::Lines;
use crate::keyfile::{KeyFile, read_signing_key};
use crate::kind::{self, Wanted};
use crate::knowledge::unusable_status;
use crate::output::errors;
use crate::output::escape::{printable, shown};
use crate::output::words::count;
use crate::{output, status_files, trustfile};
use starseal::issue::witness;
use starseal::limits::{MAX_STATUS_LIST_BYTES, USUAL_SIGNER_BYTES};
use starseal::status::{Change, NextError, SignStatusError, Status, StatusError, StatusObjects, StatusStatement};
use starseal::trust::StatusListUri;
use starseal::{CarrierText, Date, SealedLabel, StatusList, Timestamp, Verifier};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

pub(super) fn create(args: &StatusCreateArgs) -> Result<Exit, Failure> {
    let writing = &args.writing;
    let verifier = prepare(writing)?;
    let uri = uri_of_key(&verifier, writing)?;
    let now = writing.clock.now()?;
    let mut statement = StatusStatement::new(uri, &verifier.trust_list().statement().scheme, now, args.size);
    let mut summary =
        vec![format!("a first list of {} for {}", count(statement.statuses.len(), "index"), statement.uri.as_str())];
    allocate(&mut statement, writing, &mut summary)?;
    finish(writing, &verifier, statement, &summary, None)
}

pub(super) fn set(args: &StatusSetArgs) -> Result<Exit, Failure> {
    let writing = &args.writing;
    let verifier = prepare(writing)?;
    let list = open(&args.list, &verifier)?;
    let objects = status_files::objects_of(&args.list, &list)?;
    let mut statement = list.statement(&objects).map_err(|error| {
        Failure::impossible(
            format_args!("no list can follow {}: {error}", shown(&args.list)),
            match error {
                NextError::Missing { .. } => "put the objects that were published with the list beside it",
                _ => "change it with the program that wrote it",
            },
        )
    })?;
    let now = writing.clock.now()?;
    let issued_at = next_time(list.issued_at(), now)?;
    let today = verifier.trust_list().statement().scheme.date_at(issued_at);
    let mut summary = vec![format!("the list that follows the one of {}", list.issued_at())];
    if issued_at != now {
        summary
            .push(format!("the time is {now}, and the list is dated {issued_at}: verifiers accept only later lists"));
    }
    if let Some(size) = args.size {
        statement.statuses.grow(size);
        summary.push(format!("the list has {} indexes", statement.statuses.len()));
    }
    allocate(&mut statement, writing, &mut summary)?;
    statement.issued_at = issued_at;
    statement.bring_up_to_date().map_err(|error| refused(&error))?;
    let valid_until = ValidUntil::parse(&args.valid_until)?;
    valid_until.complete(&mut statement)?;
    check_published(args, &list, &verifier)?;
    let on = args.on.unwrap_or(today);
    let indexes = indexes::parse(&args.index)?;
    if args.correct {
        correct(&mut statement, &indexes, &mut summary)?;
    }
    if !indexes.is_empty() && args.to.is_none() && args.last_day.is_none() && !args.correct {
        return Err(Failure::usage("no change is given for these indexes", "give --to or --last-day"));
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
                format_args!("index {index} is {before}, which is final"),
                "take it back with --correct, which records a correction; verifiers refuse the list without one",
            ));
        }
        let mut change = Change::new(on, status);
        change.last_day = args.last_day;
        match valid_until.of(index).filter(|_| change.last_day.is_some()) {
            Some(before) => statement.extend(index, change, before),
            None => statement.record(index, change),
        }
        .map_err(|error| refused(&error))?;
        let last_day = args.last_day.map_or_else(String::new, |day| format!(", its last day is {day}"));
        summary.push(format!("index {index}: {before} becomes {status} on {on}{last_day}"));
    }
    for path in &args.witness {
        let added = bear_witness(&mut statement, &verifier, path)?;
        summary.push(format!("the list witnesses {} of {}", count(added, "label"), shown(path)));
    }
    finish(writing, &verifier, statement, &summary, Some(&list))
}

/// Records a correction of indexes.
fn correct(statement: &mut StatusStatement, indexes: &BTreeSet<u32>, summary: &mut Vec<String>) -> Result<(), Failure> {
    for index in indexes {
        statement.correct(*index, *index).map_err(|error| refused(&error))?;
    }
    let today = statement.date();
    summary.push(format!("{} corrected on {today}", count(indexes.len(), "index")));
    Ok(())
}

/// Refuses to make a second successor of the previous list, as far as the published lists show that there is one
///
fn check_published(args: &StatusSetArgs, list: &StatusList, verifier: &Verifier) -> Result<(), Failure> {
    for path in &args.published {
        let published = open(path, verifier)?;
        let is_later = published.uri() == list.uri() && published.issued_at() > list.issued_at();
        let what = if published.predecessor() == Some(list.digest()) {
            "was made from the same list"
        } else if is_later {
            "is newer than the list to start from"
        } else {
            continue;
        };
        return Err(Failure::refused(
            format_args!("{} {what}: the changes of one of the two lists would be lost", shown(path)),
            "start from the published list",
        ));
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
        Some(now) => format!("the list would be dated {issued_at}, and this machine's clock shows {now}"),
        None if issued_at >= trust.expires_at => {
            format!("the list would be dated {issued_at}, when the trust list has expired ({})", trust.expires_at)
        }
        None => return Ok(()),
    };
    Err(Failure::refused(
        fault,
        "check the clock, and renew an expired trust list; --date-ahead signs it anyway, and no earlier list is \
         accepted after it",
    ))
}

/// The maximum number of seconds by which the clock may be behind the previous list. Two lists may be made in one
/// second, or on two machines whose clocks differ a little. A clock that is further behind is wrong.
const MAX_CLOCK_LAG: u64 = 3600;

/// Returns the issue time of the next list: now, but at least one second after the previous list, since verifiers
/// accept only later lists.
fn next_time(before: Timestamp, now: Timestamp) -> Result<Timestamp, Failure> {
    if now.unix_seconds().saturating_add(MAX_CLOCK_LAG) < before.unix_seconds() {
        return Err(Failure::impossible(
            format_args!("the time is {now}, and the previous list was issued at {before}"),
            "check this machine's clock: verifiers accept only later lists",
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
            format_args!("{} has no issuer with key {} and a status list address", shown(&writing.trust), key.key_id()),
            "add both with starseal trust add-key --status-key … --status-list …",
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
        statement.allocate(*index).map_err(|_| {
            Failure::refused(
                format_args!("index {index} is allocated already, or is beyond the end of the list"),
                "give another index, or a larger --size",
            )
        })?;
    }
    if !indexes.is_empty() {
        summary.push(format!("{} become active", count(indexes.len(), "index")));
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
            format_args!("{} cannot be read: {}", shown(path), files::reason(&error)),
            "give a file of carriers, one per line",
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
                format_args!("line {} of {} is not a label that can be witnessed: {fault}", line.number, shown(path)),
                "give only labels from the registry's own records",
            )
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
    writeln!(out, "The next status list:")?;
    summary.iter().try_for_each(|line| writeln!(out, "  - {}", printable(line)))?;
    if writing.dry_run {
        writeln!(out, "No list was signed or written.")?;
        return Ok(Exit::Success);
    }
    let Some(path) = &writing.out else { return Ok(Exit::Success) };
    warn_if_long(&statement);
    let key = read_signing_key(&writing.key, &writing.passphrase)?;
    let published = statement.sign(&key).map_err(|error| {
        Failure::refused(
            format_args!("verifiers would refuse this list: {error}"),
            match error {
                SignStatusError::Status(StatusError::ExtensionStart { .. }) => WITHOUT_START,
                _ => "correct the value that the message names",
            },
        )
    })?;
    let list = StatusList::open(&published.list, verifier.trust_lists()).map_err(|error| refused(&error))?;
    if let Some(previous) = previous {
        list.check_final_values(previous).map_err(|error| refused(&error))?;
    }
    let mut objects = StatusObjects::default();
    for object in published.objects() {
        objects.add(&list, object).map_err(|error| {
            let what = format_args!("verifiers would refuse an object of this list ({}): {error}", error.code());
            Failure::refused(what, "correct the change that the message names")
        })?;
    }
    let beside = status_files::create(path, &published)?;
    writeln!(
        out,
        "{} is the list of {}: {} bytes. Publish it at {}",
        shown(path),
        list.issued_at(),
        published.list.len(),
        list.uri().as_str()
    )?;
    let beside: Vec<String> = beside.iter().map(|path| shown(path).to_string()).collect();
    writeln!(out, "Its objects are in {}. Publish them with it", beside.join(", "))?;
    Ok(Exit::Success)
}

/// Warns before a key is asked if the list is longer than what hardware and cloud services usually sign.
fn warn_if_long(statement: &StatusStatement) {
    if let Ok(bytes) = statement.bytes_to_sign()
        && bytes > USUAL_SIGNER_BYTES
    {
        errors::warn(
            &format!("the list has {bytes} bytes to be signed"),
            &format!(
                "many hardware keys and cloud services sign at most {USUAL_SIGNER_BYTES}; this key file signs all"
            ),
        );
    }
}

/// What to do if the start of an extension is not known.
const WITHOUT_START: &str = "give the last day that was valid before: --valid-until DAY with --last-day, or \
                             --valid-until INDEXES=DAY for an extension that takes effect now";

/// The last days that were valid before extensions.
struct ValidUntil {
    /// The day for the indexes that are changed.
    of_changed: Option<Date>,
    /// The days of indexes whose extension was dated ahead.
    of_index: BTreeMap<u32, Date>,
}

impl ValidUntil {
    fn parse(texts: &[String]) -> Result<Self, Failure> {
        let mut days = ValidUntil { of_changed: None, of_index: BTreeMap::new() };
        for text in texts {
            let (of, day) = text.split_once('=').map_or((None, text.as_str()), |(of, day)| (Some(of), day));
            let day: Date = day.parse().map_err(|error| {
                let what = format_args!("{} is not a day: {error}", printable(day));
                Failure::usage(what, "write 2028-03-31, or 7=2028-03-31")
            })?;
            match of {
                None => days.of_changed = Some(day),
                Some(of) => days.of_index.extend(indexes::parse(&[of.to_owned()])?.into_iter().map(|at| (at, day))),
            }
        }
        Ok(days)
    }

    fn of(&self, index: u32) -> Option<Date> {
        self.of_index.get(&index).copied().or(self.of_changed)
    }

    /// Records the extensions again that take effect with this list, with the last day that was valid before.
    fn complete(&self, statement: &mut StatusStatement) -> Result<(), Failure> {
        let date = statement.date();
        for index in statement.unknown_extension_starts() {
            let changes = statement.changes.get(&index).map(Vec::as_slice).unwrap_or_default();
            let first = changes.iter().find(|change| change.last_day.is_some() && change.effective_on <= date).copied();
            if let Some((change, before)) = first.zip(self.of_index.get(&index)) {
                statement.extend(index, change, *before).map_err(|error| refused(&error))?;
            }
        }
        Ok(())
    }
}

fn refused(error: &StatusError) -> Failure {
    let help = match error {
        StatusError::Index { .. } => "allocate the index first; an index can have at most 64 changes",
        StatusError::ExtensionStart { .. } => WITHOUT_START,
        StatusError::UnknownKey { .. } | StatusError::KeyNotAllowed { .. } | StatusError::Foreign => {
            "add the key and the address with starseal trust add-key --status-key … --status-list …"
        }
        StatusError::KeyCompromised { .. } => "sign with another status key",
        StatusError::Regressed { .. } => "take the index back with --correct, or keep it withdrawn or revoked",
        _ => "correct the value that the message names",
    };
    Failure::refused(format_args!("verifiers would refuse this list ({}): {error}", error.code()), help)
}
