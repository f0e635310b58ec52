//! The statuses and changes of all registrations, as the view holds them.

use crate::event::{Kind, PublicationOrder};
use crate::store::{Row, Store, StoreError};
use crate::view::{Trust, lost};
use starseal::status::{Change, LedgerHead, Status, StatusError, StatusStatement};
use starseal::{Date, Timestamp};

/// The number of rows that are read at once.
const PAGE: u32 = 10_000;

/// The statuses and changes of all registrations up to an event, from which a status list is made. It can be brought up
/// to a later event without being read again.
#[derive(Debug, Clone)]
pub struct Account {
    statement: StatusStatement,
    /// The number of the event up to which the view was read.
    read_to: u64,
    /// The corrections that no publication has yet: the number of the event, and the index.
    corrected: Vec<(u64, u32)>,
}

impl Account {
    /// Makes the account of a ledger without registrations.
    #[must_use]
    pub fn new(trust: &Trust) -> Self {
        let start = Timestamp::from_unix_seconds(0);
        let statement = StatusStatement::new(trust.uri().clone(), trust.scheme(), start, 0);
        Account { statement, read_to: 0, corrected: Vec::new() }
    }

    /// Reads what the view holds of the events after the last one read, up to an event.
    ///
    /// # Errors
    /// [`StoreError`] if the view contradicts itself.
    pub fn read_to(&mut self, store: &mut dyn Store, event: u64) -> Result<(), StoreError> {
        self.read_watched(store, event, &mut |_| true).map(drop)
    }

