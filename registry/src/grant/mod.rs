//! Grants: which applications get which ID and index, and the seals of their labels.
//!
//! - `plan`: chooses IDs and indexes, and computes the labels' bytes, before anything is signed
//! - `seal`: signs the stored bytes, reads each seal as a verifier does, and stores it

mod plan;
mod seal;

pub use plan::{IdPattern, PatternFault, Plan, cleared_applications};
pub use seal::{SEALS_AT_ONCE, SealingError, SealingKey, Unsealed, pending, seal_grant, stored_seals};
