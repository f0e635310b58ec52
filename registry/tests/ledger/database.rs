//! The database of a test.

use starseal_registry::store::{PostgresStore, SqliteStore, Store, StoreError};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

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

    /// Makes another empty database of the same kind.
    pub fn another(&self) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        match self {
            Database::Sqlite(path) => Database::Sqlite(path.with_extension(format!("{number}.db"))),
            Database::Postgres(url) => {
                let (server, _) = url.rsplit_once("dbname=").unwrap();
                let mut client =
                    postgres::Client::connect(&format!("{server}dbname=postgres"), postgres::NoTls).unwrap();
                client.batch_execute(&format!("CREATE DATABASE another_{number}")).unwrap();
                Database::Postgres(format!("{server}dbname=another_{number}"))
            }
        }
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
