//! The lists of one authority in a verifier: its trust lists from the anchor on, and the status lists of its issuers.

use super::held::Held;
use super::open::{Candidate, Opened};
use super::{Update, When};
use crate::keys::{KeyId, PublicKey};
use crate::label::Timestamp;
use crate::status::{StatusError, StatusList};
use crate::trust::{AuthorityId, Issuer, TrustChain, TrustError, TrustList, a_day_after};
use core::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

/// An authority with its lists.
#[derive(Debug, Clone)]
pub(super) struct Authority {
    chain: TrustChain,
    /// For each key of the newest list: its ID, the position of its issuer in the list, and its position in the issuer.
    /// Sorted by ID.
    keys: Vec<(KeyId, usize, usize)>,
    /// The status lists held, and those that are remembered.
    statuses: Vec<Held>,
}

impl Authority {
    pub(super) fn new(anchor: Arc<TrustList>) -> Self {
        Authority::with(TrustChain::new(anchor), Vec::new())
    }

    /// Makes an authority of a chain, and of those status lists whose keys its newest list does not call compromised
    /// . A list that the newest one no longer accepts is remembered.
    fn with(chain: TrustChain, mut statuses: Vec<Held>) -> Self {
        let mut keys = Vec::new();
        for (at, issuer) in chain.newest().statement().issuers.iter().enumerate() {
            keys.extend(issuer.keys.iter().enumerate().map(|(key_at, key)| (key.public_key.key_id(), at, key_at)));
        }
        statuses.retain_mut(|held| held.judge_again(chain.newest()));
        Authority { chain, keys, statuses }
    }

    /// Returns the ID of the authority.
    pub(super) fn id(&self) -> AuthorityId {
        self.chain.authority_id()
    }

    /// Returns the newest trust list.
    pub(super) fn trust(&self) -> &Arc<TrustList> {
        self.chain.newest()
    }

    /// Returns all trust lists that are kept, oldest first.
    pub(super) fn trust_lists(&self) -> impl Iterator<Item = &TrustList> {
        self.chain.lists()
    }

    /// Returns the status lists that count.
    pub(super) fn statuses(&self) -> impl Iterator<Item = &StatusList> {
        self.statuses.iter().filter(|held| held.counts).map(|held| held.list.as_ref())
    }

    /// Returns the status lists held and remembered, in the order in which they can be restored.
    pub(super) fn all_statuses(&self) -> Vec<&Held> {
        let mut all: Vec<_> = self.statuses.iter().collect();
        all.sort_by_key(|held| held.list.issued_at());
        all
    }

    /// Returns the status list of an issuer, if it is held and does not fall at the moment of the question.
    pub(super) fn status_of(&self, issuer: &Issuer, at: Option<When>) -> Option<&Arc<StatusList>> {
        let held = self.of_issuer(issuer, at).find(|held| held.counts);
        held.map(|held| &held.list)
    }

    fn of_issuer(&self, issuer: &Issuer, at: Option<When>) -> impl Iterator<Item = &Held> {
        let uri = issuer.status_list.as_ref();
        let floor = self.clock_floor();
        let falls = move |held: &Held| matches!(at, Some(When::Now(now)) if held.falls_at(now, floor));
        self.statuses.iter().filter(move |held| Some(held.list.uri()) == uri && !falls(held))
    }

    /// Returns whether the issuer's status list has a witness for a label.
    pub(super) fn is_witnessed(&self, opened: &Opened<'_>, at: Option<When>) -> bool {
        let list = self.status_of(opened.by.issuer, at);
        list.is_some_and(|list| list.is_witnessed(opened.label.status_index(), opened.witness))
    }

    /// Returns the clock floor of the authority: the time at which its newest trust list was issued.
    pub(super) fn clock_floor(&self) -> Timestamp {
        self.trust().statement().issued_at
    }

    /// Returns the clock floor of an issuer: that of the authority, or the time of the issuer's latest status list
    ///
    pub(super) fn floor_of(&self, issuer: &Issuer, at: Option<When>) -> Timestamp {
        let counted = self.of_issuer(issuer, at).filter(|held| held.is_allowed).map(|held| held.list.issued_at());
        counted.fold(self.clock_floor(), Timestamp::max)
    }

    /// Returns every key with that ID.
    pub(super) fn keys_with_id(&self, key_id: KeyId) -> impl Iterator<Item = (&Authority, Candidate<'_>)> {
        let with_id = self.keys.iter().filter(move |(id, ..)| *id == key_id);
        with_id.filter_map(move |(_, issuer_at, key_at)| {
            let issuer = self.trust().statement().issuers.get(*issuer_at)?;
            Some((self, Candidate { trust: self.trust(), issuer, key: issuer.keys.get(*key_at)? }))
        })
    }

