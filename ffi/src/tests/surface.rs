//! Tests that `bindings/surface.json` lists the types of this crate. The other languages compare their types with that
//! file.

use crate::{
    Assessment, AuthorityContent, BrokenRule, CheckContent, CheckResult, FindingContent, Freshness, IssuerContent,
    LabelContent, ListOutcome, Mark, MarkColor, Names, Policy, RecognizedContent, StarsealError, Update,
    VerdictContent, When, Words,
};
use serde_json::{Value, json};
use starseal::{Code, Language};

fn surface() -> Value {
    serde_json::from_str(include_str!("../../../bindings/surface.json")).unwrap()
}

/// Returns the fields of a record. The pattern names all of them, so an added or removed field does not compile.
macro_rules! fields {
    ($record:ident { $($field:ident),* $(,)? }) => {{
        let _all_of_them = |record: $record| {
            let $record { $($field: _),* } = record;
        };
        json!([$(stringify!($field)),*])
    }};
}

/// Returns the values of an enum as other languages write them. The `match` names all of them.
macro_rules! values {
    ($name:ident { $($variant:pat => $text:literal),* $(,)? }) => {{
        let _all_of_them = |value: $name| match value {
            $($variant => $text),*
        };
        json!([$($text),*])
    }};
}

#[test]
fn codes() {
    let ours: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(surface()["codes"], json!(ours));
    assert_eq!(crate::all_codes(), ours);
}

#[test]
fn types_and_their_fields() {
    let mut ours = json!({
        "Verdict": fields!(VerdictContent {
            code, stands, is_authentic, label, last_day, reasons, findings, checks, broken_rules, recognized, url,
            key_id, checked_for, moment, trust_issued_at, status_issued_at, mark, color, en, ja, record,
        }),
        "AuthenticLabel": fields!(LabelContent {
            product_id, level, level_names, assessment, issued_on, expires_on, status_index, criteria,
            criteria_citation, category, category_names, holder, model, gtins, evaluator, evaluator_names, serial,
            unknown_claims, issuer_names, authority_names, authority_id,
        }),
        "Names": fields!(Names { en, ja }),
        "Words": fields!(Words { sentence, reasons }),
        "Finding": fields!(FindingContent { code, detail }),
        "CheckOutcome": fields!(CheckContent { check, result, codes }),
        "BrokenRule": fields!(BrokenRule { rule, required, found }),
        "Recognized": fields!(RecognizedContent { authority_id, authority_names, level, level_names, since, until }),
        "Policy": fields!(Policy {
            minimum_level, minimum_level_of_category, accepted_criteria, minimum_days_left, assessment, accept_deferral,
            trust_list, status_list, require_plausible_clock,
        }),
        "Freshness": fields!(Freshness { ageing_after_days, stale_after_days, accept_stale }),
        "Authority": fields!(AuthorityContent {
            authority_id, names, trust_version, trust_issued_at, trust_expires_at, clock_floor, issuers,
        }),
        "Issuer": fields!(IssuerContent { names, carrier_prefixes, status_list_uri, status_issued_at }),
    });
    let theirs = surface()["types"].clone();
    #[cfg(feature = "scan")]
    {
        use crate::{Corner, ImageVerdicts, Sighting, TextlessSymbol, UnreadSymbol};
        ours["ImageVerdicts"] = fields!(ImageVerdicts { code, labels, other_symbols, unread, textless });
        ours["Sighting"] = fields!(Sighting { verdict, carrier, corners });
        ours["UnreadSymbol"] = fields!(UnreadSymbol { corners, hint });
        ours["TextlessSymbol"] = fields!(TextlessSymbol { corners, reason, eci, part, parts, en, ja });
        ours["Corner"] = fields!(Corner { x, y });
        assert_eq!(theirs, ours);
    }
    for (name, fields) in ours.as_object().unwrap() {
        assert_eq!(&theirs[name], fields, "{name}");
    }
}

