//! The structure of the record.

use super::entries::{
    AuthorityEntry, CheckEntry, LabelEntry, LabelNames, Named, PolicyEntry, RecognizedEntry, Sentences,
    StatusListEntry, TrustListEntry,
};
use crate::code::{Code, Mark};
use crate::label::{FORMAT_VERSION, Timestamp};
use crate::trust::Assessment;
use crate::verify::{AuthenticLabel, Verdict, When};
use serde::Serialize;

/// The name and version of the record: the value of its field `schema`.
pub const SCHEMA: &str = "starseal-verdict/1";

/// The program that made a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ProgramEntry {
    /// The name of the program: `starseal`.
    pub name: &'static str,
    /// The version of the library.
    pub version: &'static str,
    /// The version of the wire format, [`FORMAT_VERSION`].
    pub format: u32,
}

impl ProgramEntry {
    const THIS: ProgramEntry =
        ProgramEntry { name: "starseal", version: env!("CARGO_PKG_VERSION"), format: FORMAT_VERSION };
}

/// The place where a label was found. A program sets the fields that it knows.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Place {
    /// The path of a file, or the number of an argument or a line.
    pub source: Option<String>,
    /// The corners of the symbol in an image, in pixels from the top left: top left, top right, bottom right, bottom
    /// left.
    pub corners: Option<[[f64; 2]; 4]>,
    /// The reason why a symbol that was seen cannot be read, or why one that was read has no text.
    pub hint: Option<&'static str>,
}

/// The record of a verdict, `starseal-verdict/1`. JSON has the fields in this order.
///
/// ```
/// use starseal::When;
/// use starseal::report::Record;
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let (verifier, text, now) = (common::verifier(), common::carrier(&common::sealed()), common::noon("2026-11-22"));
///
/// let verdict = verifier.check(text.as_str(), When::Now(now));
/// let record = Record::new(&verdict);
/// assert!(record.stands);
/// assert_eq!(record.label.as_ref().map(|label| label.level), Some(1));
/// assert!(record.to_json().starts_with(r#"{"schema":"starseal-verdict/1","code":"active","stands":true,"#));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Record {
    /// The name and version of the record, [`SCHEMA`].
    pub schema: &'static str,
    /// The code of the outcome.
    pub code: &'static str,
    /// Whether the label is authentic and counts on the day asked about.
    pub stands: bool,
    /// Whether the label is authentic, whether it counts or not.
    pub authentic: bool,
    /// The mark: `check`, `clock`, `query` or `cross`.
    pub mark: &'static str,
    /// The outcome in a sentence.
    pub sentence: Sentences,
    /// The finding that decided, in English, with its values; null for a label that stands.
    pub detail: Option<String>,
    /// The codes of all other findings, each once, in the order of the checks.
    pub reasons: Vec<&'static str>,
    /// The rules of the policy that the label does not meet.
    pub policy_unmet: Vec<PolicyEntry>,
    /// The claims of the label; null if it is not authentic.
    pub label: Option<LabelEntry>,
    /// The names of the numbers in the label; null if it is not authentic.
    pub names: Option<LabelNames>,
    /// The assessment: `self-declared` or `third-party`; null if the dictionary does not define the level.
    pub assessment: Option<&'static str>,
    /// The last day on which the label counts, as printed or as extended since, `YYYY-MM-DD`.
    pub last_day: Option<String>,
    /// The issuer, who sealed the label.
    pub issuer: Option<Named>,
    /// The authority of the issuer.
    pub authority: Option<AuthorityEntry>,
    /// The levels of other authorities as which the label counts.
    pub recognized: Vec<RecognizedEntry>,
    /// The web address of the label, which may be offered for opening.
    pub url: Option<String>,
    /// The key ID that the seal names, in hex.
    pub key_id: Option<String>,
    /// Every check, in order.
    pub checks: Vec<CheckEntry>,
    /// The text that was judged, as given, or its first 1,024 bytes if it is longer; null if no text was read.
    pub text: Option<String>,
    /// The length of the text in bytes.
    pub text_bytes: Option<usize>,
    /// The time of the check, by the clock of the program; null if it is not known.
    pub checked_at: Option<String>,
    /// The day asked about, if the question was about a day, `YYYY-MM-DD`.
    pub as_of: Option<String>,
    /// The day for which the label was judged, in the time zone of its scheme; null if no signature was verified.
    pub checked_for: Option<String>,
    /// The instant to which the ages of the lists are counted; null if no signature was verified.
    pub moment: Option<String>,
    /// The trust lists that the verdict rests on.
    pub trust_lists: Vec<TrustListEntry>,
    /// The status list that the verdict rests on.
    pub status_list: Option<StatusListEntry>,
    /// The digest of the policy that was applied, in hex; null if no text was read.
    pub policy_sha256: Option<String>,
    /// The program that made the record.
    pub program: ProgramEntry,
    /// The place where the label was found; left out if nothing is known about it.
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
            recognized: verdict.recognized().iter().map(RecognizedEntry::from).collect(),
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

    /// Makes the record of an image without a label, or of a symbol that cannot be read: `no-label` (R-46).
    #[must_use]
    pub fn no_label(at: When) -> Self {
        Record::bare(Code::NoLabel, at)
    }

    /// Makes the record of a symbol that was read but has no text: `no-label` (R-46), with the reason as the hint.
    #[cfg(feature = "scan")]
    #[must_use]
    pub fn no_text(reason: starseal_scan::NoText, at: When) -> Self {
        Record {
            sentence: Sentences::of(|language| language.no_text(reason)),
            detail: Some(reason.to_string()),
            place: Place { hint: Some(reason.code()), ..Place::default() },
            ..Record::no_label(at)
        }
    }

    /// Makes a record of a code and nothing else.
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

    /// Returns the record with the time of the check. A question about a day ([`When::On`]) does not contain it.
    #[must_use]
    pub fn checked_at(self, now: Timestamp) -> Self {
        Record { checked_at: Some(now.to_string()), ..self }
    }

    /// Returns the record with the place where the label was found.
    #[must_use]
    pub fn found_at(self, place: Place) -> Self {
        Record { place, ..self }
    }

    /// Returns the record with another detail.
    #[must_use]
    pub fn with_detail(self, detail: Option<String>) -> Self {
        Record { detail, ..self }
    }

    /// Writes the record as JSON on one line, without a line feed at the end. Hidden characters are escaped, as in
    /// [`escape_hidden`](super::escape_hidden).
    #[must_use]
    pub fn to_json(&self) -> String {
        #[expect(clippy::expect_used, reason = "infallible: keys are texts, and the writer is a Vec")]
        super::escape_hidden(serde_json::to_string(self).expect("writing JSON to memory"))
    }
}
