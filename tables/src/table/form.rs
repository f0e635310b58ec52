//! The form of a file, by its content.

use super::csv::CsvTable;
use super::error::{Foreign, TableError};
use super::header::Names;
use super::json::JsonTable;
use super::row::Table;
use super::workbook::SheetTable;
use super::{ods, xls, xlsx};
use crate::text::{TextKind, TextReader};
use std::io::{BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use zip::ZipArchive;

/// The form of a table's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// CSV with a separator.
    Csv {
        /// The separator.
        separator: u8,
    },
    /// A workbook (ISO/IEC 29500). Workbooks of other formats are written as such ones too.
    Xlsx,
    /// An array of objects in JSON.
    Json,
    /// Objects in JSON, one on each line.
    JsonLines,
}

impl Form {
    /// Returns the ending of files of this form.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Form::Csv { .. } => "csv",
            Form::Xlsx => "xlsx",
            Form::Json => "json",
            Form::JsonLines => "jsonl",
        }
    }
}

/// The number of bytes by which text is recognized.
const START: u64 = 4096;

/// The maximum length of the file of a workbook in bytes: its directory is in memory.
const MAX_PACKAGE_BYTES: u64 = 64 * 1024 * 1024;

/// The first bytes of an OLE compound file, in which old and protected workbooks are.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Opens a table: CSV, a workbook or JSON, whatever the name of the file. `sheet` is the name of a sheet; without it,
/// it is the one whose header fits.
///
/// # Errors
/// [`TableError`].
pub fn open<R: Read + Seek + 'static>(
    mut input: R,
    names: Names<'_>,
    sheet: Option<&str>,
) -> Result<Box<dyn Table>, TableError> {
    let mut start = Vec::new();
    input.by_ref().take(START).read_to_end(&mut start).map_err(TableError::unreadable)?;
    input.rewind().map_err(TableError::unreadable)?;
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        let length = input.seek(std::io::SeekFrom::End(0)).map_err(TableError::unreadable)?;
        input.rewind().map_err(TableError::unreadable)?;
        if length > MAX_PACKAGE_BYTES {
            let what = "a file has 64 MB";
            return Err(TableError::PartTooLarge { part: "[file]".to_owned(), what });
        }
        let mut archive = ZipArchive::new(BufReader::new(input)).map_err(TableError::unreadable)?;
        return match package(&mut archive) {
            Package::Xlsx => undamaged(|| xlsx::open(archive, names, sheet)),
            Package::Ods => undamaged(|| ods::open(archive, names, sheet)),
            Package::Foreign(foreign) => Err(TableError::Foreign { foreign }),
        };
    }
    if start.starts_with(&COMPOUND) {
        if let Some(foreign) = other_compound(&mut input) {
            return Err(TableError::Foreign { foreign });
        }
        return undamaged(|| xls::open(BufReader::new(input), names, sheet));
    }
    match text(&start) {
        Text::Json => Ok(Box::new(JsonTable::new(input)?)),
        Text::Markup => Err(TableError::Foreign { foreign: Foreign::Markup }),
        Text::Binary => Err(TableError::Foreign { foreign: Foreign::Binary }),
        Text::Other => Ok(Box::new(CsvTable::new(BufReader::new(input), names)?)),
    }
}

/// What a text starts with.
enum Text {
    Json,
    Markup,
    Binary,
    Other,
}

fn text(start: &[u8]) -> Text {
    let mut decoded = Vec::new();
    // A character or a line that is cut at the end does not matter for the first one.
    let _ = TextReader::new(start, TextKind::Lines).read_to_end(&mut decoded);
    match decoded.trim_ascii_start().first() {
        Some(b'{' | b'[') => Text::Json,
        Some(b'<') => Text::Markup,
        _ if decoded.contains(&0) => Text::Binary,
        _ => Text::Other,
    }
}

/// Reads a workbook. A damaged one that makes the library panic is a damaged workbook.
fn undamaged(read: impl FnOnce() -> Result<SheetTable, TableError>) -> Result<Box<dyn Table>, TableError> {
    let read = catch_unwind(AssertUnwindSafe(read));
    Ok(Box::new(read.unwrap_or_else(|_| Err(TableError::unreadable("the workbook is damaged")))?))
}

/// What a ZIP archive is.
enum Package {
    Xlsx,
    Ods,
    Foreign(Foreign),
}

fn package<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Package {
    let names: Vec<String> = archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    let has = |wanted: &dyn Fn(&str) -> bool| names.iter().any(|name| wanted(name));
    if has(&|name| name.ends_with(".iwa")) {
        return Package::Foreign(Foreign::Numbers);
    }
    if has(&|name| name.eq_ignore_ascii_case("xl/workbook.bin")) {
        return Package::Foreign(Foreign::Xlsb);
    }
    let has_workbook = has(&|name| name.starts_with("xl/") || name.ends_with("workbook.xml"));
    let mut kind = String::new();
    if let Ok(file) = archive.by_name("mimetype") {
        let _ = file.take(128).read_to_string(&mut kind);
    }
    if kind.contains("opendocument.spreadsheet") {
        return Package::Ods;
    }
    if has_workbook { Package::Xlsx } else { Package::Foreign(Foreign::Zip) }
}

/// Returns what an OLE compound file is, if it is not a workbook, by the names in its directory, which are in UTF-16.
fn other_compound(input: &mut (impl Read + Seek)) -> Option<Foreign> {
    let mut bytes = Vec::new();
    let _ = input.take(MAX_PACKAGE_BYTES).read_to_end(&mut bytes);
    let _ = input.rewind();
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        // Entries of the directory start at multiples of 128 bytes.
        bytes.chunks(128).any(|entry| entry.starts_with(&name))
    };
    match () {
        () if has("EncryptedPackage") => Some(Foreign::Protected),
        () if has("Workbook") || has("Book") => None,
        () => Some(Foreign::Binary),
    }
}
