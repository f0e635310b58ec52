//! Values in a database, and rows of them.

use super::StoreError;
use starseal::Date;
use starseal::verify::Digest;

/// A value in a database.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// No value.
    Null,
    /// An integer.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Cell::Int(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Cell::Int(number.into())
    }
}

impl From<u64> for Cell {
    /// Numbers of events, times and GTINs are below 2^63. A larger number becomes the greatest one, which no row has.
    fn from(number: u64) -> Self {
        Cell::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Cell::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Date> for Cell {
    fn from(date: Date) -> Self {
        Cell::Int(date.days().into())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Cell::Text(text.clone())
    }
}

impl From<&[u8]> for Cell {
    fn from(bytes: &[u8]) -> Self {
        Cell::Bytes(bytes.to_vec())
    }
}

impl From<&Vec<u8>> for Cell {
    fn from(bytes: &Vec<u8>) -> Self {
        Cell::Bytes(bytes.clone())
    }
}

impl From<&Digest> for Cell {
    fn from(digest: &Digest) -> Self {
        Cell::Bytes(digest.as_bytes().to_vec())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Null, Into::into)
    }
}

/// A row of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub(super) Vec<Cell>);

impl Row {
    /// Returns the values.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.0
    }

    fn cell(&self, at: usize) -> &Cell {
        self.0.get(at).unwrap_or(&Cell::Null)
    }

    /// Returns an integer; none for null.
    ///
    /// # Errors
    /// `Damaged` if the value has another type.
    pub fn int_or_null(&self, at: usize) -> Result<Option<i64>, StoreError> {
        match self.cell(at) {
            Cell::Int(number) => Ok(Some(*number)),
            Cell::Null => Ok(None),
            _ => Err(damaged(at)),
        }
    }

    /// Returns an integer that fits the type.
    ///
    /// # Errors
    /// `Damaged` if there is no such value.
    pub fn number<T: TryFrom<i64>>(&self, at: usize) -> Result<T, StoreError> {
        self.int_or_null(at)?.and_then(|number| T::try_from(number).ok()).ok_or_else(|| damaged(at))
    }

    /// Returns a day.
    ///
    /// # Errors
    /// `Damaged` if there is no such value.
    pub fn day(&self, at: usize) -> Result<Date, StoreError> {
        Date::from_days(self.number(at)?).map_err(|_| damaged(at))
    }

    /// Returns a day; none for null.
    ///
    /// # Errors
    /// `Damaged` if the value is not a day.
    pub fn day_or_null(&self, at: usize) -> Result<Option<Date>, StoreError> {
        if matches!(self.cell(at), Cell::Null) { Ok(None) } else { self.day(at).map(Some) }
    }

    /// Returns a text.
    ///
    /// # Errors
    /// `Damaged` if there is no text.
    pub fn text(&self, at: usize) -> Result<&str, StoreError> {
        self.text_or_null(at)?.ok_or_else(|| damaged(at))
    }

    /// Returns a text; none for null.
    ///
    /// # Errors
    /// `Damaged` if the value has another type.
    pub fn text_or_null(&self, at: usize) -> Result<Option<&str>, StoreError> {
        match self.cell(at) {
            Cell::Text(text) => Ok(Some(text)),
            Cell::Null => Ok(None),
            _ => Err(damaged(at)),
        }
    }

    /// Returns bytes.
    ///
    /// # Errors
    /// `Damaged` if there are no bytes.
    pub fn bytes(&self, at: usize) -> Result<&[u8], StoreError> {
        match self.cell(at) {
            Cell::Bytes(bytes) => Ok(bytes),
            _ => Err(damaged(at)),
        }
    }

    /// Returns a digest.
    ///
    /// # Errors
    /// `Damaged` if there are not 32 bytes.
    pub fn digest(&self, at: usize) -> Result<Digest, StoreError> {
        self.bytes(at)?.try_into().map(Digest::from_bytes).map_err(|_| damaged(at))
    }
}

fn damaged(at: usize) -> StoreError {
    StoreError::Damaged { reason: format!("column {at} of a row has another type than the ledger's tables") }
}
