//! Status lists, which say what has happened to labels since they were printed: an IETF Token Status List in a CWT,
//! and the objects beside it.

mod array;
mod correction;
mod entries;
mod error;
mod head;
mod list;
mod next;
mod object;
mod read;
mod statement;
#[cfg(test)]
mod tests;
mod token;

pub use array::StatusArray;
pub use correction::Correction;
pub use entries::{Change, Status, UnknownStatus, Witness};
pub use error::{SignStatusError, StatusError};
pub use head::LedgerHead;
pub use list::{StatusList, StatusOn};
pub use next::NextError;
pub(crate) use object::ObjectDelta;
pub use object::{
    InForce, ObjectError, ObjectKind, Past, StatusObject, StatusObjects, WitnessDirectory, WitnessRange, Witnessed,
};
pub use statement::{Publication, StatusStatement};

/// The media type of a status list, the value of `typ` in its protected header.
pub const STATUS_LIST_TYP: &str = "application/statuslist+cwt";

/// The keys of the claims in the payload.
mod claim {
    pub(super) const SUB: u64 = 2;
    pub(super) const EXP: u64 = 4;
    pub(super) const IAT: u64 = 6;
    pub(super) const STATUS_LIST: u64 = 65_533;
    /// The key -65537, as CBOR encodes it: the n of -1 - n.
    pub(super) const IN_FORCE: u64 = 65_536;
    /// The key -65538.
    pub(super) const WITNESSES: u64 = 65_537;
    /// The key -65539.
    pub(super) const CORRECTIONS: u64 = 65_538;
    /// The key -65540.
    pub(super) const PREDECESSOR: u64 = 65_539;
    /// The key -65541.
    pub(super) const PAST: u64 = 65_540;
    /// The key -65542.
    pub(super) const LEDGER_HEAD: u64 = 65_541;
}
