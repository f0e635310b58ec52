//! The answer.

use super::{AuthenticLabel, Finding};
use crate::{Code, Date, KeyId, Timestamp};

/// What a check found out: one code, and everything beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    findings: Vec<Finding>,
    label: Option<AuthenticLabel>,
    key_id: Option<KeyId>,
    url: Option<String>,
    checked_for: Option<Date>,
    trust_issued_at: Option<Timestamp>,
}

impl Verdict {
    /// A text in which nothing was verified.
    pub(super) fn refused(finding: Finding, key_id: Option<KeyId>) -> Self {
        Verdict { findings: vec![finding], label: None, key_id, url: None, checked_for: None, trust_issued_at: None }
    }

    /// A label under a good signature, with all that was found after that.
    pub(super) fn judged(
        label: AuthenticLabel,
        findings: Vec<Finding>,
        url: Option<String>,
        checked_for: Date,
    ) -> Self {
        let mut verdict = Verdict {
            key_id: Some(label.key_id()),
            trust_issued_at: Some(label.trust_list().statement().issued_at),
            findings,
            label: Some(label),
            url,
            checked_for: Some(checked_for),
        };
        if !verdict.code().is_authentic() {
            verdict.label = None;
            verdict.url = None;
        }
        verdict
    }

    /// The outcome: the first thing found against the label, or `active`.
    #[must_use]
    pub fn code(&self) -> Code {
        self.deciding().map_or(Code::Active, Finding::code)
    }

    /// Whether the label counts on the day asked about.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.code().stands()
    }

    /// Whether an issuer in the trust list made this label, whether it counts today or not.
    #[must_use]
    pub fn is_authentic(&self) -> bool {
        self.code().is_authentic()
    }

    /// The label, if it is authentic.
    #[must_use]
    pub fn label(&self) -> Option<&AuthenticLabel> {
        self.label.as_ref()
    }

    /// The finding that decided, in full; none for a label that stands.
    #[must_use]
    pub fn deciding(&self) -> Option<&Finding> {
        self.findings.iter().find(|finding| !finding.code().is_note())
    }

    /// Everything found, in the order of the checks, the deciding one among them.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The codes of everything found beside the deciding code, each once, in the order of the checks.
    #[must_use]
    pub fn reasons(&self) -> Vec<Code> {
        let mut reasons = Vec::new();
        for code in self.findings.iter().map(Finding::code) {
            if code != self.code() && !reasons.contains(&code) {
                reasons.push(code);
            }
        }
        reasons
    }

    /// The label's web address, to be offered for opening: only an authentic label's, behind its issuer's own prefix.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The key ID that the seal names: before the signature is verified, a hint.
    #[must_use]
    pub fn key_id(&self) -> Option<KeyId> {
        self.key_id
    }

    /// The day for which the label was judged, in its scheme's time zone.
    #[must_use]
    pub fn checked_for(&self) -> Option<Date> {
        self.checked_for
    }

    /// When the trust list used was issued: how old the verifier's knowledge is.
    #[must_use]
    pub fn trust_issued_at(&self) -> Option<Timestamp> {
        self.trust_issued_at
    }
}

/// A label found in an image, judged.
#[cfg(feature = "scan")]
#[derive(Debug, Clone, PartialEq)]
pub struct Sighting {
    /// What the label is.
    pub verdict: Verdict,
    /// The text of its symbol.
    pub carrier: String,
    /// Its corners in pixels: top left, top right, bottom right, bottom left of the symbol.
    pub corners: [crate::Point; 4],
}

/// All labels of an image, and how many other symbols there were.
#[cfg(feature = "scan")]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImageVerdicts {
    /// The labels, from top to bottom; none where the code is `no-label`.
    pub labels: Vec<Sighting>,
    /// Symbols whose text is no sealed label.
    pub other_symbols: usize,
}

#[cfg(feature = "scan")]
impl ImageVerdicts {
    /// The code of an image in which no label was found.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.labels.is_empty().then_some(Code::NoLabel)
    }
}
