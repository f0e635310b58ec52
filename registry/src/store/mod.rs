//! Where a ledger is stored: one small interface over SQLite and PostgreSQL.
//!
//! - `cell`: values, and rows of them
//! - `interface`: what both databases can do
//! - `sqlite`, `postgres`: the two databases
//! - `encryption`: whether and how a connection to PostgreSQL is encrypted
//! - `migration`: the tables, as numbered files of SQL
//! - `history`: whether a server's data are still those that the ledger was compared with
//! - `holder`: holders by the parts of their names
//! - `network`: finds network shares, on which SQLite loses data
//! - `error`: what can go wrong
//!
//! The SQL is the same for both where it is not a migration: parameters are `$1`, `$2` and so on, in the order of their
//! first use, integers have 64 bits, and texts compare by their bytes.

mod cell;
mod encryption;
mod error;
mod history;
mod holder;
mod interface;
mod migration;
mod network;
mod postgres;
mod sqlite;
#[cfg(test)]
mod tests;

pub use cell::{Cell, Row};
pub use error::StoreError;
pub(crate) use history::{is_other_history, keep_history};
pub(crate) use holder::{enter_holder, holders_with, leave_holder};
pub use interface::{Access, Store, insert_all, within};
pub use postgres::PostgresStore;
pub use sqlite::SqliteStore;
