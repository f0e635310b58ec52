//! The parser of CSV files (RFC 4180), which returns rows one by one.

use super::fault::{RowCause, RowFault};
use super::row::LabelRow;
use csv::{ByteRecord, StringRecord};
use starseal_tables::table::{MAX_ROW_BYTES, Records, RecordsError};
use starseal_tables::text::{MixedEncodings, Quoted};
use std::io::{self, Read};

/// The columns that every label needs.
const REQUIRED: [&str; 3] = ["product_id", "level", "status_index"];

/// The reason why rows cannot be read, or not to the end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RowsError {
    /// There is no header: the file is empty.
    #[error("the file is empty")]
    Empty,
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
    /// Some rows are in UTF-8 and others in code page 932.
    #[error("{MixedEncodings}")]
    MixedEncodings,
    /// Reading failed.
    #[error("the rows cannot be read to the end: {0}")]
    Read(#[source] io::Error),
}

impl RowsError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            RowsError::Empty => "empty-file",
            RowsError::UnknownColumn { .. } => "unknown-column",
            RowsError::DoubledColumn { .. } => "doubled-column",
            RowsError::MissingColumn { .. } => "missing-column",
            RowsError::RowTooLong => "row-too-long",
            RowsError::MixedEncodings => "mixed-encodings",
            RowsError::Read(_) => "unreadable-rows",
        }
    }
}

/// A row that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NumberedRow {
    /// The number of the row, as spreadsheet programs count: a record with line breaks in its cells is one row, an
    /// empty row counts, and the first line of the file is row 1.
    pub number: u64,
    /// The product ID in the row, even if the row cannot be parsed.
    pub product_id: Option<String>,
    /// The blanks outside of ASCII, such as U+3000 and U+00A0, that stood around values and were left out.
    pub trimmed: Vec<TrimmedBlank>,
    /// The content of the row, or the reason why it cannot be parsed. The rows after it are still read.
    pub content: Result<LabelRow, RowFault>,
}

/// A blank that stood before or after a value, and was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrimmedBlank {
    /// The column of the value.
    pub column: &'static str,
    /// The blank.
    pub blank: char,
}

/// An iterator over the rows of a file in UTF-8, UTF-16 or code page 932 (see [`text`](starseal_tables::text)),
/// separated by commas, semicolons or tabs. Empty rows are skipped, and columns without a name if all their cells are
/// empty.
#[derive(Debug)]
pub struct Rows<R> {
    records: Records<R>,
    header: StringRecord,
    /// The name of each column in the file; `None` for one without a name.
    columns: Vec<Option<&'static str>>,
    defaults: LabelRow,
    /// Whether reading failed. No rows are read after that.
    has_failed: bool,
}

impl<R: Read> Rows<R> {
    /// Reads the header. `defaults` fills empty cells and columns that the file does not have.
    ///
    /// # Errors
    /// [`RowsError`].
    pub fn new(input: R, defaults: LabelRow) -> Result<Self, RowsError> {
        let is_name = |name: &str| LabelRow::columns().contains(&name);
        let records = Records::new(input, &is_name)?;
        let (header, columns) = (StringRecord::new(), Vec::new());
        let mut rows = Rows { records, header, columns, defaults, has_failed: false };
        rows.read_header()?;
        Ok(rows)
    }

    fn read_header(&mut self) -> Result<(), RowsError> {
        let cells: Vec<Vec<u8>> = loop {
            if self.next_record()?.is_none() {
                return Err(RowsError::Empty);
            }
            if !self.record().iter().all(is_blank) {
                break self.record().iter().map(<[u8]>::to_vec).collect();
            }
        };
        for cell in &cells {
            let name = String::from_utf8_lossy(cell);
            let name = name.trim();
            if name.is_empty() {
                self.columns.push(None);
                continue;
            }
            let known = LabelRow::columns().iter().find(|column| **column == name);
            let known = *known.ok_or_else(|| RowsError::UnknownColumn { name: name.to_owned() })?;
            if self.columns.contains(&Some(known)) {
                return Err(RowsError::DoubledColumn { name: known });
            }
            self.columns.push(Some(known));
        }
        self.header = self.columns.iter().flatten().copied().collect();
        let is_default = |name: &str| match name {
            "product_id" => self.defaults.product_id.is_some(),
            "level" => self.defaults.level.is_some(),
            _ => self.defaults.status_index.is_some(),
        };
        match REQUIRED.into_iter().find(|name| !self.columns.contains(&Some(name)) && !is_default(name)) {
            Some(name) => Err(RowsError::MissingColumn { name }),
            None => Ok(()),
        }
    }

