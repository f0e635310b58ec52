//! The import of applications, and of changes, from tables that people have: one row for each model, and columns that
//! say which steps the application has passed; or one row for each change.
//!
//! - `columns`: the columns of a table of applications, by their names in English and Japanese
//! - `cells`, `fault`: the cells of a row as values, and why a row was not taken
//! - `row`: a row, read into typed values
//! - `merge`: rows of one application put together
//! - `plan`: what an import changes in the ledger, and what conflicts with it
//! - `change`: a table of changes of registrations

mod cells;
mod change;
mod columns;
mod fault;
mod merge;
mod plan;
mod row;
#[cfg(test)]
mod tests;

pub use change::{
    CHANGE_REASON, ChangeColumn, ChangeDefaults, ChangeRow, ChangeWord, WantedChange, group_changes, read_changes,
    refuse_changes,
};
pub use columns::{Column, REASON};
pub use fault::{Fault, FaultCause};
pub use merge::{Imported, merge};
pub use plan::{Amended, Conflict, Conflicting, ImportError, ImportPlan, compare};
pub use row::{ApplicationRow, ImportRow, ReadError, ReadTable, read_rows};
