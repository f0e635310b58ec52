//! The in-force object: what every verifier needs beside the statuses.

use super::table::{last_day_by, rows_of};
use super::{ObjectError, Row};
use crate::label::Date;
use crate::status::{Change, Status, StatusList};
use crate::trust::Scheme;

/// The last days of extended indexes, and the changes dated after the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    pub(in crate::status) last_days: Vec<Row>,
    pub(in crate::status) changes: Vec<Row>,
}

impl InForce {
    pub(super) const NAME: &str = "starseal-in-force";

    /// Checks the object against a list that binds it.
    pub(super) fn check(&self, list: &StatusList) -> Result<(), ObjectError> {
        let before = |index| list.statuses().get(index).filter(|status| *status != Status::NotAllocated);
        if let Some(row) = self.last_days.iter().find(|row| before(row.index).is_none()) {
            return Err(ObjectError::InForce { index: row.index });
        }
        let mut last: Option<&Row> = None;
        for row in &self.changes {
            let index = row.index;
            let earlier = last.filter(|last| last.index == index).map(Row::status).or_else(|| before(index));
            let goes_back = earlier.is_none_or(|earlier| earlier.is_final() && !row.status().is_final());
            if goes_back || row.is_effective(list.date()) {
                return Err(ObjectError::InForce { index });
            }
            last = Some(row);
        }
        Ok(())
    }

    /// Returns the status of an index by its changes that are effective on a day; none if it has no such change.
    pub(in crate::status) fn status_on(&self, index: u32, day: Date) -> Option<Status> {
        let changes = rows_of(&self.changes, index);
        changes.iter().rev().find(|row| row.is_effective(day)).map(Row::status)
    }

    /// Returns whether an extension of an index is in force on the list's date.
    pub(crate) fn has_last_day_of(&self, index: u32) -> bool {
        !rows_of(&self.last_days, index).is_empty()
    }

    /// Returns the last day of a label as it is known on a day, on which the list is dated or a later one, given the
    /// printed last day.
    #[must_use]
    pub fn last_day_on(&self, index: u32, printed: Date, day: Date, scheme: &Scheme) -> Date {
        let entry = rows_of(&self.last_days, index).first();
        let before = entry.and_then(|entry| entry.counted(Date::of_day(entry.day), printed, scheme));
        last_day_by(rows_of(&self.changes, index), before.unwrap_or(printed), printed, day, scheme)
    }

    /// Returns the last days of extended indexes: the index, the start of the extension, and the last day.
    pub fn last_days(&self) -> impl Iterator<Item = (u32, Date, Date)> {
        self.last_days.iter().map(|row| (row.index, Date::of_day(row.day), Date::of_day(row.last_day)))
    }

    /// Returns the changes dated after the list, in the order of index and day.
    pub fn changes(&self) -> impl Iterator<Item = (u32, Change)> {
        self.changes.iter().map(|row| (row.index, row.change()))
    }
}
