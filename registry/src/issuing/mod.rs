//! Issues labels: parses rows, seals and verifies labels, and draws symbols.
//!
//! The modules in the order in which they handle a label:
//!
//! - `row`, `table`: a row of text cells, alone or from a CSV file
//! - `reader`: parses a row into a label that the scheme allows
//! - `sealer`: seals a label, and checks the seal with a verifier of the same trust list
//! - `rules`, `names`, `batch`: the rules of a batch, and the names of a label's files
//! - `print`, `record`: the files, as bytes
//!
//! An error states what is wrong, with both values that disagree. It contains no advice: the caller derives that from
//! the variant, because only the caller knows whether a value came from a flag or a column. [`RowFault::choices`]
//! returns the allowed entries of the dictionary.

mod batch;
mod fault;
mod names;
mod print;
mod reader;
mod record;
mod row;
mod rules;
mod sealer;
mod table;

pub use batch::{Batch, BatchFault, NamedLabel};
pub use fault::{Choice, RowCause, RowFault};
pub use names::FileNames;
pub use print::{Format, LabelFile, Measures, PrintAllError, PrintError, PrintSettings, Printer, PrinterModules};
pub use reader::RowReader;
pub use record::IssuedRecord;
pub use row::LabelRow;
pub use rules::{BatchRules, RuleFault};
pub use sealer::{IssuedLabel, SealFault, Sealer, SealerError};
pub use starseal_tables::table::MAX_ROW_BYTES;
pub use table::{NumberedRow, Rows, RowsError, TrimmedBlank};
