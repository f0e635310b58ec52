//! What was read from pictures and scanners, as lines of a journal: one for each picture, line or scan.
//!
//! A journal is only appended to. A line that a crash has cut is left out, and was never answered. Texts are kept as
//! they were read, so that they can be judged again by newer lists.

use serde::{Deserialize, Serialize};

/// The name and version of a line: the value of its field `schema`.
pub const SCHEMA: &str = "starseal-reading/1";

/// The maximum length of a journal in bytes: a million labels.
pub const MAX_JOURNAL_BYTES: usize = 1024 * 1024 * 1024;

/// How a text came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Medium {
    /// From a picture.
    Picture,
    /// As a line of text.
    Text,
    /// Typed by a scanner or a person.
    Typed,
}

/// What was read from one picture or line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// [`SCHEMA`].
    pub schema: String,
    /// The path of the picture, or the number of the line or scan.
    pub source: String,
    /// How the texts came.
    pub medium: Medium,
    /// When it was read, `YYYY-MM-DDTHH:MM:SSZ`.
    pub read_at: String,
    /// When the camera says that the picture was taken. Nobody vouches for it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub taken_at: Option<String>,
    /// The length and the time of the file, by which it is known again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub file: Option<FileMark>,
    /// The JAN of the product that was scanned before.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub beside: Option<String>,
    /// The symbols.
    pub symbols: Vec<Symbol>,
    /// The number of symbols that are certainly no labels.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub other_symbols: usize,
    /// Why it could not be read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub failure: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if hands over a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// A file as it was when it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileMark {
    /// Its length in bytes.
    pub bytes: u64,
    /// Its time of modification in seconds since 1970.
    pub modified: u64,
}

/// A symbol: its text, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Symbol {
    /// The text; none if it was seen and not read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub text: Option<String>,
    /// The code of the likely cause why it was not read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub hint: Option<String>,
    /// The corners in pixels.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub corners: Option<[[f64; 2]; 4]>,
    /// The part of the picture that shows it, as PNG in base64, if it was not read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub picture: Option<String>,
}

/// A line that takes back the last reading that was not taken back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Undo {
    schema: String,
    undo: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Reading(Box<Reading>),
    Undo(Undo),
}

/// A journal that was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    /// The readings that were not taken back.
    pub readings: Vec<Reading>,
    /// The number of bytes up to the end of the last whole line. What follows was cut by a crash.
    pub whole_bytes: usize,
}

/// Why a journal cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not a reading: {reason}")]
pub struct JournalError {
    /// The number of the line.
    pub line: usize,
    /// The message of the parser.
    pub reason: String,
}

impl Journal {
    /// Reads a journal.
    ///
    /// # Errors
    /// [`JournalError`] if a whole line is not a reading.
    pub fn parse(bytes: &[u8]) -> Result<Self, JournalError> {
        let whole_bytes = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let whole = bytes.get(..whole_bytes).unwrap_or_default();
        let mut readings: Vec<Reading> = Vec::new();
        for (number, line) in (1..).zip(whole.split(|byte| *byte == b'\n')) {
            if line.trim_ascii().is_empty() {
                continue;
            }
            let fault = |reason: String| JournalError { line: number, reason };
            match serde_json::from_slice(line).map_err(|error| fault(error.to_string()))? {
                Entry::Reading(reading) if reading.schema == SCHEMA => readings.push(*reading),
                Entry::Undo(undo) if undo.schema == SCHEMA => drop(readings.pop()),
                _ => return Err(fault(format!("its schema is not {SCHEMA}"))),
            }
        }
        Ok(Journal { readings, whole_bytes })
    }
}

impl Reading {
    /// Returns the reading as a line of a journal.
    #[must_use]
    pub fn to_line(&self) -> String {
        line(self)
    }

    /// Returns the line that takes back the last reading.
    #[must_use]
    pub fn undo_line() -> String {
        line(&Undo { schema: SCHEMA.to_owned(), undo: true })
    }
}

fn line(value: &impl Serialize) -> String {
    #[expect(clippy::expect_used, reason = "infallible: keys are texts, and the writer is a Vec")]
    let json = serde_json::to_string(value).expect("writing JSON to memory");
    starseal::report::escape_hidden(json) + "\n"
}
