//! Why a row was not taken.

use crate::event::EventFault;
use crate::issuing::{RowCause, RowFault};
use crate::ledger::LedgerError;
use core::fmt;
use starseal::Date;
use starseal_tables::table::CellCause;
use starseal_tables::text::Quoted;

/// Why a row was not taken: the column, if it is about one, and the cause.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Fault {
    /// The name of the column.
    pub column: Option<&'static str>,
    /// The cause.
    #[source]
    pub cause: FaultCause,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "{column}: {}", self.cause),
            None => self.cause.fmt(f),
        }
    }
}

/// Why a row was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultCause {
    /// A cell cannot be used.
    #[error(transparent)]
    Cell(CellCause),
    /// A value is not one that a label can have.
    #[error(transparent)]
    Value(RowCause),
    /// A value that every row needs is missing.
    #[error("no value is given, and every row needs one")]
    Missing,
    /// A step has a day, and the step before it has none.
    #[error("the step before it has no day: {before} is empty")]
    StepMissing {
        /// The name of the column of the step before.
        before: &'static str,
    },
    /// A step is dated before the step before it.
    #[error("{day} is before the day of the step before it, {last}")]
    StepBack {
        /// The day of the step.
        day: Date,
        /// The day of the step before it.
        last: Date,
    },
    /// An accepted application has no receipt number.
    #[error("an accepted application needs a receipt number")]
    ReceiptMissing,
    /// Another row of the application is at fault, so that this one is not taken alone.
    #[error("another row of application {number} is at fault")]
    OtherRow {
        /// The application number.
        number: String,
    },
    /// Two rows of an application contradict each other.
    #[error("{what} is another one than in row {row}")]
    Differs {
        /// What differs.
        what: &'static str,
        /// The number of the first row of the application.
        row: u64,
    },
    /// Two rows of an application have the same model, with the same JANs and serial.
    #[error("the same model is in an earlier row of application {number}")]
    ModelTwice {
        /// The application number.
        number: String,
    },
    /// An application has more models than one registration can have.
    #[error("application {number} has {models} models, and a registration has {most} at most")]
    TooManyModels {
        /// The application number.
        number: String,
        /// The number of models.
        models: usize,
        /// The maximum.
        most: usize,
    },
    /// The word is not a change of a registration.
    #[error("{} is not a change", Quoted(text))]
    UnknownChange {
        /// The text of the cell.
        text: String,
    },
    /// The registration is in an earlier row.
    #[error("the registration {product_id} is in row {row} already")]
    Repeated {
        /// The registered ID.
        product_id: String,
        /// The number of the earlier row.
        row: u64,
    },
    /// No event can hold the value.
    #[error(transparent)]
    Event(EventFault),
    /// The ledger refuses it.
    #[error(transparent)]
    Ledger(Box<LedgerError>),
}

impl FaultCause {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            FaultCause::Cell(cause) => cause.code(),
            FaultCause::Value(cause) => cause.code(),
            FaultCause::Missing => "value-missing",
            FaultCause::StepMissing { .. } => "step-missing",
            FaultCause::StepBack { .. } => "step-back",
            FaultCause::ReceiptMissing => "receipt-missing",
            FaultCause::OtherRow { .. } => "other-row",
            FaultCause::Differs { .. } => "rows-differ",
            FaultCause::ModelTwice { .. } => "model-twice",
            FaultCause::TooManyModels { .. } => "too-many-models",
            FaultCause::UnknownChange { .. } => "unknown-change",
            FaultCause::Repeated { .. } => "registration-repeated",
            FaultCause::Event(fault) => fault.code(),
            FaultCause::Ledger(error) => error.code(),
        }
    }
}

impl Fault {
    pub(super) fn new(column: &'static str, cause: FaultCause) -> Self {
        Fault { column: Some(column), cause }
    }

    pub(super) fn of_row(cause: FaultCause) -> Self {
        Fault { column: None, cause }
    }
}

impl From<RowFault> for Fault {
    fn from(fault: RowFault) -> Self {
        Fault { column: fault.column, cause: FaultCause::Value(fault.cause) }
    }
}
