//! The pages of the reference name exactly the codes and fields that there are.

use crate::common::starseal;
use crate::server::Server;
use crate::site::{Day, Site};
use crate::update::folder;
use serde_json::Value;
use starseal_outside::Fault;
use starseal_outside::observe::Finding;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference").join(name)).unwrap()
}

/// Returns the text below a heading.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    rest.split("\n## ").next().unwrap()
}

/// Returns what stands in backticks in the first cells of a section's rows.
fn rows(section: &str) -> BTreeSet<&str> {
    let cells = section.lines().filter(|line| line.starts_with("| `")).map(|line| line.split(" | ").next().unwrap());
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn the_page_of_codes_has_every_code() {
    let page = page("outside.md");
    let beside = [
        "address-malformed",
        "address-not-encrypted",
        "descriptor-malformed",
        "descriptor-unsupported",
        "nothing-of-this-authority",
        "delta-leads-nowhere",
    ];
    let faults: BTreeSet<&str> = Fault::CODES.into_iter().chain(beside).collect();
    assert_eq!(rows(section(&page, "Faults of an address, a connection or an answer")), faults);
    let findings = Finding::CODES.into_iter().chain(["memory-malformed", "memory-of-another"]).collect();
    assert_eq!(rows(section(&page, "Findings of an observation")), findings);
}

/// Adds the names of the fields of a value, at any depth.
fn fields(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| fields(item, names)),
        Value::Object(entries) => entries.iter().for_each(|(name, inner)| {
            names.insert(name.clone());
            fields(inner, names);
        }),
        _ => {}
    }
}

#[test]
fn the_page_of_json_has_every_field() {
    let page = page("json.md");
    let site = Site::new(&Day::default(), &[]);
    let folder = folder(&site);
    let server = Server::honest(&site);
    let url = server.url();
    let update = format!("update --from {url} --trust trust.cbor --state s --now 2026-11-22T03:00:00Z --json");
    // At this time the list is old, so that there is a finding.
    let observe = format!("observe {url} --trust trust.cbor --now 2026-12-22T03:00:00Z --json");
    for (heading, words, code) in [("update --json", update, 0), ("observe --json", observe, 1)] {
        let mut printed = BTreeSet::new();
        fields(&starseal(folder.path(), &words).exits(code).json()[0], &mut printed);
        let described = rows(section(&page, heading));
        let described = described.iter().map(|path| path.rsplit('.').next().unwrap().trim_end_matches("[]").to_owned());
        assert_eq!(described.collect::<BTreeSet<String>>(), printed, "{heading}");
    }
}
