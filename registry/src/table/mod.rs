//! Tables as people have them, as rows of text cells, and files of the rows that were not taken.
//!
//! - `form`: recognizes the form of a file by its content, and opens it: CSV, a workbook (XLSX), or JSON
//! - `source`, `dialect`, `records`, `csv`: CSV
//! - `package`, `xlsx`: workbooks
//! - `json`: JSON
//! - `row`, `header`: a row of any form, and the columns by their names
//! - `cell`: values that spreadsheet programs have changed
//! - `error`: why a table cannot be read
//! - `write`: rows in a file of the same form

mod cell;
mod csv;
mod dialect;
mod error;
mod form;
mod header;
mod json;
mod package;
mod records;
mod row;
mod source;
#[cfg(test)]
mod tests;
mod write;
mod xlsx;

pub use csv::CsvTable;
pub use error::{Foreign, TableError};
pub use form::{Form, open};
pub use header::{ColumnsError, Names};
pub use json::JsonTable;
pub use records::MAX_ROW_BYTES;
pub use row::{CellCause, CellFault, MAX_ROWS, MAX_TEXT_BYTES, Table, TableRow};
pub use write::{WriteError, write};
pub use xlsx::XlsxTable;

pub(crate) use cell::{NoDay, day, is_rounded};
pub(crate) use header::{Named, find, name_of, of_name};
pub(crate) use records::{Records, RecordsError};
