//! What has happened to labels since they were printed: an IETF Token Status List in a CWT, with a history and witnesses
//!

mod array;
mod error;
mod history;
mod list;
mod read;
mod statement;
#[cfg(test)]
mod tests;
mod token;
mod value;
mod witness;

pub use array::StatusArray;
pub use error::{SignStatusError, StatusError};
pub use history::Change;
pub use list::{StatusList, StatusOn};
pub use statement::StatusStatement;
pub use value::Status;
pub use witness::Witness;

/// The media type that marks a status list, in its protected header's `typ`.
pub const STATUS_LIST_TYP: &str = "application/statuslist+cwt";

/// Keys of the claims, in the payload's map.
mod claim {
    pub(super) const SUB: u64 = 2;
    pub(super) const EXP: u64 = 4;
    pub(super) const IAT: u64 = 6;
    pub(super) const STATUS_LIST: u64 = 65_533;
    /// -65537, as CBOR holds it: n of -1 - n.
    pub(super) const HISTORY: u64 = 65_536;
    /// -65538.
    pub(super) const WITNESSES: u64 = 65_537;
}
