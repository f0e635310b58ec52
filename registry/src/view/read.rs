//! Reads single entries of the view.

use super::application::ApplicationEntry;
use super::change::ChangeEntry;
use super::repair::first_index;
use crate::event::{Application, Kind, Rule, Step};
use crate::life::{Passed, State};
use crate::officer::{Bench, Officer};
use crate::store::{Cell, Row, Store, StoreError};
use starseal::status::Status;
use starseal::{Date, PublicKey, Timestamp};

pub(super) fn damaged(reason: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged { reason: reason.to_string() }
}

/// Reads the officers and the rule.
///
/// # Errors
/// [`StoreError`].
pub fn bench(store: &mut dyn Store) -> Result<Bench, StoreError> {
    let mut officers = Vec::new();
    for row in store.query("SELECT name, key, retired FROM officer ORDER BY added, name", &[])? {
        let key = row.bytes(1)?.try_into().ok().and_then(|bytes| PublicKey::from_bytes(bytes).ok());
        let key = key.ok_or_else(|| damaged("an officer's key is not a key"))?;
        officers.push(Officer { name: row.text(0)?.to_owned(), key, is_active: row.int_or_null(2)?.is_none() });
    }
    let mut rule = Rule::default();
    for row in store.query("SELECT kind, officers FROM rule ORDER BY kind", &[])? {
        let kind: Kind = row.text(0)?.parse().map_err(damaged)?;
        // A number that the rule cannot have is not taken over, and shows when the view is compared.
        let _ = rule.set(kind, row.number(1)?);
    }
    Ok(Bench::new(officers, rule))
}

/// Reads an application; none if there is none with this number.
///
/// # Errors
/// [`StoreError`].
pub fn application(store: &mut dyn Store, number: &str) -> Result<Option<ApplicationEntry>, StoreError> {
    let sql = "SELECT content, state, state_on, receipt, event FROM application WHERE number = $1";
    let rows = store.query(sql, &[number.into()])?;
    rows.first().map(application_of).transpose()
}

/// Reads an application from the columns content, state, day, receipt and event.
pub(crate) fn application_of(row: &Row) -> Result<ApplicationEntry, StoreError> {
    Ok(ApplicationEntry {
        content: Application::from_bytes(row.bytes(0)?).map_err(damaged)?,
        state: row.text(1)?.parse::<State>().map_err(damaged)?,
        state_on: row.day(2)?,
        receipt: row.text_or_null(3)?.map(str::to_owned),
        event: row.number(4)?,
    })
}

/// A step as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// The step, with its place and day.
    pub passed: Passed,
    /// The number that belongs to the step.
    pub reference: Option<String>,
    /// The reason.
    pub reason: Option<String>,
    /// The number of the event.
    pub event: u64,
    /// The number of the event that took the step back; none if it counts.
    pub undone: Option<u64>,
}

/// Reads all steps of an application, in their order.
///
/// # Errors
/// [`StoreError`].
pub fn steps(store: &mut dyn Store, number: &str) -> Result<Vec<StepRow>, StoreError> {
    let sql =
        "SELECT place, step, day, reference, reason, event, undone FROM step WHERE application = $1 ORDER BY place";
    let rows = store.query(sql, &[number.into()])?;
    let read = |row: &Row| {
        let step: Step = row.text(1)?.parse().map_err(damaged)?;
        Ok(StepRow {
            passed: Passed { place: row.number(0)?, step, day: row.day(2)? },
            reference: row.text_or_null(3)?.map(str::to_owned),
            reason: row.text_or_null(4)?.map(str::to_owned),
            event: row.number(5)?,
            undone: row.int_or_null(6)?.and_then(|event| u64::try_from(event).ok()),
        })
    };
    rows.iter().map(read).collect()
}

/// A registration as the view holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationEntry {
    /// The registered ID.
    pub product_id: String,
    /// The position in the status list.
    pub index: u32,
    /// The application number.
    pub application: String,
    /// The number of the event that granted it.
    pub event: u64,
    /// The position of its first label in that event.
    pub position: u32,
    /// The number of its labels.
    pub labels: u32,
    /// The first day of the labels.
    pub issued_on: Date,
    /// The last day that is printed.
    pub expires_on: Date,
    /// The last day after all changes.
    pub last_day: Date,
    /// The status after all changes, also those dated ahead.
    pub status: Status,
    /// The number of changes.
    pub changes: usize,
}

