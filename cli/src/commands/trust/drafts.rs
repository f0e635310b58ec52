//! Files of drafts.

use crate::args::Quiet;
use crate::exit::{Cause, Exit, Failure};
use crate::files::{self, Readers};
use crate::kind::{Misfit, Wanted};
use crate::messages::{of_code, say};
use crate::output;
use crate::output::escape::shown;
use crate::output::words::named;
use starseal::limits::{MAX_TRUST_CHAIN, MAX_TRUST_LIST_BYTES};
use starseal::trust::TrustDraft;
use starseal::{TrustList, Verifier};
use std::io::Write;
use std::path::Path;

/// Reads the draft of a first list, or with a list held, that of another list of its authority.
pub(super) fn read_fitting(path: &Path, held: Option<&TrustList>) -> Result<TrustDraft, Failure> {
    let draft = read(path)?;
    let (next, path) = (draft.statement(), shown(path));
    let Some(held) = held else {
        return match next.authority_id {
            None => Ok(draft),
            Some(_) => {
                let what = say!("draft-follows", path = path, version = next.version, name = named(&next.names));
                Err(Failure::usage(what, say!("draft-follows-help")))
            }
        };
    };
    let authority = held.authority_id();
    let (what, help) = if draft.payload_digest() == held.payload_digest() {
        let version = held.statement().version;
        (say!("draft-is-list", path = path, version = version), say!("draft-malformed-help"))
    } else if next.authority_id != Some(authority) {
        (say!("draft-foreign", path = path, name = named(&next.names)), say!("draft-foreign-help"))
    } else {
        return Ok(draft);
    };
    Err(Failure::new(Cause::ListRefused, what, help))
}

/// Reads a draft.
pub(super) fn read(path: &Path) -> Result<TrustDraft, Failure> {
    let bytes = read_bytes(path)?;
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

/// Reads a draft, or the newest list of a published chain, with its signatures.
pub(super) fn read_or_published(path: &Path) -> Result<TrustDraft, Failure> {
    let bytes = read_bytes(path)?;
    let newest = TrustList::split_chain(&bytes).ok().and_then(|lists| lists.last().copied());
    match newest.map(TrustDraft::from_bytes) {
        Some(Ok(draft)) => Ok(draft),
        _ => read(path),
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    // A published list may be a chain, which is longer than a draft.
    files::read("draft", path, MAX_TRUST_LIST_BYTES * MAX_TRUST_CHAIN)
}

/// Writes a draft, and says which signatures it has.
pub(super) fn write(out: &Path, draft: &TrustDraft, held: Option<&TrustList>, quiet: Quiet) -> Result<Exit, Failure> {
    files::create(out, &draft.to_bytes(), Readers::Anyone)?;
    let mut listing = output::listing(quiet);
    writeln!(listing, "{}", say!("draft-written", path = shown(out)))?;
    if write_progress(&mut listing, draft, held)? {
        writeln!(listing, "{}", say!("draft-enough"))?;
    }
    Ok(Exit::Success)
}

/// Writes how many roots have signed. Returns whether these are enough.
pub(super) fn write_progress(
    out: &mut impl Write,
    draft: &TrustDraft,
    held: Option<&TrustList>,
) -> std::io::Result<bool> {
    let mut is_enough = true;
    if let Some(held) = held.map(TrustList::statement) {
        let count = draft.count_signatures(&held.roots);
        let (roots, needed) = (held.roots.len(), held.threshold);
        writeln!(out, "  {}", say!("draft-previous-roots", count = count, roots = roots, needed = needed))?;
        is_enough = count >= needed;
    }
    let next = draft.statement();
    let count = draft.count_signatures(&next.roots);
    let (roots, needed) = (next.roots.len(), next.threshold);
    let line = match next.authority_id {
        None => say!("draft-roots", count = count, roots = roots, needed = needed),
        Some(_) => say!("draft-new-roots", count = count, roots = roots, needed = needed),
    };
    writeln!(out, "  {line}")?;
    Ok(is_enough && count >= needed)
}
