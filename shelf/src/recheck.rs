//! What has changed for the labels of an audit since it was made.

use crate::reading::Reading;
use crate::sighting::Sighting;
use serde::{Deserialize, Serialize};
use starseal::report::SCHEMA;

/// A label whose verdict or last day is another one than in the audit, or that lapses soon now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The number of the label in the audit.
    pub number: usize,
    /// Where it was read.
    pub source: String,
    /// The product ID, if the label is authentic now.
    pub product_id: Option<String>,
    /// The model that it names.
    pub model: Option<String>,
    /// The code of the verdict in the audit.
    pub before: String,
    /// The code of the verdict now.
    pub after: String,
    /// Whether the label stood in the audit.
    pub stood: bool,
    /// Whether the label stands now.
    pub stands: bool,
    /// The last day in the audit.
    pub last_day_before: Option<String>,
    /// The last day now.
    pub last_day: Option<String>,
    /// The number of days until then, if the label stands and they are few.
    pub lapses_in: Option<i32>,
}

impl Change {
    /// Returns whether the label stood in the audit, and does not stand now.
    #[must_use]
    pub fn has_fallen(&self) -> bool {
        self.stood && !self.stands
    }
}

/// The verdict about a label as the records of an audit state it. It is compared, and never believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// The code.
    pub code: String,
    /// Whether the label stood.
    pub stands: bool,
    /// The last day.
    pub last_day: Option<String>,
    /// When it was judged.
    pub checked_at: Option<String>,
}

/// Why the records of an audit cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not a record of an audit: {reason}")]
pub struct RecordsError {
    /// The number of the line.
    pub line: usize,
    /// The reason.
    pub reason: String,
}

#[derive(Deserialize)]
struct Line {
    schema: String,
    code: String,
    stands: bool,
    last_day: Option<String>,
    checked_at: Option<String>,
}

/// Reads the records of an audit, in the order of its labels.
///
/// # Errors
/// [`RecordsError`].
pub fn verdicts(records: &str) -> Result<Vec<Before>, RecordsError> {
    let verdict = |(line, text): (usize, &str)| {
        let fault = |reason: String| RecordsError { line, reason };
        let Line { schema, code, stands, last_day, checked_at } =
            serde_json::from_str(text).map_err(|error| fault(error.to_string()))?;
        match schema == SCHEMA {
            true => Ok(Before { code, stands, last_day, checked_at }),
            false => Err(fault(format!("its schema is {schema:?}, not {SCHEMA}"))),
        }
    };
    (1..).zip(records.lines()).map(verdict).collect()
}

/// Compares the verdicts of an audit with those of now. `lapse_days` is how many days count as soon.
#[must_use]
pub fn compare(before: &[Before], readings: &[Reading], now: &[Sighting], lapse_days: u32) -> Vec<Change> {
    let mut changes = Vec::new();
    for (number, (before, sighting)) in (1..).zip(before.iter().zip(now)) {
        let verdict = &sighting.verdict;
        let last_day = verdict.last_day();
        let days = verdict.checked_for().zip(last_day).map(|(day, last_day)| day.days_until(last_day));
        let lapses_in = days.filter(|days| verdict.stands() && i64::from(*days) <= i64::from(lapse_days));
        let last_day = last_day.map(|day| day.to_string());
        if verdict.code().as_str() == before.code && last_day == before.last_day && lapses_in.is_none() {
            continue;
        }
        let label = verdict.authentic_label();
        changes.push(Change {
            number,
            source: readings.get(sighting.reading).map(|reading| reading.source.clone()).unwrap_or_default(),
            product_id: label.map(|label| label.product_id().to_string()),
            model: label.and_then(|label| label.model()).map(str::to_owned),
            before: before.code.clone(),
            after: verdict.code().to_string(),
            stood: before.stands,
            stands: verdict.stands(),
            last_day_before: before.last_day.clone(),
            last_day,
            lapses_in,
        });
    }
    changes
}
