//! What the scheme allows a label to say: the same rules at issue and at verification.

use super::{Assessment, Scheme};
use crate::label::{Date, Gtin, Label, Level};

/// A rule of the scheme that a label breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SchemeViolation {
    ///
    #[error("level {level} is not in the scheme's dictionary")]
    UnknownLevel {
        /// The level claimed.
        level: Level,
    },
    ///
    #[error("criteria {criteria} are not in the scheme's dictionary")]
    UnknownCriteria {
        /// The number claimed.
        criteria: u16,
    },
    ///
    #[error("category {category} is not in the scheme's dictionary")]
    UnknownCategory {
        /// The number claimed.
        category: u16,
    },
    ///
    #[error("category {category} is excluded from the scheme")]
    ExcludedCategory {
        /// The number claimed.
        category: u16,
    },
    ///
    #[error("level {level} is third-party assessed, and the label names no evaluator")]
    EvaluatorMissing {
        /// The level claimed.
        level: Level,
    },
    ///
    #[error("level {level} is self-declared, and the label names an evaluator")]
    EvaluatorRefused {
        /// The level claimed.
        level: Level,
    },
    ///
    #[error("evaluator {evaluator} is not in the scheme's dictionary")]
    UnknownEvaluator {
        /// The number claimed.
        evaluator: u16,
    },
    ///
    #[error("the label expires on {expires_on}, before it is issued on {issued_on}")]
    ExpiresBeforeIssued {
        /// The first day claimed.
        issued_on: Date,
        /// The last day claimed.
        expires_on: Date,
    },
    ///
    #[error("the label expires on {expires_on}, after {latest}, the last day that the scheme allows")]
    ValidityTooLong {
        /// The last day claimed.
        expires_on: Date,
        /// The last day allowed.
        latest: Date,
    },
    ///
    #[error("the check digit of GTIN {gtin} is wrong")]
    GtinCheckDigit {
        /// The number claimed.
        gtin: Gtin,
    },
}

impl Scheme {
    /// All rules that a label breaks, in the order of the specification; none where the scheme allows it.
    #[must_use]
    pub fn violations(&self, label: &Label) -> Vec<SchemeViolation> {
        let mut violations = Vec::new();
        let level = label.level();
        if !self.levels.contains_key(&level) {
            violations.push(SchemeViolation::UnknownLevel { level });
        }
        if let Some(criteria) = label.criteria().filter(|number| !self.criteria.contains_key(number)) {
            violations.push(SchemeViolation::UnknownCriteria { criteria });
        }
        if let Some(category) = label.category() {
            match self.categories.get(&category) {
                None => violations.push(SchemeViolation::UnknownCategory { category }),
                Some(entry) if entry.excluded => violations.push(SchemeViolation::ExcludedCategory { category }),
                Some(_) => {}
            }
        }
        match (self.assessment(level), label.evaluator()) {
            (Some(Assessment::ThirdParty), None) => violations.push(SchemeViolation::EvaluatorMissing { level }),
            (Some(Assessment::SelfDeclared), Some(_)) => violations.push(SchemeViolation::EvaluatorRefused { level }),
            _ => {}
        }
        if let Some(evaluator) = label.evaluator().filter(|number| !self.evaluators.contains_key(number)) {
            violations.push(SchemeViolation::UnknownEvaluator { evaluator });
        }
        let (issued_on, expires_on) = (label.issued_on(), label.expires_on());
        let latest = self.latest_expiry(issued_on);
        if expires_on < issued_on {
            violations.push(SchemeViolation::ExpiresBeforeIssued { issued_on, expires_on });
        } else if expires_on > latest {
            violations.push(SchemeViolation::ValidityTooLong { expires_on, latest });
        }
        let wrong = label.gtins().iter().filter(|gtin| !gtin.check_digit_holds());
        violations.extend(wrong.map(|gtin| SchemeViolation::GtinCheckDigit { gtin: *gtin }));
        violations
    }
}
