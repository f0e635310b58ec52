//! Keeps the evidence of an audit.

use super::folder::Written;
use super::inputs::Judge;
use crate::args::{AuditFlags, KeepFlags};
use crate::commands::evidence::{Kept, unwritable};
use crate::exit::Failure;
use std::io::Write;
use std::path::Path;

/// Adds an audit to a chain of evidence if that is wanted: the records of the verdicts, and the findings as notes.
pub(super) fn keep(
    out: &mut impl Write,
    flags: &KeepFlags,
    asked: &AuditFlags,
    judge: &Judge,
    written: &Written,
    folder: &Path,
) -> Result<(), Failure> {
    let Some(chain) = &flags.evidence else { return Ok(()) };
    let of_folder = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = flags.name.clone().or(of_folder).unwrap_or_else(|| "audit".to_owned());
    let kept = Kept {
        verifier: &judge.verifier,
        trust: &asked.knowledge.trust,
        name: &name,
        // A scan may have begun hours ago.
        now: asked.clock.now()?,
        folder: chain,
        key: flags.key.as_ref(),
        passphrase: &flags.passphrase,
    };
    kept.write(out, |writer| {
        for line in written.records.lines() {
            writer.record_line(line).map_err(|error| unwritable(&error))?;
        }
        for line in written.findings.lines() {
            writer.note(line).map_err(|error| unwritable(&error))?;
        }
        Ok(())
    })
}
