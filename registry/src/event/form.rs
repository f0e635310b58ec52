//! An event as bytes.

use super::codec::{self, EventFault, array, bytes, or_null, text};
use super::data::Data;
use super::kind::Kind;
use starseal::Timestamp;
use starseal::cbor::{Value, encode};
use starseal::verify::Digest;

/// The format of events that is written, and the only one that is read.
const FORMAT: u64 = 1;

/// The maximum number of statements of an event: of the first officers, or of two.
const MAX_STATEMENTS: usize = 64;

/// The maximum length of an event in bytes. It is checked first.
const MAX_EVENT_BYTES: usize = 16 * 1024 * 1024;

/// An event of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The number, from 1 on without a gap.
    pub number: u64,
    /// The time at which it was appended. It is never before the time of the event before.
    pub time: Timestamp,
    /// The hash of the event before; none for the first one.
    pub previous: Option<Digest>,
    /// The kind.
    pub kind: Kind,
    /// The registered ID, if the event is about one registration only.
    pub registration: Option<String>,
    /// The content, in deterministic CBOR.
    pub data: Vec<u8>,
    /// The officers' statements about the content.
    pub statements: Vec<Vec<u8>>,
}

impl Event {
    /// Encodes the event: deterministic CBOR.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&array([
            FORMAT.into(),
            self.number.into(),
            self.time.unix_seconds().into(),
            or_null(self.previous, |digest| bytes(digest.as_bytes())),
            text(self.kind.as_str()),
            or_null(self.registration.as_deref(), text),
            bytes(&self.data),
            Value::Array(self.statements.iter().map(|statement| bytes(statement)).collect()),
        ]))
    }

    /// Reads an event.
    ///
    /// # Errors
    /// [`EventFault`].
    pub fn from_bytes(event: &[u8]) -> Result<Self, EventFault> {
        if event.len() > MAX_EVENT_BYTES {
            return Err(EventFault::Count { what: "bytes" });
        }
        codec::whole(event, |reader| {
            reader.tuple(8, |reader| {
                let format = reader.uint()?;
                if format != FORMAT {
                    return Err(EventFault::Format { format });
                }
                let (number, time) = (reader.uint()?, codec::timestamp(reader)?);
                let previous = codec::optional(reader, codec::digest)?;
                let name = reader.text()?;
                let kind = name.parse().map_err(|_| EventFault::Kind { kind: name.to_owned() })?;
                let registration = codec::optional(reader, |reader| codec::name(reader, "the registration"))?;
                let data = reader.bytes()?.to_vec();
                let statements =
                    codec::list(reader, "statements", MAX_STATEMENTS, |reader| Ok(reader.bytes()?.to_vec()))?;
                Ok(Event { number, time, previous, kind, registration, data, statements })
            })
        })
    }

    /// Returns the SHA-256 of the event's bytes.
    #[must_use]
    pub fn hash(&self) -> Digest {
        Digest::of(&self.to_bytes())
    }

    /// Reads the content.
    ///
    /// # Errors
    /// [`EventFault`].
    pub fn content(&self) -> Result<Data, EventFault> {
        let data = Data::from_bytes(self.kind, &self.data)?;
        if data.registration() == self.registration.as_deref() { Ok(data) } else { Err(EventFault::Registration) }
    }
}
