//! Parses a row into a label that the scheme allows.

#[cfg(test)]
pub(super) mod tests;

use super::fault::{RowCause, RowFault};
use super::row::LabelRow;
use starseal::issue::LabelError;
use starseal::label::{ValueError, is_hidden};
use starseal::limits::MAX_GTINS;
use starseal::trust::{Names, Scheme};
use starseal::{Date, Gtin, Label, LabelBuilder, Level, ProductId};
use starseal_tables::table::{NoDay, day as cell_day, is_rounded};
use starseal_tables::text::narrow;

/// The columns whose values are printed or compared as texts. Their own types refuse hidden characters.
const TEXTS: [&str; 4] = ["product_id", "holder", "model", "serial"];

/// A parser of rows, with the dictionary and the rules of one scheme, for one day.
#[derive(Debug, Clone, Copy)]
pub struct RowReader<'a> {
    scheme: &'a Scheme,
    today: Date,
}

impl<'a> RowReader<'a> {
    /// Makes a reader for a scheme. `today` is the first day of labels whose row has none.
    #[must_use]
    pub fn new(scheme: &'a Scheme, today: Date) -> Self {
        RowReader { scheme, today }
    }

    /// Parses a row into a label.
    ///
    /// # Errors
    /// The first [`RowFault`]: a value that cannot be parsed, or a rule of the scheme that the label breaks (R-33 to
    ///
    pub fn label(&self, row: &LabelRow) -> Result<Label, RowFault> {
        for (column, text) in row.cells() {
            check(column, text)?;
        }
        let value = |column| move |fault: ValueError| RowFault::new(column, RowCause::Value(fault));
        let product_id =
            ProductId::new(required("product_id", row.product_id.as_deref())?).map_err(value("product_id"))?;
        let level = self.level(required("level", row.level.as_deref())?)?;
        let issued_on = day("issued_on", row.issued_on.as_deref())?.unwrap_or(self.today);
        let latest = self.scheme.latest_expiry(issued_on);
        let expires_on = day("expires_on", row.expires_on.as_deref())?.unwrap_or(latest);
        let status_index = index("status_index", required("status_index", row.status_index.as_deref())?)?;

        let mut builder = LabelBuilder::new(product_id, level, issued_on, expires_on, status_index);
        if let Some(text) = &row.criteria {
            let entries = self.scheme.criteria.iter().map(|(number, cited)| (*number, [cited.as_str(); 2]));
            builder = builder.criteria(entry("criteria", text, entries)?);
        }
        if let Some(text) = &row.category {
            let entries = self.scheme.categories.iter().map(|(number, entry)| (*number, both(&entry.names)));
            builder = builder.category(entry("category", text, entries)?);
        }
        if let Some(text) = &row.evaluator {
            let entries = self.scheme.evaluators.iter().map(|(number, names)| (*number, both(names)));
            builder = builder.evaluator(entry("evaluator", text, entries)?);
        }
        if let Some(text) = &row.holder {
            builder = builder.holder(text).map_err(value("holder"))?;
        }
        if let Some(text) = &row.model {
            builder = builder.model(text).map_err(value("model"))?;
        }
        if let Some(text) = &row.serial {
            builder = builder.serial(text).map_err(value("serial"))?;
        }
        if let Some(text) = &row.gtin {
            builder = builder.gtins(&gtins(text)?).map_err(value("gtin"))?;
        }
        builder.build(self.scheme).map_err(|error| match error {
            LabelError::Scheme(violation) => RowFault::of_scheme(violation),
            LabelError::Value(fault) => RowFault { column: None, cause: RowCause::Value(fault) },
            other => RowFault { column: None, cause: RowCause::NotALabel { reason: other.to_string() } },
        })
    }

