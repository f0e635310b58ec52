//! The life of an application and its registration: which step may follow which, and which change is refused and why.
//! Nothing here reads a database.
//!
//! - `state`: the states, and the steps between them
//! - `change`: changes of a registration's status
//! - `refusal`: the reasons of a refusal
//! - `words`: the scheme's own words

mod change;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod words;

pub use change::{Changed, Registration, check_change};
pub use refusal::Refusal;
pub use state::{Passed, State, check_step};
pub use words::{Wordage, word};
