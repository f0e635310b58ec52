//! The verifier.

use crate::error::{Refusal, json};
use crate::policy::{Policy, policy_json};
use crate::verdict::VerdictContent;
use crate::when::{instant, when};
use serde::Serialize;
use starseal::Timestamp;
use starseal::verify::Applied;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Verifier(starseal::Verifier);

#[wasm_bindgen]
impl Verifier {
    /// Makes a verifier that trusts this list, or the newest of a chain of trust lists.
    ///
    /// # Errors
    /// `TrustList`, if a list is damaged, or may not follow the one before it.
    #[wasm_bindgen(constructor)]
    pub fn new(anchor: &[u8]) -> Result<Verifier, JsValue> {
        Ok(Verifier(starseal::Verifier::new(anchor).map_err(Refusal::from)?))
    }

    /// Adds another authority by its trust list, or by the newest of a chain of trust lists.
    ///
    /// # Errors
    /// `TrustList`. On an error, nothing changes.
    pub fn add_authority(&mut self, anchor: &[u8]) -> Result<(), JsValue> {
        Ok(self.0.add_authority(anchor).map_err(Refusal::from)?)
    }

    /// Updates an authority's trust list to the next one, or through a chain of them.
    ///
    /// # Errors
    /// `TrustList`, for the first list that is refused. The lists before it are kept.
    pub fn update_trust(&mut self, lists: &[u8], now: f64) -> Result<String, JsValue> {
        Ok(update(self.0.update_trust(lists, instant(now)).map_err(Refusal::from)?))
    }

    /// Updates an issuer's status list.
    ///
    /// # Errors
    /// `StatusList`. On an error, nothing changes.
    pub fn update_status(&mut self, status_list: &[u8], now: f64) -> Result<String, JsValue> {
        Ok(update(self.0.update_status(status_list, instant(now)).map_err(Refusal::from)?))
    }

    /// Takes an object of a status list.
    ///
    /// # Errors
    /// `StatusList`. On an error, nothing changes.
    pub fn update_object(&mut self, status_object: &[u8]) -> Result<String, JsValue> {
        Ok(update(self.0.update_object(status_object).map_err(Refusal::from)?))
    }

    /// Applies the lists and objects of a bundle. Returns the outcome for each.
    ///
    /// # Errors
    /// `Bundle`, if the container cannot be read. On an error, nothing changes.
    pub fn apply(&mut self, bundle: &[u8], now: f64) -> Result<String, JsValue> {
        Ok(outcomes(self.0.apply(bundle, instant(now)).map_err(Refusal::from)?))
    }

    /// Exports the lists and objects that the verifier holds.
    #[must_use]
    pub fn export_state(&self) -> Vec<u8> {
        self.0.export_state()
    }

    /// Restores a state that `export_state` returned. Returns the outcome for each list.
    ///
    /// # Errors
    /// `State`, if the state is incomplete or altered, or has an unsupported version. On an error, nothing changes.
    pub fn restore(&mut self, state: &[u8]) -> Result<String, JsValue> {
        Ok(outcomes(self.0.restore(state).map_err(Refusal::from)?))
    }

    /// Returns the policy that checks apply.
    #[must_use]
    pub fn policy(&self) -> String {
        policy_json(self.0.policy())
    }

    /// Sets the policy that later checks apply.
    pub fn set_policy(&mut self, policy: Policy) {
        self.0.set_policy(policy.into());
    }

    /// Returns the authorities, with the dates of their lists and the addresses of the next ones.
    #[must_use]
    pub fn authorities(&self) -> String {
        json(&authorities(&self.0))
    }

    /// Checks a carrier. Every text has a verdict.
    ///
    /// # Errors
    /// `Value`, for a day that no label can claim.
    pub fn check(&self, text: &str, now: Option<f64>, on: Option<String>) -> Result<String, JsValue> {
        Ok(json(&VerdictContent::from(&self.0.check(text, when(now, on)?))))
    }

    /// Checks a carrier that a keyboard typed.
    ///
    /// # Errors
    /// As for `check`.
    pub fn check_typed(&self, text: &str, now: Option<f64>, on: Option<String>) -> Result<String, JsValue> {
        Ok(json(&VerdictContent::from(&self.0.check_typed(text, when(now, on)?))))
    }
}

impl Verifier {
    /// Returns the lists held.
    #[cfg(feature = "scan")]
    pub(crate) fn held(&self) -> &starseal::Verifier {
        &self.0
    }
}

fn update(update: starseal::Update) -> String {
    word(update).to_owned()
}

fn word(update: starseal::Update) -> &'static str {
    match update {
        starseal::Update::Taken => "taken",
        // `Known`, and any outcome without a change that a later version of the core adds.
        _ => "known",
    }
}

/// The outcome for one list of a bundle or a stored state.
#[derive(Serialize)]
struct ListOutcome {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

/// Returns the outcome for each list as JSON, trust lists first.
fn outcomes(applied: Applied) -> String {
    let outcome = |list| match list {
        Ok(update) => ListOutcome { kind: word(update), code: None, detail: None },
        Err(error) => {
            let error: starseal::verify::UpdateError = error;
            ListOutcome { kind: "refused", code: Some(error.code().as_str()), detail: Some(error.to_string()) }
        }
    };
    json(&applied.lists.into_iter().map(outcome).collect::<Vec<_>>())
}

#[derive(Serialize)]
struct Authority<'a> {
    authority_id: String,
    names: Names<'a>,
    trust_version: u32,
    trust_issued_at: u64,
    trust_expires_at: u64,
    clock_floor: u64,
    issuers: Vec<Issuer<'a>>,
}

#[derive(Serialize)]
struct Issuer<'a> {
    names: Names<'a>,
    carrier_prefixes: Vec<String>,
    status_list_uri: Option<&'a str>,
    status_issued_at: Option<u64>,
}

#[derive(Serialize)]
struct Names<'a> {
    en: &'a str,
    ja: &'a str,
}

impl<'a> From<&'a starseal::trust::Names> for Names<'a> {
    fn from(names: &'a starseal::trust::Names) -> Self {
        Names { en: names.en(), ja: names.ja() }
    }
}

fn authorities(verifier: &starseal::Verifier) -> Vec<Authority<'_>> {
    let authority = |list: &'_ starseal::TrustList| {
        let floor = verifier.clock_floor(list.authority_id()).unwrap_or(list.statement().issued_at);
        (list.authority_id().to_string(), floor.unix_seconds())
    };
    verifier
        .trust_lists()
        .map(|list| {
            let ((authority_id, clock_floor), statement) = (authority(list), list.statement());
            Authority {
                authority_id,
                names: Names::from(&statement.names),
                trust_version: statement.version,
                trust_issued_at: statement.issued_at.unix_seconds(),
                trust_expires_at: statement.expires_at.unix_seconds(),
                clock_floor,
                issuers: statement.issuers.iter().map(|entry| issuer(verifier, entry)).collect(),
            }
        })
        .collect()
}

fn issuer<'a>(verifier: &starseal::Verifier, issuer: &'a starseal::trust::Issuer) -> Issuer<'a> {
    let uri = issuer.status_list.as_ref();
    let held = uri.and_then(|uri| verifier.status_lists().find(|list| list.uri() == uri));
    Issuer {
        names: Names::from(&issuer.names),
        carrier_prefixes: issuer.prefixes.iter().map(ToString::to_string).collect(),
        status_list_uri: uri.map(starseal::trust::StatusListUri::as_str),
        status_issued_at: held.map(starseal::StatusList::issued_at).map(Timestamp::unix_seconds),
    }
}
