//! The steps to the next trust list: change it, describe the changes, sign it, check it with a verifier, and write it.

use super::changes::changes;
use crate::args::{NextFlags, Quiet, TrustCombineArgs, TrustPublishArgs, TrustSignArgs};
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::token::signing_failure;
use crate::keyfile::{Key, read_signing_key};
use crate::kind::{Misfit, Wanted};
use crate::messages::{list, of_code, say};
use crate::output::escape::shown;
use crate::output::style::{STRONG, styled};
use crate::output::table::paragraph;
use crate::output::words::named;
use crate::{output, trustfile};
use starseal::limits::{MAX_TRUST_CHAIN, MAX_TRUST_LIST_BYTES};
use starseal::trust::{SignTrustError, TrustDraft, TrustError, TrustStatement};
use starseal::{Timestamp, Verifier};
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
    let now = flags.clock.now()?;
    let mut statement = verifier.trust_list().next_statement(now);
    if let Some(days) = flags.expires_in_days {
        let until = now.unix_seconds().saturating_add(u64::from(days) * 86_400);
        statement.expires_at = Timestamp::from_unix_seconds(until);
    }
    change(&mut statement)?;
    let mut draft = TrustDraft::new(&statement).map_err(|error| refused(&error))?;
    describe(&verifier, &draft, flags.quiet)?;
    if flags.dry_run {
        writeln!(output::listing(flags.quiet), "{}", say!("nothing-signed"))?;
        return Ok(Exit::Success);
    }
    for path in &flags.sign_with {
        sign(&mut draft, &read_signing_key(path, &flags.passphrase)?)?;
    }
    let Some(out) = &flags.out else { return Ok(Exit::Success) };
    if flags.draft {
        write_draft(out, &draft, &verifier, flags.quiet)
    } else {
        publish(verifier, &draft, out, now, flags.quiet)
    }
}

/// Runs `starseal trust sign`.
pub(super) fn run_sign(args: &TrustSignArgs) -> Result<Exit, Failure> {
    if let Some(out) = &args.out {
        files::must_not_exist(out)?;
    }
    let verifier = trustfile::verifier(std::slice::from_ref(&args.trust))?;
    let mut draft = read_next_draft(&args.draft, &verifier)?;
    describe(&verifier, &draft, args.quiet)?;
    if args.dry_run {
        writeln!(output::listing(args.quiet), "{}", say!("nothing-signed"))?;
        return Ok(Exit::Success);
    }
    let (Some(root_key), Some(out)) = (&args.sign_with, &args.out) else { return Ok(Exit::Success) };
    let key = read_signing_key(root_key, &args.passphrase)?;
    let statement = verifier.trust_list().statement();
    let public = starseal::Signer::public_key(&key);
    if !statement.roots.contains(&public) && !draft.statement().roots.contains(&public) {
        return Err(Failure::usage(say!("trust-no-root", key_id = public.key_id()), say!("trust-no-root-help")));
    }
    sign(&mut draft, &key)?;
    write_draft(out, &draft, &verifier, args.quiet)
}

/// Runs `starseal trust combine`.
pub(super) fn run_combine(args: &TrustCombineArgs) -> Result<Exit, Failure> {
    files::must_not_exist(&args.out)?;
    let mut combined: Option<TrustDraft> = None;
    for path in &args.drafts {
        let draft = read_draft(path)?;
        // No first list is drafted.
        if draft.statement().version == 1 {
            let what = say!("draft-is-first-list", path = shown(path));
            return Err(Failure::new(Cause::WrongKind, what, say!("draft-malformed-help")));
        }
        match &mut combined {
            None => combined = Some(draft),
            Some(all) => all.combine(&draft).map_err(|error| {
                let reason = of_code(error.code(), &error);
                Failure::refused(say!("draft-differs", path = shown(path), reason = reason), say!("draft-differs-help"))
            })?,
        }
    }
    let Some(draft) = combined else { return Ok(Exit::Success) };
    files::create(&args.out, &draft.to_bytes(), Readers::Anyone)?;
    let signers: Vec<String> = draft.signed_by().map(|id| id.to_string()).collect();
    let combined = say!("draft-combined", path = shown(&args.out), signers = list(&signers));
    writeln!(output::listing(args.quiet), "{combined}")?;
    Ok(Exit::Success)
}

