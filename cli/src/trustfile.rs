//! The reader of trust list files.

use crate::exit::{Cause, Failure};
use crate::files;
use crate::kind::{Misfit, Profile, Wanted, unsupported};
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
        paths.split_first().ok_or_else(|| Failure::usage("no trust list is given", "give one with --trust"))?;
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
    let head = format!("{} cannot be used as a trust list ({})", shown(path), error.code());
    let is_of_form = matches!(error.code(), Code::TrustListMalformed | Code::TrustListTooLong);
    if is_of_form && let Some(Misfit { what, help }) = Misfit::of(bytes, path, Wanted::TrustList) {
        return Failure::new(Cause::WrongKind, format_args!("{head}: it is {what}"), help);
    }
    if matches!(error, TrustError::UnsupportedProfile)
        && let Some(Misfit { what, help }) = unsupported(bytes, Profile::TrustList)
    {
        return Failure::new(Cause::NotAccepted, format_args!("{head}: {what}"), help);
    }
    let help = match error {
        TrustError::Cbor(CborFault::Truncated) => {
            "the file is cut: compare its length with the publisher's, and get it again"
        }
        TrustError::Cbor(CborFault::TrailingBytes) => {
            "something was appended to the file: get it again from the publisher of the trust list"
        }
        TrustError::UnsupportedClaim { .. } => "use a newer version of starseal: the list says that one is needed",
        _ => match error.code() {
            Code::TrustListUnsupported => "ask the publisher which version of starseal reads the list",
            Code::TrustListThreshold => "do not use it: it was altered, or has too few signatures",
            Code::TrustListFuture => "check this machine's clock",
            Code::TrustListOlder => "use the newest list",
            Code::Equivocation => {
                "do not use it, and report it to the authority: two different lists of the same version are signed"
            }
            Code::TrustListConflict => "ask both authorities which list is right",
            _ => Wanted::TrustList.get_again(),
        },
    };
    Failure::new(Cause::NotAccepted, format_args!("{head}: {error}"), help)
}
