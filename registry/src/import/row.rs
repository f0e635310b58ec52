//! A row of a table, read into typed values.

use super::columns::{Column, ColumnsError};
use super::table::{Table, TableError};
use crate::event::{Application, Model, Step, StepEntry};
use crate::issuing::{LabelRow, RowFault, RowReader};
use starseal::trust::Scheme;
use starseal::{Date, Label};
use std::collections::BTreeMap;

/// A row of a table: its number, its cells as they were, and what they say or why they were not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// The number of the row, for people.
    pub number: u64,
    /// The cells, in the order of the header.
    pub cells: Vec<String>,
    /// The content, or why the row was not read.
    pub content: Result<ApplicationRow, Fault>,
}

/// Why a row was not taken: the column, if it is about one, and the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", column.map_or_else(String::new, |column| format!("{}: ", column.name())))]
pub struct Fault {
    /// The column.
    pub column: Option<Column>,
    /// The reason.
    pub reason: String,
}

impl Fault {
    pub(super) fn new(column: Column, reason: impl Into<String>) -> Self {
        Fault { column: Some(column), reason: reason.into() }
    }

    pub(super) fn of_row(reason: impl Into<String>) -> Self {
        Fault { column: None, reason: reason.into() }
    }
}

/// What a row says: an application with one model, its steps, and personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationRow {
    /// The application, with one model.
    pub application: Application,
    /// The steps that it has passed, in their order.
    pub steps: Vec<StepEntry>,
    /// The personal data, by column.
    pub personal: BTreeMap<&'static str, String>,
}

/// Why a table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The header cannot be used.
    #[error(transparent)]
    Columns(#[from] ColumnsError),
    /// The table cannot be read to its end.
    #[error(transparent)]
    Table(#[from] TableError),
}

impl ReadError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            ReadError::Columns(error) => error.code(),
            ReadError::Table(error) => error.code(),
        }
    }
}

/// Reads all rows of a table by the dictionary of a scheme. `today` is the day of an application whose row has none.
///
/// # Errors
/// [`ReadError`] if the table as a whole cannot be read. A row that cannot be read is in the result, with the reason.
pub fn read_rows(table: &mut dyn Table, scheme: &Scheme, today: Date) -> Result<Vec<ImportRow>, ReadError> {
    let columns = Column::of_header(table.header())?;
    let mut rows = Vec::new();
    while let Some((number, cells)) = table.next_row()? {
        let content = content(&columns, &cells, scheme, today);
        rows.push(ImportRow { number, cells, content });
    }
    Ok(rows)
}

fn content(
    columns: &[Option<Column>],
    cells: &[String],
    scheme: &Scheme,
    today: Date,
) -> Result<ApplicationRow, Fault> {
    if cells.len() != columns.len() {
        let reason = format!("the row has {} cells, and the header has {}", cells.len(), columns.len());
        return Err(Fault::of_row(reason));
    }
    let cell = |wanted: Column| {
        let at = columns.iter().position(|column| *column == Some(wanted))?;
        cells.get(at).filter(|cell| !cell.is_empty()).cloned()
    };
    let number = cell(Column::Application).ok_or_else(|| Fault::new(Column::Application, "no number is given"))?;
    let day = |column: Column| -> Result<Option<Date>, Fault> {
        let Some(text) = cell(column) else { return Ok(None) };
        let fault = || Fault::new(column, format!("{text:?} is not a day such as 2026-04-01"));
        text.parse().map(Some).map_err(|_| fault())
    };
    let applied_on = day(Column::AppliedOn)?.unwrap_or(today);
    let label = label_of(&cell, scheme, applied_on)?;
    let application = Application {
        number: number.clone(),
        applied_on,
        level: label.level(),
        criteria: label.criteria(),
        category: label.category(),
        evaluator: label.evaluator(),
        holder: label.holder().map(str::to_owned),
        models: vec![Model {
            model: label.model().map(str::to_owned),
            gtins: label.gtins().to_vec(),
            serial: label.serial().map(str::to_owned),
        }],
        provisional: cell(Column::Provisional),
        product_id: cell(Column::ProductId),
        expires_on: day(Column::ExpiresOn)?,
        personal: None,
    };
    // What no event could hold is refused here, with the row.
    if let Err(fault) = Application::from_bytes(&application.to_bytes()) {
        return Err(Fault::of_row(fault.to_string()));
    }
    let mut steps = Vec::new();
    let order =
        [(Column::AcceptedOn, Step::Accepted), (Column::PaidOn, Step::Paid), (Column::ClearedOn, Step::Cleared)];
    let (mut last, mut missing) = (applied_on, None);
    for (column, step) in order {
        let Some(on) = day(column)? else {
            missing = missing.or(Some(column));
            continue;
        };
        if let Some(before) = missing {
            return Err(Fault::new(column, format!("the step before it has no day: {} is empty", before.name())));
        }
        if on < last {
            return Err(Fault::new(column, format!("{on} is before the day of the step before it, {last}")));
        }
        let reference = if step == Step::Accepted { cell(Column::Receipt) } else { None };
        if step == Step::Accepted && reference.is_none() {
            return Err(Fault::new(Column::Receipt, "an accepted application needs a receipt number"));
        }
        steps.push(StepEntry { application: number.clone(), step, day: on, reference, reason: None });
        last = on;
    }
    let contact = [Column::ContactName, Column::ContactEmail, Column::ContactPhone];
    let personal = contact.iter().filter_map(|column| Some((column.name(), cell(*column)?))).collect();
    Ok(ApplicationRow { application, steps, personal })
}

/// Reads the cells that a label has, by the same rules as any other label, with an ID and an index of its own.
fn label_of(cell: &dyn Fn(Column) -> Option<String>, scheme: &Scheme, applied_on: Date) -> Result<Label, Fault> {
    let row = LabelRow {
        // A label has both, and an application not yet: these values are not kept.
        product_id: cell(Column::ProductId).or_else(|| Some("X".to_owned())),
        status_index: Some("0".to_owned()),
        issued_on: Some(applied_on.to_string()),
        // The last day depends on the day of the grant, so it is checked when the label is granted.
        expires_on: None,
        level: cell(Column::Level),
        criteria: cell(Column::Criteria),
        category: cell(Column::Category),
        evaluator: cell(Column::Evaluator),
        holder: cell(Column::Holder),
        model: cell(Column::Model),
        gtin: cell(Column::Gtin),
        serial: cell(Column::Serial),
    };
    RowReader::new(scheme, applied_on).label(&row).map_err(|fault: RowFault| {
        let column = Column::all().find(|column| Some(column.name()) == fault.column);
        Fault { column, reason: fault.cause.to_string() }
    })
}
