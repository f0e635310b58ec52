//! Evidence: one file for each audit, from which every verdict can be computed again.
//!
//! A file of evidence holds the records of an audit, the lists on which they rest, and the policy. It names the file
//! before it by its digest, and a shop that has a key signs it. Years later, the file and the trust list of then are
//! enough to compute every verdict again, without a network.
//!
//! ```text
//! audit -> Records -> Writer -> bytes -> folder::write
//! folder::read -> bytes -> Evidence, still closed -> check: lists from the anchor, verdicts again -> Checked
//! ```
//!
//! - [`Writer`]: makes the bytes of a file
//! - [`Evidence`]: a file that was read, before anything in it is believed
//! - [`check()`]: computes the verdicts of a file again, and compares them
//! - [`chain()`]: checks that several files follow each other
//! - [`folder`]: files on a disk, written so that a crash leaves the last good one
//! - [`stamp`]: time stamps beside files
//!
//! The format is in `docs/evidence.cddl`, and `docs/guide/evidence.md` says what a file proves and what it does not.

#![forbid(unsafe_code)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod anchors;
mod chain;
mod check;
mod compare;
#[cfg(test)]
#[path = "../../core/tests/common/example.rs"]
#[allow(dead_code, unreachable_pub, reason = "the fixtures of the library")]
mod example;
mod finding;
pub mod folder;
mod format;
mod head;
mod json;
pub mod limits;
mod lines;
mod marks;
pub mod stamp;
mod writer;

pub use anchors::Anchors;
pub use chain::{Link, chain};
pub use check::{Answer, Checked, Compromised, Question, RecordChecked, check};
pub use finding::Finding;
pub use format::{Evidence, EvidenceError};
pub use head::{BasisHead, EVIDENCE_TYP, Head, Previous, Program};
pub use writer::{Header, WriteError, Writer};
