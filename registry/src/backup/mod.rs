//! Backups: everything that a ledger holds and that does not follow from its events, in one file that both databases
//! can restore.
//!
//! - `form`: the file, as a sequence of records with its SHA-256 at the end
//! - `write`: writes a ledger into a file, while it is used
//! - `restore`: reads a file into an empty database, and verifies everything
//! - `error`: why a file was not written or restored

mod error;
mod form;
mod restore;
mod write;

pub use error::BackupError;
pub use form::{Header, read_header, verify};
pub use restore::{Restored, restore};
pub use write::back_up;
