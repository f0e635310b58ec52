//! What follows from the events that bring a ledger back in order.

use super::apply::ApplyError;
use super::read::{application, damaged, next_index, registration};
use crate::event::{ClockCorrection, Erasure, Kind, LostChange, Restoration, StatusChange};
use crate::life::Refusal;
use crate::store::{Cell, Row, Store, StoreError, insert_all, is_other_history, keep_history};
use starseal::status::Status;
use starseal::verify::Digest;
use starseal::{Date, Timestamp};

/// The comparison of a restored ledger as the view holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestorationEntry {
    /// The number of the event.
    pub event: u64,
    /// The SHA-256 of the list that was published last; none if nothing was published.
    pub list: Option<Digest>,
    /// The number of indexes of that list.
    pub indexes: u32,
}

pub(super) fn apply_restoration(
    store: &mut dyn Store,
    number: u64,
    restoration: &Restoration,
) -> Result<(), ApplyError> {
    let least = next_index(store)?;
    if restoration.first_index < least {
        return Err(Refusal::FirstIndex { first: restoration.first_index, least }.into());
    }
    let published = restoration.published.as_ref();
    let row: Vec<Cell> = vec![
        number.into(),
        published.map(|list| Cell::from(&list.digest)).unwrap_or(Cell::Null),
        published.map(|list| list.event).into(),
        published.map(|list| Cell::from(&list.hash)).unwrap_or(Cell::Null),
        published.map(|list| list.issued_at.unix_seconds()).into(),
        published.map_or(0, |list| list.indexes).into(),
        restoration.first_index.into(),
    ];
    let columns = ["event", "sha256", "published_event", "published_hash", "issued_at", "indexes", "first_index"];
    insert_all(store, "restoration", &columns, [row])?;
    let ranges = restoration.lost.iter().map(|(first, last)| vec![(*first).into(), (*last).into(), number.into()]);
    insert_all(store, "lost", &["first_index", "last_index", "event"], ranges)?;
    let change = |change: &LostChange| -> Vec<Cell> {
        vec![
            change.index.into(),
            change.day.into(),
            change.status.as_str().into(),
            change.last_day.into(),
            change.start.into(),
            number.into(),
        ]
    };
    let columns = ["status_index", "day", "status", "last_day", "start", "event"];
    insert_all(store, "lost_change", &columns, restoration.lost_changes.iter().map(change))?;
    for product_id in &restoration.owed {
        if registration(store, product_id)?.is_none() {
            return Err(Refusal::NoRegistration { product_id: product_id.clone() }.into());
        }
    }
    let owed = restoration.owed.iter().map(|product_id| vec![product_id.into(), number.into()]);
    insert_all(store, "owed", &["product_id", "event"], owed)?;
    Ok(())
}

/// Checks that what the publication before a restoration called withdrawn or revoked is so in the ledger, or was
/// corrected since.
pub(super) fn check_owed(store: &mut dyn Store) -> Result<(), ApplyError> {
    let sql = "SELECT o.product_id, r.status FROM owed o JOIN registration r ON r.product_id = o.product_id \
               WHERE r.status NOT IN ('withdrawn', 'revoked') AND NOT EXISTS \
               (SELECT 1 FROM change c WHERE c.product_id = o.product_id AND c.event > o.event \
               AND c.kind = 'corrected') ORDER BY o.product_id LIMIT 1";
    match store.query(sql, &[])?.first() {
        Some(row) => {
            let status = row.text(1)?.parse().map_err(damaged)?;
            Err(Refusal::Owed { product_id: row.text(0)?.to_owned(), status }.into())
        }
        None => Ok(()),
    }
}

/// The start of the name by which a registration that is lost is changed. Its index follows.
const LOST_PREFIX: &str = "index:";

/// Returns the index of a registration that a restored ledger has lost, by the name `index:N`.
pub(super) fn lost_index(store: &mut dyn Store, name: &str) -> Result<Option<u32>, StoreError> {
    let Some(index) = name.strip_prefix(LOST_PREFIX).and_then(|index| index.parse::<u32>().ok()) else {
        return Ok(None);
    };
    let sql = "SELECT first_index FROM lost WHERE first_index <= $1 AND last_index >= $2";
    Ok(store.query(sql, &[index.into(), index.into()])?.first().map(|_| index))
}

