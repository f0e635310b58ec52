//! A table in CSV.

use super::error::TableError;
use super::form::Form;
use super::header::Names;
use super::records::{MAX_ROW_BYTES, Records, RecordsError};
use super::row::{CellCause, MAX_COLUMNS, Shape, Table, TableRow};
use std::io::Read;

/// A table from CSV (RFC 4180) in UTF-8, UTF-16 or code page 932, separated by commas, semicolons or tabs.
#[derive(Debug)]
pub struct CsvTable<R> {
    records: Records<R>,
    shape: Shape,
}

impl<R: Read> CsvTable<R> {
    /// Reads the header: the first row that is not empty.
    ///
    /// # Errors
    /// [`TableError`].
    pub fn new(input: R, names: Names<'_>) -> Result<Self, TableError> {
        let mut records = Records::new(input, names.is_name)?;
        let header = loop {
            if records.advance()?.is_none() {
                return Err(TableError::Empty);
            }
            let cells = records.record().iter().take(MAX_COLUMNS);
            let cells: Vec<String> = cells.map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                break cells;
            }
        };
        Ok(CsvTable { records, shape: Shape::new(header) })
    }
}

impl<R: Read> Table for CsvTable<R> {
    fn form(&self) -> Form {
        Form::Csv { separator: self.records.separator() }
    }

    fn header(&self) -> &[String] {
        &self.shape.header
    }

    fn next_row(&mut self) -> Result<Option<TableRow>, TableError> {
        while let Some(number) = self.records.advance()? {
            let cells = self.records.record().iter().map(|cell| match str::from_utf8(cell) {
                Ok(text) => (text.to_owned(), None),
                Err(_) => (String::from_utf8_lossy(cell).into_owned(), Some(CellCause::NotUtf8)),
            });
            if let Some(row) = self.shape.row(number, cells, true)? {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
}

impl From<RecordsError> for TableError {
    fn from(error: RecordsError) -> Self {
        match error {
            RecordsError::RowTooLong => {
                TableError::unreadable(format_args!("a row has more than {MAX_ROW_BYTES} bytes"))
            }
            RecordsError::MixedEncodings => TableError::MixedEncodings,
            RecordsError::Read(error) => TableError::unreadable(error),
        }
    }
}
