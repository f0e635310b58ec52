//! The records of an XLS workbook (MS-XLS), measured before a library reads them. It makes room for every cell between
//! the first and the last one of a sheet, copies a shared text into each cell that has it, and writes formulas out: a
//! few hundred bytes can stand for hundreds of gigabytes.

use super::error::TableError;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// The maximum number of sheets.
const MAX_SHEETS: usize = 256;
/// The maximum number of places between the first and the last cells of all sheets: 65,536 rows of 40 columns.
const MAX_PLACES: u64 = 65_536 * 40;
/// The maximum length of the texts of all cells in bytes.
const MAX_CELL_TEXTS: u64 = 64 * 1024 * 1024;
/// The maximum number of texts that cells share, and of names.
const MAX_SHARED: usize = 1_000_000;
const MAX_NAMES: usize = 50_000;
/// The maximum number of records that continue another one, each of which has up to 8,224 bytes.
const MAX_CONTINUED: usize = 8_192;

// The numbers of the records that matter here.
const CONTINUE: u16 = 0x003c;
const EOF: u16 = 0x000a;
const BOF: u16 = 0x0809;
const BOUND_SHEET: u16 = 0x0085;
const NAME: u16 = 0x0018;
const SHARED_TEXTS: u16 = 0x00fc;
const DIMENSIONS: u16 = 0x0200;
const FORMULA: u16 = 0x0006;
const SHARED_TEXT_CELL: u16 = 0x00fd;
const MANY_NUMBERS: u16 = 0x00bd;
/// Records of a cell with its row and its column at the start: numbers, texts and truth values.
const CELLS: [u16; 6] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x027e, SHARED_TEXT_CELL];
/// A record that readers pass over.
const NOTHING: u16 = 0xffff;

/// Measures a workbook, and takes what it would be made to reserve or write out: announced dimensions, and formulas,
/// whose values stay.
///
/// # Errors
/// [`TableError`] if it is too large for a table, or damaged.
pub(super) fn measure(stream: &mut [u8]) -> Result<(), TableError> {
    let records = records(stream)?;
    disarm(stream, &records);
    let globals = records.get(..end_of(&records)).unwrap_or_default();
    let sheets: Vec<usize> =
        globals.iter().filter(|record| record.kind == BOUND_SHEET).map_while(|record| start(stream, record)).collect();
    within(sheets.len() as u64, MAX_SHEETS as u64, "a workbook has 256 sheets")?;
    let names = globals.iter().filter(|record| record.kind == NAME).count();
    within(names as u64, MAX_NAMES as u64, "a workbook has 50,000 names")?;
    let shared = match globals.iter().rfind(|record| record.kind == SHARED_TEXTS) {
        Some(record) => shared_texts(stream, record)?,
        None => Vec::new(),
    };
    // Sheets are read from their starts. Only at one where a sheet begins, and only once each, is what was measured
    // what is read.
    let places: HashMap<usize, usize> = records
        .iter()
        .enumerate()
        .filter(|(_, record)| record.kind == BOF)
        .map(|(at, record)| (record.start, at))
        .collect();
    let mut known = BTreeSet::new();
    let mut sum = Sum::default();
    for start in sheets {
        let at = places.get(&start).filter(|_| known.insert(start)).ok_or_else(damaged)?;
        sum.add_sheet(stream, records.get(*at..).unwrap_or_default(), &shared)?;
    }
    Ok(())
}

/// A record: where it starts, its number, its data, and that of the records that continue it.
struct Record {
    start: usize,
    kind: u16,
    data: Range<usize>,
    more: Vec<Range<usize>>,
}

/// Returns the records, as they follow each other.
fn records(stream: &[u8]) -> Result<Vec<Record>, TableError> {
    let mut records: Vec<Record> = Vec::new();
    let mut at = 0;
    while let Some([kind, more, low, high]) = stream.get(at..).and_then(<[u8]>::first_chunk) {
        let (kind, length) = (u16::from_le_bytes([*kind, *more]), usize::from(u16::from_le_bytes([*low, *high])));
        let data = at + 4..at + 4 + length;
        if data.end > stream.len() {
            break;
        }
        let start = std::mem::replace(&mut at, data.end);
        match records.last_mut() {
            Some(record) if kind == CONTINUE => {
                record.more.push(data);
                within(record.more.len() as u64, MAX_CONTINUED as u64, "a record has 64 MB")?;
            }
            _ => records.push(Record { start, kind, data, more: Vec::new() }),
        }
    }
    Ok(records)
}

