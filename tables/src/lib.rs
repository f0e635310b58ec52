//! Tables as people have them: workbooks, CSV and JSON, in the encodings and with the changes of spreadsheet programs.
//!
//! - [`text`]: the bytes of files and pipes as UTF-8, and texts as they are compared
//! - [`table`]: rows of text cells from a file of any form, and rows written in the same form
//!
//! The registry reads applications with it, the shelf reads stock lists, and the command line reads lines.

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod table;
pub mod text;
