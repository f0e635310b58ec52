//! The lists of one authority in a verifier: its trust lists from the anchor on, and the status lists of its issuers.

use super::Update;
use super::open::{Candidate, Opened};
use crate::keys::{KeyId, PublicKey};
use crate::label::Timestamp;
use crate::status::{StatusError, StatusList};
use crate::trust::{AuthorityId, Issuer, TrustChain, TrustError, TrustList, latest_expected};
use std::collections::BTreeSet;
use std::sync::Arc;

/// An authority with its lists.
#[derive(Debug, Clone)]
pub(super) struct Authority {
    chain: TrustChain,
    /// For each key of the newest list: its ID, the position of its issuer in the list, and its position in the issuer.
    /// Sorted by ID.
    keys: Vec<(KeyId, usize, usize)>,
    statuses: Vec<Arc<StatusList>>,
}

impl Authority {
    pub(super) fn new(anchor: Arc<TrustList>) -> Self {
        Authority::with(TrustChain::new(anchor), Vec::new())
    }

    /// Makes an authority of a chain, and of those status lists that its newest list still accepts.
    fn with(chain: TrustChain, statuses: Vec<Arc<StatusList>>) -> Self {
        let mut keys = Vec::new();
        for (at, issuer) in chain.newest().statement().issuers.iter().enumerate() {
            keys.extend(issuer.keys.iter().enumerate().map(|(key_at, key)| (key.public_key.key_id(), at, key_at)));
        }
        let statuses = statuses.into_iter().filter(|list| list.judge(chain.newest()).is_ok()).collect();
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

    /// Returns all status lists that are held.
    pub(super) fn statuses(&self) -> impl Iterator<Item = &StatusList> {
        self.statuses.iter().map(AsRef::as_ref)
    }

    /// Returns the status list of an issuer, if it is held.
    pub(super) fn status_of(&self, issuer: &Issuer) -> Option<&Arc<StatusList>> {
        let uri = issuer.status_list.as_ref()?;
        self.statuses.iter().find(|list| list.uri() == uri)
    }

    /// Returns whether the issuer's status list has a witness for a label.
    pub(super) fn is_witnessed(&self, opened: &Opened<'_>) -> bool {
        let list = self.status_of(opened.by.issuer);
        list.is_some_and(|list| list.is_witnessed(opened.label.status_index(), opened.witness))
    }

    /// Returns the clock floor: the earliest time that is possible.
    pub(super) fn clock_floor(&self) -> Timestamp {
        let statement = self.trust().statement();
        let counted = self.statuses.iter().map(|list| list.issued_at()).filter(|iat| *iat <= statement.expires_at);
        counted.fold(statement.issued_at, Timestamp::max)
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

    /// Takes a status list that a key of this authority has signed, if its date is accepted.
    pub(super) fn take_status(&mut self, next: StatusList, now: Option<Timestamp>) -> Result<Update, StatusError> {
        let issued_at = next.issued_at();
        let latest = latest_expected(self.trust().statement(), now);
        if issued_at > latest {
            return Err(StatusError::Future { issued_at, latest });
        }
        let Some(held) = self.statuses.iter_mut().find(|held| held.uri() == next.uri()) else {
            self.statuses.push(Arc::new(next));
            return Ok(Update::Taken);
        };
        match issued_at.cmp(&held.issued_at()) {
            core::cmp::Ordering::Less => Err(StatusError::Older { issued_at, held: held.issued_at() }),
            core::cmp::Ordering::Equal if held.has_payload_of(&next) => Ok(Update::Known),
            core::cmp::Ordering::Equal => Err(StatusError::Equivocation { issued_at }),
            core::cmp::Ordering::Greater => {
                *held = Arc::new(next);
                Ok(Update::Taken)
            }
        }
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
