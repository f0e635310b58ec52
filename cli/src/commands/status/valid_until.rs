//! The last days that were valid before extensions, which an in-force object says of each extended index.

use super::indexes;
use crate::exit::Failure;
use crate::messages::{of_value, say};
use crate::output::escape::printable;
use starseal::Date;
use starseal::status::{StatusError, StatusStatement};
use std::collections::BTreeMap;

/// The last days that were valid before extensions.
pub(super) struct ValidUntil {
    /// The day for the indexes that are changed.
    of_changed: Option<Date>,
    /// The days of indexes whose extension was dated ahead.
    of_index: BTreeMap<u32, Date>,
}

impl ValidUntil {
    pub(super) fn parse(texts: &[String]) -> Result<Self, Failure> {
        let mut days = ValidUntil { of_changed: None, of_index: BTreeMap::new() };
        for text in texts {
            let (of, day) = text.split_once('=').map_or((None, text.as_str()), |(of, day)| (Some(of), day));
            let day: Date = day.parse().map_err(|error| {
                let what = say!("status-not-a-day", text = printable(day), reason = of_value(&error));
                Failure::usage(what, say!("status-not-a-day-help"))
            })?;
            match of {
                None => days.of_changed = Some(day),
                Some(of) => days.of_index.extend(indexes::parse(&[of.to_owned()])?.into_iter().map(|at| (at, day))),
            }
        }
        Ok(days)
    }

    pub(super) fn of(&self, index: u32) -> Option<Date> {
        self.of_index.get(&index).copied().or(self.of_changed)
    }

    /// Records the extensions again that take effect with this list, with the last day that was valid before.
    pub(super) fn complete(&self, statement: &mut StatusStatement) -> Result<(), StatusError> {
        let date = statement.date();
        for index in statement.unknown_extension_starts() {
            let changes = statement.changes.get(&index).map(Vec::as_slice).unwrap_or_default();
            let first = changes.iter().find(|change| change.last_day.is_some() && change.effective_on <= date).copied();
            if let Some((change, before)) = first.zip(self.of_index.get(&index)) {
                statement.extend(index, change, *before)?;
            }
        }
        Ok(())
    }
}
