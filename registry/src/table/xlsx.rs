//! A table in a workbook (ISO/IEC 29500).

use super::cell::DAY_ZERO;
use super::error::TableError;
use super::form::Form;
use super::header::Names;
use super::package::measure;
use super::row::{CellCause, Given, MAX_COLUMNS, Shape, Table, TableRow};
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use starseal::Date;
use std::io::{Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use zip::ZipArchive;

/// The number of rows with content among which the header of a sheet is looked for: titles and notes stand above it.
const HEADER_WITHIN: usize = 20;

/// The number of days between the two days from which spreadsheet programs count.
const DAYS_1904: i32 = 1462;

/// The first number that spreadsheet programs do not hold exactly: they have 15 digits.
const INEXACT: f64 = 1e15;

/// A table from a sheet of a workbook.
#[derive(Debug)]
pub struct XlsxTable {
    header: Vec<String>,
    rows: std::vec::IntoIter<TableRow>,
}

impl XlsxTable {
    /// Reads a sheet: the one with the name `sheet`, else the one whose header fits. The header is the first row that
    /// fits, else the first one with content. The parts of the workbook are measured before.
    ///
    /// # Errors
    /// [`TableError`].
    pub fn new<R: Read + Seek>(
        mut archive: ZipArchive<R>,
        names: Names<'_>,
        sheet: Option<&str>,
    ) -> Result<Self, TableError> {
        measure(&mut archive)?;
        let input = archive.into_inner();
        // A damaged workbook that makes the library panic is a damaged workbook.
        let read = catch_unwind(AssertUnwindSafe(|| read(input, names, sheet)));
        read.unwrap_or_else(|_| Err(TableError::unreadable("the workbook is damaged")))
    }
}

impl Table for XlsxTable {
    fn form(&self) -> Form {
        Form::Xlsx
    }

    fn header(&self) -> &[String] {
        &self.header
    }

    fn next_row(&mut self) -> Result<Option<TableRow>, TableError> {
        Ok(self.rows.next())
    }
}

fn read<R: Read + Seek>(input: R, names: Names<'_>, sheet: Option<&str>) -> Result<XlsxTable, TableError> {
    let mut workbook = Xlsx::new(input).map_err(TableError::unreadable)?;
    let is_1904 = workbook.has_1904_epoch();
    let of_cells = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<(String, bool)> =
        of_cells.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect();
    let (name, header_row) = match sheet {
        Some(wanted) => {
            if !sheets.iter().any(|(name, _)| name == wanted) {
                let sheets = sheets.into_iter().map(|(name, _)| name).collect();
                return Err(TableError::NoSheet { name: wanted.to_owned(), sheets });
            }
            (wanted.to_owned(), top(&mut workbook, wanted, names, is_1904)?.map(|(row, _)| row))
        }
        None => choose(&mut workbook, &sheets, names, is_1904)?,
    };
    let Some(header_row) = header_row else { return Err(TableError::Empty) };
    let mut shape: Option<Shape> = None;
    let mut rows = Vec::new();
    each_row(&mut workbook, &name, is_1904, &mut |number, cells| {
        match &mut shape {
            None if number == header_row => shape = Some(Shape::new(texts(cells))),
            Some(shape) => rows.extend(shape.row(number, cells, false)?),
            None => {}
        }
        Ok(true)
    })?;
    let header = shape.map(|shape| shape.header).ok_or(TableError::Empty)?;
    Ok(XlsxTable { header, rows: rows.into_iter() })
}

/// Chooses the sheet whose header fits, and returns the number of its header's row.
fn choose<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    sheets: &[(String, bool)],
    names: Names<'_>,
    is_1904: bool,
) -> Result<(String, Option<u64>), TableError> {
    let (mut fitting, mut first) = (Vec::new(), None);
    // What a person cannot see is not what a person hands in.
    for (name, _) in sheets.iter().filter(|(_, is_visible)| *is_visible) {
        match top(workbook, name, names, is_1904)? {
            Some((row, true)) => fitting.push((name.clone(), Some(row))),
            Some((row, false)) if first.is_none() => first = Some((name.clone(), Some(row))),
            _ => {}
        }
    }
    if fitting.len() > 1 {
        return Err(TableError::SeveralSheets { sheets: fitting.into_iter().map(|(name, _)| name).collect() });
    }
    fitting.pop().or(first).ok_or(TableError::Empty)
}

