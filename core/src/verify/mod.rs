//! From text or image to a verdict, in the order of R-45.

mod authentic;
mod authority;
mod checks;
mod finding;
mod policy;
mod recognised;
mod standing;
mod state;
#[cfg(test)]
mod tests;
mod verdict;
mod verifier;

pub use authentic::AuthenticLabel;
pub use checks::{Check, CheckResult};
pub use finding::{Finding, Unknown};
pub use policy::{Freshness, Policy, PolicyRule};
pub use recognised::Recognised;
pub use state::{Applied, StateError, UpdateError};
pub use verdict::Verdict;
#[cfg(feature = "scan")]
pub use verdict::{ImageVerdicts, Sighting};
pub use verifier::{Update, Verifier};