/// Withdraws or revokes a registration of which only the index is left. Its labels are known to nobody here, so nothing
/// else can be decided about it.
pub(super) fn apply_lost_change(
    store: &mut dyn Store,
    number: u64,
    kind: Kind,
    entry: &StatusChange,
    index: u32,
    published_on: Option<Date>,
) -> Result<(), ApplyError> {
    let product_id = || entry.product_id.clone();
    let sql = "SELECT day, status FROM lost_change WHERE status_index = $1 ORDER BY day DESC LIMIT 1";
    let rows = store.query(sql, &[index.into()])?;
    let before = rows.first().map(|row| Ok::<_, StoreError>((row.day(0)?, row.text(1)?.parse().map_err(damaged)?)));
    let before: Option<(Date, Status)> = before.transpose()?;
    let status = before.map_or(Status::Active, |(_, status)| status);
    let next = match kind {
        Kind::Withdrawn => Status::Withdrawn,
        Kind::Revoked => Status::Revoked,
        _ => return Err(Refusal::ChangeImpossible { product_id: product_id(), status, kind }.into()),
    };
    if entry.last_day.is_some() {
        return Err(Refusal::LastDay { product_id: product_id(), kind }.into());
    }
    if matches!(status, Status::Withdrawn | Status::Revoked) {
        return Err(Refusal::ChangeImpossible { product_id: product_id(), status, kind }.into());
    }
    if let Some((last, _)) = before.filter(|(last, _)| entry.day <= *last) {
        return Err(Refusal::BeforeLastChange { product_id: product_id(), day: entry.day, last }.into());
    }
    if let Some(published) = published_on.filter(|published| entry.day < *published) {
        return Err(Refusal::Retroactive { product_id: product_id(), day: entry.day, published }.into());
    }
    let row = vec![index.into(), entry.day.into(), next.as_str().into(), number.into()];
    insert_all(store, "lost_change", &["status_index", "day", "status", "event"], [row])?;
    Ok(())
}

pub(super) fn apply_clock(
    store: &mut dyn Store,
    number: u64,
    time: Timestamp,
    correction: &ClockCorrection,
) -> Result<(), ApplyError> {
    let (wrong, corrected) = (correction.wrong, correction.corrected);
    if corrected > time || time >= wrong {
        return Err(Refusal::Clock { wrong, corrected, event: time }.into());
    }
    let row = vec![number.into(), wrong.unix_seconds().into(), corrected.unix_seconds().into()];
    insert_all(store, "clock_correction", &["event", "wrong", "corrected"], [row])?;
    Ok(())
}

/// Erases personal data. Where the view is made again, there are none to erase.
pub(super) fn apply_erasure(store: &mut dyn Store, number: u64, erasure: &Erasure) -> Result<(), ApplyError> {
    for (of, digests) in &erasure.applications {
        if application(store, of)?.is_none() {
            return Err(Refusal::NoApplication { number: of.clone() }.into());
        }
        for digest in digests {
            let row = vec![digest.into(), of.into(), number.into()];
            insert_all(store, "erasure", &["sha256", "application", "event"], [row]).map_err(|error| match error {
                StoreError::Duplicate { .. } => Refusal::ErasedAlready { number: of.clone() }.into(),
                other => ApplyError::from(other),
            })?;
            store.execute("DELETE FROM personal WHERE sha256 = $1", &[digest.into()])?;
        }
    }
    Ok(())
}

/// Reads the last comparison of a restored ledger; none if there was none.
///
/// # Errors
/// [`StoreError`].
pub fn last_restoration(store: &mut dyn Store) -> Result<Option<RestorationEntry>, StoreError> {
    let sql = "SELECT event, sha256, indexes FROM restoration ORDER BY event DESC LIMIT 1";
    let read = |row: &Row| {
        let list = if row.cells().get(1) == Some(&Cell::Null) { None } else { Some(row.digest(1)?) };
        Ok(RestorationEntry { event: row.number(0)?, list, indexes: row.number(2)? })
    };
    store.query(sql, &[])?.first().map(read).transpose()
}

/// Returns the number of the event up to which the ledger was restored, or its server recovered, if it was not compared
/// with what was published last since.
///
/// # Errors
/// [`StoreError`].
pub fn awaits_comparison(store: &mut dyn Store) -> Result<Option<u64>, StoreError> {
    if let Some(row) = store.query("SELECT event FROM restored", &[])?.first() {
        return row.number(0).map(Some);
    }
    if !is_other_history(store)? {
        return Ok(None);
    }
    store
        .query("SELECT number FROM event ORDER BY number DESC LIMIT 1", &[])?
        .first()
        .map(|row| row.number(0))
        .transpose()
}

