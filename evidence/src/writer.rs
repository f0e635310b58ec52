//! Makes a file of evidence.

use crate::format::Parts;
use crate::head::{BasisHead, EVIDENCE_TYP, Head, Previous, Program, is_name};
use crate::json;
use crate::limits::{
    MAX_BASES, MAX_EVIDENCE_BYTES, MAX_LINE_BYTES, MAX_LINES_BYTES, MAX_LISTS_BYTES, MAX_NAME_BYTES, MAX_NOTES,
    MAX_RECORDS,
};
use crate::lines::{LineWriter, compress, mark};
use starseal::cose::Statement;
use starseal::keys::SignerError;
use starseal::report::Record;
use starseal::verify::Digest;
use starseal::{Signer, Timestamp, Verifier};

/// Why evidence cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The name of the audit is empty, too long, or has control characters.
    #[error("the name of an audit has 1 to {MAX_NAME_BYTES} bytes and no control characters")]
    Name,
    /// A record was given before the lists on which it rests.
    #[error("a record was given before its lists")]
    NoBasis,
    /// A line is not one JSON object, or is too long.
    #[error("line {number} of the {what} is not one JSON object of at most {MAX_LINE_BYTES} bytes")]
    Line {
        /// `records` or `notes`.
        what: &'static str,
        /// The number of the line, from 1 on.
        number: usize,
    },
    /// There is more than a file can hold.
    #[error("a file of evidence holds at most {most} {what}")]
    TooMany {
        /// `records`, `notes`, `bases`, `bytes of lists` or `bytes`.
        what: &'static str,
        /// The maximum.
        most: usize,
    },
    /// The records and notes together would be longer than they may be.
    #[error("the records and notes of a file of evidence have at most {most} bytes before they are compressed")]
    LinesTooLong {
        /// The maximum.
        most: usize,
    },
    /// The file cannot be signed.
    #[error(transparent)]
    Signer(#[from] SignerError),
}

impl WriteError {
    /// The codes of all errors.
    pub const CODES: [&str; 6] = [
        "evidence-name-unusable",
        "evidence-without-lists",
        "evidence-line-unusable",
        "evidence-too-many",
        "evidence-lines-too-long",
        "evidence-not-signed",
    ];

    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            WriteError::Name => "evidence-name-unusable",
            WriteError::NoBasis => "evidence-without-lists",
            WriteError::Line { .. } => "evidence-line-unusable",
            WriteError::TooMany { .. } => "evidence-too-many",
            WriteError::LinesTooLong { .. } => "evidence-lines-too-long",
            WriteError::Signer(_) => "evidence-not-signed",
        }
    }
}

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    audit: String,
    made_at: Timestamp,
}

impl Header {
    /// Makes a header: the name of the audit, such as that of the shop and the day, and the time by the caller's clock.
    ///
    /// # Errors
    /// [`WriteError::Name`] if the name is empty, too long, or has control characters.
    pub fn new(audit: &str, made_at: Timestamp) -> Result<Self, WriteError> {
        if is_name(audit) { Ok(Header { audit: audit.to_owned(), made_at }) } else { Err(WriteError::Name) }
    }
}

/// Collects what an audit found, and makes the bytes of its file.
///
/// Records are compressed as they come, so that an audit of any length takes little memory. Nothing is written to a
/// disk before [`finish`](Self::finish); [`folder::write`](crate::folder::write) does that in one step.
///
/// ```
/// use starseal::report::Record;
/// use starseal::{Verifier, When};
/// use starseal_evidence::{Evidence, Header, Writer};
/// # fn example(verifier: &Verifier, text: &str, now: starseal::Timestamp, key: &starseal::SigningKey)
/// # -> Result<(), Box<dyn std::error::Error>> {
///
/// let mut writer = Writer::new(Header::new("Ginza, first floor", now)?, None);
/// writer.rest_on(verifier)?;
/// let verdict = verifier.check(text, When::Now(now));
/// writer.record(&Record::new(&verdict))?;
/// let bytes = writer.finish(Some(key))?;
/// assert_eq!(Evidence::from_bytes(&bytes)?.record_count(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Writer {
    header: Header,
    previous: Option<Previous>,
    bases: Vec<Basis>,
    /// The length of all lists, before they are compressed.
    lists_bytes: usize,
    records: LineWriter,
    marks: Vec<u8>,
    notes: LineWriter,
    /// How many bytes of records and notes the file has room for.
    room: usize,
}

