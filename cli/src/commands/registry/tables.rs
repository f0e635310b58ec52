//! Tables that people have: opens them, and writes the rows that were not taken into a file of the same form.

use crate::exit::{Cause, Failure};
use crate::files;
use crate::messages::{of_columns, of_import, say, system};
use crate::output::escape::shown;
use crate::tablefile;
use starseal_registry::import::{Fault, ReadError};
use starseal_tables::table::{self, Names, Table};
use std::fs;
use std::path::{Path, PathBuf};

/// The number of bad rows that are printed.
pub(super) const PRINTED: usize = 20;

/// Opens a table by its content, or standard input for `-`.
pub(super) fn open(path: &Path, names: Names<'_>, sheet: Option<&str>) -> Result<Box<dyn Table>, Failure> {
    tablefile::open(path, names, sheet)?.map_err(|error| unusable(path, &error.into()))
}

/// Returns the failure for a table that cannot be read.
pub(super) fn unusable(path: &Path, error: &ReadError) -> Failure {
    let what = |reason: String| say!("registry-table-unusable", path = shown(path), reason = reason);
    match error {
        ReadError::Columns(error) => {
            Failure::new(Cause::RowRefused, what(of_columns(error)), say!("registry-table-unusable-help"))
        }
        ReadError::Table(error) => tablefile::unusable(path, error, what),
    }
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
