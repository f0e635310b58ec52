//! `starseal trust sign` and `combine`: the signatures of a draft, on the machines of several people.

use super::describe::{describe, refuse_concerns};
use super::{drafts, keys};
use crate::args::{TrustCombineArgs, TrustSignArgs};
use crate::exit::{Exit, Failure};
use crate::files::{self, Readers};
use crate::keyfile::token::signing_failure;
use crate::messages::{list, of_code, say};
use crate::output::escape::shown;
use crate::{output, trustfile};
use starseal::trust::{SignTrustError, TrustDraft};
use starseal::{Signer, Verifier};
use starseal_registry::ceremony::{Concern, SigningRecord};
use std::io::Write;

/// The program and its version, for records and transcripts.
pub(super) const PROGRAM: &str = concat!("starseal ", env!("CARGO_PKG_VERSION"));

pub(super) fn run(args: &TrustSignArgs) -> Result<Exit, Failure> {
    for written in args.out.iter().chain(&args.record) {
        files::must_not_exist(written)?;
    }
    let verifier = args.trust.as_ref().map(|path| trustfile::verifier(std::slice::from_ref(path))).transpose()?;
    let held = verifier.as_ref().map(Verifier::trust_list);
    let draft = drafts::read_fitting(&args.draft, held)?;
    describe(held, &draft, args.quiet)?;
    let now = args.clock.now()?;
    let accepted = refuse_concerns(held, &draft, now, &args.accept)?;
    if args.dry_run {
        writeln!(output::listing(args.quiet), "{}", say!("nothing-signed"))?;
        return Ok(Exit::Success);
    }
    let (Some(root_key), Some(out)) = (&args.sign_with, &args.out) else { return Ok(Exit::Success) };
    let key = keys::root_key(root_key, &args.passphrase)?;
    let public = key.public_key();
    let is_root = held.is_some_and(|held| held.statement().roots.contains(&public));
    if !is_root && !draft.statement().roots.contains(&public) {
        return Err(Failure::usage(say!("trust-no-root", key_id = public.key_id()), say!("trust-no-root-help")));
    }
    let mut signed = draft.clone();
    sign(&mut signed, &key)?;
    drafts::write(out, &signed, held, args.quiet)?;
    if let Some(path) = &args.record {
        let mut record = SigningRecord::new(&draft, &signed, &public, now, PROGRAM);
        record.signer.clone_from(&args.signer);
        record.accepted = accepted.iter().map(|concern| Concern::code(concern).to_owned()).collect();
        files::create(path, format!("{}\n", record.to_json()).as_bytes(), Readers::Anyone)?;
    }
    Ok(Exit::Success)
}

/// Adds a signature to a draft.
pub(super) fn sign(draft: &mut TrustDraft, key: &dyn Signer) -> Result<(), Failure> {
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

pub(super) fn combine(args: &TrustCombineArgs) -> Result<Exit, Failure> {
    files::must_not_exist(&args.out)?;
    let mut combined: Option<TrustDraft> = None;
    for path in &args.drafts {
        let draft = drafts::read(path)?;
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
