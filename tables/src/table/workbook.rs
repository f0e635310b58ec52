//! A table in a workbook: the sheet whose header fits, and its rows.

use super::error::TableError;
use super::form::Form;
use super::header::{HEADER_WITHIN, Names};
use super::row::{Given, Shape, Table, TableRow};

/// Takes the number and the cells of a row, and returns whether the next row is wanted.
pub(super) type TakeRow<'a> = &'a mut dyn FnMut(u64, Vec<Given>) -> Result<bool, TableError>;

/// A workbook of any format.
pub(super) trait Workbook {
    /// Returns the names of the sheets with cells, each with whether it is visible.
    fn sheets(&self) -> Vec<(String, bool)>;

    /// Goes through the rows of a sheet that have cells, until `take` returns false.
    fn each_row(&mut self, name: &str, take: TakeRow<'_>) -> Result<(), TableError>;
}

/// A table from a sheet of a workbook.
#[derive(Debug)]
pub struct SheetTable {
    header: Vec<String>,
    rows: std::vec::IntoIter<TableRow>,
}

impl SheetTable {
    /// Reads a sheet: the one with the name `sheet`, else the one whose header fits. The header is the first row that
    /// fits, else the first one with content.
    pub(super) fn read(workbook: &mut dyn Workbook, names: Names<'_>, sheet: Option<&str>) -> Result<Self, TableError> {
        let sheets = workbook.sheets();
        let (name, header_row) = match sheet {
            Some(wanted) => {
                if !sheets.iter().any(|(name, _)| name == wanted) {
                    let sheets = sheets.into_iter().map(|(name, _)| name).collect();
                    return Err(TableError::NoSheet { name: wanted.to_owned(), sheets });
                }
                (wanted.to_owned(), top(workbook, wanted, names)?.map(|(row, _)| row))
            }
            None => choose(workbook, &sheets, names)?,
        };
        let Some(header_row) = header_row else { return Err(TableError::Empty) };
        let mut shape: Option<Shape> = None;
        let mut rows = Vec::new();
        workbook.each_row(&name, &mut |number, cells| {
            match &mut shape {
                None if number == header_row => shape = Some(Shape::new(texts(cells))),
                Some(shape) => rows.extend(shape.row(number, cells, false)?),
                None => {}
            }
            Ok(true)
        })?;
        let header = shape.map(|shape| shape.header).ok_or(TableError::Empty)?;
        Ok(SheetTable { header, rows: rows.into_iter() })
    }
}

impl Table for SheetTable {
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

/// Chooses the sheet whose header fits, and returns the number of its header's row.
fn choose(
    workbook: &mut dyn Workbook,
    sheets: &[(String, bool)],
    names: Names<'_>,
) -> Result<(String, Option<u64>), TableError> {
    let (mut fitting, mut first) = (Vec::new(), None);
    // What a person cannot see is not what a person hands in.
    for (name, _) in sheets.iter().filter(|(_, is_visible)| *is_visible) {
        match top(workbook, name, names)? {
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
fn top(workbook: &mut dyn Workbook, name: &str, names: Names<'_>) -> Result<Option<(u64, bool)>, TableError> {
    let (mut found, mut seen) = (None, 0);
    workbook.each_row(name, &mut |number, cells| {
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
