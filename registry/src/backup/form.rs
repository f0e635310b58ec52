//! The file of a backup: a first line, records of deterministic CBOR with their lengths in front, and the SHA-256 of
//! all that at the end.

use super::error::BackupError;
use crate::store::Cell;
use sha2::{Digest as _, Sha256};
use starseal::Timestamp;
use starseal::cbor::{CborFault, Item, Reader, Value, encode};
use starseal::verify::Digest;
use std::io::{Read, Write};

/// The first line of a backup. A program that shows files shows what it is.
const MARK: &[u8] = b"starseal ledger backup 1\n";

/// The start of the first line of any version.
const ANY_MARK: &[u8] = b"starseal ledger backup ";

/// The maximum length of a record: an event has at most 16 MB.
const MAX_RECORD_BYTES: u32 = 64 * 1024 * 1024;

/// A table of the ledger that no event gives again: its name, its columns, and how many of the first columns are the
/// key. A page of it has so many rows that it fits into memory.
pub(super) struct Source {
    pub(super) name: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) key: usize,
    pub(super) page: u32,
}

/// The tables of a backup, in an order in which rows refer to earlier tables only.
pub(super) const SOURCES: &[Source] = &[
    Source { name: "event", columns: &["number", "hash", "bytes"], key: 1, page: 16 },
    Source { name: "seal", columns: &["event", "position", "bytes"], key: 2, page: 2000 },
    Source { name: "sealed", columns: &["event"], key: 1, page: 2000 },
    Source { name: "token", columns: &["event", "bytes"], key: 1, page: 4 },
    Source { name: "content", columns: &["sha256", "bytes"], key: 1, page: 4 },
    Source { name: "personal", columns: &["sha256", "bytes"], key: 1, page: 500 },
    Source {
        name: "proposal",
        columns: &[
            "number",
            "kind",
            "data",
            "statement",
            "officer",
            "proposed_at",
            "expires_at",
            "last_index",
            "event",
            "refused",
        ],
        key: 1,
        page: 16,
    },
];

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The ID of the ledger: the hash of its first event.
    pub ledger: Digest,
    /// The number of the last event.
    pub event: u64,
    /// The hash of the last event.
    pub hash: Digest,
    /// The time of the last event.
    pub time: Timestamp,
    /// The time of the backup.
    pub made_at: Timestamp,
    /// The number of rows of all tables.
    pub rows: u64,
}

impl Header {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let digest = |digest: &Digest| Value::Bytes(digest.as_bytes().to_vec());
        let table = |source: &Source| {
            let columns = source.columns.iter().map(|column| (*column).into()).collect();
            Value::Array(vec![source.name.into(), Value::Array(columns)])
        };
        encode(&Value::Array(vec![
            digest(&self.ledger),
            self.event.into(),
            digest(&self.hash),
            self.time.unix_seconds().into(),
            self.made_at.unix_seconds().into(),
            self.rows.into(),
            Value::Array(SOURCES.iter().map(table).collect()),
        ]))
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, BackupError> {
        let mut reader = Reader::new(bytes);
        let header = reader.tuple(7, |reader| {
            let header = Header {
                ledger: Digest::from_bytes(reader.byte_array()?),
                event: reader.uint()?,
                hash: Digest::from_bytes(reader.byte_array()?),
                time: Timestamp::from_unix_seconds(reader.uint()?),
                made_at: Timestamp::from_unix_seconds(reader.uint()?),
                rows: reader.uint()?,
            };
            let mut known = SOURCES.iter();
            reader.list(SOURCES.len(), SOURCES.len(), |reader| {
                let source = known.next().ok_or(CborFault::Unexpected)?;
                reader.tuple(2, |reader| {
                    let name = reader.text()?;
                    let columns = reader.list(1, 64, Reader::text)?;
                    let is_known = name == source.name && columns == source.columns;
                    if is_known { Ok(()) } else { Err(CborFault::Unexpected) }
                })
            })?;
            Ok::<_, CborFault>(header)
        });
        let header = header.map_err(|_| BackupError::Newer { what: "its first record".to_owned() })?;
        reader.finish().map_err(|_| BackupError::Newer { what: "its first record".to_owned() })?;
        Ok(header)
    }
}

