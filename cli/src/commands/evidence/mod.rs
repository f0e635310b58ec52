//! `starseal evidence`: keeps what an audit found, and computes it again.

mod create;
mod keep;
mod report;
mod show;
mod stamp;
mod verify;

pub(crate) use keep::{Kept, unwritable};

use crate::args::{EvidenceArgs, EvidenceCommand};
use crate::exit::{Cause, Exit, Failure};
use crate::files;
use crate::messages::{of_evidence, say, system};
use crate::output::escape::shown;
use starseal_evidence::Evidence;
use starseal_evidence::folder::FolderError;
use starseal_evidence::limits::MAX_EVIDENCE_BYTES;
use std::path::Path;

pub(crate) fn run(args: &EvidenceArgs) -> Result<Exit, Failure> {
    match &args.command {
        EvidenceCommand::Create(args) => create::run(args),
        EvidenceCommand::Verify(args) => verify::run(args),
        EvidenceCommand::Stamp(args) => stamp::run(args),
        EvidenceCommand::Show(args) => show::run(args),
    }
}

/// Reads a file of evidence.
fn read(path: &Path) -> Result<Evidence, Failure> {
    let bytes = files::read("evidence", path, MAX_EVIDENCE_BYTES)?;
    Evidence::from_bytes(&bytes).map_err(|error| {
        let what = say!("evidence-unusable", path = shown(path), code = error.code(), reason = of_evidence(&error));
        let help = match error.code() {
            "evidence-unsupported" => say!("help-newer-program"),
            "evidence-bad-signature" => say!("evidence-bad-signature-help"),
            _ => say!("evidence-unusable-help"),
        };
        Failure::new(Cause::NotAccepted, what, help)
    })
}

/// Returns the failure for a folder that cannot be used.
fn unusable_folder(error: &FolderError) -> Failure {
    let code = error.code();
    let (what, help) = match error {
        FolderError::Io { path, error } => {
            (say!("evidence-io", path = shown(path), code = code, reason = system(error)), say!("evidence-io-help"))
        }
        FolderError::Unreadable { path, error } => (
            say!("evidence-last-unreadable", path = shown(path), code = code, reason = of_evidence(error)),
            say!("evidence-last-help"),
        ),
        FolderError::Renamed { path, number } => (
            say!("evidence-last-renamed", path = shown(path), code = code, number = number),
            say!("evidence-last-help"),
        ),
        FolderError::Full { path } => {
            (say!("evidence-folder-full", path = shown(path), code = code), say!("evidence-folder-full-help"))
        }
        other => (other.to_string(), say!("evidence-io-help")),
    };
    Failure::impossible(what, help)
}
