//! Status lists whose form, signature and content have been checked (R-63 to R-73).

use super::read::Claims;
use super::token::SignedStatusList;
use super::{Correction, Status, StatusArray, StatusError, StatusObjects};
use crate::digest::Digest;
use crate::keys::{KeyId, PublicKey};
use crate::label::{Date, Timestamp};
use crate::trust::{AuthorityId, Purpose, Scheme, StatusListUri, TrustList};

/// A status list that a key of its issuer has signed (R-63 to R-73). Its objects are beside it: it only has their
/// digests (R-68).
///
/// ```
/// use starseal::StatusList;
/// use starseal::status::{Status, StatusObjects, StatusOn};
/// # use starseal::status::{Change, StatusStatement};
/// # use starseal::trust::{Purpose, StatusListUri, TrustedKey};
/// # use starseal::{Signer, SigningKey, TrustList};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let status_key = SigningKey::from_seed(&[3; 32]);
/// # let uri = StatusListUri::new("https://jc-star.example/status").unwrap();
/// # let mut trust = common::trust_statement();
/// # let (from, until) = (common::date("2025-01-01"), common::date("2030-12-31"));
/// # trust.issuers[0].status_list = Some(uri.clone());
/// # trust.issuers[0].keys.push(TrustedKey::new(status_key.public_key(), Purpose::Status, from, until));
/// # let trust_list = TrustList::open(&trust.sign(&[&common::root_key()])?)?;
/// # let mut statement = StatusStatement::new(uri, &common::scheme(), common::noon("2026-11-22"), 100);
/// # statement.allocate(7)?;
/// # statement.record(7, Change::new(common::date("2026-10-01"), Status::Revoked))?;
/// # let published = statement.sign(&status_key)?;
/// # let (status_list_bytes, past_bytes) = (published.list, published.past);
///
/// let list = StatusList::open(&status_list_bytes, [&trust_list])?;
/// let mut objects = StatusObjects::default();
/// assert_eq!(list.status_on(7, "2026-11-22".parse()?, &objects), StatusOn::Known(Status::Revoked));
/// assert_eq!(list.status_on(7, "2026-09-30".parse()?, &objects), StatusOn::NotKnown);
///
/// // The past is an object of its own.
/// objects.add(&list, &past_bytes)?;
/// assert_eq!(list.status_on(7, "2026-09-30".parse()?, &objects), StatusOn::Known(Status::Active));
/// assert_eq!(list.status_on(7, "2026-10-01".parse()?, &objects), StatusOn::Known(Status::Revoked));
/// assert_eq!(list.status_on(8, "2026-11-22".parse()?, &objects), StatusOn::Known(Status::NotAllocated));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    utc_offset_minutes: i16,
    date: Date,
    statuses: StatusArray,
    in_force: Option<Digest>,
    past: Option<Digest>,
    witnesses: Option<Digest>,
    corrections: Vec<Correction>,
    predecessor: Option<Digest>,
    #[cfg(feature = "ledger")]
    ledger_head: Option<super::LedgerHead>,
}

/// The status of an index on a day, as far as a status list and its objects state it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusOn {
    /// The status on that day.
    Known(Status),
    /// The day is before the date of the list, and the past object is not held.
    NotKnown,
}

