//! The result of a check.

use crate::error::StarsealError;
use crate::label::{Assessment, LabelContent, Names};
use crate::mark::{Mark, MarkColor};
use starseal::report::Record;
use starseal::{AuthenticLabel, Finding, Language};

/// The result of a check. Only a verifier makes one.
#[derive(Debug, PartialEq, Eq, uniffi::Object)]
pub struct Verdict(starseal::Verdict);

/// The content of a verdict. Days are counted since 1970-01-01, in the scheme's own time zone. Instants are seconds
/// since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VerdictContent {
    /// The stable code that decided the outcome.
    pub code: String,
    /// Whether the label counts on the day asked about.
    pub stands: bool,
    /// Whether an issuer in the trust list made this label, regardless of whether it counts today.
    pub is_authentic: bool,
    /// The label; none if it is not authentic.
    pub label: Option<LabelContent>,
    /// The last day on which the label counts, as printed or as extended since; none if the label is not authentic.
    pub last_day: Option<i32>,
    /// The codes of all findings but the deciding one, each once, in the order of the checks.
    pub reasons: Vec<String>,
    /// All findings in the order of the checks, including the deciding one.
    pub findings: Vec<FindingContent>,
    /// Every check in order, with its result.
    pub checks: Vec<CheckContent>,
    /// The rules of the policy that the label does not meet, in order.
    pub broken_rules: Vec<BrokenRule>,
    /// The levels of other authorities that the label counts as.
    pub recognized: Vec<RecognizedContent>,
    /// The label's web address, which the app may offer to open; none unless the label is authentic and the address has
    /// a prefix of its issuer.
    pub url: Option<String>,
    /// The key ID that the seal names, 8 hexadecimal digits. It is only a hint if the signature was not verified.
    pub key_id: Option<String>,
    /// The day for which the label was checked, in its scheme's time zone.
    pub checked_for: Option<i32>,
    /// The instant from which ages are counted: the time given, raised to the clock floor, or the start of the day
    /// asked about.
    pub moment: Option<u64>,
    /// When the trust list used was issued: the data about keys is of that time.
    pub trust_issued_at: Option<u64>,
    /// When the status list used was issued: the data about this label is of that time.
    pub status_issued_at: Option<u64>,
    /// The symbol to show together with the color, because not everyone can tell colors apart.
    pub mark: Mark,
    /// The color of the mark.
    pub color: MarkColor,
    /// The verdict in English.
    pub en: Words,
    /// The verdict in Japanese.
    pub ja: Words,
    /// The record `starseal-verdict/1` in JSON, on one line. The bytes are the same in every language.
    pub record: String,
}

/// The sentences of a verdict in one language.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Words {
    /// States what the label is, whether it counts, and whether it is self-declared or third-party assessed.
    pub sentence: String,
    /// A sentence for each of the reasons, in their order.
    pub reasons: Vec<String>,
}

/// A finding of a check.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct FindingContent {
    /// The stable code.
    pub code: String,
    /// The values that disagree, in English, for developers and logs.
    pub detail: String,
}

/// One of the checks of a label, and its result.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CheckContent {
    /// The check's name in kebab case, such as `signature`.
    pub check: String,
    /// The result.
    pub result: CheckResult,
    /// The codes of its findings.
    pub codes: Vec<String>,
}

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum CheckResult {
    /// Nothing was found.
    Passed,
    /// There is a finding to report, which does not affect the outcome.
    Noted,
    /// A finding is against the label.
    Failed,
    /// An earlier check decided the outcome.
    NotReached,
}

/// A rule of the policy that a label does not meet.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct BrokenRule {
    /// `minimum-level`, `criteria`, `days-left` or `assessment`.
    pub rule: String,
    /// What the policy requires.
    pub required: String,
    /// What the label has; `none` if it has nothing of the kind.
    pub found: String,
}

/// A level of another authority that a label counts as.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct RecognizedContent {
    /// The ID of the authority that recognises the label, 64 hexadecimal digits.
    pub authority_id: String,
    /// Its name.
    pub authority_names: Names,
    /// Its level.
    pub level: u8,
    /// Its name of the level.
    pub level_names: Names,
    /// The first issue date that counts.
    pub since: i32,
    /// The last issue date that counts; none if there is no end.
    pub until: Option<i32>,
}

#[uniffi::export]
impl Verdict {
    /// Returns the deciding code alone, for programs that sort many verdicts.
    ///
    /// # Errors
    /// No error of its own. For panics, see the documentation of the crate.
    pub fn code(&self) -> Result<String, StarsealError> {
        Ok(self.0.code().to_string())
    }

    /// Returns only whether the label counts on the day asked about.
    ///
    /// # Errors
    /// No error of its own. For panics, see the documentation of the crate.
    pub fn stands(&self) -> Result<bool, StarsealError> {
        Ok(self.0.stands())
    }

    /// Returns the record `starseal-verdict/1` in JSON, on one line. The bytes are the same in every language.
    ///
    /// # Errors
    /// No error of its own. For panics, see the documentation of the crate.
    pub fn record(&self) -> Result<String, StarsealError> {
        Ok(Record::new(&self.0).to_json())
    }

