//! The output of the program: tables and sentences for people, JSON for programs.

pub(crate) mod advice;
pub(crate) mod diagnostic;
pub(crate) mod errors;
pub(crate) mod escape;
pub(crate) mod json;
pub(crate) mod listing;
pub(crate) mod patient;
pub(crate) mod progress;
pub(crate) mod style;
pub(crate) mod table;
pub(crate) mod terminal;
pub(crate) mod text_advice;
pub(crate) mod words;

pub(crate) use listing::listing;
