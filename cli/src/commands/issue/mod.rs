//! `starseal issue`: reads flags or rows and writes files. The module `starseal_registry::issuing` does the work
//! between.
//!
//! There are two passes: all rows are read, sealed and verified before the first file is written, so a batch with a
//! refused row writes nothing.

mod advice;
mod rows;
mod run;

pub(crate) use run::run;
