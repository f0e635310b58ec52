//! The tables of the view, and their comparison with those of another database.

use crate::store::{Cell, Row, Store, StoreError};
use std::cmp::Ordering;

/// The number of rows that are compared at once.
const PAGE: usize = 1000;

/// A table of the view: its name, the columns of its key, and its other columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// The name.
    pub name: &'static str,
    key: &'static [&'static str],
    others: &'static [&'static str],
}

/// The tables of the view.
pub const TABLES: &[Table] = &[
    Table { name: "officer", key: &["key"], others: &["name", "added", "retired"] },
    Table { name: "rule", key: &["kind"], others: &["officers"] },
    Table { name: "nonce", key: &["nonce"], others: &["event"] },
    Table { name: "trust", key: &["event"], others: &["sha256", "status_list"] },
    Table {
        name: "application",
        key: &["number"],
        others: &["event", "content", "holder", "state", "state_on", "receipt", "provisional"],
    },
    Table { name: "holder", key: &["part", "name"], others: &[] },
    Table {
        name: "step",
        key: &["application", "place"],
        others: &["step", "day", "reference", "reason", "event", "undone"],
    },
    Table {
        name: "registration",
        key: &["product_id"],
        others: &[
            "status_index",
            "application",
            "event",
            "position",
            "labels",
            "issued_on",
            "expires_on",
            "last_day",
            "status",
            "changes",
        ],
    },
    Table { name: "label", key: &["event", "position"], others: &["product_id", "model"] },
    Table { name: "gtin", key: &["gtin", "event", "position"], others: &[] },
    Table {
        name: "change",
        key: &["product_id", "place"],
        others: &["kind", "day", "last_day", "before", "status", "reason", "event"],
    },
    Table { name: "publication", key: &["event"], others: &["issued_at", "day", "indexes"] },
    Table {
        name: "restoration",
        key: &["event"],
        others: &["sha256", "published_event", "published_hash", "issued_at", "indexes", "first_index"],
    },
    Table { name: "lost", key: &["first_index"], others: &["last_index", "event"] },
    Table { name: "lost_change", key: &["status_index", "day"], others: &["status", "last_day", "start", "event"] },
    Table { name: "owed", key: &["product_id", "event"], others: &[] },
    Table { name: "clock_correction", key: &["event"], others: &["wrong", "corrected"] },
    Table { name: "erasure", key: &["sha256"], others: &["application", "event"] },
];

impl Table {
    /// Reads the rows after a key, in the order of the keys.
    fn page(&self, store: &mut dyn Store, after: Option<&[Cell]>) -> Result<Vec<Row>, StoreError> {
        let columns: Vec<&str> = self.key.iter().chain(self.others).copied().collect();
        let key = self.key.join(", ");
        let mut sql = format!("SELECT {} FROM {}", columns.join(", "), self.name);
        if after.is_some() {
            let parameters: Vec<String> = (1..=self.key.len()).map(|at| format!("${at}")).collect();
            sql.push_str(&format!(" WHERE ({key}) > ({})", parameters.join(", ")));
        }
        sql.push_str(&format!(" ORDER BY {key} LIMIT {PAGE}"));
        store.query(&sql, after.unwrap_or_default())
    }
}

impl Table {
    /// Goes through all rows, in the order of the keys. Memory is bounded.
    pub(crate) fn each(&'static self, store: &mut dyn Store, work: &mut dyn FnMut(&Row)) -> Result<(), StoreError> {
        let mut rows = Rows::new(self);
        loop {
            rows.fill(store)?;
            let Some(row) = rows.next.take() else { return Ok(()) };
            work(&row);
        }
    }

    /// Returns the cells of a row's key.
    fn key_of<'a>(&self, row: &'a Row) -> &'a [Cell] {
        row.cells().get(..self.key.len()).unwrap_or_default()
    }
}

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The table.
    pub table: &'static str,
    /// The key of the row, for people.
    pub key: String,
    /// What differs.
    pub what: String,
}

