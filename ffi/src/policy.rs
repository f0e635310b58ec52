//! What whoever checks asks beyond the scheme.

use crate::label::Assessment;
use crate::refusal::Refusal;
use starseal::{Level, Text};
use std::collections::HashMap;

/// What a label must be to stand, beyond what the scheme says; and how old the data may be that says so.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Policy {
    /// The least level of all labels, 1 to 255; none where any will do. A level of the authority whose anchor came first.
    pub minimum_level: Option<u8>,
    /// The least level of a category, which goes before that of all labels. A label without a category is held to the
    /// highest.
    pub minimum_level_of_category: HashMap<u16, u8>,
    /// The criteria accepted, as dictionaries cite them; empty where any will do.
    pub accepted_criteria: Vec<String>,
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

/// How old one kind of list may be, in days since it was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct Freshness {
    /// Older lists are ageing: the verdict says so.
    pub ageing_after_days: u32,
    /// Older lists are stale.
    pub stale_after_days: u32,
    /// Whether a label stands that rests on a stale list.
    pub accept_stale: bool,
}

/// What a verifier asks that was not told otherwise: nothing of labels, and the usual freshness.
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
        }
    }
}

impl TryFrom<Policy> for starseal::Policy {
    type Error = Refusal;

    fn try_from(policy: Policy) -> Result<Self, Refusal> {
        let of_category = policy.minimum_level_of_category.into_iter();
        let criteria = policy.accepted_criteria.iter();
        Ok(starseal::Policy {
            minimum_level: policy.minimum_level.map(Level::new).transpose()?,
            minimum_level_of_category: of_category
                .map(|(category, level)| Ok((category, Level::new(level)?)))
                .collect::<Result<_, Refusal>>()?,
            accepted_criteria: criteria.map(|text| Text::new("criteria", text)).collect::<Result<_, _>>()?,
            minimum_days_left: policy.minimum_days_left,
            assessment: policy.assessment.map(starseal::Assessment::from),
            accept_deferral: policy.accept_deferral,
            trust_list: policy.trust_list.into(),
            status_list: policy.status_list.into(),
        })
    }
}

impl From<starseal::Freshness> for Freshness {
    fn from(freshness: starseal::Freshness) -> Self {
        let starseal::Freshness { ageing_after_days, stale_after_days, accept_stale } = freshness;
        Freshness { ageing_after_days, stale_after_days, accept_stale }
    }
}

impl From<Freshness> for starseal::Freshness {
    fn from(freshness: Freshness) -> Self {
        let Freshness { ageing_after_days, stale_after_days, accept_stale } = freshness;
        starseal::Freshness { ageing_after_days, stale_after_days, accept_stale }
    }
}
