//! What programs read: one object for each verdict, its fields in a fixed order.

use serde::Serialize;
use starseal::{
    AuthorityId, Code, Finding, Hint, Label, Language, Mark, Names, Recognised, Scheme, TrustList, Verdict,
};
use std::collections::BTreeMap;

/// A name in English and Japanese.
#[derive(Debug, Serialize)]
pub(crate) struct Named<'a> {
    en: &'a str,
    ja: &'a str,
}

impl<'a> From<&'a Names> for Named<'a> {
    fn from(names: &'a Names) -> Self {
        Named { en: names.en(), ja: names.ja() }
    }
}

/// An authority: who it is for good, and what it is called.
#[derive(Debug, Serialize)]
pub(crate) struct AuthorityJson<'a> {
    id: String,
    #[serde(flatten)]
    names: Named<'a>,
}

impl<'a> From<&'a TrustList> for AuthorityJson<'a> {
    fn from(list: &'a TrustList) -> Self {
        let id: AuthorityId = list.authority_id();
        AuthorityJson { id: id.to_string(), names: Named::from(&list.statement().names) }
    }
}

/// A label's claims, under the names of `issue`'s flags. What is not claimed is left out.
#[derive(Debug, Serialize)]
pub(crate) struct LabelJson<'a> {
    product_id: &'a str,
    level: u8,
    issued_on: String,
    expires_on: String,
    status_index: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    criteria: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    holder: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gtin: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evaluator: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    serial: Option<&'a str>,
    #[serde(skip_serializing_if = "is_zero")]
    unknown_claims: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's skip_serializing_if hands over a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl<'a> From<&'a Label> for LabelJson<'a> {
    fn from(label: &'a Label) -> Self {
        LabelJson {
            product_id: label.product_id().as_str(),
            level: label.level().get(),
            issued_on: label.issued_on().to_string(),
            expires_on: label.expires_on().to_string(),
            status_index: label.status_index(),
            criteria: label.criteria(),
            category: label.category(),
            holder: label.holder(),
            model: label.model(),
            gtin: label.gtins().iter().map(ToString::to_string).collect(),
            evaluator: label.evaluator(),
            serial: label.serial(),
            unknown_claims: label.unknown_claims(),
        }
    }
}

/// What the numbers in a label are called.
#[derive(Debug, Serialize)]
pub(crate) struct EntriesJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    criteria: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evaluator: Option<Named<'a>>,
}

impl<'a> EntriesJson<'a> {
    /// Looks a label's numbers up.
    pub(crate) fn of(label: &Label, scheme: &'a Scheme) -> Self {
        EntriesJson {
            level: scheme.levels.get(&label.level()).map(|entry| Named::from(&entry.names)),
            criteria: scheme.criteria_of(label),
            category: scheme.category_of(label).map(|entry| Named::from(&entry.names)),
            evaluator: scheme.evaluator_of(label).map(Named::from),
        }
    }
}

/// A level of another authority that the label counts as.
#[derive(Debug, Serialize)]
pub(crate) struct RecognisedJson<'a> {
    authority: Named<'a>,
    level: u8,
    since: String,
}

impl<'a> From<&'a Recognised> for RecognisedJson<'a> {
    fn from(by: &'a Recognised) -> Self {
        RecognisedJson {
            authority: Named::from(&by.authority_names),
            level: by.level.get(),
            since: by.since.to_string(),
        }
    }
}

/// A sentence in each language.
#[derive(Debug, Serialize)]
pub(crate) struct SentenceJson {
    en: String,
    ja: String,
}

/// A rule of the policy that the label breaks.
#[derive(Debug, Serialize)]
pub(crate) struct UnmetJson<'a> {
    rule: &'static str,
    required: &'a str,
    found: &'a str,
}

impl<'a> UnmetJson<'a> {
    fn of(finding: &'a Finding) -> Option<Self> {
        match finding {
            Finding::PolicyUnmet { rule, required, found } => Some(UnmetJson { rule: rule.as_str(), required, found }),
            _ => None,
        }
    }
}

