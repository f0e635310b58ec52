//! A chain of trust lists: an anchor, and the lists that followed it, each signed by the roots of the one before
//!

use super::{AuthorityId, Purpose, StatusListUri, TrustError, TrustList, TrustStatement, TrustedKey};
use crate::label::Timestamp;
use std::sync::Arc;

/// The number of seconds by which a list may be dated ahead of the clock. Clocks differ, and a day is more than any
/// difference between time zones.
const CLOCK_TOLERANCE_SECONDS: u64 = 86_400;

/// The trust lists of an authority, from the anchor to the newest.
///
/// Of several consecutive lists with the same roots, only the first is kept, and the newest list. The next list
/// verifies against the roots of the first as well as against those of the last. A list is kept too if the next one no
/// longer allows a status key that it allows: a status list of that key is remembered, and verified again after a
/// restart.
#[derive(Debug, Clone)]
pub(crate) struct TrustChain {
    earlier: Vec<Arc<TrustList>>,
    newest: Arc<TrustList>,
}

impl TrustChain {
    pub(crate) fn new(anchor: Arc<TrustList>) -> Self {
        TrustChain { earlier: Vec::new(), newest: anchor }
    }

    pub(crate) fn newest(&self) -> &Arc<TrustList> {
        &self.newest
    }

    pub(crate) fn authority_id(&self) -> AuthorityId {
        self.newest.authority_id()
    }

    /// Returns all lists that are kept, oldest first.
    pub(crate) fn lists(&self) -> impl Iterator<Item = &TrustList> {
        self.earlier.iter().chain([&self.newest]).map(AsRef::as_ref)
    }

    /// Returns the chain with the next list if that may follow; none if it is the list held. Without `now`, the time is
    /// not checked: the list was taken once before.
    pub(crate) fn followed_by(
        &self,
        next: &Arc<TrustList>,
        now: Option<Timestamp>,
    ) -> Result<Option<Self>, TrustError> {
        let (held, statement) = (self.newest.statement(), next.statement());
        if next.authority_id() != self.authority_id() {
            return Err(TrustError::Foreign { authority: next.authority_id() });
        }
        if statement.version == held.version {
            if next.has_payload_of(&self.newest) {
                return Ok(None);
            }
            next.check_signed_by_roots_of(&self.newest)?;
            return Err(TrustError::Equivocation { version: held.version });
        }
        if statement.version < held.version || statement.issued_at < held.issued_at {
            return Err(TrustError::Older {
                version: statement.version,
                issued_at: statement.issued_at,
                held: held.version,
                held_at: held.issued_at,
            });
        }
        next.check_signed_by_roots_of(&self.newest)?;
        check_compromised(held, statement)?;
        let latest = latest_expected(held, now);
        if statement.issued_at > latest {
            return Err(TrustError::Future { issued_at: statement.issued_at, latest });
        }
        let mut earlier = self.earlier.clone();
        if is_needed(earlier.last().map(|before| before.statement()), held, statement) {
            earlier.push(Arc::clone(&self.newest));
        }
        Ok(Some(TrustChain { earlier, newest: Arc::clone(next) }))
    }
}

/// Returns whether a list between two others must be kept: its roots differ from those of the list before, or the next
/// list drops a status key of it.
pub(crate) fn is_needed(before: Option<&TrustStatement>, list: &TrustStatement, next: &TrustStatement) -> bool {
    let has_same_roots = |before: &TrustStatement| (before.threshold, &before.roots) == (list.threshold, &list.roots);
    !before.is_some_and(has_same_roots) || drops_status_key(list, next)
}

/// Returns the latest time of issue of the next trust list: the later of the expiry of the list held, and a day after
/// `now`. Without `now` there is no limit.
fn latest_expected(held: &TrustStatement, now: Option<Timestamp>) -> Timestamp {
    held.expires_at.max(now.map_or(Timestamp::MAX, a_day_after))
}

/// Returns the latest time of issue of a list that is not dated ahead of a clock.
pub(crate) fn a_day_after(now: Timestamp) -> Timestamp {
    Timestamp::from_unix_seconds(now.unix_seconds().saturating_add(CLOCK_TOLERANCE_SECONDS))
}

/// Checks that the next list says of every compromised key that it is compromised.
fn check_compromised(held: &TrustStatement, next: &TrustStatement) -> Result<(), TrustError> {
    let compromised: Vec<_> = next.all_compromised().collect();
    match held.all_compromised().find(|thumbprint| !compromised.contains(thumbprint)) {
        Some(thumbprint) => Err(TrustError::CompromiseTakenBack { key_id: thumbprint.key_id() }),
        None => Ok(()),
    }
}

/// Returns whether the next list no longer allows a status key to sign for its URI and window, although the key is not
/// compromised.
fn drops_status_key(held: &TrustStatement, next: &TrustStatement) -> bool {
    let allows = |uri: &StatusListUri, key: &TrustedKey| {
        let issuers = next.issuers.iter().filter(|issuer| issuer.status_list.as_ref() == Some(uri));
        issuers.flat_map(|issuer| &issuer.keys).any(|next| {
            (next.public_key, next.purpose) == (key.public_key, key.purpose)
                && next.from <= key.from
                && key.until <= next.until
        })
    };
    held.issuers.iter().any(|issuer| {
        let keys = issuer.keys.iter().filter(|key| key.purpose == Purpose::Status);
        issuer.status_list.as_ref().is_some_and(|uri| {
            keys.into_iter().any(|key| !allows(uri, key) && !next.is_compromised(key.public_key.thumbprint()))
        })
    })
}
