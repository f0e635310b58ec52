//! What has happened to labels since they were printed: an IETF Token Status List in a CWT, with a history and witnesses
//!

mod array;
mod entries;
mod error;
mod history;
mod list;
mod read;
mod statement;
#[cfg(test)]
mod tests;
mod token;

pub use array::StatusArray;
pub use entries::{Change, Status, UnknownStatus, Witness};
pub use error::{SignStatusError, StatusError};
pub use list::{StatusList, StatusOn};
pub use statement::StatusStatement;

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
