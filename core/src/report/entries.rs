//! The parts of a record. Fields that do not apply are left out or null, as the reference says.

use crate::code::{Check, Code};
use crate::label::Label;
use crate::trust::{Names, Scheme, TrustList};
use crate::verify::{CheckResult, Finding, Recognised, StatusListUsed, TrustListUsed, Verdict};
use crate::words::Language;
use serde::Serialize;

/// A name in English and Japanese.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Named {
    /// In English.
    pub en: String,
    /// In Japanese.
    pub ja: String,
}

impl From<&Names> for Named {
    fn from(names: &Names) -> Self {
        Named { en: names.en().to_owned(), ja: names.ja().to_owned() }
    }
}

/// A label's claims, under the names of `issue`'s flags. Claims that a label does not make are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LabelEntry {
    /// The registration number.
    pub product_id: String,
    /// The level's number.
    pub level: u8,
    /// The first day on which the label counts, `YYYY-MM-DD`.
    pub issued_on: String,
    /// The last day on which the label counts, as printed.
    pub expires_on: String,
    /// The position in the issuer's status list.
    pub status_index: u32,
    /// The criteria, as a number in the scheme's dictionary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria: Option<u16>,
    /// The category, as a number in the scheme's dictionary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<u16>,
    /// Who applied for the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// The model number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The GTINs (JAN), each in the shortest of 8, 12, 13 and 14 digits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gtin: Vec<String>,
    /// The evaluator, as a number in the scheme's dictionary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluator: Option<u16>,
    /// The serial number of one unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// How many claims of a later version were ignored; left out where there were none.
    #[serde(skip_serializing_if = "is_zero")]
    pub unknown_claims: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if hands over a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl From<&Label> for LabelEntry {
    fn from(label: &Label) -> Self {
        LabelEntry {
            product_id: label.product_id().to_string(),
            level: label.level().get(),
            issued_on: label.issued_on().to_string(),
            expires_on: label.expires_on().to_string(),
            status_index: label.status_index(),
            criteria: label.criteria(),
            category: label.category(),
            holder: label.holder().map(str::to_owned),
            model: label.model().map(str::to_owned),
            gtin: label.gtins().iter().map(ToString::to_string).collect(),
            evaluator: label.evaluator(),
            serial: label.serial().map(str::to_owned),
            unknown_claims: label.unknown_claims(),
        }
    }
}

/// What the numbers in a label are called, by the scheme's dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LabelNames {
    /// The level's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Named>,
    /// The criteria as they are cited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria: Option<String>,
    /// The category's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Named>,
    /// The evaluator's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluator: Option<Named>,
}

impl LabelNames {
    /// Looks a label's numbers up.
    #[must_use]
    pub fn of(label: &Label, scheme: &Scheme) -> Self {
        LabelNames {
            level: scheme.levels.get(&label.level()).map(|entry| Named::from(&entry.names)),
            criteria: scheme.criteria_of(label).map(str::to_owned),
            category: scheme.category_of(label).map(|entry| Named::from(&entry.names)),
            evaluator: scheme.evaluator_of(label).map(Named::from),
        }
    }
}

/// An authority: its permanent ID, and its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AuthorityEntry {
    /// The authority ID in hex.
    pub id: String,
    /// In English.
    pub en: String,
    /// In Japanese.
    pub ja: String,
}

impl From<&TrustList> for AuthorityEntry {
    fn from(list: &TrustList) -> Self {
        let names = &list.statement().names;
        let id = list.authority_id().to_string();
        AuthorityEntry { id, en: names.en().to_owned(), ja: names.ja().to_owned() }
    }
}

/// A level of another authority that the label counts as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecognizedEntry {
    /// The other authority.
    pub authority: AuthorityEntry,
    /// Its level's number.
    pub level: u8,
    /// Its level's name.
    pub level_name: Named,
    /// The first issue date that counts.
    pub since: String,
    /// The last issue date that counts; null where there is no end.
    pub until: Option<String>,
}

impl From<&Recognised> for RecognizedEntry {
    fn from(by: &Recognised) -> Self {
        let names = &by.authority_names;
        let id = by.authority_id.to_string();
        RecognizedEntry {
            authority: AuthorityEntry { id, en: names.en().to_owned(), ja: names.ja().to_owned() },
            level: by.level.get(),
            level_name: Named::from(&by.level_names),
            since: by.since.to_string(),
            until: by.until.map(|day| day.to_string()),
        }
    }
}

/// A rule of the policy that the label does not meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PolicyEntry {
    /// `minimum-level`, `criteria`, `days-left` or `assessment`.
    pub rule: &'static str,
    /// What the policy requires.
    pub required: String,
    /// What the label has; `none` where it has nothing of the kind.
    pub found: String,
}

impl PolicyEntry {
    /// Returns an entry for a finding about the policy.
    pub(super) fn of(finding: &Finding) -> Option<Self> {
        match finding {
            Finding::PolicyUnmet { rule, required, found } => {
                Some(PolicyEntry { rule: rule.as_str(), required: required.clone(), found: found.clone() })
            }
            _ => None,
        }
    }
}

/// One check of the examination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CheckEntry {
    /// The check's name, such as `signature`.
    pub check: &'static str,
    /// `passed`, `noted`, `failed` or `not-reached`.
    pub result: &'static str,
    /// The codes found; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<&'static str>,
}

impl CheckEntry {
    /// Returns every check of a verdict, in order.
    pub(super) fn all(verdict: &Verdict) -> Vec<Self> {
        let entry = |(check, result): (Check, CheckResult)| {
            let (result, codes) = match result {
                CheckResult::Passed => ("passed", Vec::new()),
                CheckResult::Noted(codes) => ("noted", codes),
                CheckResult::Failed(codes) => ("failed", codes),
                CheckResult::NotReached => ("not-reached", Vec::new()),
            };
            CheckEntry { check: check.as_str(), result, codes: codes.into_iter().map(Code::as_str).collect() }
        };
        verdict.checks().into_iter().map(entry).collect()
    }
}

/// A sentence in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Sentences {
    /// In English.
    pub en: String,
    /// In Japanese.
    pub ja: String,
}

impl Sentences {
    /// Makes a sentence in each language.
    pub(super) fn of(sentence: impl Fn(Language) -> String) -> Self {
        Sentences { en: sentence(Language::En), ja: sentence(Language::Ja) }
    }
}

/// One version of a trust list that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TrustListEntry {
    /// The authority ID in hex.
    pub authority: String,
    /// The version.
    pub version: u32,
    /// When it was issued, `YYYY-MM-DDTHH:MM:SSZ`.
    pub issued_at: String,
    /// SHA-256 of the signed list in hex.
    pub sha256: String,
}

impl From<TrustListUsed> for TrustListEntry {
    fn from(list: TrustListUsed) -> Self {
        TrustListEntry {
            authority: list.authority_id.to_string(),
            version: list.version,
            issued_at: list.issued_at.to_string(),
            sha256: list.digest.to_string(),
        }
    }
}

/// One version of a status list that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StatusListEntry {
    /// Where it is published.
    pub uri: String,
    /// When it was issued: its version.
    pub issued_at: String,
    /// SHA-256 of the signed list in hex.
    pub sha256: String,
}

impl From<StatusListUsed> for StatusListEntry {
    fn from(list: StatusListUsed) -> Self {
        StatusListEntry {
            uri: list.uri.as_str().to_owned(),
            issued_at: list.issued_at.to_string(),
            sha256: list.digest.to_string(),
        }
    }
}
