//! Officers, and the statements that they sign: never the position of an event, but exactly what they were shown.
//!
//! - `statement`: a statement, signed and read
//! - `counted`: which statements count, and whether they are enough

mod counted;
mod statement;
#[cfg(test)]
mod tests;

pub use counted::{Bench, CountError, Occasion, Officer, count};
pub use statement::{Role, STATEMENT_TYP, Statement, StatementFault, Wording};
