//! Sentences about verdicts in English and Japanese, from files that a translator can edit.
//!
//! [`Verdict::sentence`](crate::Verdict::sentence), [`Verdict::reason_sentences`](crate::Verdict::reason_sentences) and
//! [`Code::sentence`](crate::Code::sentence) return them. The words follow the rules of the scheme: a label is
//! authentic, current, self-declared or third-party assessed, and nothing more is claimed.
//!
//! A program can have messages of its own in files of the same form: [`Catalogues`] reads them.

mod catalogue;
mod language;
mod sentences;
#[cfg(test)]
mod tests;

pub use catalogue::{Catalogue, Catalogues, Values};
pub use language::{Language, UnknownLanguage};
