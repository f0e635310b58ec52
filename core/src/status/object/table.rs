//! Tables of last days and of changes, by index.

use super::ObjectError;
use super::columns::{
    is_day, owners, push_number, read_counts, read_halves, read_indexes, write_halves, write_indexes,
};
use crate::cbor::Reader;
use crate::label::Date;
use crate::limits::MAX_CHANGES;
use crate::status::{Change, Status};
use crate::trust::Scheme;
use coset::cbor::Value;

/// A change, or an entry of last days. An object may have millions, so that a row is kept small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::status) struct Row {
    pub(in crate::status) index: u32,
    /// The effective day of a change, or the start of an entry.
    pub(in crate::status) day: u16,
    /// 0 if a change states no last day.
    pub(in crate::status) last_day: u16,
    /// The value of a change; 0 in an entry.
    pub(in crate::status) value: u8,
}

impl Row {
    /// Makes the row of a change; none if it has a day that R-26 does not allow.
    pub(in crate::status) fn new(index: u32, change: &Change) -> Option<Self> {
        let last_day = change.last_day.map_or(Some(0), claimed)?;
        Some(Row { index, day: claimed(change.effective_on)?, last_day, value: change.status.value() })
    }

    /// Makes an entry of last days, which does not start after its last day; none if R-26 does not allow its days.
    pub(in crate::status) fn entry(index: u32, start: Date, last_day: Date) -> Option<Self> {
        Some(Row { index, day: claimed(start.min(last_day))?, last_day: claimed(last_day)?, value: 0 })
    }

    pub(super) fn status(&self) -> Status {
        Status::from_value(self.value)
    }

    pub(super) fn is_effective(&self, day: Date) -> bool {
        i32::from(self.day) <= day.days()
    }

    fn stated(&self) -> Option<Date> {
        (self.last_day != 0).then(|| Date::of_day(self.last_day))
    }

    pub(super) fn change(&self) -> Change {
        Change { effective_on: Date::of_day(self.day), status: self.status(), last_day: self.stated() }
    }

    /// Returns the stated last day if it counts for a label with this printed one.
    pub(super) fn counted(&self, start: Date, printed: Date, scheme: &Scheme) -> Option<Date> {
        self.stated().filter(|last_day| *last_day >= printed && *last_day <= scheme.latest_expiry(start))
    }
}

fn claimed(day: Date) -> Option<u16> {
    u16::try_from(day.days()).ok().filter(|day| is_day(*day))
}

/// Returns the rows of an index.
pub(super) fn rows_of(rows: &[Row], index: u32) -> &[Row] {
    let rows = rows.get(rows.partition_point(|row| row.index < index)..).unwrap_or_default();
    rows.get(..rows.partition_point(|row| row.index == index)).unwrap_or_default()
}

/// Takes the rows of an index from the start of a table whose earlier rows have been taken.
pub(super) fn take_rows<'a>(rows: &mut &'a [Row], index: u32) -> &'a [Row] {
    let number = rows.iter().take_while(|row| row.index == index).count();
    let (of, rest) = rows.split_at(number);
    *rows = rest;
    of
}

/// Returns the last day by changes that are effective on a day or before, one after the other.
pub(super) fn last_day_by(changes: &[Row], before: Date, printed: Date, day: Date, scheme: &Scheme) -> Date {
    changes.iter().take_while(|row| row.is_effective(day)).fold(before, |before, row| {
        let start = Date::of_day(row.day).max(before.plus_days(1));
        row.counted(start, printed, scheme).unwrap_or(before)
    })
}

/// Reads the columns of a table.
pub(super) fn columns<'a, const N: usize>(reader: &mut Reader<'a>) -> Result<[&'a [u8]; N], ObjectError> {
    reader.tuple(N as u64, |reader| {
        let mut columns: [&[u8]; N] = [&[]; N];
        for column in &mut columns {
            *column = reader.bytes()?;
        }
        Ok(columns)
    })
}

pub(super) fn read_changes(reader: &mut Reader<'_>) -> Result<Vec<Row>, ObjectError> {
    changes(columns(reader)?).ok_or(ObjectError::Table)
}

fn changes([indexes, counts, effective, values, last_days]: [&[u8]; 5]) -> Option<Vec<Row>> {
    let indexes = read_indexes(indexes)?;
    let counts = read_counts(counts, indexes.len(), MAX_CHANGES)?;
    let owners = owners(&indexes, &counts, values.len())?;
    let (effective, last_days) = (read_halves(effective, values.len())?, read_halves(last_days, values.len())?);
    let details = effective.into_iter().zip(values).zip(last_days);
    let rows: Vec<Row> = owners
        .zip(details)
        .map(|(index, ((day, value), last_day))| Row { index, day, last_day, value: *value })
        .collect();
    let ascends = rows.is_sorted_by(|before, next| (before.index, before.day) < (next.index, next.day));
    let is_sound = |row: &Row| {
        is_day(row.day) && (row.last_day == 0 || is_day(row.last_day)) && row.status() != Status::NotAllocated
    };
    (ascends && rows.iter().all(is_sound)).then_some(rows)
}

pub(super) fn read_last_days(reader: &mut Reader<'_>) -> Result<Vec<Row>, ObjectError> {
    last_days(columns(reader)?).ok_or(ObjectError::Table)
}

fn last_days([indexes, last_days, spans]: [&[u8]; 3]) -> Option<Vec<Row>> {
    let indexes = read_indexes(indexes)?;
    let (last_days, spans) = (read_halves(last_days, indexes.len())?, read_halves(spans, indexes.len())?);
    let rows = indexes.into_iter().zip(last_days.into_iter().zip(spans));
    rows.map(|(index, (last_day, span))| {
        let day = last_day.checked_sub(span).filter(|day| is_day(*day))?;
        Some(Row { index, day, last_day, value: 0 })
    })
    .collect()
}

pub(super) fn write_changes(rows: &[Row]) -> Value {
    let (mut indexes, mut counts) = (Vec::new(), Vec::new());
    let mut rest = rows;
    while let Some(row) = rest.first() {
        indexes.push(row.index);
        push_number(&mut counts, take_rows(&mut rest, row.index).len() as u32);
    }
    bytes([
        write_indexes(indexes),
        counts,
        write_halves(rows.iter().map(|row| row.day)),
        rows.iter().map(|row| row.value).collect(),
        write_halves(rows.iter().map(|row| row.last_day)),
    ])
}

pub(super) fn write_last_days(rows: &[Row]) -> Value {
    bytes([
        write_indexes(rows.iter().map(|row| row.index)),
        write_halves(rows.iter().map(|row| row.last_day)),
        write_halves(rows.iter().map(|row| row.last_day.wrapping_sub(row.day))),
    ])
}

/// Makes the value of a table from its columns.
pub(super) fn bytes<const N: usize>(columns: [Vec<u8>; N]) -> Value {
    Value::Array(columns.into_iter().map(Value::Bytes).collect())
}
