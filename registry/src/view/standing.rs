//! How a registration stood on a day, by what the ledger knows now and by the list that was published then.

use super::read::{changes, registration};
use crate::store::{Store, StoreError};
use starseal::Date;
use starseal::status::Status;
use starseal::trust::Scheme;

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
    let Some(known) = registration(store, product_id)? else { return Ok(None) };
    let all = changes(store, product_id)?;
    let effective: Vec<_> = all.iter().filter(|change| change.day <= day).collect();
    let last_day = effective.iter().rev().find_map(|change| change.last_day).unwrap_or(known.expires_on);
    let decides = effective.last().filter(|change| change.status != Status::Active);
    let status = match decides.map(|change| change.status) {
        _ if day < known.issued_on => "not-yet-valid",
        Some(Status::Deferral) if day > scheme.end_of_deferral(last_day) => "expired",
        Some(status) => status.as_str(),
        None if day > last_day => "expired",
        None => "active",
    };
    let sql = "SELECT event FROM publication WHERE day <= $1 ORDER BY event DESC LIMIT 1";
    let published_in = store.query(sql, &[day.into()])?.first().map(|row| row.number(0)).transpose()?;
    let event = effective.last().map(|change| change.event);
    let needed = event.unwrap_or(known.event);
    Ok(Some(Standing {
        status,
        last_day,
        reason: decides.map(|change| change.reason.clone()),
        event,
        published_in,
        was_published: published_in.is_some_and(|published| published > needed),
    }))
}
