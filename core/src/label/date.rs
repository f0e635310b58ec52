//! Calendar dates.

use super::{Timestamp, ValueError};
use core::fmt;
use jiff_core::civil::{self, UnixEpochDay};

/// The number of seconds in a day.
const DAY_SECONDS: i64 = 86_400;

/// A calendar date in the time zone of a scheme, as labels state it.
///
/// ```
/// use starseal::{Date, Timestamp};
///
/// let first: Date = "2026-04-01".parse()?;
/// assert_eq!(first.last_day_of_validity(24).to_string(), "2028-03-31");
///
/// // Japan is 540 minutes east of UTC: there, 15:00 UTC is the start of the next day.
/// let instant: Timestamp = "2026-03-31T15:00:00Z".parse()?;
/// assert_eq!(Date::at(instant, 540), first);
/// assert!("2026-02-30".parse::<Date>().is_err());
/// # Ok::<(), starseal::label::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(civil::Date);

impl Date {
    /// The smallest day number that a label may state: 2010-01-01 (R-26).
    pub const LEAST_DAY: i32 = 14_610;
    /// The largest day number that a label may state: 2149-06-06 (R-26).
    pub const GREATEST_DAY: i32 = 65_535;

    /// Makes a date from its year, month and day.
    ///
    /// # Errors
    /// `Date` if the calendar has no such day, `Range` if a label may not state it (R-26).
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, ValueError> {
        let date = civil::Date::new(year, month, day).map_err(|_| ValueError::Date { what: "date" })?;
        Date(date).in_claim_range("date")
    }

    /// Makes a date from the number of days since 1970-01-01, as a label states it.
    ///
    /// # Errors
    /// `Range` if the number is not in 14,610 to 65,535 (R-26).
    pub fn from_days(days: i32) -> Result<Self, ValueError> {
        Date::at_day(days.into()).in_claim_range("date").map_err(|_| range_error("date", days.into()))
    }

    /// Makes a date from a number that is known to be a day of R-26.
    pub(crate) fn of_day(days: u16) -> Self {
        Date::at_day(days.into())
    }

    /// Returns the number of days since 1970-01-01.
    #[must_use]
    pub fn days(self) -> i32 {
        self.0.to_unix_epoch_day().day()
    }

    /// Returns the date of an instant in a time zone, given as minutes east of UTC (R-39).
    #[must_use]
    pub fn at(instant: Timestamp, utc_offset_minutes: i16) -> Self {
        let local = instant.as_seconds().saturating_add(i64::from(utc_offset_minutes) * 60);
        Date::at_day(local.div_euclid(DAY_SECONDS))
    }

    /// Returns the first second of this date in a time zone, given as minutes east of UTC (R-76).
    #[must_use]
    pub fn start(self, utc_offset_minutes: i16) -> Timestamp {
        let seconds = i64::from(self.days()) * DAY_SECONDS - i64::from(utc_offset_minutes) * 60;
        Timestamp::from_unix_seconds(u64::try_from(seconds).unwrap_or_default())
    }

    /// Returns the date that is `days` later, or the last date of the calendar.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        Date::at_day(i64::from(self.days()) + i64::from(days))
    }

    /// Returns the number of days from this date to another; it is negative if the other is earlier.
    #[must_use]
    pub fn days_until(self, other: Date) -> i32 {
        other.days() - self.days()
    }

    /// Returns the last day of a validity of `months` months that starts on this date (R-37).
    ///
    /// It is the day before the same day of the month, `months` later; if that month has no such day, it is the last
    /// day of that month.
    #[must_use]
    pub fn last_day_of_validity(self, months: u32) -> Self {
        let months = i64::from(self.0.month()) - 1 + i64::from(months);
        let year = i16::try_from(i64::from(self.0.year()) + months / 12).ok();
        let month = i8::try_from(months % 12 + 1).ok();
        // The last day of the month, if the date does not exist.
        let same_date =
            year.zip(month).and_then(|(year, month)| civil::Date::new_constrain(year, month, self.0.day()).ok());
        let same_date = same_date.unwrap_or(civil::Date::MAX);
        if same_date.day() == self.0.day() { Date(same_date.yesterday().unwrap_or(same_date)) } else { Date(same_date) }
    }

    /// Reads `YYYY-MM-DD`, any date of the calendar, as the number of days since 1970-01-01.
    pub(super) fn unix_days_of(text: &str) -> Option<i32> {
        let (year, month, day) = year_month_day(text)?;
        Some(civil::Date::new(year, month, day).ok()?.to_unix_epoch_day().day())
    }

    /// Returns the date that is `days` after 1970-01-01, or the nearest date of the calendar.
    fn at_day(days: i64) -> Self {
        let nearest = if days < 0 { civil::Date::MIN } else { civil::Date::MAX };
        let day = i32::try_from(days).ok().and_then(|days| UnixEpochDay::new(days).ok());
        Date(day.map_or(nearest, UnixEpochDay::to_date))
    }

    fn in_claim_range(self, what: &'static str) -> Result<Self, ValueError> {
        if (Date::LEAST_DAY..=Date::GREATEST_DAY).contains(&self.days()) {
            Ok(self)
        } else {
            Err(range_error(what, self.days().into()))
        }
    }
}

fn range_error(what: &'static str, value: i128) -> ValueError {
    ValueError::Range { what, value, least: Date::LEAST_DAY.into(), most: Date::GREATEST_DAY.into() }
}

impl core::str::FromStr for Date {
    type Err = ValueError;

    /// Reads `YYYY-MM-DD`, and nothing else.
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let (year, month, day) = year_month_day(text).ok_or(ValueError::Date { what: "date" })?;
        Date::new(year, month, day)
    }
}

/// Reads the numbers in `YYYY-MM-DD`, whether the calendar has that day or not.
fn year_month_day(text: &str) -> Option<(i16, i8, i8)> {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else { return None };
    let (century, year) = (two_digits(y0, y1)?, two_digits(y2, y3)?);
    Some((i16::from(century) * 100 + i16::from(year), two_digits(m0, m1)?, two_digits(d0, d1)?))
}

fn two_digits(tens: u8, ones: u8) -> Option<i8> {
    let digit = |byte: u8| char::from(byte).to_digit(10).and_then(|digit| i8::try_from(digit).ok());
    Some(digit(tens)? * 10 + digit(ones)?)
}

impl fmt::Display for Date {
    /// Writes `YYYY-MM-DD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day()))
    }
}
