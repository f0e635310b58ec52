//! Symbols that were seen but not read, and the likely causes.
//!
//! Triples of finder patterns that seem to belong together also occur where there is no symbol. Only two kinds are
//! reported: triples around modules that every symbol has, and regions with the texture of a symbol in which no finder
//! patterns are visible.

mod cause;
mod corners;
mod detail;
mod report;
#[cfg(test)]
mod tests;

pub(super) use report::{Known, unread};
