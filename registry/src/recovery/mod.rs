//! Recovery: what a restored ledger must be compared with, and what is lost; and the erasure of personal data.
//!
//! - `compare`: compares a ledger with the last publication
//! - `erase`: finds the personal data of applications

mod compare;
mod erase;

pub use compare::{Comparison, DEFAULT_MARGIN, Differing, RecoveryError, compare};
pub use erase::erasure_of;