/// Runs `starseal trust publish`.
pub(super) fn run_publish(args: &TrustPublishArgs) -> Result<Exit, Failure> {
    if let Some(out) = &args.out {
        files::must_not_exist(out)?;
    }
    let mut verifier = trustfile::verifier(std::slice::from_ref(&args.trust))?;
    let draft = read_next_draft(&args.draft, &verifier)?;
    let now = args.clock.now()?;
    describe(&verifier, &draft, args.quiet)?;
    match &args.out {
        Some(out) if !args.dry_run => publish(verifier, &draft, out, now, args.quiet),
        _ => {
            take(&mut verifier, &draft, now)?;
            writeln!(output::listing(args.quiet), "{}", say!("trust-would-be-accepted"))?;
            Ok(Exit::Success)
        }
    }
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

fn sign(draft: &mut TrustDraft, key: &Key) -> Result<(), Failure> {
    draft.sign(key).map_err(|error| {
        let of_token = match &error {
            SignTrustError::Signer(error) => signing_failure(error),
            _ => None,
        };
        of_token.unwrap_or_else(|| {
            Failure::impossible(say!("key-cannot-sign", reason = error), say!("key-cannot-sign-help"))
        })
    })
}

/// Reads a draft of a list that follows the list held.
fn read_next_draft(path: &Path, verifier: &Verifier) -> Result<TrustDraft, Failure> {
    let draft = read_draft(path)?;
    let (held, next) = (verifier.trust_list().statement(), draft.statement());
    let authority = verifier.trust_list().authority_id();
    let is_own = next.authority_id.is_none_or(|other| other == authority);
    let path = shown(path);
    let (what, help) = if is_own && next.version > held.version {
        return Ok(draft);
    } else if !is_own {
        (say!("draft-foreign", path = path, name = named(&next.names)), say!("draft-foreign-help"))
    } else if next == held {
        (say!("draft-is-list", path = path, version = held.version), say!("draft-malformed-help"))
    } else {
        (say!("draft-older", path = path, version = next.version, held = held.version), say!("draft-older-help"))
    };
    Err(Failure::new(Cause::ListRefused, what, help))
}

fn read_draft(path: &Path) -> Result<TrustDraft, Failure> {
    // A published list may be a chain, which is longer than a draft.
    let bytes = files::read("draft", path, MAX_TRUST_LIST_BYTES * MAX_TRUST_CHAIN)?;
    TrustDraft::from_bytes(&bytes).map_err(|error| {
        if let Ok(published) = Verifier::new(&bytes) {
            let version = published.trust_list().statement().version;
            let what = say!("draft-is-chain", path = shown(path), version = version);
            return Failure::new(Cause::WrongKind, what, say!("draft-is-chain-help"));
        }
        let code = error.code();
        match Misfit::of(&bytes, path, Wanted::Draft) {
            Some(Misfit { what, help }) => {
                let what = say!("draft-other-kind", path = shown(path), code = code, found = what);
                Failure::new(Cause::WrongKind, what, help)
            }
            None => {
                let what = say!("draft-malformed", path = shown(path), code = code, reason = of_code(code, &error));
                Failure::new(Cause::NotAccepted, what, say!("draft-malformed-help"))
            }
        }
    })
}

fn write_draft(out: &Path, draft: &TrustDraft, verifier: &Verifier, quiet: Quiet) -> Result<Exit, Failure> {
    files::create(out, &draft.to_bytes(), Readers::Anyone)?;
    let (held, next) = (verifier.trust_list().statement(), draft.statement());
    let mut listing = output::listing(quiet);
    writeln!(listing, "{}", say!("draft-written", path = shown(out)))?;
    let old = draft.count_signatures(&held.roots);
    let (roots, needed) = (held.roots.len(), held.threshold);
    writeln!(listing, "  {}", say!("draft-previous-roots", count = old, roots = roots, needed = needed))?;
    let new = draft.count_signatures(&next.roots);
    let (roots, needed) = (next.roots.len(), next.threshold);
    writeln!(listing, "  {}", say!("draft-new-roots", count = new, roots = roots, needed = needed))?;
    if old >= held.threshold && new >= next.threshold {
        writeln!(listing, "{}", say!("draft-enough"))?;
    }
    Ok(Exit::Success)
}

/// Prints the changes in words.
fn describe(verifier: &Verifier, draft: &TrustDraft, quiet: Quiet) -> Result<(), Failure> {
    let held = verifier.trust_list();
    let mut listing = output::listing(quiet);
    writeln!(listing, "{}", say!("trust-next", name = styled(STRONG, named(&held.statement().names))))?;
    for line in changes(held.statement(), draft.statement()) {
        writeln!(listing, "  - {line}")?;
    }
    Ok(())
}

fn refused(error: &TrustError) -> Failure {
    let help = match error {
        TrustError::Threshold { .. } => say!("trust-more-signatures-help"),
        TrustError::Older { .. } => say!("trust-newest-help"),
        TrustError::Future { .. } => say!("check-clock"),
        _ => say!("correct-value"),
    };
    let (code, reason) = (error.code(), of_code(error.code(), error));
    Failure::new(Cause::ListRefused, say!("list-refused-code", code = code, reason = reason), help)
}
