//! Tables as people have them, as rows of text cells, and files of the rows that were not taken.
//!
//! - `form`: recognizes the form of a file by its content, and opens it: CSV, a workbook (XLSX, XLS, ODS), or JSON
//! - `source`, `dialect`, `records`, `csv`: CSV
//! - `workbook`, `values`: workbooks of any format; `package` and `xlsx`, `ods`, `compound`, `biff` and `xls`: their
//!   formats, with what is measured before anything is read
//! - `json`: JSON
//! - `row`, `header`: a row of any form, and the columns by their names
//! - `cell`: values that spreadsheet programs have changed
//! - `error`: why a table cannot be read
//! - `write`: rows in a file of the same form

mod biff;
mod cell;
mod compound;
mod csv;
mod dialect;
mod error;
mod form;
mod header;
mod json;
mod ods;
mod package;
mod records;
mod row;
mod source;
#[cfg(test)]
mod tests;
mod values;
mod workbook;
mod write;
mod xls;
mod xlsx;

pub use cell::{NoDay, day, is_rounded};
pub use csv::CsvTable;
pub use error::{Foreign, TableError};
pub use form::{Form, open};
pub use header::{ColumnsError, Named, Names, find, name_of, of_name};
pub use json::JsonTable;
pub use records::{MAX_ROW_BYTES, Records, RecordsError};
pub use row::{CellCause, CellFault, MAX_ROWS, MAX_TEXT_BYTES, Table, TableRow};
pub use workbook::SheetTable;
pub use write::{WriteError, write};