/// The record after the last row: the number of rows of each table, and the SHA-256 of each table of the view.
pub(super) struct Trailer {
    pub(super) counts: Vec<u64>,
    pub(super) views: Vec<(String, Digest)>,
}

impl Trailer {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let view = |(name, digest): &(String, Digest)| {
            Value::Array(vec![name.as_str().into(), Value::Bytes(digest.as_bytes().to_vec())])
        };
        encode(&Value::Array(vec![
            "end".into(),
            Value::Array(self.counts.iter().map(|count| (*count).into()).collect()),
            Value::Array(self.views.iter().map(view).collect()),
        ]))
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, CborFault> {
        reader.tuple(3, |reader| {
            reader.text()?;
            let counts = reader.list(SOURCES.len(), SOURCES.len(), Reader::uint)?;
            let views = reader.list(0, 64, |reader| {
                reader.tuple(2, |reader| {
                    Ok::<_, CborFault>((reader.text()?.to_owned(), Digest::from_bytes(reader.byte_array()?)))
                })
            })?;
            Ok(Trailer { counts, views })
        })
    }
}

/// A record after the first one.
pub(super) enum Record {
    Row { table: usize, cells: Vec<Cell> },
    End(Trailer),
}

/// Encodes a row.
pub(super) fn row(table: usize, cells: &[Cell]) -> Vec<u8> {
    let value = |cell: &Cell| match cell {
        Cell::Null => Value::Null,
        Cell::Int(number) => (*number).into(),
        Cell::Text(text) => text.as_str().into(),
        Cell::Bytes(bytes) => Value::Bytes(bytes.clone()),
    };
    encode(&Value::Array(vec![(table as u64).into(), Value::Array(cells.iter().map(value).collect())]))
}

fn record(bytes: &[u8]) -> Result<Record, BackupError> {
    let read = |bytes: &[u8]| -> Result<Record, CborFault> {
        let mut ahead = Reader::new(bytes);
        let mut reader = Reader::new(bytes);
        let is_end = ahead.array()? == 3;
        let record = if is_end {
            Record::End(Trailer::read(&mut reader)?)
        } else {
            reader.tuple(2, |reader| {
                let table = reader.number::<u32>()? as usize;
                let source = SOURCES.get(table).ok_or(CborFault::Unexpected)?;
                let width = source.columns.len();
                let cells = reader.list(width, width, cell)?;
                Ok::<_, CborFault>(Record::Row { table, cells })
            })?
        };
        reader.finish()?;
        Ok(record)
    };
    read(bytes).map_err(|fault| BackupError::Damaged { reason: format!("a record is not well-formed: {fault}") })
}

fn cell(reader: &mut Reader<'_>) -> Result<Cell, CborFault> {
    let mut ahead = reader.clone();
    let cell = match ahead.item()? {
        Item::Null => Cell::Null,
        Item::Text(text) => Cell::from(text),
        Item::Bytes(bytes) => Cell::from(bytes),
        _ => return reader.int().map(Cell::Int),
    };
    *reader = ahead;
    Ok(cell)
}

/// Writes records, and sums them up.
pub(super) struct Writer<'a> {
    file: &'a mut dyn Write,
    sum: Sha256,
}

impl<'a> Writer<'a> {
    pub(super) fn start(file: &'a mut dyn Write, header: &Header) -> Result<Self, BackupError> {
        let mut writer = Writer { file, sum: Sha256::new() };
        writer.write(MARK)?;
        writer.record(&header.to_bytes())?;
        Ok(writer)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.sum.update(bytes);
        Ok(self.file.write_all(bytes)?)
    }

    pub(super) fn record(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        let length = u32::try_from(bytes.len()).ok().filter(|length| *length <= MAX_RECORD_BYTES);
        let length = length.ok_or_else(|| BackupError::Damaged { reason: "a row is too long".to_owned() })?;
        self.write(&length.to_be_bytes())?;
        self.write(bytes)
    }

    /// Writes the last record and the SHA-256. Returns the SHA-256.
    pub(super) fn finish(mut self, trailer: &Trailer) -> Result<Digest, BackupError> {
        self.record(&trailer.to_bytes())?;
        let sum: [u8; 32] = self.sum.finalize().into();
        self.file.write_all(&sum)?;
        self.file.flush()?;
        Ok(Digest::from_bytes(sum))
    }
}

