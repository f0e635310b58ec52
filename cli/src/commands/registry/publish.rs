//! `starseal registry publish`: publishes a status list into a folder.

use super::desk::Desk;
use super::failure::Trouble;
use crate::args::RegistryPublishArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::files;
use crate::interrupt;
use crate::keyfile::{Place, read_signing_key};
use crate::messages::{of_code, say, system};
use crate::output::escape::shown;
use crate::output::{self, json, progress};
use serde::Serialize;
use starseal::limits::{MAX_STATUS_LIST_BYTES, USUAL_SIGNER_BYTES};
use starseal::status::Publication;
use starseal::{StatusList, Verifier};
use starseal_registry::ledger::Ledger;
use starseal_registry::publication::{StatusKey, is_behind, publish_watched};
use std::io::Write;
use std::path::Path;

/// The number of registrations and changes from which on a progress bar is shown.
const MANY: usize = 20_000;

#[derive(Serialize)]
struct PublishJson {
    event: u64,
    event_hash: String,
    issued_at: String,
    bytes: usize,
    files: Vec<String>,
}

pub(super) fn run(args: &RegistryPublishArgs) -> Result<Exit, Failure> {
    Ok(carry_out(args)?)
}

fn carry_out(args: &RegistryPublishArgs) -> Result<Exit, Trouble> {
    let mut desk = Desk::open(&args.acting)?;
    let key = read_signing_key(&Place::from(&desk.config.status_key), &args.acting.passphrase)?;
    files::create_folder(&args.lists)?;
    let tried_from = key.may_have_limits().then_some(USUAL_SIGNER_BYTES);
    let status = StatusKey { signer: &key, expires_in: desk.config.list_seconds, tried_from };
    let now = desk.now;
    let (ledger, pen) = desk.parts();
    refuse_behind(&args.lists, ledger)?;
    interrupt::watch();
    let mut bar = None;
    let published = publish_watched(ledger, &pen, &status, now, &mut |done, all| {
        let all = usize::try_from(all).unwrap_or(usize::MAX);
        bar.get_or_insert_with(|| progress::bar(all, MANY, &progress::registrations())).set_position(done);
        !interrupt::is_wanted()
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let published = published?;
    let mut verifier = ledger.trust().verifier().clone();
    let files = write_all(&args.lists, &mut verifier, &published.lists, published.issued_at)?;
    let report = PublishJson {
        event: published.event,
        event_hash: published.hash.to_string(),
        issued_at: published.issued_at.to_string(),
        bytes: published.lists.list.len(),
        files,
    };
    if args.json {
        writeln!(anstream::stdout(), "{}", json::line(&report)?)?;
        return Ok(Exit::Success);
    }
    let mut out = output::listing(args.acting.quiet);
    let (issued_at, event, bytes) = (&report.issued_at, report.event, report.bytes);
    writeln!(out, "{}", say!("registry-list-published", issued_at = issued_at, event = event, bytes = bytes))?;
    for file in &report.files {
        writeln!(out, "  {}", shown(&args.lists.join(file)))?;
    }
    writeln!(out, "{}", say!("registry-publish-at", uri = ledger.trust().uri().as_str()))?;
    Ok(Exit::Success)
}

/// Refuses to publish over a list that was published from events which the ledger does not have.
fn refuse_behind(folder: &Path, ledger: &mut Ledger) -> Result<(), Trouble> {
    let path = folder.join("status.cwt");
    if !path.is_file() {
        return Ok(());
    }
    let bytes = files::read("status list", &path, MAX_STATUS_LIST_BYTES)?;
    // A file that is no list of this issuer, or is damaged, is replaced.
    let Ok(list) = StatusList::open(&bytes, [ledger.trust().verifier().trust_list()]) else { return Ok(()) };
    if is_behind(ledger.store(), &list)? {
        let event = list.ledger_head().map_or(0, |head| head.number);
        let what = say!("publish-newer", path = shown(&path), event = event);
        return Err(Failure::refused(what, say!("publish-newer-help")).into());
    }
    Ok(())
}

/// Writes the files of a publication, each replaced at once, and the list after its objects. Returns their names.
pub(crate) fn write_all(
    folder: &Path,
    verifier: &mut Verifier,
    lists: &Publication,
    issued_at: starseal::Timestamp,
) -> Result<Vec<String>, Failure> {
    let unusable = |what: String| Failure::new(Cause::ListRefused, what, say!("registry-help-audit"));
    verifier.update_status(&lists.list, issued_at).map_err(|error| unusable(of_code(error.code(), &error)))?;
    for object in lists.objects() {
        verifier.update_object(object).map_err(|error| unusable(of_code(error.code(), &error)))?;
    }
    let bundle = verifier.to_bundle().to_bytes();
    let trust: Vec<u8> = verifier.trust_list().as_bytes().to_vec();
    let mut all: Vec<(String, &[u8])> = vec![("trust.cbor".to_owned(), &trust)];
    all.extend(lists.in_force.as_deref().map(|object| ("status.cwt.in-force".to_owned(), object)));
    all.push(("status.cwt.past".to_owned(), &lists.past));
    all.extend(lists.witness_directory.as_deref().map(|object| ("status.cwt.witnesses".to_owned(), object)));
    for (range, number) in lists.witness_ranges.iter().zip(1..) {
        all.push((format!("status.cwt.witnesses.{number}"), range));
    }
    all.push(("status.cwt".to_owned(), &lists.list));
    all.push(("registry.bundle".to_owned(), &bundle));
    for (name, bytes) in &all {
        let (path, fresh) = (folder.join(name), folder.join(format!(".{name}.new")));
        // A file that an interrupted run has left is not whole.
        let _ = std::fs::remove_file(&fresh);
        files::replace_by(&path, &fresh, bytes).map_err(|error| {
            let what = say!("registry-unwritable", path = shown(&path), reason = system(&error));
            Failure::impossible(what, say!("registry-publish-unwritable-help"))
        })?;
        make_public(&path);
    }
    if lists.in_force.is_none() {
        // An object of the list before, which this list does not bind.
        let _ = std::fs::remove_file(folder.join("status.cwt.in-force"));
    }
    Ok(all.into_iter().map(|(name, _)| name).collect())
}

/// Lets everybody read a file of the publication. If that fails, its owner can.
fn make_public(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = path;
}
