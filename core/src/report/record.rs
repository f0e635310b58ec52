//! The record.

use super::entries::{
    AuthorityEntry, CheckEntry, LabelEntry, LabelNames, Named, PolicyEntry, RecognizedEntry, Sentences,
    StatusListEntry, TrustListEntry,
};
use crate::code::{Code, Mark};
use crate::label::{FORMAT_VERSION, Timestamp};
use crate::trust::Assessment;
use crate::verify::{AuthenticLabel, Verdict, When};
use serde::Serialize;

/// The record's name and version, the value of its field `schema`.
pub const SCHEMA: &str = "starseal-verdict/1";

/// What made a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProgramEntry {
    /// The name: `starseal`.
    pub name: &'static str,
    /// The library's version.
    pub version: &'static str,
    /// The version of the wire format, [`FORMAT_VERSION`].
    pub format: u32,
}

impl ProgramEntry {
    const THIS: ProgramEntry =
        ProgramEntry { name: "starseal", version: env!("CARGO_PKG_VERSION"), format: FORMAT_VERSION };
}

/// Where a label was found. A program fills in what it knows.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Place {
    /// A path, or the number of an argument or a line.
    pub source: Option<String>,
    /// The symbol's corners in an image, in pixels: top left, top right, bottom right, bottom left.
    pub corners: Option<[[f64; 2]; 4]>,
    /// What keeps a symbol that was seen from being read.
    pub hint: Option<&'static str>,
}

/// The record of a verdict, `starseal-verdict/1`. Its fields stand in JSON in this order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The code of the outcome.
    pub code: &'static str,
    /// Whether the label is authentic and counts.
    pub stands: bool,
    /// Whether the label is authentic.
    pub authentic: bool,
    /// The mark: `check`, `clock`, `query` or `cross`.
    pub mark: &'static str,
    /// The outcome in a sentence.
    pub sentence: Sentences,
    /// What decided, in full, in English; null for a label that stands.
    pub detail: Option<String>,
    /// The codes of everything found beside `code`.
    pub reasons: Vec<&'static str>,
    /// The rules of the policy that the label does not meet.
    pub policy_unmet: Vec<PolicyEntry>,
    /// What the label says; null where it is not authentic.
    pub label: Option<LabelEntry>,
    /// What the label's numbers are called.
    pub names: Option<LabelNames>,
    /// `self-declared` or `third-party`; null where the dictionary does not say.
    pub assessment: Option<&'static str>,
    /// The last day that counts: as printed, or as extended since.
    pub last_day: Option<String>,
    /// Who sealed the label.
    pub issuer: Option<Named>,
    /// The authority of the issuer.
    pub authority: Option<AuthorityEntry>,
    /// What the label counts as under other authorities.
    pub recognized: Vec<RecognizedEntry>,
    /// The web address, to be offered for opening.
    pub url: Option<String>,
    /// The key ID that the seal names, in hex.
    pub key_id: Option<String>,
    /// Every check, in order.
    pub checks: Vec<CheckEntry>,
    /// The text that was judged, as it was given: the first 1,024 bytes of a longer one. Null where no text was read.
    pub text: Option<String>,
    /// The length of the text in bytes.
    pub text_bytes: Option<usize>,
    /// When the check was made, by the clock of whoever made it. Null where that is not known.
    pub checked_at: Option<String>,
    /// The day asked about, if another than that of the check.
    pub as_of: Option<String>,
    /// The day for which the label was judged.
    pub checked_for: Option<String>,
    /// The moment to which ages are counted.
    pub moment: Option<String>,
    /// The trust lists that the verdict rests on.
    pub trust_lists: Vec<TrustListEntry>,
    /// The status list that the verdict rests on.
    pub status_list: Option<StatusListEntry>,
    /// The digest of the policy that was applied, in hex.
    pub policy_sha256: Option<String>,
    /// What made this record.
    pub program: ProgramEntry,
    /// Where the label was found: left out where nothing is known of it.
    #[serde(skip_serializing_if = "is_nowhere")]
    pub place: Place,
}

