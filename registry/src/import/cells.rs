//! The cells of a row by their columns, as values.

use super::fault::{Fault, FaultCause};
use crate::issuing::RowCause;
use starseal::Date;
use starseal_tables::table::{self, NoDay, TableRow};
use starseal_tables::text::narrow;

/// The cells of a row, by their columns.
pub(super) struct Cells<'a, C> {
    columns: &'a [Option<C>],
    row: &'a TableRow,
    name: fn(C) -> &'static str,
}

impl<'a, C: Copy + PartialEq> Cells<'a, C> {
    /// Takes a row whose cells can be used.
    ///
    /// # Errors
    /// The [`Fault`] of a cell.
    pub(super) fn new(columns: &'a [Option<C>], row: &'a TableRow, name: fn(C) -> &'static str) -> Result<Self, Fault> {
        if let Some(fault) = &row.fault {
            let column = fault.place.and_then(|place| columns.get(place).copied().flatten());
            // What stands in the column of reasons of a file of bad rows does not matter.
            if fault.place.is_none() || column.is_some() {
                return Err(Fault { column: column.map(name), cause: FaultCause::Cell(fault.cause.clone()) });
            }
        }
        for (column, text) in columns.iter().zip(&row.cells) {
            if let Some(column) = column.filter(|_| table::is_rounded(text)) {
                let cause = FaultCause::Value(RowCause::RoundedNumber { text: text.clone() });
                return Err(Fault::new(name(column), cause));
            }
        }
        Ok(Cells { columns, row, name })
    }

    /// Returns the text of a column; none if it is empty.
    pub(super) fn text(&self, column: C) -> Option<String> {
        let at = self.columns.iter().position(|known| *known == Some(column))?;
        self.row.cells.get(at).filter(|cell| !cell.is_empty()).cloned()
    }

    /// Returns a number that a registry gives, with narrow digits.
    pub(super) fn number(&self, column: C) -> Option<String> {
        self.text(column).map(|text| narrow(&text).trim().to_owned())
    }

    /// Returns the day of a column; none if it is empty.
    ///
    /// # Errors
    /// [`Fault`] if the text is not a day.
    pub(super) fn day(&self, column: C) -> Result<Option<Date>, Fault> {
        let Some(text) = self.text(column) else { return Ok(None) };
        let day = table::day(&text).map_err(|cause| match cause {
            NoDay::Serial(from_1900) => RowCause::SerialDay { text, from_1900 },
            NoDay::Other => RowCause::NotADay { text },
        });
        day.map(Some).map_err(|cause| Fault::new((self.name)(column), FaultCause::Value(cause)))
    }
}
