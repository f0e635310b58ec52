//! The times that calls are given.

use crate::error::Refusal;
use starseal::{Date, Timestamp, When};

/// Returns an instant. A number of seconds that is negative becomes 0.
pub(crate) fn instant(seconds: f64) -> Timestamp {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
    Timestamp::from_unix_seconds(seconds as u64)
}

/// Returns the time for which a label is checked: a day, or else an instant.
pub(crate) fn when(now: Option<f64>, on: Option<String>) -> Result<When, Refusal> {
    match on {
        Some(day) => Ok(When::On(day.parse::<Date>()?)),
        None => Ok(When::Now(instant(now.unwrap_or_default()))),
    }
}
