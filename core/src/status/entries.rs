//! What a status list says about one index: a status, changes, witnesses.

use crate::hex::hex_identifier;
use crate::label::Date;
use core::fmt;
use core::str::FromStr;
use sha2::{Digest, Sha256};

/// A label's status, as its issuer states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Status {
    /// Nothing is against it.
    Active,
    /// Revoked by the issuer.
    Revoked,
    /// Its validity is over, and an extension is in process.
    Deferral,
    /// Withdrawn by its holder.
    Withdrawn,
    /// No label has this index yet.
    NotAllocated,
    /// A value without meaning here; never one of the above.
    Unknown(u8),
}

impl Status {
    /// The statuses that a label may be given.
    pub const GIVEN: &'static [Status] = &[Status::Active, Status::Revoked, Status::Deferral, Status::Withdrawn];

    /// The status of a value in a list. Every value has one.
    #[must_use]
    pub const fn from_value(value: u8) -> Self {
        match value {
            0 => Status::Active,
            1 => Status::Revoked,
            3 => Status::Deferral,
            12 => Status::Withdrawn,
            15 => Status::NotAllocated,
            other => Status::Unknown(other),
        }
    }

    /// The value that stands for it in a list.
    #[must_use]
    pub const fn value(self) -> u8 {
        match self {
            Status::Active => 0,
            Status::Revoked => 1,
            Status::Deferral => 3,
            Status::Withdrawn => 12,
            Status::NotAllocated => 15,
            Status::Unknown(value) => value,
        }
    }

    /// `active`, `revoked`, `deferral`, `withdrawn`, `not-allocated` or `unknown`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Active => "active",
            Status::Revoked => "revoked",
            Status::Deferral => "deferral",
            Status::Withdrawn => "withdrawn",
            Status::NotAllocated => "not-allocated",
            Status::Unknown(_) => "unknown",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text is not the name of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not active, revoked, deferral, withdrawn or not-allocated")]
pub struct UnknownStatus;

impl FromStr for Status {
    type Err = UnknownStatus;

    /// Reads the name of a status that has a meaning here.
    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        let known = Status::GIVEN.iter().chain([&Status::NotAllocated]);
        known.copied().find(|status| status.as_str() == text).ok_or(UnknownStatus)
    }
}

/// One change of a label's status or last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The first day on which it holds.
    pub effective_on: Date,
    /// The status from then on.
    pub status: Status,
    /// The last day from then on; none where it stays.
    pub last_day: Option<Date>,
}

impl Change {
    /// Makes a change of status that leaves the last day as it is.
    #[must_use]
    pub fn new(effective_on: Date, status: Status) -> Self {
        Change { effective_on, status, last_day: None }
    }
}

/// The first 16 bytes of SHA-256 of a label's payload, written in hex.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Witness([u8; 16]);

hex_identifier!(Witness, 16);

impl Witness {
    /// Returns the witness of a payload.
    pub(crate) fn of_payload(payload: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::digest(payload).into();
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(digest).for_each(|(byte, from)| *byte = from);
        Witness(bytes)
    }
}
