//! The history of labels: their changes by day.

use super::{Change, Status};
use crate::label::Date;
use crate::trust::Scheme;
use std::collections::BTreeMap;

/// The changes of all indexes. They are in one vector, since a list may have a million changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct History {
    /// Sorted by index, then by day.
    changes: Vec<(u32, Change)>,
}

impl History {
    /// Makes a history from changes in the order of index and day; none if they are in another order.
    pub(super) fn new(changes: Vec<(u32, Change)>) -> Option<Self> {
        let ascends =
            changes.is_sorted_by(|(a, before), (b, after)| (a, before.effective_on) < (b, after.effective_on));
        ascends.then_some(History { changes })
    }

    pub(super) fn of(&self, index: u32) -> &[(u32, Change)] {
        let start = self.changes.partition_point(|(at, _)| *at < index);
        let end = self.changes.partition_point(|(at, _)| *at <= index);
        self.changes.get(start..end).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, Change)> {
        self.changes.iter().copied()
    }

    /// Returns the status on a day of an index with changes; none for an index without.
    pub(super) fn status_on(&self, index: u32, day: Date) -> Option<Status> {
        let changes = self.of(index);
        let effective = changes.iter().rev().find(|(_, change)| change.effective_on <= day);
        match effective {
            Some((_, change)) => Some(change.status),
            None => (!changes.is_empty()).then_some(Status::Active),
        }
    }

    /// Returns the last day of a label as it is known on a day.
    pub(super) fn last_day_on(&self, index: u32, printed: Date, day: Date, scheme: &Scheme) -> Date {
        let effective = self.of(index).iter().map(|(_, change)| change).take_while(|change| change.effective_on <= day);
        effective.fold(printed, |previous, change| match change.last_day {
            Some(last_day) if last_day <= latest_extension(previous, change.effective_on, scheme) => last_day,
            _ => previous,
        })
    }

    pub(super) fn to_map(&self) -> BTreeMap<u32, Vec<Change>> {
        let mut map: BTreeMap<u32, Vec<Change>> = BTreeMap::new();
        for (index, change) in self.iter() {
            map.entry(index).or_default().push(change);
        }
        map
    }
}

/// Returns the latest last day that an extension may state: the end of the longest validity that starts on the
/// day after the previous last day, or on the day on which the extension takes effect if that is later.
pub(super) fn latest_extension(previous: Date, effective_on: Date, scheme: &Scheme) -> Date {
    scheme.latest_expiry(previous.plus_days(1).max(effective_on))
}
