//! `starseal issue`: flags or rows in, files out. What happens between is the library's, `starseal_registry::issuing`.
//!
//! Two passes: all rows are read, sealed and verified before the first file is written, so that a batch with a bad row
//! leaves nothing behind.

mod advice;
mod rows;
mod run;

pub(crate) use run::run;
