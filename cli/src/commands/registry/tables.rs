//! Tables that people have: opens them, and writes the rows that were not taken into a file of the same form.

use crate::exit::{Cause, Failure};
use crate::files;
use crate::kind::{self, Wanted};
use crate::messages::{list, of_columns, of_import, of_table, say, system};
use crate::output::escape::{printable, shown};
use starseal_registry::import::{Fault, ReadError};
use starseal_registry::table::{self, Foreign, Names, Table, TableError};
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

/// The maximum length of a table that comes through a pipe, in bytes.
const MAX_PIPED_BYTES: u64 = 64 * 1024 * 1024;

/// The number of bad rows that are printed.
pub(super) const PRINTED: usize = 20;

/// Opens a table by its content, or standard input for `-`.
pub(super) fn open(path: &Path, names: Names<'_>, sheet: Option<&str>) -> Result<Box<dyn Table>, Failure> {
    let unreadable = |error: &io::Error| {
        let what = say!("registry-unreadable", path = shown(path), reason = system(error));
        Failure::impossible(what, say!("registry-unreadable-help"))
    };
    if path == Path::new("-") {
        let bytes = piped(io::stdin(), path)?;
        return table::open(Cursor::new(bytes), names, sheet).map_err(|error| unusable(path, &error.into()));
    }
    let meta = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if meta.is_dir() {
        return Err(unreadable(&io::ErrorKind::IsADirectory.into()));
    }
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let opened = match meta.is_file() {
        true => table::open(file, names, sheet),
        false => table::open(Cursor::new(piped(file, path)?), names, sheet),
    };
    opened.map_err(|error| unusable(path, &error.into()))
}

/// Reads a pipe, in which nobody can go back.
fn piped(input: impl Read, path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = input.take(MAX_PIPED_BYTES + 1).read_to_end(&mut bytes);
    let reason = match read {
        Ok(_) if bytes.len() as u64 <= MAX_PIPED_BYTES => return Ok(bytes),
        Ok(_) => say!("table-pipe-too-large", most = MAX_PIPED_BYTES / (1024 * 1024)),
        Err(error) => system(&error),
    };
    let what = say!("registry-unreadable", path = shown(path), reason = reason);
    Err(Failure::impossible(what, say!("table-too-large-help")))
}

/// Returns the failure for a table that cannot be read.
pub(super) fn unusable(path: &Path, error: &ReadError) -> Failure {
    let error = match error {
        ReadError::Columns(error) => {
            let what = say!("registry-table-unusable", path = shown(path), reason = of_columns(error));
            return Failure::new(Cause::RowRefused, what, say!("registry-table-unusable-help"));
        }
        ReadError::Table(error) => error,
    };
    let names = |sheets: &[String]| list(&sheets.iter().map(|name| printable(name).into_owned()).collect::<Vec<_>>());
    let (cause, help) = match error {
        TableError::Foreign { foreign } => {
            // The program knows more kinds of files than the library.
            if matches!(foreign, Foreign::Markup | Foreign::Zip | Foreign::Binary)
                && let Some(failure) = kind::not_text(path, Wanted::Table)
            {
                return failure;
            }
            let help = match foreign {
                Foreign::Protected => say!("table-protected-help"),
                Foreign::Zip => say!("table-zip-help"),
                Foreign::Binary => say!("table-binary-help"),
                _ => say!("table-convert-help"),
            };
            (Cause::WrongKind, help)
        }
        TableError::TooLarge { .. } | TableError::PartTooLarge { .. } => {
            (Cause::RowRefused, say!("table-too-large-help"))
        }
        TableError::MixedEncodings => (Cause::RowRefused, say!("issue-mixed-encodings-help")),
        TableError::NoSheet { sheets, .. } => (Cause::Value, say!("table-sheets-help", sheets = names(sheets))),
        TableError::SeveralSheets { sheets } => (Cause::CommandLine, say!("table-choose-help", sheets = names(sheets))),
        TableError::NotJson { .. } => (Cause::RowRefused, say!("table-json-help")),
        TableError::Empty => (Cause::RowRefused, say!("table-empty-help")),
        _ => (Cause::RowRefused, say!("table-unreadable-help")),
    };
    Failure::new(cause, say!("registry-table-unusable", path = shown(path), reason = of_table(error)), help)
}

/// A row that was not taken.
pub(super) struct BadRow<'a> {
    pub(super) number: u64,
    pub(super) cells: &'a [String],
    pub(super) fault: &'a Fault,
}

/// Returns the file for rows that are not taken: the one that was given, or one beside the table.
pub(super) fn file_for_bad(source: &Path, given: Option<&Path>, table: &dyn Table) -> Result<PathBuf, Failure> {
    let path = match given {
        Some(path) => path.to_owned(),
        None if source == Path::new("-") => format!("rejected.{}", table.form().ending()).into(),
        None => {
            let ending = source.extension().and_then(|ending| ending.to_str()).unwrap_or(table.form().ending());
            source.with_extension(format!("rejected.{ending}"))
        }
    };
    let is_source = matches!((path.canonicalize(), source.canonicalize()), (Ok(one), Ok(other)) if one == other);
    if is_source {
        let what = say!("table-rejected-is-source", path = shown(&path));
        return Err(Failure::new(Cause::Value, what, say!("table-rejected-is-source-help")));
    }
    Ok(path)
}

/// Writes rows that were not taken into a file of the same form, with one more column that says why. The column of a
/// file that was written before, and is read again, is left out.
pub(super) fn write_bad(path: &Path, table: &dyn Table, column: &str, rows: &[BadRow<'_>]) -> Result<(), Failure> {
    let kept: Vec<usize> =
        table.header().iter().enumerate().filter(|(_, name)| *name != column).map(|(at, _)| at).collect();
    let mut header: Vec<String> = kept.iter().filter_map(|at| table.header().get(*at).cloned()).collect();
    header.push(column.to_owned());
    let row = |bad: &BadRow<'_>| -> Vec<String> {
        let cells = kept.iter().map(|at| bad.cells.get(*at).cloned().unwrap_or_default());
        cells.chain([of_import(bad.fault)]).collect()
    };
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    let unwritable = |reason: String| {
        let what = say!("registry-unwritable", path = shown(path), reason = reason);
        Failure::impossible(what, say!("registry-rejected-unwritable-help"))
    };
    let bytes = table::write(table.form(), &header, &rows).map_err(|error| unwritable(error.to_string()))?;
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".new");
    let fresh = PathBuf::from(fresh);
    // A file that an interrupted run has left is not whole.
    let _ = fs::remove_file(&fresh);
    files::replace_by(path, &fresh, &bytes).map_err(|error| unwritable(system(&error)))
}
