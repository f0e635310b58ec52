//! A file of evidence as it is read: its parts are separated, and nothing in them is believed.

use crate::head::{EVIDENCE_TYP, Head};
use crate::limits::{
    MAX_BASES, MAX_EVIDENCE_BYTES, MAX_LINES_BYTES, MAX_LISTS_BYTES, MAX_NOTES, MAX_RECORDS, MAX_STATE_BYTES,
};
use crate::lines::{self, LinesFault, MARK_BYTES, Mark};
use starseal::cbor::{CborFault, Item, Reader, Value, encode};
use starseal::cose::Statement;
use starseal::verify::Digest;
use starseal::zlib::inflate;
use starseal::{KeyId, PublicKey};
use std::cell::Cell;

/// The text at the start of a file.
const MAGIC: &str = "starseal-evidence";

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// The maximum number of blocks of one kind. Each has at least one line.
const MAX_BLOCKS: usize = MAX_NOTES;

/// Why a file cannot be read as evidence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// The file is too long.
    #[error("the file has {bytes} bytes, and evidence has at most {most}")]
    TooLong {
        /// The length of the file.
        bytes: usize,
        /// The maximum.
        most: usize,
    },
    /// The file is not evidence, or is incomplete, or was altered so that its parts cannot be told apart.
    #[error("the file is not evidence, or is damaged: {0}")]
    Malformed(CborFault),
    /// The file has a version that this version of the library does not know.
    #[error("the file has version {version}, and this program reads version {VERSION}")]
    Unsupported {
        /// The version of the file.
        version: u64,
    },
    /// The head is not what the key signed that the file names.
    #[error("the signature does not verify under the key {key_id} that the file names")]
    BadSignature {
        /// The key ID.
        key_id: KeyId,
    },
    /// A block of records or notes is broken, or is longer than it may be.
    #[error("block {block} of the {what} is damaged")]
    Block {
        /// `records` or `notes`.
        what: &'static str,
        /// The number of the block, from 1 on.
        block: usize,
    },
    /// The lists of a basis are broken, or are longer than they may be.
    #[error("the lists of basis {basis} are damaged")]
    Lists {
        /// The number of the basis, from 1 on.
        basis: usize,
    },
    /// The file has more records or notes than it may have.
    #[error("the file has more than {most} {what}")]
    TooMany {
        /// `records` or `notes`.
        what: &'static str,
        /// The maximum.
        most: usize,
    },
    /// The records and notes together are longer than they may be.
    #[error("the records and notes have more than {most} bytes once they are decompressed")]
    LinesTooLong {
        /// The maximum.
        most: usize,
    },
}

impl EvidenceError {
    /// The codes of all errors.
    pub const CODES: [&str; 8] = [
        "evidence-too-long",
        "evidence-malformed",
        "evidence-unsupported",
        "evidence-bad-signature",
        "evidence-block-damaged",
        "evidence-lists-damaged",
        "evidence-too-many",
        "evidence-lines-too-long",
    ];

    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            EvidenceError::TooLong { .. } => "evidence-too-long",
            EvidenceError::Malformed(_) => "evidence-malformed",
            EvidenceError::Unsupported { .. } => "evidence-unsupported",
            EvidenceError::BadSignature { .. } => "evidence-bad-signature",
            EvidenceError::Block { .. } => "evidence-block-damaged",
            EvidenceError::Lists { .. } => "evidence-lists-damaged",
            EvidenceError::TooMany { .. } => "evidence-too-many",
            EvidenceError::LinesTooLong { .. } => "evidence-lines-too-long",
        }
    }
}

impl From<CborFault> for EvidenceError {
    fn from(fault: CborFault) -> Self {
        EvidenceError::Malformed(fault)
    }
}

/// A basis in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BasisPart {
    /// The state with the lists.
    pub(crate) lists: Vec<u8>,
    /// The policy.
    pub(crate) policy: Vec<u8>,
}

/// A file of evidence that was read. Its parts are separated, and its blocks and lists could be decompressed; whether
/// they are what its maker wrote, and what the lists say, is the question of [`check()`](crate::check()).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    digest: Digest,
    head: Head,
    signed_by: Option<PublicKey>,
    pub(crate) bases: Vec<BasisPart>,
    records: Vec<Vec<u8>>,
    /// The digest and the number of the records that are in the file.
    pub(crate) record_lines: (Digest, usize),
    pub(crate) marks: Vec<Mark>,
    /// The digest of the marks that are in the file.
    pub(crate) marks_digest: Digest,
    notes: Vec<Vec<u8>>,
    /// The digest and the number of the notes that are in the file.
    pub(crate) note_lines: (Digest, usize),
}

