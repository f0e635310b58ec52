//! What whoever checks asks beyond the scheme.

use super::open::Opened;
use super::{Finding, Recognised};
use crate::label::{Date, Level, Text, Timestamp};
use crate::trust::Assessment;
use core::fmt;
use std::collections::BTreeMap;

/// What a label must be to stand, beyond what the scheme says; and how old the data may be that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// The least level of all labels; none where any will do. A level of the authority whose anchor came first.
    pub minimum_level: Option<Level>,
    /// The least level of a category, which goes before that of all labels. A label without a category is held to the
    /// highest.
    pub minimum_level_of_category: BTreeMap<u16, Level>,
    /// The criteria accepted, as dictionaries cite them; empty where any will do.
    pub accepted_criteria: Vec<Text<64>>,
    /// Days from the day asked about to the label's last, on which there are 0 left.
    pub minimum_days_left: u32,
    /// Who must say that the product meets its level; none where it does not matter.
    pub assessment: Option<Assessment>,
    /// Whether a label whose extension is in process stands.
    pub accept_deferral: bool,
    /// How old trust lists may be.
    pub trust_list: Freshness,
    /// How old status lists may be.
    pub status_list: Freshness,
}

impl Default for Policy {
    /// Asks nothing of labels; takes trust lists as stale after three years, status lists after 90 days.
    fn default() -> Self {
        Policy {
            minimum_level: None,
            minimum_level_of_category: BTreeMap::new(),
            accepted_criteria: Vec::new(),
            minimum_days_left: 0,
            assessment: None,
            accept_deferral: false,
            // A list a year, and a month for it to arrive; three years are more than any label lasts unextended.
            trust_list: Freshness { ageing_after_days: 400, stale_after_days: 1100, accept_stale: false },
            // A phone that was offline for two months still answers; one for three says that it does not know.
            status_list: Freshness { ageing_after_days: 7, stale_after_days: 90, accept_stale: false },
        }
    }
}

/// How old one kind of list may be, in days since it was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Freshness {
    /// Older lists are ageing: the verdict says so.
    pub ageing_after_days: u32,
    /// Older lists are stale.
    pub stale_after_days: u32,
    /// Whether a label stands that rests on a stale list.
    pub accept_stale: bool,
}

/// How old a list is, in the policy's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    Fresh,
    Ageing,
    Stale,
}

impl Freshness {
    /// Makes limits in days. A label that rests on a stale list does not stand.
    #[must_use]
    pub fn new(ageing_after_days: u32, stale_after_days: u32) -> Self {
        Freshness { ageing_after_days, stale_after_days, accept_stale: false }
    }

    /// The age of a list at the moment asked about.
    pub(super) fn age(&self, issued_at: Timestamp, expires_at: Option<Timestamp>, moment: Timestamp) -> Age {
        let seconds = moment.seconds_since(issued_at).unwrap_or_default();
        let is_beyond = |days: u32| seconds > u64::from(days) * 86_400;
        if is_beyond(self.stale_after_days) {
            Age::Stale
        } else if is_beyond(self.ageing_after_days) || expires_at.is_some_and(|expires_at| moment > expires_at) {
            Age::Ageing
        } else {
            Age::Fresh
        }
    }
}

/// A rule of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PolicyRule {
    /// The level, or what it is recognised as.
    MinimumLevel,
    /// The criteria.
    Criteria,
    /// The days left.
    DaysLeft,
    /// Who says that the product meets its level.
    Assessment,
}

impl PolicyRule {
    /// Every rule, in the order in which they are asked.
    pub const ALL: &'static [PolicyRule] =
        &[PolicyRule::MinimumLevel, PolicyRule::Criteria, PolicyRule::DaysLeft, PolicyRule::Assessment];

    /// `minimum-level`, `criteria`, `days-left` or `assessment`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            PolicyRule::MinimumLevel => "minimum-level",
            PolicyRule::Criteria => "criteria",
            PolicyRule::DaysLeft => "days-left",
            PolicyRule::Assessment => "assessment",
        }
    }
}

impl fmt::Display for PolicyRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Policy {
    /// All rules that a label breaks. `home` is the level that counts, and whether the label's own category does:
    /// they are those of the authority whose anchor came first.
    pub(super) fn unmet(&self, opened: &Opened<'_>, home: Home<'_>, last_day: Date, day: Date) -> Vec<Finding> {
        let (label, scheme) = (&opened.label, opened.scheme());
        let mut unmet = Vec::new();
        let mut broken = |rule, required: String, found: Option<String>| {
            unmet.push(Finding::PolicyUnmet { rule, required, found: found.unwrap_or_else(|| "none".to_owned()) });
        };
        let (level, category) = match home {
            Home::Own => (Some(label.level()), label.category()),
            Home::Recognised(all) => (all.iter().map(|recognised| recognised.level).max(), None),
        };
        if let Some(least) = self.minimum_for(category).filter(|least| level.is_none_or(|level| level < *least)) {
            broken(PolicyRule::MinimumLevel, least.to_string(), level.map(|level| level.to_string()));
        }
        let criteria = scheme.criteria_of(label);
        let accepted = &self.accepted_criteria;
        if !accepted.is_empty() && !accepted.iter().any(|citation| Some(citation.as_str()) == criteria) {
            let required: Vec<&str> = accepted.iter().map(Text::as_str).collect();
            broken(PolicyRule::Criteria, required.join(", "), criteria.map(str::to_owned));
        }
        let days_left = i64::from(day.days_until(last_day));
        if self.minimum_days_left > 0 && days_left < i64::from(self.minimum_days_left) {
            broken(PolicyRule::DaysLeft, self.minimum_days_left.to_string(), Some(days_left.to_string()));
        }
        let assessment = scheme.assessment(label.level());
        if let Some(required) = self.assessment.filter(|required| assessment != Some(*required)) {
            let found = assessment.map(|found| found.as_str().to_owned());
            broken(PolicyRule::Assessment, required.as_str().to_owned(), found);
        }
        unmet
    }

    /// The least level of a label of that category; the highest of all for one without.
    fn minimum_for(&self, category: Option<u16>) -> Option<Level> {
        match category {
            Some(category) => self.minimum_level_of_category.get(&category).copied().or(self.minimum_level),
            None => self.minimum_level_of_category.values().copied().chain(self.minimum_level).max(),
        }
    }
}

/// What a label's level and category are in the terms of a policy.
pub(super) enum Home<'a> {
    /// Its own: it is of the policy's own authority.
    Own,
    /// What that authority recognises it as.
    Recognised(&'a [&'a Recognised]),
}
