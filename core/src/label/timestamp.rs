//! Instants.

use super::{Date, ValueError};
use core::fmt;
use core::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

/// An instant, in whole seconds since 1970-01-01T00:00:00Z, up to the end of the year 9999.
///
/// The library has no clock: the caller says what time it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(u64);

impl Timestamp {
    /// 9999-12-31T23:59:59Z.
    pub const MAX: Timestamp = Timestamp(253_402_300_799);

    /// An instant from its seconds; later ones than [`MAX`](Self::MAX) are taken as that.
    #[must_use]
    pub const fn from_unix_seconds(seconds: u64) -> Self {
        if seconds > Timestamp::MAX.0 { Timestamp::MAX } else { Timestamp(seconds) }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn unix_seconds(self) -> u64 {
        self.0
    }

    /// Seconds from an earlier instant to this one, or none where that is later.
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

    /// Reads `YYYY-MM-DDTHH:MM:SSZ`, what `Display` writes, from 1970 on. Other forms of RFC 3339 are for the caller.
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

    /// Takes an instant of the operating system, in whole seconds.
    ///
    /// # Errors
    /// `Timestamp`, before 1970 and after the year 9999.
    fn try_from(time: SystemTime) -> Result<Self, ValueError> {
        let fault = ValueError::Timestamp { what: "timestamp" };
        let seconds = time.duration_since(UNIX_EPOCH).map_err(|_| fault.clone())?.as_secs();
        if seconds > Timestamp::MAX.unix_seconds() { Err(fault) } else { Ok(Timestamp(seconds)) }
    }
}