    /// Does the same as [`read_to`](Self::read_to). `progress` is told how many rows were read since the last time, and
    /// ends the work by returning false: then the result is false, and the account cannot be used.
    ///
    /// # Errors
    /// [`StoreError`] if the view contradicts itself.
    pub fn read_watched(
        &mut self,
        store: &mut dyn Store,
        event: u64,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<bool, StoreError> {
        if event <= self.read_to {
            return Ok(true);
        }
        // Publications between two events set the day of the corrections before them.
        self.read_lost(store, event)?;
        let is_whole = self.read_registrations(store, event, progress)? && self.read_changes(store, event, progress)?;
        self.read_to = event;
        Ok(is_whole)
    }

    fn read_registrations(
        &mut self,
        store: &mut dyn Store,
        to: u64,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<bool, StoreError> {
        let sql = "SELECT event, status_index FROM registration WHERE (event, status_index) > ($1, $2) \
                   AND event <= $3 ORDER BY event, status_index LIMIT $4";
        let mut after = (self.read_to, u32::MAX);
        loop {
            let rows = store.query(sql, &[after.0.into(), after.1.into(), to.into(), PAGE.into()])?;
            for row in &rows {
                let index: u32 = row.number(1)?;
                self.statement.statuses.grow(index.saturating_add(1));
                if !self.statement.statuses.set(index, Status::Active) {
                    return Err(contradicts(index));
                }
                after = (row.number(0)?, index);
            }
            let is_wanted = progress(rows.len());
            if rows.len() < PAGE as usize || !is_wanted {
                return Ok(is_wanted);
            }
        }
    }

    /// Takes over what was published of registrations that a restored ledger no longer has. It stays true.
    fn read_lost(&mut self, store: &mut dyn Store, to: u64) -> Result<(), StoreError> {
        let lost = lost(store, self.read_to, to)?;
        for (first, last) in lost.ranges {
            self.statement.statuses.grow(last.saturating_add(1));
            for index in first..=last {
                if !self.statement.statuses.set(index, Status::Active) {
                    return Err(contradicts(index));
                }
            }
        }
        for lost in lost.changes {
            let mut change = Change::new(lost.day, lost.status);
            change.last_day = lost.last_day;
            self.statement.changes.entry(lost.index).or_default().push(change);
            let start = lost.start.map(|start| ((lost.index, lost.day), start));
            self.statement.extension_starts.extend(start);
        }
        Ok(())
    }

    fn read_changes(
        &mut self,
        store: &mut dyn Store,
        to: u64,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<bool, StoreError> {
        // The changes of one registration come in their order, since a later one is in a later event or place.
        let sql = "SELECT r.status_index, c.kind, c.day, c.last_day, c.before, c.status, c.event, c.place, \
                   c.product_id FROM change c JOIN registration r ON r.product_id = c.product_id \
                   WHERE (c.event, c.product_id, c.place) > ($1, $2, $3) AND c.event <= $4 \
                   ORDER BY c.event, c.product_id, c.place LIMIT $5";
        let mut after = (self.read_to.saturating_add(1), String::new(), -1_i64);
        loop {
            let cells = [after.0.into(), (&after.1).into(), after.2.into(), to.into(), PAGE.into()];
            let rows = store.query(sql, &cells)?;
            for row in &rows {
                self.take(row)?;
                after = (row.number(6)?, row.text(8)?.to_owned(), row.number(7)?);
            }
            let is_wanted = progress(rows.len());
            if rows.len() < PAGE as usize || !is_wanted {
                return Ok(is_wanted);
            }
        }
    }

    /// Takes over a change. It replaces a change of the same day, and keeps the last day that that one stated.
    fn take(&mut self, row: &Row) -> Result<(), StoreError> {
        let index: u32 = row.number(0)?;
        let damaged = || contradicts(index);
        let kind: Kind = row.text(1)?.parse().map_err(|_| damaged())?;
        let status: Status = row.text(5)?.parse().map_err(|_| damaged())?;
        let (day, before) = (row.day(2)?, row.day(4)?);
        let mut change = Change::new(day, status);
        change.last_day = row.day_or_null(3)?;
        if change.last_day.is_some() {
            // Of two extensions on one day, the first one knows the last day before both.
            let start = day.max(before.plus_days(1));
            self.statement.extension_starts.entry((index, day)).or_insert(start);
        }
        let changes = self.statement.changes.entry(index).or_default();
        match changes.last_mut() {
            Some(last) if last.effective_on == day => {
                change.last_day = change.last_day.or(last.last_day);
                *last = change;
            }
            Some(last) if last.effective_on > day => return Err(damaged()),
            _ => changes.push(change),
        }
        if kind == Kind::Corrected {
            self.corrected.push((row.number(6)?, index));
        }
        Ok(())
    }

    /// Sets what a publication says of itself. The account must have been read up to its event, and every publication
    /// before it must have been given in order, since corrections have the day of the first list that has them.
    ///
    /// # Errors
    /// [`StatusError`] if the changes contradict the list.
    pub fn publish(
        &mut self,
        order: &PublicationOrder,
        head: LedgerHead,
        issued_at: Timestamp,
        trust: &Trust,
    ) -> Result<&StatusStatement, StatusError> {
        self.statement.issued_at = issued_at;
        self.statement.expires_at = order
            .expires_in
            .map(|seconds| Timestamp::from_unix_seconds(issued_at.unix_seconds().saturating_add(seconds)));
        self.statement.utc_offset_minutes = trust.scheme().utc_offset_minutes;
        self.statement.predecessor = order.predecessor;
        self.statement.ledger_head = Some(head);
        self.statement.statuses.grow(order.indexes);
        self.correct(head.number)?;
        self.statement.bring_up_to_date()?;
        Ok(&self.statement)
    }

    /// Passes a publication whose list is not wanted: corrections before it have its day.
    ///
    /// # Errors
    /// [`StatusError`] if there are too many corrections.
    pub fn pass(&mut self, publication: u64, issued_at: Timestamp) -> Result<(), StatusError> {
        self.statement.issued_at = issued_at;
        self.correct(publication)
    }

    fn correct(&mut self, publication: u64) -> Result<(), StatusError> {
        let (now, later) = self.corrected.drain(..).partition::<Vec<_>, _>(|(event, _)| *event < publication);
        self.corrected = later;
        let mut indexes: Vec<u32> = now.into_iter().map(|(_, index)| index).collect();
        indexes.sort_unstable();
        indexes.dedup();
        indexes.into_iter().try_for_each(|index| self.statement.correct(index, index))
    }

    /// Returns the day of the list.
    #[must_use]
    pub fn day(&self) -> Date {
        self.statement.date()
    }
}

fn contradicts(index: u32) -> StoreError {
    StoreError::Damaged { reason: format!("the changes of index {index} contradict each other") }
}