/// A basis that is written.
#[derive(Debug)]
struct Basis {
    head: BasisHead,
    lists: Vec<u8>,
    policy: Vec<u8>,
}

impl Writer {
    /// Starts a file that follows another one, or the first of a chain.
    #[must_use]
    pub fn new(header: Header, previous: Option<Previous>) -> Self {
        Writer {
            header,
            previous,
            bases: Vec::new(),
            lists_bytes: 0,
            records: LineWriter::default(),
            marks: Vec::new(),
            notes: LineWriter::default(),
            room: MAX_LINES_BYTES,
        }
    }

    /// Says on which lists and which policy the next records rest: those of this verifier. Call it again when they
    /// change; nothing happens if they are the same.
    ///
    /// # Errors
    /// `TooMany` if they have changed more often than a file can hold.
    pub fn rest_on(&mut self, verifier: &Verifier) -> Result<(), WriteError> {
        let (lists, policy) = (verifier.export_state(), verifier.policy().to_bytes());
        let head = BasisHead {
            lists: Digest::of(&lists),
            policy: Digest::of(&policy),
            authorities: verifier.trust_lists().map(|list| (list.authority_id(), list.statement().version)).collect(),
            records: 0,
        };
        if let Some(last) = self.bases.last() {
            if (BasisHead { records: 0, ..last.head.clone() }) == head {
                return Ok(());
            }
            if last.head.records == 0 {
                self.bases.pop();
            }
        }
        if self.bases.len() >= MAX_BASES {
            return Err(WriteError::TooMany { what: "bases", most: MAX_BASES });
        }
        self.lists_bytes += lists.len();
        if self.lists_bytes > MAX_LISTS_BYTES {
            return Err(WriteError::TooMany { what: "bytes of lists", most: MAX_LISTS_BYTES });
        }
        self.bases.push(Basis { head, lists: compress(&lists), policy });
        Ok(())
    }

    /// Adds a record. After an error, the file has what it had before, and can be finished.
    ///
    /// # Errors
    /// `NoBasis` before [`rest_on`](Self::rest_on), and `TooMany` or `LinesTooLong` if the file is full.
    pub fn record(&mut self, record: &Record) -> Result<(), WriteError> {
        self.record_line(&record.to_json())
    }

    /// Adds a record that was written as a line of JSON before.
    ///
    /// # Errors
    /// As [`record`](Self::record), and `Line` if it is not one JSON object.
    pub fn record_line(&mut self, line: &str) -> Result<(), WriteError> {
        let number = self.records.count() + 1;
        if number > MAX_RECORDS {
            return Err(WriteError::TooMany { what: "records", most: MAX_RECORDS });
        }
        if !is_object(line) {
            return Err(WriteError::Line { what: "records", number });
        }
        let basis = self.bases.last_mut().ok_or(WriteError::NoBasis)?;
        self.room = rest_behind(line, self.room)?;
        basis.head.records += 1;
        self.records.push(line);
        self.marks.extend(mark(line));
        Ok(())
    }

