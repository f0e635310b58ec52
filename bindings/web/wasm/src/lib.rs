//! The part of Starseal that the npm package uses: verification, and with the feature `scan` the scanner.
//!
//! This crate converts types and decides nothing. What it exports is not an API: applications use the hand-written
//! TypeScript in `bindings/web/src`. Its answers are JSON, because one text crosses faster, and takes less code, than
//! an object field by field.
//!
//! ```text
//! trust list, state, bundle -> Verifier -> check(text), check_image(photograph) -> JSON
//!                              FrameScanner -> check_frame(frame) ----------------^
//! ```
//!
//! - An error is thrown as a JSON text with `kind`, `code` and `detail`.
//! - Instants are seconds since 1970-01-01T00:00:00Z; days are `YYYY-MM-DD`.

#[cfg(feature = "scan")]
mod clock;
mod error;
#[cfg(feature = "scan")]
mod image;
mod library;
mod policy;
#[cfg(feature = "scan")]
mod scanner;
mod verdict;
mod verifier;
mod when;

#[cfg(feature = "scan")]
pub use clock::set_clock;
#[cfg(feature = "scan")]
pub use image::sentence_of_hint;
pub use library::{default_policy, format_version, library_version, sentence_of_code};
pub use policy::Policy;
#[cfg(feature = "scan")]
pub use scanner::FrameScanner;
pub use verifier::Verifier;