impl StatusList {
    /// Finds the key of a status list in trust lists, verifies the signature, and then checks the content (R-63 to
    /// R-73). The date is not compared with a clock.
    ///
    /// If several of the trust lists have the key, the first one that accepts the list counts.
    ///
    /// # Errors
    /// The first [`StatusError`].
    pub fn open<'a>(bytes: &[u8], trust_lists: impl IntoIterator<Item = &'a TrustList>) -> Result<Self, StatusError> {
        let signed = SignedStatusList::from_bytes(bytes)?;
        let key_id = signed.key_id();
        let keys = trust_lists.into_iter().flat_map(|list| {
            list.statement().issuers.iter().flat_map(|issuer| &issuer.keys).map(move |key| (list, key.public_key))
        });
        let candidates: Vec<_> = keys.filter(|(_, key)| key.key_id() == key_id).collect();
        if candidates.is_empty() {
            return Err(StatusError::UnknownKey { key_id });
        }
        // Lists of one chain have the same keys. Each key is tried once.
        let mut keys: Vec<PublicKey> = Vec::new();
        for (_, key) in &candidates {
            if !keys.contains(key) {
                keys.push(*key);
            }
        }
        let key = keys.into_iter().find(|key| signed.is_signed_by(key)).ok_or(StatusError::BadSignature { key_id })?;
        let payload = signed.unverified_payload();
        let claims = Claims::read(payload).map_err(|error| *error)?;
        let (issued_at, expires_at) = (claims.issued_at, claims.expires_at);
        if let Some(expires_at) = expires_at.filter(|expires_at| *expires_at < issued_at) {
            return Err(StatusError::Lifetime { issued_at, expires_at });
        }
        // A URI that no trust list can contain does not belong to any issuer.
        let uri = StatusListUri::new(&claims.uri).ok_or(StatusError::Foreign)?;
        let with_key = || candidates.iter().filter(|(_, other)| *other == key).map(|(list, _)| *list);
        let accepting = with_key().find(|trust| judge(trust, &key, &uri, issued_at).is_ok());
        let trust = accepting.or_else(|| with_key().next()).ok_or(StatusError::UnknownKey { key_id })?;
        let list = StatusList {
            bytes: bytes.to_vec(),
            digest: Digest::of(bytes),
            payload_digest: Digest::of(payload),
            key,
            authority_id: trust.authority_id(),
            uri,
            issued_at,
            expires_at,
            utc_offset_minutes: trust.statement().scheme.utc_offset_minutes,
            date: trust.statement().scheme.date_at(issued_at),
            statuses: claims.statuses,
            in_force: claims.in_force,
            past: claims.past,
            witnesses: claims.witnesses,
            corrections: claims.corrections,
            predecessor: claims.predecessor,
            #[cfg(feature = "ledger")]
            ledger_head: claims.ledger_head,
        };
        if list.corrections.iter().any(|correction| correction.on > list.date) {
            return Err(StatusError::Corrections);
        }
        list.judge(trust)?;
        Ok(list)
    }

    /// Checks this list against a trust list (R-73, R-75): it has the key, the key may sign status lists with this date
    /// and is not compromised, and its issuer has this URI.
    ///
    /// # Errors
    /// `UnknownKey`, `KeyNotAllowed`, `KeyCompromised` or `Foreign`.
    pub fn judge(&self, trust: &TrustList) -> Result<(), StatusError> {
        judge(trust, &self.key, &self.uri, self.issued_at)
    }

    /// Returns the URI of the list.
    #[must_use]
    pub fn uri(&self) -> &StatusListUri {
        &self.uri
    }

    /// Returns the time at which the list was issued, which is its version (R-74).
    #[must_use]
    pub fn issued_at(&self) -> Timestamp {
        self.issued_at
    }

    /// Returns the time by which a newer list should be available, if the list states it. The list remains usable after
    /// that time (R-76).
    #[must_use]
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at
    }

    /// Returns the date on which the list was issued, in the scheme's time zone.
    #[must_use]
    pub fn date(&self) -> Date {
        self.date
    }

    /// Returns the ID of the authority whose trust list has the key.
    #[must_use]
    pub fn authority_id(&self) -> AuthorityId {
        self.authority_id
    }

    /// Returns the ID of the key that signed the list.
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

    /// Returns the statuses, by index.
    #[must_use]
    pub fn statuses(&self) -> &StatusArray {
        &self.statuses
    }

    /// Returns the SHA-256 of the in-force object; none if there is none (R-68).
    #[must_use]
    pub fn in_force(&self) -> Option<Digest> {
        self.in_force
    }

    /// Returns the SHA-256 of the past object; none if there is none (R-68).
    #[must_use]
    pub fn past(&self) -> Option<Digest> {
        self.past
    }

    /// Returns the SHA-256 of the witness directory; none if there is none (R-68, R-72).
    #[must_use]
    pub fn witness_directory(&self) -> Option<Digest> {
        self.witnesses
    }

    /// Returns the corrections, by index (R-97).
    #[must_use]
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections
    }

    /// Returns the SHA-256 of the signed list that this list was made from; none if it does not name one (R-98).
    #[must_use]
    pub fn predecessor(&self) -> Option<Digest> {
        self.predecessor
    }

    /// Returns the event of the registry's ledger from which the list was made; none if the list does not name one
    /// (R-121).
    #[cfg(feature = "ledger")]
    #[must_use]
    pub fn ledger_head(&self) -> Option<super::LedgerHead> {
        self.ledger_head
    }

    /// Returns the status of an index on a day (R-117). An index that the list does not have is not allocated (R-71).
    #[must_use]
    pub fn status_on(&self, index: u32, day: Date, objects: &StatusObjects) -> StatusOn {
        let stated = self.statuses.get(index).unwrap_or(Status::NotAllocated);
        if stated == Status::NotAllocated {
            // An index that is not allocated was never allocated before.
            StatusOn::Known(stated)
        } else if day >= self.date {
            let changed = objects.in_force().and_then(|in_force| in_force.status_on(index, day));
            StatusOn::Known(changed.unwrap_or(stated))
        } else {
            objects.past().map_or(StatusOn::NotKnown, |past| StatusOn::Known(past.status_on(index, day)))
        }
    }

    /// Returns the last day of a label as it is known on a day, given the printed one (R-69).
    #[must_use]
    pub fn last_day_on(&self, index: u32, printed: Date, day: Date, scheme: &Scheme, objects: &StatusObjects) -> Date {
        let last_day = if day >= self.date {
            objects.in_force().map(|in_force| in_force.last_day_on(index, printed, day, scheme))
        } else {
            objects.past().map(|past| past.last_day_on(index, printed, day, scheme))
        };
        last_day.unwrap_or(printed)
    }

    pub(super) fn utc_offset_minutes(&self) -> i16 {
        self.utc_offset_minutes
    }

    /// Returns whether two lists are of one issuer: they have the same URI or the same key (R-95).
    pub(crate) fn is_of_issuer_of(&self, other: &StatusList) -> bool {
        self.uri == other.uri || self.key == other.key
    }

    pub(crate) fn key(&self) -> &PublicKey {
        &self.key
    }

    /// Returns whether two lists have the same payload.
    pub(crate) fn has_payload_of(&self, other: &StatusList) -> bool {
        self.payload_digest == other.payload_digest
    }
}

/// Checks whether a trust list accepts a status list of this key, URI and time (R-73).
fn judge(trust: &TrustList, key: &PublicKey, uri: &StatusListUri, issued_at: Timestamp) -> Result<(), StatusError> {
    let key_id = key.key_id();
    let mut keys = trust.statement().issuers.iter().flat_map(|issuer| issuer.keys.iter().map(move |key| (issuer, key)));
    let found = keys.find(|(_, listed)| listed.public_key == *key);
    let (issuer, key) = found.ok_or(StatusError::UnknownKey { key_id })?;
    let issued_on = trust.statement().scheme.date_at(issued_at);
    if key.purpose != Purpose::Status || !(key.from..=key.until).contains(&issued_on) {
        return Err(StatusError::KeyNotAllowed { key_id, issued_on });
    }
    if let Some(declared_on) = key.compromised {
        return Err(StatusError::KeyCompromised { key_id, declared_on });
    }
    if issuer.status_list.as_ref() != Some(uri) {
        return Err(StatusError::Foreign);
    }
    Ok(())
}
