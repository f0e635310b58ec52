//! What follows from changes of registrations.

use super::apply::ApplyError;
use super::read::{application, changes, registration, steps};
use super::repair::{apply_lost_change, lost_index, published_on};
use super::trust::Trust;
use crate::event::{Kind, StatusChange, Step};
use crate::life::{Refusal, Registration, State, check_change};
use crate::store::{Cell, Store, insert_all};
use starseal::Date;
use starseal::status::Status;

/// A change of a registration as the view holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeEntry {
    /// The kind.
    pub kind: Kind,
    /// The day on which it takes effect.
    pub day: Date,
    /// The new last day, of an extension.
    pub last_day: Option<Date>,
    /// The last day before the change.
    pub before: Date,
    /// The status from the day on.
    pub status: Status,
    /// The reason.
    pub reason: String,
    /// The number of the event.
    pub event: u64,
}

pub(super) fn apply_changes(
    store: &mut dyn Store,
    number: u64,
    kind: Kind,
    entries: &[StatusChange],
    trust: &Trust,
) -> Result<(), ApplyError> {
    let published_on = published_on(store)?;
    for entry in entries {
        apply_change(store, number, kind, entry, trust, published_on)?;
    }
    Ok(())
}

fn apply_change(
    store: &mut dyn Store,
    number: u64,
    kind: Kind,
    entry: &StatusChange,
    trust: &Trust,
    published_on: Option<Date>,
) -> Result<(), ApplyError> {
    let known = registration(store, &entry.product_id)?;
    if let (None, Some(index)) = (&known, lost_index(store, &entry.product_id)?) {
        return apply_lost_change(store, number, kind, entry, index, published_on);
    }
    let known = known.ok_or_else(|| Refusal::NoRegistration { product_id: entry.product_id.clone() })?;
    let before = changes(store, &entry.product_id)?;
    let requested_on = request(store, &known.application, &before)?;
    let state = Registration {
        issued_on: known.issued_on,
        last_day: known.last_day,
        status: known.status,
        changes: known.changes,
        changed_on: before.last().map(|last| last.day),
        requested_on,
    };
    let changed = check_change(kind, entry, &state, trust.scheme(), published_on)?;
    let row: Vec<Cell> = vec![
        (&entry.product_id).into(),
        known.changes.into(),
        kind.as_str().into(),
        entry.day.into(),
        entry.last_day.into(),
        known.last_day.into(),
        changed.status.as_str().into(),
        (&entry.reason).into(),
        number.into(),
    ];
    let columns = ["product_id", "place", "kind", "day", "last_day", "before", "status", "reason", "event"];
    insert_all(store, "change", &columns, [row])?;
    let sql = "UPDATE registration SET last_day = $1, status = $2, changes = $3 WHERE product_id = $4";
    let changes = known.changes.saturating_add(1);
    let cells = [changed.last_day.into(), changed.status.as_str().into(), changes.into(), (&entry.product_id).into()];
    store.execute(sql, &cells)?;
    Ok(())
}

/// Returns the day on which the holder applied for the extension in process: since the last extension.
fn request(store: &mut dyn Store, number: &str, before: &[ChangeEntry]) -> Result<Option<Date>, ApplyError> {
    if application(store, number)?.is_none_or(|known| known.state != State::Granted) {
        return Ok(None);
    }
    let extended = before.iter().rev().find(|change| change.kind == Kind::Extended).map_or(0, |change| change.event);
    let requested = steps(store, number)?;
    let requested = requested
        .iter()
        .rev()
        .find(|row| row.passed.step == Step::ExtensionRequested && row.undone.is_none() && row.event > extended);
    Ok(requested.map(|row| row.passed.day))
}
