//! The time that a question is about.

use crate::label::{Date, Timestamp};

/// The time that a label is checked for. The library has no clock: the caller always says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// Now, as the caller's clock says. A clock behind the lists held is corrected.
    Now(Timestamp),
    /// A day in the scheme's time zone: "was it good on the day of supply?". It is never corrected.
    ///
    /// The answer comes from the history in the status list held. Where that does not reach back, it is
    /// `status-unknown`; a verifier made with archived lists of that day can answer then. Freshness is that of the lists
    /// on that day.
    On(Date),
}

impl From<Timestamp> for When {
    fn from(now: Timestamp) -> Self {
        When::Now(now)
    }
}

impl From<Date> for When {
    fn from(day: Date) -> Self {
        When::On(day)
    }
}
