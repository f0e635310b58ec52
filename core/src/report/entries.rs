//! The parts of a record. A field that does not apply is left out or null, as the reference says.

use crate::code::{Check, Code};
use crate::label::Label;
use crate::trust::{Names, Scheme, TrustList};
use crate::verify::{CheckResult, Finding, ObjectUsed, Recognized, StatusListUsed, TrustListUsed, Verdict};
use crate::words::Language;
use serde::Serialize;

/// A name in English and Japanese.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Named {
    /// The English name.
    pub en: String,
    /// The Japanese name.
    pub ja: String,
}

impl From<&Names> for Named {
    fn from(names: &Names) -> Self {
        Named { en: names.en().to_owned(), ja: names.ja().to_owned() }
    }
}

/// The claims of a label, under the names of `issue`'s flags. A claim that the label does not have is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LabelEntry {
    /// The registration number.
    pub product_id: String,
    /// The level's number.
    pub level: u8,
    /// The first day on which the label counts, `YYYY-MM-DD`.
    pub issued_on: String,
    /// The last day on which the label counts, as printed, `YYYY-MM-DD`.
    pub expires_on: String,
    /// The position in the issuer's status list.
    pub status_index: u32,
    /// The criteria, as a number in the scheme's dictionary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criteria: Option<u16>,
    /// The category, as a number in the scheme's dictionary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<u16>,
    /// The name of the holder, who applied for the label.
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
    /// The number of unknown claims that were ignored; left out if it is 0.
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

/// The names of the numbers in a label, from the scheme's dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LabelNames {
    /// The level's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Named>,
    /// The citation of the criteria.
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
    /// Looks up the numbers of a label in a scheme's dictionary.
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

/// An authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AuthorityEntry {
    /// The authority ID in hex.
    pub id: String,
    /// The English name.
    pub en: String,
    /// The Japanese name.
    pub ja: String,
}

impl From<&TrustList> for AuthorityEntry {
    fn from(list: &TrustList) -> Self {
        let names = &list.statement().names;
        let id = list.authority_id().to_string();
        AuthorityEntry { id, en: names.en().to_owned(), ja: names.ja().to_owned() }
    }
}

/// A level of another authority as which the label counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecognizedEntry {
    /// The other authority.
    pub authority: AuthorityEntry,
    /// The number of its level.
    pub level: u8,
    /// The name of its level.
    pub level_name: Named,
    /// The first issue date for which the recognition holds, `YYYY-MM-DD`.
    pub since: String,
    /// The last issue date for which the recognition holds, `YYYY-MM-DD`; null if it has no end.
    pub until: Option<String>,
}

impl From<&Recognized> for RecognizedEntry {
    fn from(by: &Recognized) -> Self {
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
    /// The rule: `minimum-level`, `criteria`, `days-left` or `assessment`.
    pub rule: &'static str,
    /// The value that the policy requires.
    pub required: String,
    /// The value that the label has; `none` if it has none.
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

/// One check, and its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CheckEntry {
    /// The check's name, such as `signature`.
    pub check: &'static str,
    /// The result: `passed`, `noted`, `failed` or `not-reached`.
    pub result: &'static str,
    /// The codes found; left out if there are none.
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
    /// The English sentence.
    pub en: String,
    /// The Japanese sentence.
    pub ja: String,
}

impl Sentences {
    /// Makes a sentence in each language.
    pub(super) fn of(sentence: impl Fn(Language) -> String) -> Self {
        Sentences { en: sentence(Language::En), ja: sentence(Language::Ja) }
    }
}

/// A trust list that the verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TrustListEntry {
    /// The authority ID in hex.
    pub authority: String,
    /// The version of the list.
    pub version: u32,
    /// The time at which the list was issued, `YYYY-MM-DDTHH:MM:SSZ`.
    pub issued_at: String,
    /// The SHA-256 of the signed list, in hex.
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

/// The status list that the verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StatusListEntry {
    /// The URI of the list.
    pub uri: String,
    /// The time at which the list was issued, which is its version: `YYYY-MM-DDTHH:MM:SSZ`.
    pub issued_at: String,
    /// The SHA-256 of the signed list, in hex.
    pub sha256: String,
    /// The in-force object; null if the list has none, or if the day asked about is before the date of the list.
    pub in_force: Option<ObjectEntry>,
    /// The past object; null if the list has none, or if the day asked about is not before the date of the list.
    pub past: Option<ObjectEntry>,
}

/// An object of a status list that a verdict rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ObjectEntry {
    /// `held`, `outdated` if the object of an earlier list was used, or `missing`.
    pub state: &'static str,
    /// The SHA-256 of the object that was used or is missing, in hex.
    pub sha256: String,
}

impl From<ObjectUsed> for ObjectEntry {
    fn from(object: ObjectUsed) -> Self {
        ObjectEntry { state: object.state(), sha256: object.digest().to_string() }
    }
}

impl From<StatusListUsed> for StatusListEntry {
    fn from(list: StatusListUsed) -> Self {
        StatusListEntry {
            uri: list.uri.as_str().to_owned(),
            issued_at: list.issued_at.to_string(),
            sha256: list.digest.to_string(),
            in_force: list.in_force.map(ObjectEntry::from),
            past: list.past.map(ObjectEntry::from),
        }
    }
}
