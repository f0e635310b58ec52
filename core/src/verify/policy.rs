//! Policies: the requirements of the relying party (R-77 to R-79).

use super::open::Opened;
use super::{Finding, Recognized};
use crate::label::{Date, Level, Text, Timestamp};
use crate::trust::Assessment;
use core::fmt;
use std::collections::BTreeMap;

/// The requirements of the relying party, in addition to the rules of the scheme, and limits for the age of lists
/// (R-77).
///
/// The default policy requires nothing of labels.
///
/// ```
/// use starseal::verify::Freshness;
/// use starseal::{Level, Outcome, Policy, When};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let (mut verifier, carrier) = (common::verifier(), common::carrier(&common::sealed()));
/// # let (text, now) = (carrier.as_str(), common::noon("2026-11-22"));
///
/// let mut policy = Policy::default();
/// policy.minimum_level = Some(Level::new(2)?);
/// policy.minimum_days_left = 30;
/// policy.status_list = Freshness::new(2, 14);
/// verifier.set_policy(policy);
///
/// // The label has level 1.
/// let verdict = verifier.check(text, When::Now(now));
/// let Outcome::DoesNotStand(_, finding) = verdict.outcome() else { panic!("the level is too low") };
/// assert_eq!(finding.to_string(), "the policy's rule minimum-level requires 2, and the label has 1");
/// # Ok::<(), starseal::label::ValueError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// The minimum level of all labels; none if any level is accepted. It is a level of the authority whose anchor came
    /// first (R-79).
    pub minimum_level: Option<Level>,
    /// The minimum level for a category, which replaces `minimum_level`. A label without a category must meet the
    /// highest of all.
    pub minimum_level_of_category: BTreeMap<u16, Level>,
    /// The accepted criteria, as dictionaries cite them; empty if all are accepted.
    pub accepted_criteria: Vec<Text<64>>,
    /// The minimum number of days from the day asked about to the last day of the label, on which it is 0.
    pub minimum_days_left: u32,
    /// The required assessment; none if both are accepted.
    pub assessment: Option<Assessment>,
    /// Whether a label stands while an extension is in process.
    pub accept_deferral: bool,
    /// The limits for the age of trust lists.
    pub trust_list: Freshness,
    /// The limits for the age of status lists.
    pub status_list: Freshness,
    /// Whether a label can stand only if the clock is plausible: not more than two days before the clock floor (R-93).
    pub require_plausible_clock: bool,
}

impl Default for Policy {
    /// Returns a policy that requires nothing of labels. Trust lists are stale after three years, status lists after 90
    /// days.
    fn default() -> Self {
        Policy {
            minimum_level: None,
            minimum_level_of_category: BTreeMap::new(),
            accepted_criteria: Vec::new(),
            minimum_days_left: 0,
            assessment: None,
            accept_deferral: false,
            // One list is issued each year, with a month to distribute it. Three years are longer than the validity of
            // a label that is not extended.
            trust_list: Freshness { ageing_after_days: 400, stale_after_days: 1100, accept_stale: false },
            // A phone that was offline for two months still answers. After three months, the status is unknown.
            status_list: Freshness { ageing_after_days: 7, stale_after_days: 90, accept_stale: false },
            require_plausible_clock: false,
        }
    }
}

/// The limits for the age of one kind of list, in days since it was issued (R-76).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Freshness {
    /// The age in days above which a list is ageing, which the verdict notes.
    pub ageing_after_days: u32,
    /// The age in days above which a list is stale.
    pub stale_after_days: u32,
    /// Whether a label can stand although a list is stale.
    pub accept_stale: bool,
}

/// The age of a list, graded by the limits of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    Fresh,
    Ageing,
    Stale,
}

impl Freshness {
    /// Makes limits in days, with which no label stands if a list is stale.
    #[must_use]
    pub fn new(ageing_after_days: u32, stale_after_days: u32) -> Self {
        Freshness { ageing_after_days, stale_after_days, accept_stale: false }
    }

    /// Returns the age of a list at an instant. A list past its own expiry is at least ageing.
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

/// A rule of a policy (R-78).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PolicyRule {
    /// The level must be at least the minimum: the label's own, or the one as which it is recognized.
    MinimumLevel,
    /// The criteria must be among the accepted ones.
    Criteria,
    /// The days left must be at least the minimum.
    DaysLeft,
    /// The assessment must be the required one.
    Assessment,
}

impl PolicyRule {
    /// Every rule, in the order in which they are checked.
    pub const ALL: &'static [PolicyRule] =
        &[PolicyRule::MinimumLevel, PolicyRule::Criteria, PolicyRule::DaysLeft, PolicyRule::Assessment];

    /// Returns the name: `minimum-level`, `criteria`, `days-left` or `assessment`.
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
    /// Returns a finding for each rule that a label breaks. `home` says which level counts: levels and categories of a
    /// policy are those of the authority whose anchor came first (R-79).
    pub(super) fn unmet(&self, opened: &Opened<'_>, home: Home<'_>, last_day: Date, day: Date) -> Vec<Finding> {
        let (label, scheme) = (&opened.label, opened.scheme());
        let mut unmet = Vec::new();
        let mut broken = |rule, required: String, found: Option<String>| {
            unmet.push(Finding::PolicyUnmet { rule, required, found: found.unwrap_or_else(|| "none".to_owned()) });
        };
        let (level, category) = match home {
            Home::Own => (Some(label.level()), label.category()),
            Home::Recognized(all) => (all.iter().map(|recognized| recognized.level).max(), None),
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

    /// Returns the minimum level for a category, or the highest of all minimum levels without one.
    fn minimum_for(&self, category: Option<u16>) -> Option<Level> {
        match category {
            Some(category) => self.minimum_level_of_category.get(&category).copied().or(self.minimum_level),
            None => self.minimum_level_of_category.values().copied().chain(self.minimum_level).max(),
        }
    }
}

/// The level and category of a label as a policy sees them.
pub(super) enum Home<'a> {
    /// The label's own: it is of the authority whose anchor came first.
    Own,
    /// The levels as which that authority recognizes the label.
    Recognized(&'a [&'a Recognized]),
}
