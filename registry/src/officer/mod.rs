//! Officers, and the statements that they sign: never the position of an event, but exactly what they were shown.
//!
//! - `statement`: a statement, signed and read
//! - `counted`: which statements count, and whether they are enough
//! - `request`: a change of the officers that root keys are asked to sign
//! - `roots`: the authority's root keys, which change the officers where those who are left cannot

mod counted;
mod request;
mod roots;
mod statement;
#[cfg(test)]
mod tests;

pub use counted::{Bench, CountError, Occasion, Officer, count};
pub use request::OfficersRequest;
pub use roots::Roots;
pub use statement::{Role, STATEMENT_TYP, Statement, StatementFault, Wording};
