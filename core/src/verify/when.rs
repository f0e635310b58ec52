//! The time of a question.

use crate::label::{Date, Timestamp};

/// The time for which a label is checked. The library has no clock: the caller passes it.
///
/// ```
/// use starseal::{Date, Timestamp, When};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let (verifier, carrier) = (common::verifier(), common::carrier(&common::sealed()));
/// # let text = carrier.as_str();
///
/// // Does the label count now? A program takes the time from the operating system.
/// let now = Timestamp::try_from(std::time::SystemTime::now())?;
/// let verdict = verifier.check(text, When::Now(now));
/// assert!(verdict.is_authentic());
///
/// // Did it count on the day of supply?
/// let day: Date = "2026-11-22".parse()?;
/// assert!(verifier.check(text, When::On(day)).stands());
/// # Ok::<(), starseal::label::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// Now, by the caller's clock. A time before the clock floor is raised to it (R-40).
    Now(Timestamp),
    /// A day in the scheme's time zone: "did the label count on the day of supply?" (R-44). It is never raised.
    ///
    /// Of a day before the date of the status list held, the answer comes from the list's past object. If that is not
    /// held, the answer is `status-unknown`; a verifier made with archived lists of that day can answer then. The ages
    /// of the lists are counted to that day (R-76).
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