    /// Returns the content of the verdict in one call, since a call costs more than the copy.
    ///
    /// # Errors
    /// No error of its own. For panics, see the documentation of the crate.
    pub fn content(&self) -> Result<VerdictContent, StarsealError> {
        let verdict = &self.0;
        Ok(VerdictContent {
            code: verdict.code().to_string(),
            stands: verdict.stands(),
            is_authentic: verdict.is_authentic(),
            label: verdict.authentic_label().map(LabelContent::from),
            last_day: verdict.last_day().map(starseal::Date::days),
            reasons: verdict.reasons().iter().map(ToString::to_string).collect(),
            findings: verdict.findings().iter().map(FindingContent::from).collect(),
            checks: verdict.checks().into_iter().map(CheckContent::from).collect(),
            broken_rules: verdict.findings().iter().filter_map(BrokenRule::of).collect(),
            recognized: verdict.recognized().iter().map(RecognizedContent::from).collect(),
            url: verdict.url().map(str::to_owned),
            key_id: verdict.key_id().map(|key_id| key_id.to_string()),
            checked_for: verdict.checked_for().map(starseal::Date::days),
            moment: verdict.moment().map(starseal::Timestamp::unix_seconds),
            trust_issued_at: verdict.trust_issued_at().map(starseal::Timestamp::unix_seconds),
            status_issued_at: verdict.status_issued_at().map(starseal::Timestamp::unix_seconds),
            mark: verdict.mark().into(),
            color: verdict.mark().into(),
            en: Words::of(verdict, Language::En),
            ja: Words::of(verdict, Language::Ja),
            record: Record::new(verdict).to_json(),
        })
    }
}

impl From<starseal::Verdict> for Verdict {
    fn from(verdict: starseal::Verdict) -> Self {
        Verdict(verdict)
    }
}

impl Words {
    fn of(verdict: &starseal::Verdict, language: Language) -> Self {
        Words { sentence: verdict.sentence(language), reasons: verdict.reason_sentences(language) }
    }
}

impl From<&AuthenticLabel> for LabelContent {
    fn from(authentic: &AuthenticLabel) -> Self {
        let (label, scheme) = (&**authentic, authentic.scheme());
        let level = label.level();
        let number = || Names { en: level.to_string(), ja: level.to_string() };
        LabelContent {
            product_id: label.product_id().to_string(),
            level: level.get(),
            // A verdict shows a label only if the dictionary has its level.
            level_names: scheme.levels.get(&level).map_or_else(number, |entry| Names::from(&entry.names)),
            assessment: authentic.assessment().map_or(Assessment::SelfDeclared, Assessment::from),
            issued_on: label.issued_on().days(),
            expires_on: label.expires_on().days(),
            status_index: label.status_index(),
            criteria: label.criteria(),
            criteria_citation: scheme.criteria_of(label).map(str::to_owned),
            category: label.category(),
            category_names: scheme.category_of(label).map(|entry| Names::from(&entry.names)),
            holder: label.holder().map(str::to_owned),
            model: label.model().map(str::to_owned),
            gtins: label.gtins().iter().map(ToString::to_string).collect(),
            evaluator: label.evaluator(),
            evaluator_names: scheme.evaluator_of(label).map(Names::from),
            serial: label.serial().map(str::to_owned),
            unknown_claims: u32::try_from(label.unknown_claims()).unwrap_or(u32::MAX),
            issuer_names: Names::from(&authentic.issuer().names),
            authority_names: Names::from(&authentic.trust_list().statement().names),
            authority_id: authentic.trust_list().authority_id().to_string(),
        }
    }
}

impl From<&Finding> for FindingContent {
    fn from(finding: &Finding) -> Self {
        FindingContent { code: finding.code().to_string(), detail: finding.to_string() }
    }
}

impl From<(starseal::code::Check, starseal::verify::CheckResult)> for CheckContent {
    fn from((check, result): (starseal::code::Check, starseal::verify::CheckResult)) -> Self {
        let (result, codes) = match result {
            starseal::verify::CheckResult::Passed => (CheckResult::Passed, Vec::new()),
            starseal::verify::CheckResult::Noted(codes) => (CheckResult::Noted, codes),
            starseal::verify::CheckResult::Failed(codes) => (CheckResult::Failed, codes),
            starseal::verify::CheckResult::NotReached => (CheckResult::NotReached, Vec::new()),
        };
        CheckContent { check: check.to_string(), result, codes: codes.iter().map(ToString::to_string).collect() }
    }
}

impl BrokenRule {
    fn of(finding: &Finding) -> Option<Self> {
        match finding {
            Finding::PolicyUnmet { rule, required, found } => {
                Some(BrokenRule { rule: rule.to_string(), required: required.clone(), found: found.clone() })
            }
            _ => None,
        }
    }
}

impl From<&starseal::verify::Recognized> for RecognizedContent {
    fn from(by: &starseal::verify::Recognized) -> Self {
        RecognizedContent {
            authority_id: by.authority_id.to_string(),
            authority_names: Names::from(&by.authority_names),
            level: by.level.get(),
            level_names: Names::from(&by.level_names),
            since: by.since.days(),
            until: by.until.map(starseal::Date::days),
        }
    }
}
