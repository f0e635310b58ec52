//! `starseal registry publish`: publishes a status list, alone or in the folder for a web server.

use super::desk::{Desk, open, publication};
use super::failure::Trouble;
use crate::args::RegistryPublishArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::files;
use crate::interrupt;
use crate::keyfile::{Place, read_signing_key};
use crate::messages::{count, of_code, say, system};
use crate::output::escape::shown;
use crate::output::{self, json, progress};
use crate::status_files::objects_by_ending;
use serde::Serialize;
use starseal::limits::{MAX_STATUS_LIST_BYTES, USUAL_SIGNER_BYTES};
use starseal::status::Publication;
use starseal::{StatusList, Verifier};
use starseal_registry::config::Config;
use starseal_registry::ledger::Ledger;
use starseal_registry::publication::{Published, StatusKey, is_behind, latest, publish_watched};
use starseal_registry::site::{Folder, FolderError, Settings, SiteError, Written};
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
    folder: Option<FolderJson>,
}

#[derive(Serialize)]
struct FolderJson {
    version: String,
    files: usize,
    changed: usize,
    changed_bytes: u64,
}

pub(super) fn run(args: &RegistryPublishArgs) -> Result<Exit, Failure> {
    Ok(carry_out(args)?)
}

fn carry_out(args: &RegistryPublishArgs) -> Result<Exit, Trouble> {
    let (settings, mut ledger, published) = if args.again { last(args)? } else { order(args)? };
    let mut report = PublishJson {
        event: published.event,
        event_hash: published.hash.to_string(),
        issued_at: published.issued_at.to_string(),
        bytes: published.lists.list.len(),
        files: Vec::new(),
        folder: None,
    };
    if let Some(folder) = &args.lists {
        let mut verifier = ledger.trust().verifier().clone();
        report.files = write_all(folder, &mut verifier, &published.lists, published.issued_at)?;
    }
    let mut written = None;
    if let Some(folder) = &args.folder {
        let made = write_folder(folder, &mut ledger, published.event, &settings)?;
        report.folder = Some(FolderJson {
            version: made.version.clone(),
            files: made.files,
            changed: made.changed,
            changed_bytes: made.changed_bytes,
        });
        written = Some(made);
    }
    if args.json {
        writeln!(anstream::stdout(), "{}", json::line(&report)?)?;
        return Ok(Exit::Success);
    }
    let mut out = output::listing(args.acting.quiet);
    let (issued_at, event, bytes) = (&report.issued_at, report.event, report.bytes);
    writeln!(out, "{}", say!("registry-list-published", issued_at = issued_at, event = event, bytes = bytes))?;
    if let Some(folder) = &args.lists {
        for file in &report.files {
            writeln!(out, "  {}", shown(&folder.join(file)))?;
        }
        writeln!(out, "{}", say!("registry-publish-at", uri = ledger.trust().uri().as_str()))?;
    }
    if let (Some(folder), Some(written)) = (&args.folder, &written) {
        let (files, changed) = (count(written.files, "file"), written.changed);
        let current = shown(&Folder::new(folder).current());
        writeln!(out, "{}", say!("registry-folder-written", path = current, files = files, changed = changed))?;
        match &written.nginx {
            Some(path) => writeln!(out, "{}", say!("registry-folder-server", path = shown(path)))?,
            None => writeln!(out, "{}", say!("registry-folder-no-server"))?,
        }
        writeln!(out, "{}", say!("registry-folder-serve", path = shown(folder)))?;
    }
    Ok(Exit::Success)
}

/// Orders a publication and signs its list, or finishes one that was ordered before.
fn order(args: &RegistryPublishArgs) -> Result<(Settings, Ledger, Published), Trouble> {
    let mut desk = Desk::open(&args.acting)?;
    // A page that cannot be published is found before a list is signed.
    let settings = settings(args, &desk.config)?;
    let key = read_signing_key(&Place::from(&desk.config.status_key), &args.acting.passphrase)?;
    let tried_from = key.may_have_limits().then_some(USUAL_SIGNER_BYTES);
    let status = StatusKey { signer: &key, expires_in: desk.config.list_seconds, tried_from };
    let now = desk.now;
    let (ledger, pen) = desk.parts();
    refuse_all_behind(args, ledger)?;
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
    Ok((settings, desk.ledger, published))
}

/// Returns the last publication, without ordering a new one.
fn last(args: &RegistryPublishArgs) -> Result<(Settings, Ledger, Published), Trouble> {
    let (config, mut ledger) = open(&args.acting.ledger)?;
    let settings = settings(args, &config)?;
    refuse_all_behind(args, &mut ledger)?;
    interrupt::watch();
    let published = latest(&mut ledger)?;
    let published = published
        .ok_or_else(|| Failure::refused(say!("registry-nothing-published"), say!("registry-nothing-published-help")))?;
    Ok((settings, ledger, published))
}

/// Returns the settings of the folder for a web server, if one is written.
fn settings(args: &RegistryPublishArgs, config: &Config) -> Result<Settings, Trouble> {
    match args.folder {
        Some(_) => publication(config, args.page.as_deref()),
        None => Ok(Settings::default()),
    }
}

/// Writes the folder for a web server.
fn write_folder(folder: &Path, ledger: &mut Ledger, event: u64, settings: &Settings) -> Result<Written, Trouble> {
    let mut bar = None;
    let mut files = 0_u64;
    let written = Folder::new(folder).write(ledger, event, settings, &mut |done| {
        files = done as u64;
        bar.get_or_insert_with(progress::files).set_position(files);
        !interrupt::is_wanted()
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    match written {
        Err(FolderError::Site(SiteError::Ended)) => {
            let what = say!("registry-ended-folder", event = event);
            Err(interrupt::ended(what, say!("registry-ended-folder-help")).into())
        }
        written => Ok(written?),
    }
}

/// Makes the folders, and refuses to publish over a list that the ledger does not know in any of them.
fn refuse_all_behind(args: &RegistryPublishArgs, ledger: &mut Ledger) -> Result<(), Trouble> {
    if let Some(folder) = &args.lists {
        files::create_folder(folder)?;
        refuse_behind(folder, ledger)?;
    }
    if let Some(folder) = &args.folder {
        files::create_folder(folder)?;
        refuse_behind(&Folder::new(folder).current().join("lists"), ledger)?;
    }
    Ok(())
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
    let objects = objects_by_ending(lists);
    all.extend(objects.into_iter().map(|(ending, object)| (format!("status.cwt{ending}"), object)));
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
