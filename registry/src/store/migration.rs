//! The tables of a ledger, as numbered files of SQL. Each is run once, and its SHA-256 is kept.

use super::history::keep_history;
use super::holder::enter_all;
use super::{Cell, Store, StoreError};
use starseal::verify::Digest;

/// A migration: its number, its name, and its SQL.
pub(super) struct Migration {
    pub(super) number: i64,
    pub(super) name: &'static str,
    pub(super) sql: &'static str,
    /// What SQL cannot derive for a ledger that has applications already.
    pub(super) after: fn(&mut dyn Store) -> Result<(), StoreError>,
}

fn nothing(_: &mut dyn Store) -> Result<(), StoreError> {
    Ok(())
}

pub(super) const SQLITE: &[Migration] = &[
    Migration {
        number: 1,
        name: "ledger",
        sql: include_str!("../../migrations/sqlite/0001_ledger.sql"),
        after: nothing,
    },
    Migration {
        number: 2,
        name: "repair",
        sql: include_str!("../../migrations/sqlite/0002_repair.sql"),
        after: nothing,
    },
    Migration {
        number: 3,
        name: "search",
        sql: include_str!("../../migrations/sqlite/0003_search.sql"),
        after: enter_all,
    },
    Migration {
        number: 4,
        name: "history",
        sql: include_str!("../../migrations/sqlite/0004_history.sql"),
        after: keep_history,
    },
    Migration { number: 5, name: "order", sql: include_str!("../../migrations/sqlite/0005_order.sql"), after: nothing },
];

pub(super) const POSTGRES: &[Migration] = &[
    Migration {
        number: 1,
        name: "ledger",
        sql: include_str!("../../migrations/postgres/0001_ledger.sql"),
        after: nothing,
    },
    Migration {
        number: 2,
        name: "repair",
        sql: include_str!("../../migrations/postgres/0002_repair.sql"),
        after: nothing,
    },
    Migration {
        number: 3,
        name: "search",
        sql: include_str!("../../migrations/postgres/0003_search.sql"),
        after: enter_all,
    },
    Migration {
        number: 4,
        name: "history",
        sql: include_str!("../../migrations/postgres/0004_history.sql"),
        after: keep_history,
    },
    Migration {
        number: 5,
        name: "order",
        sql: include_str!("../../migrations/postgres/0005_order.sql"),
        after: nothing,
    },
];

/// Returns the number of the latest migration of a list.
pub(super) fn latest(migrations: &[Migration]) -> i64 {
    migrations.last().map_or(0, |migration| migration.number)
}

/// Runs the migrations that a database does not have yet. The caller has begun a transaction. An empty database has
/// none.
pub(super) fn run(store: &mut dyn Store, migrations: &[Migration], is_empty: bool) -> Result<(), StoreError> {
    let done = if is_empty { Vec::new() } else { check(store, migrations)? };
    for migration in migrations.iter().filter(|migration| !done.contains(&migration.number)) {
        store.script(migration.sql)?;
        (migration.after)(store)?;
        let sha256 = Digest::of(migration.sql.as_bytes()).to_string();
        let cells = [Cell::Int(migration.number), migration.name.into(), sha256.as_str().into()];
        store.execute("INSERT INTO migration (number, name, sha256) VALUES ($1, $2, $3)", &cells)?;
    }
    Ok(())
}

/// Checks that the migrations of a database are those of this program. Returns their numbers.
pub(super) fn check(store: &mut dyn Store, migrations: &[Migration]) -> Result<Vec<i64>, StoreError> {
    let mut done = Vec::new();
    for row in store.query("SELECT number, sha256 FROM migration ORDER BY number", &[])? {
        let (found, sha256) = (row.number::<i64>(0)?, row.text(1)?);
        let known = migrations.iter().find(|migration| migration.number == found);
        let known = known.ok_or(StoreError::Newer { found, known: latest(migrations) })?;
        if Digest::of(known.sql.as_bytes()).to_string() != sha256 {
            return Err(StoreError::OtherMigration { number: found });
        }
        done.push(found);
    }
    Ok(done)
}