/// Returns the number of the row that is the header of a sheet, and whether it fits; none if the sheet is empty.
fn top<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    name: &str,
    names: Names<'_>,
    is_1904: bool,
) -> Result<Option<(u64, bool)>, TableError> {
    let (mut found, mut seen) = (None, 0);
    each_row(workbook, name, is_1904, &mut |number, cells| {
        let header = texts(cells);
        if header.is_empty() {
            return Ok(true);
        }
        seen += 1;
        let fits = (names.is_header)(&header);
        if fits || found.is_none() {
            found = Some((number, fits));
        }
        Ok(!fits && seen < HEADER_WITHIN)
    })?;
    Ok(found)
}

/// Returns the texts of a row, trimmed, up to the last one that is not empty.
fn texts(cells: Vec<Given>) -> Vec<String> {
    let mut texts: Vec<String> = cells.into_iter().map(|(text, _)| text.trim().to_owned()).collect();
    while texts.last().is_some_and(String::is_empty) {
        texts.pop();
    }
    texts
}

/// Goes through the rows of a sheet that have cells, until `take` returns false.
fn each_row<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    name: &str,
    is_1904: bool,
    take: &mut dyn FnMut(u64, Vec<Given>) -> Result<bool, TableError>,
) -> Result<(), TableError> {
    let mut reader = workbook.worksheet_cells_reader(name).map_err(TableError::unreadable)?;
    let mut at: Option<u32> = None;
    let mut cells: Vec<Given> = Vec::new();
    let number = |at: u32| u64::from(at) + 1;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(TableError::unreadable)? {
        let (row, column) = cell.pos;
        if at.is_some_and(|at| row < at) {
            return Err(TableError::unreadable(format_args!("row {} stands after row {}", row + 1, at.unwrap_or(0))));
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

/// Returns the value of a cell as a text.
fn given(value: &DataRef<'_>, has_formula: bool, is_1904: bool) -> Given {
    let text = match value {
        DataRef::Empty if has_formula => return (String::new(), Some(CellCause::FormulaWithoutValue)),
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number_text(*number as f64),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(time) if time.is_datetime() => day_text(time.as_f64(), is_1904),
        DataRef::DateTime(time) => number_text(time.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => {
            let text = error.to_string();
            return (text.clone(), Some(CellCause::ErrorValue { text }));
        }
    };
    (text, None)
}

/// Writes a number as it was typed. One that has more digits than spreadsheet programs hold is written as they show it,
/// so that it is refused as rounded.
fn number_text(number: f64) -> String {
    if number.abs() < INEXACT {
        return format!("{number}");
    }
    let text = format!("{number:.5E}");
    let (digits, power) = text.split_once('E').unwrap_or((&text, "0"));
    format!("{digits}E+{power:0>2}")
}

/// Writes a day as `YYYY-MM-DD`, with its time if it has one.
fn day_text(serial: f64, is_1904: bool) -> String {
    let whole = serial.floor();
    // Casts saturate, and no calendar has such days.
    let days = whole as i32;
    let days = if is_1904 { days.saturating_add(DAYS_1904) } else { days };
    // The program counts a day, 1900-02-29, that never was; no label is that old.
    let day = (days > 60).then(|| Date::from_days(days.saturating_sub(DAY_ZERO)).ok()).flatten();
    let Some(day) = day else { return number_text(serial) };
    let minutes = ((serial - whole) * 1440.0).round() as u32;
    match minutes {
        0 => day.to_string(),
        minutes => format!("{day} {:02}:{:02}", minutes / 60, minutes % 60),
    }
}
