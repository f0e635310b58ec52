//! The database of a test.

use starseal_registry::store::{PostgresStore, SqliteStore, Store, StoreError};
use std::path::PathBuf;

/// A database, which has no ledger yet.
#[derive(Clone)]
pub enum Database {
    Sqlite(PathBuf),
    Postgres(String),
}

impl Database {
    pub fn sqlite(path: PathBuf) -> Self {
        Database::Sqlite(path)
    }

    /// Reads what `Display` writes, for a child process.
    pub fn parse(text: &str) -> Self {
        if text.contains("host=") { Database::Postgres(text.to_owned()) } else { Database::Sqlite(text.into()) }
    }

    pub fn create(&self) -> Box<dyn Store> {
        match self {
            Database::Sqlite(path) => Box::new(SqliteStore::create(path).unwrap()),
            Database::Postgres(url) => Box::new(PostgresStore::create(url).unwrap()),
        }
    }

    pub fn try_open(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(match self {
            Database::Sqlite(path) => Box::new(SqliteStore::open(path)?),
            Database::Postgres(url) => Box::new(PostgresStore::open(url)?),
        })
    }

    pub fn open(&self) -> Box<dyn Store> {
        self.try_open().unwrap()
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Database::Sqlite(_))
    }

    /// Takes away the triggers that keep a table as it is, as somebody with the database in hand could.
    pub fn unlock(&self, store: &mut dyn Store, table: &str) {
        for name in ["is_kept", "stays"] {
            let on = if self.is_sqlite() { String::new() } else { format!(" ON {table}") };
            store.script(&format!("DROP TRIGGER {table}_{name}{on}")).unwrap();
        }
    }
}

impl std::fmt::Display for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Database::Sqlite(path) => write!(f, "{}", path.display()),
            Database::Postgres(url) => f.write_str(url),
        }
    }
}
