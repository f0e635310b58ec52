//! Orders a publication, computes its list, signs it, and stores it.

use super::account::Account;
use crate::event::{Data, Event, Kind, PublicationOrder};
use crate::ledger::{Ledger, LedgerError, Now, Pen, head, settled};
use crate::officer::CountError;
use crate::store::{Access, Cell, Store, StoreError, insert_all, within};
use crate::view::{Trust, is_lost, last_publication, last_restoration, next_index};
use starseal::status::{LedgerHead, Publication, SignStatusError, StatusError, StatusObjects};
use starseal::verify::Digest;
use starseal::{Signer, StatusList, Timestamp};

/// Lists grow by steps, so that their length does not show each grant.
const INDEXES_AT_ONCE: u32 = 1024;

/// The key that signs status lists.
pub struct StatusKey<'a> {
    /// The key.
    pub signer: &'a dyn Signer,
    /// The number of seconds after which a newer list should be available; none if the lists do not say it.
    pub expires_in: Option<u64>,
    /// The number of bytes to sign from which on the key signs a message of that length before a list is ordered; none
    /// if it signs messages of any length. An ordered list that the key's device cannot sign would stop all
    /// publications.
    pub tried_from: Option<usize>,
}

/// A publication: the event that ordered it, and the signed list with its objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The number of the event.
    pub event: u64,
    /// The hash of the event, which the list binds.
    pub hash: Digest,
    /// The time of the event, which is the list's.
    pub issued_at: Timestamp,
    /// The time from which on a newer list should be available; none if the list does not say it.
    pub expires_at: Option<Timestamp>,
    /// The list and its objects.
    pub lists: Publication,
}

/// Why nothing was published, or not to the end. An ordered publication is finished by a repetition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The list cannot be made from the ledger.
    #[error("no status list can be made: {0}")]
    List(#[from] SignStatusError),
    /// A verifier would refuse the list.
    #[error("a verifier would refuse the status list ({code}): {reason}")]
    Refused {
        /// The code of the verifier.
        code: String,
        /// The message.
        reason: String,
    },
    /// The ordered publication names another key.
    #[error("event {event} orders a list signed with key {named}, and the key given is {given}")]
    OtherKey {
        /// The number of the event.
        event: u64,
        /// The ID of the key that the event names.
        named: String,
        /// The ID of the key given.
        given: String,
    },
    /// Labels of a grant have no seal yet.
    #[error("some labels that event {event} grants are not sealed yet")]
    Unsealed {
        /// The number of the event.
        event: u64,
    },
    /// The rule asks for two officers.
    #[error("the rule asks for two officers for a publication")]
    NeedsTwo,
    /// The caller wanted to end.
    #[error("the work was ended: the list that event {event} orders is not signed yet")]
    Ended {
        /// The number of the event.
        event: u64,
    },
}

impl From<StoreError> for PublishError {
    fn from(error: StoreError) -> Self {
        PublishError::Ledger(error.into())
    }
}

impl From<StatusError> for PublishError {
    fn from(error: StatusError) -> Self {
        PublishError::List(error.into())
    }
}

impl From<CountError> for PublishError {
    fn from(error: CountError) -> Self {
        PublishError::Ledger(error.into())
    }
}

impl PublishError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            PublishError::Ledger(error) => error.code(),
            PublishError::List(SignStatusError::Signer(error)) => error.code(),
            PublishError::List(_) => "list-impossible",
            PublishError::Refused { .. } => "list-refused",
            PublishError::OtherKey { .. } => "other-status-key",
            PublishError::Unsealed { .. } => "labels-unsealed",
            PublishError::NeedsTwo => "publication-needs-two",
            PublishError::Ended { .. } => "ended",
        }
    }
}

