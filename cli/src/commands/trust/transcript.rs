//! `starseal trust transcript`: who signed a list when, with digests.

use super::ceremony::{Parts, read_ceremony};
use super::describe::PAYLOAD_WIDTH;
use super::drafts;
use super::sign::PROGRAM;
use crate::args::TrustTranscriptArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::messages::{language, list, say};
use crate::output::escape::{printable, shown};
use crate::output::style::{BAD, STRONG, styled};
use crate::output::table::{pair, paragraph};
use crate::{files, trustfile};
use starseal::Language;
use starseal_registry::ceremony::{
    CeremonyParts, ListEntry, RootsEntry, SignatureEntry, SigningRecord, Transcript, TranscriptError,
};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// The maximum length of a record of a signing in bytes. A record has about 700.
const MAX_RECORD_BYTES: usize = 16 * 1024;

/// The width of the names of fields.
const WIDTH: usize = PAYLOAD_WIDTH;

pub(super) fn run(args: &TrustTranscriptArgs) -> Result<Exit, Failure> {
    let held = args.trust.as_ref().map(|path| trustfile::open(path)).transpose()?;
    let draft = drafts::read_or_published(&args.file)?;
    if draft.statement().authority_id != held.as_ref().map(starseal::TrustList::authority_id) {
        let path = shown(&args.file);
        return Err(match held {
            Some(_) => Failure::usage(say!("transcript-other-list", path = path), say!("transcript-other-list-help")),
            None => Failure::usage(say!("transcript-follows", path = path), say!("draft-follows-help")),
        });
    }
    let records = args.record.iter().map(|path| read_record(path)).collect::<Result<Vec<_>, _>>()?;
    let made = Transcript::new(&draft, held.as_ref(), &records, PROGRAM);
    let mut transcript = made.map_err(|error| refused(&error))?;
    if let Some(path) = &args.ceremony {
        let ceremony = read_ceremony(path)?;
        let mut parts = Parts::new(path, &args.passphrase);
        let mut holders = BTreeMap::new();
        for (holder, key) in ceremony.holders() {
            holders.insert(parts.public_key(key)?.thumbprint().to_string(), holder.to_owned());
        }
        transcript.is_of(ceremony.name(), false, &holders);
    }
    let mut out = anstream::stdout();
    if args.json {
        writeln!(out, "{}", transcript.to_json())?;
    } else {
        write(&mut out, &transcript)?;
    }
    Ok(Exit::Success)
}

fn read_record(path: &Path) -> Result<SigningRecord, Failure> {
    let bytes = files::read("record of a signing", path, MAX_RECORD_BYTES)?;
    let text = String::from_utf8_lossy(&bytes);
    SigningRecord::from_json(&text).map_err(|error| {
        let what = say!("record-malformed", path = shown(path), reason = reason(&error));
        Failure::new(Cause::WrongKind, what, say!("record-malformed-help"))
    })
}

fn reason(error: &TranscriptError) -> String {
    match error {
        TranscriptError::Record { reason } => reason.clone(),
        TranscriptError::OtherList { thumbprint, recorded, payload } => {
            say!(
                "record-of-another-list",
                thumbprint = printable(thumbprint),
                recorded = printable(recorded),
                payload = payload
            )
        }
        TranscriptError::NotSigned { thumbprint } => {
            say!("record-without-signature", thumbprint = printable(thumbprint))
        }
        other => other.to_string(),
    }
}

/// Returns the failure for records that do not fit the list.
pub(super) fn refused(error: &TranscriptError) -> Failure {
    let help = match error {
        TranscriptError::NotSigned { .. } => say!("record-without-signature-help"),
        _ => say!("record-of-another-list-help"),
    };
    Failure::refused(reason(error), help)
}

