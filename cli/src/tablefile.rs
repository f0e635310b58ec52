//! Tables that people have, opened by their content.

use crate::exit::{Cause, Failure};
use crate::kind::{self, Wanted};
use crate::messages::{list, of_table, say, system};
use crate::output::escape::{printable, shown};
use starseal_tables::table::{self, Foreign, Names, Table, TableError};
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::Path;

/// The maximum length of a table that comes through a pipe, in bytes.
const MAX_PIPED_BYTES: u64 = 64 * 1024 * 1024;

/// Opens a table by its content, or standard input for `-`. [`unusable`] says why there is no table in it.
pub(crate) fn open(
    path: &Path,
    names: Names<'_>,
    sheet: Option<&str>,
) -> Result<Result<Box<dyn Table>, TableError>, Failure> {
    let unreadable = |error: &io::Error| {
        let what = say!("registry-unreadable", path = shown(path), reason = system(error));
        Failure::impossible(what, say!("registry-unreadable-help"))
    };
    if path == Path::new("-") {
        return Ok(table::open(Cursor::new(piped(io::stdin(), path)?), names, sheet));
    }
    let meta = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if meta.is_dir() {
        return Err(unreadable(&io::ErrorKind::IsADirectory.into()));
    }
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    Ok(match meta.is_file() {
        true => table::open(file, names, sheet),
        false => table::open(Cursor::new(piped(file, path)?), names, sheet),
    })
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

/// Returns the failure for a table that cannot be read. `what` says so, with the reason.
pub(crate) fn unusable(path: &Path, error: &TableError, what: impl FnOnce(String) -> String) -> Failure {
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
    Failure::new(cause, what(of_table(error)), help)
}
