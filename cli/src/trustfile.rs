//! The reader of trust list files.

use crate::exit::Failure;
use crate::files;
use crate::messages::{of_code, say};
use crate::output::escape::shown;
use starseal::limits::{MAX_TRUST_CHAIN, MAX_TRUST_LIST_BYTES};
use starseal::trust::TrustError;
use starseal::{Code, TrustList, Verifier};
use std::path::{Path, PathBuf};

/// The maximum length of a chain of trust lists in bytes.
const MAX_CHAIN_BYTES: usize = MAX_TRUST_CHAIN * MAX_TRUST_LIST_BYTES;

/// Makes a verifier that trusts the lists in these files, one file for each authority.
pub(crate) fn verifier(paths: &[PathBuf]) -> Result<Verifier, Failure> {
    let (first, others) =
        paths.split_first().ok_or_else(|| Failure::usage(say!("trust-not-given"), say!("trust-not-given-help")))?;
    let mut verifier = Verifier::new(&read(first)?).map_err(|error| unusable(first, &error))?;
    for path in others {
        verifier.add_authority(&read(path)?).map_err(|error| unusable(path, &error))?;
    }
    Ok(verifier)
}

/// Opens the newest list in a file.
pub(crate) fn open(path: &Path) -> Result<TrustList, Failure> {
    let verifier = Verifier::new(&read(path)?).map_err(|error| unusable(path, &error))?;
    Ok(verifier.trust_list().clone())
}

/// Reads the bytes of a file: a trust list, or a chain of them.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    files::read("trust list", path, MAX_CHAIN_BYTES)
}

/// Returns the failure for a trust list that cannot be used.
pub(crate) fn unusable(path: &Path, error: &TrustError) -> Failure {
    let help = match error.code() {
        Code::TrustListUnsupported => say!("list-newer-program"),
        Code::TrustListThreshold => say!("trust-threshold-help"),
        Code::TrustListFuture => say!("check-clock"),
        Code::TrustListOlder => say!("trust-older-help"),
        Code::Equivocation => say!("trust-equivocation-help"),
        Code::TrustListConflict => say!("trust-conflict-help"),
        _ => say!("trust-get-again"),
    };
    let (code, reason) = (error.code(), of_code(error.code(), error));
    Failure::impossible(say!("trust-unusable", path = shown(path), code = code, reason = reason), help)
}
