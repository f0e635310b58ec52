//! A ledger in SQLite: one file, and its write-ahead log beside it.

use super::migration::{self, SQLITE, latest};
use super::network::share_of;
use super::{Access, Cell, Row, Store, StoreError, within};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql, params_from_iter};
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

/// The mark of a ledger in the header of its file: `STAR` in ASCII.
const APPLICATION_ID: i64 = 0x5354_4152;

/// The number of seconds for which a process waits until another one has written.
const WAIT_SECONDS: u64 = 60;

/// The number of prepared statements that are kept.
const KEPT_STATEMENTS: usize = 128;

/// A ledger in an SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
}

impl SqliteStore {
    /// Makes a new ledger without events. The file may exist if it is empty.
    ///
    /// # Errors
    /// `Occupied`, `Foreign`, `NetworkShare`, or another [`StoreError`].
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut store = SqliteStore::connect(path, flags)?;
        match store.content()? {
            Content::Nothing => store.prepare_file()?,
            Content::Ledger { .. } => return Err(StoreError::Occupied),
            Content::Foreign => return Err(StoreError::Foreign),
        }
        Ok(store)
    }

    /// Opens a ledger.
    ///
    /// # Errors
    /// `Empty`, `Foreign`, `Newer`, `NetworkShare`, or another [`StoreError`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        SqliteStore::open_file(path).map_err(|error| match error {
            // SQLite cannot make its log then, and does not say why.
            StoreError::Unreachable { .. } if is_read_only(path) => StoreError::ReadOnly,
            other => other,
        })
    }

    fn open_file(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            let reason = format!("there is no file {}", path.display());
            return Err(StoreError::Unreachable { reason });
        }
        let mut store = SqliteStore::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        match store.content()? {
            Content::Nothing => Err(StoreError::Empty),
            Content::Foreign => Err(StoreError::Foreign),
            Content::Ledger { version } if version > latest(SQLITE) => {
                Err(StoreError::Newer { found: version, known: latest(SQLITE) })
            }
            // Commands that only read do not wait for those that write.
            Content::Ledger { version } if version == latest(SQLITE) => {
                store.set_up()?;
                within(&mut store, Access::Shared, |store| migration::check(store, SQLITE))?;
                Ok(store)
            }
            Content::Ledger { .. } => {
                store.prepare_file()?;
                Ok(store)
            }
        }
    }

    /// Makes a ledger that is gone when it is dropped, for comparisons. It is in a temporary file, so that memory stays
    /// bounded.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn temporary() -> Result<Self, StoreError> {
        // SQLite removes a database without a name by itself.
        let connection = Connection::open("").map_err(unreachable)?;
        let mut store = SqliteStore { connection };
        store.script("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA foreign_keys = ON;")?;
        store.connection.set_prepared_statement_cache_capacity(KEPT_STATEMENTS);
        migration::run(&mut store, SQLITE, true)?;
        Ok(store)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        if let Some(filesystem) = share_of(path) {
            return Err(StoreError::NetworkShare { path: path.display().to_string(), filesystem });
        }
        let connection = Connection::open_with_flags(path, flags).map_err(unreachable)?;
        connection.busy_timeout(Duration::from_secs(WAIT_SECONDS)).map_err(unreachable)?;
        connection.set_prepared_statement_cache_capacity(KEPT_STATEMENTS);
        Ok(SqliteStore { connection })
    }

    fn content(&mut self) -> Result<Content, StoreError> {
        let id = self.pragma("application_id")?;
        let tables = self.query("SELECT count(*) FROM sqlite_schema", &[])?;
        let tables = tables.first().map_or(Ok(0), |row| row.number::<i64>(0))?;
        Ok(match (id, tables) {
            (APPLICATION_ID, _) => Content::Ledger { version: self.pragma("user_version")? },
            (0, 0) => Content::Nothing,
            _ => Content::Foreign,
        })
    }

    fn pragma(&mut self, name: &str) -> Result<i64, StoreError> {
        self.connection.pragma_query_value(None, name, |row| row.get(0)).map_err(|error| failure(&error))
    }

    /// Sets what holds for a connection.
    fn set_up(&mut self) -> Result<(), StoreError> {
        // A full synchronisation of the log at each commit: a commit that was reported survives a loss of power.
        self.script(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON;",
        )
    }

    /// Sets what holds for a connection, and runs the migrations that are missing.
    fn prepare_file(&mut self) -> Result<(), StoreError> {
        self.set_up()?;
        within(self, Access::Exclusive, |store| {
            let tables = store.query("SELECT count(*) FROM sqlite_schema", &[])?;
            let is_empty = tables.first().map_or(Ok(0), |row| row.number::<i64>(0))? == 0;
            migration::run(store, SQLITE, is_empty)?;
            store
                .script(&format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {};", latest(SQLITE)))
        })
    }
}

