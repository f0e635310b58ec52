//! Verdicts.

use super::basis::{Basis, StatusListUsed, TrustListUsed};
use super::{AuthenticLabel, Finding, Recognised, When};
use crate::code::{Code, Mark};
use crate::digest::Digest;
use crate::keys::KeyId;
use crate::label::{Date, Timestamp};
use crate::limits::MAX_CARRIER_BYTES;
use crate::status::StatusList;
use crate::trust::TrustList;
use std::sync::Arc;

/// The answer to a check: one code, and everything beside it.
///
/// [`outcome`](Self::outcome) is what most callers need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    question: Question,
    answer: Answer,
}

/// What a verdict amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// The label is authentic and counts on the day asked about.
    Stands(&'a AuthenticLabel),
    /// The label is authentic and does not count on the day asked about. The finding says why.
    DoesNotStand(&'a AuthenticLabel, &'a Finding),
    /// There is no authentic label. The finding says why; nothing that the text claims is shown.
    Refused(&'a Finding),
}

/// What was asked, of which verifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    text: Box<str>,
    text_bytes: usize,
    at: When,
    basis: Arc<Basis>,
}

impl Question {
    /// A question about a text. Of one longer than any carrier, only the start is kept.
    pub(super) fn new(text: &str, at: When, basis: &Arc<Basis>) -> Self {
        let kept = text.get(..text.floor_char_boundary(MAX_CARRIER_BYTES)).unwrap_or_default();
        Question { text: kept.into(), text_bytes: text.len(), at, basis: Arc::clone(basis) }
    }
}

/// How far the examination came, and what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    /// No signature was verified. The one finding says why.
    Closed { deciding: Finding, key_id: Option<KeyId> },
    /// The signature is good, and the label is not authentic all the same: it is not shown.
    NotShown { deciding: Finding, findings: Vec<Finding>, key_id: KeyId, data: Data },
    /// The label is authentic.
    Authentic { deciding: Option<Finding>, findings: Vec<Finding>, shown: Box<Shown> },
}

/// What was at hand about a label under a good signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Data {
    pub(super) checked_for: Date,
    pub(super) moment: Timestamp,
    pub(super) trust: Arc<TrustList>,
    pub(super) status: Option<Arc<StatusList>>,
}

/// What is shown of an authentic label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) label: AuthenticLabel,
    pub(super) url: Option<String>,
    pub(super) last_day: Date,
    pub(super) recognised: Vec<Recognised>,
    pub(super) data: Data,
}

impl Verdict {
    /// A text in which no signature was verified.
    pub(super) fn closed(question: Question, deciding: Finding, key_id: Option<KeyId>) -> Self {
        Verdict { question, answer: Answer::Closed { deciding, key_id } }
    }

    /// A label under a good signature. `show` makes the authentic label, and is called only where nothing is against
    /// that.
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

    /// Returns what the verdict amounts to, with the label if it is authentic.
    ///
    /// ```
    /// # fn show(verdict: &starseal::Verdict) {
    /// use starseal::Outcome;
    ///
    /// match verdict.outcome() {
    ///     Outcome::Stands(label) => println!("★{} {}", label.level(), label.product_id()),
    ///     Outcome::DoesNotStand(label, finding) => println!("{}: {}", label.product_id(), finding.code()),
    ///     Outcome::Refused(finding) => println!("{}", finding.code()),
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn outcome(&self) -> Outcome<'_> {
        match &self.answer {
            Answer::Authentic { deciding: None, shown, .. } => Outcome::Stands(&shown.label),
            Answer::Authentic { deciding: Some(finding), shown, .. } => Outcome::DoesNotStand(&shown.label, finding),
            Answer::Closed { deciding, .. } | Answer::NotShown { deciding, .. } => Outcome::Refused(deciding),
        }
    }

    /// Returns the code of the outcome: the first thing found against the label, or `active`, or `deferral` where the
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

    /// Returns everything found, in the order of the checks, the deciding finding included.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match &self.answer {
            Answer::Closed { deciding, .. } => core::slice::from_ref(deciding),
            Answer::NotShown { findings, .. } | Answer::Authentic { findings, .. } => findings,
        }
    }

    /// Returns the codes of everything found beside the deciding code, each once, in the order of the checks.
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

    /// Returns the symbol to show beside the sentence, since a color alone is not enough.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark::of(self.code(), self.stands())
    }

    /// Returns the label's web address, to be offered for opening: only that of an authentic label, behind its issuer's
    /// own prefix.
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

    /// Returns the moment to which ages are counted: `now`, raised to the clock floor, or the start of the day asked
    /// about.
    #[must_use]
    pub fn moment(&self) -> Option<Timestamp> {
        self.data().map(|data| data.moment)
    }

    /// Returns when the trust list used was issued: the age of what is known about keys.
    #[must_use]
    pub fn trust_issued_at(&self) -> Option<Timestamp> {
        self.data().map(|data| data.trust.statement().issued_at)
    }

    /// Returns when the status list used was issued: the age of what is known about this label.
    #[must_use]
    pub fn status_issued_at(&self) -> Option<Timestamp> {
        self.data().and_then(|data| data.status.as_ref()).map(|list| list.issued_at())
    }

    /// Returns the last day that counts: as printed, or as extended since. Only an authentic label has one.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.shown().map(|shown| shown.last_day)
    }

    /// Returns what the label counts as under other authorities (R-62).
    #[must_use]
    pub fn recognised(&self) -> &[Recognised] {
        self.shown().map_or(&[], |shown| &shown.recognised)
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

    /// Returns the trust lists that the verdict rests on: that of the label's authority; all that were tried if no
    /// signature was verified.
    #[must_use]
    pub fn trust_lists_used(&self) -> Vec<TrustListUsed> {
        match self.data() {
            Some(data) => vec![TrustListUsed::of(&data.trust)],
            None => self.question.basis.trust_lists.clone(),
        }
    }

    /// Returns the status list that the verdict rests on; none where none was at hand, or no signature was verified.
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
