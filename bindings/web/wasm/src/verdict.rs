//! The result of a check.

use serde::Serialize;
use starseal::report::Record;
use starseal::{Language, Timestamp, Verdict};

/// A verdict in the form that crosses: its record, and what a record does not have.
#[derive(Serialize)]
pub(crate) struct VerdictContent {
    /// The record `starseal-verdict/1` in JSON, whose bytes are the same in every language.
    record: String,
    findings: Vec<Finding>,
    reasons: Reasons,
    moment: Option<u64>,
    trust_issued_at: Option<u64>,
    status_issued_at: Option<u64>,
}

#[derive(Serialize)]
struct Finding {
    code: &'static str,
    detail: String,
}

#[derive(Serialize)]
struct Reasons {
    en: Vec<String>,
    ja: Vec<String>,
}

impl From<&Verdict> for VerdictContent {
    fn from(verdict: &Verdict) -> Self {
        let findings = verdict.findings().iter();
        VerdictContent {
            record: Record::new(verdict).to_json(),
            findings: findings
                .map(|finding| Finding { code: finding.code().as_str(), detail: finding.to_string() })
                .collect(),
            reasons: Reasons { en: verdict.reason_sentences(Language::En), ja: verdict.reason_sentences(Language::Ja) },
            moment: verdict.moment().map(Timestamp::unix_seconds),
            trust_issued_at: verdict.trust_issued_at().map(Timestamp::unix_seconds),
            status_issued_at: verdict.status_issued_at().map(Timestamp::unix_seconds),
        }
    }
}