impl Evidence {
    /// Reads a file.
    ///
    /// # Errors
    /// [`EvidenceError`] if the bytes are not a file of evidence.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, EvidenceError> {
        if bytes.len() > MAX_EVIDENCE_BYTES {
            return Err(EvidenceError::TooLong { bytes: bytes.len(), most: MAX_EVIDENCE_BYTES });
        }
        let mut reader = Reader::new(bytes);
        let parts = reader.array()?;
        if reader.text()? != MAGIC {
            return Err(CborFault::Unexpected.into());
        }
        let version = reader.uint()?;
        if version != VERSION {
            return Err(EvidenceError::Unsupported { version });
        }
        if parts != 8 {
            return Err(CborFault::Unexpected.into());
        }
        let (head, signed_by) = read_head(&mut reader)?;
        let bases = read_bases(&mut reader)?;
        let records = blocks(&mut reader)?;
        let marks = reader.bytes()?;
        let notes = blocks(&mut reader)?;
        reader.finish()?;
        let (each, rest) = marks.as_chunks::<MARK_BYTES>();
        if bases.len() != head.bases.len() || !rest.is_empty() {
            return Err(CborFault::Unexpected.into());
        }
        let mut room = MAX_LINES_BYTES;
        Ok(Evidence {
            digest: Digest::of(bytes),
            head,
            signed_by,
            bases,
            record_lines: measure("records", &records, MAX_RECORDS, &mut room)?,
            records,
            marks: each.to_vec(),
            marks_digest: Digest::of(marks),
            note_lines: measure("notes", &notes, MAX_NOTES, &mut room)?,
            notes,
        })
    }

    /// Returns the SHA-256 of the file, by which the next file names it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Returns the head.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Returns the key that signed the head; none if the file is not signed. Whose key it is, the file cannot say.
    #[must_use]
    pub fn signed_by(&self) -> Option<PublicKey> {
        self.signed_by
    }

    /// Returns the number of records that are in the file.
    #[must_use]
    pub fn record_count(&self) -> usize {
        self.record_lines.1
    }

    /// Passes each record to `take`, one line of JSON each.
    pub fn records(&self, take: impl FnMut(&str)) {
        // Reading has measured every block.
        let _ = lines::read(self.records.iter().map(Vec::as_slice), &mut { MAX_LINES_BYTES }, take);
    }

    /// Passes each note to `take`, one line of JSON each.
    pub fn notes(&self, take: impl FnMut(&str)) {
        let _ = lines::read(self.notes.iter().map(Vec::as_slice), &mut { MAX_LINES_BYTES }, take);
    }

    /// Returns the bytes of each policy in the file, as [`Policy::to_bytes`](starseal::Policy::to_bytes) writes them.
    pub fn policies(&self) -> impl Iterator<Item = &[u8]> {
        self.bases.iter().map(|basis| basis.policy.as_slice())
    }

    /// Returns the state of each basis, unverified.
    pub fn states(&self) -> impl Iterator<Item = &[u8]> {
        self.bases.iter().map(|basis| basis.lists.as_slice())
    }
}

/// The parts of a file that is written.
pub(crate) struct Parts {
    /// The key that signs the head.
    pub(crate) signer: Option<PublicKey>,
    /// The head, signed or not.
    pub(crate) head: Vec<u8>,
    /// For each basis, the compressed lists and the policy.
    pub(crate) bases: Vec<(Vec<u8>, Vec<u8>)>,
    pub(crate) records: Vec<Vec<u8>>,
    pub(crate) marks: Vec<u8>,
    pub(crate) notes: Vec<Vec<u8>>,
}

impl Parts {
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        let blocks = |blocks: Vec<Vec<u8>>| Value::Array(blocks.into_iter().map(Value::Bytes).collect());
        let basis = |(lists, policy)| Value::Array(vec![Value::Bytes(lists), Value::Bytes(policy)]);
        encode(&Value::Array(vec![
            MAGIC.into(),
            VERSION.into(),
            self.signer.map_or(Value::Null, |key| Value::Bytes(key.to_bytes().to_vec())),
            Value::Bytes(self.head),
            Value::Array(self.bases.into_iter().map(basis).collect()),
            blocks(self.records),
            Value::Bytes(self.marks),
            blocks(self.notes),
        ]))
    }
}