    /// Returns the authority with the next trust list if that may follow; none if it is the list held.
    pub(super) fn followed_by(
        &self,
        next: &Arc<TrustList>,
        now: Option<Timestamp>,
    ) -> Result<Option<Self>, TrustError> {
        let longer = self.chain.followed_by(next, now)?;
        Ok(longer.map(|chain| Authority::with(chain, self.statuses.clone())))
    }

    /// Takes a status list that a key of this authority has signed, if it may follow the one held.
    pub(super) fn take_status(&mut self, next: Held, now: Option<Timestamp>) -> Result<Update, StatusError> {
        let issued_at = next.list.issued_at();
        let floor = self.clock_floor();
        let latest = match now {
            None => Timestamp::MAX,
            Some(now) if now < floor => self.trust().statement().expires_at,
            Some(now) => a_day_after(now),
        };
        if issued_at > latest {
            return Err(StatusError::Future { issued_at, latest });
        }
        let of_issuer = self.statuses.iter().filter(|held| held.list.is_of_issuer_of(&next.list));
        if let Some(Held { list: held, .. }) = of_issuer.max_by_key(|held| held.list.issued_at()) {
            match issued_at.cmp(&held.issued_at()) {
                Ordering::Less => return Err(StatusError::Older { issued_at, held: held.issued_at() }),
                Ordering::Equal if held.has_payload_of(&next.list) => return Ok(Update::Known),
                Ordering::Equal => return Err(StatusError::Equivocation { issued_at }),
                Ordering::Greater => next.list.check_final_values(held)?,
            }
        }
        self.keep(next);
        Ok(Update::Taken)
    }

    /// Restores a status list that was only remembered.
    pub(super) fn remember(&mut self, mut old: Held) -> Result<Update, StatusError> {
        if !old.judge_again(self.trust()) {
            return Err(StatusError::UnknownKey { key_id: old.list.key_id() });
        }
        let is_newer = |held: &Held| held.list.key() == old.list.key() && held.list.issued_at() >= old.list.issued_at();
        if self.statuses.iter().any(is_newer) {
            return Ok(Update::Known);
        }
        self.keep(Held { counts: false, ..old });
        Ok(Update::Taken)
    }

    /// Keeps a status list. No earlier list of its issuer counts any more. One of the same key is forgotten, unless the
    /// new list may still fall.
    fn keep(&mut self, next: Held) {
        self.statuses.retain_mut(|held| {
            let is_earlier = held.list.is_of_issuer_of(&next.list) && held.list.issued_at() < next.list.issued_at();
            held.counts &= !is_earlier;
            !is_earlier || held.list.key() != next.list.key() || (next.is_unconfirmed && !held.is_unconfirmed)
        });
        self.statuses.push(next);
    }

    /// Judges status lists again that were taken while the clock was known to be wrong, if it no longer is.
    pub(super) fn confirm(&mut self, now: Timestamp) {
        let floor = self.clock_floor();
        if now < floor {
            return;
        }
        self.statuses.retain(|held| !held.falls_at(now, floor));
        // Of two confirmed lists of one key, only the later one is remembered.
        let all = self.statuses.clone();
        let is_latest = |held: &Held| {
            !all.iter()
                .any(|other| other.list.key() == held.list.key() && other.list.issued_at() > held.list.issued_at())
        };
        self.statuses.retain(is_latest);
        self.statuses.iter_mut().for_each(|held| held.is_unconfirmed = false);
    }

    /// Checks that the lists of two authorities have no common key, and no overlapping prefixes.
    pub(super) fn check_apart(next: &TrustList, other: &TrustList) -> Result<(), TrustError> {
        let keys = |list: &TrustList| {
            let statement = list.statement();
            let issuers = statement.issuers.iter().flat_map(|issuer| &issuer.keys).map(|key| key.public_key.to_bytes());
            let mut keys = BTreeSet::new();
            // Keys are inserted one at a time: `collect` would sort them first, which adds code to the library.
            statement.roots.iter().map(PublicKey::to_bytes).chain(issuers).for_each(|key| {
                keys.insert(key);
            });
            keys
        };
        if keys(next).intersection(&keys(other)).next().is_some() {
            return Err(TrustError::Conflict { what: "both have the same public key".to_owned() });
        }
        let prefixes = |list: &TrustList| {
            list.statement().issuers.iter().flat_map(|issuer| issuer.prefixes.clone()).collect::<Vec<_>>()
        };
        let others = prefixes(other);
        match prefixes(next).iter().find(|prefix| others.iter().any(|other| other.overlaps(prefix))) {
            Some(prefix) => Err(TrustError::Conflict { what: format!("the carrier prefix {prefix} overlaps") }),
            None => Ok(()),
        }
    }
}
