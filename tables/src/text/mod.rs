//! Turns the bytes of text files and pipes into UTF-8, line by line: the one reader for lines, CSV files and stock
//! lists.
//!
//! Windows writes text in three encodings: UTF-8, with or without a byte order mark; UTF-16, which PowerShell and the
//! "Unicode text" of spreadsheets use; and in Japan code page 932, which spreadsheets call Shift JIS. [`TextReader`]
//! recognizes them:
//!
//! - UTF-16 by its byte order mark, or by the zero bytes beside ASCII characters, which no other text has.
//! - UTF-8 and code page 932 by each line: a line that is valid UTF-8 is UTF-8, and any other that is wholly valid in
//!   code page 932 is that.
//!
//! A line that is in none of them is passed on as it is, so that its reader finds bytes that are not UTF-8 and refuses
//! the line, and not the lines after it.

mod decode;
mod fold;
mod reader;

pub use fold::{Quoted, folded, narrow};

pub use reader::{MAX_LINE_BYTES, MixedEncodings, TextKind, TextReader};
