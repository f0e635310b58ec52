//! Brings a verifier up to date from a publication: by the changes since the lists that it holds, else by everything.

use crate::client::{Answer, Client, Wanted, Watch};
use crate::descriptor::{DESCRIPTOR, Descriptor, DescriptorError, JSON, WholeBundle};
use crate::fault::FetchError;
use crate::limits::MAX_DESCRIPTOR_BYTES;
use serde::{Deserialize, Serialize};
use starseal::bundle::{Bundle, BundleError};
use starseal::limits::MAX_BUNDLE_BYTES;
use starseal::status::Status;
use starseal::trust::{AuthorityId, StatusListUri};
use starseal::verify::UpdateError;
use starseal::{Code, StatusList, Timestamp, TrustList, Update, Verifier};
use std::collections::BTreeMap;

/// Which bundle to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// Without the past: enough for questions about today.
    Phone,
    /// With the past.
    Full,
}

/// What a client keeps between two updates, beside the state. Without it, more is fetched, and nothing else changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    address: String,
    extent: Extent,
    /// The tag of the descriptor.
    tag: String,
    /// The SHA-256 of the status lists that were held then.
    lists: Vec<String>,
}

/// What was fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Nothing: the descriptor has not changed since the last update.
    Unchanged,
    /// The descriptor: what it names is held already.
    UpToDate,
    /// The changes since the lists held.
    Delta,
    /// A whole bundle.
    Whole,
}

impl Route {
    /// Returns the stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Route::Unchanged => "unchanged",
            Route::UpToDate => "up-to-date",
            Route::Delta => "delta",
            Route::Whole => "whole",
        }
    }
}

/// Why a verifier was not brought up to date. It holds what it held.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OutsideError {
    /// A file could not be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The descriptor cannot be read.
    #[error(transparent)]
    Descriptor(#[from] DescriptorError),
    /// The bundle cannot be read.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// A list or an object in the bundle is not accepted.
    #[error(transparent)]
    Refused(#[from] UpdateError),
    /// The bundle has no list of an authority whose trust list is held.
    #[error("the publication has no list of the authorities whose trust lists are held")]
    NothingHere,
    /// The changes do not lead to the lists of the publication.
    #[error("the changes do not lead to the lists of the publication")]
    LeadsNowhere,
}

impl OutsideError {
    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            OutsideError::Fetch(error) => error.code(),
            OutsideError::Descriptor(error) => error.code(),
            OutsideError::Bundle(error) => error.code().as_str(),
            OutsideError::Refused(error) => error.code().as_str(),
            OutsideError::NothingHere => "nothing-of-this-authority",
            OutsideError::LeadsNowhere => "delta-leads-nowhere",
        }
    }
}

/// What an update did.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Updated {
    /// What was fetched.
    pub route: Route,
    /// Why the changes since the lists held were of no use, so that everything was fetched.
    pub detour: Option<OutsideError>,
    /// Whether the publication has a list that is older than the one held. The newer one is still held.
    pub is_behind: bool,
    /// The trust lists that are held now.
    pub trust_lists: Vec<TrustChange>,
    /// The status lists that are held now.
    pub status_lists: Vec<StatusChange>,
    /// What to keep until the next update; none if the server gives no tag.
    pub kept: Option<Kept>,
}

/// A trust list before and after an update.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrustChange {
    /// The authority.
    pub authority: AuthorityId,
    /// The version before.
    pub version_before: u32,
    /// The version now.
    pub version: u32,
    /// The time after which the list is expired.
    pub expires_at: Timestamp,
}

/// A status list before and after an update.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatusChange {
    /// The URI of the list.
    pub uri: StatusListUri,
    /// The time of the list that was held before; none if there was none.
    pub issued_before: Option<Timestamp>,
    /// The time of the list that is held now.
    pub issued_at: Timestamp,
    /// The time from which on a newer list should be there.
    pub expires_at: Option<Timestamp>,
    /// The number of registrations that are revoked now and were not before; none if no list was held before.
    pub newly_revoked: Option<usize>,
    /// The number of registrations that are withdrawn now and were not before; none if no list was held before.
    pub newly_withdrawn: Option<usize>,
}

