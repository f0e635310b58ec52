//! The form that all objects have: an array with a name, a version, and a content.

use super::table::{read_changes, read_last_days, write_changes, write_last_days};
use super::{InForce, ObjectError, Past, WitnessDirectory, WitnessRange};
use crate::cbor::{CborFault, Reader, encode};
use crate::digest::Digest;
use crate::limits::MAX_STATUS_OBJECT_BYTES;
use coset::cbor::Value;

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// An object of a status list, whose form has been checked. Whether it belongs to a list is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusObject {
    bytes: Vec<u8>,
    digest: Digest,
    content: ObjectKind,
}

/// The content of an object, by its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ObjectKind {
    /// The last days of extended indexes, and the changes dated after the list.
    InForce(InForce),
    /// All changes of all indexes.
    Past(Past),
    /// The directory of the witness ranges.
    WitnessDirectory(WitnessDirectory),
    /// The witnesses of a range of indexes.
    WitnessRange(WitnessRange),
}

impl StatusObject {
    /// Reads an object.
    ///
    /// # Errors
    /// `TooLong`, `Cbor`, `Table`, `Range` or `Unsupported`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ObjectError> {
        Self::check_length(bytes)?;
        let mut reader = Reader::new(bytes);
        let parts = reader.array()?;
        let name = reader.text()?;
        let expected = match name {
            InForce::NAME => 4,
            Past::NAME | WitnessDirectory::NAME => 3,
            WitnessRange::NAME => 5,
            _ => return Err(CborFault::Unexpected.into()),
        };
        let version = reader.uint()?;
        if version != VERSION {
            return Err(ObjectError::Unsupported { version });
        }
        if parts != expected {
            return Err(CborFault::Unexpected.into());
        }
        let content = match name {
            InForce::NAME => {
                let last_days = read_last_days(&mut reader)?;
                ObjectKind::InForce(InForce { last_days, changes: read_changes(&mut reader)? })
            }
            Past::NAME => ObjectKind::Past(Past { changes: read_changes(&mut reader)? }),
            WitnessDirectory::NAME => ObjectKind::WitnessDirectory(WitnessDirectory::read(&mut reader)?),
            _ => ObjectKind::WitnessRange(WitnessRange::read(&mut reader)?),
        };
        reader.finish()?;
        Ok(StatusObject { bytes: bytes.to_vec(), digest: Digest::of(bytes), content })
    }

    pub(crate) fn check_length(bytes: &[u8]) -> Result<(), ObjectError> {
        let bytes = bytes.len();
        if bytes > MAX_STATUS_OBJECT_BYTES { Err(ObjectError::TooLong { bytes }) } else { Ok(()) }
    }

    /// Returns the bytes of the object.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the SHA-256 of the bytes, by which a list binds the object.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Returns the content.
    #[must_use]
    pub fn content(&self) -> &ObjectKind {
        &self.content
    }
}

/// Encodes an object of a name and a content.
pub(super) fn encoded<const N: usize>(name: &str, content: [Value; N]) -> Vec<u8> {
    encode(&Value::Array([name.into(), VERSION.into()].into_iter().chain(content).collect()))
}

impl InForce {
    pub(in crate::status) fn to_bytes(&self) -> Vec<u8> {
        encoded(Self::NAME, [write_last_days(&self.last_days), write_changes(&self.changes)])
    }
}

impl Past {
    pub(in crate::status) fn to_bytes(&self) -> Vec<u8> {
        encoded(Self::NAME, [write_changes(&self.changes)])
    }
}