/// Records that the ledger was compared with what was published last.
pub(crate) fn end_comparison(store: &mut dyn Store) -> Result<(), StoreError> {
    store.execute("DELETE FROM restored", &[])?;
    keep_history(store)
}

/// Returns the first index that the comparisons of restored ledgers leave free.
pub(super) fn first_index(store: &mut dyn Store) -> Result<u32, StoreError> {
    let rows = store.query("SELECT max(first_index) FROM restoration", &[])?;
    let first = rows.first().map_or(Ok(None), |row| row.int_or_null(0))?;
    u32::try_from(first.unwrap_or(0)).map_err(damaged)
}

/// Returns the time after which the next list must be: that of the latest list that was published, in the lost part of
/// a restored ledger too. Lists of a time that was corrected since count for nothing, since verifiers do not take them.
///
/// # Errors
/// [`StoreError`].
pub fn published_until(store: &mut dyn Store) -> Result<Option<Timestamp>, StoreError> {
    let latest = |store: &mut dyn Store, table: &str| {
        let sql = format!(
            "SELECT max(p.issued_at) FROM {table} p WHERE NOT EXISTS (SELECT 1 FROM clock_correction c \
             WHERE c.event > p.event AND c.corrected < p.issued_at)"
        );
        store.query(&sql, &[])?.first().map_or(Ok(None), |row| row.int_or_null(0))
    };
    let until = latest(store, "publication")?.max(latest(store, "restoration")?);
    until.map(|until| Ok(Timestamp::from_unix_seconds(u64::try_from(until).map_err(damaged)?))).transpose()
}

/// Returns the day of the last list of the ledger whose time was not corrected since. What it says stays true.
pub(super) fn published_on(store: &mut dyn Store) -> Result<Option<Date>, StoreError> {
    let sql = "SELECT max(p.day) FROM publication p WHERE NOT EXISTS (SELECT 1 FROM clock_correction c \
               WHERE c.event > p.event AND c.corrected < p.issued_at)";
    store.query(sql, &[])?.first().map_or(Ok(None), |row| row.day_or_null(0))
}

/// A range of lost indexes that lists go on to have, or a change of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lost {
    pub(crate) ranges: Vec<(u32, u32)>,
    pub(crate) changes: Vec<LostChange>,
}

/// Reads what comparisons of restored ledgers found lost, in the events after one and up to another.
pub(crate) fn lost(store: &mut dyn Store, after: u64, to: u64) -> Result<Lost, StoreError> {
    let sql = "SELECT first_index, last_index FROM lost WHERE event > $1 AND event <= $2 ORDER BY first_index";
    let rows = store.query(sql, &[after.into(), to.into()])?;
    let ranges = rows.iter().map(|row| Ok((row.number(0)?, row.number(1)?))).collect::<Result<_, StoreError>>()?;
    let sql = "SELECT status_index, day, status, last_day, start FROM lost_change WHERE event > $1 AND event <= $2 \
               ORDER BY status_index, day";
    let read = |row: &Row| {
        Ok(LostChange {
            index: row.number(0)?,
            day: row.day(1)?,
            status: row.text(2)?.parse::<Status>().map_err(damaged)?,
            last_day: row.day_or_null(3)?,
            start: row.day_or_null(4)?,
        })
    };
    let rows = store.query(sql, &[after.into(), to.into()])?;
    Ok(Lost { ranges, changes: rows.iter().map(read).collect::<Result<_, StoreError>>()? })
}

/// Reads the SHA-256 of personal data that were erased, and the event; none if they were not.
///
/// # Errors
/// [`StoreError`].
pub fn erased_in(store: &mut dyn Store, digest: Digest) -> Result<Option<u64>, StoreError> {
    let rows = store.query("SELECT event FROM erasure WHERE sha256 = $1", &[(&digest).into()])?;
    rows.first().map(|row| row.number(0)).transpose()
}

/// Returns whether a list that binds an event which the ledger does not have is known to be lost: a restored ledger was
/// compared with it, or with a later one.
pub(crate) fn is_lost(held: &mut dyn Store, event: u64, issued_at: Timestamp) -> Result<bool, StoreError> {
    let sql = "SELECT published_event, published_hash FROM restoration WHERE published_event >= $1 AND issued_at >= $2";
    for row in held.query(sql, &[event.into(), issued_at.unix_seconds().into()])? {
        let kept = held.query("SELECT hash FROM event WHERE number = $1", &[row.number::<u64>(0)?.into()])?;
        if kept.first().map(|row| row.digest(0)).transpose()? != Some(row.digest(1)?) {
            return Ok(true);
        }
    }
    Ok(false)
}
