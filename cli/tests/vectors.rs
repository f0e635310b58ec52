//! Checks that the program agrees with every test vector.

mod common;

use common::{folder, starseal, starseal_fed};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn vectors_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../test-vectors")
}

fn vectors(kind: &str) -> Vec<Value> {
    let entries = std::fs::read_dir(vectors_folder().join("vectors")).unwrap();
    let mut vectors: Vec<Value> = entries
        .map(|entry| serde_json::from_slice(&std::fs::read(entry.unwrap().path()).unwrap()).unwrap())
        .filter(|vector: &Value| vector["kind"] == kind)
        .collect();
    vectors.sort_by_key(|vector| vector["name"].as_str().unwrap().to_owned());
    assert!(!vectors.is_empty());
    vectors
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// Writes the trust list of a vector into a folder.
fn write_trust(folder: &Path, name: &str) {
    let path = vectors_folder().join("trust").join(format!("{name}.json"));
    let list: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    std::fs::write(folder.join("list.cbor"), unhex(list["hex"].as_str().unwrap())).unwrap();
}

#[track_caller]
fn compare(vector: &Value, line: &Value) {
    let name = &vector["name"];
    assert_eq!(line["code"], vector["expect"], "{name}");
    assert_eq!(line["reasons"], vector["reasons"], "{name}");
    assert_eq!(line["label"], vector["label"], "{name}");
    assert_eq!(line["authentic"] == true, !line["label"].is_null(), "{name}");
}

/// Returns whether a text is one line that is unchanged when it is read as a line.
fn is_a_line(text: &str) -> bool {
    !text.is_empty() && !text.contains(['\n', '\r']) && text.trim_ascii() == text && !text.starts_with('\u{feff}')
}

#[test]
fn carriers() {
    let folder = folder();
    let mut groups: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for vector in vectors("label") {
        if is_a_line(vector["input"]["text"].as_str().unwrap()) {
            let mut flags = format!("--now {}", vector["now"].as_str().unwrap());
            if let Some(day) = vector["as_of"].as_str() {
                flags += &format!(" --as-of {day}");
            }
            if vector["input"]["wedge"] == true {
                flags += " --wedge";
            }
            groups.entry(format!("{} {flags}", vector["trust"].as_str().unwrap())).or_default().push(vector);
        }
    }
    let mut compared = 0;
    for (key, vectors) in groups {
        let (trust, flags) = key.split_once(' ').unwrap();
        write_trust(folder.path(), trust);
        let lines: Vec<&str> = vectors.iter().map(|vector| vector["input"]["text"].as_str().unwrap()).collect();
        let run = starseal_fed(
            folder.path(),
            &format!("verify --json --trust list.cbor {flags} -"),
            lines.join("\n").as_bytes(),
        );
        let answers = run.json();
        assert_eq!(answers.len(), vectors.len(), "{key}");
        vectors.iter().zip(&answers).for_each(|(vector, answer)| compare(vector, answer));
        compared += vectors.len();
    }
    assert!(compared > 400, "only {compared} vectors are lines");
}

#[test]
fn images() {
    let folder = folder();
    for vector in vectors("image") {
        write_trust(folder.path(), vector["trust"].as_str().unwrap());
        let path = vectors_folder().join(vector["input"]["image"].as_str().unwrap());
        let now = vector["now"].as_str().unwrap();
        let words = format!("verify --json --trust list.cbor --now {now} {}", path.display());
        let answers = starseal(folder.path(), &words).json();
        match vector["each"].as_array() {
            Some(each) => {
                let sorted = |codes: Vec<&Value>| {
                    let mut codes: Vec<&str> = codes.into_iter().map(|code| code.as_str().unwrap()).collect();
                    codes.sort_unstable();
                    codes.join(" ")
                };
                let expected = sorted(each.iter().map(|label| &label["expect"]).collect());
                assert_eq!(sorted(answers.iter().map(|line| &line["code"]).collect()), expected, "{}", vector["name"]);
            }
            None => compare(&vector, &answers[0]),
        }
    }
}

#[test]
fn trust_lists() {
    let folder = folder();
    for vector in vectors("trust-list") {
        std::fs::write(folder.path().join("list.cbor"), unhex(vector["input"]["hex"].as_str().unwrap())).unwrap();
        let run = starseal(folder.path(), "trust show list.cbor");
        let (name, expect) = (&vector["name"], vector["expect"].as_str().unwrap());
        // What lacks nothing but signatures is shown, and called a draft.
        let is_draft = ["trust-list-malformed", "trust-list-threshold"].contains(&expect)
            && run.out.contains("is a draft: verifiers do not accept it");
        if expect.starts_with("trust-list-") && !is_draft {
            assert_eq!(run.code, 3, "{name}: {}", run.out);
            let is_by_size = expect == "trust-list-too-long" && run.err.contains("too large for a trust list");
            assert!(is_by_size || run.err.contains(&format!("({expect})")), "{name}: {}", run.err);
        } else {
            assert_eq!(run.code, 0, "{name}: {}", run.err);
        }
    }
}

/// Checks that no claim of a refused label is shown, including its dates (ADR 0007).
#[test]
fn the_notes_on_a_refused_label_have_no_dates() {
    let folder = folder();
    let all = vectors("label");
    let vector = all.iter().find(|vector| vector["name"] == "compromised-key-and-expired").unwrap();
    write_trust(folder.path(), vector["trust"].as_str().unwrap());
    let (now, text) = (vector["now"].as_str().unwrap(), vector["input"]["text"].as_str().unwrap());
    let run = starseal(folder.path(), &format!("verify --trust list.cbor --now {now} {text}")).exits(1);
    assert!(run.out.contains("also expired: The label has expired."), "{}", run.out);
    assert!(!run.out.contains("2026-01-31"), "{}", run.out);
}
