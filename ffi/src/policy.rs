//! The relying party's requirements, in addition to the scheme's.

use crate::error::StarsealError;
use crate::label::Assessment;
use starseal::Level;
use starseal::label::Text;
use std::collections::HashMap;

/// The relying party's requirements on labels, in addition to the scheme's, and on the age of the lists used.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Policy {
    /// The minimum level of all labels, 1 to 255; none to accept any. It is a level of the authority whose anchor came
    /// first.
    pub minimum_level: Option<u8>,
    /// The minimum level of a category, by the category's number. It takes precedence over that of all labels. A label
    /// without a category must meet the highest of these levels.
    pub minimum_level_of_category: HashMap<u16, u8>,
    /// The accepted criteria, as dictionaries cite them; empty to accept any.
    pub accepted_criteria: Vec<String>,
    /// The minimum number of days from the day asked about to the label's last day; on the last day itself this number
    /// is 0.
    pub minimum_days_left: u32,
    /// Who must state that the product meets its level; none to accept either.
    pub assessment: Option<Assessment>,
    /// Whether a label in deferral stands; its extension is in process.
    pub accept_deferral: bool,
    /// The age limits of trust lists.
    pub trust_list: Freshness,
    /// The age limits of status lists.
    pub status_list: Freshness,
    /// Whether a label stands only if the clock is plausible: not more than two days behind the newest list.
    pub require_plausible_clock: bool,
}

/// The age limits of one kind of list, in days since it was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct Freshness {
    /// The age after which a list is ageing; the verdict then has a note.
    pub ageing_after_days: u32,
    /// The age after which a list is stale.
    pub stale_after_days: u32,
    /// Whether a label stands if the list that its verdict is based on is stale.
    pub accept_stale: bool,
}

/// Returns the policy of a new verifier: no requirements on labels, and the default age limits.
#[uniffi::export]
#[must_use]
pub fn default_policy() -> Policy {
    starseal::Policy::default().into()
}

impl From<starseal::Policy> for Policy {
    fn from(policy: starseal::Policy) -> Self {
        let of_category = policy.minimum_level_of_category.into_iter();
        Policy {
            minimum_level: policy.minimum_level.map(Level::get),
            minimum_level_of_category: of_category.map(|(category, level)| (category, level.get())).collect(),
            accepted_criteria: policy.accepted_criteria.iter().map(|citation| citation.as_str().to_owned()).collect(),
            minimum_days_left: policy.minimum_days_left,
            assessment: policy.assessment.map(Assessment::from),
            accept_deferral: policy.accept_deferral,
            trust_list: policy.trust_list.into(),
            status_list: policy.status_list.into(),
            require_plausible_clock: policy.require_plausible_clock,
        }
    }
}

impl TryFrom<Policy> for starseal::Policy {
    type Error = StarsealError;

    fn try_from(policy: Policy) -> Result<Self, StarsealError> {
        let of_category = policy.minimum_level_of_category.into_iter();
        let criteria = policy.accepted_criteria.iter();
        let mut asked = starseal::Policy::default();
        asked.minimum_level = policy.minimum_level.map(Level::new).transpose()?;
        asked.minimum_level_of_category = of_category
            .map(|(category, level)| Ok((category, Level::new(level)?)))
            .collect::<Result<_, StarsealError>>()?;
        asked.accepted_criteria = criteria.map(|text| Text::new("criteria", text)).collect::<Result<_, _>>()?;
        asked.minimum_days_left = policy.minimum_days_left;
        asked.assessment = policy.assessment.map(Into::into);
        asked.accept_deferral = policy.accept_deferral;
        asked.trust_list = policy.trust_list.into();
        asked.status_list = policy.status_list.into();
        asked.require_plausible_clock = policy.require_plausible_clock;
        Ok(asked)
    }
}

impl From<starseal::verify::Freshness> for Freshness {
    fn from(freshness: starseal::verify::Freshness) -> Self {
        let starseal::verify::Freshness { ageing_after_days, stale_after_days, accept_stale, .. } = freshness;
        Freshness { ageing_after_days, stale_after_days, accept_stale }
    }
}

impl From<Freshness> for starseal::verify::Freshness {
    fn from(freshness: Freshness) -> Self {
        let Freshness { ageing_after_days, stale_after_days, accept_stale } = freshness;
        let mut limits = starseal::verify::Freshness::new(ageing_after_days, stale_after_days);
        limits.accept_stale = accept_stale;
        limits
    }
}
