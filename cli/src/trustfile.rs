//! The trust list that labels are checked against.

use crate::exit::Failure;
use crate::files;
use crate::output::escape::shown;
use starseal::limits::{MAX_TRUST_CHAIN, MAX_TRUST_LIST_BYTES};
use starseal::trust::TrustError;
use starseal::{Code, TrustList, Verifier};
use std::path::{Path, PathBuf};

/// The longest chain of lists.
const MAX_CHAIN_BYTES: usize = MAX_TRUST_CHAIN * MAX_TRUST_LIST_BYTES;

/// A verifier that believes the lists in these files, one for each authority.
pub(crate) fn verifier(paths: &[PathBuf]) -> Result<Verifier, Failure> {
    let (first, others) = paths
        .split_first()
        .ok_or_else(|| Failure::usage("there is no trust list to go by", "give one with --trust"))?;
    let mut verifier = Verifier::new(&read(first)?).map_err(|error| unusable(first, &error))?;
    for path in others {
        verifier.add_authority(&read(path)?).map_err(|error| unusable(path, &error))?;
    }
    Ok(verifier)
}

/// The newest list in a file, opened.
pub(crate) fn open(path: &Path) -> Result<TrustList, Failure> {
    let verifier = Verifier::new(&read(path)?).map_err(|error| unusable(path, &error))?;
    Ok(verifier.trust_list().clone())
}

/// A file's bytes: a list, or a chain of them.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    files::read("trust list", path, MAX_CHAIN_BYTES)
}

/// Why a trust list cannot be used, and what to do.
pub(crate) fn unusable(path: &Path, error: &TrustError) -> Failure {
    let help = match error.code() {
        Code::TrustListUnsupported => "use a newer starseal, or a list made for this one",
        Code::TrustListThreshold => "do not use it: it was altered, or is not signed in full",
        Code::TrustListFuture => "check this machine's clock",
        Code::TrustListOlder => "use the newest list",
        Code::Equivocation => "do not use it, and tell the authority: two different lists of one version are signed",
        Code::TrustListConflict => "ask both authorities which of them is right",
        _ => "get the list anew from whoever publishes it, as the file that starseal trust create wrote",
    };
    Failure::impossible(format_args!("{} is not a trust list to go by ({}): {error}", shown(path), error.code()), help)
}
