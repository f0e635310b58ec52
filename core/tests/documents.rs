//! Compares the documents with the library.

mod common;

use starseal::{CarrierText, Code, SealedLabel, dangerous};
use std::collections::BTreeSet;
use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

/// Returns the texts between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let (_, rest) = text.split_once(heading).unwrap_or_else(|| panic!("no section {heading}"));
    rest.split("\n## ").next().unwrap()
}

#[test]
fn the_specification_lists_exactly_the_codes_that_exist() {
    let spec = read("docs/spec.md");
    let table = section(&spec, "\n## 12. Codes").split("\nA code's spelling").next().unwrap();
    let written: BTreeSet<&str> = quoted(table).into_iter().collect();
    let existing: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(written, existing);
}

#[test]
fn the_worked_example_is_the_label_it_explains() {
    let spec = read("docs/spec.md");
    let example = section(&spec, "\n## 13. A sealed label, byte by byte");
    let (table, rest) = example.split_once("\nIn diagnostic notation").unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    let hex: String = rows.flat_map(|row| quoted(row.split('|').nth(1).unwrap())).collect::<String>().replace(' ', "");
    let bytes = common::from_hex(&hex);

    let carrier = rest.lines().find(|line| line.starts_with("HTTPS://")).unwrap();
    let carrier = CarrierText::parse(carrier).unwrap();
    assert_eq!(carrier.sealed_bytes(), bytes);
    let sealed = SealedLabel::from_bytes(&bytes).unwrap();
    let signed = rest.lines().find(|line| line.starts_with("`846a")).unwrap();
    assert_eq!(sealed.to_be_signed(), common::from_hex(quoted(signed).first().unwrap()));

    let label = dangerous::unverified_label(&sealed).unwrap();
    assert_eq!(label.product_id().as_str(), "SS-2026-000123");
    assert_eq!((label.issued_on(), label.expires_on()), (common::date("2026-04-01"), common::date("2028-03-31")));

    let keys: serde_json::Value = serde_json::from_str(&read("test-vectors/keys.json")).unwrap();
    let key = keys.as_array().unwrap().iter().find(|key| key["name"] == "label 1").unwrap();
    let key = common::from_hex(key["public_key"].as_str().unwrap()).try_into().unwrap();
    let key = starseal::PublicKey::from_bytes(&key).unwrap();
    let signature = bytes.last_chunk::<64>().unwrap();
    assert!(key.verifies(&sealed.to_be_signed(), signature));
}
