//! Instants of time.

use super::{Date, ValueError};
use core::fmt;
use core::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// An instant in whole seconds, from 1970-01-01T00:00:00Z to the end of the year 9999.
///
/// The library has no clock: the caller passes the time, here from the operating system.
///
/// ```
/// use starseal::Timestamp;
///
/// let now = Timestamp::try_from(std::time::SystemTime::now())?;
/// let earlier: Timestamp = "2026-04-01T03:00:00Z".parse()?;
/// assert_eq!(earlier.unix_seconds(), 1_775_012_400);
/// assert!(now > earlier);
/// # Ok::<(), starseal::label::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The latest instant: 9999-12-31T23:59:59Z.
    pub const MAX: Timestamp = Timestamp(253_402_300_799);

    /// Makes an instant from the number of seconds since 1970-01-01T00:00:00Z. A later one than [`MAX`](Self::MAX)
    /// becomes `MAX`.
    #[must_use]
    pub const fn from_unix_seconds(seconds: u64) -> Self {
        if seconds > Timestamp::MAX.0 { Timestamp::MAX } else { Timestamp(seconds) }
    }

    /// Returns the number of seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_seconds(self) -> u64 {
        self.0
    }

    /// Returns the number of seconds from an earlier instant to this one; none if that instant is later.
    #[must_use]
    pub const fn seconds_since(self, earlier: Timestamp) -> Option<u64> {
        self.0.checked_sub(earlier.0)
    }

    pub(super) fn as_seconds(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX)
    }
}

impl fmt::Display for Timestamp {
    /// Writes `YYYY-MM-DDTHH:MM:SSZ`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = Date::at(*self, 0);
        let second = self.0 % 86_400;
        f.pad(&format!("{date}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60))
    }
}

impl FromStr for Timestamp {
    type Err = ValueError;

    /// Reads `YYYY-MM-DDTHH:MM:SSZ` from 1970 on, which is what `Display` writes. Other forms of RFC 3339 are refused.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let fault = ValueError::Timestamp { what: "timestamp" };
        let (date, time) = text.strip_suffix('Z').and_then(|text| text.split_once('T')).ok_or(fault.clone())?;
        let days = Date::unix_days_of(date).ok_or(fault.clone())?;
        let &[h0, h1, b':', m0, m1, b':', s0, s1] = time.as_bytes() else { return Err(fault) };
        let below = |tens: u8, ones: u8, limit: u64| {
            let digit = |byte: u8| char::from(byte).to_digit(10).map(u64::from);
            Some(digit(tens)? * 10 + digit(ones)?).filter(|number| *number < limit)
        };
        let (Some(hour), Some(minute), Some(second)) = (below(h0, h1, 24), below(m0, m1, 60), below(s0, s1, 60)) else {
            return Err(fault);
        };
        let seconds = u64::try_from(days).ok().map(|days| days * 86_400 + hour * 3600 + minute * 60 + second);
        seconds.map(Timestamp::from_unix_seconds).ok_or(fault)
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = ValueError;

    /// Converts a time of the operating system, and drops fractions of a second.
    ///
    /// # Errors
    /// `Timestamp` if the time is before 1970 or after the year 9999.
    fn try_from(time: SystemTime) -> Result<Self, ValueError> {
        let fault = ValueError::Timestamp { what: "timestamp" };
        let seconds = time.duration_since(UNIX_EPOCH).map_err(|_| fault.clone())?.as_secs();
        if seconds > Timestamp::MAX.unix_seconds() { Err(fault) } else { Ok(Timestamp(seconds)) }
    }
}
