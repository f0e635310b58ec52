//! The steps to the next trust list: change it, describe the changes, sign it, check it with a verifier, and write it.

use super::changes::changes;
use crate::args::{NextFlags, Quiet, TrustCombineArgs, TrustPublishArgs, TrustSignArgs};
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::read_signing_key;
use crate::kind::{Misfit, Wanted};
use crate::output::escape::{printable, shown};
use crate::output::style::{STRONG, styled};
use crate::{output, trustfile};
use starseal::limits::{MAX_TRUST_CHAIN, MAX_TRUST_LIST_BYTES};
use starseal::trust::{TrustDraft, TrustError, TrustStatement};
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
        writeln!(output::listing(flags.quiet), "No list was signed or written.")?;
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
        writeln!(output::listing(args.quiet), "No list was signed or written.")?;
        return Ok(Exit::Success);
    }
    let (Some(root_key), Some(out)) = (&args.sign_with, &args.out) else { return Ok(Exit::Success) };
    let key = read_signing_key(root_key, &args.passphrase)?;
    let statement = verifier.trust_list().statement();
    let public = starseal::Signer::public_key(&key);
    if !statement.roots.contains(&public) && !draft.statement().roots.contains(&public) {
        return Err(Failure::usage(
            format_args!("key {} is a root neither of the previous list nor of this draft", public.key_id()),
            "give the file of a root key; `starseal trust show` prints the IDs of the roots",
        ));
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
            return Err(Failure::new(
                Cause::WrongKind,
                format_args!("{} is a published trust list (version 1), not a draft", shown(path)),
                "give the files that --draft or `starseal trust sign` wrote",
            ));
        }
        match &mut combined {
            None => combined = Some(draft),
            Some(all) => all.combine(&draft).map_err(|error| {
                Failure::refused(
                    format_args!("{} cannot be combined with the others: {error}", shown(path)),
                    "combine only copies of the same draft",
                )
            })?,
        }
    }
    let Some(draft) = combined else { return Ok(Exit::Success) };
    files::create(&args.out, &draft.to_bytes(), Readers::Anyone)?;
    let signers: Vec<String> = draft.signed_by().map(|id| id.to_string()).collect();
    writeln!(output::listing(args.quiet), "{} has the signatures of {}.", shown(&args.out), signers.join(", "))?;
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
            writeln!(output::listing(args.quiet), "Verifiers would accept the list. No file was written.")?;
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
    writeln!(
        output::listing(quiet),
        "{} has version {} and the earlier lists that verifiers need to follow it: {} bytes.",
        shown(out),
        draft.statement().version,
        chain.len()
    )?;
    Ok(Exit::Success)
}

/// Updates a verifier with the list, as verifiers in use would do.
fn take(verifier: &mut Verifier, draft: &TrustDraft, now: Timestamp) -> Result<(), Failure> {
    let list = draft.finish().map_err(|error| refused(&error))?;
    verifier.update_trust(&list, now).map_err(|error| refused(&error))?;
    Ok(())
}

fn sign(draft: &mut TrustDraft, key: &starseal::SigningKey) -> Result<(), Failure> {
    draft.sign(key).map_err(|error| Failure::impossible(error, "use another copy of the key"))
}

/// Reads a draft of a list that follows the list held.
fn read_next_draft(path: &Path, verifier: &Verifier) -> Result<TrustDraft, Failure> {
    let draft = read_draft(path)?;
    let (held, next) = (verifier.trust_list().statement(), draft.statement());
    let authority = verifier.trust_list().authority_id();
    let is_own = next.authority_id.is_none_or(|other| other == authority);
    let (what, help) = if is_own && next.version > held.version {
        return Ok(draft);
    } else if !is_own {
        (
            format!("is a draft of {}, another authority than that of --trust", printable(next.names.en())),
            "give the trust list of the draft's authority with --trust",
        )
    } else if next == held {
        (
            format!("is the trust list of --trust itself (version {}), not a draft of the next one", held.version),
            "give the file that --draft or `starseal trust sign` wrote",
        )
    } else {
        (
            format!("would be version {}, and the trust list of --trust has version {}", next.version, held.version),
            "make the change again, starting from the newest list",
        )
    };
    Err(Failure::new(Cause::ListRefused, format_args!("{} {what}", shown(path)), help))
}

fn read_draft(path: &Path) -> Result<TrustDraft, Failure> {
    // A published list may be a chain, which is longer than a draft.
    let bytes = files::read("draft", path, MAX_TRUST_LIST_BYTES * MAX_TRUST_CHAIN)?;
    TrustDraft::from_bytes(&bytes).map_err(|error| {
        if let Ok(published) = Verifier::new(&bytes) {
            let version = published.trust_list().statement().version;
            return Failure::new(
                Cause::WrongKind,
                format_args!(
                    "{} is a published trust list (version {version}, with the lists before it), not a draft",
                    shown(path)
                ),
                "give it with --trust, and here the file that --draft or `starseal trust sign` wrote",
            );
        }
        match Misfit::of(&bytes, path, Wanted::Draft) {
            Some(Misfit { what, help }) => Failure::new(
                Cause::WrongKind,
                format_args!("{} is not a draft of a trust list ({}): it is {what}", shown(path), error.code()),
                help,
            ),
            None => Failure::new(
                Cause::NotAccepted,
                format_args!("{} is not a draft of a trust list ({}): {error}", shown(path), error.code()),
                "give the file that --draft or `starseal trust sign` wrote",
            ),
        }
    })
}

fn write_draft(out: &Path, draft: &TrustDraft, verifier: &Verifier, quiet: Quiet) -> Result<Exit, Failure> {
    files::create(out, &draft.to_bytes(), Readers::Anyone)?;
    let (held, next) = (verifier.trust_list().statement(), draft.statement());
    let mut listing = output::listing(quiet);
    writeln!(listing, "{} is a draft: verifiers do not accept it yet.", shown(out))?;
    let old = draft.count_signatures(&held.roots);
    writeln!(listing, "  signed by {old} of {} previous roots; {} must sign", held.roots.len(), held.threshold)?;
    let new = draft.count_signatures(&next.roots);
    writeln!(listing, "  signed by {new} of {} new roots; {} must sign", next.roots.len(), next.threshold)?;
    if old >= held.threshold && new >= next.threshold {
        writeln!(listing, "The draft has enough signatures: publish it with starseal trust publish.")?;
    }
    Ok(Exit::Success)
}

/// Prints the changes in words.
fn describe(verifier: &Verifier, draft: &TrustDraft, quiet: Quiet) -> Result<(), Failure> {
    let held = verifier.trust_list();
    let mut listing = output::listing(quiet);
    writeln!(listing, "The next trust list of {}:", styled(STRONG, printable(held.statement().names.en())))?;
    for line in changes(held.statement(), draft.statement()) {
        writeln!(listing, "  - {line}")?;
    }
    Ok(())
}

fn refused(error: &TrustError) -> Failure {
    let help = match error {
        TrustError::Threshold { .. } => {
            "add signatures of more roots: give --sign-with several times, or write a --draft that others sign"
        }
        TrustError::Older { .. } => "start from the newest list",
        TrustError::Future { .. } => "check this machine's clock",
        _ => "correct the value that the message names",
    };
    Failure::new(Cause::ListRefused, format_args!("verifiers would refuse this list ({}): {error}", error.code()), help)
}
