//! The import of applications from tables that people have: one row for each model, and columns that say which steps
//! the application has passed.
//!
//! - `table`: a table as rows of cells, from CSV; other formats implement the same small trait
//! - `columns`: the columns, by their names in English and Japanese
//! - `row`: a row, read into typed values
//! - `merge`: rows of one application put together
//! - `plan`: what an import changes in the ledger, and what conflicts with it

mod columns;
mod merge;
mod plan;
mod row;
mod table;
#[cfg(test)]
mod tests;

pub use columns::{Column, ColumnsError};
pub use merge::{Imported, merge};
pub use plan::{Conflict, ImportError, ImportPlan, compare};
pub use row::{ApplicationRow, Fault, ImportRow, ReadError, read_rows};
pub use table::{CsvTable, MAX_CELL_BYTES, MAX_ROWS, Table, TableError};
