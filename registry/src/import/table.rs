//! A table as rows of cells.

use csv::{ReaderBuilder, StringRecord};
use std::io::Read;

/// The maximum number of rows of one table: as many as a spreadsheet has.
pub const MAX_ROWS: usize = 1_048_576;

/// The maximum length of a cell in bytes. The longest value is a reason.
pub const MAX_CELL_BYTES: usize = 4096;

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
    /// A row is not UTF-8.
    #[error("line {line} is not UTF-8")]
    NotUtf8 {
        /// The number of the line.
        line: u64,
    },
    /// The table has too many rows, or a cell that is too long.
    #[error("line {line} is beyond the limit: a table has {MAX_ROWS} rows, and a cell {MAX_CELL_BYTES} bytes")]
    TooLarge {
        /// The number of the line.
        line: u64,
    },
}

impl TableError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            TableError::Unreadable { .. } => "unreadable-table",
            TableError::NotUtf8 { .. } => "not-utf-8",
            TableError::TooLarge { .. } => "table-too-large",
        }
    }
}

/// A table: a header, and rows of cells one after the other. Days are `YYYY-MM-DD`.
pub trait Table {
    /// Returns the names of the columns.
    fn header(&self) -> &[String];

    /// Reads the next row that is not empty: its number for people, and its cells without blanks around them.
    ///
    /// # Errors
    /// [`TableError`]. No row is read after that.
    fn next_row(&mut self) -> Result<Option<(u64, Vec<String>)>, TableError>;
}

/// A table from CSV (RFC 4180) in UTF-8, with or without a byte order mark.
#[derive(Debug)]
pub struct CsvTable<R> {
    reader: csv::Reader<R>,
    header: Vec<String>,
    record: StringRecord,
    rows: usize,
}

impl<R: Read> CsvTable<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`TableError`].
    pub fn new(input: R) -> Result<Self, TableError> {
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(input);
        let header = reader.headers().map_err(unreadable)?;
        let header = header.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect();
        Ok(CsvTable { reader, header, record: StringRecord::new(), rows: 0 })
    }
}

impl<R: Read> Table for CsvTable<R> {
    fn header(&self) -> &[String] {
        &self.header
    }

    fn next_row(&mut self) -> Result<Option<(u64, Vec<String>)>, TableError> {
        while self.reader.read_record(&mut self.record).map_err(unreadable)? {
            let line = self.record.position().map_or(0, csv::Position::line);
            self.rows = self.rows.saturating_add(1);
            if self.rows > MAX_ROWS || self.record.iter().any(|cell| cell.len() > MAX_CELL_BYTES) {
                return Err(TableError::TooLarge { line });
            }
            let cells: Vec<String> = self.record.iter().map(|cell| cell.trim().to_owned()).collect();
            // Spreadsheet programs write empty rows as commas.
            if cells.iter().any(|cell| !cell.is_empty()) {
                return Ok(Some((line, cells)));
            }
        }
        Ok(None)
    }
}

fn unreadable(error: csv::Error) -> TableError {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => TableError::NotUtf8 { line },
        _ => TableError::Unreadable { reason: error.to_string() },
    }
}
