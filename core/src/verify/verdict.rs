//! The answer.

use super::{AuthenticLabel, Finding, Recognised};
use crate::{Code, Date, KeyId, Timestamp};

/// What a check found out: one code, and everything beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    findings: Vec<Finding>,
    label: Option<AuthenticLabel>,
    key_id: Option<KeyId>,
    url: Option<String>,
    checked_for: Option<Date>,
    data: Option<Data>,
    recognised: Vec<Recognised>,
}

/// What was at hand about a label under a good signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Data {
    last_day: Date,
    moment: Timestamp,
    trust_issued_at: Timestamp,
    status_issued_at: Option<Timestamp>,
}

/// A label under a good signature, with all that was found after that.
pub(super) struct Judged {
    pub(super) label: AuthenticLabel,
    pub(super) findings: Vec<Finding>,
    pub(super) url: Option<String>,
    pub(super) checked_for: Date,
    pub(super) moment: Timestamp,
    pub(super) last_day: Date,
    pub(super) status_issued_at: Option<Timestamp>,
    pub(super) recognised: Vec<Recognised>,
}

impl Verdict {
    /// A text in which nothing was verified.
    pub(super) fn refused(finding: Finding, key_id: Option<KeyId>) -> Self {
        Verdict {
            findings: vec![finding],
            label: None,
            key_id,
            url: None,
            checked_for: None,
            data: None,
            recognised: Vec::new(),
        }
    }

    /// A label that was opened. One that is not authentic after all is not shown.
    pub(super) fn judged(judged: Judged) -> Self {
        let Judged { label, findings, url, checked_for, moment, last_day, status_issued_at, recognised } = judged;
        let trust_issued_at = label.trust_list().statement().issued_at;
        let mut verdict = Verdict {
            key_id: Some(label.key_id()),
            findings,
            label: Some(label),
            url,
            checked_for: Some(checked_for),
            data: Some(Data { last_day, moment, trust_issued_at, status_issued_at }),
            recognised,
        };
        if !verdict.code().is_authentic() {
            verdict.label = None;
            verdict.url = None;
            verdict.recognised.clear();
            verdict.findings.retain(|finding| !matches!(finding, Finding::Recognised { .. }));
        }
        verdict
    }

    /// The outcome: the first thing found against the label, or `active`, or `deferral` where the policy accepts it.
    #[must_use]
    pub fn code(&self) -> Code {
        let accepted = || self.findings.iter().find(|finding| matches!(finding, Finding::Deferral { .. }));
        self.deciding().or_else(accepted).map_or(Code::Active, Finding::code)
    }

    /// Whether the label counts on the day asked about.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.deciding().is_none()
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
        self.findings.iter().find(|finding| finding.decides())
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

    /// When the trust list used was issued: how old the verifier's knowledge of keys is.
    #[must_use]
    pub fn trust_issued_at(&self) -> Option<Timestamp> {
        self.data.map(|data| data.trust_issued_at)
    }

    /// When the status list used was issued: how old the verifier's knowledge of this label is.
    #[must_use]
    pub fn status_issued_at(&self) -> Option<Timestamp> {
        self.data.and_then(|data| data.status_issued_at)
    }

    /// The moment to which ages are counted: `now`, raised to the clock floor, or the start of the day asked about.
    #[must_use]
    pub fn moment(&self) -> Option<Timestamp> {
        self.data.map(|data| data.moment)
    }

    /// The last day that counts: as printed, or as extended since. Only an authentic label has one.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.label.as_ref().and(self.data).map(|data| data.last_day)
    }

    /// What the label counts as under other authorities.
    #[must_use]
    pub fn recognised(&self) -> &[Recognised] {
        &self.recognised
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
    /// The labels, in reading order; none where the code is `no-label`.
    pub labels: Vec<Sighting>,
    /// Symbols whose text is no sealed label.
    pub other_symbols: usize,
    /// Symbols seen without being read, with what an app can say about that: "closer", "hold still".
    pub unread: Vec<crate::UnreadSymbol>,
}

#[cfg(feature = "scan")]
impl ImageVerdicts {
    /// The code of an image in which no label was found.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.labels.is_empty().then_some(Code::NoLabel)
    }
}
