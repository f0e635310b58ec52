//! A workbook in the format before 2007 (XLS), whose sheets are read as a whole once they were measured.

use super::error::TableError;
use super::header::Names;
use super::row::{Given, MAX_COLUMNS};
use super::values::given;
use super::workbook::{SheetTable, TakeRow, Workbook};
use super::{biff, compound};
use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xls};
use std::io::{Cursor, Read, Seek, SeekFrom};

/// The maximum length of an XLS file in bytes: all of its sheets are in memory. One sheet has at most 65,536 rows.
const MAX_XLS_BYTES: u64 = 16 * 1024 * 1024;

/// Reads a table from a workbook in the format before 2007.
pub(super) fn open<R: Read + Seek>(
    mut input: R,
    names: Names<'_>,
    sheet: Option<&str>,
) -> Result<SheetTable, TableError> {
    let length = input.seek(SeekFrom::End(0)).map_err(TableError::unreadable)?;
    input.rewind().map_err(TableError::unreadable)?;
    if length > MAX_XLS_BYTES {
        return Err(TableError::PartTooLarge { part: "[file]".to_owned(), what: "an XLS file has 16 MB" });
    }
    let mut file = Vec::new();
    input.read_to_end(&mut file).map_err(TableError::unreadable)?;
    let mut stream = compound::stream(&file).ok_or_else(|| TableError::unreadable("the workbook is damaged"))?;
    biff::measure(&mut stream)?;
    let mut workbook = Xls::new(Cursor::new(compound::wrapped(&stream))).map_err(TableError::unreadable)?;
    SheetTable::read(&mut workbook, names, sheet)
}

impl<R: Read + Seek> Workbook for Xls<R> {
    fn sheets(&self) -> Vec<(String, bool)> {
        let of_cells = self.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        of_cells.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
    }

    fn each_row(&mut self, name: &str, take: TakeRow<'_>) -> Result<(), TableError> {
        let range = self.worksheet_range(name).map_err(TableError::unreadable)?;
        let (top, left) = range.start().unwrap_or_default();
        let left = usize::try_from(left).unwrap_or(MAX_COLUMNS).min(MAX_COLUMNS);
        for (number, row) in (u64::from(top) + 1..).zip(range.rows()) {
            let mut cells: Vec<Given> = vec![(String::new(), None); left];
            // This format keeps the days of both calendars apart by itself.
            cells.extend(row.iter().take(MAX_COLUMNS + 1 - left).map(|value| given(&borrowed(value), false, false)));
            if !take(number, cells)? {
                break;
            }
        }
        Ok(())
    }
}

/// Returns a value as the other formats have it.
fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(is_true) => DataRef::Bool(*is_true),
        Data::DateTime(time) => DataRef::DateTime(*time),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        _ => DataRef::Empty,
    }
}
