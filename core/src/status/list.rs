//! A status list, opened: its key was allowed to sign it, and it does not contradict itself.

use super::history::History;
use super::read::Claims;
use super::token::SignedStatusList;
use super::{Change, Status, StatusArray, StatusError, StatusStatement, Witness};
use crate::digest::Digest;
use crate::keys::{KeyId, PublicKey};
use crate::label::{Date, Timestamp};
use crate::trust::{AuthorityId, Purpose, Scheme, StatusListUri, TrustList};
use std::collections::{BTreeMap, BTreeSet};

/// A status list that a key of its issuer has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusList {
    bytes: Vec<u8>,
    digest: Digest,
    payload_digest: Digest,
    key: PublicKey,
    authority_id: AuthorityId,
    uri: StatusListUri,
    issued_at: Timestamp,
    expires_at: Option<Timestamp>,
    date: Date,
    statuses: StatusArray,
    history: Option<History>,
    witnesses: Vec<(u32, Witness)>,
}

/// What a status list says of an index on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusOn {
    /// Its status.
    Known(Status),
    /// The day is before the list's own, and the list does not say what was then.
    NotKnown,
}

impl StatusList {
    /// Opens a status list: finds its key in the trust lists, verifies its signature, and only then reads it (R-63 to
    /// R-73, but for the time).
    ///
    /// # Errors
    /// [`StatusError`], the first fault found.
    pub fn open<'a>(bytes: &[u8], trust_lists: impl IntoIterator<Item = &'a TrustList>) -> Result<Self, StatusError> {
        let signed = SignedStatusList::from_bytes(bytes)?;
        let key_id = signed.key_id();
        let keys = trust_lists.into_iter().flat_map(|list| {
            list.statement().issuers.iter().flat_map(|issuer| &issuer.keys).map(move |key| (list, key.public_key))
        });
        let mut candidates = keys.filter(|(_, key)| key.key_id() == key_id).peekable();
        if candidates.peek().is_none() {
            return Err(StatusError::UnknownKey { key_id });
        }
        let signer = candidates.find(|(_, key)| signed.is_signed_by(key));
        let (trust, key) = signer.ok_or(StatusError::BadSignature { key_id })?;
        let payload = signed.unverified_payload();
        let claims = Claims::read(payload)?;
        let (issued_at, expires_at) = (claims.issued_at, claims.expires_at);
        if let Some(expires_at) = expires_at.filter(|expires_at| *expires_at < issued_at) {
            return Err(StatusError::Lifetime { issued_at, expires_at });
        }
        let list = StatusList {
            bytes: bytes.to_vec(),
            digest: Digest::of(bytes),
            payload_digest: Digest::of(payload),
            key,
            authority_id: trust.authority_id(),
            // An address that no trust list could name is nobody's.
            uri: StatusListUri::new(&claims.uri).ok_or(StatusError::Foreign)?,
            issued_at,
            expires_at,
            date: trust.statement().scheme.date_at(issued_at),
            statuses: claims.statuses,
            history: claims.history,
            witnesses: claims.witnesses,
        };
        list.check_history()?;
        list.judge(trust)?;
        Ok(list)
    }

    /// Whether a trust list vouches for this one: its key is there, may sign status lists of that date, is not
    /// compromised, and its issuer names this address.
    ///
    /// # Errors
    /// [`StatusError`], the first fault.
    pub fn judge(&self, trust: &TrustList) -> Result<(), StatusError> {
        let key_id = self.key_id();
        let mut keys =
            trust.statement().issuers.iter().flat_map(|issuer| issuer.keys.iter().map(move |key| (issuer, key)));
        let found = keys.find(|(_, key)| key.public_key == self.key);
        let (issuer, key) = found.ok_or(StatusError::UnknownKey { key_id })?;
        let issued_on = trust.statement().scheme.date_at(self.issued_at);
        if key.purpose != Purpose::Status || !(key.from..=key.until).contains(&issued_on) {
            return Err(StatusError::KeyNotAllowed { key_id, issued_on });
        }
        if let Some(declared_on) = key.compromised {
            return Err(StatusError::KeyCompromised { key_id, declared_on });
        }
        if issuer.status_list.as_ref() != Some(&self.uri) {
            return Err(StatusError::Foreign);
        }
        Ok(())
    }

    /// Every index with changes has, on the list's date, the value that the list holds.
    fn check_history(&self) -> Result<(), StatusError> {
        let Some(history) = &self.history else { return Ok(()) };
        let agrees = |index| {
            let status = history.status_on(index, self.date);
            status.is_some() && status == self.statuses.get(index)
        };
        match history.iter().map(|(index, _)| index).find(|index| !agrees(*index)) {
            Some(index) => Err(StatusError::History { index }),
            None => Ok(()),
        }
    }

    /// Where it is published.
    #[must_use]
    pub fn uri(&self) -> &StatusListUri {
        &self.uri
    }

    /// When it was issued: its version.
    #[must_use]
    pub fn issued_at(&self) -> Timestamp {
        self.issued_at
    }

    /// When a newer one should be at hand, where it says. Nothing stops working then.
    #[must_use]
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at
    }

    /// The day on which it was issued, in the scheme's time zone.
    #[must_use]
    pub fn date(&self) -> Date {
        self.date
    }

    /// The authority in whose trust list its key stands.
    #[must_use]
    pub fn authority_id(&self) -> AuthorityId {
        self.authority_id
    }

    /// The key that signed it.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.key.key_id()
    }

    /// Returns the signed list, as received.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the SHA-256 of the signed list, as received.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Its statuses, by index.
    #[must_use]
    pub fn statuses(&self) -> &StatusArray {
        &self.statuses
    }

    /// The changes of an index, in the order of their days.
    pub fn changes_of(&self, index: u32) -> impl Iterator<Item = Change> {
        self.history.iter().flat_map(move |history| history.of(index)).map(|(_, change)| *change)
    }

    /// All changes, in the order of index and day.
    pub fn changes(&self) -> impl Iterator<Item = (u32, Change)> {
        self.history.iter().flat_map(History::iter)
    }

    /// The witnesses, with the index of each.
    pub fn witnesses(&self) -> impl Iterator<Item = (u32, Witness)> {
        self.witnesses.iter().copied()
    }

    /// The status of an index on a day. An index that the list does not have is not allocated.
    #[must_use]
    pub fn status_on(&self, index: u32, day: Date) -> StatusOn {
        let stated = self.statuses.get(index).unwrap_or(Status::NotAllocated);
        let by_history = self.history.as_ref().and_then(|history| history.status_on(index, day));
        let was_active = self.history.is_some() && stated == Status::Active;
        match by_history {
            Some(status) => StatusOn::Known(status),
            // No day can be asked about for an index that no label has.
            None if day >= self.date || was_active || stated == Status::NotAllocated => StatusOn::Known(stated),
            None => StatusOn::NotKnown,
        }
    }

    /// The last day of a label on a day, given the one printed.
    #[must_use]
    pub fn last_day_on(&self, index: u32, printed: Date, day: Date, scheme: &Scheme) -> Date {
        self.history.as_ref().map_or(printed, |history| history.last_day_on(index, printed, day, scheme))
    }

    /// Whether it bears witness to a label.
    #[must_use]
    pub fn is_witnessed(&self, index: u32, witness: Witness) -> bool {
        self.witnesses.binary_search(&(index, witness)).is_ok()
    }

    /// What the issuer's next list starts from. None where this one holds values that we do not write.
    #[must_use]
    pub fn statement(&self) -> Option<StatusStatement> {
        let mut witnesses: BTreeMap<u32, BTreeSet<Witness>> = BTreeMap::new();
        for (index, witness) in &self.witnesses {
            witnesses.entry(*index).or_default().insert(*witness);
        }
        Some(StatusStatement {
            uri: self.uri.clone(),
            issued_at: self.issued_at,
            expires_at: self.expires_at,
            statuses: self.statuses.at_four_bits()?,
            history: self.history.as_ref().map(History::to_map).unwrap_or_default(),
            witnesses,
        })
    }

    /// Whether both state the same, byte for byte.
    pub(crate) fn has_payload_of(&self, other: &StatusList) -> bool {
        self.payload_digest == other.payload_digest
    }
}
