//! The lists of one authority in a verifier: its trust lists from the anchor on, and the status lists of its issuers.

use super::held::Held;
use super::open::{Candidate, Opened};
use super::{Update, When};
use crate::digest::Digest;
use crate::keys::{KeyId, PublicKey};
use crate::label::Timestamp;
use crate::status::{ObjectError, ObjectKind, StatusError, StatusObject, Witnessed};
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
    pub(super) fn statuses(&self) -> impl Iterator<Item = &Held> {
        self.statuses.iter().filter(|held| held.counts)
    }

    /// Returns the status lists held and remembered, in the order in which they can be restored.
    pub(super) fn all_statuses(&self) -> Vec<&Held> {
        let mut all: Vec<_> = self.statuses.iter().collect();
        all.sort_by_key(|held| held.list.issued_at());
        all
    }

    /// Returns the status list of an issuer, if it is held and does not fall at the moment of the question.
    pub(super) fn status_of(&self, issuer: &Issuer, at: Option<When>) -> Option<&Held> {
        self.of_issuer(issuer, at).find(|held| held.counts)
    }

    /// Returns the latest list of an issuer whose in-force object is held and may take the place of a newer one
    ///
    pub(super) fn with_in_force(&self, issuer: &Issuer, at: When) -> Option<&Held> {
        let all = self.of_issuer(issuer, Some(at));
        let usable = all.filter(|held| held.is_allowed && held.objects.in_force().is_some());
        usable.max_by_key(|held| held.list.issued_at())
    }

    fn of_issuer(&self, issuer: &Issuer, at: Option<When>) -> impl Iterator<Item = &Held> {
        let uri = issuer.status_list.as_ref();
        let floor = self.clock_floor();
        let falls = move |held: &Held| matches!(at, Some(When::Now(now)) if held.falls_at(now, floor));
        self.statuses.iter().filter(move |held| Some(held.list.uri()) == uri && !falls(held))
    }

    /// Returns what the issuer's status list says of a witness for a label.
    pub(super) fn witnessed(&self, opened: &Opened<'_>, at: Option<When>) -> Witnessed {
        match self.status_of(opened.by.issuer, at) {
            Some(held) => held.objects.witnessed(&held.list, opened.label.status_index(), opened.witness),
            None if opened.by.issuer.status_list.is_some() => Witnessed::Missing,
            None => Witnessed::No,
        }
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
        let is_incomplete = |held: &Held| held.counts && held.misses_in_force() && held.list.is_of_issuer_of(&old.list);
        let is_held = |held: &Held| held.list.digest() == old.list.digest();
        let is_useful = !self.statuses.iter().any(is_newer) || self.statuses.iter().any(is_incomplete);
        if self.statuses.iter().any(is_held) || !is_useful {
            return Ok(Update::Known);
        }
        self.keep(Held { counts: false, ..old });
        Ok(Update::Taken)
    }

    /// Keeps a status list, with those of its objects that are held for other lists. No earlier list of its issuer
    /// counts any more.
    fn keep(&mut self, next: Held) {
        for held in self.statuses.iter_mut().filter(|held| held.list.is_of_issuer_of(&next.list)) {
            held.counts &= held.list.issued_at() >= next.list.issued_at();
        }
        self.statuses.push(next);
        self.share_objects();
    }

    /// Holds every object for each list that binds it.
    fn share_objects(&mut self) {
        let mut objects = Vec::new();
        self.add_objects(&mut objects);
        for object in &objects {
            self.offer(object);
        }
    }

    /// Adds the objects of all lists held and remembered.
    pub(super) fn add_objects(&self, objects: &mut Vec<Arc<StatusObject>>) {
        for held in self.all_statuses() {
            objects.extend_from_slice(held.objects.as_slice());
        }
    }

    /// Returns whether a list held or remembered, or its directory, names a digest.
    pub(super) fn binds(&self, digest: Digest) -> bool {
        self.statuses.iter().any(|held| held.objects.binds(&held.list, digest))
    }

    /// Returns why an object is refused whose digest is bound.
    pub(super) fn misbound(&self, object: &StatusObject) -> ObjectError {
        let mut faults = self.statuses.iter().map(|held| held.objects.misbound(object));
        faults.find(|fault| *fault == ObjectError::Range).unwrap_or(ObjectError::Unbound)
    }

    /// Takes an object for each list that binds it; none if there is no such list.
    pub(super) fn offer(&mut self, object: &Arc<StatusObject>) -> Offered {
        let mut outcome = None;
        for held in &mut self.statuses {
            outcome = better(outcome, held.objects.take(&held.list, object));
        }
        if outcome == Some(Ok(true)) && matches!(object.content(), ObjectKind::WitnessDirectory(_)) {
            self.share_objects();
        }
        outcome
    }

    /// Forgets the lists of which nothing is needed any more.
    pub(super) fn forget(&mut self) {
        let needed: Vec<bool> = self.statuses.iter().map(|held| self.is_needed(held)).collect();
        let mut needed = needed.into_iter();
        self.statuses.retain(|_| needed.next().unwrap_or(true));
    }

    /// Returns whether a list is the last one of its key, or the last one of its issuer with a held in-force object
    /// while the list that counts misses its own.
    fn is_needed(&self, held: &Held) -> bool {
        let has_object = |held: &Held| held.objects.in_force().is_some();
        let of_issuer = || self.statuses.iter().filter(|other| other.list.is_of_issuer_of(&held.list));
        let is_later = |other: &Held| other.list.issued_at() > held.list.issued_at();
        !self.statuses.iter().any(|later| held.is_replaced_by(later))
            || has_object(held)
                && of_issuer().any(|other| other.counts && other.misses_in_force())
                && !of_issuer().any(|other| is_later(other) && has_object(other))
    }

    /// Judges status lists again that were taken while the clock was known to be wrong, if it no longer is.
    pub(super) fn confirm(&mut self, now: Timestamp) {
        let floor = self.clock_floor();
        if now < floor {
            return;
        }
        self.statuses.retain(|held| !held.falls_at(now, floor));
        self.statuses.iter_mut().for_each(|held| held.is_unconfirmed = false);
        self.forget();
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

/// The outcome of an object for the lists that bind it; none if no list does.
pub(super) type Offered = Option<Result<bool, ObjectError>>;

/// Returns the better one of two outcomes: an object is refused only if it is refused for all lists, and it is new if
/// it is new for one.
pub(super) fn better(one: Offered, other: Offered) -> Offered {
    let rank = |outcome: &Offered| match outcome {
        None => 0,
        Some(Err(_)) => 1,
        Some(Ok(false)) => 2,
        Some(Ok(true)) => 3,
    };
    if rank(&other) > rank(&one) { other } else { one }
}
