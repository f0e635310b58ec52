//! A ledger, opened or founded.

use super::error::LedgerError;
use super::pen::Pen;
use super::writing::{Now, Writing};
use crate::event::{Data, Event, Founding};
use crate::officer::Role;
use crate::store::{Access, Cell, Row, Store, StoreError, insert_all, within};
use crate::view::{Trust, apply, awaits_comparison};
use starseal::Timestamp;
use starseal::trust::AuthorityId;
use starseal::verify::Digest;

/// The number of seconds for which the statements of the first officers count.
const FOUNDING_SECONDS: u64 = 3600;

/// The last event of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of the event.
    pub number: u64,
    /// The hash of the event.
    pub hash: Digest,
    /// The time of the event.
    pub time: Timestamp,
}

/// A ledger in a database.
pub struct Ledger {
    store: Box<dyn Store>,
    id: Digest,
    authority: AuthorityId,
    trust: Trust,
    is_trial: bool,
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ledger").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Ledger {
    /// Founds a ledger in a database that has its tables and no event. All first officers sign the first event.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn found(
        mut store: Box<dyn Store>,
        founding: &Founding,
        trust_list: &[u8],
        officers: &[Pen<'_>],
        now: Timestamp,
    ) -> Result<Self, LedgerError> {
        let trust = Trust::open(trust_list, &founding.status_list, Some(founding.authority))?;
        let content = Data::Founded(founding.clone());
        let data = content.to_bytes();
        let day = trust.scheme().date_at(now);
        let expires_at = Timestamp::from_unix_seconds(now.unix_seconds().saturating_add(FOUNDING_SECONDS));
        let sign = |pen: &Pen<'_>| pen.sign(None, content.kind(), &data, Role::Founder, (day, expires_at));
        let statements = officers.iter().map(sign).collect::<Result<Vec<_>, _>>()?;
        let kind = content.kind();
        let event = Event { number: 1, time: now, previous: None, kind, registration: None, data, statements };
        within(store.as_mut(), Access::Exclusive, |store| {
            if head(store)?.is_some() {
                return Err(LedgerError::Store(StoreError::Occupied));
            }
            write(store, &event)?;
            keep(store, trust_list)?;
            apply(store, &event, None, &trust)?;
            Ok(())
        })?;
        let (id, authority, is_trial) = (event.hash(), founding.authority, founding.is_trial);
        Ok(Ledger { store, id, authority, trust, is_trial })
    }

    /// Opens a ledger. Its events are not verified: [`audit`](crate::audit) does that.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn open(mut store: Box<dyn Store>) -> Result<Self, LedgerError> {
        let first = events_after(store.as_mut(), 0, 1)?.into_iter().next();
        let first = first.ok_or(LedgerError::Store(StoreError::Empty))?;
        let Data::Founded(founding) = first.content()? else {
            let reason = "the first event does not found a ledger".to_owned();
            return Err(StoreError::Damaged { reason }.into());
        };
        let sql = "SELECT sha256, status_list FROM trust ORDER BY event DESC LIMIT 1";
        let rows = store.query(sql, &[])?;
        let (digest, uri) = match rows.first() {
            Some(row) => (row.digest(0)?, row.text(1)?.to_owned()),
            None => (founding.trust_list, founding.status_list.clone()),
        };
        let trust = Trust::open(&content_of(store.as_mut(), digest)?, &uri, Some(founding.authority))?;
        let (id, authority, is_trial) = (first.hash(), founding.authority, founding.is_trial);
        Ok(Ledger { store, id, authority, trust, is_trial })
    }

    /// Returns the ledger's ID: the hash of its first event.
    #[must_use]
    pub fn id(&self) -> Digest {
        self.id
    }

    /// Returns whether the ledger is for trials.
    #[must_use]
    pub fn is_trial(&self) -> bool {
        self.is_trial
    }

    /// Returns the trust list that counts.
    #[must_use]
    pub fn trust(&self) -> &Trust {
        &self.trust
    }

    /// Returns the database, to read it.
    pub fn store(&mut self) -> &mut dyn Store {
        self.store.as_mut()
    }

    /// Fails if the ledger was restored, and was not yet compared with what was published last.
    ///
    /// # Errors
    /// `NotCompared`, or another [`LedgerError`].
    pub fn must_be_compared(&mut self) -> Result<(), LedgerError> {
        must_be_compared(self.store.as_mut())
    }

    /// Runs work that accepts the time of this machine, although it is before that of the last event. Such work can
    /// append the correction of the clock, and nothing else.
    ///
    /// # Errors
    /// As for [`write`](Self::write).
    pub fn write_with_corrected_clock<T, E: From<LedgerError> + From<StoreError>>(
        &mut self,
        now: Now,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.write_by(now, true, work)
    }

    /// Runs work that appends events. Another process that writes waits until it ends. If the work fails, nothing of it
    /// is stored.
    ///
    /// # Errors
    /// The error of the work, or [`LedgerError`] if the clock is behind the last event.
    pub fn write<T, E: From<LedgerError> + From<StoreError>>(
        &mut self,
        now: Now,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.write_by(now, false, work)
    }

    fn write_by<T, E: From<LedgerError> + From<StoreError>>(
        &mut self,
        now: Now,
        corrects_clock: bool,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let (id, authority, trust) = (self.id, self.authority, &self.trust);
        let mut adopted = None;
        let result = within::<T, E>(self.store.as_mut(), Access::Exclusive, |store| {
            let head = head(store)?.ok_or(LedgerError::Store(StoreError::Empty))?;
            if !corrects_clock {
                now.check(head.time)?;
            }
            // Another process may have adopted a trust list since this one opened the ledger.
            let newest = newest_trust(store, trust, authority)?;
            let mut writing = Writing::new(store, id, newest.as_ref().unwrap_or(trust), head, now, corrects_clock);
            let result = work(&mut writing)?;
            adopted = writing.into_adopted().or(newest);
            Ok(result)
        })?;
        if let Some(adopted) = adopted {
            self.trust = adopted;
        }
        Ok(result)
    }
}

