//! The time for which a label is checked.

use crate::error::StarsealError;
use starseal::{Date, Timestamp};

/// The time for which a label is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum When {
    /// The present, by the caller's clock. If the clock is behind the lists held, their date is used instead, and the
    /// verdict has a note.
    Now {
        /// Seconds since 1970-01-01T00:00:00Z.
        instant: u64,
    },
    /// A calendar day in the scheme's own time zone, such as the day of supply. The verdict is based on the history in
    /// the status list held. If the history does not reach back to the day, it is `status-unknown`.
    On {
        /// Days since 1970-01-01: 2010-01-01 to 2149-06-06, the days that a label can claim.
        day: i32,
    },
}

impl TryFrom<When> for starseal::When {
    type Error = StarsealError;

    fn try_from(when: When) -> Result<Self, StarsealError> {
        Ok(match when {
            When::Now { instant } => starseal::When::Now(Timestamp::from_unix_seconds(instant)),
            When::On { day } => starseal::When::On(Date::from_days(day)?),
        })
    }
}
