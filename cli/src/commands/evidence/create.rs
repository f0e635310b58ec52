//! `starseal evidence create`: writes a file of evidence from records.

use super::{read, unusable_folder};
use crate::args::EvidenceCreateArgs;
use crate::exit::{Cause, Exit, Failure};
use crate::files;
use crate::messages::{count, of_evidence_finding, say};
use crate::output::escape::{printable, shown};
use crate::{keyfile, knowledge, output, policy_file, trustfile};
use starseal::Signer;
use starseal_evidence::{Anchors, Evidence, Finding, Header, Question, WriteError, Writer, check, folder};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

/// The maximum number of findings in a failure.
const MAX_SHOWN: usize = 5;

pub(crate) fn run(args: &EvidenceCreateArgs) -> Result<Exit, Failure> {
    let now = args.clock.now()?;
    let mut verifier = knowledge::gather(&args.knowledge, now)?;
    if let Some(path) = &args.policy {
        verifier.set_policy(policy_file::read(path, &verifier.trust_list().statement().scheme)?);
    }
    let header = Header::new(&args.name, now).map_err(|error| unwritable(&error))?;
    files::create_folder(&args.out)?;
    let place = folder::next(&args.out).map_err(|error| unusable_folder(&error))?;
    let mut writer = Writer::new(header, place.previous);
    writer.rest_on(&verifier).map_err(|error| unwritable(&error))?;
    each_line("records", &args.records, |line| writer.record_line(line))?;
    if let Some(path) = &args.notes {
        each_line("notes", path, |line| writer.note(line))?;
    }
    let key = args.key.as_ref().map(|place| keyfile::read_signing_key(place, &args.passphrase)).transpose()?;
    let signer = key.as_ref().map(|key| key as &dyn Signer);
    let bytes = writer.finish(signer).map_err(|error| unwritable(&error))?;
    must_be_verified(&bytes, args)?;
    folder::write(&place.path, &bytes).map_err(|error| unusable_folder(&error))?;
    let written = read(&place.path)?;
    let mut out = output::listing(args.quiet);
    let records = count(written.record_count(), "record");
    writeln!(out, "{}", say!("evidence-written", path = shown(&place.path), records = records, bytes = bytes.len()))?;
    writeln!(out, "  {}", say!("evidence-digest", digest = written.digest()))?;
    match written.signed_by() {
        Some(key) => writeln!(out, "  {}", say!("evidence-signed-by", key_id = key.key_id()))?,
        None => writeln!(out, "  {}", say!("evidence-unsigned"))?,
    }
    Ok(Exit::Success)
}

/// Gives each line of a file, or of standard input, to a writer. Blank lines are skipped.
fn each_line(
    what: &'static str,
    path: &Path,
    mut take: impl FnMut(&str) -> Result<(), WriteError>,
) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| {
        let reason = files::reason(&error);
        Failure::impossible(
            say!("evidence-lines-unreadable", path = shown(path), reason = reason),
            say!("evidence-lines-help"),
        )
    };
    let mut input: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(std::fs::File::open(path).map_err(unreadable)?))
    };
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        // One byte more than a line may have, and its end.
        let most = starseal_evidence::limits::MAX_LINE_BYTES as u64 + 2;
        let read = std::io::Read::take(&mut input, most).read_until(b'\n', &mut line).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        let text = String::from_utf8_lossy(line.trim_ascii());
        if !text.is_empty() {
            take(&text).map_err(|error| match error {
                WriteError::Line { .. } => {
                    let what = say!("evidence-line-unusable", path = shown(path), number = number, what = what);
                    Failure::new(Cause::WrongKind, what, say!("evidence-lines-help"))
                }
                other => unwritable(&other),
            })?;
        }
    }
    Ok(())
}

/// Computes every verdict again, as whoever gets the file will.
fn must_be_verified(bytes: &[u8], args: &EvidenceCreateArgs) -> Result<(), Failure> {
    let (anchors, evidence) = (anchors(&args.knowledge.trust)?, Evidence::from_bytes(bytes));
    let evidence = evidence.map_err(|error| Failure::impossible(error, say!("evidence-unusable-help")))?;
    let checked = check(&evidence, &anchors, &Question::default());
    let Some(first) = checked.findings.first() else { return Ok(()) };
    let shown: Vec<String> = checked.findings.iter().take(MAX_SHOWN).map(of_evidence_finding).collect();
    let findings = count(checked.findings.len(), "finding");
    let what = say!("evidence-not-written", findings = findings, first = printable(&shown.join("; ")));
    let help = match first {
        Finding::ListsDiffer { .. } | Finding::ListRefused { .. } => say!("evidence-other-lists-help"),
        Finding::PolicyDiffers { .. } => say!("evidence-other-policy-help"),
        _ => say!("evidence-not-written-help"),
    };
    Err(Failure::refused(what, help))
}

/// Reads the anchors of `--trust`.
pub(super) fn anchors(paths: &[std::path::PathBuf]) -> Result<Anchors, Failure> {
    let mut chains = Vec::new();
    for path in paths {
        let bytes = trustfile::read(path)?;
        Anchors::new([bytes.as_slice()]).map_err(|error| trustfile::unusable(path, &bytes, &error))?;
        chains.push(bytes);
    }
    Anchors::new(chains.iter().map(Vec::as_slice))
        .map_err(|error| Failure::new(Cause::NotAccepted, error, say!("trust-conflict-help")))
}

fn unwritable(error: &WriteError) -> Failure {
    let code = error.code();
    match error {
        WriteError::Name => {
            Failure::new(Cause::Value, say!("evidence-name-unusable", code = code), say!("evidence-name-help"))
        }
        WriteError::TooMany { what, most } => Failure::impossible(
            say!("evidence-too-many", code = code, what = what, most = most),
            say!("evidence-too-many-help"),
        ),
        WriteError::Signer(error) => {
            let what = say!("evidence-not-signed", code = code, reason = error.reason());
            Failure::new(Cause::KeyUnusable, what, say!("evidence-not-signed-help"))
        }
        other => Failure::impossible(other, say!("evidence-lines-help")),
    }
}
