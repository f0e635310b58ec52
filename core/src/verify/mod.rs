//! The verifier, and its verdicts: from a text or an image to an answer.

mod authentic;
mod authority;
mod basis;
mod checks;
mod finding;
mod held;
#[cfg(feature = "scan")]
mod image;
mod merge;
mod objects;
mod open;
mod policy;
mod policy_bytes;
mod recognized;
mod standing;
mod state;
#[cfg(test)]
mod tests;
mod verdict;
mod verifier;
mod when;

pub use crate::digest::Digest;
pub use authentic::AuthenticLabel;
pub use basis::{ObjectUsed, StatusListUsed, TrustListUsed};
pub use checks::CheckResult;
pub use finding::{Finding, Unknown};
#[cfg(feature = "scan")]
pub use image::{ImageVerdicts, Sighting};
pub use merge::MergedState;
#[cfg(feature = "issue")]
pub(crate) use open::{Candidate, Opened};
pub use policy::{Freshness, Policy, PolicyRule};
pub use recognized::Recognized;
pub use state::{Applied, StateError, Update, UpdateError};
pub use verdict::{Outcome, Verdict};
pub use verifier::Verifier;
pub use when::When;
