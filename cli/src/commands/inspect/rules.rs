//! Each rule of `docs/spec.md` that can be looked at, and whether it holds.
//!
//! The library names the first fault of each step; what it says of one rule also says what it knows of the others.

use serde::Serialize;
use starseal::{
    CarrierError, CarrierForm, CborFault, ClaimsError, Finding, Label, Scheme, SchemeViolation, SealError, ValueError,
    Verdict,
};

/// A rule, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Check {
    /// Its number, such as `R-5`.
    pub(super) rule: &'static str,
    /// What it asks for.
    pub(super) what: &'static str,
    /// Whether it holds; none where nobody could tell.
    pub(super) holds: Option<bool>,
    /// The fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) detail: Option<String>,
}

type Rule = (&'static str, &'static str);

const SEAL: [Rule; 5] = [
    ("R-13", "tag 18 on an array of four"),
    ("R-14", "deterministic CBOR"),
    ("R-15", "a payload within"),
    ("R-16", "the headers of this version"),
    ("R-17", "a signature of 64 bytes"),
];

const CLAIMS: [Rule; 9] = [
    ("R-21", "one map in deterministic CBOR"),
    ("R-23", "keys that this version may read"),
    ("R-24", "claims of later versions are passed over"),
    ("R-25", "a product ID of 1 to 32 printable characters"),
    ("R-26", "dates from 2010 to 2149"),
    ("R-27", "numbers in range"),
    ("R-28", "texts of their length, without disguise"),
    ("R-29", "one to four different GTINs"),
    ("R-22", "the five claims that every label has"),
];

const KEY: [Rule; 2] = [("R-18", "the key is in the trust list"), ("R-20", "the signature is that key's")];

const ALLOWED: [Rule; 3] = [
    ("R-30", "the key may seal labels of that date"),
    ("R-31", "the key is not compromised"),
    ("R-32", "the address is one of the issuer's"),
];

const SCHEME: [Rule; 6] = [
    ("R-33", "the dictionary has the level"),
    ("R-34", "the dictionary has criteria and category"),
    ("R-35", "an evaluator where one is asked for, and only there"),
    ("R-36", "it does not expire before it is issued"),
    ("R-37", "it is not valid for too long"),
    ("R-38", "the check digit of each GTIN"),
];

const STANDING: [Rule; 2] = [("R-41", "the day asked about is within its dates"), ("R-42", "its status is known")];

fn check((rule, what): Rule, holds: Option<bool>) -> Check {
    Check { rule, what, holds, detail: None }
}

/// Rules of which one is broken; `knows` says which of the others hold then.
fn broken_at(rules: &[Rule], broken: &str, detail: String, knows: impl Fn(&str) -> Option<bool>) -> Vec<Check> {
    let one = |rule: &Rule| {
        if rule.0 == broken {
            Check { detail: Some(detail.clone()), ..check(*rule, Some(false)) }
        } else {
            check(*rule, knows(rule.0))
        }
    };
    rules.iter().map(one).collect()
}

/// Rules that are looked at one after the other: those before the broken one hold, nobody knows about those after it.
fn in_order(rules: &[Rule], fault: Option<(&str, String)>) -> Vec<Check> {
    let Some((broken, detail)) = fault else {
        return rules.iter().map(|rule| check(*rule, Some(true))).collect();
    };
    let place = |name: &str| rules.iter().position(|(rule, _)| *rule == name);
    broken_at(rules, broken, detail, |rule| (place(rule) < place(broken)).then_some(true))
}

/// Rules that nobody could look at.
fn unknown(rules: &[Rule]) -> Vec<Check> {
    rules.iter().map(|rule| check(*rule, None)).collect()
}

/// from what reading the carrier came to.
pub(super) fn of_carrier(read: Result<CarrierForm, &CarrierError>) -> Vec<Check> {
    let digits = match read {
        Ok(CarrierForm::Base64url) | Err(CarrierError::BadBase64url) => ("R-7", "base64url, strictly"),
        _ => ("R-5", "Base41, strictly"),
    };
    let rules = [
        ("R-1", "at most 1,024 bytes"),
        ("R-3", "a payload that starts I2W or 0oR"),
        digits,
        ("R-8", "at most 512 bytes sealed"),
    ];
    let fault = read.err().map(|error| {
        let rule = match error {
            CarrierError::TooLong { .. } => "R-1",
            CarrierError::NotALabel => "R-3",
            CarrierError::BadBase41(_) => "R-5",
            CarrierError::BadBase64url => "R-7",
            _ => "R-8",
        };
        (rule, error.to_string())
    });
    in_order(&rules, fault)
}

/// from what reading the envelope came to; none where there were no bytes.
pub(super) fn of_seal(read: Option<Result<(), &SealError>>) -> Vec<Check> {
    let error = match read {
        None => return unknown(&SEAL),
        Some(Ok(())) => return in_order(&SEAL, None),
        Some(Err(error)) => error,
    };
    match error {
        // Structure and encoding are read at once: of a fault in the one, nothing follows for the other.
        SealError::Cbor(CborFault::Unexpected) => broken_at(&SEAL, "R-13", error.to_string(), |_| None),
        SealError::Cbor(_) => broken_at(&SEAL, "R-14", error.to_string(), |_| None),
        SealError::NoPayload => in_order(&SEAL, Some(("R-15", error.to_string()))),
        SealError::UnsupportedProfile => in_order(&SEAL, Some(("R-16", error.to_string()))),
        _ => in_order(&SEAL, Some(("R-17", error.to_string()))),
    }
}