/// Publishes a status list: appends the event that orders it, computes the list from the events, signs it, has a
/// verifier read it, and stores it. A publication that was ordered and not finished is finished instead, with the same
/// bytes.
///
/// # Errors
/// [`PublishError`].
pub fn publish(ledger: &mut Ledger, pen: &Pen<'_>, key: &StatusKey<'_>, now: Now) -> Result<Published, PublishError> {
    publish_watched(ledger, pen, key, now, &mut |_, _| true)
}

/// Does the same as [`publish`]. `progress` is told how many registrations and changes were read, and of how many. It
/// ends the work by returning false, after which a repetition finishes the publication.
///
/// # Errors
/// [`PublishError`].
pub fn publish_watched(
    ledger: &mut Ledger,
    pen: &Pen<'_>,
    key: &StatusKey<'_>,
    now: Now,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Published, PublishError> {
    ledger.must_be_compared()?;
    let unfinished = unfinished(ledger.store())?;
    if let Some(event) = unfinished {
        let published = finish(ledger, event, key, progress)?;
        // What was ordered before the ledger was restored is older than what was published since.
        let restored_in = last_restoration(ledger.store())?.map_or(0, |restoration| restoration.event);
        if restored_in < event {
            return Ok(published);
        }
    }
    if let Some(from) = key.tried_from {
        try_length(ledger, key, now, from)?;
    }
    let event = order(ledger, pen, key, now)?;
    finish(ledger, event, key, progress)
}

/// Appends the event that orders a publication. Returns its number.
fn order(ledger: &mut Ledger, pen: &Pen<'_>, key: &StatusKey<'_>, now: Now) -> Result<u64, PublishError> {
    ledger.write(now, |writing| {
        if writing.bench()?.rule().officers_for(Kind::Published) > 1 {
            return Err(PublishError::NeedsTwo);
        }
        if let Some(unsealed) = crate::grant::pending(writing.store())?.first() {
            return Err(PublishError::Unsealed { event: unsealed.event });
        }
        // Another process may have published in between.
        let last = last_publication(writing.store())?;
        let predecessor = match last {
            Some((event, ..)) => match token(writing.store(), event)? {
                Some(list) => Some(Digest::of(&list)),
                None => return Ok(event),
            },
            None => None,
        };
        let order = next_order(writing.store(), key, predecessor)?;
        Ok(writing.append_alone(&Data::Published(order), pen)?.number)
    })
}

/// Returns the order of the next publication, after the last one's list.
fn next_order(
    store: &mut dyn Store,
    key: &StatusKey<'_>,
    predecessor: Option<Digest>,
) -> Result<PublicationOrder, PublishError> {
    let last = last_publication(store)?;
    // A restored ledger goes on after the list that was published last, which it may no longer have.
    let restoration = last_restoration(store)?;
    let after = restoration.filter(|restoration| last.is_none_or(|(event, ..)| event < restoration.event));
    let predecessor = after.and_then(|restoration| restoration.list).or(predecessor);
    let needed = next_index(store)?.max(last.map_or(0, |(.., indexes)| indexes)).max(1);
    let needed = needed.max(restoration.map_or(0, |restoration| restoration.indexes));
    let indexes = needed.div_ceil(INDEXES_AT_ONCE).saturating_mul(INDEXES_AT_ONCE);
    let (public, expires_in) = (key.signer.public_key(), key.expires_in);
    Ok(PublicationOrder { predecessor, key: public, expires_in, indexes })
}

/// Has the key sign a message as long as the next list, if that is long. The message is zeros, which nothing accepts.
fn try_length(ledger: &mut Ledger, key: &StatusKey<'_>, now: Now, from: usize) -> Result<(), PublishError> {
    let last = head(ledger.store())?;
    let number = last.map_or(1, |head| head.number.saturating_add(1));
    let time = last.map_or(now.time, |head| head.time.max(now.time));
    // What stands in their places later has the same length.
    let hash = Digest::of(&[]);
    let order = next_order(ledger.store(), key, Some(hash))?;
    let mut account = account_before(ledger, number, &mut |_, _| true)?;
    let statement = account.publish(&order, LedgerHead { number, hash }, time, ledger.trust())?;
    let bytes = statement.bytes_to_sign()?;
    if bytes > from {
        key.signer.sign(&vec![0; bytes]).map_err(SignStatusError::from)?;
    }
    Ok(())
}

/// Returns the number of the event that ordered a publication which has no list yet.
///
/// # Errors
/// [`LedgerError`].
pub fn unfinished(store: &mut dyn Store) -> Result<Option<u64>, LedgerError> {
    let Some((event, ..)) = last_publication(store)? else { return Ok(None) };
    Ok(if token(store, event)?.is_none() { Some(event) } else { None })
}

/// Computes, signs and stores the list of an ordered publication.
fn finish(
    ledger: &mut Ledger,
    number: u64,
    key: &StatusKey<'_>,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Published, PublishError> {
    let (event, order) = ordered(ledger.store(), number)?;
    let given = key.signer.public_key();
    if given != order.key {
        let [named, given] = [order.key, given].map(|key| key.key_id().to_string());
        return Err(PublishError::OtherKey { event: number, named, given });
    }
    let mut account = account_before(ledger, number, progress)?;
    let head = LedgerHead { number, hash: event.hash() };
    let statement = account.publish(&order, head, event.time, ledger.trust())?;
    let expires_at = statement.expires_at;
    let mut lists = statement.sign(key.signer)?;
    read(ledger, &lists)?;
    within::<_, StoreError>(ledger.store(), Access::Exclusive, |store| {
        // Another process may have finished it. The first list that is stored counts.
        match token(store, number)? {
            Some(first) => lists.list = first,
            None => {
                let row = vec![number.into(), Cell::from(&lists.list)];
                insert_all(store, "token", &["event", "bytes"], [row])?;
            }
        }
        Ok(())
    })?;
    Ok(Published { event: number, hash: head.hash, issued_at: event.time, expires_at, lists })
}

fn ordered(store: &mut dyn Store, number: u64) -> Result<(Event, PublicationOrder), PublishError> {
    let event = settled(store, number)?;
    let content = event.as_ref().map(Event::content).transpose().map_err(LedgerError::from)?;
    match (event, content) {
        (Some(event), Some(Data::Published(order))) => Ok((event, order)),
        _ => Err(StoreError::Damaged { reason: format!("event {number} orders no publication") }.into()),
    }
}

/// Makes the account up to a publication, with the publications before it in order.
fn account_before(
    ledger: &mut Ledger,
    number: u64,
    progress: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Account, PublishError> {
    let mut account = Account::new(ledger.trust());
    let sql = "SELECT (SELECT count(*) FROM registration) + (SELECT count(*) FROM change)";
    let rows = ledger.store().query(sql, &[])?;
    let all = rows.first().map_or(Ok(0), |row| row.number(0))?;
    let mut done = 0_u64;
    let is_whole = account.read_watched(ledger.store(), number, &mut |rows| {
        done = done.saturating_add(rows as u64);
        progress(done, all)
    })?;
    if !is_whole {
        return Err(PublishError::Ended { event: number });
    }
    // Only publications after a correction can set its day.
    let sql = "SELECT event, issued_at FROM publication WHERE event > $1 AND event < $2 ORDER BY event";
    let first = first_correction(ledger.store())?;
    for row in ledger.store().query(sql, &[first.into(), number.into()])? {
        account.pass(row.number(0)?, Timestamp::from_unix_seconds(row.number(1)?))?;
    }
    Ok(account)
}

/// Returns the number of the first event that corrects a registration, or a number that no event has.
fn first_correction(store: &mut dyn Store) -> Result<u64, StoreError> {
    let sql = "SELECT min(event) FROM change WHERE kind = $1";
    let rows = store.query(sql, &[Kind::Corrected.as_str().into()])?;
    let first = rows.first().map_or(Ok(None), |row| row.int_or_null(0))?;
    Ok(first.and_then(|first| u64::try_from(first).ok()).unwrap_or(i64::MAX as u64))
}

/// Reads a list and its objects as a verifier does.
fn read(ledger: &mut Ledger, lists: &Publication) -> Result<(), PublishError> {
    open_with(ledger.trust(), lists).map(drop)
}

/// Opens a list with the trust list, and gives it its objects.
fn open_with(trust: &Trust, lists: &Publication) -> Result<StatusList, PublishError> {
    let refused = |code: starseal::Code, reason: String| PublishError::Refused { code: code.to_string(), reason };
    let list = StatusList::open(&lists.list, [trust.verifier().trust_list()]);
    let list = list.map_err(|error| refused(error.code(), error.to_string()))?;
    let mut objects = StatusObjects::default();
    for object in lists.objects() {
        objects.add(&list, object).map_err(|error| refused(error.code(), error.to_string()))?;
    }
    Ok(list)
}

/// Returns whether a list was published from an event that the ledger does not have: the ledger is an old copy, or has
/// another history. A list of the lost part of a restored ledger, with which it was compared, is no such list, nor is
/// one that was made without a ledger.
///
/// # Errors
/// [`StoreError`].
pub fn is_behind(store: &mut dyn Store, list: &StatusList) -> Result<bool, StoreError> {
    let Some(head) = list.ledger_head() else { return Ok(false) };
    let rows = store.query("SELECT hash FROM event WHERE number = $1", &[head.number.into()])?;
    let held = rows.first().map(|row| row.digest(0)).transpose()?;
    Ok(held != Some(head.hash) && !is_lost(store, head.number, list.issued_at())?)
}

/// Reads the signed list of a publication; none if it has none yet.
pub(crate) fn token(store: &mut dyn Store, event: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let rows = store.query("SELECT bytes FROM token WHERE event = $1", &[event.into()])?;
    rows.first().map(|row| row.bytes(0).map(<[u8]>::to_vec)).transpose()
}

/// Computes the objects of the last publication again, and returns it with its stored list; none if nothing was
/// published, or the last publication is not finished.
///
/// # Errors
/// [`PublishError`].
pub fn latest(ledger: &mut Ledger) -> Result<Option<Published>, PublishError> {
    let Some((number, ..)) = last_publication(ledger.store())? else { return Ok(None) };
    let Some(published) = recent(ledger, number, 1)?.pop() else { return Ok(None) };
    open_with(ledger.trust(), &published.lists)?;
    Ok(Some(published))
}

/// Computes the objects of publications again, and returns them with their stored lists, oldest first: those up to an
/// event, at most `most`. A publication that is not finished is left out.
///
/// # Errors
/// [`PublishError`].
pub fn recent(ledger: &mut Ledger, event: u64, most: usize) -> Result<Vec<Published>, PublishError> {
    let sql = "SELECT event FROM publication WHERE event <= $1 ORDER BY event DESC LIMIT $2";
    let rows = ledger.store().query(sql, &[event.into(), most.into()])?;
    let mut numbers = rows.iter().map(|row| row.number(0)).collect::<Result<Vec<u64>, _>>()?;
    numbers.reverse();
    let Some(first) = numbers.first() else { return Ok(Vec::new()) };
    let mut account = account_before(ledger, *first, &mut |_, _| true)?;
    let mut all = Vec::new();
    for number in numbers {
        account.read_to(ledger.store(), number)?;
        let (event, order) = ordered(ledger.store(), number)?;
        let head = LedgerHead { number, hash: event.hash() };
        let statement = account.publish(&order, head, event.time, ledger.trust())?;
        let expires_at = statement.expires_at;
        let Some(list) = token(ledger.store(), number)? else { continue };
        let mut lists = statement.to_objects()?;
        lists.list = list;
        all.push(Published { event: number, hash: head.hash, issued_at: event.time, expires_at, lists });
    }
    Ok(all)
}
