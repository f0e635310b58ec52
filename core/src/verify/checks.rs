//! The checks behind a verdict, in the order of R-45.

use super::Verdict;
use crate::code::{Check, Code};

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckResult {
    /// The check found nothing.
    Passed,
    /// The check found only notes, which decide nothing.
    Noted(Vec<Code>),
    /// The check found something against the label. All its codes are here, including notes.
    Failed(Vec<Code>),
    /// The check was not made: an earlier one ended the examination.
    NotReached,
}

impl Verdict {
    /// Returns every check in order, with its result. Up to the claims, the first failure ends the examination; from
    /// there on all checks are made.
    #[must_use]
    pub fn checks(&self) -> Vec<(Check, CheckResult)> {
        let last = if self.checked_for().is_some() { None } else { self.deciding().and_then(|f| f.code().check()) };
        let mut is_over = false;
        let mut checks = Vec::new();
        for check in Check::ALL {
            let found: Vec<_> = self.findings().iter().filter(|f| f.code().check() == Some(*check)).collect();
            let mut codes: Vec<Code> = found.iter().map(|finding| finding.code()).collect();
            codes.dedup();
            let result = if is_over {
                CheckResult::NotReached
            } else if found.iter().any(|f| f.decides() || f.code() == Code::KeyCompromised) {
                CheckResult::Failed(codes)
            } else if codes.is_empty() {
                CheckResult::Passed
            } else {
                CheckResult::Noted(codes)
            };
            is_over |= last == Some(*check);
            checks.push((*check, result));
        }
        checks
    }
}
