//! Errors of the objects of status lists.

use crate::cbor::CborFault;
use crate::code::Code;
use crate::limits::MAX_STATUS_OBJECT_BYTES;

/// Why an object of a status list is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ObjectError {
    /// The object is longer than the limit.
    #[error("the object has {bytes} bytes, above the limit of {MAX_STATUS_OBJECT_BYTES}")]
    TooLong {
        /// The length.
        bytes: usize,
    },
    /// The bytes are not an object in deterministic CBOR.
    #[error("not an object of a status list: {0}")]
    Cbor(#[from] CborFault),
    /// A table has columns that do not fit each other, or a number that is out of range or out of order.
    #[error("the object has a table whose columns do not fit each other, or a number out of range or order")]
    Table,
    /// The ranges of a witness directory are out of order, or a witness range has other indexes than the directory
    /// names.
    #[error("the witness ranges are out of order, or one has other indexes than its directory names")]
    Range,
    /// The object has a version that this version of the library does not know.
    #[error("the object has version {version}, and this program reads version 1")]
    Unsupported {
        /// The version of the object.
        version: u64,
    },
    /// No status list that is held or remembered binds the object.
    #[error("no status list held binds the object")]
    Unbound,
    /// The in-force object does not fit its status list.
    #[error("the in-force object does not fit its status list at index {index}")]
    InForce {
        /// The first such index.
        index: u32,
    },
    /// The past object contradicts its status list or the in-force object.
    #[error("the past object contradicts its status list or the in-force object at index {index}")]
    Past {
        /// The first such index.
        index: u32,
    },
}

impl ObjectError {
    /// Returns one of the `status-object-…` codes, `in-force-invalid` or `past-contradicts`.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            ObjectError::TooLong { .. } => Code::StatusObjectTooLong,
            ObjectError::Cbor(_) | ObjectError::Table | ObjectError::Range => Code::StatusObjectMalformed,
            ObjectError::Unsupported { .. } => Code::StatusObjectUnsupported,
            ObjectError::Unbound => Code::StatusObjectUnbound,
            ObjectError::InForce { .. } => Code::InForceInvalid,
            ObjectError::Past { .. } => Code::PastContradicts,
        }
    }
}
