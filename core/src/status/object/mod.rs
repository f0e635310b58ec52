//! The objects of a status list, which travel beside it unsigned, bound by their SHA-256.

mod columns;
mod delta;
mod error;
mod form;
mod held;
mod in_force;
mod past;
mod table;
#[cfg(test)]
mod tests;
mod witnesses;

pub(crate) use delta::ObjectDelta;
pub use error::ObjectError;
pub use form::{ObjectKind, StatusObject};
pub use held::{StatusObjects, Witnessed};
pub use in_force::InForce;
pub use past::Past;
pub(super) use table::Row;
pub(super) use witnesses::ranges_of;
pub use witnesses::{WitnessDirectory, WitnessRange};
