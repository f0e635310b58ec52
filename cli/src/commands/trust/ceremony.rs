//! `starseal trust ceremony`: the draft from a file that states a whole list, and its rehearsal with trial keys.

use super::describe::{describe, warn_of};
use super::sign::PROGRAM;
use super::{drafts, keys, next, transcript};
use crate::args::{Quiet, TrustCeremonyArgs};
use crate::commands::registry::write_trial_key;
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::passphrase::PassphraseSource;
use crate::keyfile::{Place, random};
use crate::messages::{language, say};
use crate::output::escape::shown;
use crate::output::table::paragraph;
use crate::{output, scheme_file, trustfile};
use starseal::trust::{Scheme, TrustDraft};
use starseal::{PublicKey, SigningKey, TrustList};
use starseal_registry::ceremony::{
    Ceremony, CeremonyError, CeremonyParts, PlanError, Rehearsal, RehearsalError, TEMPLATE, changes, read_aloud,
};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The maximum length of the file of a ceremony in bytes. One with 64 issuers and 32 keys each is shorter.
const MAX_CEREMONY_BYTES: usize = 1024 * 1024;

pub(super) fn run(args: &TrustCeremonyArgs) -> Result<Exit, Failure> {
    let Some(path) = &args.file else {
        std::io::stdout().lock().write_all(TEMPLATE.as_bytes())?;
        return Ok(Exit::Success);
    };
    if let Some(out) = &args.out {
        files::must_not_exist(out)?;
    }
    let ceremony = read_ceremony(path)?;
    let mut parts = Parts::new(path, &args.passphrase);
    if let Some(folder) = &args.rehearse {
        return rehearse(&ceremony, &mut parts, folder, args.quiet);
    }
    let (draft, held) = ceremony.draft(&mut parts).map_err(|error| unplannable(path, error))?;
    if let Some(other) = &args.compare {
        return compare(path, &draft, held.as_ref(), other, args.quiet);
    }
    describe(held.as_ref(), &draft, args.quiet)?;
    match &args.out {
        Some(out) if !args.dry_run => drafts::write(out, &draft, held.as_ref(), args.quiet),
        _ => {
            writeln!(output::listing(args.quiet), "{}", say!("nothing-signed"))?;
            Ok(Exit::Success)
        }
    }
}

/// Reads the file of a ceremony.
pub(super) fn read_ceremony(path: &Path) -> Result<Ceremony, Failure> {
    let bytes = files::read("file of a ceremony", path, MAX_CEREMONY_BYTES)?;
    let Ok(text) = String::from_utf8(bytes) else {
        let what = say!("ceremony-malformed", path = shown(path), fault = say!("not-utf-8"));
        return Err(Failure::impossible(what, say!("ceremony-malformed-help")));
    };
    Ceremony::parse(&text).map_err(|error| malformed(path, &error))
}

fn malformed(path: &Path, error: &CeremonyError) -> Failure {
    let what = say!("ceremony-malformed", path = shown(path), fault = error.in_language(language()));
    Failure::impossible(what, say!("ceremony-malformed-help"))
}

fn unplannable(path: &Path, error: PlanError<Failure>) -> Failure {
    match error {
        PlanError::Part(failure) => failure,
        PlanError::Ceremony(error) => malformed(path, &error),
        PlanError::Trust(error) => next::refused(&error),
        other => Failure::impossible(other, say!("ceremony-malformed-help")),
    }
}

/// Reads the files that the file of a ceremony names, from its own folder.
pub(super) struct Parts<'a> {
    folder: PathBuf,
    passphrase: &'a PassphraseSource,
}

impl<'a> Parts<'a> {
    pub(super) fn new(file: &Path, passphrase: &'a PassphraseSource) -> Self {
        Parts { folder: file.parent().unwrap_or(Path::new("")).to_owned(), passphrase }
    }
}

impl CeremonyParts for Parts<'_> {
    type Error = Failure;

    fn public_key(&mut self, key: &str) -> Result<PublicKey, Failure> {
        keys::public_key(&Place::from(OsString::from(key)).within(&self.folder), self.passphrase)
    }

    fn scheme(&mut self, file: Option<&str>) -> Result<Scheme, Failure> {
        scheme_file::read(file.map(|file| self.folder.join(file)).as_deref())
    }

    fn previous(&mut self, file: &str) -> Result<TrustList, Failure> {
        trustfile::open(&self.folder.join(file))
    }
}

