//! Functions that need no verifier: versions, sentences, and the default policy.

use crate::policy::policy_json;
use starseal::{Code, FORMAT_VERSION, Language};
use wasm_bindgen::prelude::wasm_bindgen;

/// Returns the version of this library, such as `0.1.0`.
#[wasm_bindgen]
#[must_use]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Returns the version of the wire format that this library reads.
#[wasm_bindgen]
#[must_use]
pub fn format_version() -> u32 {
    FORMAT_VERSION
}

/// Returns the policy of a new verifier.
#[wasm_bindgen]
#[must_use]
pub fn default_policy() -> String {
    policy_json(&starseal::Policy::default())
}

/// Returns the sentence for users for a code; none for an unknown code, or for a language without sentences.
#[wasm_bindgen]
#[must_use]
pub fn sentence_of_code(code: &str, language: &str) -> Option<String> {
    let language = Language::from_tag(language)?;
    let code = Code::ALL.iter().find(|known| known.as_str() == code)?;
    Some(code.sentence(language))
}
