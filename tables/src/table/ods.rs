//! An OpenDocument spreadsheet (ISO/IEC 26300), read row by row: a few bytes can stand for a million repeated cells,
//! so nothing is read as a whole.

use super::error::TableError;
use super::header::Names;
use super::row::{CellCause, Given, MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROWS};
use super::values::number_text;
use super::workbook::{SheetTable, TakeRow, Workbook};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::{Read, Seek};
use zip::ZipArchive;

/// The maximum length of the sheets in bytes, unpacked.
const MAX_CONTENT_BYTES: u64 = 128 * 1024 * 1024;

/// Reads a table from an OpenDocument spreadsheet.
pub(super) fn open<R: Read + Seek>(
    mut archive: ZipArchive<R>,
    names: Names<'_>,
    sheet: Option<&str>,
) -> Result<SheetTable, TableError> {
    let mut content = String::new();
    let part = archive.by_name("content.xml").map_err(TableError::unreadable)?;
    part.take(MAX_CONTENT_BYTES + 1).read_to_string(&mut content).map_err(TableError::unreadable)?;
    if content.len() as u64 > MAX_CONTENT_BYTES {
        return Err(TableError::PartTooLarge { part: "content.xml".to_owned(), what: "the sheets take 128 MB" });
    }
    let sheets = sheets(&content)?;
    SheetTable::read(&mut Ods { content, sheets }, names, sheet)
}

struct Ods {
    content: String,
    sheets: Vec<String>,
}

/// Returns the names of the sheets.
fn sheets(content: &str) -> Result<Vec<String>, TableError> {
    let mut reader = Reader::from_str(content);
    let mut sheets = Vec::new();
    loop {
        match reader.read_event().map_err(TableError::unreadable)? {
            Event::Eof => return Ok(sheets),
            Event::Start(tag) if tag.name().as_ref() == "table:table" => {
                sheets.push(attribute(&tag, "table:name").unwrap_or_default());
            }
            _ => {}
        }
    }
}

impl Workbook for Ods {
    fn sheets(&self) -> Vec<(String, bool)> {
        self.sheets.iter().map(|name| (name.clone(), true)).collect()
    }

    fn each_row(&mut self, name: &str, take: TakeRow<'_>) -> Result<(), TableError> {
        let mut reader = Reader::from_str(&self.content);
        let mut sheet = Sheet::default();
        let mut is_in = false;
        loop {
            let event = reader.read_event().map_err(TableError::unreadable)?;
            match &event {
                Event::Eof => return Ok(()),
                Event::Start(tag) if tag.name().as_ref() == "table:table" => {
                    is_in = attribute(tag, "table:name").unwrap_or_default() == name;
                }
                Event::End(tag) if is_in && tag.name().as_ref() == "table:table" => return Ok(()),
                _ if is_in && !sheet.see(&event, take)? => return Ok(()),
                _ => {}
            }
        }
    }
}

/// A sheet while it is read.
#[derive(Default)]
struct Sheet {
    /// The number of rows before the one at hand.
    before: u64,
    /// How often the row at hand is repeated.
    times: u64,
    cells: Vec<Given>,
    /// The cell at hand, and how often it is repeated.
    cell: Option<(Value, usize)>,
    /// The number of notes around the text at hand, which are no part of the value.
    notes: usize,
}

/// A cell while it is read: the value that the file states, and the text that is shown.
#[derive(Default)]
struct Value {
    stated: Option<String>,
    shown: String,
    is_error: bool,
}

