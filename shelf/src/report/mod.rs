//! Reports of an audit: a workbook, a page and a table for people, and records for programs.
//!
//! - `basis`: the lists on which an audit rests
//! - `rows`: the audit as rows of texts in one language, which all reports for people show
//! - `csv`, `xlsx`, `html`, `charts`: the reports for people
//! - `records`: the records of the verdicts and the findings, one a line

mod basis;
mod charts;
mod csv;
mod html;
mod records;
mod rows;
#[cfg(test)]
mod tests;
mod xlsx;

pub use basis::Basis;
pub use csv::csv;
pub use html::html;
pub use records::{SCHEMA, findings, records};
pub use xlsx::xlsx;

/// Why a report cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the report cannot be written: {reason}")]
pub struct ReportError {
    /// The message of the format.
    pub reason: String,
}

impl ReportError {
    fn new(error: impl std::fmt::Display) -> Self {
        ReportError { reason: error.to_string() }
    }
}
