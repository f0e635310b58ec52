//! How a registration stood on a day, by what the ledger knows now and by the list that was published then.

use super::change::ChangeEntry;
use super::read::{RegistrationEntry, changes, damaged, registration};
use crate::event::{Data, Event};
use crate::store::{Row, Store, StoreError};
use starseal::status::Status;
use starseal::trust::Scheme;
use starseal::{Date, Timestamp};

/// How a registration stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The name of the status: `active`, `deferral`, `expired`, `withdrawn`, `revoked` or `not-yet-valid`.
    pub status: &'static str,
    /// The last day, as it was on that day.
    pub last_day: Date,
    /// The reason of the change that decides; none if the dates do.
    pub reason: Option<String>,
    /// The number of the event of that change.
    pub event: Option<u64>,
    /// The event of the last publication on or before that day, which is what verifiers knew; none if there was none.
    pub published_in: Option<u64>,
    /// Whether that publication had the change that decides.
    pub was_published: bool,
}

/// The list that was in force on a day, and how a registration stood by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOfDay {
    /// The number of the event that ordered the list, which the list itself names.
    pub event: u64,
    /// The time of the list.
    pub issued_at: Timestamp,
    /// The time from which on a newer list should have been there; none if the list does not say it.
    pub expires_at: Option<Timestamp>,
    /// Whether that time was before the day, so that verifiers no longer relied on the list alone.
    pub is_outdated: bool,
    /// The status by the list; none if the registration was granted later, so that the list does not have it.
    pub status: Option<&'static str>,
    /// The last day by the list.
    pub last_day: Option<Date>,
}

/// Why a list says another thing about a day than the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// No list was published by then.
    NoList,
    /// The registration was granted after the list was made.
    GrantedLater(Later),
    /// A change that counts from that day, or from an earlier one, was recorded after the list was made.
    ChangedLater(Later),
}

impl Why {
    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Why::NoList => "no-list",
            Why::GrantedLater(_) => "granted-later",
            Why::ChangedLater(_) => "changed-later",
        }
    }

    /// Returns what was recorded later; none if there was no list.
    #[must_use]
    pub const fn later(&self) -> Option<&Later> {
        match self {
            Why::NoList => None,
            Why::GrantedLater(later) | Why::ChangedLater(later) => Some(later),
        }
    }
}

/// What was recorded after a list was made, and the first list that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Later {
    /// The number of the event.
    pub event: u64,
    /// The time of the event.
    pub recorded_at: Timestamp,
    /// The first list that has it, with its time; none if none has it yet.
    pub published: Option<(u64, Timestamp)>,
}

/// How a registration stood on a day: by the ledger as it is now, and by the list of that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayStanding {
    /// How it stood by the ledger.
    pub ledger: Standing,
    /// The last list of that day or before; none if there was none.
    pub list: Option<ListOfDay>,
    /// Why the list says another thing; none if it says the same.
    pub why: Option<Why>,
}

/// What is known of a registration on a day, given its changes.
pub(crate) struct Known {
    pub(crate) status: &'static str,
    pub(crate) last_day: Date,
    reason: Option<String>,
    event: Option<u64>,
}

/// Returns what is known of a registration on a day, given some of its changes.
pub(crate) fn known_on(entry: &RegistrationEntry, changes: &[&ChangeEntry], day: Date, scheme: &Scheme) -> Known {
    let effective: Vec<_> = changes.iter().filter(|change| change.day <= day).collect();
    let last_day = effective.iter().rev().find_map(|change| change.last_day).unwrap_or(entry.expires_on);
    let decides = effective.last().filter(|change| change.status != Status::Active);
    let status = match decides.map(|change| change.status) {
        _ if day < entry.issued_on => "not-yet-valid",
        Some(Status::Deferral) if day > scheme.end_of_deferral(last_day) => "expired",
        Some(status) => status.as_str(),
        None if day > last_day => "expired",
        None => "active",
    };
    let reason = decides.map(|change| change.reason.clone());
    Known { status, last_day, reason, event: effective.last().map(|change| change.event) }
}

/// Returns how a registration stands on a day; none if there is no such registration.
///
/// # Errors
/// [`StoreError`].
pub fn standing(
    store: &mut dyn Store,
    product_id: &str,
    day: Date,
    scheme: &Scheme,
) -> Result<Option<Standing>, StoreError> {
    Ok(standing_on(store, product_id, day, scheme)?.map(|found| found.ledger))
}

