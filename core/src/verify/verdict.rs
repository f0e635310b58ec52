//! Verdicts: the answers of a verifier.

use super::basis::{Basis, StatusListUsed, TrustListUsed};
use super::{AuthenticLabel, Finding, Recognized, When};
use crate::code::{Code, Mark};
use crate::digest::Digest;
use crate::keys::KeyId;
use crate::label::{Date, Timestamp};
use crate::limits::MAX_CARRIER_BYTES;
use crate::status::StatusList;
use crate::trust::TrustList;
use std::sync::Arc;

/// The answer of a verifier about one text: an outcome, a code, and all findings.
///
/// Most callers need only [`outcome`](Self::outcome).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    question: Question,
    answer: Answer,
}

/// The outcome of a check. It returns a label only together with whether the label counts.
///
/// ```
/// use starseal::{Outcome, When};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let (verifier, carrier) = (common::verifier(), common::carrier(&common::sealed()));
/// # let text = carrier.as_str();
///
/// fn summary(outcome: Outcome<'_>) -> String {
///     match outcome {
///         Outcome::Stands(label) => format!("{} counts", label.product_id()),
///         Outcome::DoesNotStand(label, finding) => format!("{} does not count: {finding}", label.product_id()),
///         Outcome::Refused(finding) => format!("refused: {finding}"),
///     }
/// }
///
/// let on = |day: &str| summary(verifier.check(text, When::On(day.parse().unwrap())).outcome());
/// assert_eq!(on("2026-11-22"), "SS-2026-000123 counts");
/// assert_eq!(
///     on("2028-04-01"),
///     "SS-2026-000123 does not count: the label's last day was 2028-03-31; checked for 2028-04-01",
/// );
/// assert_eq!(
///     summary(verifier.check("HTTPS://JC-STAR.EXAMPLE/", When::On("2026-11-22".parse()?)).outcome()),
///     "refused: the text is not a sealed label",
/// );
/// # Ok::<(), starseal::label::ValueError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// The label is authentic and counts on the day asked about.
    Stands(&'a AuthenticLabel),
    /// The label is authentic and does not count on the day asked about. The finding is the reason.
    DoesNotStand(&'a AuthenticLabel, &'a Finding),
    /// There is no authentic label. The finding is the reason; nothing that the text claims is shown.
    Refused(&'a Finding),
}

/// A question, and the state of the verifier that answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    text: Box<str>,
    text_bytes: usize,
    at: When,
    basis: Arc<Basis>,
}

impl Question {
    /// Makes a question about a text. If the text is longer than any carrier, only its start is kept.
    pub(super) fn new(text: &str, at: When, basis: &Arc<Basis>) -> Self {
        let kept = text.get(..text.floor_char_boundary(MAX_CARRIER_BYTES)).unwrap_or_default();
        Question { text: kept.into(), text_bytes: text.len(), at, basis: Arc::clone(basis) }
    }
}

/// The result of an examination.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    /// No signature was verified. The one finding is the reason.
    Closed { deciding: Finding, key_id: Option<KeyId> },
    /// The signature is good, but the label is not authentic. It is not shown.
    NotShown { deciding: Finding, findings: Vec<Finding>, key_id: KeyId, data: Data },
    /// The label is authentic.
    Authentic { deciding: Option<Finding>, findings: Vec<Finding>, shown: Box<Shown> },
}

/// The data with which a label under a good signature was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Data {
    pub(super) checked_for: Date,
    pub(super) moment: Timestamp,
    pub(super) trust_moment: Timestamp,
    pub(super) trust: Arc<TrustList>,
    pub(super) status: Option<Arc<StatusList>>,
}

/// The parts of a verdict that only an authentic label has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) label: AuthenticLabel,
    pub(super) url: Option<String>,
    pub(super) last_day: Date,
    pub(super) recognized: Vec<Recognized>,
    pub(super) data: Data,
}

