//! The part of Starseal that Kotlin, Swift and Python use: verification. Sealing is not part of it, because a phone
//! holds no issuer key.
//!
//! This crate converts types and decides nothing. The code that UniFFI generates from it is not an API: applications
//! use the hand-written layers on top of it, in `bindings/`.
//!
//! ```text
//! trust list, state, bundle -> Verifier -> check(text), check_image(photograph) -> Verdict -> VerdictContent
//!                              FrameScanner -> check_frame(frame) -----------------^
//! ```
//!
//! The modules import each other in one direction, which a test checks:
//!
//! ```text
//! label, mark, error -> policy, update, authority, when -> verdict -> image -> verifier -> scanner, batch
//! buffers, error -> columns, verifier -> table
//! ```
//!
//! Conventions of this layer:
//!
//! - A [`Verdict`] is an object without a public constructor, so foreign code cannot make one. Records, such as
//!   [`VerdictContent`], state what a verdict says, but prove nothing.
//! - Codes are the strings of the specification's section 12. Dates are days since 1970-01-01, as in labels. Instants
//!   are seconds since 1970-01-01T00:00:00Z.
//! - Every failure is a [`StarsealError`] with its code. A panic in Rust becomes an exception of UniFFI in the foreign
//!   language. In Swift, only a call that may throw can report it; in any other call it ends the process. So every
//!   function that works on an argument returns a `Result`, even if it refuses nothing. Only constants and names do
//!   not.

mod authority;
#[cfg(feature = "batch")]
mod batch;
#[cfg(feature = "batch")]
mod buffers;
#[cfg(feature = "batch")]
mod columns;
mod error;
#[cfg(feature = "scan")]
mod image;
mod label;
mod library;
mod mark;
mod policy;
#[cfg(feature = "scan")]
mod scanner;
#[cfg(feature = "batch")]
mod table;
#[cfg(test)]
mod tests;
mod update;
mod verdict;
mod verifier;
mod when;

pub use authority::{AuthorityContent, IssuerContent};
#[cfg(feature = "batch")]
pub use columns::{ColumnBuffers, ColumnField, ColumnType};
pub use error::StarsealError;
#[cfg(feature = "scan")]
pub use image::{Corner, Hint, ImageVerdicts, NoText, Sighting, TextlessSymbol, UnreadSymbol, sentence_of_hint};
pub use label::{Assessment, LabelContent, Names};
pub use library::{all_codes, format_version, library_version, sentence_of_code};
pub use mark::{Mark, MarkColor};
pub use policy::{Freshness, Policy, default_policy};
#[cfg(feature = "scan")]
pub use scanner::FrameScanner;
#[cfg(feature = "batch")]
pub use table::{TableChecker, table_columns};
pub use update::{ListOutcome, Update};
pub use verdict::{
    BrokenRule, CheckContent, CheckResult, FindingContent, RecognizedContent, Verdict, VerdictContent, Words,
};
pub use verifier::Verifier;
pub use when::When;

uniffi::setup_scaffolding!();
