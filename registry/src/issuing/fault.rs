//! The reasons why a row is not a label.

use core::fmt;
use starseal::Date;
use starseal::label::ValueError;
use starseal::limits::MAX_GTINS;
use starseal::trust::{Names, Scheme, SchemeViolation};
use starseal_tables::text::Quoted;

/// A row that is not a label: the column at fault, if there is one, and the cause.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct RowFault {
    /// The column's name, as in [`LabelRow::columns`](super::LabelRow::columns); `None` if the whole row is at fault.
    pub column: Option<&'static str>,
    /// The cause.
    #[source]
    pub cause: RowCause,
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "{column}: {}", self.cause),
            None => self.cause.fmt(f),
        }
    }
}

/// The reason why a row is not a label. Texts from the row are shortened, and their control characters are escaped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowCause {
    /// The row does not have the same number of cells as the header.
    #[error("the row has {cells} cells, and the header has {columns}")]
    CellCount {
        /// The number of cells in the row.
        cells: usize,
        /// The number of columns in the header.
        columns: usize,
    },
    /// The cell's bytes are in no known encoding.
    #[error("the text is not in a known encoding: UTF-8, UTF-16, or code page 932 (Shift JIS)")]
    NotUtf8,
    /// A column without a name has a value.
    #[error("{} stands in a column without a name", Quoted(text))]
    UnnamedCell {
        /// The text of the cell.
        text: String,
    },
    /// The text has a character that nobody sees.
    #[error("the text has the invisible character U+{:04X}", u32::from(*character))]
    Hidden {
        /// The character.
        character: char,
    },
    /// A spreadsheet program has shortened the number, so that its last digits are lost.
    #[error("{} is a number that a spreadsheet program has rounded", Quoted(text))]
    RoundedNumber {
        /// The text of the cell.
        text: String,
    },
    /// The number is a day as spreadsheet programs count, from 1900 or from 1904.
    #[error("{} is a day as spreadsheet programs count: {from_1900}, or 4 years later", Quoted(text))]
    SerialDay {
        /// The text of the cell.
        text: String,
        /// The day, if the program counts from 1900.
        from_1900: Date,
    },
    /// The cell is empty, but every label needs this value.
    #[error("no value is given, but every label needs one")]
    Missing,
    /// The text is not a decimal number in range.
    #[error("{} is not a number from 0 to {most}", Quoted(text))]
    NotANumber {
        /// The text of the cell.
        text: String,
        /// The greatest number allowed.
        most: u32,
    },
    /// The text is not a calendar date within the range of labels.
    #[error("{} is not a day that a label can claim", Quoted(text))]
    NotADay {
        /// The text of the cell.
        text: String,
    },
    /// The text is neither a number nor a name of the scheme's dictionary.
    #[error("{} is not in the scheme's dictionary", Quoted(text))]
    NotInDictionary {
        /// The text of the cell.
        text: String,
    },
    /// The value is one that no label can have.
    #[error(transparent)]
    Value(ValueError),
    /// One of the GTINs is not valid.
    #[error("{}: {fault}", Quoted(text))]
    Gtin {
        /// The text of the GTIN.
        text: String,
        /// The reason why it is not a GTIN.
        fault: ValueError,
    },
    /// The cell has no GTIN, or more than a label can have.
    #[error("{count} numbers are given, but a label has one to {MAX_GTINS}")]
    GtinCount {
        /// The number of GTINs in the cell.
        count: usize,
    },
    /// The scheme does not allow the label.
    #[error(transparent)]
    Scheme(SchemeViolation),
    /// The cause has no variant in this version of the crate.
    #[error("the row is not a label: {reason}")]
    NotALabel {
        /// The message of the library.
        reason: String,
    },
}

