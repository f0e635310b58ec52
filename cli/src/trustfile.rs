//! The reader of trust list files.

use crate::exit::{Cause, Failure};
use crate::files;
use crate::kind::{Misfit, Profile, Wanted, unsupported};
use crate::messages::{of_code, say};
use crate::output::escape::shown;
use starseal::cbor::CborFault;
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
    let bytes = read(first)?;
    let mut verifier = Verifier::new(&bytes).map_err(|error| unusable(first, &bytes, &error))?;
    for path in others {
        let bytes = read(path)?;
        verifier.add_authority(&bytes).map_err(|error| unusable(path, &bytes, &error))?;
    }
    Ok(verifier)
}

/// Opens the newest list in a file.
pub(crate) fn open(path: &Path) -> Result<TrustList, Failure> {
    let bytes = read(path)?;
    let verifier = Verifier::new(&bytes).map_err(|error| unusable(path, &bytes, &error))?;
    Ok(verifier.trust_list().clone())
}

/// Reads the bytes of a file: a trust list, or a chain of them.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    files::read("trust list", path, MAX_CHAIN_BYTES)
}

/// Returns the failure for a trust list that cannot be used.
pub(crate) fn unusable(path: &Path, bytes: &[u8], error: &TrustError) -> Failure {
    let (path_shown, code) = (shown(path), error.code());
    let is_of_form = matches!(code, Code::TrustListMalformed | Code::TrustListTooLong);
    if is_of_form && let Some(Misfit { what, help }) = Misfit::of(bytes, path, Wanted::TrustList) {
        let what = say!("trust-other-kind", path = path_shown, code = code, found = what);
        return Failure::new(Cause::WrongKind, what, help);
    }
    if matches!(error, TrustError::UnsupportedProfile)
        && let Some(Misfit { what, help }) = unsupported(bytes, Profile::TrustList)
    {
        let what = say!("trust-unusable", path = path_shown, code = code, reason = what);
        return Failure::new(Cause::NotAccepted, what, help);
    }
    let help = match error {
        TrustError::Cbor(CborFault::Truncated) => say!("trust-cut-help"),
        TrustError::Cbor(CborFault::TrailingBytes) => say!("trust-appended-help"),
        TrustError::UnsupportedClaim { .. } => say!("trust-newer-help"),
        _ => match code {
            Code::TrustListUnsupported => say!("trust-unsupported-help"),
            Code::TrustListThreshold => say!("trust-threshold-help"),
            Code::TrustListFuture => say!("check-clock"),
            Code::TrustListOlder => say!("trust-older-help"),
            Code::Equivocation => say!("trust-equivocation-help"),
            Code::TrustListConflict => say!("trust-conflict-help"),
            _ => Wanted::TrustList.get_again(),
        },
    };
    let reason = of_code(code, error);
    let what = say!("trust-unusable", path = path_shown, code = code, reason = reason);
    Failure::new(Cause::NotAccepted, what, help)
}
