//! A ledger: its events, appended one after the other and never changed.
//!
//! - `book`: the ledger, opened or founded
//! - `writing`: appends events, alone
//! - `pen`: an officer who signs
//! - `error`: why nothing was written

mod book;
mod error;
mod pen;
mod writing;

pub(crate) use book::content_of;
pub use book::{Head, Ledger, events_after, head, settled};
pub use error::LedgerError;
pub use pen::Pen;
pub use writing::{Now, Writing};
