//! The columns of a table, by their names.

use crate::text::{Quoted, folded};

/// The number of rows with content among which the header of a table is looked for: titles and notes stand above it.
pub(super) const HEADER_WITHIN: usize = 20;

/// The names that the header of a table may have. They decide which separator a CSV file has, and which sheet and row
/// of a workbook is the header.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// Returns whether a column may have this name.
    pub is_name: &'a dyn Fn(&str) -> bool,
    /// Returns whether these names are a header: all columns that a table must have are among them.
    pub is_header: &'a dyn Fn(&[String]) -> bool,
}

impl std::fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Names").finish_non_exhaustive()
    }
}

/// Why the header of a table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnsError {
    /// The header has a column that the table does not have.
    #[error("the table cannot have a column {}", Quoted(name))]
    Unknown {
        /// The name in the header.
        name: String,
    },
    /// Two columns of the header mean the same.
    #[error("the columns {} and {} mean the same", Quoted(first), Quoted(second))]
    Doubled {
        /// The name of the first one.
        first: String,
        /// The name of the second one.
        second: String,
    },
    /// The header lacks a column that was asked for by its name.
    #[error("there is no column {}", Quoted(name))]
    NotThere {
        /// The name.
        name: String,
    },
    /// The header lacks a column.
    #[error("the column {name} is missing")]
    Missing {
        /// The name of the column.
        name: &'static str,
    },
}

impl ColumnsError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            ColumnsError::Unknown { .. } => "unknown-column",
            ColumnsError::Doubled { .. } => "doubled-column",
            ColumnsError::NotThere { .. } | ColumnsError::Missing { .. } => "missing-column",
        }
    }
}

/// A column with its names: the first one is the one that is written, the others are read too.
pub type Named<C> = (C, &'static [&'static str]);

/// Returns the column with a name, in any case and width.
pub fn of_name<C: Copy>(names: &[Named<C>], name: &str) -> Option<C> {
    let name = folded(name);
    let has_name = |known: &[&str]| known.iter().any(|known| folded(known) == name);
    names.iter().find(|(_, known)| has_name(known)).map(|(column, _)| *column)
}

/// Finds the columns of a header. Columns without a name, and the column `passed_over` of a file of bad rows, are none:
/// the file can be corrected and read as it is.
///
/// # Errors
/// [`ColumnsError`].
pub fn find<C: Copy + PartialEq>(
    names: &[Named<C>],
    required: &[C],
    passed_over: &str,
    header: &[String],
) -> Result<Vec<Option<C>>, ColumnsError> {
    let mut found: Vec<Option<C>> = Vec::new();
    for name in header {
        if name == passed_over || name.is_empty() {
            found.push(None);
            continue;
        }
        let column = of_name(names, name).ok_or_else(|| ColumnsError::Unknown { name: name.clone() })?;
        if let Some(before) = found.iter().position(|known| *known == Some(column)) {
            let first = header.get(before).cloned().unwrap_or_default();
            return Err(ColumnsError::Doubled { first, second: name.clone() });
        }
        found.push(Some(column));
    }
    match required.iter().find(|column| !found.contains(&Some(**column))) {
        Some(column) => Err(ColumnsError::Missing { name: name_of(names, *column) }),
        None => Ok(found),
    }
}

/// Returns the name of a column that is written.
pub fn name_of<C: Copy + PartialEq>(names: &[Named<C>], column: C) -> &'static str {
    let found = names.iter().find(|(known, _)| *known == column);
    found.and_then(|(_, names)| names.first()).copied().unwrap_or_default()
}
