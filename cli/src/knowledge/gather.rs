//! Fills a verifier with what the flags name.

use super::state_file;
use crate::args::KnowledgeFlags;
use crate::exit::{Cause, Failure};
use crate::kind::{Misfit, Profile, Wanted, unsupported};
use crate::output::errors;
use crate::output::escape::shown;
use crate::{files, status_files, trustfile};
use starseal::bundle::BundleError;
use starseal::cbor::CborFault;
use starseal::limits::{MAX_BUNDLE_BYTES, MAX_STATUS_LIST_BYTES};
use starseal::status::StatusError;
use starseal::trust::StatusListUri;
use starseal::verify::{Applied, Digest, UpdateError};
use starseal::{Code, Timestamp, Verifier};
use std::path::Path;

/// Makes a verifier with all lists that the flags name, and writes its state if a flag asks for that.
pub(crate) fn gather(flags: &KnowledgeFlags, now: Timestamp) -> Result<Verifier, Failure> {
    let mut verifier = trustfile::verifier(&flags.trust)?;
    if let Some(path) = &flags.state
        && let Some(applied) = state_file::restore(&mut verifier, path)?
    {
        // The file may hold the lists of other anchors too.
        warn_of_refused(&applied, path, &[Code::TrustListForeign, Code::StatusListUnknownKey]);
    }
    for path in &flags.bundle {
        let bytes = files::read("bundle", path, MAX_BUNDLE_BYTES)?;
        let before = predecessors(&verifier);
        let applied = verifier.apply(&bytes, now).map_err(|error| unusable_bundle(path, &bytes, &error))?;
        warn_of_refused(&applied, path, &[]);
        warn_of_rivals(&before, &verifier, path);
    }
    for path in &flags.status {
        let bytes = files::read("status list", path, MAX_STATUS_LIST_BYTES)?;
        let before = predecessors(&verifier);
        match verifier.update_status(&bytes, now) {
            Ok(_) => {
                warn_of_rivals(&before, &verifier, path);
                take_objects(&mut verifier, path)?;
            }
            // The verifier keeps the newer list that it holds.
            Err(error @ StatusError::Older { .. }) => errors::warn(
                &format!("{} is ignored ({}): {error}", shown(path), error.code()),
                "leave the file out; an older list never replaces a newer one",
            ),
            Err(error) => return Err(unusable_status(path, &bytes, &error)),
        }
    }
    if let Some(path) = &flags.state {
        state_file::store(&mut verifier, path, now);
    }
    warn_if_old(&verifier, now);
    warn_if_incomplete(&verifier);
    Ok(verifier)
}

/// Gives a verifier the objects beside the file of a status list.
fn take_objects(verifier: &mut Verifier, path: &Path) -> Result<(), Failure> {
    for (file, bytes) in status_files::read(path)? {
        if let Err(error) = verifier.update_object(&bytes) {
            status_files::warn_of_refused(&file, &error);
        }
    }
    Ok(())
}

/// Warns of status lists whose in-force object is missing. Everybody needs it.
fn warn_if_incomplete(verifier: &Verifier) {
    for (list, objects) in verifier.status_lists_with_objects() {
        if list.in_force().is_some() && objects.in_force().is_none() {
            errors::warn(
                &format!(
                    "the in-force object of {} is missing: extensions and later changes are not known",
                    crate::output::escape::printable(list.uri().as_str())
                ),
                "put the file that ends in .in-force beside the status list, or give a bundle",
            );
        }
    }
}

/// Warns of refused lists, except of those that are older than the lists held, which is normal, and of codes that are
/// expected.
fn warn_of_refused(applied: &Applied, path: &Path, expected: &[Code]) {
    let is_notable = |error: &&UpdateError| {
        !matches!(error.code(), Code::TrustListOlder | Code::StatusListOlder) && !expected.contains(&error.code())
    };
    for error in applied.refused().filter(is_notable) {
        errors::warn(
            &format!("a {} in {} is refused ({}): {error}", kind(error), shown(path), error.code()),
            match error.code() {
                Code::BundleBaseMissing => "give the bundle that it continues first, or a complete bundle",
                Code::TrustListForeign => {
                    "give the trust list of that authority with --trust, if you trust the authority"
                }
                Code::Equivocation => "report it to the registry: two different lists of the same version are signed",
                Code::TrustListFuture | Code::StatusListFuture => "check this machine's clock",
                Code::StatusListRegressed => "report it to the registry: a withdrawal or revocation is missing in it",
                _ => "report it to the sender of the file; the other lists are used",
            },
        );
    }
}