/// Returns how a registration stood on a day, by the ledger as it is now and by the list that was in force; none if
/// there is no such registration.
///
/// # Errors
/// [`StoreError`].
pub fn standing_on(
    store: &mut dyn Store,
    product_id: &str,
    day: Date,
    scheme: &Scheme,
) -> Result<Option<DayStanding>, StoreError> {
    let Some(entry) = registration(store, product_id)? else { return Ok(None) };
    let all = changes(store, product_id)?;
    let known = known_on(&entry, &all.iter().collect::<Vec<_>>(), day, scheme);
    let list = list_of_day(store, &entry, &all, day, scheme)?;
    let published_in = list.as_ref().map(|list| list.event);
    let needed = known.event.unwrap_or(entry.event);
    let ledger = Standing {
        status: known.status,
        last_day: known.last_day,
        reason: known.reason,
        event: known.event,
        published_in,
        was_published: published_in.is_some_and(|published| published > needed),
    };
    let why = match &list {
        None => Some(Why::NoList),
        Some(list) if list.status.is_none() => Some(Why::GrantedLater(later(store, entry.event)?)),
        Some(list) if list.status == Some(ledger.status) && list.last_day == Some(ledger.last_day) => None,
        Some(list) => {
            let missed = all.iter().filter(|change| change.day <= day && change.event > list.event);
            let event = missed.map(|change| change.event).max().unwrap_or(needed);
            Some(Why::ChangedLater(later(store, event)?))
        }
    };
    Ok(Some(DayStanding { ledger, list, why }))
}

/// Returns the last list of a day or before, and what it says.
fn list_of_day(
    store: &mut dyn Store,
    entry: &RegistrationEntry,
    all: &[ChangeEntry],
    day: Date,
    scheme: &Scheme,
) -> Result<Option<ListOfDay>, StoreError> {
    // A list whose time was corrected counts for nothing: verifiers do not take lists of the future.
    let sql = "SELECT p.event, p.issued_at FROM publication p WHERE p.day <= $1 AND NOT EXISTS \
               (SELECT 1 FROM clock_correction c WHERE c.event > p.event AND c.corrected < p.issued_at) \
               ORDER BY p.day DESC, p.event DESC LIMIT 1";
    let rows = store.query(sql, &[day.into()])?;
    let Some(row) = rows.first() else { return Ok(None) };
    let (event, issued_at): (u64, _) = (row.number(0)?, Timestamp::from_unix_seconds(row.number(1)?));
    let expires_at = match event_of(store, event)?.content() {
        Ok(Data::Published(order)) => order.expires_in,
        _ => return Err(damaged(format_args!("event {event} orders no publication"))),
    };
    let expires_at =
        expires_at.map(|seconds| Timestamp::from_unix_seconds(issued_at.unix_seconds().saturating_add(seconds)));
    let is_outdated = expires_at.is_some_and(|expires_at| expires_at <= day.start(scheme.utc_offset_minutes));
    // A list has what the events before it say.
    let listed: Vec<&ChangeEntry> = all.iter().filter(|change| change.event < event).collect();
    let known = (entry.event < event).then(|| known_on(entry, &listed, day, scheme));
    Ok(Some(ListOfDay {
        event,
        issued_at,
        expires_at,
        is_outdated,
        status: known.as_ref().map(|known| known.status),
        last_day: known.map(|known| known.last_day),
    }))
}

fn later(store: &mut dyn Store, event: u64) -> Result<Later, StoreError> {
    let recorded_at = event_of(store, event)?.time;
    let sql = "SELECT event, issued_at FROM publication WHERE event > $1 ORDER BY event LIMIT 1";
    let rows = store.query(sql, &[event.into()])?;
    let read = |row: &Row| Ok((row.number(0)?, Timestamp::from_unix_seconds(row.number(1)?)));
    let published = rows.first().map(read).transpose()?;
    Ok(Later { event, recorded_at, published })
}

fn event_of(store: &mut dyn Store, number: u64) -> Result<Event, StoreError> {
    let rows = store.query("SELECT bytes FROM event WHERE number = $1", &[number.into()])?;
    let row = rows.first().ok_or_else(|| damaged(format_args!("event {number} is missing")))?;
    Event::from_bytes(row.bytes(0)?).map_err(damaged)
}
