//! Checks of a column of texts, for programs that keep their data in Apache Arrow.

use crate::columns::{Column, ColumnBuffers, ColumnField, bad_value};
use crate::error::StarsealError;
use crate::verifier::Verifier;
use crate::when::When;
use std::sync::Arc;

/// Checks columns of texts for one time, or for a day per row, against the lists that a verifier held when this was
/// made. Any number of threads may check at once; each call uses the thread that makes it.
#[derive(uniffi::Object)]
pub struct TableChecker {
    held: Arc<starseal::Verifier>,
    at: starseal::When,
    columns: Vec<Column>,
}

/// Returns the columns with these names, in their order; by default all but `record`, in the order of the record.
///
/// # Errors
/// `Value`, for a name that the record does not have, or that is given twice.
#[uniffi::export]
pub fn table_columns(names: Option<Vec<String>>) -> Result<Vec<ColumnField>, StarsealError> {
    Ok(match names {
        Some(names) => Column::named(&names)?.iter().map(Column::field).collect(),
        None => Column::usual().map(Column::field).collect(),
    })
}

#[uniffi::export]
impl TableChecker {
    /// Makes a checker that returns these columns.
    ///
    /// # Errors
    /// `Value`, for a name that the record does not have or that is given twice, and for a day that no label can claim.
    #[uniffi::constructor]
    pub fn new(verifier: &Verifier, at: When, columns: Vec<String>) -> Result<Self, StarsealError> {
        Ok(TableChecker { held: verifier.held(), at: at.try_into()?, columns: Column::named(&columns)? })
    }

    /// Checks a column of texts, and returns the checker's columns, one row for each text.
    ///
    /// The texts are the buffers of Arrow's `large_utf8` without nulls: their bytes, and 64-bit offsets, one more than
    /// there are texts, which may begin above 0. `days` is the buffer of a `date32` with a day for each text, or empty
    /// for the checker's own time. Bytes that are not UTF-8 become U+FFFD, because every text has a verdict.
    ///
    /// # Errors
    /// `Value`, if the buffers do not fit each other, or for a day that no label can claim.
    pub fn check(&self, texts: &[u8], offsets: &[u8], days: &[u8]) -> Result<Vec<ColumnBuffers>, StarsealError> {
        let offsets: Vec<i64> = numbers(offsets, "offsets", i64::from_ne_bytes)?;
        let rows = offsets.len().saturating_sub(1);
        let times = match numbers(days, "days", i32::from_ne_bytes)? {
            days if days.is_empty() => vec![self.at; rows],
            days if days.len() == rows => {
                days.into_iter().map(|day| When::On { day }.try_into()).collect::<Result<_, _>>()?
            }
            days => return Err(bad_value(format!("there are {} days for {rows} texts", days.len()))),
        };
        let mut verdicts = Vec::with_capacity(rows);
        for (ends, at) in offsets.windows(2).zip(times) {
            verdicts.push(self.held.check(&String::from_utf8_lossy(text(texts, &offsets, ends)?), at));
        }
        self.columns.iter().map(|column| column.read(&verdicts)).collect()
    }
}

/// Returns the text between two neighboring offsets, which count from the first of all.
fn text<'a>(texts: &'a [u8], offsets: &[i64], ends: &[i64]) -> Result<&'a [u8], StarsealError> {
    let place = |at: i64| usize::try_from(at.checked_sub(*offsets.first()?)?).ok();
    let found = match ends {
        [start, end] => place(*start).zip(place(*end)).and_then(|(start, end)| texts.get(start..end)),
        _ => None,
    };
    found.ok_or_else(|| bad_value(format!("the offsets {ends:?} are not a range of {} bytes", texts.len())))
}

/// Reads a buffer of numbers with `SIZE` bytes each.
fn numbers<const SIZE: usize, T>(
    bytes: &[u8],
    what: &str,
    number: fn([u8; SIZE]) -> T,
) -> Result<Vec<T>, StarsealError> {
    match bytes.as_chunks::<SIZE>() {
        (chunks, []) => Ok(chunks.iter().copied().map(number).collect()),
        _ => Err(bad_value(format!("the buffer of {what} has {} bytes, which {SIZE} does not divide", bytes.len()))),
    }
}
