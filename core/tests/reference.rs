//! Compares the reference with the library: the table of codes, and the page and the schema of the record.
//!
//! `cargo xtask reference` sets `STARSEAL_WRITE_REFERENCE`, with which the tests write the generated parts. Without it,
//! they compare them.

mod common;

use serde_json::{Map, Value};
use starseal::code::{Check, Class, Mark};
use starseal::report::{Place, Record};
use starseal::scan::{Hint, NoText};
use starseal::trust::Assessment;
use starseal::verify::PolicyRule;
use starseal::{Code, Level, When};
use std::path::{Path, PathBuf};

const SCHEMA: &str = "docs/reference/record.schema.json";
const PAGE: &str = "docs/reference/record.md";
const CODES: &str = "docs/reference/codes.md";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn read_json(name: &str) -> Value {
    serde_json::from_str(&read(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Compares a file with its generated content, or writes it if that is requested.
fn keep(name: &str, made: &str) {
    if std::env::var_os("STARSEAL_WRITE_REFERENCE").is_some() {
        std::fs::write(path(name), made).unwrap();
        return;
    }
    let kept = read(name);
    let differs = kept.lines().zip(made.lines()).find(|(kept, made)| kept != made);
    assert!(kept == made, "{name} is not up to date; write it with `cargo xtask reference`. It differs at {differs:?}");
}

/// Returns the text with another content between `<!-- name -->` and `<!-- end -->`.
fn filled(text: &str, name: &str, content: &str) -> String {
    let (before, rest) =
        text.split_once(&format!("<!-- {name} -->\n")).unwrap_or_else(|| panic!("no place for {name}"));
    let (_, after) = rest.split_once("<!-- end -->").unwrap_or_else(|| panic!("no end of {name}"));
    format!("{before}<!-- {name} -->\n{content}<!-- end -->{after}")
}

fn codes(is_of: impl Fn(Code) -> bool) -> Value {
    Code::ALL.iter().filter(|code| is_of(**code)).map(|code| code.as_str()).collect()
}

#[test]
fn the_schema_has_the_names_of_this_version() {
    let mut schema = read_json(SCHEMA);
    let defs = &mut schema["$defs"];
    let is_of_a_label = |code: Code| matches!(code.class(), Class::Authentic | Class::Refused);
    // `active` is the code of a verdict without findings.
    let is_a_finding = |code: Code| code.class() == Class::Note || (is_of_a_label(code) && code != Code::Active);
    defs["outcome"]["enum"] = codes(|code| is_of_a_label(code) || code.class() == Class::Image);
    defs["finding"]["enum"] = codes(is_a_finding);
    defs["mark"]["enum"] = Mark::ALL.iter().map(|mark| mark.as_str()).collect();
    defs["check_name"]["enum"] = Check::ALL.iter().map(|check| check.as_str()).collect();
    defs["checks"]["minItems"] = Check::ALL.len().into();
    defs["checks"]["maxItems"] = Check::ALL.len().into();
    defs["policy_rule_name"]["enum"] = PolicyRule::ALL.iter().map(|rule| rule.as_str()).collect();
    let assessments = [Assessment::SelfDeclared, Assessment::ThirdParty];
    defs["assessment"]["enum"] = assessments.iter().map(|assessment| assessment.as_str()).collect();
    let no_text = [NoText::UnknownEci { eci: 0 }, NoText::NotText, NoText::Part { number: 1, of: 2, parity: 0 }];
    let hints = Hint::ALL.iter().map(|hint| hint.code()).chain(no_text.iter().map(|reason| reason.code()));
    defs["hint"]["enum"] = hints.collect();
    keep(SCHEMA, &(serde_json::to_string_pretty(&schema).unwrap() + "\n"));
}

#[test]
fn the_page_of_codes_is_the_table_of_codes() {
    let english = read("core/src/words/en.ftl");
    let sentence = |code: Code| {
        let id = format!("{code} = ");
        english
            .lines()
            .find_map(|line| line.strip_prefix(&id))
            .unwrap_or_else(|| panic!("{code} has no sentence"))
            .to_owned()
    };
    let mut table =
        String::from("| code | of | check | rules | mark | in English |\n| --- | --- | --- | --- | --- | --- |\n");
    for code in Code::ALL.iter().copied() {
        let rules: Vec<String> = code.rules().iter().map(|rule| format!("R-{rule}")).collect();
        let mark = match code.class() {
            Class::Authentic | Class::Refused | Class::Image => Mark::of(code, code == Code::Active).as_str(),
            _ => "",
        };
        let check = code.check().map_or("", Check::as_str);
        let row = [&format!("`{code}`"), class_name(code), check, &rules.join(", "), mark, &sentence(code)].join(" | ");
        table += &format!("| {row} |\n");
    }
    keep(CODES, &filled(&read(CODES), "codes", &table));
}

fn class_name(code: Code) -> &'static str {
    match code.class() {
        Class::Authentic => "authentic label",
        Class::Refused => "refused text",
        Class::Note => "note",
        Class::Image => "image",
        Class::TrustList => "trust list",
        Class::StatusList => "status list",
        Class::StatusObject => "object of a status list",
        Class::List => "trust or status list",
        Class::Bundle => "bundle",
        Class::State => "stored state",
        Class::Input => "argument",
        other => panic!("the page has no name for {other:?}"),
    }
}

#[test]
fn the_examples_of_the_page_are_real_records() {
    let records = read_json("test-vectors/records.json");
    let mut page = read(PAGE);
    for name in ["router-with-every-claim", "signature-of-zeros"] {
        let record = serde_json::from_str(records[name].as_str().unwrap()).unwrap();
        page = filled(&page, &format!("record: {name}"), &format!("```json\n{}```\n", laid_out(&record)));
    }
    let unread = Place { source: Some("shelf.jpg".to_owned()), corners: Some(CORNERS), hint: Some(Hint::Glare.code()) };
    let no_label = Record::no_label(When::Now(common::noon("2026-11-22"))).found_at(unread);
    let no_label = serde_json::from_str(&no_label.to_json()).unwrap();
    keep(PAGE, &filled(&page, "record: no-label", &format!("```json\n{}```\n", laid_out(&no_label))));
}

const CORNERS: [[f64; 2]; 4] = [[412.5, 180.0], [603.2, 184.1], [598.9, 377.7], [408.0, 371.4]];

/// Formats a record for people: one line for each field, and for each element of a list of objects.
fn laid_out(record: &Map<String, Value>) -> String {
    let field = |(name, value): (&String, &Value)| match value.as_array() {
        Some(list) if list.iter().any(Value::is_object) => {
            let lines: Vec<String> = list.iter().map(|element| format!("    {element}")).collect();
            format!("  \"{name}\": [\n{}\n  ]", lines.join(",\n"))
        }
        _ => format!("  \"{name}\": {value}"),
    };
    format!("{{\n{}\n}}\n", record.iter().map(field).collect::<Vec<_>>().join(",\n"))
}

/// Returns the names in the first column of the tables below a heading.
fn explained(page: &str, heading: &str) -> Vec<String> {
    let (_, rest) = page.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let section = rest.lines().take_while(|line| !line.starts_with('#'));
    let name = |line: &str| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned());
    section.filter_map(name).collect()
}

#[test]
fn the_page_explains_every_field_of_the_schema() {
    let (page, schema) = (read(PAGE), read_json(SCHEMA));
    let fields = |object: &Value| object["properties"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(explained(&page, "## Fields"), fields(&schema));
    let defs = schema["$defs"].as_object().unwrap();
    let mut parts = 0;
    for (name, part) in defs.iter().filter(|(name, part)| part["type"] == "object" && *name != "named") {
        let heading = format!("### {}", name.replace('_', " "));
        assert_eq!(explained(&page, &heading), fields(part), "{heading}");
        parts += 1;
    }
    assert_eq!(parts, page.lines().filter(|line| line.starts_with("### ")).count(), "a heading without a part");
}

#[test]
fn the_schema_has_the_fields_of_real_records() {
    let schema = read_json(SCHEMA);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut verifier = common::verifier();
    let mut policy = verifier.policy().clone();
    policy.minimum_level = Some(Level::new(4).unwrap());
    verifier.set_policy(policy);
    let text = common::carrier(&common::sealed()).to_string();
    let verdict = verifier.check(&text, When::Now(common::noon("2026-11-22")));
    let place = Place { source: Some("-:1".to_owned()), ..Place::default() };
    let record: Value = serde_json::from_str(&Record::new(&verdict).found_at(place).to_json()).unwrap();
    assert_eq!(record["code"], "policy-unmet");
    assert_eq!(keys(&record), keys(&schema["properties"]), "in the same order");
    let of = |name: &str| keys(&schema["$defs"][name]["properties"]);
    assert_eq!(keys(&record["policy_unmet"][0]), of("policy_rule"));
    assert_eq!(keys(&record["authority"]), of("authority"));
    assert_eq!(keys(&record["trust_lists"][0]), of("trust_list"));
    assert_eq!(keys(&record["program"]), of("program"));
    assert_eq!(keys(&record["place"]), of("place"));
    let bare: Value = serde_json::from_str(&Record::no_label(When::On(common::date("2026-11-22"))).to_json()).unwrap();
    assert_eq!(Value::from(keys(&bare)), schema["required"], "a place about which nothing is known is left out");
}