/// Reads records, and sums them up.
pub(super) struct Records<'a> {
    file: &'a mut dyn Read,
    sum: Sha256,
    pub(super) header: Header,
}

impl<'a> Records<'a> {
    pub(super) fn start(file: &'a mut dyn Read) -> Result<Self, BackupError> {
        let mut mark = [0; MARK.len()];
        let mut filled = 0;
        while let Some(rest) = mark.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match file.read(rest)? {
                0 => break,
                count => filled += count,
            }
        }
        match mark.get(..filled) {
            Some(found) if found == MARK => {}
            Some(found) if found.starts_with(ANY_MARK) && filled == MARK.len() => {
                return Err(BackupError::Newer { what: "its format".to_owned() });
            }
            _ => return Err(BackupError::NotABackup),
        }
        let nothing = Digest::from_bytes([0; 32]);
        let zero = Timestamp::from_unix_seconds(0);
        let header = Header { ledger: nothing, event: 0, hash: nothing, time: zero, made_at: zero, rows: 0 };
        let mut records = Records { file, sum: Sha256::new(), header };
        records.sum.update(MARK);
        records.header = Header::from_bytes(&records.next_bytes()?)?;
        Ok(records)
    }

    fn next_bytes(&mut self) -> Result<Vec<u8>, BackupError> {
        let mut length = [0; 4];
        self.file.read_exact(&mut length)?;
        self.sum.update(length);
        let length = u32::from_be_bytes(length);
        if length > MAX_RECORD_BYTES {
            return Err(BackupError::Damaged { reason: "a record is longer than one can be".to_owned() });
        }
        // The memory grows with the bytes that are there, not with the number that a damaged file states.
        let mut bytes = Vec::new();
        (&mut *self.file).take(length.into()).read_to_end(&mut bytes)?;
        if bytes.len() != length as usize {
            return Err(BackupError::Damaged { reason: "it ends too early".to_owned() });
        }
        self.sum.update(&bytes);
        Ok(bytes)
    }

    pub(super) fn next(&mut self) -> Result<Record, BackupError> {
        let bytes = self.next_bytes()?;
        record(&bytes)
    }

    /// Reads the SHA-256 at the end, and compares it.
    pub(super) fn finish(self) -> Result<Digest, BackupError> {
        let mut stated = [0; 32];
        self.file.read_exact(&mut stated)?;
        let found: [u8; 32] = self.sum.finalize().into();
        if found != stated {
            let [stated, found] = [stated, found].map(Digest::from_bytes);
            let reason = format!("its bytes have the SHA-256 {found}, and it states {stated}");
            return Err(BackupError::Damaged { reason });
        }
        if self.file.read(&mut [0])? != 0 {
            return Err(BackupError::Damaged { reason: "there are bytes after its end".to_owned() });
        }
        Ok(Digest::from_bytes(found))
    }
}

/// Reads what a backup says of itself. Nothing of it is verified.
///
/// # Errors
/// [`BackupError`] if the file is not a backup.
pub fn read_header(file: &mut dyn Read) -> Result<Header, BackupError> {
    Ok(Records::start(file)?.header)
}

/// Reads a whole backup and compares its SHA-256 and its numbers of rows. Returns what it says of itself, and the
/// SHA-256. The ledger in it is not verified: [`restore`](super::restore) does that.
///
/// # Errors
/// [`BackupError`].
pub fn verify(file: &mut dyn Read) -> Result<(Header, Digest), BackupError> {
    let mut records = Records::start(file)?;
    let mut counts = vec![0_u64; SOURCES.len()];
    let trailer = loop {
        match records.next()? {
            Record::Row { table, .. } => counts.iter_mut().skip(table).take(1).for_each(|count| *count += 1),
            Record::End(trailer) => break trailer,
        }
    };
    check_counts(&counts, &trailer)?;
    let header = records.header.clone();
    Ok((header, records.finish()?))
}

pub(super) fn check_counts(counts: &[u64], trailer: &Trailer) -> Result<(), BackupError> {
    if counts == trailer.counts {
        Ok(())
    } else {
        Err(BackupError::Damaged { reason: "it has another number of rows than it states".to_owned() })
    }
}