const REGISTRATION: &str = "SELECT product_id, status_index, application, event, position, labels, \
                            issued_on, expires_on, last_day, status, changes FROM registration";

fn registration_of(row: &Row) -> Result<RegistrationEntry, StoreError> {
    Ok(RegistrationEntry {
        product_id: row.text(0)?.to_owned(),
        index: row.number(1)?,
        application: row.text(2)?.to_owned(),
        event: row.number(3)?,
        position: row.number(4)?,
        labels: row.number(5)?,
        issued_on: row.day(6)?,
        expires_on: row.day(7)?,
        last_day: row.day(8)?,
        status: row.text(9)?.parse().map_err(damaged)?,
        changes: row.number(10)?,
    })
}

/// Reads a registration by its ID; none if there is none.
///
/// # Errors
/// [`StoreError`].
pub fn registration(store: &mut dyn Store, product_id: &str) -> Result<Option<RegistrationEntry>, StoreError> {
    let rows = store.query(&format!("{REGISTRATION} WHERE product_id = $1"), &[product_id.into()])?;
    rows.first().map(registration_of).transpose()
}

/// Reads the registration of an application; none if it is not granted.
///
/// # Errors
/// [`StoreError`].
pub fn registration_of_application(
    store: &mut dyn Store,
    number: &str,
) -> Result<Option<RegistrationEntry>, StoreError> {
    let rows = store.query(&format!("{REGISTRATION} WHERE application = $1"), &[number.into()])?;
    rows.first().map(registration_of).transpose()
}

/// Reads registrations that were granted before an event, each with the content of its application: at most `most`,
/// after a product ID, in the order of the IDs.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn registrations_before(
    store: &mut dyn Store,
    event: u64,
    after: &str,
    most: usize,
) -> Result<Vec<(RegistrationEntry, Application)>, StoreError> {
    let sql = "SELECT r.product_id, r.status_index, r.application, r.event, r.position, r.labels, r.issued_on, \
               r.expires_on, r.last_day, r.status, r.changes, a.content FROM registration r \
               JOIN application a ON a.number = r.application \
               WHERE r.product_id > $1 AND r.event < $2 ORDER BY r.product_id LIMIT $3";
    let rows = store.query(sql, &[after.into(), event.into(), most.into()])?;
    let read = |row: &Row| {
        let content = Application::from_bytes(row.bytes(11)?).map_err(damaged)?;
        Ok((registration_of(row)?, content))
    };
    rows.iter().map(read).collect()
}

/// Reads the changes of a registration, in their order.
///
/// # Errors
/// [`StoreError`].
pub fn changes(store: &mut dyn Store, product_id: &str) -> Result<Vec<ChangeEntry>, StoreError> {
    let sql =
        "SELECT kind, day, last_day, before, status, reason, event FROM change WHERE product_id = $1 ORDER BY place";
    let rows = store.query(sql, &[product_id.into()])?;
    let read = |row: &Row| {
        Ok(ChangeEntry {
            kind: row.text(0)?.parse().map_err(damaged)?,
            day: row.day(1)?,
            last_day: row.day_or_null(2)?,
            before: row.day(3)?,
            status: row.text(4)?.parse().map_err(damaged)?,
            reason: row.text(5)?.to_owned(),
            event: row.number(6)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Reads the last publication: its event, its time and its day, and the number of its indexes; none if nothing was
/// published.
///
/// # Errors
/// [`StoreError`].
pub fn last_publication(store: &mut dyn Store) -> Result<Option<(u64, Timestamp, Date, u32)>, StoreError> {
    let sql = "SELECT event, issued_at, day, indexes FROM publication ORDER BY event DESC LIMIT 1";
    let rows = store.query(sql, &[])?;
    let read = |row: &Row| {
        let time = Timestamp::from_unix_seconds(row.number(1)?);
        Ok((row.number(0)?, time, row.day(2)?, row.number(3)?))
    };
    rows.first().map(read).transpose()
}

/// Returns the first index that no registration has, and that no comparison of a restored ledger keeps from being used.
///
/// # Errors
/// [`StoreError`].
pub fn next_index(store: &mut dyn Store) -> Result<u32, StoreError> {
    let rows = store.query("SELECT max(status_index) FROM registration", &[] as &[Cell])?;
    let highest = rows.first().map_or(Ok(None), |row| row.int_or_null(0))?;
    let next = u32::try_from(highest.map_or(0, |highest| highest.saturating_add(1))).map_err(damaged)?;
    Ok(next.max(first_index(store)?))
}