fn is_nowhere(place: &Place) -> bool {
    *place == Place::default()
}

impl Record {
    /// Makes the record of a verdict.
    #[must_use]
    pub fn new(verdict: &Verdict) -> Self {
        let label = verdict.authentic_label();
        Record {
            stands: verdict.stands(),
            authentic: verdict.is_authentic(),
            mark: verdict.mark().as_str(),
            sentence: Sentences::of(|language| verdict.sentence(language)),
            detail: verdict.deciding().map(ToString::to_string),
            reasons: verdict.reasons().into_iter().map(Code::as_str).collect(),
            policy_unmet: verdict.findings().iter().filter_map(PolicyEntry::of).collect(),
            label: label.map(|label| LabelEntry::from(&**label)),
            names: label.map(|label| LabelNames::of(label, label.scheme())),
            assessment: label.and_then(AuthenticLabel::assessment).map(Assessment::as_str),
            last_day: verdict.last_day().map(|day| day.to_string()),
            issuer: label.map(|label| Named::from(&label.issuer().names)),
            authority: label.map(|label| AuthorityEntry::from(label.trust_list())),
            recognized: verdict.recognised().iter().map(RecognizedEntry::from).collect(),
            url: verdict.url().map(str::to_owned),
            key_id: verdict.key_id().map(|id| id.to_string()),
            checks: CheckEntry::all(verdict),
            text: Some(verdict.text().to_owned()),
            text_bytes: Some(verdict.text_bytes()),
            checked_for: verdict.checked_for().map(|day| day.to_string()),
            moment: verdict.moment().map(|moment| moment.to_string()),
            trust_lists: verdict.trust_lists_used().into_iter().map(TrustListEntry::from).collect(),
            status_list: verdict.status_list_used().map(StatusListEntry::from),
            policy_sha256: Some(verdict.policy_digest().to_string()),
            ..Record::bare(verdict.code(), verdict.asked_at())
        }
    }

    /// Makes the record of an image without a label, or of a symbol in it that cannot be read: `no-label`.
    #[must_use]
    pub fn no_label(at: When) -> Self {
        Record::bare(Code::NoLabel, at)
    }

    /// A record that says nothing but a code.
    fn bare(code: Code, at: When) -> Self {
        let (checked_at, as_of) = match at {
            When::Now(now) => (Some(now.to_string()), None),
            When::On(day) => (None, Some(day.to_string())),
        };
        Record {
            schema: SCHEMA,
            code: code.as_str(),
            stands: false,
            authentic: false,
            mark: Mark::of(code, false).as_str(),
            sentence: Sentences::of(|language| code.sentence(language)),
            detail: None,
            reasons: Vec::new(),
            policy_unmet: Vec::new(),
            label: None,
            names: None,
            assessment: None,
            last_day: None,
            issuer: None,
            authority: None,
            recognized: Vec::new(),
            url: None,
            key_id: None,
            checks: Vec::new(),
            text: None,
            text_bytes: None,
            checked_at,
            as_of,
            checked_for: None,
            moment: None,
            trust_lists: Vec::new(),
            status_list: None,
            policy_sha256: None,
            program: ProgramEntry::THIS,
            place: Place::default(),
        }
    }

    /// Returns the record with the time of the check, which a question about a past day does not tell.
    #[must_use]
    pub fn checked_at(self, now: Timestamp) -> Self {
        Record { checked_at: Some(now.to_string()), ..self }
    }

    /// Returns the record with the place where the label was found.
    #[must_use]
    pub fn found_at(self, place: Place) -> Self {
        Record { place, ..self }
    }

    /// Returns the record with another sentence of detail.
    #[must_use]
    pub fn with_detail(self, detail: Option<String>) -> Self {
        Record { detail, ..self }
    }

    /// Writes the record as JSON on one line, without a line feed at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        #[expect(clippy::expect_used, reason = "infallible: keys are texts, and the writer is a Vec")]
        serde_json::to_string(self).expect("writing JSON to memory")
    }
}