/// Brings a verifier up to date from the publication at a client's address.
///
/// Only signatures decide what is accepted. On an error the verifier holds what it held.
///
/// # Errors
/// [`OutsideError`] if something cannot be fetched, or is not accepted.
pub fn update(
    verifier: &mut Verifier,
    client: &mut Client,
    extent: Extent,
    kept: Option<&Kept>,
    now: Timestamp,
    watch: &mut Watch<'_>,
) -> Result<Updated, OutsideError> {
    let before = verifier.clone();
    let address = client.address().to_string();
    let is_usable = |kept: &&Kept| {
        kept.address == address && kept.extent == extent && kept.lists == digests(&before) && has_all(&before, extent)
    };
    let kept = kept.filter(is_usable);
    let wanted = Wanted {
        path: DESCRIPTOR,
        media_type: JSON,
        most: MAX_DESCRIPTOR_BYTES,
        file: None,
        held: kept.map(|kept| kept.tag.as_str()),
    };
    let fetched = match client.get(&wanted, &mut |_, _| {})? {
        Answer::Unchanged => return Ok(account(&before, verifier, Route::Unchanged, None, kept.cloned())),
        Answer::Fetched(fetched) => fetched,
    };
    let descriptor = Descriptor::from_bytes(&fetched.bytes)?;
    let bundle = match extent {
        Extent::Phone => &descriptor.bundles.phone,
        Extent::Full => &descriptor.bundles.full,
    };
    let (mut route, mut detour) = (Route::UpToDate, None);
    let mut is_behind = false;
    if !holds(&before, &descriptor, extent) {
        let changes = by_delta(&before, client, bundle, &descriptor, extent, now, watch);
        match changes {
            Some(Ok(next)) => (route, *verifier) = (Route::Delta, next),
            other => {
                detour = other.and_then(Result::err);
                let bytes = client.file(&bundle.file, MAX_BUNDLE_BYTES, watch)?.bytes;
                let mut next = before.clone();
                is_behind = apply(&mut next, &bytes, now)?;
                (route, *verifier) = (Route::Whole, next);
            }
        }
    }
    let tag = fetched.tag.filter(|_| !is_behind);
    let lists = digests(verifier);
    let kept = tag.map(|tag| Kept { address, extent, tag, lists });
    Ok(Updated { is_behind, ..account(&before, verifier, route, detour, kept) })
}

/// Applies the changes since a list that is held; none if there are none.
fn by_delta(
    before: &Verifier,
    client: &mut Client,
    bundle: &WholeBundle,
    descriptor: &Descriptor,
    extent: Extent,
    now: Timestamp,
    watch: &mut Watch<'_>,
) -> Option<Result<Verifier, OutsideError>> {
    if !has_all(before, extent) {
        return None;
    }
    let delta = bundle.deltas.iter().find(|delta| before.status_lists().any(|list| list.digest() == delta.from))?;
    let mut take = || {
        let bytes = client.file(&delta.file, MAX_BUNDLE_BYTES, watch)?.bytes;
        let mut next = before.clone();
        apply(&mut next, &bytes, now)?;
        if holds(&next, descriptor, extent) { Ok(next) } else { Err(OutsideError::LeadsNowhere) }
    };
    Some(take())
}

/// Applies a bundle, and returns whether it has a list that is older than the one held. Fails if anything was refused
/// for another reason, or if there is nothing in it for this verifier.
fn apply(verifier: &mut Verifier, bytes: &[u8], now: Timestamp) -> Result<bool, OutsideError> {
    let applied = verifier.apply(bytes, now)?;
    let is_older = |code| matches!(code, Code::TrustListOlder | Code::StatusListOlder);
    // A bundle may have lists of other authorities too, and the objects of lists that are not taken.
    let is_of_others =
        |code| matches!(code, Code::TrustListForeign | Code::StatusListUnknownKey | Code::StatusObjectUnbound);
    if let Some(error) = applied.refused().find(|error| !is_older(error.code()) && !is_of_others(error.code())) {
        return Err(error.clone().into());
    }
    let is_own = |outcome: &&Result<Update, UpdateError>| match outcome {
        Ok(_) => true,
        Err(error) => is_older(error.code()),
    };
    if !applied.lists.iter().any(|outcome| is_own(&outcome)) {
        return Err(OutsideError::NothingHere);
    }
    let bundle = Bundle::from_bytes(bytes)?;
    let status = applied.lists.iter().skip(bundle.trust_lists().count()).take(bundle.status_parts().len());
    // The authority is known, and none of its status lists is accepted.
    if !bundle.status_parts().is_empty()
        && !status.clone().any(|outcome| is_own(&outcome))
        && let Some(Err(error)) = status.clone().next()
    {
        return Err(error.clone().into());
    }
    let has_older_status = status.clone().any(|outcome| outcome.as_ref().is_err_and(|error| is_older(error.code())));
    Ok(has_older_status || has_only_older_trust(&bundle, &applied.lists))
}

