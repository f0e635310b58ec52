//! The records of CSV files (RFC 4180), one by one.

use super::dialect::Dialect;
use super::source::{self, Source};
use crate::text::{MixedEncodings, TextKind, TextReader};
use csv::{ByteRecord, ReaderBuilder};
use std::io::{self, Chain, Cursor, Read};

/// The maximum length of a row in bytes, so that a file without line ends does not exhaust memory.
pub const MAX_ROW_BYTES: usize = 1024 * 1024;

/// The first lines of a file, which were read to find its separator, and the rest.
type Input<R> = Chain<Cursor<Vec<u8>>, Source<TextReader<R>>>;

/// Why no further record can be read.
#[derive(Debug)]
pub enum RecordsError {
    /// A row has more than [`MAX_ROW_BYTES`].
    RowTooLong,
    /// Some rows are in UTF-8 and others in code page 932.
    MixedEncodings,
    /// Reading failed.
    Read(io::Error),
}

/// The records of a file in UTF-8, UTF-16 or code page 932 (see [`text`](crate::text)), separated by commas, semicolons
/// or tabs.
#[derive(Debug)]
pub struct Records<R> {
    reader: csv::Reader<Input<R>>,
    record: ByteRecord,
    separator: u8,
    /// The number of lines before the record that spreadsheet programs do not count: line breaks in cells.
    uncounted: u64,
}

impl<R: Read> Records<R> {
    /// Reads the first lines, to find the separator: the one that makes the most names of the header.
    pub fn new(input: R, is_name: &dyn Fn(&str) -> bool) -> Result<Self, RecordsError> {
        let mut input = Source::new(TextReader::new(input, TextKind::Table), MAX_ROW_BYTES);
        let Dialect { separator, head } = Dialect::read(&mut input, is_name).map_err(of_io)?;
        let input = Cursor::new(head).chain(input);
        let reader = ReaderBuilder::new().flexible(true).has_headers(false).delimiter(separator).from_reader(input);
        Ok(Records { reader, record: ByteRecord::new(), separator, uncounted: 0 })
    }

    /// Reads the next record, empty or not. Returns the number of its row; none at the end.
    pub fn advance(&mut self) -> Result<Option<u64>, RecordsError> {
        self.reader.get_mut().get_mut().1.allow(MAX_ROW_BYTES);
        if !self.reader.read_byte_record(&mut self.record).map_err(unreadable)? {
            return Ok(None);
        }
        // The reader is now at the line after the record. Its earlier position cannot be used, since it skips empty
        // lines.
        let line_ends = self.record.iter().flatten().filter(|byte| **byte == b'\n').count();
        let line_ends = u64::try_from(line_ends).unwrap_or(u64::MAX);
        let line = self.reader.position().line().saturating_sub(line_ends.saturating_add(1));
        let number = line.saturating_sub(self.uncounted);
        self.uncounted = self.uncounted.saturating_add(line_ends);
        Ok(Some(number))
    }

    /// Returns the record that was read last.
    pub fn record(&self) -> &ByteRecord {
        &self.record
    }

    /// Returns the separator.
    pub fn separator(&self) -> u8 {
        self.separator
    }
}

fn unreadable(error: csv::Error) -> RecordsError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => of_io(error),
        other => RecordsError::Read(io::Error::other(format!("{other:?}"))),
    }
}

fn of_io(error: io::Error) -> RecordsError {
    match error.get_ref() {
        Some(inner) if inner.is::<source::RowTooLong>() => RecordsError::RowTooLong,
        Some(inner) if inner.is::<MixedEncodings>() => RecordsError::MixedEncodings,
        _ => RecordsError::Read(error),
    }
}
