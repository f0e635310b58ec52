//! The head of a file: what is signed, with the digests of everything else.

use crate::limits::{MAX_BASES, MAX_NAME_BYTES};
use starseal::cbor::{self, CborFault, Item, Reader, Value, encode};
use starseal::limits::MAX_AUTHORITIES;
use starseal::trust::AuthorityId;
use starseal::verify::Digest;
use starseal::{FORMAT_VERSION, Timestamp};

/// The `typ` of a signed head (RFC 9596).
pub const EVIDENCE_TYP: &str = "application/vnd.starseal.evidence+cose";

/// The file before another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Previous {
    /// Its number in the chain, from 1 on.
    pub number: u64,
    /// The SHA-256 of its bytes.
    pub digest: Digest,
}

/// The program that made a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Program {
    /// Its name.
    pub name: String,
    /// The version of its library.
    pub version: String,
    /// The version of the wire format.
    pub format: u32,
}

impl Program {
    /// Returns this program.
    #[must_use]
    pub fn this() -> Self {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Program { name: "starseal".to_owned(), version, format: FORMAT_VERSION }
    }
}

/// What a head says of a basis: the lists and the policy on which a number of successive records rest.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct BasisHead {
    /// The SHA-256 of the state with the lists.
    pub lists: Digest,
    /// The SHA-256 of the policy.
    pub policy: Digest,
    /// The authorities in the order of their anchors, each with the version of its newest trust list. The policy speaks
    /// of the levels of the first.
    pub authorities: Vec<(AuthorityId, u32)>,
    /// The number of records that rest on it.
    pub records: usize,
}

/// The head of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Head {
    /// The name of the audit, as its maker calls it.
    pub audit: String,
    /// The number of the file in its chain, from 1 on.
    pub number: u64,
    /// The SHA-256 of the file before it; none in the first.
    pub previous: Option<Digest>,
    /// The time at which the file was made, by the clock of the program.
    pub made_at: Timestamp,
    /// The program that made the file.
    pub program: Program,
    /// The bases, in the order of the records that rest on them.
    pub bases: Vec<BasisHead>,
    /// The SHA-256 of the lines of all records, each with its line feed.
    pub records: Digest,
    /// The SHA-256 of the marks of all records.
    pub marks: Digest,
    /// The number of notes.
    pub note_count: usize,
    /// The SHA-256 of the lines of all notes, each with its line feed.
    pub notes: Digest,
}

impl Head {
    /// Returns the number of records.
    #[must_use]
    pub fn record_count(&self) -> usize {
        self.bases.iter().map(|basis| basis.records).sum()
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let digest = |digest: &Digest| Value::Bytes(digest.as_bytes().to_vec());
        let basis = |basis: &BasisHead| {
            let authorities = basis.authorities.iter().map(|(id, version)| {
                Value::Array(vec![Value::Bytes(id.as_bytes().to_vec()), u64::from(*version).into()])
            });
            let authorities = Value::Array(authorities.collect());
            Value::Array(vec![digest(&basis.lists), digest(&basis.policy), authorities, (basis.records as u64).into()])
        };
        let program = &self.program;
        let program =
            vec![program.name.as_str().into(), program.version.as_str().into(), u64::from(program.format).into()];
        encode(&cbor::map([
            (1, Some(self.audit.as_str().into())),
            (2, Some(self.number.into())),
            (3, self.previous.as_ref().map(digest)),
            (4, Some(self.made_at.unix_seconds().into())),
            (5, Some(Value::Array(program))),
            (6, Some(Value::Array(self.bases.iter().map(basis).collect()))),
            (7, Some(digest(&self.records))),
            (8, Some(digest(&self.marks))),
            (9, Some((self.note_count as u64).into())),
            (10, Some(digest(&self.notes))),
        ]))
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, CborFault> {
        let mut parts = Parts::default();
        let mut reader = Reader::new(bytes);
        reader.map(|key, value| {
            match key {
                Item::Uint(1) => parts.audit = Some(name(value)?),
                Item::Uint(2) => parts.number = Some(value.uint()?).filter(|number| *number > 0),
                Item::Uint(3) => parts.previous = Some(digest(value)?),
                Item::Uint(4) => parts.made_at = Some(Timestamp::from_unix_seconds(value.uint()?)),
                Item::Uint(5) => parts.program = Some(program(value)?),
                Item::Uint(6) => parts.bases = Some(value.list(1, MAX_BASES, basis)?),
                Item::Uint(7) => parts.records = Some(digest(value)?),
                Item::Uint(8) => parts.marks = Some(digest(value)?),
                Item::Uint(9) => parts.note_count = Some(value.number()?),
                Item::Uint(10) => parts.notes = Some(digest(value)?),
                _ => return Err(CborFault::Unexpected),
            }
            Ok(())
        })?;
        reader.finish()?;
        parts.head().ok_or(CborFault::Unexpected)
    }
}

/// The entries of a head that have been read.
#[derive(Default)]
struct Parts {
    audit: Option<String>,
    number: Option<u64>,
    previous: Option<Digest>,
    made_at: Option<Timestamp>,
    program: Option<Program>,
    bases: Option<Vec<BasisHead>>,
    records: Option<Digest>,
    marks: Option<Digest>,
    note_count: Option<usize>,
    notes: Option<Digest>,
}

impl Parts {
    /// Returns the head if it is complete. The first file of a chain names none before it, and every other file one.
    fn head(self) -> Option<Head> {
        let number = self.number?;
        ((number > 1) == self.previous.is_some()).then_some(Head {
            audit: self.audit?,
            number,
            previous: self.previous,
            made_at: self.made_at?,
            program: self.program?,
            bases: self.bases?,
            records: self.records?,
            marks: self.marks?,
            note_count: self.note_count?,
            notes: self.notes?,
        })
    }
}

/// Returns whether a text can be the name of an audit: it is not empty, not too long, and has no control characters.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_NAME_BYTES && !text.chars().any(char::is_control)
}

fn name(reader: &mut Reader<'_>) -> Result<String, CborFault> {
    let text = reader.text()?;
    if is_name(text) { Ok(text.to_owned()) } else { Err(CborFault::Unexpected) }
}

fn digest(reader: &mut Reader<'_>) -> Result<Digest, CborFault> {
    reader.byte_array().map(Digest::from_bytes)
}

fn program(reader: &mut Reader<'_>) -> Result<Program, CborFault> {
    reader.tuple(3, |reader| Ok(Program { name: name(reader)?, version: name(reader)?, format: reader.number()? }))
}

fn basis(reader: &mut Reader<'_>) -> Result<BasisHead, CborFault> {
    reader.tuple(4, |reader| {
        let (lists, policy) = (digest(reader)?, digest(reader)?);
        let authorities = reader.list(1, MAX_AUTHORITIES, |reader| {
            reader.tuple(2, |reader| Ok((AuthorityId::from_bytes(reader.byte_array()?), reader.number()?)))
        })?;
        // More records than a file can hold would only make the sum overflow.
        let records = usize::try_from(reader.number::<u32>()?).map_err(|_| CborFault::Unexpected)?;
        Ok(BasisHead { lists, policy, authorities, records })
    })
}