/// Reads the head. One that is signed stands behind the key that signed it, and is read only if the signature verifies.
fn read_head(reader: &mut Reader<'_>) -> Result<(Head, Option<PublicKey>), EvidenceError> {
    let key = match reader.item()? {
        Item::Null => None,
        Item::Bytes(key) => Some(public_key(key)?),
        _ => return Err(CborFault::Unexpected.into()),
    };
    let bytes = reader.bytes()?;
    let Some(key) = key else { return Ok((Head::from_bytes(bytes)?, None)) };
    let statement = Statement::from_bytes(bytes, EVIDENCE_TYP).ok_or(CborFault::Unexpected)?;
    let bad = EvidenceError::BadSignature { key_id: key.key_id() };
    let payload = statement.verify(&key).filter(|_| statement.key_id() == key.key_id()).ok_or(bad)?;
    Ok((Head::from_bytes(payload)?, Some(key)))
}

fn public_key(bytes: &[u8]) -> Result<PublicKey, CborFault> {
    let bytes = bytes.try_into().map_err(|_| CborFault::Unexpected)?;
    PublicKey::from_bytes(bytes).map_err(|_| CborFault::Unexpected)
}

fn read_bases(reader: &mut Reader<'_>) -> Result<Vec<BasisPart>, EvidenceError> {
    let (mut number, mut room) = (0, MAX_LISTS_BYTES);
    reader.list(1, MAX_BASES, |reader| {
        number += 1;
        reader.tuple(2, |reader| {
            let lists = inflate(reader.bytes()?, MAX_STATE_BYTES.min(room));
            let lists = lists.map_err(|_| EvidenceError::Lists { basis: number })?;
            room -= lists.len();
            Ok(BasisPart { lists, policy: reader.bytes()?.to_vec() })
        })
    })
}

fn blocks(reader: &mut Reader<'_>) -> Result<Vec<Vec<u8>>, CborFault> {
    reader.list(0, MAX_BLOCKS, |reader| reader.bytes().map(<[u8]>::to_vec))
}

/// Returns the digest and the number of the lines in blocks. Nothing is decompressed that follows one line too many, or
/// for which there is no room.
fn measure(
    what: &'static str,
    blocks: &[Vec<u8>],
    most: usize,
    room: &mut usize,
) -> Result<(Digest, usize), EvidenceError> {
    let count = Cell::new(0_usize);
    let wanted = blocks.iter().map(Vec::as_slice).take_while(|_| count.get() <= most);
    let digest = lines::read(wanted, room, |_| count.set(count.get() + 1));
    let digest = digest.map_err(|fault| match fault {
        LinesFault::Block { block } => EvidenceError::Block { what, block },
        LinesFault::TooLong => EvidenceError::LinesTooLong { most: MAX_LINES_BYTES },
    })?;
    if count.get() > most { Err(EvidenceError::TooMany { what, most }) } else { Ok((digest, count.get())) }
}

#[cfg(test)]
mod tests {
    use super::{Digest, EvidenceError, MAX_LINES_BYTES, measure};
    use crate::lines::compress;

    #[test]
    fn nothing_is_decompressed_after_one_line_too_many() {
        let blocks = [compress(b"one\ntwo\n"), b"broken".to_vec()];
        let measure = |blocks, most| measure("notes", blocks, most, &mut 100);
        let too_many = EvidenceError::TooMany { what: "notes", most: 1 };
        assert_eq!(measure(&blocks, 1), Err(too_many));
        assert_eq!(measure(&blocks, 2), Err(EvidenceError::Block { what: "notes", block: 2 }));
        assert_eq!(measure(&blocks[..1], 2), Ok((Digest::of(b"one\ntwo\n"), 2)));
    }

    #[test]
    fn nothing_is_decompressed_that_there_is_no_room_for() {
        let blocks = [compress(b"one\ntwo\n"), compress(b"three\n"), b"broken".to_vec()];
        let too_long = EvidenceError::LinesTooLong { most: MAX_LINES_BYTES };
        let mut room = 14;
        assert_eq!(measure("notes", &blocks[..2], 9, &mut room), Ok((Digest::of(b"one\ntwo\nthree\n"), 3)));
        // The notes have the room that the records left.
        assert_eq!((measure("notes", &blocks[1..], 9, &mut room), room), (Err(too_long.clone()), 0));
        assert_eq!(measure("records", &blocks, 9, &mut 13), Err(too_long));
        assert_eq!(measure("records", &blocks, 9, &mut 14), Err(EvidenceError::Block { what: "records", block: 3 }));
    }
}
