//! The values of cells as texts.

use super::cell::DAY_ZERO;
use super::row::{CellCause, Given};
use calamine::DataRef;
use starseal::Date;

/// The number of days between the two days from which spreadsheet programs count.
const DAYS_1904: i32 = 1462;

/// The first number that spreadsheet programs do not hold exactly: they have 15 digits.
const INEXACT: f64 = 1e15;

/// Returns the value of a cell as a text.
pub(super) fn given(value: &DataRef<'_>, has_formula: bool, is_1904: bool) -> Given {
    let text = match value {
        DataRef::Empty if has_formula => return (String::new(), Some(CellCause::FormulaWithoutValue)),
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number_text(*number as f64),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(time) if time.is_datetime() => day_text(time.as_f64(), is_1904),
        DataRef::DateTime(time) => number_text(time.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => {
            let text = error.to_string();
            return (text.clone(), Some(CellCause::ErrorValue { text }));
        }
    };
    (text, None)
}

/// Writes a number as it was typed. One that has more digits than spreadsheet programs hold is written as they show it,
/// so that it is refused as rounded.
pub(super) fn number_text(number: f64) -> String {
    if number.abs() < INEXACT {
        return format!("{number}");
    }
    let text = format!("{number:.5E}");
    let (digits, power) = text.split_once('E').unwrap_or((&text, "0"));
    format!("{digits}E+{power:0>2}")
}

/// Writes a day as `YYYY-MM-DD`, with its time if it has one.
fn day_text(serial: f64, is_1904: bool) -> String {
    let whole = serial.floor();
    // Casts saturate, and no calendar has such days.
    let days = whole as i32;
    let days = if is_1904 { days.saturating_add(DAYS_1904) } else { days };
    // The program counts a day, 1900-02-29, that never was; no label is that old.
    let day = (days > 60).then(|| Date::from_days(days.saturating_sub(DAY_ZERO)).ok()).flatten();
    let Some(day) = day else { return number_text(serial) };
    let minutes = ((serial - whole) * 1440.0).round() as u32;
    match minutes {
        0 => day.to_string(),
        minutes => format!("{day} {:02}:{:02}", minutes / 60, minutes % 60),
    }
}