impl Verdict {
    /// Makes the verdict about a text in which no signature was verified.
    pub(super) fn closed(question: Question, deciding: Finding, key_id: Option<KeyId>) -> Self {
        Verdict { question, answer: Answer::Closed { deciding, key_id } }
    }

    /// Makes the verdict about a label under a good signature. `show` makes the authentic label. It is called only if
    /// no finding refuses the label.
    pub(super) fn judged(
        question: Question,
        findings: Vec<Finding>,
        key_id: KeyId,
        data: Data,
        show: impl FnOnce(Data) -> Shown,
    ) -> Self {
        let deciding = findings.iter().find(|finding| finding.decides()).cloned();
        let answer = match deciding {
            Some(deciding) if !deciding.code().is_authentic() => {
                let findings = findings.into_iter().filter(|finding| !matches!(finding, Finding::Recognised { .. }));
                Answer::NotShown { deciding, findings: findings.collect(), key_id, data }
            }
            deciding => Answer::Authentic { deciding, findings, shown: Box::new(show(data)) },
        };
        Verdict { question, answer }
    }

    /// Returns the outcome, with the label if it is authentic.
    #[must_use]
    pub fn outcome(&self) -> Outcome<'_> {
        match &self.answer {
            Answer::Authentic { deciding: None, shown, .. } => Outcome::Stands(&shown.label),
            Answer::Authentic { deciding: Some(finding), shown, .. } => Outcome::DoesNotStand(&shown.label, finding),
            Answer::Closed { deciding, .. } | Answer::NotShown { deciding, .. } => Outcome::Refused(deciding),
        }
    }

    /// Returns the code of the outcome: that of the first finding against the label, or `active`, or `deferral` if the
    /// policy accepts it.
    #[must_use]
    pub fn code(&self) -> Code {
        let accepted = || self.findings().iter().find(|finding| matches!(finding, Finding::Deferral { .. }));
        self.deciding().or_else(accepted).map_or(Code::Active, Finding::code)
    }

    /// Returns whether the label is authentic and counts on the day asked about.
    #[must_use]
    pub fn stands(&self) -> bool {
        matches!(self.outcome(), Outcome::Stands(_))
    }

    /// Returns whether the label is authentic, whether it counts on the day asked about or not.
    #[must_use]
    pub fn is_authentic(&self) -> bool {
        self.authentic_label().is_some()
    }

    /// Returns the label if it is authentic, **whether it counts or not**. To decide, use [`outcome`](Self::outcome).
    #[must_use]
    pub fn authentic_label(&self) -> Option<&AuthenticLabel> {
        self.shown().map(|shown| &shown.label)
    }

    /// Returns the finding that decided; none for a label that stands.
    #[must_use]
    pub fn deciding(&self) -> Option<&Finding> {
        match &self.answer {
            Answer::Authentic { deciding, .. } => deciding.as_ref(),
            Answer::Closed { deciding, .. } | Answer::NotShown { deciding, .. } => Some(deciding),
        }
    }

    /// Returns all findings in the order of the checks, including the one that decided.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match &self.answer {
            Answer::Closed { deciding, .. } => core::slice::from_ref(deciding),
            Answer::NotShown { findings, .. } | Answer::Authentic { findings, .. } => findings,
        }
    }

    /// Returns the codes of all findings except [`code`](Self::code), each once, in the order of the checks.
    #[must_use]
    pub fn reasons(&self) -> Vec<Code> {
        let mut reasons = Vec::new();
        for code in self.findings().iter().map(Finding::code) {
            if code != self.code() && !reasons.contains(&code) {
                reasons.push(code);
            }
        }
        reasons
    }

    /// Returns the mark to show beside the sentence: a color, and a symbol for people who do not see the color.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark::of(self.code(), self.stands())
    }

    /// Returns the web address of the label, which may be offered for opening. Only an authentic label has one, and it
    /// starts with a prefix of its issuer.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.shown().and_then(|shown| shown.url.as_deref())
    }

    /// Returns the key ID that the seal names. Before the signature is verified, it is a hint.
    #[must_use]
    pub fn key_id(&self) -> Option<KeyId> {
        match &self.answer {
            Answer::Closed { key_id, .. } => *key_id,
            Answer::NotShown { key_id, .. } => Some(*key_id),
            Answer::Authentic { shown, .. } => Some(shown.label.key_id()),
        }
    }

    /// Returns the day for which the label was judged, in its scheme's time zone; none if no signature was verified.
    #[must_use]
    pub fn checked_for(&self) -> Option<Date> {
        self.data().map(|data| data.checked_for)
    }

    /// Returns the instant to which the age of the status list is counted: `now`, raised to the clock floor of the
    /// issuer, or the start of the day asked about (R-40, R-76).
    #[must_use]
    pub fn moment(&self) -> Option<Timestamp> {
        self.data().map(|data| data.moment)
    }

    /// Returns the instant to which the age of the trust list is counted: like [`moment`](Self::moment), with the clock
    /// floor of the authority (R-40, R-76).
    #[must_use]
    pub fn trust_moment(&self) -> Option<Timestamp> {
        self.data().map(|data| data.trust_moment)
    }

    /// Returns the time at which the trust list of the label was issued.
    #[must_use]
    pub fn trust_issued_at(&self) -> Option<Timestamp> {
        self.data().map(|data| data.trust.statement().issued_at)
    }

    /// Returns the time at which the status list of the label was issued; none if none was held.
    #[must_use]
    pub fn status_issued_at(&self) -> Option<Timestamp> {
        self.data().and_then(|data| data.status.as_ref()).map(|list| list.issued_at())
    }

    /// Returns the last day on which the label counts, as printed or as extended since (R-69). Only an authentic label
    /// has one.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.shown().map(|shown| shown.last_day)
    }

    /// Returns the levels of other authorities as which the label counts (R-62).
    #[must_use]
    pub fn recognized(&self) -> &[Recognized] {
        self.shown().map_or(&[], |shown| &shown.recognized)
    }

    /// Returns the text that was judged, as it was given. Of a text longer than any carrier (1,024 bytes), this is the
    /// start.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.question.text
    }

    /// Returns the length in bytes of the text that was judged.
    #[must_use]
    pub fn text_bytes(&self) -> usize {
        self.question.text_bytes
    }

    /// Returns the time that was asked about.
    #[must_use]
    pub fn asked_at(&self) -> When {
        self.question.at
    }

    /// Returns the trust lists that the verdict rests on: the one of the label's authority, or all that were tried if
    /// no signature was verified.
    #[must_use]
    pub fn trust_lists_used(&self) -> Vec<TrustListUsed> {
        match self.data() {
            Some(data) => vec![TrustListUsed::of(&data.trust)],
            None => self.question.basis.trust_lists.clone(),
        }
    }

    /// Returns the status list that the verdict rests on; none if none was held, or no signature was verified.
    #[must_use]
    pub fn status_list_used(&self) -> Option<StatusListUsed> {
        self.data().and_then(|data| data.status.as_deref()).map(StatusListUsed::of)
    }

    /// Returns the digest of the policy applied, [`Policy::digest`](super::Policy::digest).
    #[must_use]
    pub fn policy_digest(&self) -> Digest {
        self.question.basis.policy
    }

    fn shown(&self) -> Option<&Shown> {
        match &self.answer {
            Answer::Authentic { shown, .. } => Some(shown),
            Answer::Closed { .. } | Answer::NotShown { .. } => None,
        }
    }

    fn data(&self) -> Option<&Data> {
        match &self.answer {
            Answer::Closed { .. } => None,
            Answer::NotShown { data, .. } => Some(data),
            Answer::Authentic { shown, .. } => Some(&shown.data),
        }
    }
}
