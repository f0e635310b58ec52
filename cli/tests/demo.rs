//! `starseal demo`, end to end.

mod common;

use common::{files, folder, starseal};
use std::fs;

#[test]
fn all_outcomes_are_as_expected() {
    let folder = folder();
    let folder = folder.path();
    let run = starseal(folder, "demo").exits(0);
    for text in [
        "authentic, current",
        "third-party assessed",
        "self-declared",
        "見本電機株式会社",
        "JAN 4569951110016",
        "bad-signature  one bit",
        "bad-signature  stars raised from 1 to 4",
        "unknown-key",
        "foreign-carrier",
        "scheme-violation",
        "authentic, expired",
        "6 registrations: proposed by first, approved by second",
        "EX-000808: proposed by first, approved by second",
        "authentic, withdrawn",
        "All 11 outcomes are as expected",
    ] {
        assert!(run.out.contains(text), "\"{text}\" is not in\n{}", run.out);
    }
    assert!(!run.out.to_lowercase().contains("secure") && !run.out.to_lowercase().contains("safe"));
    let demo = folder.join("starseal-demo");
    let pngs = |name: &str| files(&demo.join(name)).into_iter().filter(|file| file.ends_with(".png")).count();
    assert_eq!((pngs("labels"), pngs("lapsed"), pngs("refused"), pngs("withdrawn")), (4, 1, 5, 1));
    // The last line shows the registrations.
    assert!(run.out.trim_end().ends_with("starseal registry serve starseal-demo/public"), "{}", run.out);
    let page = fs::read_to_string(demo.join("public/current/en/registrations/ex-000808.html")).unwrap();
    assert!(page.contains("The holder has withdrawn the label."), "{page}");
}

#[test]
fn its_labels_come_out_of_a_ledger_whose_lists_say_which_one_was_withdrawn() {
    let folder = folder();
    let folder = folder.path();
    starseal(folder, "demo --out d --now 2026-11-22T03:00:00Z").exits(0);
    let registry = |words: &str| starseal(folder, &format!("registry {words} --config d/registry/registry.toml"));

    // The labels under the published list: the same files, and one verdict is another one.
    let now = "--now 2026-11-22T03:00:00Z";
    let verify = |inputs: &str| -> Vec<String> {
        let known = "--trust d/trust.cbor --bundle d/lists/registry.bundle";
        let run = starseal(folder, &format!("verify --json {known} {inputs} {now}"));
        run.json().iter().map(|line| line["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(verify("d/labels"), ["active"; 4]);
    assert_eq!(verify("d/withdrawn d/lapsed"), ["withdrawn", "expired"]);

    // The ledger has every label, two officers signed what needs two, and an audit finds nothing.
    let audit = registry("audit --json --published d/lists").exits(0).json().pop().unwrap();
    assert_eq!((&audit["clean"], &audit["seals"], &audit["published"]), (&true.into(), &6.into(), &1.into()));
    let history = registry("history --json EX-000808").exits(0).json();
    let signed = |event: &serde_json::Value| -> Vec<String> {
        let officers = event["officers"].as_array().unwrap().iter();
        officers.map(|by| format!("{} {}", by["role"], by["officer"]).replace('"', "")).collect()
    };
    let last = history.last().unwrap();
    assert_eq!(last["kind"], "withdrawn");
    assert_eq!(signed(last), ["proposer first", "approver second"]);
    let shown = registry("show EX-000303 --json").exits(0).json().pop().unwrap();
    assert_eq!((&shown["registration"]["status_index"], &shown["evaluator"]), (&2.into(), &1.into()));

    // It is a ledger for trials that goes on: its officers can do more with it.
    let officers = fs::read_to_string(folder.join("d/registry/keys/first.pem")).unwrap();
    assert!(officers.starts_with("starseal trial key"), "{officers}");
    let change = format!("change withdraw EX-000404 --reason x --at-most 100 {now}");
    registry(&change).exits(0);
    registry(&format!("approve --officer second {now}")).exits(0);
    registry(&format!("publish --lists d/lists {now}")).exits(0);
    assert_eq!(verify("d/labels"), ["active", "active", "active", "withdrawn"]);
}

#[test]
fn all_files_are_written_even_if_nobody_reads_the_output() {
    let folder = folder();
    let folder = folder.path();
    let mut child = common::command(folder).arg("demo").stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let demo = folder.join("starseal-demo");
    assert_eq!((files(&demo.join("refused")).len(), files(&demo.join("lapsed")).len()), (10, 2));
}

#[test]
fn its_files_are_judged_the_same_by_verify() {
    let folder = folder();
    let folder = folder.path();
    starseal(folder, "demo --out d").exits(0);
    let codes = |name: &str, exit: i32| -> Vec<String> {
        let pngs = files(&folder.join("d").join(name)).into_iter().filter(|file| file.ends_with(".png"));
        let inputs: Vec<String> = pngs.map(|file| format!("d/{name}/{file}")).collect();
        let run = starseal(folder, &format!("verify --json --trust d/trust.cbor {}", inputs.join(" "))).exits(exit);
        run.json().iter().map(|line| line["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes("labels", 0), ["active"; 4]);
    assert_eq!(codes("lapsed", 1), ["expired"]);
    // The files in the order of their names: foreign-carrier, scheme-violation, signature-flipped, stars-raised,
    // unknown-key.
    let refused = ["foreign-carrier", "scheme-violation", "bad-signature", "bad-signature", "unknown-key"];
    assert_eq!(codes("refused", 1), refused);
}

#[test]
fn it_works_on_any_day() {
    let folder = folder();
    for (at, now) in ["2028-02-29T00:00:00Z", "2026-12-31T15:00:00Z", "2027-03-01", "2100-02-28"].iter().enumerate() {
        starseal(folder.path(), &format!("demo --now {now} --out demo{at}")).exits(0);
    }
    let run = starseal(folder.path(), "demo --now 2011-01-01 --out early").exits(3);
    run.complains("too early or too late", "set the clock");
    assert!(!folder.path().join("early").exists());
}

#[test]
fn no_folder_is_overwritten() {
    let folder = folder();
    let folder = folder.path();
    for _ in 0..3 {
        starseal(folder, "demo").exits(0);
    }
    let made: Vec<String> = files(folder).into_iter().filter(|name| name.starts_with("starseal-demo")).collect();
    assert_eq!(made, ["starseal-demo", "starseal-demo-2", "starseal-demo-3"]);
    starseal(folder, "demo --out starseal-demo").exits(3).complains("not empty", "--out");
    fs::create_dir(folder.join("empty")).unwrap();
    starseal(folder, "demo --out empty").exits(0);
}
