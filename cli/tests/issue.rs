//! Tests of `starseal issue` with one label.

mod common;

use common::{NOW, carrier, files, folder, starseal, starseal_with};
use std::path::Path;

const ISSUE: &str = "issue --key issuer.pem --trust trust.cbor --out-dir labels --now 2026-11-22T03:00:00Z";

/// Issues the usual label with additional flags.
fn issue(folder: &Path, more: &[&str]) -> common::Run {
    let mut arguments: Vec<&str> = ISSUE.split_whitespace().collect();
    arguments.extend("--product-id EX-000123 --level 1 --status-index 7".split_whitespace());
    arguments.extend(more);
    starseal_with(folder, &arguments)
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("labels").join(name)).unwrap()
}

#[test]
fn the_usual_label_is_the_one_of_the_library() {
    let folder = folder();
    let folder = folder.path();
    let more = "--issued-on 2026-04-01 --expires-on 2028-03-31 --criteria 1 --category 1 --model CAM-100 --format text";
    issue(folder, &more.split_whitespace().collect::<Vec<_>>()).exits(0);
    assert_eq!(read(folder, "EX-000123_CAM-100.txt"), carrier() + "\n");
}

#[test]
fn every_format_is_written_and_agrees() {
    let folder = folder();
    let folder = folder.path();
    issue(folder, &["--format", "json,svg,png,text,png", "--holder", "見本電機"]).exits(0);
    assert_eq!(files(&folder.join("labels")), ["EX-000123.json", "EX-000123.png", "EX-000123.svg", "EX-000123.txt"]);
    let json: serde_json::Value = serde_json::from_str(&read(folder, "EX-000123.json")).unwrap();
    assert_eq!(json["carrier"].as_str().unwrap(), read(folder, "EX-000123.txt").trim_end());
    assert_eq!(json["label"]["issued_on"], "2026-11-22");
    assert_eq!(json["label"]["expires_on"], "2028-11-21");
    assert_eq!(json["error_correction"], "M");
    let side = 17.0 + 4.0 * json["version"].as_f64().unwrap() + 8.0;
    assert_eq!(json["width_mm"].as_f64().unwrap(), side / 2.0);
    assert_eq!(read(folder, "EX-000123.svg").matches("<path").count(), 3, "modules, stars and letters");
    for input in ["carrier", "link"] {
        let text = json[input].as_str().unwrap();
        starseal_with(folder, &["verify", "--trust", "trust.cbor", "--now", NOW, text]).exits(0);
    }
    starseal(folder, "verify --trust trust.cbor --now 2026-11-22T03:00:00Z labels/EX-000123.png").exits(0);
}

#[test]
fn gs1_makes_symbols_that_tills_read_too() {
    let folder = folder();
    let folder = folder.path();
    let run = issue(folder, &["--gs1", "--gtin", "4569951110016", "--format", "text,png,json", "--module-mm", "0.396"]);
    assert_eq!(run.exits(0).err, "");
    let carrier = read(folder, "EX-000123.txt");
    assert!(carrier.trim_end().ends_with("/01/04569951110016"), "{carrier}");
    starseal(folder, "verify --trust trust.cbor --now 2026-11-22T03:00:00Z labels/EX-000123.png").exits(0);
    let other = carrier.trim_end().replace("/01/04569951110016", "/01/04912345678904");
    let run = starseal(folder, &format!("verify --trust trust.cbor --now 2026-11-22T03:00:00Z {other}")).exits(1);
    assert!(run.out.contains("gtin-mismatch"), "{}", run.out);
    let run = starseal(folder, &format!("inspect {}", carrier.trim_end())).exits(0);
    assert!(run.out.contains("  GTIN          04569951110016\n"), "{}", run.out);
}

