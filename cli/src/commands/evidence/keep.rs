//! Writes a file of evidence, and computes every verdict again before anything is written.

use super::{read, unusable_folder};
use crate::exit::{Cause, Failure};
use crate::keyfile::passphrase::PassphraseSource;
use crate::keyfile::{self, Place};
use crate::messages::{count, lines, of_evidence_finding, say};
use crate::output::escape::{printable, shown};
use crate::{files, trustfile};
use starseal::{Signer, Timestamp, Verifier};
use starseal_evidence::{Anchors, Evidence, Finding, Header, Question, WriteError, Writer, check, folder};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The maximum number of findings in a failure.
const MAX_SHOWN: usize = 5;

/// What a file of evidence is made of, beside its records.
pub(crate) struct Kept<'a> {
    /// The verifier that has made the records.
    pub(crate) verifier: &'a Verifier,
    /// The trust lists that were given, which are the anchors.
    pub(crate) trust: &'a [PathBuf],
    /// The name of the audit.
    pub(crate) name: &'a str,
    pub(crate) now: Timestamp,
    /// The folder of the chain. It is created if it does not exist.
    pub(crate) folder: &'a Path,
    /// The key that signs, if there is one.
    pub(crate) key: Option<&'a Place>,
    pub(crate) passphrase: &'a PassphraseSource,
}

impl Kept<'_> {
    /// Writes the next file of the chain, with the records and notes that a function gives.
    pub(crate) fn write(
        &self,
        out: &mut impl Write,
        fill: impl FnOnce(&mut Writer) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let header = Header::new(self.name, self.now).map_err(|error| unwritable(&error))?;
        files::create_folder(self.folder)?;
        let place = folder::next(self.folder).map_err(|error| unusable_folder(&error))?;
        if let Some(last) = place.previous_at.filter(|last| *last > self.now) {
            let what = say!("evidence-clock-behind", path = shown(&place.path), now = self.now, last = last);
            return Err(Failure::impossible(what, say!("evidence-clock-behind-help")));
        }
        let mut writer = Writer::new(header, place.previous);
        writer.rest_on(self.verifier).map_err(|error| unwritable(&error))?;
        fill(&mut writer)?;
        let key = self.key.map(|place| keyfile::read_signing_key(place, self.passphrase)).transpose()?;
        let signer = key.as_ref().map(|key| key as &dyn Signer);
        let bytes = writer.finish(signer).map_err(|error| unwritable(&error))?;
        self.must_be_verified(&bytes)?;
        folder::write(&place.path, &bytes).map_err(|error| unusable_folder(&error))?;
        let written = read(&place.path)?;
        let (path, records) = (shown(&place.path), count(written.record_count(), "record"));
        writeln!(out, "{}", say!("evidence-written", path = path, records = records, bytes = bytes.len()))?;
        writeln!(out, "  {}", say!("evidence-digest", digest = written.digest()))?;
        match written.signed_by() {
            Some(key) => writeln!(out, "  {}", say!("evidence-signed-by", key_id = key.key_id()))?,
            None => writeln!(out, "  {}", say!("evidence-unsigned"))?,
        }
        Ok(())
    }

    /// Computes every verdict again, as whoever gets the file will.
    fn must_be_verified(&self, bytes: &[u8]) -> Result<(), Failure> {
        let (anchors, evidence) = (anchors(self.trust)?, Evidence::from_bytes(bytes));
        let evidence = evidence.map_err(|error| Failure::impossible(error, say!("evidence-unusable-help")))?;
        let checked = check(&evidence, &anchors, &Question::default());
        let Some(first) = checked.findings.first() else { return Ok(()) };
        let shown: Vec<String> = checked.findings.iter().take(MAX_SHOWN).map(of_evidence_finding).collect();
        let findings = count(checked.findings.len(), "finding");
        let what = say!("evidence-not-written", findings = findings, first = printable(&shown.join("; ")));
        let help = match first {
            Finding::ListsDiffer { .. } | Finding::ListRefused { .. } => say!("evidence-other-lists-help"),
            Finding::PolicyDiffers { .. } => say!("evidence-other-policy-help"),
            Finding::RecordLater { .. } => say!("evidence-clock-behind-help"),
            _ => say!("evidence-not-written-help"),
        };
        Err(Failure::refused(what, help))
    }
}

/// Reads the anchors of `--trust`.
pub(super) fn anchors(paths: &[PathBuf]) -> Result<Anchors, Failure> {
    let mut chains = Vec::new();
    for path in paths {
        let bytes = trustfile::read(path)?;
        Anchors::new([bytes.as_slice()]).map_err(|error| trustfile::unusable(path, &bytes, &error))?;
        chains.push(bytes);
    }
    Anchors::new(chains.iter().map(Vec::as_slice))
        .map_err(|error| Failure::new(Cause::NotAccepted, error, say!("trust-conflict-help")))
}

/// Returns the failure for evidence that cannot be written.
pub(crate) fn unwritable(error: &WriteError) -> Failure {
    let code = error.code();
    match error {
        WriteError::Name => {
            Failure::new(Cause::Value, say!("evidence-name-unusable", code = code), say!("evidence-name-help"))
        }
        WriteError::TooMany { what, most } => Failure::impossible(
            say!("evidence-too-many", code = code, what = lines(what), most = most),
            say!("evidence-too-many-help"),
        ),
        WriteError::LinesTooLong { most } => {
            Failure::impossible(say!("evidence-no-room", code = code, most = most), say!("evidence-too-many-help"))
        }
        WriteError::Signer(error) => {
            let what = say!("evidence-not-signed", code = code, reason = error.reason());
            Failure::new(Cause::KeyUnusable, what, say!("evidence-not-signed-help"))
        }
        other => Failure::impossible(other, say!("evidence-lines-help")),
    }
}