/// Takes the dimensions and the formulas out of the records.
fn disarm(stream: &mut [u8], records: &[Record]) {
    for record in records {
        let (at, value) = match record.kind {
            DIMENSIONS => (record.start, NOTHING),
            // The length of the formula, after the cell, its format, its value and its flags.
            FORMULA if record.data.len() >= 22 => (record.data.start + 20, 0),
            _ => continue,
        };
        if let Some(place) = stream.get_mut(at..at + 2) {
            place.copy_from_slice(&value.to_le_bytes());
        }
    }
}

/// Returns the number of records up to the end of the part of the workbook at their start.
fn end_of(records: &[Record]) -> usize {
    records.iter().position(|record| record.kind == EOF).unwrap_or(records.len())
}

fn start(stream: &[u8], record: &Record) -> Option<usize> {
    let start = stream.get(record.data.clone())?.first_chunk()?;
    usize::try_from(u32::from_le_bytes(*start)).ok()
}

/// What the sheets hold.
#[derive(Default)]
struct Sum {
    places: u64,
    texts: u64,
}

impl Sum {
    /// Adds the cells of the sheet at the start of the records. Charts within it are passed over.
    fn add_sheet(&mut self, stream: &[u8], records: &[Record], shared: &[u32]) -> Result<(), TableError> {
        let (mut depth, mut corners) = (0_usize, None);
        for record in records {
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                _ if depth > 1 => {}
                kind => {
                    let data = stream.get(record.data.clone()).unwrap_or_default();
                    let Some((row, column, last)) = columns(kind, data) else { continue };
                    let (top, left, bottom, right) = corners.unwrap_or((row, column, row, last));
                    corners = Some((top.min(row), left.min(column), bottom.max(row), right.max(last)));
                    let text = text_bytes(kind, data, shared);
                    self.texts += text;
                    within(self.texts, MAX_CELL_TEXTS, "the texts of an XLS file take 64 MB")?;
                }
            }
        }
        if let Some((top, left, bottom, right)) = corners {
            self.places += u64::from(bottom - top + 1) * u64::from(right - left + 1);
        }
        within(self.places, MAX_PLACES, "the sheets of an XLS file have 65,536 rows of 40 columns together")
    }
}

/// Returns the row, and the first and last column of the cells in a record; none if it has none.
fn columns(kind: u16, data: &[u8]) -> Option<(u32, u32, u32)> {
    let number = |at: usize| Some(u32::from(u16::from_le_bytes(*data.get(at..)?.first_chunk()?)));
    match kind {
        MANY_NUMBERS => {
            let (first, last) = (number(2)?, number(data.len().checked_sub(2)?)?);
            Some((number(0)?, first, last.max(first)))
        }
        FORMULA => Some((number(0)?, number(2)?, number(2)?)),
        kind if CELLS.contains(&kind) => Some((number(0)?, number(2)?, number(2)?)),
        _ => None,
    }
}

/// Returns how many bytes the text of a cell takes at most.
fn text_bytes(kind: u16, data: &[u8], shared: &[u32]) -> u64 {
    match kind {
        SHARED_TEXT_CELL => {
            let index = data.get(6..).and_then(<[u8]>::first_chunk).map(|index| u32::from_le_bytes(*index));
            let index = index.and_then(|index| usize::try_from(index).ok());
            // A letter takes at most three bytes in UTF-8.
            3 * u64::from(index.and_then(|index| shared.get(index)).copied().unwrap_or(0))
        }
        _ => 3 * data.len() as u64,
    }
}

