//! The parser of CSV files (RFC 4180), which returns rows one by one.

use super::fault::{Quoted, RowCause, RowFault};
use super::row::LabelRow;
use super::source::{self, Source};
use csv::{ByteRecord, ReaderBuilder, StringRecord};
use std::io::{self, Read};

/// The maximum length of a row in bytes, so that a file without line ends does not exhaust memory.
pub const MAX_ROW_BYTES: usize = 1024 * 1024;

/// The columns that every label needs.
const REQUIRED: [&str; 3] = ["product_id", "level", "status_index"];

/// The reason why rows cannot be read, or not to the end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RowsError {
    /// The header has a column that labels do not have.
    #[error("labels have no column {}", Quoted(name))]
    UnknownColumn {
        /// The name in the header.
        name: String,
    },
    /// The header has a column twice.
    #[error("the column {name} occurs twice in the header")]
    DoubledColumn {
        /// The column's name.
        name: &'static str,
    },
    /// The header lacks a column that every label needs, and there is no default for it.
    #[error("the column {name} is missing")]
    MissingColumn {
        /// The column's name.
        name: &'static str,
    },
    /// A row has more than [`MAX_ROW_BYTES`].
    #[error("a row has more than {MAX_ROW_BYTES} bytes")]
    RowTooLong,
    /// Reading failed.
    #[error("the rows cannot be read to the end: {0}")]
    Read(#[source] io::Error),
}

impl RowsError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            RowsError::UnknownColumn { .. } => "unknown-column",
            RowsError::DoubledColumn { .. } => "doubled-column",
            RowsError::MissingColumn { .. } => "missing-column",
            RowsError::RowTooLong => "row-too-long",
            RowsError::Read(_) => "unreadable-rows",
        }
    }
}

/// A row that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedRow {
    /// The number of the line on which the row starts. The header is on line 1.
    pub number: u64,
    /// The content of the row, or the reason why it cannot be parsed. The rows after it are still read.
    pub content: Result<LabelRow, RowFault>,
}

/// An iterator over the rows of a file in UTF-8, with or without a byte order mark. Empty rows are skipped.
#[derive(Debug)]
pub struct Rows<R> {
    reader: csv::Reader<Source<R>>,
    header: StringRecord,
    /// The name of each column in the file.
    columns: Vec<&'static str>,
    defaults: LabelRow,
    record: ByteRecord,
    /// Whether reading failed. No rows are read after that.
    has_failed: bool,
}

impl<R: Read> Rows<R> {
    /// Reads the header. `defaults` fills empty cells and columns that the file does not have.
    ///
    /// # Errors
    /// [`RowsError`].
    pub fn new(input: R, defaults: LabelRow) -> Result<Self, RowsError> {
        let input = Source::new(input, MAX_ROW_BYTES);
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(input);
        let header = reader.byte_headers().map_err(unreadable)?;
        let mut columns = Vec::new();
        for name in header.iter().map(<[u8]>::trim_ascii) {
            let known = LabelRow::columns().iter().find(|column| column.as_bytes() == name);
            let known =
                *known.ok_or_else(|| RowsError::UnknownColumn { name: String::from_utf8_lossy(name).into_owned() })?;
            if columns.contains(&known) {
                return Err(RowsError::DoubledColumn { name: known });
            }
            columns.push(known);
        }
        let header = StringRecord::from_iter(columns.iter().copied());
        let is_default = |name: &str| match name {
            "product_id" => defaults.product_id.is_some(),
            "level" => defaults.level.is_some(),
            _ => defaults.status_index.is_some(),
        };
        match REQUIRED.into_iter().find(|name| !columns.contains(name) && !is_default(name)) {
            Some(name) => Err(RowsError::MissingColumn { name }),
            None => Ok(Rows { reader, header, columns, defaults, record: ByteRecord::new(), has_failed: false }),
        }
    }

    /// Returns the line on which the last record starts. The reader is now at the line after the record. Its earlier
    /// position cannot be used, since it skips empty lines.
    fn line_of_record(&self) -> u64 {
        let line_ends = self.record.iter().flatten().filter(|byte| **byte == b'\n').count();
        let lines = u64::try_from(line_ends).unwrap_or(u64::MAX).saturating_add(1);
        self.reader.position().line().saturating_sub(lines)
    }

    fn content(&self) -> Result<LabelRow, RowFault> {
        let (cells, columns) = (self.record.len(), self.columns.len());
        if cells != columns {
            return Err(RowFault { column: None, cause: RowCause::CellCount { cells, columns } });
        }
        let record = StringRecord::from_byte_record(self.record.clone()).map_err(|error| {
            let column = self.columns.get(error.utf8_error().field()).copied();
            RowFault { column, cause: RowCause::NotUtf8 }
        })?;
        // The header was checked, and every cell is a text or empty, so serde cannot refuse the record.
        let row: LabelRow = record
            .deserialize(Some(&self.header))
            .map_err(|error| RowFault { column: None, cause: RowCause::NotALabel { reason: error.to_string() } })?;
        Ok(row.or(&self.defaults))
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<NumberedRow, RowsError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.has_failed {
            self.reader.get_mut().allow(MAX_ROW_BYTES);
            match self.reader.read_byte_record(&mut self.record) {
                Ok(false) => return None,
                Ok(true) => {
                    let number = self.line_of_record();
                    self.record.trim();
                    // Spreadsheet programs write empty rows as commas.
                    if !self.record.iter().all(<[u8]>::is_empty) {
                        return Some(Ok(NumberedRow { number, content: self.content() }));
                    }
                }
                Err(error) => {
                    self.has_failed = true;
                    return Some(Err(unreadable(error)));
                }
            }
        }
        None
    }
}

fn is_too_long(error: &io::Error) -> bool {
    match error.get_ref() {
        Some(inner) => inner.is::<source::RowTooLong>(),
        None => false,
    }
}

fn unreadable(error: csv::Error) -> RowsError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if is_too_long(&error) => RowsError::RowTooLong,
        csv::ErrorKind::Io(error) => RowsError::Read(error),
        other => RowsError::Read(io::Error::other(format!("{other:?}"))),
    }
}

#[cfg(test)]
mod tests;
