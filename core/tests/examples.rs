//! Runs the programs in examples/ on files of the test vectors.

mod common;
#[path = "../examples/issue.rs"]
#[allow(dead_code, reason = "its main is not called")]
mod issue;
#[path = "../examples/update.rs"]
#[allow(dead_code, reason = "its main is not called")]
mod update;
#[path = "../examples/verify.rs"]
#[allow(dead_code, reason = "its main is not called")]
mod verify;

use common::{from_hex, noon};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn vector(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test-vectors").join(path);
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn write_hex(folder: &TempDir, name: &str, hex: &Value) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, from_hex(hex.as_str().unwrap())).unwrap();
    path
}

fn arguments<const N: usize>(arguments: [&Path; N]) -> Vec<String> {
    arguments.iter().map(|argument| argument.to_str().unwrap().to_owned()).collect()
}

#[test]
fn verify_reports_what_the_vectors_expect() {
    let folder = TempDir::new().unwrap();
    let trust_list = write_hex(&folder, "trust.cbor", &vector("trust/jc-star.json")["hex"]);
    for (name, stands, line) in [
        ("category-smart-lock", true, "sealed by Example Label Registry\n"),
        ("first-second-after-the-last-day", false, "expired: the label's last day was "),
        ("signature-s-flipped", false, "bad-signature: the signature does not verify under key "),
    ] {
        let vector = vector(&format!("vectors/{name}.json"));
        assert_eq!(vector["trust"], "jc-star", "{name}");
        let text = Path::new(vector["input"]["text"].as_str().unwrap());
        let now = vector["now"].as_str().unwrap().parse().unwrap();
        let (report, has_stood) = verify::run(&arguments([&trust_list, text]), now).unwrap();
        assert_eq!(has_stood, stands, "{name}");
        assert!(report.contains(line), "{name}: {report}");
        assert_eq!(report.contains("EX-0"), name != "signature-s-flipped", "{name}: {report}");
    }
}

#[test]
fn verify_accepts_the_label_of_issue() {
    let folder = TempDir::new().unwrap();
    let now = noon("2026-11-22");
    let text = issue::run(&arguments([folder.path()]), now).unwrap();
    let svg = fs::read_to_string(folder.path().join("label.svg")).unwrap();
    assert_eq!(svg.matches("<path").count(), 3, "modules, stars and letters");
    let trust_list = folder.path().join("trust.cbor");
    let (report, stands) = verify::run(&arguments([&trust_list, Path::new(&text)]), now).unwrap();
    assert!(stands, "{report}");
    assert!(report.contains("sealed by Trial Office\n"), "{report}");
}

#[test]
fn update_keeps_the_lists_in_its_state() {
    let folder = TempDir::new().unwrap();
    let story = vector("stories/bundle-for-a-shop.json");
    let anchor = write_hex(&folder, "trust.cbor", &story["anchor"]);
    let bundle = write_hex(&folder, "bundle.cbor", &story["steps"][0]["hex"]);
    let state = folder.path().join("state.cbor");
    let now = story["steps"][0]["now"].as_str().unwrap().parse().unwrap();
    let arguments = arguments([&anchor, &state, &bundle]);

    let first = update::run(&arguments, now).unwrap();
    assert_eq!(first, "bundle item 1: held already\nbundle item 2: new\nbundle item 3: new\n");
    let stored = fs::read(&state).unwrap();

    // On the second run, no list is new.
    let second = update::run(&arguments, now).unwrap();
    assert!(second.starts_with("restored item 1: held already\nrestored item 2: new\n"), "{second}");
    assert!(second.contains("bundle item 1: refused (trust-list-older): "), "{second}");
    assert!(second.ends_with("bundle item 2: held already\nbundle item 3: held already\n"), "{second}");
    assert_eq!(fs::read(&state).unwrap(), stored);

    // A damaged state is reported, and the bundle brings the lists again.
    fs::write(&state, &stored[..stored.len() - 1]).unwrap();
    let third = update::run(&arguments, now).unwrap();
    assert!(third.starts_with("state refused (state-damaged): "), "{third}");
    assert!(third.ends_with(&first), "{third}");
    assert_eq!(fs::read(&state).unwrap(), stored);
    assert!(!folder.path().join("state.new").exists());
}

#[test]
fn wrong_arguments_get_the_usage() {
    let usage = |error: Box<dyn std::error::Error>| error.to_string();
    assert_eq!(usage(verify::run(&[], noon("2026-11-22")).unwrap_err()), "usage: verify TRUST_LIST TEXT");
    assert_eq!(usage(issue::run(&[], noon("2026-11-22")).unwrap_err()), "usage: issue FOLDER");
    assert_eq!(usage(update::run(&[], noon("2026-11-22")).unwrap_err()), "usage: update TRUST_LIST STATE BUNDLE");
}