/// Returns the numbers of letters of the texts that cells share (XLUnicodeRichExtendedString).
fn shared_texts(stream: &[u8], record: &Record) -> Result<Vec<u32>, TableError> {
    let parts = std::iter::once(&record.data).chain(&record.more);
    let mut parts = parts.map(|range| stream.get(range.clone()).unwrap_or_default());
    let mut data = parts.next().and_then(|data| data.get(8..)).ok_or_else(damaged)?;
    let mut lengths = Vec::new();
    loop {
        if data.is_empty() {
            match parts.next() {
                Some(next) => data = next,
                None => return Ok(lengths),
            }
        }
        if data.is_empty() {
            lengths.push(0);
            continue;
        }
        let [low, high, flags, rest @ ..] = data else { return Err(damaged()) };
        let letters = u16::from_le_bytes([*low, *high]);
        data = rest;
        let runs = if flags & 8 != 0 { take(&mut data, 2)? } else { 0 };
        let extension = if flags & 4 != 0 { take(&mut data, 4)? } else { 0 };
        let (mut left, mut is_wide) = (usize::from(letters), flags & 1 != 0);
        loop {
            let width = 1 + usize::from(is_wide);
            let here = left.min(data.len() / width);
            data = data.get(here * width..).unwrap_or_default();
            left -= here;
            if left == 0 {
                break;
            }
            // The text goes on in the next record, after a byte that says how.
            let (flags, rest) = parts.next().and_then(<[u8]>::split_first).ok_or_else(damaged)?;
            (data, is_wide) = (rest, flags & 1 != 0);
        }
        let mut skipped = runs.saturating_mul(4).saturating_add(extension);
        while skipped > 0 {
            if data.is_empty() {
                data = parts.next().ok_or_else(damaged)?;
            }
            let here = skipped.min(data.len());
            data = data.get(here..).unwrap_or_default();
            skipped -= here;
        }
        lengths.push(u32::from(letters));
        within(lengths.len() as u64, MAX_SHARED as u64, "an XLS file has 1,000,000 texts")?;
    }
}

