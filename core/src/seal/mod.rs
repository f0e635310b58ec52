//! Sealed labels: a COSE_Sign1 envelope (RFC 9052) of one fixed profile.

mod envelope;
#[cfg(test)]
mod tests;

#[cfg(any(test, feature = "dangerous"))]
pub(crate) use envelope::seal_payload;
pub use envelope::{SealError, SealedLabel, seal};
