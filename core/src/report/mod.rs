//! The record of a verdict: one structure for JSON, evidence and other languages, `starseal-verdict/1`.
//!
//! `docs/reference/record.md` explains every field, and `docs/reference/record.schema.json` is its JSON Schema. The
//! program, Python, Kotlin, Swift and the web return this record, with the same bytes for the same verdict.
//!
//! See [`Record`].

mod entries;
mod escape;
mod record;
#[cfg(test)]
mod tests;

pub use entries::{
    AuthorityEntry, CheckEntry, LabelEntry, LabelNames, Named, PolicyEntry, RecognizedEntry, Sentences,
    StatusListEntry, TrustListEntry,
};
pub use escape::escape_hidden;
pub use record::{Place, ProgramEntry, Record, SCHEMA};
