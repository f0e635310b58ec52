//! Why nothing was written, or a ledger cannot be opened.

use crate::event::EventFault;
use crate::officer::CountError;
use crate::store::StoreError;
use crate::view::{ApplyError, TrustFault};
use starseal::Timestamp;
use starseal::keys::SignerError;
use starseal::verify::Digest;

/// Why nothing was written, or a ledger cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The event does not follow those before it.
    #[error(transparent)]
    Apply(ApplyError),
    /// The signer of an officer failed.
    #[error(transparent)]
    Signer(#[from] SignerError),
    /// The clock is behind the last event.
    #[error("the time is {now}, and the last event of the ledger is of {last}")]
    ClockBehind {
        /// The time of the clock.
        now: Timestamp,
        /// The time of the last event.
        last: Timestamp,
    },
    /// The clock is far ahead of the last event.
    #[error("the time is {now}, more than {days} days after the last event of the ledger, {last}")]
    ClockAhead {
        /// The time of the clock.
        now: Timestamp,
        /// The time of the last event.
        last: Timestamp,
        /// The number of days that are not asked about.
        days: u64,
    },
    /// The key that shall sign is not the officer's.
    #[error("the key does not belong to {officer}")]
    OtherKey {
        /// The officer's name.
        officer: String,
    },
    /// The ledger was restored, and nobody has compared it with what was published last.
    #[error("the ledger was restored up to event {event}, and was not compared with what was published since")]
    NotCompared {
        /// The number of the last event of the backup.
        event: u64,
    },
    /// A time is corrected that is not that of the last event.
    #[error("the time {wrong} would be corrected, and the last event of the ledger is of {last}")]
    OtherTime {
        /// The time that would be corrected.
        wrong: Timestamp,
        /// The time of the last event.
        last: Timestamp,
    },
    /// A content that an event names is not in the database.
    #[error("the content with the SHA-256 {digest}, which an event names, is missing")]
    ContentMissing {
        /// The SHA-256.
        digest: Digest,
    },
    /// There is no such open proposal.
    #[error("there is no open proposal {number}")]
    NoProposal {
        /// The number.
        number: u64,
    },
    /// The proposal has expired.
    #[error("proposal {number} expired at {expired}")]
    ProposalExpired {
        /// The number.
        number: u64,
        /// The time at which it expired.
        expired: Timestamp,
    },
}

impl From<ApplyError> for LedgerError {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::Store(error) => LedgerError::Store(error),
            other => LedgerError::Apply(other),
        }
    }
}

impl From<EventFault> for LedgerError {
    fn from(fault: EventFault) -> Self {
        LedgerError::Apply(fault.into())
    }
}

impl From<CountError> for LedgerError {
    fn from(error: CountError) -> Self {
        LedgerError::Apply(error.into())
    }
}

impl From<TrustFault> for LedgerError {
    fn from(fault: TrustFault) -> Self {
        LedgerError::Apply(fault.into())
    }
}

impl LedgerError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            LedgerError::Store(error) => error.code(),
            LedgerError::Apply(error) => error.code(),
            LedgerError::Signer(error) => error.code(),
            LedgerError::ClockBehind { .. } => "clock-behind",
            LedgerError::ClockAhead { .. } => "clock-ahead",
            LedgerError::OtherKey { .. } => "other-key",
            LedgerError::NotCompared { .. } => "ledger-not-compared",
            LedgerError::OtherTime { .. } => "other-time",
            LedgerError::ContentMissing { .. } => "content-missing",
            LedgerError::NoProposal { .. } => "no-proposal",
            LedgerError::ProposalExpired { .. } => "proposal-expired",
        }
    }
}