/// Returns whether a file exists and cannot be written.
fn is_read_only(path: &Path) -> bool {
    let refused = std::fs::OpenOptions::new().append(true).open(path).err().map(|error| error.kind());
    matches!(refused, Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem))
}

/// What is in a file.
enum Content {
    Nothing,
    Ledger { version: i64 },
    Foreign,
}

impl Store for SqliteStore {
    fn begin(&mut self, access: Access) -> Result<(), StoreError> {
        self.script(match access {
            Access::Shared => "BEGIN DEFERRED",
            Access::Exclusive => "BEGIN IMMEDIATE",
        })
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.script("COMMIT").inspect_err(|_| self.rollback())
    }

    fn rollback(&mut self) {
        if !self.connection.is_autocommit() {
            let _ = self.script("ROLLBACK");
        }
    }

    fn execute(&mut self, sql: &str, cells: &[Cell]) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|error| failure(&error))?;
        debug_assert!((1..=cells.len()).all(|at| statement.parameter_name(at) == Some(&format!("${at}"))), "{sql}");
        let changed = statement.execute(params_from_iter(cells)).map_err(|error| failure(&error))?;
        Ok(changed as u64)
    }

    fn query(&mut self, sql: &str, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|error| failure(&error))?;
        debug_assert!((1..=cells.len()).all(|at| statement.parameter_name(at) == Some(&format!("${at}"))), "{sql}");
        let columns = statement.column_count();
        let mut found = statement.query(params_from_iter(cells)).map_err(|error| failure(&error))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(|error| failure(&error))? {
            let cells = (0..columns).map(|at| row.get_ref(at).map_err(|error| failure(&error)).and_then(cell));
            rows.push(Row(cells.collect::<Result<_, StoreError>>()?));
        }
        Ok(rows)
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(sql).map_err(|error| failure(&error))
    }

    /// Deleted rows are overwritten by zeros. The log, which has the old pages, is emptied into the file.
    fn scrub(&mut self) -> Result<(), StoreError> {
        self.script("PRAGMA wal_checkpoint(TRUNCATE)")
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Cell::Null => ToSqlOutput::Owned(Value::Null),
            Cell::Int(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Cell::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}

fn cell(value: ValueRef<'_>) -> Result<Cell, StoreError> {
    match value {
        ValueRef::Null => Ok(Cell::Null),
        ValueRef::Integer(number) => Ok(Cell::Int(number)),
        ValueRef::Text(text) => {
            let text = str::from_utf8(text);
            text.map(Cell::from).map_err(|_| StoreError::Damaged { reason: "a text is not UTF-8".to_owned() })
        }
        ValueRef::Blob(bytes) => Ok(Cell::from(bytes)),
        ValueRef::Real(_) => Err(StoreError::Damaged { reason: "a number is not whole".to_owned() }),
    }
}

fn unreachable(error: rusqlite::Error) -> StoreError {
    match failure(&error) {
        StoreError::Refused { reason } => StoreError::Unreachable { reason },
        other => other,
    }
}

/// Returns the cause of an error of SQLite.
fn failure(error: &rusqlite::Error) -> StoreError {
    let reason = error.to_string();
    let Some(code) = error.sqlite_error() else { return StoreError::Refused { reason } };
    match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Locked { seconds: WAIT_SECONDS },
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => StoreError::ReadOnly,
        ErrorCode::SystemIoFailure => StoreError::Disk { reason },
        ErrorCode::CannotOpen => StoreError::Unreachable { reason },
        ErrorCode::NotADatabase => StoreError::Foreign,
        ErrorCode::DatabaseCorrupt => StoreError::Damaged { reason },
        ErrorCode::ConstraintViolation if reason.contains("starseal: ") => StoreError::Kept,
        ErrorCode::ConstraintViolation => {
            let what = reason.split("UNIQUE constraint failed: ").nth(1).map(str::to_owned);
            what.map_or(StoreError::Refused { reason }, |what| StoreError::Duplicate { what })
        }
        _ => StoreError::Refused { reason },
    }
}