/// Says whether a draft is the one that the file of the ceremony states.
fn compare(
    file: &Path,
    stated: &TrustDraft,
    held: Option<&TrustList>,
    other: &Path,
    quiet: Quiet,
) -> Result<Exit, Failure> {
    let draft = drafts::read(other)?;
    let mut listing = output::listing(quiet);
    if draft.payload_digest() == stated.payload_digest() {
        writeln!(listing, "{}", say!("ceremony-same", draft = shown(other), path = shown(file)))?;
        drafts::write_progress(&mut listing, &draft, held)?;
        return Ok(Exit::Success);
    }
    writeln!(listing, "{}", say!("ceremony-differences", draft = shown(other), path = shown(file)))?;
    for change in changes(Some(stated.statement()), draft.statement()) {
        writeln!(listing, "  - {}", change.in_language(language()))?;
    }
    let what = say!("ceremony-differs", draft = shown(other), path = shown(file));
    Err(Failure::new(Cause::ListRefused, what, say!("ceremony-differs-help")))
}

/// Plays the ceremony with trial keys, and writes what everybody would have on their machines.
fn rehearse(ceremony: &Ceremony, parts: &mut Parts<'_>, folder: &Path, quiet: Quiet) -> Result<Exit, Failure> {
    files::must_not_exist(folder)?;
    let trial = || Ok(SigningKey::from_seed(&*random()?));
    let rehearsal = ceremony.rehearse(parts, trial, PROGRAM).map_err(unplayable)?;
    rehearsal.concerns.iter().for_each(warn_of);
    let folders = write_files(&rehearsal, folder)?;
    describe(rehearsal.held.as_ref(), &rehearsal.draft, quiet)?;
    let mut listing = output::listing(quiet);
    writeln!(listing, "{}", say!("rehearsal-signed"))?;
    for (signature, folder) in rehearsal.signatures.iter().zip(&folders) {
        let thumbprint = signature.record.thumbprint.parse();
        let aloud = thumbprint.map_or_else(|_| String::new(), |thumbprint| read_aloud(&thumbprint));
        writeln!(listing, "  {aloud}  {}  {}", shown(folder), signature.holder)?;
    }
    paragraph(&mut listing, &say!("rehearsal-done", folder = shown(folder)))?;
    Ok(Exit::Success)
}

/// Writes a folder for each signer, and what the others have. Returns the folders of the signers.
fn write_files(rehearsal: &Rehearsal, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let drafting = folder.join("drafting");
    files::create_folder(&drafting)?;
    let write = |path: PathBuf, bytes: &[u8]| files::create(&path, bytes, Readers::Anyone);
    if let Some(held) = &rehearsal.held {
        write(drafting.join("held.cbor"), held.as_bytes())?;
    }
    write(drafting.join("list.draft"), &rehearsal.draft.to_bytes())?;
    let mut folders = Vec::new();
    for (signature, number) in rehearsal.signatures.iter().zip(1_usize..) {
        let own = folder.join(format!("signer-{number}"));
        files::create_folder(&own)?;
        if let Some(key) = rehearsal.keys.get(&signature.key) {
            write_trial_key(&own.join("key.pem"), key)?;
        }
        write(own.join("signed.draft"), &signature.draft.to_bytes())?;
        write(own.join("record.json"), format!("{}\n", signature.record.to_json()).as_bytes())?;
        folders.push(own);
    }
    write(folder.join("trust.cbor"), &rehearsal.list)?;
    write(folder.join("transcript.json"), format!("{}\n", rehearsal.transcript.to_json()).as_bytes())?;
    let mut text = Vec::new();
    transcript::write(&mut text, &rehearsal.transcript)?;
    write(folder.join("transcript.txt"), &anstream::adapter::strip_bytes(&text).into_vec())?;
    Ok(folders)
}

fn unplayable(error: RehearsalError<Failure>) -> Failure {
    match error {
        RehearsalError::Plan(PlanError::Part(failure)) => failure,
        RehearsalError::Plan(PlanError::Trust(error)) | RehearsalError::Trust(error) => next::refused(&error),
        RehearsalError::Transcript(error) => transcript::refused(&error),
        RehearsalError::Plan(PlanError::Ceremony(error)) => {
            Failure::impossible(error.in_language(language()), say!("ceremony-malformed-help"))
        }
        other => Failure::impossible(say!("rehearsal-failed", reason = other), say!("report-this")),
    }
}