pub(super) fn must_be_compared(store: &mut dyn Store) -> Result<(), LedgerError> {
    match awaits_comparison(store)? {
        Some(event) => Err(LedgerError::NotCompared { event }),
        None => Ok(()),
    }
}

/// Opens the trust list that counts, if it is another one than the one held.
fn newest_trust(store: &mut dyn Store, held: &Trust, authority: AuthorityId) -> Result<Option<Trust>, LedgerError> {
    let rows = store.query("SELECT sha256, status_list FROM trust ORDER BY event DESC LIMIT 1", &[])?;
    let Some(row) = rows.first() else { return Ok(None) };
    let (digest, uri) = (row.digest(0)?, row.text(1)?);
    if digest == held.digest() {
        return Ok(None);
    }
    Ok(Some(Trust::open(&content_of(store, digest)?, uri, Some(authority))?))
}

/// Reads a content by its SHA-256.
pub(crate) fn content_of(store: &mut dyn Store, digest: Digest) -> Result<Vec<u8>, LedgerError> {
    let rows = store.query("SELECT bytes FROM content WHERE sha256 = $1", &[(&digest).into()])?;
    match rows.first() {
        Some(row) => Ok(row.bytes(0)?.to_vec()),
        None => Err(LedgerError::ContentMissing { digest }),
    }
}

/// Stores a content that an event names by its SHA-256.
pub(super) fn keep(store: &mut dyn Store, bytes: &[u8]) -> Result<(), StoreError> {
    let sql = "INSERT INTO content (sha256, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    store.execute(sql, &[(&Digest::of(bytes)).into(), bytes.into()]).map(drop)
}

/// Appends an event to the table of events.
pub(super) fn write(store: &mut dyn Store, event: &Event) -> Result<(), StoreError> {
    let row = vec![event.number.into(), (&event.hash()).into(), Cell::Bytes(event.to_bytes())];
    insert_all(store, "event", &["number", "hash", "bytes"], [row])
}

/// Reads the last event; none if the ledger has none.
///
/// # Errors
/// [`LedgerError`].
pub fn head(store: &mut dyn Store) -> Result<Option<Head>, LedgerError> {
    let rows = store.query("SELECT number, hash, bytes FROM event ORDER BY number DESC LIMIT 1", &[])?;
    let read = |row: &Row| {
        let event = Event::from_bytes(row.bytes(2)?)?;
        Ok(Head { number: row.number(0)?, hash: row.digest(1)?, time: event.time })
    };
    rows.first().map(read).transpose()
}

/// Reads events in order: at most `most`, after a number.
///
/// # Errors
/// [`LedgerError`].
pub fn events_after(store: &mut dyn Store, number: u64, most: u32) -> Result<Vec<Event>, LedgerError> {
    let sql = "SELECT bytes FROM event WHERE number > $1 ORDER BY number LIMIT $2";
    let rows = store.query(sql, &[number.into(), most.into()])?;
    rows.iter().map(|row| Ok(Event::from_bytes(row.bytes(0)?)?)).collect()
}

/// Returns an event by its number; none if there is none.
///
/// # Errors
/// [`LedgerError`].
pub fn settled(store: &mut dyn Store, number: u64) -> Result<Option<Event>, LedgerError> {
    let rows = store.query("SELECT bytes FROM event WHERE number = $1", &[number.into()])?;
    rows.first().map(|row| Ok(Event::from_bytes(row.bytes(0)?)?)).transpose()
}
