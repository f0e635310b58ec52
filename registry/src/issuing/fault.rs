//! Why a row is not a label.

use core::fmt;
use starseal::label::ValueError;
use starseal::limits::MAX_GTINS;
use starseal::trust::{Names, Scheme, SchemeViolation};

/// A row that is not a label: the column, where one is to blame, and the cause.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct RowFault {
    /// The column's name, as in [`LabelRow::columns`](super::LabelRow::columns); `None` if the whole row is at fault.
    pub column: Option<&'static str>,
    /// What is wrong.
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

/// What is wrong with a row. Texts out of the row are shown shortened, with control characters escaped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowCause {
    /// The row has another number of cells than the header.
    #[error("the row has {cells} cells, and the header has {columns}")]
    CellCount {
        /// The cells of the row.
        cells: usize,
        /// The columns of the header.
        columns: usize,
    },
    /// The cell's bytes are not UTF-8.
    #[error("the text is not UTF-8")]
    NotUtf8,
    /// The cell is empty, and every label needs a value there.
    #[error("no value is given, and every label needs one")]
    Missing,
    /// The text is not a decimal number in range.
    #[error("{} is not a number from 0 to {most}", Quoted(text))]
    NotANumber {
        /// The text given.
        text: String,
        /// The greatest number allowed.
        most: u32,
    },
    /// The text is not a calendar date within the range of labels.
    #[error("{} is not a day that a label can claim", Quoted(text))]
    NotADay {
        /// The text given.
        text: String,
    },
    /// The text is neither a number nor a name of the scheme's dictionary.
    #[error("{} is not in the scheme's dictionary", Quoted(text))]
    NotInDictionary {
        /// The text given.
        text: String,
    },
    /// A value that no label can have.
    #[error(transparent)]
    Value(ValueError),
    /// One of the GTINs is not one.
    #[error("{}: {fault}", Quoted(text))]
    Gtin {
        /// The text given.
        text: String,
        /// Why it is not a GTIN.
        fault: ValueError,
    },
    /// A cell with no GTIN, or with more of them than a label names.
    #[error("{count} numbers are given, and a label names one to {MAX_GTINS}")]
    GtinCount {
        /// The numbers in the cell.
        count: usize,
    },
    /// The scheme does not allow the label.
    #[error(transparent)]
    Scheme(SchemeViolation),
    /// Something that this version of the crate has no variant for.
    #[error("the row is not a label: {reason}")]
    NotALabel {
        /// What the library said.
        reason: String,
    },
}

impl RowCause {
    /// A stable name of the cause in kebab-case. Messages may change, and these do not.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            RowCause::CellCount { .. } => "cell-count",
            RowCause::NotUtf8 => "not-utf-8",
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

/// An entry of the scheme's dictionary that may stand in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice<'a> {
    /// Its number.
    pub number: u16,
    /// Its name in English, or the text by which criteria are cited.
    pub en: &'a str,
    /// Its name in Japanese, or the text by which criteria are cited.
    pub ja: &'a str,
}

impl RowFault {
    pub(super) fn new(column: &'static str, cause: RowCause) -> Self {
        RowFault { column: Some(column), cause }
    }

    /// The fault of a label that the scheme does not allow, at the column that has to change.
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

    /// The entries of the dictionary that could stand in the column instead. Empty where no entry is missing or wrong.
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

/// A text of unknown origin: between quotes, its first characters, escaped so that it cannot drive a terminal.
pub(super) struct Quoted<'a>(pub(super) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Enough to recognize a value by.
        const MAX_CHARS: usize = 64;
        match self.0.char_indices().nth(MAX_CHARS) {
            Some((end, _)) => write!(f, "{:?}…", self.0.get(..end).unwrap_or_default()),
            None => write!(f, "{:?}", self.0),
        }
    }
}
