//! From text or image to a verdict, in the order of R-45.

mod authentic;
mod finding;
#[cfg(test)]
mod tests;
mod verdict;
mod verifier;

pub use authentic::AuthenticLabel;
pub use finding::Finding;
pub use verdict::Verdict;
#[cfg(feature = "scan")]
pub use verdict::{ImageVerdicts, Sighting};
pub use verifier::Verifier;