    fn level(&self, text: &str) -> Result<Level, RowFault> {
        let narrow = narrow(text);
        let is_name = |names: &Names| both(names).iter().any(|name| is_same(name, text) || is_same(name, &narrow));
        let by_name = self.scheme.levels.iter().find(|(_, entry)| is_name(&entry.names)).map(|(level, _)| *level);
        // The scheme refuses an unknown level later, with its number.
        let by_number = || narrow.parse().ok().and_then(|number| Level::new(number).ok());
        by_name
            .or_else(by_number)
            .ok_or_else(|| RowFault::new("level", RowCause::NotInDictionary { text: text.to_owned() }))
    }
}

/// Refuses a text that a spreadsheet program has changed, and a character that nobody sees.
fn check(column: &'static str, text: &str) -> Result<(), RowFault> {
    if is_rounded(text) {
        return Err(RowFault::new(column, RowCause::RoundedNumber { text: text.to_owned() }));
    }
    match text.chars().find(|character| is_hidden(*character)) {
        Some(character) if !TEXTS.contains(&column) => Err(RowFault::new(column, RowCause::Hidden { character })),
        _ => Ok(()),
    }
}

fn required<'t>(column: &'static str, text: Option<&'t str>) -> Result<&'t str, RowFault> {
    text.ok_or_else(|| RowFault::new(column, RowCause::Missing))
}

fn index(column: &'static str, text: &str) -> Result<u32, RowFault> {
    // `parse` alone would accept a plus sign.
    let narrow = narrow(text);
    let digits = narrow.bytes().all(|byte| byte.is_ascii_digit()).then(|| narrow.parse().ok());
    digits
        .flatten()
        .ok_or_else(|| RowFault::new(column, RowCause::NotANumber { text: text.to_owned(), most: u32::MAX }))
}

fn day(column: &'static str, text: Option<&str>) -> Result<Option<Date>, RowFault> {
    let fault = |text: String, cause| {
        let cause = match cause {
            NoDay::Serial(from_1900) => RowCause::SerialDay { text, from_1900 },
            NoDay::Other => RowCause::NotADay { text },
        };
        RowFault::new(column, cause)
    };
    text.map(|text| cell_day(text).map_err(|cause| fault(text.to_owned(), cause))).transpose()
}

/// Returns the number of a dictionary's entry, which is given by number or by text.
fn entry<'n>(
    column: &'static str,
    text: &str,
    entries: impl Iterator<Item = (u16, [&'n str; 2])> + Clone,
) -> Result<u16, RowFault> {
    let narrow = narrow(text);
    let by_number = narrow.parse().ok().filter(|number| entries.clone().any(|(entry, _)| entry == *number));
    let is_named = |known: &str| is_same(known, text) || is_same(known, &narrow);
    let by_text = || entries.clone().find(|(_, texts)| texts.iter().any(|known| is_named(known)));
    by_number
        .or_else(|| by_text().map(|(number, _)| number))
        .ok_or_else(|| RowFault::new(column, RowCause::NotInDictionary { text: text.to_owned() }))
}

fn gtins(text: &str) -> Result<Vec<Gtin>, RowFault> {
    let narrow = narrow(text);
    let is_between = |character: char| character.is_whitespace() || matches!(character, ';' | ',' | '、');
    let parts: Vec<&str> = narrow.split(is_between).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || parts.len() > MAX_GTINS {
        return Err(RowFault::new("gtin", RowCause::GtinCount { count: parts.len() }));
    }
    let read = |part: &&str| {
        part.parse().map_err(|fault| RowFault::new("gtin", RowCause::Gtin { text: (*part).to_owned(), fault }))
    };
    parts.iter().map(read).collect()
}

fn both(names: &Names) -> [&str; 2] {
    [names.en(), names.ja()]
}

/// Returns whether two names are equal regardless of case.
fn is_same(known: &str, typed: &str) -> bool {
    // Most names are ASCII: a row is compared with thousands of names, and need not copy them.
    known == typed
        || if known.is_ascii() && typed.is_ascii() {
            known.eq_ignore_ascii_case(typed)
        } else {
            known.to_lowercase() == typed.to_lowercase()
        }
}
