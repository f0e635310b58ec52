//! The past object: all changes of all indexes, for questions about past days.

use super::table::{last_day_by, rows_of, take_rows};
use super::{InForce, ObjectError, Row};
use crate::label::Date;
use crate::status::{Change, Status, StatusList};
use crate::trust::Scheme;

/// All changes of all indexes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    pub(in crate::status) changes: Vec<Row>,
}

impl Past {
    pub(super) const NAME: &str = "starseal-past";

    /// Checks the object against a list that binds it, and against the list's in-force object if that is held.
    /// All tables are read once, from their start to their end.
    pub(super) fn check(&self, list: &StatusList, in_force: Option<&InForce>) -> Result<(), ObjectError> {
        let (mut changes, binds_in_force) = (self.changes.as_slice(), list.in_force().is_some());
        let (mut entries, mut later) = in_force.map_or((&[][..], &[][..]), |held| (&held.last_days, &held.changes));
        for (index, status) in (0_u32..).zip(list.statuses().iter()) {
            let of_index = take_rows(&mut changes, index);
            let (past, ahead) = of_index.split_at(of_index.partition_point(|row| row.is_effective(list.date())));
            let stating = past.iter().rev().find(|row| row.last_day != 0);
            let has_value = match status {
                Status::NotAllocated => of_index.is_empty(),
                status => past.last().map_or(Status::Active, Row::status) == status,
            };
            let (entry, later) = (take_rows(&mut entries, index).first(), take_rows(&mut later, index));
            let agrees = match in_force {
                None => binds_in_force || (ahead.is_empty() && stating.is_none()),
                Some(_) => {
                    let is_stated = match (entry, stating) {
                        (None, None) => true,
                        (Some(entry), Some(by)) => entry.last_day == by.last_day && by.day <= entry.day,
                        _ => false,
                    };
                    is_stated && ahead == later
                }
            };
            if !has_value || !agrees {
                return Err(ObjectError::Past { index });
            }
        }
        // The rest are changes of indexes that the list does not have.
        changes.first().map_or(Ok(()), |row| Err(ObjectError::Past { index: row.index }))
    }

    /// Returns the status of an index on a day before the date of the list.
    pub(in crate::status) fn status_on(&self, index: u32, day: Date) -> Status {
        let changes = rows_of(&self.changes, index);
        changes.iter().rev().find(|row| row.is_effective(day)).map_or(Status::Active, Row::status)
    }

    /// Returns the last day of a label as it was known on a day before the date of the list, given the printed last day
    ///
    #[must_use]
    pub fn last_day_on(&self, index: u32, printed: Date, day: Date, scheme: &Scheme) -> Date {
        last_day_by(rows_of(&self.changes, index), printed, printed, day, scheme)
    }

    /// Returns all changes, in the order of index and day.
    pub fn changes(&self) -> impl Iterator<Item = (u32, Change)> {
        self.changes.iter().map(|row| (row.index, row.change()))
    }

    /// Returns the changes of an index, in the order of their days.
    pub fn changes_of(&self, index: u32) -> impl Iterator<Item = Change> {
        rows_of(&self.changes, index).iter().map(Row::change)
    }
}