impl Sheet {
    /// Takes one event within the sheet. Returns whether the next one is wanted.
    fn see(&mut self, event: &Event<'_>, take: TakeRow<'_>) -> Result<bool, TableError> {
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let is_empty = matches!(event, Event::Empty(_));
                match tag.name().as_ref() {
                    "table:table-row" => {
                        self.times = repeated(tag, "table:number-rows-repeated");
                        self.cells.clear();
                        if is_empty {
                            self.before = self.before.saturating_add(self.times);
                        }
                    }
                    "table:table-cell" | "table:covered-table-cell" => {
                        let times = usize::try_from(repeated(tag, "table:number-columns-repeated"));
                        self.cell = Some((Value::of(tag), times.unwrap_or(usize::MAX)));
                        if is_empty {
                            self.end_cell();
                        }
                    }
                    "office:annotation" if !is_empty => self.notes += 1,
                    "text:s" => (0..repeated(tag, "text:c").min(64)).for_each(|_| self.add(" ")),
                    "text:tab" | "text:line-break" => self.add(" "),
                    "text:p" if self.cell.as_ref().is_some_and(|(value, _)| !value.shown.is_empty()) => self.add("\n"),
                    _ => {}
                }
            }
            Event::End(tag) => match tag.name().as_ref() {
                "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
                "office:annotation" => self.notes = self.notes.saturating_sub(1),
                "table:table-row" => return self.end_row(take),
                _ => {}
            },
            Event::Text(text) => self.add(text),
            Event::CData(text) => self.add(text),
            Event::GeneralRef(reference) => self.add(&resolved(reference)),
            _ => {}
        }
        Ok(true)
    }

    /// Adds a piece to the text of the cell at hand. One longer than any value is refused as such.
    fn add(&mut self, text: &str) {
        if let Some((value, _)) = self.cell.as_mut().filter(|(value, _)| value.shown.len() <= 2 * MAX_CELL_BYTES)
            && self.notes == 0
        {
            value.shown += text;
        }
    }

    fn end_cell(&mut self) {
        let Some((value, times)) = self.cell.take() else { return };
        let given = value.given();
        // Empty cells at the end of a row are repeated to the edge of the sheet.
        let room = (MAX_COLUMNS + 1).saturating_sub(self.cells.len());
        self.cells.extend(std::iter::repeat_n(given, times.min(room)));
    }

    fn end_row(&mut self, take: TakeRow<'_>) -> Result<bool, TableError> {
        let is_empty = self.cells.iter().all(|(text, cause)| text.is_empty() && cause.is_none());
        // An empty row is taken as none. Others are repeated, up to what a table can have.
        let rows = if is_empty { 0 } else { self.times.min(MAX_ROWS as u64 + 1) };
        for row in 0..rows {
            let number = self.before.saturating_add(row).saturating_add(1);
            if !take(number, self.cells.clone())? {
                return Ok(false);
            }
        }
        self.before = self.before.saturating_add(self.times);
        Ok(true)
    }
}

impl Value {
    fn of(tag: &BytesStart<'_>) -> Self {
        let attribute = |name: &str| attribute(tag, name);
        let stated = match attribute("office:value-type").as_deref() {
            Some("float" | "percentage" | "currency") => {
                let number = attribute("office:value");
                number.map(|text| text.trim().parse().map_or_else(|_| text.clone(), number_text))
            }
            // 2026-12-01T09:30:00, written as in the other formats.
            Some("date") => attribute("office:date-value")
                .map(|text| text.replace('T', " "))
                .map(|text| text.strip_suffix(":00").map_or(text.clone(), str::to_owned)),
            Some("boolean") => attribute("office:boolean-value").map(|text| text.to_uppercase()),
            Some("string") => attribute("office:string-value"),
            _ => None,
        };
        let is_error = attribute("calcext:value-type").as_deref() == Some("error");
        Value { stated, shown: String::new(), is_error }
    }

    fn given(self) -> Given {
        match self.is_error {
            true => (self.shown.clone(), Some(CellCause::ErrorValue { text: self.shown })),
            false => (self.stated.unwrap_or(self.shown), None),
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// Returns how often a row, a cell or a blank stands there.
fn repeated(tag: &BytesStart<'_>, name: &str) -> u64 {
    attribute(tag, name).and_then(|text| text.trim().parse().ok()).unwrap_or(1)
}

/// Returns the character that a reference stands for. Others than those of XML itself are not expanded.
fn resolved(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => character.to_string(),
        _ => quick_xml::escape::resolve_xml_entity(reference).unwrap_or_default().to_owned(),
    }
}
