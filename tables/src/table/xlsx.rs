//! A workbook in XLSX (ISO/IEC 29500), read cell by cell.

use super::error::TableError;
use super::header::Names;
use super::package::measure;
use super::row::{Given, MAX_COLUMNS};
use super::values::given;
use super::workbook::{SheetTable, TakeRow, Workbook};
use calamine::{Reader, SheetType, SheetVisible, Xlsx};
use std::io::{Read, Seek};
use zip::ZipArchive;

/// Reads a table from a workbook, whose parts are measured before.
pub(super) fn open<R: Read + Seek>(
    mut archive: ZipArchive<R>,
    names: Names<'_>,
    sheet: Option<&str>,
) -> Result<SheetTable, TableError> {
    measure(&mut archive)?;
    let mut workbook = Xlsx::new(archive.into_inner()).map_err(TableError::unreadable)?;
    SheetTable::read(&mut workbook, names, sheet)
}

impl<R: Read + Seek> Workbook for Xlsx<R> {
    fn sheets(&self) -> Vec<(String, bool)> {
        let of_cells = self.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        of_cells.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect()
    }

    fn each_row(&mut self, name: &str, take: TakeRow<'_>) -> Result<(), TableError> {
        let is_1904 = self.has_1904_epoch();
        let mut reader = self.worksheet_cells_reader(name).map_err(TableError::unreadable)?;
        let mut at: Option<u32> = None;
        let mut cells: Vec<Given> = Vec::new();
        let number = |at: u32| u64::from(at) + 1;
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(TableError::unreadable)? {
            let (row, column) = cell.pos;
            if at.is_some_and(|at| row < at) {
                return Err(TableError::unreadable(format_args!(
                    "row {} stands after row {}",
                    row + 1,
                    at.unwrap_or(0)
                )));
            }
            if at != Some(row)
                && let Some(at) = at.replace(row)
                && !take(number(at), std::mem::take(&mut cells))?
            {
                return Ok(());
            }
            let given = given(&cell.value, cell.formula.is_some(), is_1904);
            if given.0.is_empty() && given.1.is_none() {
                continue;
            }
            // A value far to the right of the table is in a column without a name, wherever that is.
            let place = usize::try_from(column).unwrap_or(MAX_COLUMNS).min(MAX_COLUMNS);
            if cells.len() <= place {
                cells.resize(place + 1, (String::new(), None));
            }
            if let Some(cell) = cells.get_mut(place) {
                *cell = given;
            }
        }
        match at {
            Some(at) => take(number(at), cells).map(drop),
            None => Ok(()),
        }
    }
}
