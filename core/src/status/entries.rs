//! The entries of a status list for one index: a status, changes, witnesses.

use crate::hex::hex_identifier;
use crate::label::Date;
use core::fmt;
use core::str::FromStr;
use sha2::{Digest, Sha256};

/// The status of a label, as its issuer states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Status {
    /// Nothing is known against the label.
    Active,
    /// The issuer revoked the label.
    Revoked,
    /// The validity of the label is over, and an extension is in process.
    Deferral,
    /// The holder withdrew the label.
    Withdrawn,
    /// No label has this index yet.
    NotAllocated,
    /// The value has no meaning in this version. It is never the value of another variant if it comes from
    /// [`from_value`](Self::from_value).
    Unknown(u8),
}

impl Status {
    /// The statuses that an issuer can give to a label.
    pub const GIVEN: &'static [Status] = &[Status::Active, Status::Revoked, Status::Deferral, Status::Withdrawn];

    /// Returns the status for a value in a list. Every value has one.
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

    /// Returns the value for the status in a list.
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

    /// Returns whether the status is final: an issuer takes it back only by a correction.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Status::Revoked | Status::Withdrawn)
    }

    /// Returns the name: `active`, `revoked`, `deferral`, `withdrawn`, `not-allocated` or `unknown`.
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
#[error("the text is not a status: active, revoked, deferral, withdrawn or not-allocated")]
pub struct UnknownStatus;

impl FromStr for Status {
    type Err = UnknownStatus;

    /// Reads the name of a status. `unknown` is not accepted.
    fn from_str(text: &str) -> Result<Self, UnknownStatus> {
        let known = Status::GIVEN.iter().chain([&Status::NotAllocated]);
        known.copied().find(|status| status.as_str() == text).ok_or(UnknownStatus)
    }
}

/// A change of a label's status or last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The day on which the change takes effect.
    pub effective_on: Date,
    /// The status from that day on.
    pub status: Status,
    /// The last day of the label from that day on; none if it does not change.
    pub last_day: Option<Date>,
}

impl Change {
    /// Makes a change of status that does not change the last day.
    #[must_use]
    pub fn new(effective_on: Date, status: Status) -> Self {
        Change { effective_on, status, last_day: None }
    }
}

/// The first 16 bytes of the SHA-256 of a label's payload, written in hex.
///
/// Once a label key is compromised, a status list holds the witnesses of the labels that the issuer itself sealed with
/// it. [`issue::witness`](crate::issue::witness) returns the witness of a label.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Witness([u8; 16]);

hex_identifier!(Witness, 16);

impl Witness {
    /// Returns the witness for a payload.
    pub(crate) fn of_payload(payload: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::digest(payload).into();
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(digest).for_each(|(byte, from)| *byte = from);
        Witness(bytes)
    }
}
