//! Fills a verifier with what the flags name.

use super::state_file;
use crate::args::KnowledgeFlags;
use crate::exit::{Cause, Failure};
use crate::kind::{Misfit, Profile, Wanted, unsupported};
use crate::messages::{of_code, say};
use crate::output::errors;
use crate::output::escape::{printable, shown};
use crate::output::words::named;
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
            Err(error @ StatusError::Older { .. }) => {
                let (code, reason) = (error.code(), of_code(error.code(), &error));
                let what = say!("status-ignored", path = shown(path), code = code, reason = reason);
                errors::warn(&what, &say!("status-ignored-help"));
            }
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
                &say!("in-force-is-missing", uri = printable(list.uri().as_str())),
                &say!("in-force-is-missing-help"),
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
        let (code, reason) = (error.code(), of_code(error.code(), error));
        let what = match error {
            UpdateError::Object(_) => say!("part-refused-object", path = shown(path), code = code, reason = reason),
            _ => say!("part-refused-list", path = shown(path), code = code, reason = reason),
        };
        let help = match error.code() {
            Code::BundleBaseMissing => say!("bundle-base-help"),
            Code::TrustListForeign => say!("trust-foreign-help"),
            Code::Equivocation => say!("equivocation-version-help"),
            Code::TrustListFuture | Code::StatusListFuture => say!("check-clock"),
            Code::StatusListRegressed => say!("part-regressed-help"),
            _ => say!("part-refused-help"),
        };
        errors::warn(&what, &help);
    }
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
            errors::warn(&say!("status-rivals", path = shown(path)), &say!("status-rivals-help"));
        }
    }
}

/// Returns the failure for a status list that cannot be used.
pub(crate) fn unusable_status(path: &Path, bytes: &[u8], error: &StatusError) -> Failure {
    let (path_shown, code) = (shown(path), error.code());
    let is_of_form = matches!(code, Code::StatusListMalformed | Code::StatusListTooLong);
    if is_of_form && let Some(Misfit { what, help }) = Misfit::of(bytes, path, Wanted::StatusList) {
        let what = say!("status-other-kind", path = path_shown, code = code, found = what);
        return Failure::new(Cause::WrongKind, what, help);
    }
    if matches!(error, StatusError::UnsupportedProfile)
        && let Some(Misfit { what, help }) = unsupported(bytes, Profile::StatusList)
    {
        let what = say!("status-unusable", path = path_shown, code = code, reason = what);
        return Failure::new(Cause::NotAccepted, what, help);
    }
    let help = match error {
        StatusError::Cbor(CborFault::Truncated) => say!("status-cut-help"),
        StatusError::Cbor(CborFault::TrailingBytes) => say!("status-appended-help"),
        _ => match code {
            Code::StatusListUnsupported => say!("status-unsupported-help"),
            Code::StatusListUnknownKey => say!("status-unknown-key-help"),
            Code::StatusListBadSignature => say!("status-altered-help"),
            Code::StatusListFuture => say!("check-clock"),
            Code::Equivocation => say!("equivocation-time-help"),
            Code::StatusListRegressed => say!("status-regressed-help"),
            Code::StatusListKeyNotAllowed | Code::StatusListKeyCompromised | Code::StatusListForeign => {
                say!("status-key-help")
            }
            _ => Wanted::StatusList.get_again(),
        },
    };
    let reason = of_code(code, error);
    let what = say!("status-unusable", path = path_shown, code = code, reason = reason);
    Failure::new(Cause::NotAccepted, what, help)
}

/// Returns the failure for a bundle that cannot be used.
pub(crate) fn unusable_bundle(path: &Path, bytes: &[u8], error: &BundleError) -> Failure {
    let (path_shown, code) = (shown(path), error.code());
    if let Some(Misfit { what, help }) = Misfit::of(bytes, path, Wanted::Bundle) {
        let what = say!("bundle-other-kind", path = path_shown, code = code, found = what);
        return Failure::new(Cause::WrongKind, what, help);
    }
    let help = match error {
        BundleError::Unsupported { .. } => say!("bundle-newer-program"),
        BundleError::Cbor(CborFault::Truncated) => say!("bundle-cut-help"),
        _ => say!("bundle-unusable-help"),
    };
    let reason = of_code(code, error);
    let what = say!("bundle-unusable", path = path_shown, code = code, reason = reason);
    Failure::new(Cause::NotAccepted, what, help)
}

/// Warns of expired trust lists. They still work, so that the scanners of a shop do not stop overnight.
pub(crate) fn warn_if_old(verifier: &Verifier, now: Timestamp) {
    for list in verifier.trust_lists() {
        let statement = list.statement();
        if now > statement.expires_at {
            errors::warn(
                &say!("trust-expired", name = named(&statement.names), expires_at = statement.expires_at),
                &say!("trust-expired-help"),
            );
        }
    }
}
