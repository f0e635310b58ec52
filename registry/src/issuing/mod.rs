//! Issuing: rows become labels, labels are sealed and verified, symbols are drawn.
//!
//! The modules stand in the order in which a label passes through them:
//!
//! - `row`, `source`, `table`: a row of text cells, alone or out of a CSV file
//! - `reader`: a row becomes a label that the scheme allows
//! - `sealer`: a label is sealed, and a verifier of the same trust list checks the seal
//! - `rules`, `names`, `batch`: what must not happen twice in a batch, and what each label's files are called
//! - `print`, `record`: the files, as bytes
//!
//! An error says what is wrong, with both values that disagree. It gives no advice: a caller words that from the
//! variant, since it knows whether a person typed a flag or filled in a column. [`RowFault::choices`] has the
//! dictionary's entries for it.

mod batch;
mod fault;
mod names;
mod print;
mod reader;
mod record;
mod row;
mod rules;
mod sealer;
mod source;
mod table;

pub use batch::{Batch, BatchFault, NamedLabel};
pub use fault::{Choice, RowCause, RowFault};
pub use names::FileNames;
pub use print::{Format, LabelFile, Measures, PrintAllError, PrintError, PrintSettings, Printer};
pub use reader::RowReader;
pub use record::IssuedRecord;
pub use row::LabelRow;
pub use rules::{BatchRules, RuleFault};
pub use sealer::{IssuedLabel, SealFault, Sealer, SealerError};
pub use table::{MAX_ROW_BYTES, NumberedRow, Rows, RowsError};