#[test]
fn gs1_warns_of_small_modules_and_needs_a_gtin() {
    let folder = folder();
    let folder = folder.path();
    let run = issue(folder, &["--gs1", "--gtin", "4569951110016", "--module-mm", "0.39", "--dry-run"]).exits(0);
    assert!(run.err.contains("printed modules of 0.39 mm are too small for tills"), "{}", run.err);
    assert!(run.err.contains("use --module-mm 0.396 or more") && !run.err.contains("phones"), "{}", run.err);
    let run = issue(folder, &["--gs1"]).exits(2);
    assert!(run.err.contains("the label has no GTIN, which a symbol for tills carries"), "{}", run.err);
    assert!(run.err.contains("give --gtin, or leave --gs1 out"), "{}", run.err);
}

#[test]
fn print_settings_are_applied() {
    let folder = folder();
    let folder = folder.path();
    let flags = ["--error-correction", "H", "--module-mm", "0.4", "--png-scale", "3", "--no-caption", "--format"];
    let run = issue(folder, &[&flags[..], &["json,svg,png"]].concat()).exits(0);
    assert_eq!(run.err, "");
    let json: serde_json::Value = serde_json::from_str(&read(folder, "EX-000123.json")).unwrap();
    assert_eq!(json["error_correction"], "H");
    assert_eq!(read(folder, "EX-000123.svg").matches("<path").count(), 1);
    starseal(folder, "verify --trust trust.cbor --now 2026-11-22T03:00:00Z labels/EX-000123.png").exits(0);
    let run = issue(folder, &["--module-mm", "0.2", "--dry-run", "--model", "X"]).exits(0);
    assert!(run.err.starts_with("warning: printed modules of 0.2 mm are too small"), "{}", run.err);
    for (flag, value) in
        [("--module-mm", "0"), ("--module-mm", "NaN"), ("--png-scale", "65"), ("--error-correction", "X")]
    {
        issue(folder, &[flag, value]).exits(2).complains("invalid value", "--help");
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = folder();
    let run = issue(folder.path(), &["--dry-run"]).exits(0);
    assert!(run.out.contains("no file was written"), "{}", run.out);
    assert!(!folder.path().join("labels").exists());
}

#[test]
fn nothing_is_overwritten() {
    let folder = folder();
    let folder = folder.path();
    issue(folder, &["--format", "png"]).exits(0);
    let before = std::fs::read(folder.join("labels/EX-000123.png")).unwrap();
    // The SVG file does not exist, but is not written either.
    issue(folder, &["--format", "svg,png", "--level", "2"]).exits(2);
    issue(folder, &["--format", "svg,png"]).exits(3).complains("EX-000123.png already exists", "--out-dir");
    assert_eq!(files(&folder.join("labels")), ["EX-000123.png"]);
    assert_eq!(std::fs::read(folder.join("labels/EX-000123.png")).unwrap(), before);
}

#[test]
fn file_names_of_hostile_texts_stay_in_the_folder() {
    let folder = folder();
    let folder = folder.path();
    for (product_id, model, expected) in [
        ("../../../etc/passwd", "x", "etc_passwd_x.png"),
        ("/dev/null", "a b", "dev_null_a_b.png"),
        ("NUL", "-", "label_NUL.png"),
        ("-rf", "$(reboot)", "rf_reboot.png"),
        ("A:B|C<D>", "白 黒", "A_B_C_D_白_黒.png"),
    ] {
        let mut words: Vec<&str> = ISSUE.split_whitespace().collect();
        // The value is joined with `=`, because it may start with a dash, as in `--product-id=-rf`.
        let product_id = format!("--product-id={product_id}");
        let model = format!("--model={model}");
        words.extend(["--format", "png", "--level", "1", "--status-index", "1", &product_id, &model]);
        starseal_with(folder, &words).exits(0);
        assert!(folder.join("labels").join(expected).is_file(), "{expected} of {:?}", files(&folder.join("labels")));
    }
    assert_eq!(files(&folder.join("labels")).len(), 5);
}

#[test]
fn labels_that_verifiers_would_refuse_are_not_issued() {
    let folder = folder();
    let folder = folder.path();
    issue(folder, &["--evaluator", "1"]).exits(1).complains("self-declared", "leave --evaluator out");
    issue(folder, &["--category", "smartphone"]).exits(2).complains("excluded", "1 network camera");
    issue(folder, &["--issued-on", "2026-02-30"])
        .exits(2)
        .complains("--issued-on: \"2026-02-30\" is not a day", "2026-04-01");
    issue(folder, &["--gtin", "4569951110017"]).exits(2).complains("check digit", "bar code");
    issue(folder, &["--holder", "a\u{202e}b"]).exits(2).complains("U+202E", "--holder");
    let long = ["--holder", &"長".repeat(42), "--model", &"W".repeat(64), "--serial", &"1".repeat(32)];
    let run = issue(folder, &[&long[..], &["--error-correction", "high"]].concat()).exits(2);
    run.complains("need a symbol above version 15", "lower --error-correction");
    assert!(!folder.join("labels").exists());
}

#[test]
fn a_key_outside_the_trust_list_or_its_dates_is_refused() {
    let folder = folder();
    let folder = folder.path();
    let run =
        starseal(folder, &(ISSUE.replace("issuer.pem", "stranger.pem") + " --product-id A --level 1 --status-index 1"));
    run.exits(1).complains("not in the trust list", "starseal trust add-key");
    // The key may seal labels issued from 2024 on.
    let run = issue(folder, &["--issued-on", "2023-12-31", "--expires-on", "2024-12-31"]).exits(1);
    run.complains("key-not-allowed", "from 2024-01-01 until 2030-12-31");
    std::fs::copy(common::data("issuer-public.pem"), folder.join("public.pem")).unwrap();
    let run =
        starseal(folder, &(ISSUE.replace("issuer.pem", "public.pem") + " --product-id A --level 1 --status-index 1"));
    run.exits(3).complains("cannot sign", "private key");
    assert!(!folder.join("labels").exists());
}

#[test]
fn one_of_several_prefixes_is_chosen() {
    let folder = folder();
    let folder = folder.path();
    let create = "trust create --sign-with root.pem --label-key issuer.pem --prefix HTTPS://A.EXAMPLE/ \
        --prefix HTTPS://B.EXAMPLE/L/ --out two.cbor --now 2026-11-22";
    starseal(folder, create).exits(0);
    let issue = "issue --key issuer.pem --trust two.cbor --out-dir labels --format text --product-id A --level 1 \
        --status-index 1 --now 2026-11-22";
    starseal(folder, issue).exits(2).complains("several prefixes", "HTTPS://A.EXAMPLE/, HTTPS://B.EXAMPLE/L/");
    let run = starseal(folder, &format!("{issue} --prefix HTTPS://C.EXAMPLE/")).exits(2);
    run.complains("not a prefix of", "HTTPS://A.EXAMPLE/, HTTPS://B.EXAMPLE/L/");
    starseal(folder, &format!("{issue} --prefix https://b.example/L/")).exits(0);
    assert!(read(folder, "A.txt").starts_with("HTTPS://B.EXAMPLE/L/I2W"));
}

#[test]
fn a_label_is_issued_without_the_status_list_that_the_trust_list_names() {
    let folder = folder();
    let folder = folder.path();
    let create = "trust create --sign-with root.pem --label-key issuer.pem --prefix HTTPS://A.EXAMPLE/ \
        --status-list https://a.example/status --out status.cbor --now 2026-11-22";
    starseal(folder, create).exits(0);
    let issue = "issue --key issuer.pem --trust status.cbor --out-dir labels --product-id A --level 1 --status-index 1 \
        --now 2026-11-22 --format png";
    starseal(folder, issue).exits(0);
    let run = starseal(folder, "verify --json --trust status.cbor --now 2026-11-22 labels/A.png").exits(1);
    assert_eq!(run.json()[0]["code"], "status-unknown");
}
