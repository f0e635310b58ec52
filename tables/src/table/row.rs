//! A row of any form, and the limits of a table.

use super::error::TableError;
use super::form::Form;
use crate::text::Quoted;

/// The maximum number of rows with content in one table, so that all of them fit in memory.
pub const MAX_ROWS: usize = 100_000;

/// The maximum length of all cells of one table in bytes.
pub const MAX_TEXT_BYTES: usize = 64 * 1024 * 1024;

/// The maximum length of a cell in bytes. The longest value, a reason, is shorter.
pub(super) const MAX_CELL_BYTES: usize = 4096;

/// The maximum number of columns. More than that is no header.
pub(super) const MAX_COLUMNS: usize = 1024;

/// A table: a header, and rows of cells one after the other.
pub trait Table {
    /// Returns the form of the file, in which rows can be written again.
    fn form(&self) -> Form;

    /// Returns the names of the columns. One without a name is empty.
    fn header(&self) -> &[String];

    /// Reads the next row that is not empty.
    ///
    /// # Errors
    /// [`TableError`]. No row is read after that.
    fn next_row(&mut self) -> Result<Option<TableRow>, TableError>;
}

/// A row: its number, its cells without blanks around them, as many as the header has, and what is wrong with it as a
/// row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// The number that the spreadsheet program shows; for JSON, the number of the object or of its line.
    pub number: u64,
    /// The cells. A day of a workbook is `YYYY-MM-DD`.
    pub cells: Vec<String>,
    /// The first cell that cannot be used; none if all can.
    pub fault: Option<CellFault>,
}

/// A cell that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// The place of its column; none if the whole row is at fault.
    pub place: Option<usize>,
    /// The cause.
    pub cause: CellCause,
}

/// Why a cell or a row cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CellCause {
    /// The row does not have the same number of cells as the header.
    #[error("the row has {cells} cells, and the header has {columns}")]
    CellCount {
        /// The number of cells in the row.
        cells: usize,
        /// The number of columns in the header.
        columns: usize,
    },
    /// A column without a name has a value.
    #[error("{} stands in a column without a name", Quoted(text))]
    Unnamed {
        /// The text of the cell.
        text: String,
    },
    /// The cell's bytes are in no known encoding.
    #[error("the text is not in a known encoding: UTF-8, UTF-16, or code page 932 (Shift JIS)")]
    NotUtf8,
    /// The text is longer than any value.
    #[error("the text has {bytes} bytes, and no value has more than {MAX_CELL_BYTES}")]
    TooLong {
        /// The length of the text.
        bytes: usize,
    },
    /// The spreadsheet program shows an error in the cell.
    #[error("the cell has the error {text}")]
    ErrorValue {
        /// The error, such as `#N/A`.
        text: String,
    },
    /// The cell has a formula whose value the file does not have.
    #[error("the cell has a formula, and the file does not have its value")]
    FormulaWithoutValue,
    /// The value of JSON is not a text, a number, or a list of them.
    #[error("the value is {found}, and not a text or a number")]
    NotAValue {
        /// What it is.
        found: &'static str,
    },
    /// An object of JSON has a name twice.
    #[error("the object has the name {} twice", Quoted(name))]
    DoubledName {
        /// The name.
        name: String,
    },
    /// A line or an element of JSON is not an object.
    #[error("there is no object: {reason}")]
    NotAnObject {
        /// The message of the parser.
        reason: String,
    },
}

impl CellCause {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            CellCause::CellCount { .. } => "cell-count",
            CellCause::Unnamed { .. } => "column-unnamed",
            CellCause::NotUtf8 => "not-utf-8",
            CellCause::TooLong { .. } => "text-too-long",
            CellCause::ErrorValue { .. } => "error-value",
            CellCause::FormulaWithoutValue => "formula-without-value",
            CellCause::NotAValue { .. } => "not-a-value",
            CellCause::DoubledName { .. } => "name-doubled",
            CellCause::NotAnObject { .. } => "not-an-object",
        }
    }
}

/// A cell as a form has it: a text, and what is wrong with it.
pub(super) type Given = (String, Option<CellCause>);

/// Puts rows into shape, and counts what they hold.
#[derive(Debug)]
pub(super) struct Shape {
    pub(super) header: Vec<String>,
    rows: usize,
    bytes: usize,
}

impl Shape {
    pub(super) fn new(header: Vec<String>) -> Self {
        Shape { header, rows: 0, bytes: 0 }
    }

    /// Makes a row of its cells; none if all are empty. If `is_counted`, the number of cells shows whether separators
    /// and line breaks stood in quotes: only columns without a name may be left out.
    pub(super) fn row(
        &mut self,
        number: u64,
        given: impl IntoIterator<Item = Given>,
        is_counted: bool,
    ) -> Result<Option<TableRow>, TableError> {
        let columns = self.header.len();
        let (mut cells, mut count, mut fault) = (Vec::with_capacity(columns), 0, None);
        let mut is_empty = true;
        for (place, (text, cause)) in given.into_iter().enumerate() {
            count += 1;
            let value = text.trim();
            is_empty &= value.is_empty() && cause.is_none();
            let is_named = self.header.get(place).is_some_and(|name| !name.is_empty());
            let cause = match cause {
                Some(cause) => Some(cause),
                None if value.len() > MAX_CELL_BYTES => Some(CellCause::TooLong { bytes: value.len() }),
                None if place < columns && !is_named && !value.is_empty() => {
                    Some(CellCause::Unnamed { text: value.to_owned() })
                }
                None => None,
            };
            if let Some(cause) = cause {
                let place = is_named.then_some(place);
                fault = fault.or(Some(CellFault { place, cause }));
            }
            if place < columns {
                cells.push(beginning(value).to_owned());
            } else if !value.is_empty() {
                let cause = match is_counted {
                    true => CellCause::CellCount { cells: place + 1, columns },
                    false => CellCause::Unnamed { text: value.to_owned() },
                };
                fault = fault.or(Some(CellFault { place: None, cause }));
            }
        }
        if is_empty {
            return Ok(None);
        }
        let named = self.header.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        if is_counted && count < named {
            fault = Some(CellFault { place: None, cause: CellCause::CellCount { cells: count, columns } });
        }
        cells.resize(columns, String::new());
        self.count(number, &cells)?;
        Ok(Some(TableRow { number, cells, fault }))
    }

    /// Counts a row, and fails beyond the limits.
    pub(super) fn count(&mut self, row: u64, cells: &[String]) -> Result<(), TableError> {
        self.rows += 1;
        self.bytes += cells.iter().map(String::len).sum::<usize>();
        match self.rows > MAX_ROWS || self.bytes > MAX_TEXT_BYTES {
            true => Err(TableError::TooLarge { row }),
            false => Ok(()),
        }
    }
}

/// Returns the beginning of a text that is longer than any value.
pub(super) fn beginning(text: &str) -> &str {
    let end = (0..=MAX_CELL_BYTES.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}
