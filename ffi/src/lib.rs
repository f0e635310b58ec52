//! What of Starseal crosses to Kotlin, Swift and Python: verification. Sealing does not; a phone holds no issuer key.
//!
//! Types cross here, and nothing is decided. The code that UniFFI generates from this crate is not API: applications use
//! the layers written by hand over it, in `bindings/`.
//!
//! ```text
//! trust list, state, bundle -> Verifier -> check(text), check_image(photograph) -> Verdict -> VerdictContent
//!                              FrameScanner -> check_frame(frame) -----------------^
//! ```
//!
//! How things cross:
//!
//! - A [`Verdict`] is an object without a public constructor: nobody on the other side can make one that Rust did not
//!   give. Records, such as [`VerdictContent`], are what it says, and prove nothing.
//! - Codes cross as the strings of the specification's section 12; dates as days since 1970-01-01, as labels have them;
//!   instants as seconds since 1970-01-01T00:00:00Z.
//! - Every failure is a [`Refusal`] with its code. A panic in Rust is an exception of UniFFI's on the other side; nothing
//!   else crosses. In Swift only a call that may throw lets it out, and any other ends the process. So whatever works on
//!   what it is given returns a `Result`, also where nothing can be refused; only constants and names do not.

#[cfg(feature = "batch")]
mod batch;
mod held;
#[cfg(feature = "scan")]
mod image;
mod label;
mod policy;
mod refusal;
#[cfg(feature = "scan")]
mod scanner;
#[cfg(test)]
mod tests;
mod update;
mod verdict;
mod verifier;

pub use held::{AuthorityContent, IssuerContent};
#[cfg(feature = "scan")]
pub use image::{Corner, Hint, ImageVerdicts, Sighting, UnreadSymbol, sentence_of_hint};
pub use label::{Assessment, LabelContent, Names};
pub use policy::{Freshness, Policy, default_policy};
pub use refusal::Refusal;
#[cfg(feature = "scan")]
pub use scanner::FrameScanner;
pub use update::{ListOutcome, Update};
pub use verdict::{
    BrokenRule, CheckContent, CheckResult, FindingContent, RecognisedContent, Verdict, VerdictContent, Words,
};
pub use verifier::Verifier;

uniffi::setup_scaffolding!();

/// The version of this library, such as `0.1.0`.
#[uniffi::export]
#[must_use]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The version of the wire format that it reads.
#[uniffi::export]
#[must_use]
pub fn format_version() -> u32 {
    starseal::FORMAT_VERSION
}

/// Every code of the specification's section 12, in its order.
#[uniffi::export]
#[must_use]
pub fn all_codes() -> Vec<String> {
    starseal::Code::ALL.iter().map(ToString::to_string).collect()
}

/// What a code comes to, in a sentence; none where there is no such code, or no sentences in the language of that tag
/// (BCP 47).
#[uniffi::export]
#[must_use]
pub fn sentence_of_code(code: &str, language: &str) -> Option<String> {
    let language = starseal::Language::from_tag(language)?;
    let code = starseal::Code::ALL.iter().find(|known| known.as_str() == code)?;
    Some(code.sentence(language))
}

/// Undoes what a keyboard-wedge scanner on a host with another keyboard layout does to a carrier (R-12). Only for text
/// that a wedge typed: camera input is never repaired.
///
/// # Errors
/// None of its own; see the crate on panics.
#[uniffi::export]
pub fn undo_wedge(typed: &str) -> Result<String, Refusal> {
    Ok(starseal::undo_wedge(typed).into_owned())
}
