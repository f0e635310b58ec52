//! The relying party's requirements, in addition to the scheme's.

use crate::error::{Refusal, json};
use serde::Serialize;
use starseal::Level;
use starseal::label::Text;
use starseal::trust::Assessment;
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A policy on its way to a verifier. It starts as the one without requirements on labels.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Policy(starseal::Policy);

#[wasm_bindgen]
impl Policy {
    /// Makes the policy of a new verifier.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Policy::default()
    }

    /// Sets the minimum level of all labels.
    ///
    /// # Errors
    /// `Value`, for the level 0.
    pub fn set_minimum_level(&mut self, level: u8) -> Result<(), JsValue> {
        self.0.minimum_level = Some(self::level(level)?);
        Ok(())
    }

    /// Sets the minimum level of a category.
    ///
    /// # Errors
    /// `Value`, for the level 0.
    pub fn set_minimum_level_of_category(&mut self, category: u16, level: u8) -> Result<(), JsValue> {
        self.0.minimum_level_of_category.insert(category, self::level(level)?);
        Ok(())
    }

    /// Accepts these criteria, and no others but those of other calls.
    ///
    /// # Errors
    /// `Value`, for a text that no dictionary can cite.
    pub fn accept_criteria(&mut self, citation: &str) -> Result<(), JsValue> {
        let citation = Text::new("criteria", citation).map_err(Refusal::from)?;
        self.0.accepted_criteria.extend([citation]);
        Ok(())
    }

    /// Sets the minimum number of days from the day asked about to the label's last day.
    pub fn set_minimum_days_left(&mut self, days: u32) {
        self.0.minimum_days_left = days;
    }

    /// Sets who must state that the product meets its level: `third-party`, or else the vendor.
    pub fn set_assessment(&mut self, assessment: &str) {
        let is_third_party = assessment == Assessment::ThirdParty.as_str();
        self.0.assessment = Some(if is_third_party { Assessment::ThirdParty } else { Assessment::SelfDeclared });
    }

    /// Sets whether a label in deferral stands.
    pub fn set_accept_deferral(&mut self, accept: bool) {
        self.0.accept_deferral = accept;
    }

    /// Sets the age limits of trust lists, in days.
    pub fn set_trust_list(&mut self, ageing_after: u32, stale_after: u32, accept_stale: bool) {
        self.0.trust_list = freshness(ageing_after, stale_after, accept_stale);
    }

    /// Sets the age limits of status lists, in days.
    pub fn set_status_list(&mut self, ageing_after: u32, stale_after: u32, accept_stale: bool) {
        self.0.status_list = freshness(ageing_after, stale_after, accept_stale);
    }

    /// Sets whether a label stands only if the clock is plausible.
    pub fn set_require_plausible_clock(&mut self, require: bool) {
        self.0.require_plausible_clock = require;
    }
}

impl From<Policy> for starseal::Policy {
    fn from(policy: Policy) -> Self {
        policy.0
    }
}

fn level(level: u8) -> Result<Level, Refusal> {
    Ok(Level::new(level)?)
}

fn freshness(ageing_after: u32, stale_after: u32, accept_stale: bool) -> starseal::verify::Freshness {
    let mut limits = starseal::verify::Freshness::new(ageing_after, stale_after);
    limits.accept_stale = accept_stale;
    limits
}

#[derive(Serialize)]
struct PolicyContent<'a> {
    minimum_level: Option<u8>,
    minimum_level_of_category: BTreeMap<u16, u8>,
    accepted_criteria: Vec<&'a str>,
    minimum_days_left: u32,
    assessment: Option<&'static str>,
    accept_deferral: bool,
    trust_list: FreshnessContent,
    status_list: FreshnessContent,
    require_plausible_clock: bool,
}

#[derive(Serialize)]
struct FreshnessContent {
    ageing_after_days: u32,
    stale_after_days: u32,
    accept_stale: bool,
}

/// Returns a policy as JSON.
pub(crate) fn policy_json(policy: &starseal::Policy) -> String {
    let of_category = policy.minimum_level_of_category.iter();
    json(&PolicyContent {
        minimum_level: policy.minimum_level.map(Level::get),
        minimum_level_of_category: of_category.map(|(category, level)| (*category, level.get())).collect(),
        accepted_criteria: policy.accepted_criteria.iter().map(Text::as_str).collect(),
        minimum_days_left: policy.minimum_days_left,
        assessment: policy.assessment.map(Assessment::as_str),
        accept_deferral: policy.accept_deferral,
        trust_list: content(&policy.trust_list),
        status_list: content(&policy.status_list),
        require_plausible_clock: policy.require_plausible_clock,
    })
}

fn content(limits: &starseal::verify::Freshness) -> FreshnessContent {
    FreshnessContent {
        ageing_after_days: limits.ageing_after_days,
        stale_after_days: limits.stale_after_days,
        accept_stale: limits.accept_stale,
    }
}
