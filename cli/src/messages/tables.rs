//! Errors of tables in the language of the run. In English they say themselves what happened.

use super::library::{of_row, quoted};
use super::registry::{of_event, or_english};
use super::{Message, message, of_ledger, say};
use starseal_registry::import::{Fault, FaultCause};
use starseal_tables::table::{CellCause, ColumnsError, Foreign, MAX_ROWS, MAX_TEXT_BYTES, TableError};

/// Returns why a header cannot be used.
pub(crate) fn of_columns(error: &ColumnsError) -> String {
    or_english(columns(error), error)
}

pub(super) fn columns(error: &ColumnsError) -> Option<Message> {
    Some(match error {
        ColumnsError::Unknown { name } => message!("columns-unknown", name = quoted(name)),
        ColumnsError::Doubled { first, second } => {
            message!("columns-doubled", first = quoted(first), second = quoted(second))
        }
        ColumnsError::NotThere { name } => message!("columns-not-there", name = quoted(name)),
        ColumnsError::Missing { name } => message!("columns-missing", name = name),
        _ => return None,
    })
}

/// Returns why a table cannot be read.
pub(crate) fn of_table(error: &TableError) -> String {
    or_english(table(error), error)
}

pub(super) fn table(error: &TableError) -> Option<Message> {
    Some(match error {
        TableError::Unreadable { reason } => message!("table-unreadable", reason = reason),
        TableError::Foreign { foreign } => message!("table-foreign", foreign = of_foreign(*foreign)?),
        TableError::Empty => message!("table-empty"),
        TableError::TooLarge { row } => {
            message!("table-too-large", row = row, rows = MAX_ROWS, megabytes = MAX_TEXT_BYTES / (1024 * 1024))
        }
        TableError::PartTooLarge { part, what } => message!("table-part-too-large", part = part, what = what),
        TableError::MixedEncodings => message!("issue-mixed-encodings"),
        TableError::NoSheet { name, .. } => message!("table-no-sheet", name = quoted(name)),
        TableError::SeveralSheets { sheets } => message!("table-several-sheets", count = sheets.len()),
        TableError::NotJson { line, reason } => message!("table-not-json", line = line, reason = reason),
        _ => return None,
    })
}

/// Returns the name of a form that is not read.
fn of_foreign(foreign: Foreign) -> Option<Message> {
    Some(match foreign {
        Foreign::Protected => message!("foreign-protected"),
        Foreign::Xlsb => message!("foreign-xlsb"),
        Foreign::Numbers => message!("foreign-numbers"),
        Foreign::Markup => message!("foreign-markup"),
        Foreign::Zip => message!("foreign-zip"),
        Foreign::Binary => message!("foreign-binary"),
        _ => return None,
    })
}

/// Returns why a row was not taken, with its column.
pub(crate) fn of_import(fault: &Fault) -> String {
    let cause = of_fault(&fault.cause);
    match fault.column {
        Some(column) => say!("table-at-column", column = column, fault = cause),
        None => cause,
    }
}

fn of_fault(cause: &FaultCause) -> String {
    match cause {
        FaultCause::Cell(cause) => or_english(cell(cause), cause),
        FaultCause::Value(cause) => of_row(cause),
        FaultCause::Event(fault) => of_event(fault),
        FaultCause::Ledger(error) => of_ledger(error),
        other => or_english(fault(other), other),
    }
}

pub(super) fn fault(cause: &FaultCause) -> Option<Message> {
    Some(match cause {
        FaultCause::Missing => message!("fault-missing"),
        FaultCause::StepMissing { before } => message!("fault-step-missing", before = before),
        FaultCause::StepBack { day, last } => message!("fault-step-back", day = day, last = last),
        FaultCause::ReceiptMissing => message!("fault-receipt-missing"),
        FaultCause::OtherRow { number } => message!("fault-other-row", number = number),
        FaultCause::Differs { what, row } => message!("fault-differs", what = what, row = row),
        FaultCause::ModelTwice { number } => message!("fault-model-twice", number = number),
        FaultCause::TooManyModels { number, models, most } => {
            message!("fault-too-many-models", number = number, models = models, most = most)
        }
        FaultCause::UnknownChange { text } => message!("fault-unknown-change", text = quoted(text)),
        FaultCause::Repeated { product_id, row } => {
            message!("fault-repeated", product_id = product_id, row = row)
        }
        _ => return None,
    })
}

pub(super) fn cell(cause: &CellCause) -> Option<Message> {
    Some(match cause {
        CellCause::CellCount { cells, columns } => message!("row-cell-count", cells = cells, columns = columns),
        CellCause::Unnamed { text } => message!("row-unnamed-cell", text = quoted(text)),
        CellCause::NotUtf8 => message!("row-encoding"),
        CellCause::TooLong { bytes } => message!("cell-too-long", bytes = bytes),
        CellCause::ErrorValue { text } => message!("cell-error-value", text = text),
        CellCause::FormulaWithoutValue => message!("cell-formula-without-value"),
        CellCause::NotAValue { found } => message!("cell-not-a-value", found = found),
        CellCause::DoubledName { name } => message!("cell-doubled-name", name = quoted(name)),
        CellCause::NotAnObject { reason } => message!("cell-not-an-object", reason = reason),
        _ => return None,
    })
}
