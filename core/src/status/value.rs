//! What may have happened to a label.

use core::fmt;

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
