//! What a draft changes, and what speaks against it, in words: printed before anything is signed.

use crate::args::Quiet;
use crate::exit::{Cause, Failure};
use crate::messages::{language, say};
use crate::output;
use crate::output::errors::{print, warn};
use crate::output::style::{STRONG, styled};
use crate::output::table::{pair, paragraph};
use crate::output::words::named;
use starseal::trust::TrustDraft;
use starseal::{Timestamp, TrustList};
use starseal_registry::ceremony::{Concern, KeyInQuestion, changes, concerns, keys_in_question, read_aloud};
use std::io::{self, Write};

/// The width of the name of the field of a payload.
pub(super) const PAYLOAD_WIDTH: usize = 26;

/// Prints what a draft changes against the list held, or what a first list states, and the keys to compare.
pub(super) fn describe(held: Option<&TrustList>, draft: &TrustDraft, quiet: Quiet) -> Result<(), Failure> {
    let (held, next) = (held.map(TrustList::statement), draft.statement());
    let mut listing = output::listing(quiet);
    let name = styled(STRONG, named(&held.unwrap_or(next).names));
    let head = if held.is_some() { say!("trust-next", name = name) } else { say!("trust-first", name = name) };
    writeln!(listing, "{head}")?;
    for change in changes(held, next) {
        writeln!(listing, "  - {}", change.in_language(language()))?;
    }
    let keys = keys_in_question(held, next);
    if !keys.is_empty() {
        paragraph(&mut listing, &say!("trust-compare-keys"))?;
        write_keys(&mut listing, &keys)?;
    }
    writeln!(listing, "{}", pair(&say!("field-payload"), PAYLOAD_WIDTH, draft.payload_digest()))?;
    Ok(())
}

/// Writes keys with the part of the thumbprint that people read to each other, and the whole thumbprint.
pub(super) fn write_keys(out: &mut impl Write, keys: &[KeyInQuestion]) -> io::Result<()> {
    keys.iter().try_for_each(|key| {
        writeln!(out, "  {}  {}", read_aloud(&key.thumbprint), key.role(language()))?;
        writeln!(out, "      {}", key.thumbprint)
    })
}

/// Fails if something speaks against signing a draft that the signer has not accepted by its name.
pub(super) fn refuse_concerns(
    held: Option<&TrustList>,
    draft: &TrustDraft,
    now: Timestamp,
    accepted: &[String],
) -> Result<Vec<Concern>, Failure> {
    let found = concerns(held.map(TrustList::statement), draft, now);
    let is_accepted = |concern: &Concern| accepted.iter().any(|name| name == concern.code());
    let (accepted, open): (Vec<Concern>, Vec<Concern>) = found.into_iter().partition(is_accepted);
    accepted.iter().for_each(warn_of);
    let failures = open.iter().map(|concern| {
        let (what, advice) = (concern.in_language(language()), concern.advice(language()));
        let help = say!("concern-help", advice = advice, name = concern.code());
        Failure::new(Cause::ListRefused, say!("concern", what = what, name = concern.code()), help)
    });
    let mut failures: Vec<Failure> = failures.collect();
    let Some(last) = failures.pop() else { return Ok(accepted) };
    failures.iter().for_each(print);
    Err(last)
}

/// Warns of what speaks against signing a draft.
pub(super) fn warn_of(concern: &Concern) {
    let what = say!("concern", what = concern.in_language(language()), name = concern.code());
    warn(&what, &concern.advice(language()));
}