fn kind(error: &UpdateError) -> &'static str {
    if matches!(error, UpdateError::Object(_)) { "status list's object" } else { "list" }
}

/// The address, the digest and the predecessor of a status list held.
type Origin = (StatusListUri, Digest, Option<Digest>);

fn predecessors(verifier: &Verifier) -> Vec<Origin> {
    verifier.status_lists().map(|list| (list.uri().clone(), list.digest(), list.predecessor())).collect()
}

/// Warns if a list has replaced another one that was made from the same list: each lacks the changes of the other
///
fn warn_of_rivals(before: &[Origin], verifier: &Verifier, path: &Path) {
    for list in verifier.status_lists() {
        let is_rival = |(uri, digest, predecessor): &&Origin| {
            uri == list.uri() && *digest != list.digest() && predecessor.is_some() && *predecessor == list.predecessor()
        };
        if before.iter().any(|origin| is_rival(&origin)) {
            errors::warn(
                &format!("a status list in {} and the one held were made from the same list", shown(path)),
                "report it to the registry: each of the two lacks the changes of the other",
            );
        }
    }
}

/// Returns the failure for a status list that cannot be used.
pub(crate) fn unusable_status(path: &Path, bytes: &[u8], error: &StatusError) -> Failure {
    let head = format!("{} cannot be used as a status list ({})", shown(path), error.code());
    let is_of_form = matches!(error.code(), Code::StatusListMalformed | Code::StatusListTooLong);
    if is_of_form && let Some(Misfit { what, help }) = Misfit::of(bytes, path, Wanted::StatusList) {
        return Failure::new(Cause::WrongKind, format_args!("{head}: it is {what}"), help);
    }
    if matches!(error, StatusError::UnsupportedProfile)
        && let Some(Misfit { what, help }) = unsupported(bytes, Profile::StatusList)
    {
        return Failure::new(Cause::NotAccepted, format_args!("{head}: {what}"), help);
    }
    let help = match error {
        StatusError::Cbor(CborFault::Truncated) => "the file is cut: get it again from the address of the list",
        StatusError::Cbor(CborFault::TrailingBytes) => {
            "something was appended to the file: get it again from the address of the list"
        }
        _ => match error.code() {
            Code::StatusListUnsupported => "ask the issuer which version of starseal reads the list",
            Code::StatusListUnknownKey => "give a newer trust list: this one does not name the key of the status list",
            Code::StatusListBadSignature => "do not use it: it was altered; get it again from the address of the list",
            Code::StatusListFuture => "check this machine's clock",
            Code::Equivocation => "report it to the registry: two different lists of the same time are signed",
            Code::StatusListRegressed => {
                "report it to the registry: a withdrawal or revocation is missing in this list"
            }
            Code::StatusListKeyNotAllowed | Code::StatusListKeyCompromised | Code::StatusListForeign => {
                "do not use it, and ask the registry for a list that is signed with a key of the trust list"
            }
            _ => Wanted::StatusList.get_again(),
        },
    };
    Failure::new(Cause::NotAccepted, format_args!("{head}: {error}"), help)
}

/// Returns the failure for a bundle that cannot be used.
pub(crate) fn unusable_bundle(path: &Path, bytes: &[u8], error: &BundleError) -> Failure {
    let head = format!("{} cannot be used as a bundle ({})", shown(path), error.code());
    if let Some(Misfit { what, help }) = Misfit::of(bytes, path, Wanted::Bundle) {
        return Failure::new(Cause::WrongKind, format_args!("{head}: it is {what}"), help);
    }
    let help = match error {
        BundleError::Unsupported { .. } => "use a newer version of starseal, or a bundle for this version",
        BundleError::Cbor(CborFault::Truncated) => "the file is cut: get it again, as starseal bundle wrote it",
        _ => "get the file again, as starseal bundle wrote it",
    };
    Failure::new(Cause::NotAccepted, format_args!("{head}: {error}"), help)
}

/// Warns of expired trust lists. They still work, so that the scanners of a shop do not stop overnight.
fn warn_if_old(verifier: &Verifier, now: Timestamp) {
    for list in verifier.trust_lists() {
        let statement = list.statement();
        if now > statement.expires_at {
            errors::warn(
                &format!(
                    "the trust list of {} expired at {}: later changes are not known",
                    crate::output::escape::printable(statement.names.en()),
                    statement.expires_at
                ),
                "get a newer trust list from its publisher",
            );
        }
    }
}
