//! The current time: that of the machine's clock, or that of `--now`.

use crate::exit::Failure;
use crate::messages::say;
use clap::Args;
use jiff::civil::{Date, DateTime};
use starseal::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// The flag `--now`, for commands that need the current time.
#[derive(Debug, Args)]
pub(crate) struct Clock {
    /// Use this time instead of the machine's clock: RFC 3339, or a date (noon UTC)
    #[arg(long, value_name = "TIME", value_parser = parse)]
    now: Option<Timestamp>,
}

impl Clock {
    /// Returns the current time.
    pub(crate) fn now(&self) -> Result<Timestamp, Failure> {
        match self.now {
            Some(now) => Ok(now),
            None => of_machine().ok_or_else(|| Failure::impossible(say!("clock-before-1970"), say!("clock-help"))),
        }
    }

    /// Returns the time of the machine's clock if `--now` gives another one.
    pub(crate) fn replaced(&self) -> Option<Timestamp> {
        self.now.and_then(|_| of_machine())
    }
}

/// Returns the time of the machine's clock; none if it is before 1970.
fn of_machine() -> Option<Timestamp> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some(Timestamp::from_unix_seconds(since.as_secs()))
}

/// Parses an instant in RFC 3339, or a date as its noon in UTC, which is that date in most of the world.
pub(crate) fn parse(text: &str) -> Result<Timestamp, String> {
    // jiff accepts more than this flag allows, such as a date within a whole timestamp.
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || b"-:.T".contains(&byte));
    let seconds = if text.len() == "2026-11-22".len() {
        text.parse().ok().map(|date: Date| unix_seconds(date.at(12, 0, 0, 0)))
    } else if let Some(utc) = text.strip_suffix('Z').filter(|utc| is_plain(utc) && utc.contains('T')) {
        // The instants of jiff end one day before the end of the year 9999; a `Timestamp` reaches its last second.
        utc.parse().ok().map(unix_seconds)
    } else {
        text.parse().ok().map(jiff::Timestamp::as_second)
    };
    seconds
        .and_then(|seconds| u64::try_from(seconds).ok())
        .map(Timestamp::from_unix_seconds)
        .ok_or_else(|| say!("not-a-time"))
}

/// Returns the seconds from 1970-01-01T00:00:00 to a date and time, both in UTC.
fn unix_seconds(utc: DateTime) -> i64 {
    let days = i64::from((utc.date() - Date::constant(1970, 1, 1)).get_days());
    let time = utc.time();
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    days * 86_400 + seconds
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn an_instant_is_read_with_its_offset() {
        assert_eq!(parse("2026-11-22T09:30:00+09:00").unwrap().to_string(), "2026-11-22T00:30:00Z");
    }

    #[test]
    fn the_last_second_is_read() {
        assert_eq!(parse("9999-12-31T23:59:59Z").unwrap(), starseal::Timestamp::MAX);
        assert_eq!(parse("1970-01-01T00:00:00Z").unwrap().unix_seconds(), 0);
    }

    #[test]
    fn a_date_is_its_noon_in_utc() {
        assert_eq!(parse("2026-11-22").unwrap().to_string(), "2026-11-22T12:00:00Z");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "now", "2026-11-22T09:30:00", "2026-11-22Z", "2026-13-01", "1969-12-31", "1795000000"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
