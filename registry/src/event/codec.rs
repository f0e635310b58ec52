//! The parts of CBOR that the kinds of events share: values to write, and readers of typed values.

use starseal::cbor::{CborFault, Item, Reader, Value};
use starseal::label::ValueError;
use starseal::verify::Digest;
use starseal::{Date, Level, Timestamp};

/// The maximum length of a number or name that the registry gives: of an application, a receipt, an officer.
pub(super) const MAX_NAME_BYTES: usize = 64;

/// The maximum length of a reason, in bytes.
pub(super) const MAX_REASON_BYTES: usize = 1000;

/// Why bytes are not an event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EventFault {
    /// The bytes are not deterministic CBOR of the right shape.
    #[error("the event is not well-formed: {0}")]
    Cbor(#[from] CborFault),
    /// A value is not one that labels can have.
    #[error("the event is not well-formed: {0}")]
    Value(#[from] ValueError),
    /// The event has a format that this version does not know.
    #[error("the event has format {format}, and this version knows format 1")]
    Format {
        /// The format.
        format: u64,
    },
    /// The event is of a kind that this version does not know.
    #[error("the event is of the kind {kind:?}, which this version does not know")]
    Kind {
        /// The kind.
        kind: String,
    },
    /// A text is empty, too long, or has characters that nobody sees.
    #[error("{what} is empty, longer than {most} bytes, or has characters that cannot be seen")]
    Text {
        /// The name of the value.
        what: &'static str,
        /// The maximum length.
        most: usize,
    },
    /// A text is not the address of a page, or not one that answers questions.
    #[error("{what} is not an address: it starts with https:// (for a contact, also mailto: or tel:), without blanks")]
    Link {
        /// The name of the value.
        what: &'static str,
    },
    /// A list has no entries, too many, or one twice.
    #[error("there are no {what}, too many, or one of them twice")]
    Count {
        /// The name of the entries.
        what: &'static str,
    },
    /// The registration that the event names is not the one in its data.
    #[error("the event names another registration than its data")]
    Registration,
}

impl EventFault {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            EventFault::Format { .. } | EventFault::Kind { .. } => "event-unsupported",
            _ => "event-malformed",
        }
    }
}

/// Checks a text that a person typed or that a spreadsheet had.
pub(super) fn checked(what: &'static str, text: &str, most: usize) -> Result<String, EventFault> {
    let is_good = !text.is_empty() && text.len() <= most && !text.chars().any(starseal::label::is_hidden);
    if is_good { Ok(text.to_owned()) } else { Err(EventFault::Text { what, most }) }
}

pub(super) fn name(reader: &mut Reader<'_>, what: &'static str) -> Result<String, EventFault> {
    checked(what, reader.text()?, MAX_NAME_BYTES)
}

pub(super) fn reason(reader: &mut Reader<'_>) -> Result<String, EventFault> {
    checked("the reason", reader.text()?, MAX_REASON_BYTES)
}

/// Reads a value or null.
pub(super) fn optional<'a, T>(
    reader: &mut Reader<'a>,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, EventFault>,
) -> Result<Option<T>, EventFault> {
    let mut ahead = reader.clone();
    if matches!(ahead.item(), Ok(Item::Null)) {
        *reader = ahead;
        return Ok(None);
    }
    read(reader).map(Some)
}

pub(super) fn date(reader: &mut Reader<'_>) -> Result<Date, EventFault> {
    Ok(Date::from_days(reader.number()?)?)
}

pub(super) fn level(reader: &mut Reader<'_>) -> Result<Level, EventFault> {
    Ok(Level::new(reader.number()?)?)
}

pub(super) fn digest(reader: &mut Reader<'_>) -> Result<Digest, EventFault> {
    Ok(Digest::from_bytes(reader.byte_array()?))
}

pub(super) fn timestamp(reader: &mut Reader<'_>) -> Result<Timestamp, EventFault> {
    let seconds = reader.uint()?;
    let time = Timestamp::from_unix_seconds(seconds);
    if time.unix_seconds() == seconds { Ok(time) } else { Err(CborFault::Unexpected.into()) }
}

pub(super) fn boolean(reader: &mut Reader<'_>) -> Result<bool, EventFault> {
    match reader.item()? {
        Item::Bool(value) => Ok(value),
        _ => Err(CborFault::Unexpected.into()),
    }
}

/// Reads a list that has at least one entry.
pub(super) fn list<'a, T>(
    reader: &mut Reader<'a>,
    what: &'static str,
    most: usize,
    read: impl FnMut(&mut Reader<'a>) -> Result<T, EventFault>,
) -> Result<Vec<T>, EventFault> {
    let count = reader.clone().array()?;
    if count == 0 || usize::try_from(count).is_ok_and(|count| count > most) {
        return Err(EventFault::Count { what });
    }
    reader.list(1, most, read)
}

/// Reads bytes that are exactly one value.
pub(super) fn whole<'a, T>(
    bytes: &'a [u8],
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, EventFault>,
) -> Result<T, EventFault> {
    let mut reader = Reader::new(bytes);
    let value = read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

pub(super) fn array(entries: impl IntoIterator<Item = Value>) -> Value {
    Value::Array(entries.into_iter().collect())
}

pub(super) fn day(date: Date) -> Value {
    date.days().into()
}

pub(super) fn bytes(bytes: &[u8]) -> Value {
    Value::Bytes(bytes.to_vec())
}

/// Returns the value, or null.
pub(super) fn or_null<T>(value: Option<T>, write: impl FnOnce(T) -> Value) -> Value {
    value.map_or(Value::Null, write)
}

pub(super) fn text(text: &str) -> Value {
    text.into()
}