    /// Adds a note: a JSON object on one line, with whatever the maker of the file keeps beside the records, such as
    /// the rows of a stock list. Notes are kept as they are, and not interpreted.
    ///
    /// # Errors
    /// `Line` if it is not one JSON object, and `TooMany` or `LinesTooLong` if the file is full.
    pub fn note(&mut self, line: &str) -> Result<(), WriteError> {
        let number = self.notes.count() + 1;
        if number > MAX_NOTES {
            return Err(WriteError::TooMany { what: "notes", most: MAX_NOTES });
        }
        if !is_object(line) {
            return Err(WriteError::Line { what: "notes", number });
        }
        self.room = rest_behind(line, self.room)?;
        self.notes.push(line);
        Ok(())
    }

    /// Returns the number of records so far.
    #[must_use]
    pub fn record_count(&self) -> usize {
        self.records.count()
    }

    /// Makes the bytes of the file, and signs its head if there is a key. The head is short, so that every token signs
    /// it.
    ///
    /// # Errors
    /// `NoBasis` if [`rest_on`](Self::rest_on) was never called, `TooMany` if the file is too long, and `Signer` if it
    /// cannot be signed.
    pub fn finish(self, signer: Option<&dyn Signer>) -> Result<Vec<u8>, WriteError> {
        if self.bases.is_empty() {
            return Err(WriteError::NoBasis);
        }
        let note_count = self.notes.count();
        let (records, records_digest) = self.records.finish();
        let (notes, notes_digest) = self.notes.finish();
        let head = Head {
            audit: self.header.audit,
            number: self.previous.map_or(1, |previous| previous.number.saturating_add(1)),
            previous: self.previous.map(|previous| previous.digest),
            made_at: self.header.made_at,
            program: Program::this(),
            bases: self.bases.iter().map(|basis| basis.head.clone()).collect(),
            records: records_digest,
            marks: Digest::of(&self.marks),
            note_count,
            notes: notes_digest,
        };
        let head = head.to_bytes();
        let head = match signer {
            Some(signer) => Statement::sign(&head, EVIDENCE_TYP, signer)?,
            None => head,
        };
        let bases = self.bases.into_iter().map(|basis| (basis.lists, basis.policy)).collect();
        let bytes = Parts { signer: signer.map(Signer::public_key), head, bases, records, marks: self.marks, notes }
            .into_bytes();
        if bytes.len() > MAX_EVIDENCE_BYTES {
            return Err(WriteError::TooMany { what: "bytes", most: MAX_EVIDENCE_BYTES });
        }
        Ok(bytes)
    }
}

/// Returns the room that is left behind a line and its line feed.
fn rest_behind(line: &str, room: usize) -> Result<usize, WriteError> {
    room.checked_sub(line.len() + 1).ok_or(WriteError::LinesTooLong { most: MAX_LINES_BYTES })
}

/// Returns whether a line is one JSON object, in which no name occurs twice.
fn is_object(line: &str) -> bool {
    let is_one_line = line.len() <= MAX_LINE_BYTES && !line.contains(['\n', '\r']);
    is_one_line && json::object(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Evidence, example};

    #[test]
    fn a_file_is_filled_to_the_last_byte_and_loses_nothing() {
        let now = example::noon("2026-11-22");
        let mut writer = Writer::new(Header::new("a full file", now).unwrap(), None);
        assert_eq!(writer.room, MAX_LINES_BYTES);
        writer.rest_on(&example::verifier()).unwrap();
        writer.room = 16;
        writer.record_line("{\"a\":1}").unwrap();
        let full = Err(WriteError::LinesTooLong { most: MAX_LINES_BYTES });
        assert_eq!((writer.note("{\"a\":10}"), writer.record_line("{\"a\":10}")), (full.clone(), full.clone()));
        writer.note("{\"a\":2}").unwrap();
        assert_eq!((writer.note("{}"), writer.record_line("{}")), (full.clone(), full));
        assert_eq!(writer.record_count(), 1);
        let evidence = Evidence::from_bytes(&writer.finish(None).unwrap()).unwrap();
        assert_eq!((evidence.record_count(), evidence.head().note_count), (1, 1));
    }
}
