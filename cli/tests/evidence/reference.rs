//! The pages of the reference have exactly the codes and fields that there are.

use crate::common::schema::is_described;
use crate::shop::Shop;
use serde_json::Value;
use starseal_evidence::folder::FolderError;
use starseal_evidence::stamp::StampError;
use starseal_evidence::{EvidenceError, Finding, WriteError};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference").join(name)).unwrap()
}

/// Returns what stands in backticks in the first cells of a section's rows.
pub fn rows(page: &str, heading: &str) -> BTreeSet<String> {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    let section = rest.split("\n## ").next().unwrap();
    let cells = section.lines().filter(|line| line.starts_with("| `")).map(|line| line.split(" | ").next().unwrap());
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn the_page_has_every_code() {
    let page = page("evidence.md");
    let set = |codes: &[&str]| -> BTreeSet<String> { codes.iter().map(|code| (*code).to_owned()).collect() };
    assert_eq!(rows(&page, "Findings"), set(&Finding::CODES));
    assert_eq!(rows(&page, "Time stamps"), set(&StampError::CODES));
    let errors = [&EvidenceError::CODES[..], &WriteError::CODES, &FolderError::CODES].concat();
    assert_eq!(rows(&page, "Errors"), set(&errors));
}

/// Adds the paths of the fields of a value, at any depth.
fn paths(value: &Value, prefix: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{prefix}[]"), found)),
        Value::Object(entries) => entries.iter().for_each(|(name, inner)| {
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            let list = if inner.is_array() { "[]" } else { "" };
            found.insert(format!("{path}{list}"));
            paths(inner, &path, found);
        }),
        _ => {}
    }
}

#[test]
fn the_report_is_as_its_page_and_its_schema_say() {
    let shop = Shop::open();
    shop.create("--key shop.pem").exits(0);
    shop.create("").exits(0);
    let revoke = format!(
        "trust revoke-key --trust t1.cbor --key-id {} --sign-with root.pem --now 2026-11-22 --out t2.cbor",
        starseal::Signer::public_key(&crate::common::issuer_key()).key_id()
    );
    shop.run(&revoke).exits(0);
    let (_, mut report) = shop.verify("chain", "--trust t2.cbor --status s1.cwt --on 2026-11-21 --key shop.pem");
    // The second file is not signed, which is a finding.
    assert_eq!(report["files"][1]["findings"][0]["code"], "not-signed");
    let schema: Value = serde_json::from_str(&page("evidence.schema.json")).unwrap();
    is_described(&report, &schema);
    // There is neither another version nor a fault of the chain.
    report["chain"] = serde_json::json!([]);
    let mut printed = BTreeSet::new();
    paths(&report, "", &mut printed);
    assert_eq!(rows(&page("evidence.md"), "The report"), printed);
    let shown = shop.run("evidence show chain/000001.evidence --json").exits(0).json().remove(0);
    for (name, value) in shown.as_object().unwrap() {
        assert_eq!(&report["files"][0][name], value, "{name}");
    }
}
