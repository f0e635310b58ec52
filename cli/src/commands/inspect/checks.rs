//! The result of each check of the library, with the rules of `docs/spec.md` that it covers.
//!
//! A verifier stops at a seal that it cannot verify. The claims can still be checked after that; such results are
//! marked as results about unverified content.

use crate::messages::Bilingual;
use serde::{Serialize, Serializer};
use starseal::carrier::CarrierError;
use starseal::code::Check;
use starseal::label::ClaimsError;
use starseal::seal::SealError;
use starseal::trust::Scheme;
use starseal::verify::CheckResult;
use starseal::{Code, Finding, Label, Verdict};

/// The result of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct CheckLine {
    /// The check's name.
    pub(super) check: &'static str,
    /// The rules that the check covers, such as `R-5`.
    pub(super) rules: Vec<String>,
    /// The requirement that a passed check confirms, in English.
    pub(super) requirement: &'static str,
    /// `passed`, `noted`, `failed` or `not-reached`.
    pub(super) result: &'static str,
    /// Whether the result is about unverified content.
    pub(super) unverified: bool,
    /// The findings, in words.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_english")]
    pub(super) details: Vec<Bilingual>,
}

impl CheckLine {
    fn new(check: Check, result: &'static str, details: Vec<Bilingual>) -> Self {
        let rules = check.rules().iter().map(|rule| format!("R-{rule}")).collect();
        let requirement = check.requirement();
        CheckLine { check: check.as_str(), rules, requirement, result, unverified: false, details }
    }

    fn of_content(check: Check, faults: Vec<Bilingual>) -> Self {
        let result = if faults.is_empty() { "passed" } else { "failed" };
        CheckLine { unverified: true, ..CheckLine::new(check, result, faults) }
    }
}

/// The results of the parsing steps, which need no key.
pub(super) struct Reading<'a> {
    pub(super) carrier: Result<(), &'a CarrierError>,
    /// The result for the envelope; none if the carrier has no bytes.
    pub(super) seal: Option<Result<(), &'a SealError>>,
    /// The result for the claims; none if the envelope has no payload.
    pub(super) claims: Option<Result<&'a Label, &'a ClaimsError>>,
    /// The scheme of the given trust list.
    pub(super) scheme: Option<&'a Scheme>,
}

impl Reading<'_> {
    /// Returns the result of every check in order: from the verdict as far as it goes, then from the unverified
    /// content.
    pub(super) fn checks(&self, verdict: Option<&Verdict>) -> Vec<CheckLine> {
        let lines = match verdict {
            Some(verdict) => of_verdict(verdict),
            None => self.without_keys(),
        };
        lines.into_iter().map(|line| if line.result == "not-reached" { self.of_content(line) } else { line }).collect()
    }

    /// Returns the results of the checks up to the key, which needs a trust list.
    fn without_keys(&self) -> Vec<CheckLine> {
        let of_seal = self.seal.and_then(Result::err).map(|error| (error.code(), detail(error.clone())));
        let of_carrier = self.carrier.err().map(|error| (error.code(), detail(error.clone())));
        let fault = of_carrier.or(of_seal);
        let mut is_over = false;
        let line = |check: &Check| {
            is_over |= *check == Check::Key;
            match &fault {
                _ if is_over => CheckLine::new(*check, "not-reached", Vec::new()),
                Some((code, detail)) if code.check() == Some(*check) => {
                    is_over = true;
                    CheckLine::new(*check, "failed", vec![detail.clone()])
                }
                _ => CheckLine::new(*check, "passed", Vec::new()),
            }
        };
        Check::ALL.iter().map(line).collect()
    }

    /// Returns the result for unverified content of a check that was not reached.
    fn of_content(&self, line: CheckLine) -> CheckLine {
        let claims = self.claims;
        if line.check == Check::Claims.as_str() {
            let fault = claims.map(|claims| claims.err().cloned().map(detail).into_iter().collect());
            return fault.map_or(line, |faults| CheckLine::of_content(Check::Claims, faults));
        }
        if line.check == Check::Scheme.as_str() {
            let known = claims.and_then(Result::ok).zip(self.scheme);
            let faults = known.map(|(label, scheme)| scheme.violations(label).into_iter().map(detail).collect());
            return faults.map_or(line, |faults| CheckLine::of_content(Check::Scheme, faults));
        }
        line
    }
}

/// Returns an error as the finding that a verdict would have of it.
fn detail(error: impl Into<Finding>) -> Bilingual {
    Bilingual::from(&error.into())
}

fn as_english<S: Serializer>(details: &[Bilingual], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(details.iter().map(|detail| &detail.english))
}

fn of_verdict(verdict: &Verdict) -> Vec<CheckLine> {
    let details = |codes: &[Code]| {
        let found = verdict.findings().iter().filter(|finding| codes.contains(&finding.code()));
        found.map(Bilingual::from).collect()
    };
    let line = |(check, result): (Check, CheckResult)| match result {
        CheckResult::Passed => CheckLine::new(check, "passed", Vec::new()),
        CheckResult::Noted(codes) => CheckLine::new(check, "noted", details(&codes)),
        CheckResult::Failed(codes) => CheckLine::new(check, "failed", details(&codes)),
        CheckResult::NotReached => CheckLine::new(check, "not-reached", Vec::new()),
    };
    verdict.checks().into_iter().map(line).collect()
}
