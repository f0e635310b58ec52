//! The steps to the next trust list: change it, describe the changes, sign it, check it with a verifier, and write it.

use super::describe::{describe, warn_of};
use super::sign::sign;
use super::{drafts, keys};
use crate::args::{NextFlags, Quiet, TrustPublishArgs};
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::messages::{of_code, say};
use crate::output::escape::shown;
use crate::output::table::paragraph;
use crate::{output, trustfile};
use starseal::trust::{TrustDraft, TrustError, TrustStatement};
use starseal::{Timestamp, TrustList, Verifier};
use starseal_registry::ceremony::concerns;
use std::io::Write;
use std::path::Path;

/// Makes the next list by applying `change` to the newest one.
pub(super) fn make(
    flags: &NextFlags,
    change: impl FnOnce(&mut TrustStatement) -> Result<(), Failure>,
) -> Result<Exit, Failure> {
    if let Some(out) = &flags.out {
        files::must_not_exist(out)?;
    }
    let verifier = trustfile::verifier(std::slice::from_ref(&flags.trust))?;
    let held = verifier.trust_list();
    let now = flags.clock.now()?;
    let mut statement = held.next_statement(now);
    if let Some(days) = flags.expires_in_days {
        let until = now.unix_seconds().saturating_add(u64::from(days) * 86_400);
        statement.expires_at = Timestamp::from_unix_seconds(until);
    }
    change(&mut statement)?;
    let mut draft = TrustDraft::new(&statement).map_err(|error| refused(&error))?;
    describe(Some(held), &draft, flags.quiet)?;
    concerns(Some(held.statement()), &draft, now).iter().for_each(warn_of);
    if flags.dry_run {
        writeln!(output::listing(flags.quiet), "{}", say!("nothing-signed"))?;
        return Ok(Exit::Success);
    }
    for path in &flags.sign_with {
        sign(&mut draft, &keys::root_key(path, &flags.passphrase)?)?;
    }
    let Some(out) = &flags.out else { return Ok(Exit::Success) };
    if flags.draft {
        drafts::write(out, &draft, Some(held), flags.quiet)
    } else {
        publish(verifier, &draft, out, now, flags.quiet)
    }
}

/// Runs `starseal trust publish`.
pub(super) fn run_publish(args: &TrustPublishArgs) -> Result<Exit, Failure> {
    if let Some(out) = &args.out {
        files::must_not_exist(out)?;
    }
    let verifier = args.trust.as_ref().map(|path| trustfile::verifier(std::slice::from_ref(path))).transpose()?;
    let held = verifier.as_ref().map(Verifier::trust_list);
    let draft = drafts::read_fitting(&args.draft, held)?;
    if let Some(held) = held {
        refuse_stale(&args.draft, &draft, held)?;
    }
    let now = args.clock.now()?;
    describe(held, &draft, args.quiet)?;
    match (&args.out, verifier) {
        (Some(out), Some(verifier)) if !args.dry_run => publish(verifier, &draft, out, now, args.quiet),
        (Some(out), None) if !args.dry_run => publish_first(&draft, out, args.quiet),
        (_, Some(mut verifier)) => {
            take(&mut verifier, &draft, now)?;
            would_be_accepted(args.quiet)
        }
        (_, None) => {
            draft.finish().map_err(|error| refused(&error))?;
            would_be_accepted(args.quiet)
        }
    }
}

fn would_be_accepted(quiet: Quiet) -> Result<Exit, Failure> {
    writeln!(output::listing(quiet), "{}", say!("trust-would-be-accepted"))?;
    Ok(Exit::Success)
}

fn refuse_stale(path: &Path, draft: &TrustDraft, held: &TrustList) -> Result<(), Failure> {
    let (version, held) = (draft.statement().version, held.statement().version);
    if version > held {
        return Ok(());
    }
    let what = say!("draft-older", path = shown(path), version = version, held = held);
    Err(Failure::new(Cause::ListRefused, what, say!("draft-older-help")))
}

/// Writes an authority's first list.
fn publish_first(draft: &TrustDraft, out: &Path, quiet: Quiet) -> Result<Exit, Failure> {
    let bytes = draft.finish().map_err(|error| refused(&error))?;
    files::create(out, &bytes, Readers::Anyone)?;
    let written =
        say!("trust-first-published", path = shown(out), bytes = bytes.len(), authority = draft.payload_digest(),);
    paragraph(&mut output::listing(quiet), &written)?;
    Ok(Exit::Success)
}

/// Writes the chain with the list at its end, if a verifier that holds the chain accepts the list.
fn publish(
    mut verifier: Verifier,
    draft: &TrustDraft,
    out: &Path,
    now: Timestamp,
    quiet: Quiet,
) -> Result<Exit, Failure> {
    take(&mut verifier, draft, now)?;
    let chain: Vec<u8> = verifier.to_bundle().trust_lists().flatten().copied().collect();
    files::create(out, &chain, Readers::Anyone)?;
    let version = draft.statement().version;
    let written = say!("trust-published", path = shown(out), version = version, bytes = chain.len());
    paragraph(&mut output::listing(quiet), &written)?;
    Ok(Exit::Success)
}

/// Updates a verifier with the list, as verifiers in use would do.
fn take(verifier: &mut Verifier, draft: &TrustDraft, now: Timestamp) -> Result<(), Failure> {
    let list = draft.finish().map_err(|error| refused(&error))?;
    verifier.update_trust(&list, now).map_err(|error| refused(&error))?;
    Ok(())
}

/// Returns the failure for a list that verifiers would refuse.
pub(super) fn refused(error: &TrustError) -> Failure {
    let help = match error {
        TrustError::Threshold { .. } => say!("trust-more-signatures-help"),
        TrustError::Older { .. } => say!("trust-newest-help"),
        TrustError::Future { .. } => say!("check-clock"),
        _ => say!("correct-value"),
    };
    let (code, reason) = (error.code(), of_code(error.code(), error));
    Failure::new(Cause::ListRefused, say!("list-refused-code", code = code, reason = reason), help)
}
