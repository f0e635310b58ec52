//! Which crate may use which, and inside a crate which room may use which: `docs/rooms.toml` against the code.
//!
//! ```text
//! docs/rooms.toml -> table ----------------------+
//! Cargo.toml of every crate -> manifest ---------+-> judge -> faults
//! src/**/*.rs -> tokens, paths -> rooms' arrows -+
//! ```
//!
//! A room is a module that stands directly under a crate's `lib.rs` or `main.rs`. Arrows are read from Rust tokens:
//! comments, documentation and strings do not count, bodies of macros do. Tests may use everything.

mod house;
mod judge;
mod manifest;
mod paths;
mod print;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use house::{check, print};
