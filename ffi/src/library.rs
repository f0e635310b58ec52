//! Functions that need no verifier: versions, codes and sentences.

use starseal::{Code, FORMAT_VERSION, Language};

/// Returns the version of this library, such as `0.1.0`.
#[uniffi::export]
#[must_use]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Returns the version of the wire format that this library reads.
#[uniffi::export]
#[must_use]
pub fn format_version() -> u32 {
    FORMAT_VERSION
}

/// Returns every code of the specification's section 12, in its order.
#[uniffi::export]
#[must_use]
pub fn all_codes() -> Vec<String> {
    Code::ALL.iter().map(ToString::to_string).collect()
}

/// Returns the sentence for users for a code; none for an unknown code, or for a language (a BCP 47 tag) without
/// sentences.
#[uniffi::export]
#[must_use]
pub fn sentence_of_code(code: &str, language: &str) -> Option<String> {
    let language = Language::from_tag(language)?;
    let code = Code::ALL.iter().find(|known| known.as_str() == code)?;
    Some(code.sentence(language))
}
