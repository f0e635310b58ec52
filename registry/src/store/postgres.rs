//! A ledger in PostgreSQL, in the first schema of the connection's search path.

use super::encryption::address;
use super::migration::{self, POSTGRES};
use super::{Access, Cell, Row, Store, StoreError};
use postgres::error::SqlState;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type};
use postgres::{Client, NoTls, Statement};
use std::collections::HashMap;
use std::error::Error;

/// The number of seconds for which a process waits until another one has written.
const WAIT_SECONDS: u64 = 60;

/// A ledger in a PostgreSQL database.
pub struct PostgresStore {
    client: Client,
    /// The prepared statements, by their SQL.
    statements: HashMap<String, Statement>,
    is_in_transaction: bool,
}

impl std::fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostgresStore").field("statements", &self.statements.len()).finish_non_exhaustive()
    }
}

impl PostgresStore {
    /// Makes a new ledger without events in a database without tables.
    ///
    /// # Errors
    /// `Occupied`, `Foreign`, or another [`StoreError`].
    pub fn create(url: &str) -> Result<Self, StoreError> {
        PostgresStore::connect(url)?.prepared_by(|store| match content(store)? {
            Content::Nothing => migration::run(store, POSTGRES, true),
            Content::Ledger => Err(StoreError::Occupied),
            Content::Foreign => Err(StoreError::Foreign),
        })
    }

    /// Opens a ledger.
    ///
    /// # Errors
    /// `Empty`, `Foreign`, `Newer`, or another [`StoreError`].
    pub fn open(url: &str) -> Result<Self, StoreError> {
        PostgresStore::connect(url)?.prepared_by(|store| match content(store)? {
            Content::Nothing => Err(StoreError::Empty),
            Content::Foreign => Err(StoreError::Foreign),
            Content::Ledger => migration::run(store, POSTGRES, false),
        })
    }

    /// Prepares the tables in a transaction of its own. Of two processes that do so at once, the second one waits, and
    /// then sees what the first one has made.
    fn prepared_by(mut self, work: impl FnOnce(&mut dyn Store) -> Result<(), StoreError>) -> Result<Self, StoreError> {
        self.is_in_transaction = true;
        self.script("BEGIN")?;
        let done = self.script("SELECT pg_advisory_xact_lock(6004502143)").and_then(|()| work(&mut self));
        match done {
            Ok(()) => self.commit()?,
            Err(error) => {
                self.rollback();
                return Err(error);
            }
        }
        Ok(self)
    }

    fn connect(url: &str) -> Result<Self, StoreError> {
        let address = address(url)?;
        let client = match address.encryption {
            Some(encryption) => address.config.connect(encryption),
            None => address.config.connect(NoTls),
        };
        let mut client = client.map_err(|error| match failure(&error) {
            StoreError::Refused { reason } | StoreError::Lost { reason } => StoreError::Unreachable { reason },
            other => other,
        })?;
        // A commit that was reported survives a loss of power.
        let settings = format!("SET synchronous_commit = on; SET lock_timeout = '{WAIT_SECONDS}s'");
        client.batch_execute(&settings).map_err(|error| failure(&error))?;
        Ok(PostgresStore { client, statements: HashMap::new(), is_in_transaction: false })
    }

