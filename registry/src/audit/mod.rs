//! The audit: every event, statement, seal and list is verified again, the view is made again and compared, and what
//! was published is compared with the ledger.
//!
//! - `finding`: what an audit finds
//! - `replay`: goes through the events
//! - `seals`: verifies the seals of a grant
//! - `personal`: compares personal data with what events name
//! - `signatures`: compares the count of a token with the ledger
//! - `lists`: computes published lists again, and compares files that were published

mod finding;
mod lists;
mod personal;
mod replay;
mod seals;
mod signatures;

pub use finding::{Finding, Findings, MAX_FINDINGS, Report};
pub(crate) use replay::examine;
pub use replay::{AuditError, Progress, audit};
pub use signatures::{Balance, Comparison, CountFault, KeyUse, TokenCount, compare_count};