/// from what reading the claims came to; none where there was no payload.
pub(super) fn of_claims(read: Option<Result<&Label, &ClaimsError>>) -> Vec<Check> {
    let error = match read {
        None => return unknown(&CLAIMS),
        Some(Ok(label)) => {
            let mut checks = in_order(&CLAIMS, None);
            if label.unknown_claims() > 0 {
                for check in checks.iter_mut().filter(|check| check.rule == "R-24") {
                    check.detail = Some(format!("{} of them", label.unknown_claims()));
                }
            }
            return checks;
        }
        Some(Err(error)) => error,
    };
    let broken = match error {
        ClaimsError::Cbor(_) => "R-21",
        ClaimsError::Key | ClaimsError::UnsupportedVersion { .. } => "R-23",
        ClaimsError::Value(fault) => rule_of_value(fault),
        // What is missing is noticed last.
        _ => return in_order(&CLAIMS, Some(("R-22", error.to_string()))),
    };
    let before: &[&str] = match broken {
        "R-21" => &[],
        "R-23" => &["R-21"],
        // Values are read in the order of their keys, so nothing is known of the others.
        _ => &["R-21", "R-23"],
    };
    broken_at(&CLAIMS, broken, error.to_string(), |rule| before.contains(&rule).then_some(true))
}

fn rule_of_value(fault: &ValueError) -> &'static str {
    match fault {
        ValueError::GtinDigits { .. } | ValueError::GtinList | ValueError::Range { what: "GTIN", .. } => "R-29",
        ValueError::Date { .. } | ValueError::Range { what: "date", .. } => "R-26",
        ValueError::Range { .. } => "R-27",
        ValueError::Length { what: "product ID", .. } | ValueError::Character { what: "product ID", .. } => "R-25",
        _ => "R-28",
    }
}

/// which need a trust list.
pub(super) fn of_key(verdict: Option<&Verdict>) -> Vec<Check> {
    let Some(verdict) = verdict.filter(|verdict| verdict.key_id().is_some()) else { return unknown(&KEY) };
    let fault = verdict.deciding().and_then(|finding| match finding {
        Finding::UnknownKey { .. } => Some(("R-18", finding.to_string())),
        Finding::BadSignature { .. } => Some(("R-20", finding.to_string())),
        _ => None,
    });
    in_order(&KEY, fault)
}

/// which are judged only after a good signature.
pub(super) fn of_permission(verdict: Option<&Verdict>) -> Vec<Check> {
    after_signature(&ALLOWED, verdict, |finding| match finding {
        Finding::KeyNotAllowed { .. } => Some("R-30"),
        Finding::KeyCompromised { .. } => Some("R-31"),
        Finding::ForeignCarrier => Some("R-32"),
        _ => None,
    })
}

/// likewise.
pub(super) fn of_standing(verdict: Option<&Verdict>) -> Vec<Check> {
    let mut checks = after_signature(&STANDING, verdict, |finding| match finding {
        Finding::NotYetValid { .. } | Finding::Expired { .. } => Some("R-41"),
        Finding::StatusUnknown { .. } => Some("R-42"),
        _ => None,
    });
    let note = verdict.and_then(|verdict| verdict.findings().iter().find(|note| **note == Finding::NoStatusPublished));
    for check in checks.iter_mut().filter(|check| check.rule == "R-42" && check.holds == Some(true)) {
        check.detail = note.map(ToString::to_string);
    }
    checks
}

fn after_signature(
    rules: &[Rule],
    verdict: Option<&Verdict>,
    rule_of: impl Fn(&Finding) -> Option<&'static str>,
) -> Vec<Check> {
    let Some(verdict) = verdict.filter(|verdict| verdict.checked_for().is_some()) else { return unknown(rules) };
    let one = |rule: &Rule| {
        let finding = verdict.findings().iter().find(|finding| rule_of(finding) == Some(rule.0));
        Check { detail: finding.map(ToString::to_string), ..check(*rule, Some(finding.is_none())) }
    };
    rules.iter().map(one).collect()
}

/// all with a trust list's dictionary, two of them without.
pub(super) fn of_scheme(label: Option<&Label>, scheme: Option<&Scheme>) -> Vec<Check> {
    let Some(label) = label else { return unknown(&SCHEME) };
    let Some(scheme) = scheme else {
        let order = label.issued_on() <= label.expires_on();
        let digits = label.gtins().iter().all(|gtin| gtin.check_digit_holds());
        let known = |rule| match rule {
            "R-36" => Some(order),
            "R-38" => Some(digits),
            _ => None,
        };
        return SCHEME.iter().map(|rule| check(*rule, known(rule.0))).collect();
    };
    let violations = scheme.violations(label);
    let one = |rule: &Rule| {
        let violation = violations.iter().find(|violation| rule_of_violation(violation) == rule.0);
        Check { detail: violation.map(ToString::to_string), ..check(*rule, Some(violation.is_none())) }
    };
    SCHEME.iter().map(one).collect()
}

fn rule_of_violation(violation: &SchemeViolation) -> &'static str {
    match violation {
        SchemeViolation::UnknownLevel { .. } => "R-33",
        SchemeViolation::UnknownCriteria { .. }
        | SchemeViolation::UnknownCategory { .. }
        | SchemeViolation::ExcludedCategory { .. } => "R-34",
        SchemeViolation::ExpiresBeforeIssued { .. } => "R-36",
        SchemeViolation::ValidityTooLong { .. } => "R-37",
        SchemeViolation::GtinCheckDigit { .. } => "R-38",
        _ => "R-35",
    }
}