#[test]
fn enums_and_their_values() {
    let theirs = surface();
    #[cfg_attr(not(feature = "scan"), expect(unused_mut, reason = "only images add one"))]
    let mut ours = json!({
        "Assessment": values!(Assessment {
            Assessment::SelfDeclared => "self-declared",
            Assessment::ThirdParty => "third-party",
        }),
        "CheckResult": values!(CheckResult {
            CheckResult::Passed => "passed",
            CheckResult::Noted => "noted",
            CheckResult::Failed => "failed",
            CheckResult::NotReached => "not-reached",
        }),
        "Mark": values!(Mark {
            Mark::Check => "check",
            Mark::Clock => "clock",
            Mark::Query => "query",
            Mark::Cross => "cross",
        }),
        "MarkColor": values!(MarkColor {
            MarkColor::Green => "green",
            MarkColor::Amber => "amber",
            MarkColor::Gray => "gray",
            MarkColor::Red => "red",
        }),
        "Language": Language::ALL.iter().map(|language| language.tag()).collect::<Vec<_>>(),
        "Update": values!(Update { Update::Taken => "taken", Update::Known => "known" }),
    });
    #[cfg(feature = "scan")]
    {
        use crate::{Hint, NoText};
        ours["Hint"] = values!(Hint {
            Hint::CutOff => "cut-off",
            Hint::TooSmall => "too-small",
            Hint::TooTilted => "too-tilted",
            Hint::LowLight => "low-light",
            Hint::Glare => "glare",
            Hint::Blurred => "blurred",
            Hint::Damaged => "damaged",
            Hint::TooMany => "too-many",
        });
        ours["NoText"] = values!(NoText {
            NoText::UnknownEci => "unknown-eci",
            NoText::NotText => "not-text",
            NoText::PartOfText => "part-of-text",
        });
        assert_eq!(theirs["enums"], ours);
        let codes: Vec<&str> = starseal::scan::Hint::ALL.iter().map(|hint| hint.code()).collect();
        assert_eq!(ours["Hint"], json!(codes));
    }
    for (name, values) in ours.as_object().unwrap() {
        assert_eq!(&theirs["enums"][name], values, "{name}");
    }
    assert_eq!(
        values!(ListOutcome {
            ListOutcome::Taken => "taken",
            ListOutcome::Known => "known",
            ListOutcome::Refused { code: _, detail: _ } => "refused",
        }),
        json!(theirs["variants"]["ListOutcome"].as_object().unwrap().keys().collect::<Vec<_>>()),
    );
    assert_eq!(theirs["variants"]["ListOutcome"]["refused"], json!(["code", "detail"]));
}

#[test]
fn errors_and_their_fields() {
    let ours = values!(StarsealError {
        StarsealError::TrustList { code: _, detail: _ } => "TrustList",
        StarsealError::StatusList { code: _, detail: _ } => "StatusList",
        StarsealError::Bundle { code: _, detail: _ } => "Bundle",
        StarsealError::State { code: _, detail: _ } => "State",
        StarsealError::Image { code: _, detail: _ } => "Image",
        StarsealError::Value { code: _, detail: _ } => "Value",
    });
    let theirs = surface()["errors"].clone();
    assert_eq!(ours, json!(theirs.as_object().unwrap().keys().collect::<Vec<_>>()));
    assert!(theirs.as_object().unwrap().values().all(|fields| *fields == json!(["code", "detail"])));
}

#[test]
fn times_to_ask_about() {
    let ours = values!(When { When::Now { instant: _ } => "now", When::On { day: _ } => "on" });
    assert_eq!(surface()["when"], ours);
}

/// Checks that every code has the mark of the core, and every mark the color of the core.
#[test]
fn marks_and_colors_are_those_of_the_core() {
    for code in Code::ALL {
        for stands in [false, true] {
            let core = starseal::code::Mark::of(*code, stands);
            let (mark, color) = (Mark::from(core), MarkColor::from(core));
            assert_eq!(format!("{mark:?}").to_lowercase(), core.as_str());
            assert_eq!(format!("{color:?}").to_lowercase(), core.color().replace("grey", "gray"));
        }
    }
}
