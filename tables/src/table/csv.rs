//! A table in CSV.

use super::error::TableError;
use super::form::Form;
use super::header::{HEADER_WITHIN, Names};
use super::records::{MAX_ROW_BYTES, Records, RecordsError};
use super::row::{CellCause, Given, MAX_COLUMNS, Shape, Table, TableRow};
use std::collections::VecDeque;
use std::io::Read;

/// A table from CSV (RFC 4180) in UTF-8, UTF-16 or code page 932, separated by commas, semicolons or tabs.
#[derive(Debug)]
pub struct CsvTable<R> {
    records: Records<R>,
    shape: Shape,
    /// The rows that were read while the header was looked for.
    early: VecDeque<(u64, Vec<Given>)>,
}

impl<R: Read> CsvTable<R> {
    /// Reads the header: the first row that fits, else the first one that is not empty.
    ///
    /// # Errors
    /// [`TableError`].
    pub fn new(input: R, names: Names<'_>) -> Result<Self, TableError> {
        let mut records = Records::new(input, names.is_name)?;
        let mut early = VecDeque::new();
        let mut first = None;
        while early.len() < HEADER_WITHIN
            && let Some(number) = records.advance()?
        {
            let cells: Vec<Given> = given(&records).collect();
            let header = header(&cells);
            if header.iter().all(String::is_empty) {
                continue;
            }
            if (names.is_header)(&header) {
                return Ok(CsvTable { records, shape: Shape::new(header), early: VecDeque::new() });
            }
            match first {
                None => first = Some(header),
                Some(_) => early.push_back((number, cells)),
            }
        }
        let header = first.ok_or(TableError::Empty)?;
        Ok(CsvTable { records, shape: Shape::new(header), early })
    }
}

/// Returns the cells of the record at hand.
fn given<R: Read>(records: &Records<R>) -> impl Iterator<Item = Given> + '_ {
    records.record().iter().map(|cell| match str::from_utf8(cell) {
        Ok(text) => (text.to_owned(), None),
        Err(_) => (String::from_utf8_lossy(cell).into_owned(), Some(CellCause::NotUtf8)),
    })
}

fn header(cells: &[Given]) -> Vec<String> {
    cells.iter().take(MAX_COLUMNS).map(|(text, _)| text.trim().to_owned()).collect()
}

impl<R: Read> Table for CsvTable<R> {
    fn form(&self) -> Form {
        Form::Csv { separator: self.records.separator() }
    }

    fn header(&self) -> &[String] {
        &self.shape.header
    }

    fn next_row(&mut self) -> Result<Option<TableRow>, TableError> {
        while let Some((number, cells)) = self.early.pop_front() {
            if let Some(row) = self.shape.row(number, cells, true)? {
                return Ok(Some(row));
            }
        }
        while let Some(number) = self.records.advance()? {
            if let Some(row) = self.shape.row(number, given(&self.records), true)? {
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
