//! What labels are checked against: trust lists, status lists, bundles, and what was learned before.

use crate::args::KnowledgeFlags;
use crate::exit::Failure;
use crate::output::errors;
use crate::output::escape::shown;
use crate::{files, trustfile};
use starseal::limits::{MAX_BUNDLE_BYTES, MAX_STATUS_LIST_BYTES};
use starseal::status::StatusError;
use starseal::verify::{Applied, UpdateError};
use starseal::{Code, Timestamp, Verifier};
use std::path::Path;

/// A verifier that knows all that the flags name, and keeps it where they say.
pub(crate) fn gather(flags: &KnowledgeFlags, now: Timestamp) -> Result<Verifier, Failure> {
    let mut verifier = trustfile::verifier(&flags.trust)?;
    if let Some(path) = flags.state.as_deref().filter(|path| path.exists()) {
        restore(&mut verifier, path)?;
    }
    for path in &flags.bundle {
        let bytes = files::read("bundle", path, MAX_BUNDLE_BYTES)?;
        let applied = verifier.apply(&bytes, now).map_err(|error| {
            Failure::impossible(
                format_args!("{} is not a bundle to go by ({}): {error}", shown(path), error.code()),
                "get it anew: it is the file that starseal bundle wrote",
            )
        })?;
        warn_of_refused(&applied, path);
    }
    for path in &flags.status {
        let bytes = files::read("status list", path, MAX_STATUS_LIST_BYTES)?;
        match verifier.update_status(&bytes, now) {
            Ok(_) => {}
            // What is held is newer, and stays.
            Err(error @ StatusError::Older { .. }) => errors::warn(
                &format!("{} is passed over ({}): {error}", shown(path), error.code()),
                "leave it out; nothing goes back",
            ),
            Err(error) => return Err(unusable_status(path, &error)),
        }
    }
    if let Some(path) = &flags.state {
        files::replace(path, &verifier.export_state())?;
    }
    warn_if_old(&verifier, now);
    Ok(verifier)
}

fn restore(verifier: &mut Verifier, path: &Path) -> Result<(), Failure> {
    // A state is a bundle with a few bytes before it.
    let bytes = files::read("state", path, MAX_BUNDLE_BYTES + 1024)?;
    let applied = verifier.restore(&bytes).map_err(|error| {
        Failure::impossible(
            format_args!("{} is not taken ({}): {error}", shown(path), error.code()),
            "remove it to start over: then only what --trust, --status and --bundle say is known",
        )
    })?;
    warn_of_refused(&applied, path);
    Ok(())
}

/// Lists older than what is held are no news; all others are.
fn warn_of_refused(applied: &Applied, path: &Path) {
    let is_news = |error: &&UpdateError| !matches!(error.code(), Code::TrustListOlder | Code::StatusListOlder);
    for error in applied.refused().filter(is_news) {
        errors::warn(
            &format!("a list in {} is refused ({}): {error}", shown(path), error.code()),
            match error.code() {
                Code::BundleBaseMissing => "give the bundle that it continues first, or a whole one",
                Code::TrustListForeign => "give that authority's trust list with --trust, if it is to be believed",
                Code::Equivocation => "tell the registry: two different lists of one version are signed",
                Code::TrustListFuture | Code::StatusListFuture => "check this machine's clock",
                _ => "the other lists are used; tell whoever made the file",
            },
        );
    }
}

/// Why a status list cannot be used, and what to do.
pub(crate) fn unusable_status(path: &Path, error: &StatusError) -> Failure {
    let help = match error.code() {
        Code::StatusListUnsupported => "use a newer starseal, or a list made for this one",
        Code::StatusListUnknownKey => "give a newer trust list: this one does not know the list's key",
        Code::StatusListFuture => "check this machine's clock",
        Code::Equivocation => "tell the registry: two different lists of one time are signed",
        _ => "get the list anew from the address that the trust list names",
    };
    Failure::impossible(format_args!("{} is not a status list to go by ({}): {error}", shown(path), error.code()), help)
}

/// A list past its day still works, so that no shop's scanners stop overnight; but it is said.
fn warn_if_old(verifier: &Verifier, now: Timestamp) {
    for list in verifier.trust_lists() {
        let statement = list.statement();
        if now > statement.expires_at {
            errors::warn(
                &format!(
                    "the trust list of {} expired at {}: it may not know what has happened since",
                    crate::output::escape::printable(statement.names.en()),
                    statement.expires_at
                ),
                "get a newer one from whoever publishes it",
            );
        }
    }
}
