//! The rules of `docs/rooms.toml`: which crate may use which, and which room of a crate may use which.
//!
//! ```text
//! docs/rooms.toml -> table ----------------------+
//! Cargo.toml of every crate -> manifest ---------+-> judge -> faults
//! src/**/*.rs -> tokens, paths -> rooms' arrows -+
//! ```
//!
//! A room is a module directly below a crate's `lib.rs` or `main.rs`. An arrow is a use of one room by another, read
//! from Rust tokens. Comments, documentation and strings are ignored; bodies of macros are read. Tests may use
//! everything.

mod house;
mod judge;
mod manifest;
mod paths;
mod print;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use house::{check, print};
