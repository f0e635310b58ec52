//! The table of allowed arrows.

use toml::{Table as Toml, Value};

/// A crate or a room, and the names that it may use.
pub(super) type Row = (String, Vec<String>);

/// The content of `docs/rooms.toml`, in the order of the file: foundations first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// Each crate with the crates of the project that it depends on.
    pub(super) crates: Vec<Row>,
    /// The crates that only the tests of a crate depend on.
    pub(super) tests: Vec<Row>,
    /// The rooms of each crate that has any.
    pub(super) rooms: Vec<(String, Vec<Row>)>,
}

impl Table {
    /// Reads the table. The error is a sentence that names the fault.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let toml: Toml = text.parse().map_err(|error| format!("the table is not TOML: {error}"))?;
        let mut table = Table::default();
        for (name, value) in &toml {
            match name.as_str() {
                "crates" => table.crates = rows(name, value)?,
                "tests" => table.tests = rows(name, value)?,
                "rooms" => {
                    let crates = value.as_table().ok_or("`rooms` is not a table of crates")?;
                    let rooms = crates.iter().map(|(name, rooms)| Ok((name.clone(), rows(name, rooms)?)));
                    table.rooms = rooms.collect::<Result<_, String>>()?;
                }
                other => return Err(format!("the table has an unknown part `{other}`")),
            }
        }
        Ok(table)
    }
}

fn rows(name: &str, value: &Value) -> Result<Vec<Row>, String> {
    let rows = value.as_table().ok_or_else(|| format!("`{name}` is not a table"))?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let row = |(from, to): (&String, &Value)| {
        let to = to.as_array().and_then(|to| to.iter().map(text).collect::<Option<Vec<_>>>());
        Ok((from.clone(), to.ok_or_else(|| format!("`{from}` in `{name}` is not a list of names"))?))
    };
    rows.iter().map(row).collect()
}