    /// Reads the next record, empty or not. Returns the number of its row; `None` at the end.
    fn next_record(&mut self) -> Result<Option<u64>, RowsError> {
        Ok(self.records.advance()?)
    }

    fn record(&self) -> &ByteRecord {
        self.records.record()
    }

    /// Parses the record; `None` if it is empty.
    fn row(&self, number: u64) -> Option<NumberedRow> {
        let mut row = NumberedRow { number, product_id: None, trimmed: Vec::new(), content: Ok(LabelRow::default()) };
        let mut cells = Vec::new();
        let mut fault = None;
        let mut is_empty = true;
        for (place, cell) in self.record().iter().enumerate() {
            let column = self.columns.get(place).copied().flatten();
            let Ok(text) = str::from_utf8(cell) else {
                is_empty = false;
                fault = fault.or(Some(RowFault { column, cause: RowCause::NotUtf8 }));
                continue;
            };
            let value = text.trim();
            is_empty &= value.is_empty();
            match column {
                Some(column) => {
                    row.trimmed.extend(trimmed(text, value).map(|blank| TrimmedBlank { column, blank }));
                    cells.push(value);
                    if column == "product_id" && !value.is_empty() {
                        row.product_id = Some(value.to_owned());
                    }
                }
                None if value.is_empty() => {}
                None => {
                    let text = value.to_owned();
                    fault = fault.or(Some(RowFault { column: None, cause: RowCause::UnnamedCell { text } }));
                }
            }
        }
        if is_empty {
            return None;
        }
        row.content = self.content(fault, &cells);
        Some(row)
    }

    fn content(&self, fault: Option<RowFault>, cells: &[&str]) -> Result<LabelRow, RowFault> {
        let (found, columns) = (self.record().len(), self.columns.len());
        // The number of cells shows a separator or a line break without quotes. Only columns without a name may be left
        // out, and only empty cells may be added.
        let named = self.columns.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let has_more = self.record().iter().skip(columns).any(|cell| !is_blank(cell));
        if found < named || has_more {
            return Err(RowFault { column: None, cause: RowCause::CellCount { cells: found, columns } });
        }
        if let Some(fault) = fault {
            return Err(fault);
        }
        // The header was checked, and every cell is a text or empty, so serde cannot refuse the record.
        let row: LabelRow = StringRecord::from(cells.to_vec())
            .deserialize(Some(&self.header))
            .map_err(|error| RowFault { column: None, cause: RowCause::NotALabel { reason: error.to_string() } })?;
        Ok(row.or(&self.defaults))
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<NumberedRow, RowsError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.has_failed {
            match self.next_record() {
                Ok(None) => return None,
                // Spreadsheet programs write empty rows as separators.
                Ok(Some(number)) => {
                    if let Some(row) = self.row(number) {
                        return Some(Ok(row));
                    }
                }
                Err(error) => {
                    self.has_failed = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// Returns whether a cell has nothing but blanks.
fn is_blank(cell: &[u8]) -> bool {
    str::from_utf8(cell).is_ok_and(|text| text.trim().is_empty())
}

/// Returns the first blank outside of ASCII that a value was trimmed of.
fn trimmed(text: &str, value: &str) -> Option<char> {
    if value.is_empty() || value.len() == text.len() {
        return None;
    }
    let ends = [text.trim_start(), text.trim_end()].map(|kept| text.len() - kept.len());
    let (start, end) = (text.get(..ends[0]), text.get(text.len() - ends[1]..));
    [start, end].into_iter().flatten().flat_map(str::chars).find(|blank| !blank.is_ascii())
}

impl From<RecordsError> for RowsError {
    fn from(error: RecordsError) -> Self {
        match error {
            RecordsError::RowTooLong => RowsError::RowTooLong,
            RecordsError::MixedEncodings => RowsError::MixedEncodings,
            RecordsError::Read(error) => RowsError::Read(error),
        }
    }
}

#[cfg(test)]
mod tests;
