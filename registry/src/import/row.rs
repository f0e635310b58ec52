//! A row of a table, read into typed values.

use super::cells::Cells;
use super::columns::Column;
use super::fault::{Fault, FaultCause};
use crate::event::{Application, Links, Model, Step, StepEntry};
use crate::issuing::{LabelRow, RowReader};
use starseal::trust::Scheme;
use starseal::{Date, Label};
use starseal_tables::table::{ColumnsError, Table, TableError, TableRow};
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

/// What a row says: an application with one model, its steps, and personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationRow {
    /// The application, with one model.
    pub application: Application,
    /// Whether the row says on which day it was received.
    pub says_day: bool,
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

/// The rows of a table, and the columns that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadTable {
    /// The rows that are not empty.
    pub rows: Vec<ImportRow>,
    /// The columns. A table says nothing about the others.
    pub columns: Vec<Column>,
}

/// Reads all rows of a table by the dictionary of a scheme. `today` is the day of an application whose row has none.
///
/// # Errors
/// [`ReadError`] if the table as a whole cannot be read. A row that cannot be read is in the result, with the reason.
pub fn read_rows(table: &mut dyn Table, scheme: &Scheme, today: Date) -> Result<ReadTable, ReadError> {
    let columns = Column::of_header(table.header())?;
    let mut rows = Vec::new();
    while let Some(row) = table.next_row()? {
        let content = content(&columns, &row, scheme, today);
        rows.push(ImportRow { number: row.number, cells: row.cells, content });
    }
    Ok(ReadTable { rows, columns: columns.into_iter().flatten().collect() })
}

fn content(columns: &[Option<Column>], row: &TableRow, scheme: &Scheme, today: Date) -> Result<ApplicationRow, Fault> {
    let cells = Cells::new(columns, row, Column::name)?;
    let missing = |column: Column| Fault::new(column.name(), FaultCause::Missing);
    let number = cells.number(Column::Application).ok_or_else(|| missing(Column::Application))?;
    let said = cells.day(Column::AppliedOn)?;
    // An application was received on the day of its first step at the latest.
    let first_step = cells.day(Column::AcceptedOn)?;
    let applied_on = said.unwrap_or_else(|| first_step.map_or(today, |first| first.min(today)));
    let label = label_of(&cells, scheme, applied_on)?;
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
        links: Links {
            product: cells.text(Column::ProductPage),
            security: cells.text(Column::SecurityPage),
            contact: cells.text(Column::ContactPage),
        },
        provisional: cells.number(Column::Provisional),
        product_id: cells.number(Column::ProductId),
        expires_on: cells.day(Column::ExpiresOn)?,
        personal: None,
    };
    // What no event could hold is refused here, with the row.
    if let Err(fault) = Application::from_bytes(&application.to_bytes()) {
        return Err(Fault::of_row(FaultCause::Event(fault)));
    }
    let steps = steps(&cells, &number, applied_on)?;
    let contact = [Column::ContactName, Column::ContactEmail, Column::ContactPhone];
    let personal = contact.iter().filter_map(|column| Some((column.name(), cells.text(*column)?))).collect();
    Ok(ApplicationRow { application, says_day: said.is_some(), steps, personal })
}

/// Reads the steps that an application has passed: those with a day.
fn steps(cells: &Cells<'_, Column>, number: &str, applied_on: Date) -> Result<Vec<StepEntry>, Fault> {
    let order =
        [(Column::AcceptedOn, Step::Accepted), (Column::PaidOn, Step::Paid), (Column::ClearedOn, Step::Cleared)];
    let (mut steps, mut last, mut missing) = (Vec::new(), applied_on, None);
    for (column, step) in order {
        let Some(on) = cells.day(column)? else {
            missing = missing.or(Some(column));
            continue;
        };
        let fault = |cause| Err(Fault::new(column.name(), cause));
        if let Some(before) = missing {
            return fault(FaultCause::StepMissing { before: before.name() });
        }
        if on < last {
            return fault(FaultCause::StepBack { day: on, last });
        }
        let reference = if step == Step::Accepted { cells.number(Column::Receipt) } else { None };
        if step == Step::Accepted && reference.is_none() {
            return Err(Fault::new(Column::Receipt.name(), FaultCause::ReceiptMissing));
        }
        let entry = StepEntry { application: number.to_owned(), step, day: on, reference, reason: None };
        let kept = crate::event::Data::Steps(vec![entry.clone()]);
        if let Err(error) = crate::event::Data::from_bytes(kept.kind(), &kept.to_bytes()) {
            return fault(FaultCause::Event(error));
        }
        steps.push(entry);
        last = on;
    }
    Ok(steps)
}

/// Reads the cells that a label has, by the same rules as any other label, with an ID and an index of its own.
fn label_of(cells: &Cells<'_, Column>, scheme: &Scheme, applied_on: Date) -> Result<Label, Fault> {
    let row = LabelRow {
        // A label has both, and an application not yet: these values are not kept.
        product_id: cells.number(Column::ProductId).or_else(|| Some("X".to_owned())),
        status_index: Some("0".to_owned()),
        issued_on: Some(applied_on.to_string()),
        // The last day depends on the day of the grant, so it is checked when the label is granted.
        expires_on: None,
        level: cells.text(Column::Level),
        criteria: cells.text(Column::Criteria),
        category: cells.text(Column::Category),
        evaluator: cells.text(Column::Evaluator),
        holder: cells.text(Column::Holder),
        model: cells.text(Column::Model),
        gtin: cells.text(Column::Gtin),
        serial: cells.text(Column::Serial),
    };
    RowReader::new(scheme, applied_on).label(&row).map_err(Fault::from)
}
