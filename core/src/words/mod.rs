//! Verdicts in sentences, from files that a translator can edit.
//!
//! Wording stays within the scheme's rules: a label is authentic, current, self-declared or third-party assessed, and
//! never more than that.

mod catalogue;
mod language;
mod sentences;
#[cfg(test)]
mod tests;

pub use language::{Language, UnknownLanguage};
