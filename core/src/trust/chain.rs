//! A chain of trust lists: an anchor, and the lists that followed it, each signed by the roots of the one before
//!

use super::{AuthorityId, TrustError, TrustList, TrustStatement};
use crate::label::Timestamp;
use std::sync::Arc;

/// The number of seconds by which a list may be dated ahead of the clock. Clocks differ, and a day is more than any
/// difference between time zones.
const CLOCK_TOLERANCE_SECONDS: u64 = 86_400;

/// The trust lists of an authority, from the anchor to the newest.
///
/// Of several consecutive lists with the same roots, only the first is kept, and the newest list. The next list
/// verifies against the roots of the first as well as against those of the last.
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
        let is_same_roots =
            |before: &TrustStatement| (before.threshold, &before.roots) == (held.threshold, &held.roots);
        if !earlier.last().is_some_and(|before| is_same_roots(before.statement())) {
            earlier.push(Arc::clone(&self.newest));
        }
        Ok(Some(TrustChain { earlier, newest: Arc::clone(next) }))
    }
}

/// Returns the latest time of issue that is accepted: the later of the expiry of the trust list held, and a day after
/// `now`. Without `now` there is no limit.
pub(crate) fn latest_expected(held: &TrustStatement, now: Option<Timestamp>) -> Timestamp {
    let by_clock = now.map_or(Timestamp::MAX.unix_seconds(), Timestamp::unix_seconds);
    held.expires_at.max(Timestamp::from_unix_seconds(by_clock.saturating_add(CLOCK_TOLERANCE_SECONDS)))
}

/// Checks that the next list does not list a compromised key as not compromised.
fn check_compromised(held: &TrustStatement, next: &TrustStatement) -> Result<(), TrustError> {
    let keys = |list: &TrustStatement| {
        let keys = list.issuers.iter().flat_map(|issuer| &issuer.keys);
        keys.map(|key| (key.public_key, key.compromised.is_some())).collect::<Vec<_>>()
    };
    let next = keys(next);
    let taken_back = keys(held).into_iter().find(|(key, compromised)| *compromised && next.contains(&(*key, false)));
    match taken_back {
        Some((key, _)) => Err(TrustError::CompromiseTakenBack { key_id: key.key_id() }),
        None => Ok(()),
    }
}
