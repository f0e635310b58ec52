//! The trust list that labels are checked against.

use crate::exit::Failure;
use crate::files;
use crate::output::escape::shown;
use starseal::limits::MAX_TRUST_LIST_BYTES;
use starseal::{Code, TrustError, TrustList, Verifier};
use std::path::Path;

/// A verifier that believes the list in a file.
pub(crate) fn verifier(path: &Path) -> Result<Verifier, Failure> {
    let bytes = files::read("trust list", path, MAX_TRUST_LIST_BYTES)?;
    Verifier::new(&bytes).map_err(|error| unusable(path, &error))
}

/// The list in a file, opened.
pub(crate) fn open(path: &Path) -> Result<TrustList, Failure> {
    let bytes = files::read("trust list", path, MAX_TRUST_LIST_BYTES)?;
    TrustList::open(&bytes).map_err(|error| unusable(path, &error))
}

fn unusable(path: &Path, error: &TrustError) -> Failure {
    let help = match error.code() {
        Code::TrustListUnsupported => "use a newer starseal, or a list made for this one",
        Code::TrustListThreshold => "do not use it: it was altered, or is not signed in full",
        _ => "get the list anew from whoever publishes it, as the file that starseal trust create wrote",
    };
    Failure::impossible(format_args!("{} is not a trust list to go by ({}): {error}", shown(path), error.code()), help)
}