impl RowCause {
    /// Returns the stable name of the cause in kebab-case. Messages may change, but these names do not.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            RowCause::CellCount { .. } => "cell-count",
            RowCause::NotUtf8 => "not-utf-8",
            RowCause::UnnamedCell { .. } => "column-unnamed",
            RowCause::Hidden { .. } => "hidden-character",
            RowCause::RoundedNumber { .. } => "rounded-number",
            RowCause::SerialDay { .. } => "serial-day",
            RowCause::Missing => "value-missing",
            RowCause::NotANumber { .. } => "not-a-number",
            RowCause::NotADay { .. } => "not-a-day",
            RowCause::NotInDictionary { .. } => "not-in-dictionary",
            RowCause::Value(_) | RowCause::Gtin { .. } => "bad-value",
            RowCause::GtinCount { .. } => "gtin-count",
            RowCause::Scheme(_) => "scheme-violation",
            RowCause::NotALabel { .. } => "not-a-label",
        }
    }
}

/// An entry of the scheme's dictionary that is allowed in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice<'a> {
    /// The number of the entry.
    pub number: u16,
    /// The name in English, or the citation of criteria.
    pub en: &'a str,
    /// The name in Japanese, or the citation of criteria.
    pub ja: &'a str,
}

impl RowFault {
    pub(super) fn new(column: &'static str, cause: RowCause) -> Self {
        RowFault { column: Some(column), cause }
    }

    /// Returns the fault of a label that the scheme does not allow, with the column to change.
    pub(super) fn of_scheme(violation: SchemeViolation) -> Self {
        let column = match violation {
            SchemeViolation::UnknownLevel { .. } => Some("level"),
            SchemeViolation::UnknownCriteria { .. } => Some("criteria"),
            SchemeViolation::UnknownCategory { .. } | SchemeViolation::ExcludedCategory { .. } => Some("category"),
            SchemeViolation::EvaluatorMissing { .. }
            | SchemeViolation::EvaluatorRefused { .. }
            | SchemeViolation::UnknownEvaluator { .. } => Some("evaluator"),
            SchemeViolation::ExpiresBeforeIssued { .. } | SchemeViolation::ValidityTooLong { .. } => Some("expires_on"),
            SchemeViolation::GtinCheckDigit { .. } => Some("gtin"),
            _ => None,
        };
        RowFault { column, cause: RowCause::Scheme(violation) }
    }

    /// Returns the entries of the dictionary that are allowed in the column. It is empty if the fault is not about an
    /// entry.
    #[must_use]
    pub fn choices<'s>(&self, scheme: &'s Scheme) -> Vec<Choice<'s>> {
        let is_about_entries = match &self.cause {
            RowCause::NotInDictionary { .. } => true,
            RowCause::Scheme(violation) => matches!(
                violation,
                SchemeViolation::UnknownLevel { .. }
                    | SchemeViolation::UnknownCriteria { .. }
                    | SchemeViolation::UnknownCategory { .. }
                    | SchemeViolation::ExcludedCategory { .. }
                    | SchemeViolation::EvaluatorMissing { .. }
                    | SchemeViolation::UnknownEvaluator { .. }
            ),
            _ => false,
        };
        let named = |number: u16, names: &'s Names| Choice { number, en: names.en(), ja: names.ja() };
        match self.column.filter(|_| is_about_entries) {
            Some("level") => {
                scheme.levels.iter().map(|(level, entry)| named(level.get().into(), &entry.names)).collect()
            }
            Some("criteria") => {
                let cited = |number: u16, text: &'s str| Choice { number, en: text, ja: text };
                scheme.criteria.iter().map(|(number, text)| cited(*number, text.as_str())).collect()
            }
            Some("category") => {
                let covered = scheme.categories.iter().filter(|(_, entry)| !entry.excluded);
                covered.map(|(number, entry)| named(*number, &entry.names)).collect()
            }
            Some("evaluator") => scheme.evaluators.iter().map(|(number, names)| named(*number, names)).collect(),
            _ => Vec::new(),
        }
    }
}
