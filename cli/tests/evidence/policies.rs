//! The policies that are ready to use, on labels that meet them and labels that do not; and their page.

use crate::common::{PREFIX, carrier_of, issuer_key, trust_list};
use crate::reference::rows;
use crate::shop::{LISTS, Shop};
use serde_json::{Value, json};
use starseal::seal::seal;
use starseal::verify::PolicyRule;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns what a policy finds against a label of a level, a category and criteria.
fn unmet(shop: &Shop, policy: &str, level: u8, category: Option<u16>, criteria: Option<u16>) -> Value {
    let list = trust_list();
    let mut label = starseal::LabelBuilder::new(
        starseal::ProductId::new("EX-000123").unwrap(),
        starseal::Level::new(level).unwrap(),
        "2026-04-01".parse().unwrap(),
        "2028-03-31".parse().unwrap(),
        7,
    );
    if let Some(category) = category {
        label = label.category(category);
    }
    if let Some(criteria) = criteria {
        label = label.criteria(criteria);
    }
    let text = carrier_of(&seal(&label.build(&list.statement().scheme).unwrap(), &issuer_key()).unwrap(), PREFIX);
    let policy = root().join("policies").join(policy);
    let run = shop.run(&format!("verify {LISTS} --policy {} --now 2026-11-22 --json {text}", policy.display()));
    let record = run.json().remove(0);
    assert_eq!(record["code"] == "policy-unmet", record["policy_unmet"] != json!([]), "{record}");
    record["policy_unmet"].clone()
}

#[test]
fn the_policy_for_the_united_kingdom_names_rule_and_values() {
    let shop = Shop::open();
    assert_eq!(unmet(&shop, "uk-supply.toml", 1, Some(1), Some(1)), json!([]));
    let criteria = json!([{ "rule": "criteria", "required": "JST-CR-01-01-2024R1", "found": "none" }]);
    assert_eq!(unmet(&shop, "uk-supply.toml", 1, Some(1), None), criteria);
}

#[test]
fn a_wrong_clock_is_no_evidence_for_the_united_kingdom() {
    let shop = Shop::open();
    let policy = root().join("policies/uk-supply.toml");
    let text = crate::shop::label("CAM-100");
    let run =
        shop.run(&format!("verify {LISTS} --policy {} --now 2025-12-01 --json {text}", policy.display())).exits(1);
    let record = run.json().remove(0);
    assert_eq!((&record["code"], record["stands"].as_bool()), (&json!("status-unknown"), Some(false)));
    assert!(record["reasons"].as_array().unwrap().contains(&json!("freshness-unknown")), "{record}");
}

#[test]
fn the_policy_of_government_buyers_names_rule_and_values() {
    let shop = Shop::open();
    assert_eq!(unmet(&shop, "government-purchasing.toml", 2, Some(1), Some(1)), json!([]));
    let level = json!([{ "rule": "minimum-level", "required": "2", "found": "1" }]);
    assert_eq!(unmet(&shop, "government-purchasing.toml", 1, Some(1), Some(1)), level);
    // Without a category, the highest level of all is asked for.
    assert_eq!(unmet(&shop, "government-purchasing.toml", 1, None, Some(1)), level);
}

#[test]
fn the_page_has_every_rule_of_a_policy() {
    let page = std::fs::read_to_string(root().join("docs/reference/policy.md")).unwrap();
    let rules: BTreeSet<String> = PolicyRule::ALL.iter().map(|rule| rule.as_str().to_owned()).collect();
    assert_eq!(rows(&page, "Rules in a record"), rules);
}
