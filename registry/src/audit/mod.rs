//! The audit: every event, statement, seal and list is verified again, the view is made again and compared, and what
//! was published is compared with the ledger.
//!
//! - `finding`: what an audit finds
//! - `replay`: goes through the events
//! - `seals`: verifies the seals of a grant
//! - `lists`: computes published lists again, and compares files that were published

mod finding;
mod lists;
mod replay;
mod seals;

pub use finding::{Finding, Findings, MAX_FINDINGS, Report};
pub use replay::{AuditError, Progress, audit};