/// One label found, judged; or an image without one.
#[derive(Debug, Serialize)]
pub(crate) struct VerdictJson<'a> {
    source: &'a str,
    code: &'static str,
    stands: bool,
    authentic: bool,
    label: Option<LabelJson<'a>>,
    names: Option<EntriesJson<'a>>,
    issuer: Option<Named<'a>>,
    authority: Option<AuthorityJson<'a>>,
    assessment: Option<&'static str>,
    reasons: Vec<&'static str>,
    carrier: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corners: Option<[[f64; 2]; 4]>,
    /// What keeps a symbol from being read.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'static str>,
    detail: Option<String>,
    checked_for: Option<String>,
    /// The last day that counts: as printed, or as extended since.
    last_day: Option<String>,
    /// How old what is known of the label is.
    trust_issued_at: Option<String>,
    status_issued_at: Option<String>,
    /// The verdict in one sentence for each language.
    sentence: SentenceJson,
    /// A symbol's name, for a colour alone would not do.
    symbol: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recognised: Vec<RecognisedJson<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    policy: Vec<UnmetJson<'a>>,
    key_id: Option<String>,
}

impl<'a> VerdictJson<'a> {
    /// A verdict, as it is printed.
    pub(crate) fn judged(source: &'a str, verdict: &'a Verdict, corners: Option<[[f64; 2]; 4]>) -> Self {
        let label = verdict.label();
        VerdictJson {
            source,
            code: verdict.code().as_str(),
            stands: verdict.stands(),
            authentic: verdict.is_authentic(),
            label: label.map(|label| LabelJson::from(label.label())),
            names: label.map(|label| EntriesJson::of(label.label(), label.scheme())),
            issuer: label.map(|label| Named::from(&label.issuer().names)),
            authority: label.map(|label| AuthorityJson::from(label.trust_list())),
            assessment: label.and_then(starseal::AuthenticLabel::assessment).map(starseal::Assessment::as_str),
            reasons: verdict.reasons().into_iter().map(Code::as_str).collect(),
            carrier: verdict.url(),
            corners,
            hint: None,
            detail: verdict.deciding().map(ToString::to_string),
            checked_for: verdict.checked_for().map(|day| day.to_string()),
            last_day: verdict.last_day().map(|day| day.to_string()),
            trust_issued_at: verdict.trust_issued_at().map(|time| time.to_string()),
            status_issued_at: verdict.status_issued_at().map(|time| time.to_string()),
            sentence: SentenceJson { en: verdict.sentence(Language::En), ja: verdict.sentence(Language::Ja) },
            symbol: verdict.mark().as_str(),
            recognised: verdict.recognised().iter().map(RecognisedJson::from).collect(),
            policy: verdict.findings().iter().filter_map(UnmetJson::of).collect(),
            key_id: verdict.key_id().map(|id| id.to_string()),
        }
    }

    /// An image without a label, or a symbol in it that cannot be read.
    pub(crate) fn no_label(source: &'a str, corners: Option<[[f64; 2]; 4]>, hint: Option<Hint>) -> Self {
        let code = Code::NoLabel;
        VerdictJson {
            source,
            code: code.as_str(),
            stands: code.stands(),
            authentic: code.is_authentic(),
            label: None,
            names: None,
            issuer: None,
            authority: None,
            assessment: None,
            reasons: Vec::new(),
            carrier: None,
            corners,
            hint: hint.map(Hint::code),
            detail: None,
            checked_for: None,
            last_day: None,
            trust_issued_at: None,
            status_issued_at: None,
            sentence: SentenceJson { en: code.sentence(Language::En), ja: code.sentence(Language::Ja) },
            symbol: Mark::of(code, code.stands()).as_str(),
            recognised: Vec::new(),
            policy: Vec::new(),
            key_id: None,
        }
    }

    /// The same with another sentence of detail.
    pub(crate) fn with_detail(self, detail: Option<String>) -> Self {
        VerdictJson { detail, ..self }
    }
}

/// Names in every language there is.
pub(crate) fn all_names(names: &Names) -> BTreeMap<&str, &str> {
    names.iter().collect()
}

/// A value on one line. Ours hold nothing that JSON cannot write: text keys, finite numbers.
pub(crate) fn line(value: &impl Serialize) -> std::io::Result<String> {
    serde_json::to_string(value).map_err(std::io::Error::from)
}
