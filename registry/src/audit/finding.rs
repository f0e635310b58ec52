//! What an audit finds.

use super::signatures::KeyUse;
use crate::ledger::Head;

/// The maximum number of findings that are kept. The others are counted.
pub const MAX_FINDINGS: usize = 1000;

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The stable name of the kind of finding, in kebab-case.
    pub code: &'static str,
    /// The number of the event; none if it is not about one.
    pub event: Option<u64>,
    /// What is wrong, with the values that disagree.
    pub what: String,
}

/// The findings so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    kept: Vec<Finding>,
    count: usize,
}

impl Findings {
    /// Adds a finding. Returns whether more of them are kept.
    pub fn add(&mut self, code: &'static str, event: Option<u64>, what: impl Into<String>) -> bool {
        self.count = self.count.saturating_add(1);
        if self.kept.len() < MAX_FINDINGS {
            self.kept.push(Finding { code, event, what: what.into() });
        }
        self.kept.len() < MAX_FINDINGS
    }

    /// Returns the findings that are kept.
    #[must_use]
    pub fn kept(&self) -> &[Finding] {
        &self.kept
    }

    /// Returns the number of all findings.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }
}

/// The result of an audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The last event; none if there is none.
    pub head: Option<Head>,
    /// The number of events.
    pub events: u64,
    /// The number of officers' statements that were verified.
    pub statements: u64,
    /// The number of seals that were verified.
    pub seals: u64,
    /// The number of status lists that were computed again.
    pub lists: u64,
    /// The number of published lists that were compared.
    pub published: u64,
    /// The number of pages and other files of a published folder that were made again and compared.
    pub pages: u64,
    /// The number of published files of the part that a restored ledger has lost, as two officers have confirmed.
    pub lost: u64,
    /// The number of contents with personal data that were erased.
    pub erased: u64,
    /// Whether the ledger was restored, and not yet compared with what was published last.
    pub awaits_comparison: bool,
    /// How many signatures of each key the ledger accounts for.
    pub uses: Vec<KeyUse>,
    /// The findings.
    pub findings: Findings,
}

impl Report {
    /// Returns whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.count() == 0
    }
}
