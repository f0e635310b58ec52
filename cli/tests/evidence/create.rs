//! Evidence is written only if it can be computed again.

use crate::common::{NOW, data, files, starseal_with};
use crate::shop::{LISTS, Shop, label};

#[test]
fn records_become_a_file_that_is_computed_again() {
    let shop = Shop::open();
    let run = shop.create("").exits(0);
    assert!(run.out.contains("chain/000001.evidence: 5 records, "), "{}", run.out);
    assert!(run.out.contains("not signed: whoever has the folder"), "{}", run.out);
    let run = shop.run("evidence verify chain/000001.evidence --trust t1.cbor").exits(0);
    assert!(run.out.contains("5 of 5 records have the verdict that was recorded"), "{}", run.out);
    assert!(run.out.ends_with("nothing was found\n"), "{}", run.out);
    assert_eq!(files(&shop.path().join("chain")), ["000001.evidence"]);
}

#[test]
fn the_records_come_out_as_they_went_in() {
    let shop = Shop::open();
    std::fs::write(shop.path().join("notes.jsonl"), "{\"row\":1}\n\n{\"row\":2}\n").unwrap();
    shop.create("--notes notes.jsonl").exits(0);
    let records = shop.run("evidence show chain/000001.evidence --records").exits(0).out;
    assert_eq!(records, std::fs::read_to_string(shop.path().join("records.jsonl")).unwrap());
    let notes = shop.run("evidence show chain/000001.evidence --notes").exits(0).out;
    assert_eq!(notes, "{\"row\":1}\n{\"row\":2}\n");
    let head = shop.run("evidence show chain/000001.evidence --json").exits(0).json().remove(0);
    assert_eq!(
        (head["audit"].as_str(), head["records"].as_u64(), head["notes"].as_u64()),
        (Some("Ginza"), Some(5), Some(2))
    );
    let shown = shop.run("evidence show chain/000001.evidence").exits(0).out;
    assert!(shown.contains("this is what the file says"), "{shown}");
}

#[test]
fn nothing_is_written_of_records_that_do_not_follow_from_the_lists() {
    let shop = Shop::open();
    let records = std::fs::read_to_string(shop.path().join("records.jsonl")).unwrap();
    std::fs::write(shop.path().join("records.jsonl"), records.replace("\"code\":\"active\"", "\"code\":\"revoked\""))
        .unwrap();
    shop.create("").exits(1).complains("no evidence was written: 3 findings", "do not change them");
    std::fs::write(shop.path().join("records.jsonl"), records).unwrap();
    let other = "evidence create --trust t1.cbor --policy policy.toml --name x --records records.jsonl --out chain";
    shop.run(other).exits(1).complains("names other lists", "the same --trust, --state");
    let other = format!("evidence create {LISTS} --name x --records records.jsonl --out chain");
    shop.run(&other).exits(1).complains("names the policy", "give the policy");
    assert_eq!(files(&shop.path().join("chain")), [""; 0]);
}

#[test]
fn what_is_not_a_record_is_refused() {
    let shop = Shop::open();
    std::fs::write(shop.path().join("records.jsonl"), "{}\nactive\n").unwrap();
    shop.create("").exits(3).complains("line 2 of records.jsonl is not one JSON object", "starseal verify --json");
    std::fs::write(shop.path().join("records.jsonl"), "{}\n").unwrap();
    shop.create("").exits(1).complains("record 1 cannot be computed again: schema is null", "make the records again");
    std::fs::write(shop.path().join("records.jsonl"), "x".repeat(100_000)).unwrap();
    shop.create("").exits(3).complains("line 1 of records.jsonl", "starseal verify --json");
    let run = starseal_with(
        shop.path(),
        &["evidence", "create", "--trust", "t1.cbor", "--name", "", "--records", "records.jsonl", "--out", "chain"],
    );
    run.exits(2).complains("the name of the audit is empty", "--name");
}

#[test]
fn typed_texts_and_pictures_are_computed_again_too() {
    let shop = Shop::open();
    // As a scanner with the layout of a US keyboard types it on a machine with a Japanese one.
    let typed = label("CAM-100").replace(':', "+").replace('*', "(");
    let run = shop.run(&format!("verify {LISTS} --policy policy.toml --json --wedge {typed} --now {NOW}")).exits(0);
    let picture = data("camera.png");
    let of_picture = shop.run(&format!("verify {LISTS} --policy policy.toml --json {} --now {NOW}", picture.display()));
    let past = shop
        .run(&format!("verify {LISTS} --policy policy.toml --json {} --as-of 2026-11-21 --now {NOW}", label("CAM-9")));
    let long = shop.run(&format!("verify {LISTS} --policy policy.toml --json {} --now {NOW}", "あ".repeat(9000)));
    let records = [run.out, of_picture.out, past.out, long.out].concat();
    assert_eq!(records.lines().count(), 4);
    std::fs::write(shop.path().join("records.jsonl"), records).unwrap();
    shop.create("").exits(0);
    assert_eq!(shop.codes(""), [""; 0]);
}

#[test]
fn a_file_that_exists_is_never_written_over() {
    let shop = Shop::open();
    shop.create("").exits(0);
    std::fs::write(shop.file(2), b"something else").unwrap();
    shop.create("").exits(3).complains("nothing can follow chain/000002.evidence", "begin a new chain");
    std::fs::rename(shop.file(1), shop.file(2)).unwrap();
    shop.create("").exits(3).complains("has the number 1, so it may not be the last", "begin a new chain");
    assert_eq!(files(&shop.path().join("chain")), ["000002.evidence"]);
}