    fn prepared(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(|error| failure(&error))?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// What is in a database.
enum Content {
    Nothing,
    Ledger,
    Foreign,
}

fn content(store: &mut dyn Store) -> Result<Content, StoreError> {
    let tables = store.query(
        "SELECT relname::text FROM pg_class \
         WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')",
        &[],
    )?;
    let has = |name: &str| tables.iter().any(|row| row.text(0) == Ok(name));
    Ok(match tables.len() {
        0 => Content::Nothing,
        _ if has("migration") && has("event") && has("seal") && has("proposal") => Content::Ledger,
        _ => Content::Foreign,
    })
}

impl Store for PostgresStore {
    fn begin(&mut self, access: Access) -> Result<(), StoreError> {
        // Reading one state needs a snapshot. A writer sees what was committed before it got the lock.
        let sql = match access {
            Access::Shared => "BEGIN ISOLATION LEVEL REPEATABLE READ",
            Access::Exclusive => "BEGIN; LOCK TABLE event IN EXCLUSIVE MODE",
        };
        self.is_in_transaction = true;
        self.script(sql).inspect_err(|_| self.rollback())
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.is_in_transaction = false;
        self.script("COMMIT")
    }

    fn rollback(&mut self) {
        if self.is_in_transaction {
            self.is_in_transaction = false;
            let _ = self.script("ROLLBACK");
        }
    }

    fn execute(&mut self, sql: &str, cells: &[Cell]) -> Result<u64, StoreError> {
        let statement = self.prepared(sql)?;
        self.client.execute(&statement, &parameters(cells)).map_err(|error| failure(&error))
    }

    fn query(&mut self, sql: &str, cells: &[Cell]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepared(sql)?;
        let rows = self.client.query(&statement, &parameters(cells)).map_err(|error| failure(&error))?;
        let read = |row: &postgres::Row| {
            let cells = (0..row.len()).map(|at| row.try_get::<_, Cell>(at).map_err(|error| failure(&error)));
            cells.collect::<Result<_, StoreError>>().map(Row)
        };
        rows.iter().map(read).collect()
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.client.batch_execute(sql).map_err(|error| failure(&error))
    }

    /// The server's identifier and its timeline, whose number rises with each recovery and each promotion of a replica.
    fn history(&mut self) -> Result<Option<String>, StoreError> {
        let sql = "SELECT s.system_identifier::text || '-' || CASE WHEN pg_is_in_recovery() \
                   THEN lpad(upper(to_hex(c.timeline_id)), 8, '0') \
                   ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END \
                   FROM pg_control_system() s, pg_control_checkpoint() c";
        self.query(sql, &[])?.first().map(|row| row.text(0).map(str::to_owned)).transpose()
    }

    /// An advisory lock. Its key has the schema, since a database can have several ledgers.
    fn claim(&mut self, event: u64) -> Result<bool, StoreError> {
        let sql = "SELECT pg_try_advisory_lock((hashtext(current_schema())::bigint << 32) | $1)::text";
        let rows = self.query(sql, &[event.into()])?;
        Ok(rows.first().map(|row| row.text(0)).transpose()? == Some("true"))
    }

    fn release(&mut self, event: u64) -> Result<(), StoreError> {
        let sql = "SELECT pg_advisory_unlock((hashtext(current_schema())::bigint << 32) | $1)::text";
        self.query(sql, &[event.into()]).map(drop)
    }

    /// The table is written again without the deleted rows.
    fn scrub(&mut self) -> Result<(), StoreError> {
        self.script("VACUUM FULL personal")
    }
}

fn parameters(cells: &[Cell]) -> Vec<&(dyn ToSql + Sync)> {
    cells.iter().map(|cell| cell as &(dyn ToSql + Sync)).collect()
}

type Fault = Box<dyn Error + Sync + Send>;

impl ToSql for Cell {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Fault> {
        match self {
            Cell::Null => Ok(IsNull::Yes),
            Cell::Int(number) => number.to_sql(ty, out),
            Cell::Text(text) => text.to_sql(ty, out),
            Cell::Bytes(bytes) => bytes.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::TEXT | Type::BYTEA)
    }

    fn to_sql_checked(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Fault> {
        let fits = match self {
            Cell::Null => true,
            Cell::Int(_) => *ty == Type::INT8,
            Cell::Text(_) => *ty == Type::TEXT,
            Cell::Bytes(_) => *ty == Type::BYTEA,
        };
        if fits { self.to_sql(ty, out) } else { Err(format!("{self:?} is not of the type {ty}").into()) }
    }
}

impl<'a> FromSql<'a> for Cell {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Fault> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Cell::Int),
            Type::BYTEA => <&[u8]>::from_sql(ty, raw).map(Cell::from),
            _ => <&str>::from_sql(ty, raw).map(Cell::from),
        }
    }

    fn from_sql_null(_: &Type) -> Result<Self, Fault> {
        Ok(Cell::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::TEXT | Type::BYTEA)
    }
}

/// Returns the cause of an error of PostgreSQL or of the connection.
fn failure(error: &postgres::Error) -> StoreError {
    let Some(db) = error.as_db_error() else {
        let cause = error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
        return StoreError::Lost { reason: cause };
    };
    let reason = db.message().to_owned();
    match db.code() {
        code if *code == SqlState::UNIQUE_VIOLATION => {
            let what = db.constraint().map_or_else(|| reason.clone(), str::to_owned);
            StoreError::Duplicate { what }
        }
        code if *code == SqlState::LOCK_NOT_AVAILABLE || *code == SqlState::T_R_DEADLOCK_DETECTED => {
            StoreError::Locked { seconds: WAIT_SECONDS }
        }
        code if *code == SqlState::DISK_FULL => StoreError::Full,
        code if *code == SqlState::READ_ONLY_SQL_TRANSACTION || *code == SqlState::INSUFFICIENT_PRIVILEGE => {
            StoreError::ReadOnly
        }
        code if code.code().starts_with("08") || code.code().starts_with("57P") => StoreError::Lost { reason },
        code if code.code().starts_with("28") || code.code().starts_with("3D") => StoreError::Unreachable { reason },
        _ if reason.contains("starseal: ") => StoreError::Kept,
        _ => StoreError::Refused { reason },
    }
}