/// Takes a number of some bytes, the lowest one first.
fn take(data: &mut &[u8], bytes: usize) -> Result<usize, TableError> {
    let (number, rest) = data.split_at_checked(bytes).ok_or_else(damaged)?;
    *data = rest;
    Ok(number.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}

fn within(number: u64, most: u64, what: &'static str) -> Result<(), TableError> {
    match number <= most {
        true => Ok(()),
        false => Err(TableError::PartTooLarge { part: "Workbook".to_owned(), what }),
    }
}

fn damaged() -> TableError {
    TableError::unreadable("the workbook is damaged")
}

#[cfg(test)]
mod tests {
    use super::super::compound::wrapped;
    use super::super::{Names, TableError, TableRow, open};
    use std::io::Cursor;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    /// Returns a workbook with a sheet of these records, which is named as often as given.
    fn workbook(globals: &[Vec<u8>], cells: &[Vec<u8>], sheets: usize) -> Vec<u8> {
        let bof = |kind: u8| record(super::BOF, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0]);
        let (end, globals) = (record(super::EOF, &[]), globals.concat());
        let start = bof(5).len() + sheets * 17 + globals.len() + end.len();
        let name = |number: usize| {
            [&u32::try_from(start).unwrap().to_le_bytes()[..], &[0, 0, 5, 0], format!("S{number:04}").as_bytes()]
                .concat()
        };
        let named: Vec<u8> = (0..sheets).flat_map(|number| record(super::BOUND_SHEET, &name(number))).collect();
        wrapped(&[bof(5), named, globals, end.clone(), bof(16), cells.concat(), end].concat())
    }

    fn cell(kind: u16, row: u16, column: u16, rest: &[u8]) -> Vec<u8> {
        record(kind, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], rest].concat())
    }

    fn text(row: u16, column: u16, index: u32) -> Vec<u8> {
        cell(super::SHARED_TEXT_CELL, row, column, &index.to_le_bytes())
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        cell(0x0203, row, column, &12_f64.to_le_bytes())
    }

    /// Returns the record of texts that cells share.
    fn shared(texts: &[&str]) -> Vec<u8> {
        let of = |text: &&str| [&u16::try_from(text.len()).unwrap().to_le_bytes()[..], &[0], text.as_bytes()].concat();
        record(super::SHARED_TEXTS, &[vec![0; 8], texts.iter().flat_map(of).collect()].concat())
    }

    fn rows(file: &[u8]) -> Result<Vec<TableRow>, TableError> {
        let names = Names { is_name: &|_| true, is_header: &|_| true };
        let mut table = open(Cursor::new(file.to_vec()), names, None)?;
        let mut rows = Vec::new();
        while let Some(row) = table.next_row()? {
            rows.push(row);
        }
        Ok(rows)
    }

    fn code(file: &[u8]) -> &'static str {
        rows(file).unwrap_err().code()
    }

    #[test]
    fn announced_dimensions_and_formulas_do_not_matter() {
        let dimensions = record(super::DIMENSIONS, &[&[0; 4][..], &[0, 0, 1, 0], &[0, 0], &[0, 1], &[0, 0]].concat());
        let whole = record(super::DIMENSIONS, &[&[0xff; 4][..], &[0xff; 4], &[0, 0], &[0xff, 0xff], &[0, 0]].concat());
        // The value 12, and a formula that names a sheet a hundred times.
        let tokens = [0x3a, 0, 0, 0, 0, 0, 0].repeat(100);
        let value = 12_f64.to_le_bytes();
        let length = u16::try_from(tokens.len()).unwrap().to_le_bytes();
        let formula = cell(super::FORMULA, 1, 1, &[&value[..], &[0; 6], &length, &tokens].concat());
        for announced in [dimensions, whole] {
            let cells = [announced, text(0, 0, 0), text(0, 1, 1), text(1, 0, 2), formula.clone()];
            let found = rows(&workbook(&[shared(&["jan", "model", "A-1"])], &cells, 1)).unwrap();
            assert_eq!(found.iter().map(|row| row.cells.clone()).collect::<Vec<_>>(), [["A-1", "12"]]);
        }
    }

    #[test]
    fn two_cells_far_apart_are_refused_before_their_sheet_is_filled() {
        let file = |row: u16, column: u16| workbook(&[shared(&["jan"])], &[text(0, 0, 0), number(row, column)], 1);
        assert_eq!(rows(&file(u16::MAX, 0)).unwrap().len(), 1);
        for (row, column) in [(u16::MAX, u16::MAX), (u16::MAX, 255)] {
            assert!(file(row, column).len() < 20_000);
            assert_eq!(code(&file(row, column)), "table-too-large");
        }
        let many = cell(super::MANY_NUMBERS, u16::MAX, 0, &[0; 6 * 200]);
        assert_eq!(code(&workbook(&[], &[number(0, 0), many], 1)), "unreadable-table", "its length is wrong");
    }

    #[test]
    fn a_text_that_many_cells_share_is_counted_for_each() {
        let long = "x".repeat(8_000);
        let cells = |count: u16| (0..count).map(|row| text(row, 0, 1)).collect::<Vec<_>>();
        let file = |count| workbook(&[shared(&["jan", &long])], &[vec![text(0, 0, 0)], cells(count)].concat(), 1);
        assert_eq!(rows(&file(100)).unwrap().len(), 99);
        assert!(file(3_000).len() < 100_000);
        assert_eq!(code(&file(3_000)), "table-too-large");
        // A text that two records share.
        let first = [&[0; 8][..], &[6, 0, 0], b"abc"].concat();
        let parts = [record(super::SHARED_TEXTS, &first), record(super::CONTINUE, b"\x01d\0e\0f\0")].concat();
        let found = rows(&workbook(&[parts], &[text(0, 0, 0), text(1, 0, 0)], 1)).unwrap();
        assert_eq!(found[0].cells, ["abcdef"]);
    }

    #[test]
    fn sheets_and_records_are_limited() {
        assert_eq!(code(&workbook(&[], &[number(0, 0)], 300)), "table-too-large");
        // Two sheets cannot be the same one, nor can one begin within another record.
        assert_eq!(code(&workbook(&[], &[number(0, 0)], 2)), "unreadable-table");
        let continued = record(super::CONTINUE, &[]).repeat(super::MAX_CONTINUED + 1);
        assert_eq!(code(&workbook(&[shared(&["jan"]), continued], &[number(0, 0)], 1)), "table-too-large");
        let names = record(super::NAME, &[0; 15]).repeat(super::MAX_NAMES + 1);
        assert_eq!(code(&workbook(&[names], &[number(0, 0)], 1)), "table-too-large");
        let texts = [&[0; 8][..], &[0; 3].repeat(2_700)].concat();
        let texts =
            [record(super::SHARED_TEXTS, &texts), record(super::CONTINUE, &[0; 3 * 2_700]).repeat(400)].concat();
        assert_eq!(code(&workbook(&[texts], &[number(0, 0)], 1)), "table-too-large");
    }
}