/// Writes a transcript for people to read aloud and keep.
pub(super) fn write(out: &mut impl Write, transcript: &Transcript) -> io::Result<()> {
    let title = match (&transcript.ceremony, transcript.rehearsal) {
        (None, _) => say!("transcript-title"),
        (Some(name), false) => say!("transcript-title-of", name = printable(name)),
        (Some(name), true) => say!("transcript-title-rehearsal", name = printable(name)),
    };
    writeln!(out, "{}", styled(STRONG, title))?;
    writeln!(out, "\n{}", say!("transcript-list"))?;
    write_list(out, &transcript.list)?;
    if let Some(held) = &transcript.held {
        writeln!(out, "\n{}", say!("transcript-held"))?;
        write_list(out, held)?;
    }
    writeln!(out, "\n{}", say!("transcript-changes"))?;
    for change in &transcript.changes {
        let text = if language() == Language::Ja { &change.ja } else { &change.en };
        writeln!(out, "  - {text}")?;
    }
    transcript.roots.iter().try_for_each(|roots| write_roots(out, roots))?;
    writeln!(out, "\n{}", say!("transcript-signatures"))?;
    transcript.signatures.iter().try_for_each(|signature| write_signature(out, signature))?;
    if transcript.other_signatures > 0 {
        writeln!(out, "  {}", say!("transcript-others", number = transcript.other_signatures))?;
    }
    writeln!(out)?;
    let end =
        if transcript.complete { say!("transcript-complete") } else { styled(BAD, say!("transcript-incomplete")) };
    paragraph(out, &end)?;
    paragraph(out, &say!("transcript-note"))?;
    writeln!(out, "{}", pair(&say!("field-program"), WIDTH, &transcript.program))
}

fn write_list(out: &mut impl Write, list: &ListEntry) -> io::Result<()> {
    let name = list.names.get(language().tag()).or_else(|| list.names.get("en"));
    let name = printable(name.map_or("", String::as_str)).into_owned();
    let mut field = |name: String, value: &str| writeln!(out, "{}", pair(&name, WIDTH, value));
    field(say!("field-name"), &name)?;
    field(say!("field-authority"), &list.authority_id)?;
    field(say!("field-version"), &list.version.to_string())?;
    field(say!("field-issued-at"), &list.issued_at)?;
    field(say!("field-expires-at"), &list.expires_at)?;
    field(say!("field-payload"), &list.payload_sha256)?;
    field(say!("field-file-sha256"), &list.sha256)
}

fn write_roots(out: &mut impl Write, roots: &RootsEntry) -> io::Result<()> {
    let (signed, number, threshold) = (roots.signed, roots.keys.len(), roots.threshold);
    let head = match roots.of {
        "held" => say!("draft-previous-roots", count = signed, roots = number, needed = threshold),
        _ => say!("draft-roots", count = signed, roots = number, needed = threshold),
    };
    writeln!(out, "\n{head}")?;
    for root in &roots.keys {
        let signed = if root.signed { say!("root-signed") } else { say!("root-not-signed") };
        writeln!(out, "  {}  {signed}", root.read_aloud)?;
        writeln!(out, "      {}", root.thumbprint)?;
    }
    Ok(())
}

fn write_signature(out: &mut impl Write, signature: &SignatureEntry) -> io::Result<()> {
    let person = signature.holder.as_ref().or(signature.signer.as_ref());
    let person = person.map_or_else(|| say!("signer-unknown"), |name| printable(name).into_owned());
    writeln!(out, "  {}  {}", signature.read_aloud, styled(STRONG, person))?;
    let mut field = |name: String, value: &str| writeln!(out, "    {}", pair(&name, WIDTH - 4, value));
    if let Some(signer) = signature.signer.as_ref().filter(|signer| signature.holder.as_ref() != Some(signer)) {
        field(say!("field-signer"), &printable(signer))?;
    }
    let Some(time) = &signature.signed_at else {
        return field(say!("field-signed-at"), &say!("signing-not-recorded"));
    };
    field(say!("field-signed-at"), &printable(time))?;
    let digests = [(say!("field-draft-received"), &signature.draft_sha256)];
    let digests = digests.into_iter().chain([(say!("field-draft-signed"), &signature.signed_sha256)]);
    for (name, digest) in digests {
        field(name, &printable(digest.as_deref().unwrap_or_default()))?;
    }
    if !signature.accepted.is_empty() {
        field(say!("field-accepted"), &printable(&list(&signature.accepted)))?;
    }
    Ok(())
}
