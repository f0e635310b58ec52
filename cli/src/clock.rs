//! What time it is: the machine's word, or `--now`.

use crate::exit::Failure;
use clap::Args;
use starseal::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// `--now`, for commands that ask what time it is.
#[derive(Debug, Args)]
pub(crate) struct Clock {
    /// Take this time instead of the machine's: RFC 3339, or a date (noon UTC)
    #[arg(long, value_name = "TIME", value_parser = parse)]
    now: Option<Timestamp>,
}

impl Clock {
    /// The time that counts.
    pub(crate) fn now(&self) -> Result<Timestamp, Failure> {
        if let Some(now) = self.now {
            return Ok(now);
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|_| {
            Failure::impossible("this machine's clock stands before 1970", "set it, or say what time it is with --now")
        })?;
        Ok(Timestamp::from_unix_seconds(since.as_secs()))
    }
}

/// Reads an instant in RFC 3339, or a date as its noon in UTC, which is that date in most of the world.
pub(crate) fn parse(text: &str) -> Result<Timestamp, String> {
    let date_at_noon = || text.parse::<jiff::civil::Date>().ok().map(|_| format!("{text}T12:00:00Z"));
    let instant: Option<jiff::Timestamp> =
        text.parse().ok().or_else(|| date_at_noon().and_then(|noon| noon.parse().ok()));
    instant
        .and_then(|instant| u64::try_from(instant.as_second()).ok())
        .map(Timestamp::from_unix_seconds)
        .ok_or_else(|| "not a time such as 2026-11-22T09:30:00Z, or a date, from 1970 on".to_owned())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn an_instant_is_read_with_its_offset() {
        assert_eq!(parse("2026-11-22T09:30:00+09:00").unwrap().to_string(), "2026-11-22T00:30:00Z");
    }

    #[test]
    fn a_date_is_its_noon_in_utc() {
        assert_eq!(parse("2026-11-22").unwrap().to_string(), "2026-11-22T12:00:00Z");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "now", "2026-11-22T09:30:00", "2026-13-01", "1969-12-31", "1795000000"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
