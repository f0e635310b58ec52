//! `starseal evidence stamp`: gets a time stamp, and reads those beside files.

use super::read;
use crate::args::EvidenceStampArgs;
use crate::commands::update::unusable_address;
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::random;
use crate::messages::{of_outside, of_stamp, outside_help, say};
use crate::output;
use crate::output::escape::shown;
use starseal_evidence::stamp::{
    ANSWER_TYPE, Authorities, ENDING, MAX_STAMP_BYTES, REQUEST_TYPE, Stamp, StampError, request,
};
use starseal_outside::{AskError, Asked, OutsideError, ask};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The maximum length of a file of certificates, in bytes: those of all authorities of an operating system.
const MAX_CERTIFICATES_BYTES: usize = 1024 * 1024;

pub(crate) fn run(args: &EvidenceStampArgs) -> Result<Exit, Failure> {
    let evidence = read(&args.input)?;
    let beside = beside(&args.input);
    files::must_not_exist(&beside)?;
    let authorities = args.tsa_ca.as_deref().map(authorities).transpose()?;
    let nonce = *random::<8>()?;
    let asked = Asked {
        request: &request(&evidence.digest(), nonce),
        request_type: REQUEST_TYPE,
        answer_type: ANSWER_TYPE,
        most: MAX_STAMP_BYTES,
    };
    let answer = ask(&args.url, &asked, args.patience.patience()).map_err(|error| match error {
        AskError::Address(error) => unusable_address(&args.url, error),
        AskError::Fetch(error) => {
            let error = OutsideError::Fetch(error);
            Failure::impossible(of_outside(&error), outside_help(&error))
        }
        other => Failure::impossible(other, say!("help-report-server")),
    })?;
    let stamp = Stamp::from_answer(&answer).map_err(|error| unusable(&error))?;
    stamp.check_nonce(nonce).map_err(|error| unusable(&error))?;
    match &authorities {
        Some(authorities) => drop(stamp.verify(&evidence.digest(), authorities).map_err(|error| unusable(&error))?),
        None => stamp.check_file(&evidence.digest()).map_err(|error| unusable(&error))?,
    }
    files::create(&beside, &answer, Readers::Anyone)?;
    let mut out = output::listing(args.quiet);
    writeln!(out, "{}", say!("stamp-written", path = shown(&beside), at = stamp.time()))?;
    if authorities.is_none() {
        writeln!(out, "  {}", say!("stamp-not-verified"))?;
    }
    Ok(Exit::Success)
}

/// Returns the place of the time stamp of a file.
pub(super) fn beside(path: &Path) -> PathBuf {
    path.with_added_extension(ENDING)
}

/// Reads the time stamp beside a file; none if there is none.
pub(super) fn read_beside(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    let beside = beside(path);
    beside.exists().then(|| files::read("time stamp", &beside, MAX_STAMP_BYTES)).transpose()
}

/// Reads the certificates of authorities.
pub(super) fn authorities(path: &Path) -> Result<Authorities, Failure> {
    let bytes = files::read("certificate", path, MAX_CERTIFICATES_BYTES)?;
    Authorities::new(&bytes).map_err(|error| {
        let what = say!("stamp-authorities-unusable", path = shown(path), reason = of_stamp(&error));
        Failure::new(Cause::WrongKind, what, say!("stamp-authorities-help"))
    })
}

fn unusable(error: &StampError) -> Failure {
    let help = match error {
        StampError::NotGranted { .. } | StampError::Malformed { .. } => say!("stamp-server-help"),
        StampError::CertificateRefused { .. } => say!("stamp-authorities-help"),
        _ => say!("stamp-other-server-help"),
    };
    Failure::new(Cause::NotAccepted, say!("stamp-unusable", code = error.code(), reason = of_stamp(error)), help)
}
