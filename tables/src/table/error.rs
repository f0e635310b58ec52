//! Why a table cannot be read.

use super::row::{MAX_ROWS, MAX_TEXT_BYTES};
use crate::text::{MixedEncodings, Quoted};

/// What a file is that cannot be read as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Foreign {
    /// A workbook that is protected with a password.
    Protected,
    /// A workbook in the binary format (XLSB).
    Xlsb,
    /// A spreadsheet of Numbers.
    Numbers,
    /// A web page or XML, which some programs call `.xls`.
    Markup,
    /// Another ZIP archive.
    Zip,
    /// Other binary data.
    Binary,
}

impl Foreign {
    /// Returns the name of the format, with an article.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Foreign::Protected => "a workbook that is encrypted with a password",
            Foreign::Xlsb => "a workbook in the binary format (XLSB)",
            Foreign::Numbers => "a spreadsheet of Numbers",
            Foreign::Markup => "a web page or XML",
            Foreign::Zip => "a ZIP archive without a workbook",
            Foreign::Binary => "binary data",
        }
    }
}

/// Why a table cannot be read to its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The table cannot be read.
    #[error("the table cannot be read: {reason}")]
    Unreadable {
        /// The message of the system or the format.
        reason: String,
    },
    /// The file is something else than a table in CSV, XLSX, XLS, ODS or JSON.
    #[error("the file is {}", foreign.as_str())]
    Foreign {
        /// What it is.
        foreign: Foreign,
    },
    /// The file has no header, or no sheet with cells.
    #[error("the table is empty")]
    Empty,
    /// The table has too many rows, or too much text.
    #[error(
        "row {row} is beyond the limit: a table has {MAX_ROWS} rows and {} MB of text",
        MAX_TEXT_BYTES / (1024 * 1024)
    )]
    TooLarge {
        /// The number of the row.
        row: u64,
    },
    /// A part of a workbook is larger than a table can need.
    #[error("the part {part} of the workbook is too large: {what}")]
    PartTooLarge {
        /// The name of the part.
        part: String,
        /// The limit.
        what: &'static str,
    },
    /// Some rows are in UTF-8 and others in code page 932.
    #[error("{MixedEncodings}")]
    MixedEncodings,
    /// The workbook has no sheet with this name.
    #[error("the workbook has no sheet {}", Quoted(name))]
    NoSheet {
        /// The name that was asked for.
        name: String,
        /// The names of its sheets.
        sheets: Vec<String>,
    },
    /// Several sheets of the workbook have such a table.
    #[error("{} sheets of the workbook have such a table", sheets.len())]
    SeveralSheets {
        /// The names of these sheets.
        sheets: Vec<String>,
    },
    /// The text is not JSON.
    #[error("line {line} is not JSON: {reason}")]
    NotJson {
        /// The number of the line.
        line: u64,
        /// The message of the parser.
        reason: String,
    },
}

impl TableError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            TableError::Unreadable { .. } => "unreadable-table",
            TableError::Foreign { .. } => "not-a-table",
            TableError::Empty => "empty-table",
            TableError::TooLarge { .. } | TableError::PartTooLarge { .. } => "table-too-large",
            TableError::MixedEncodings => "mixed-encodings",
            TableError::NoSheet { .. } => "no-sheet",
            TableError::SeveralSheets { .. } => "several-sheets",
            TableError::NotJson { .. } => "not-json",
        }
    }

    pub(super) fn unreadable(reason: impl std::fmt::Display) -> Self {
        TableError::Unreadable { reason: reason.to_string() }
    }
}
