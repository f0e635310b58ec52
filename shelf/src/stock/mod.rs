//! Stock lists: the products that a shop has, from tables as shops have them.
//!
//! - `columns`: the columns by their names in English and Japanese, or by names that are given
//! - `jan`: the numbers under bar codes, and those that spreadsheet programs have changed
//! - `list`: the rows as products, and where lists disagree

mod columns;
mod jan;
mod list;
#[cfg(test)]
mod tests;

pub use columns::{Column, Columns, UnknownColumn};
pub use jan::{Jan, JanFault, read_jan};
pub use list::{Product, RowPlace, Stock, StockError};