/// Returns whether all trust lists of an authority in a bundle are older than the one held. A bundle has the lists
/// before the newest one too, which say nothing.
fn has_only_older_trust(bundle: &Bundle, outcomes: &[Result<Update, UpdateError>]) -> bool {
    let mut are_older = BTreeMap::new();
    for (bytes, outcome) in bundle.trust_lists().zip(outcomes) {
        let Ok(list) = TrustList::open(bytes) else { continue };
        let is_older = outcome.as_ref().is_err_and(|error| error.code() == Code::TrustListOlder);
        *are_older.entry(list.authority_id()).or_insert(true) &= is_older;
    }
    are_older.into_values().any(|is_older| is_older)
}

/// Returns whether a verifier holds the lists that a descriptor names.
fn holds(verifier: &Verifier, descriptor: &Descriptor, extent: Extent) -> bool {
    let has_trust = verifier.trust_lists().any(|list| list.statement().version >= descriptor.trust.version);
    let named =
        |issuer: &crate::descriptor::Issuer| verifier.status_lists().any(|list| list.digest() == issuer.list.sha256);
    has_trust && descriptor.issuers.iter().all(named) && has_all(verifier, extent)
}

/// Returns whether a verifier holds a status list, and the objects of all that it holds.
pub(crate) fn has_all(verifier: &Verifier, extent: Extent) -> bool {
    let mut lists = verifier.status_lists_with_objects().peekable();
    lists.peek().is_some()
        && lists.all(|(list, objects)| match extent {
            Extent::Full => objects.are_complete(list),
            Extent::Phone => list.in_force().is_none() || objects.in_force().is_some(),
        })
}

fn digests(verifier: &Verifier) -> Vec<String> {
    verifier.status_lists().map(|list| list.digest().to_string()).collect()
}

/// Returns what has changed from one verifier to another.
fn account(
    before: &Verifier,
    after: &Verifier,
    route: Route,
    detour: Option<OutsideError>,
    kept: Option<Kept>,
) -> Updated {
    let trust_lists = before.trust_lists().zip(after.trust_lists()).map(|(before, after)| TrustChange {
        authority: after.authority_id(),
        version_before: before.statement().version,
        version: after.statement().version,
        expires_at: after.statement().expires_at,
    });
    let status_lists = after.status_lists().map(|list| {
        let earlier = before.status_lists().find(|earlier| earlier.uri() == list.uri());
        StatusChange {
            uri: list.uri().clone(),
            issued_before: earlier.map(StatusList::issued_at),
            issued_at: list.issued_at(),
            expires_at: list.expires_at(),
            newly_revoked: earlier.map(|earlier| newly(earlier, list, Status::Revoked)),
            newly_withdrawn: earlier.map(|earlier| newly(earlier, list, Status::Withdrawn)),
        }
    });
    Updated {
        route,
        detour,
        is_behind: false,
        trust_lists: trust_lists.collect(),
        status_lists: status_lists.collect(),
        kept,
    }
}

/// Returns the number of indexes that have a status now and had another one before.
pub(crate) fn newly(earlier: &StatusList, list: &StatusList, status: Status) -> usize {
    let before = earlier.statuses().iter().map(Some).chain(core::iter::repeat(None));
    list.statuses().iter().zip(before).filter(|(now, before)| *now == status && *before != Some(status)).count()
}