/// Compares a table with the same one of another database, row by row, in the order of the keys. Memory is bounded.
/// Each difference is reported, and the comparison of the table ends when `report` returns false.
///
/// # Errors
/// [`StoreError`].
pub fn compare(
    table: &Table,
    held: &mut dyn Store,
    derived: &mut dyn Store,
    report: &mut dyn FnMut(Difference) -> bool,
) -> Result<(), StoreError> {
    compare_watched(table, held, derived, report, &mut |_| true).map(drop)
}

/// Does the same as [`compare`]. `progress` is told how many rows were compared since the last time, and ends the work
/// by returning false: then the result is false.
///
/// # Errors
/// [`StoreError`].
pub fn compare_watched(
    table: &Table,
    held: &mut dyn Store,
    derived: &mut dyn Store,
    report: &mut dyn FnMut(Difference) -> bool,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<bool, StoreError> {
    let (mut left, mut right) = (Rows::new(table), Rows::new(table));
    let mut compared = 0_usize;
    loop {
        compared = compared.saturating_add(1);
        if compared.is_multiple_of(PAGE) && !progress(PAGE) {
            return Ok(false);
        }
        left.fill(held)?;
        right.fill(derived)?;
        let order = match (&left.next, &right.next) {
            (None, None) => return Ok(true),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(found), Some(expected)) => table.key_of(found).cmp(table.key_of(expected)),
        };
        let (row, what) = match order {
            Ordering::Less => (left.next.take(), Some("no event says it".to_owned())),
            Ordering::Greater => (right.next.take(), Some("it is missing".to_owned())),
            Ordering::Equal => {
                let (found, expected) = (left.next.take(), right.next.take());
                let rows = found.as_ref().zip(expected.as_ref());
                let what = rows.and_then(|(found, expected)| difference(table, found, expected));
                (found, what)
            }
        };
        if let (Some(row), Some(what)) = (row, what)
            && !report(Difference { table: table.name, key: shown_key(table, &row), what })
        {
            return Ok(true);
        }
    }
}

fn difference(table: &Table, found: &Row, expected: &Row) -> Option<String> {
    let columns = table.key.iter().chain(table.others);
    let mut cells = columns.zip(found.cells().iter().zip(expected.cells()));
    let (column, (found, expected)) = cells.find(|(_, (found, expected))| found != expected)?;
    Some(format!("{column} is {}, and the events say {}", shown(found), shown(expected)))
}

fn shown_key(table: &Table, row: &Row) -> String {
    table.key_of(row).iter().map(shown).collect::<Vec<_>>().join(", ")
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Null => "nothing".to_owned(),
        Cell::Int(number) => number.to_string(),
        Cell::Text(text) => format!("{text:?}"),
        Cell::Bytes(bytes) if bytes.len() > 40 => format!("{} bytes", bytes.len()),
        Cell::Bytes(bytes) => starseal::hex::encode(bytes),
    }
}

/// The rows of a table, page by page.
struct Rows<'a> {
    table: &'a Table,
    page: std::vec::IntoIter<Row>,
    next: Option<Row>,
    last: Option<Vec<Cell>>,
    is_at_end: bool,
}

impl<'a> Rows<'a> {
    fn new(table: &'a Table) -> Self {
        Rows { table, page: Vec::new().into_iter(), next: None, last: None, is_at_end: false }
    }

    /// Reads the next row into `next`; none at the end.
    fn fill(&mut self, store: &mut dyn Store) -> Result<(), StoreError> {
        if self.next.is_none() {
            self.next = self.page.next();
        }
        if self.next.is_none() && !self.is_at_end {
            let page = self.table.page(store, self.last.as_deref())?;
            self.is_at_end = page.len() < PAGE;
            self.last = page.last().map(|row| self.table.key_of(row).to_vec());
            self.page = page.into_iter();
            self.next = self.page.next();
        }
        Ok(())
    }
}
