//! What both databases can do.

use super::{Cell, Row, StoreError};

/// The access that a transaction needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reads one state of the database, whatever others write.
    Shared,
    /// Writes, alone: a second process waits until the first one has ended its transaction.
    Exclusive,
}

/// A database with the tables of a ledger.
///
/// Parameters in SQL are `$1`, `$2` and so on, in the order of their first use. A process that dies in a transaction
/// leaves nothing of it.
pub trait Store {
    /// Begins a transaction.
    ///
    /// # Errors
    /// `Locked` if another process writes for too long, or another [`StoreError`].
    fn begin(&mut self, access: Access) -> Result<(), StoreError>;

    /// Ends the transaction. What it wrote is on the disk when the function returns.
    ///
    /// # Errors
    /// [`StoreError`]. Then nothing of the transaction is stored, except that a lost connection may hide a success.
    fn commit(&mut self) -> Result<(), StoreError>;

    /// Ends the transaction, and takes back what it wrote. A failure is not reported: the database takes an unfinished
    /// transaction back in any case.
    fn rollback(&mut self);

    /// Executes a statement. Returns the number of rows that it changed.
    ///
    /// # Errors
    /// [`StoreError`].
    fn execute(&mut self, sql: &str, cells: &[Cell]) -> Result<u64, StoreError>;

    /// Returns the rows of a query. All of them are in memory: a query over many rows has a limit and a start.
    ///
    /// # Errors
    /// [`StoreError`].
    fn query(&mut self, sql: &str, cells: &[Cell]) -> Result<Vec<Row>, StoreError>;

    /// Executes several statements without parameters.
    ///
    /// # Errors
    /// [`StoreError`].
    fn script(&mut self, sql: &str) -> Result<(), StoreError>;

    /// Returns a name of the history of the data: another one after the server was recovered to a point in time, where
    /// a replica has become the server, and on another server. None if the database is a file.
    ///
    /// # Errors
    /// [`StoreError`].
    fn history(&mut self) -> Result<Option<String>, StoreError> {
        Ok(None)
    }

    /// Claims the sealing of an event's labels for this connection. Returns false if another connection has it: then
    /// two processes do not sign the same labels. A file has one writer at a time, which is enough.
    ///
    /// # Errors
    /// [`StoreError`].
    fn claim(&mut self, _event: u64) -> Result<bool, StoreError> {
        Ok(true)
    }

    /// Gives a claim back. The end of the connection does so too.
    ///
    /// # Errors
    /// [`StoreError`].
    fn release(&mut self, _event: u64) -> Result<(), StoreError> {
        Ok(())
    }

    /// Overwrites what was deleted, as far as the database can: rows that are deleted may else stay readable in its
    /// files. Not within a transaction.
    ///
    /// # Errors
    /// [`StoreError`].
    fn scrub(&mut self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// Runs work in a transaction, and ends it: by a commit if the work succeeds, else by taking it back.
///
/// # Errors
/// The error of the work, or [`StoreError`] of the transaction.
pub fn within<T, E: From<StoreError>>(
    store: &mut dyn Store,
    access: Access,
    work: impl FnOnce(&mut dyn Store) -> Result<T, E>,
) -> Result<T, E> {
    store.begin(access)?;
    match work(store) {
        Ok(result) => {
            store.commit()?;
            Ok(result)
        }
        Err(error) => {
            store.rollback();
            Err(error)
        }
    }
}

/// The number of rows that one statement inserts. Each row has a few columns, and SQLite takes 32,766 parameters.
const ROWS_AT_ONCE: usize = 128;

/// Inserts rows into a table, many with each statement, since each statement is a way to the server and back.
///
/// # Errors
/// [`StoreError`].
pub fn insert_all(
    store: &mut dyn Store,
    table: &str,
    columns: &[&str],
    rows: impl IntoIterator<Item = Vec<Cell>>,
) -> Result<(), StoreError> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let (mut cells, mut count) = (Vec::new(), 0);
        for row in rows.by_ref().take(ROWS_AT_ONCE) {
            cells.extend(row);
            count += 1;
        }
        let mut number = 0;
        let mut row = || {
            let parameters: Vec<String> = columns
                .iter()
                .map(|_| {
                    number += 1;
                    format!("${number}")
                })
                .collect();
            format!("({})", parameters.join(", "))
        };
        let values: Vec<String> = (0..count).map(|_| row()).collect();
        let sql = format!("INSERT INTO {table} ({}) VALUES {}", columns.join(", "), values.join(", "));
        store.execute(&sql, &cells)?;
    }
    Ok(())
}
