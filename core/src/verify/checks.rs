//! A verdict, check by check, in the order of R-45.

use super::Verdict;
use crate::Code;
use core::fmt;

/// One of the checks that a label goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Check {
    ///
    Limits,
    ///
    Carrier,
    ///
    Encoding,
    ///
    Envelope,
    ///
    Profile,
    ///
    Key,
    ///
    Signature,
    ///
    Claims,
    ///
    KeyWindow,
    ///
    Compromise,
    ///
    Prefix,
    ///
    Scheme,
    ///
    Clock,
    ///
    Freshness,
    ///
    Dates,
    ///
    Status,
    ///
    Policy,
    ///
    Recognition,
}

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckResult {
    /// Nothing was found.
    Passed,
    /// Something is worth saying, and decides nothing.
    Noted(Vec<Code>),
    /// Something is against the label. All codes found, notes among them.
    Failed(Vec<Code>),
    /// An earlier check ended it.
    NotReached,
}

impl Check {
    /// Every check, in order.
    pub const ALL: &'static [Check] = &[
        Check::Limits,
        Check::Carrier,
        Check::Encoding,
        Check::Envelope,
        Check::Profile,
        Check::Key,
        Check::Signature,
        Check::Claims,
        Check::KeyWindow,
        Check::Compromise,
        Check::Prefix,
        Check::Scheme,
        Check::Clock,
        Check::Freshness,
        Check::Dates,
        Check::Status,
        Check::Policy,
        Check::Recognition,
    ];

    /// Its name in kebab case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Check::Limits => "limits",
            Check::Carrier => "carrier",
            Check::Encoding => "encoding",
            Check::Envelope => "envelope",
            Check::Profile => "profile",
            Check::Key => "key",
            Check::Signature => "signature",
            Check::Claims => "claims",
            Check::KeyWindow => "key-window",
            Check::Compromise => "compromise",
            Check::Prefix => "prefix",
            Check::Scheme => "scheme",
            Check::Clock => "clock",
            Check::Freshness => "freshness",
            Check::Dates => "dates",
            Check::Status => "status",
            Check::Policy => "policy",
            Check::Recognition => "recognition",
        }
    }

    /// The check that finds a code; none for codes of images and lists.
    #[must_use]
    pub const fn of(code: Code) -> Option<Check> {
        Some(match code {
            Code::TooLong => Check::Limits,
            Code::NotALabel => Check::Carrier,
            Code::BadBase41 | Code::BadBase64url => Check::Encoding,
            Code::MalformedSeal => Check::Envelope,
            Code::UnsupportedProfile => Check::Profile,
            Code::UnknownKey => Check::Key,
            Code::BadSignature => Check::Signature,
            Code::MalformedClaims | Code::UnsupportedVersion => Check::Claims,
            Code::KeyNotAllowed => Check::KeyWindow,
            Code::KeyCompromised | Code::Witnessed => Check::Compromise,
            Code::ForeignCarrier => Check::Prefix,
            Code::SchemeViolation => Check::Scheme,
            Code::ClockBehind => Check::Clock,
            Code::TrustAgeing | Code::TrustStale | Code::StatusAgeing | Code::StatusStale => Check::Freshness,
            Code::NotYetValid | Code::Expired | Code::Extended => Check::Dates,
            Code::Active
            | Code::Deferral
            | Code::Withdrawn
            | Code::Revoked
            | Code::StatusUnknown
            | Code::NoStatusPublished
            | Code::StatusListPredatesLabel
            | Code::IndexUnallocated
            | Code::StatusValueUnknown => Check::Status,
            Code::PolicyUnmet => Check::Policy,
            Code::Recognised => Check::Recognition,
            _ => return None,
        })
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Verdict {
    /// Every check in order, with what came of it. Up to the claims the first failure ends it; from there on all are
    /// made.
    #[must_use]
    pub fn checks(&self) -> Vec<(Check, CheckResult)> {
        let last = if self.checked_for().is_some() { None } else { self.deciding().and_then(|f| Check::of(f.code())) };
        let mut is_over = false;
        let mut checks = Vec::new();
        for check in Check::ALL {
            let found: Vec<_> = self.findings().iter().filter(|f| Check::of(f.code()) == Some(*check)).collect();
            let mut codes: Vec<Code> = found.iter().map(|finding| finding.code()).collect();
            codes.dedup();
            let result = if is_over {
                CheckResult::NotReached
            } else if found.iter().any(|finding| finding.decides()) {
                CheckResult::Failed(codes)
            } else if codes.is_empty() {
                CheckResult::Passed
            } else {
                CheckResult::Noted(codes)
            };
            is_over |= last == Some(*check);
            checks.push((*check, result));
        }
        checks
    }
}
