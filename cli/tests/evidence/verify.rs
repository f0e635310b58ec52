//! What is asked about a file: then, on a day, and by the lists of today.

use crate::common::{NOW, issuer_key};
use crate::shop::Shop;
use serde_json::Value;
use starseal::{Signer, TrustList};

/// Returns a column of the first file's verdicts.
fn column(report: &Value, name: &str) -> Vec<String> {
    let verdicts = report["files"][0]["verdicts"].as_array().unwrap();
    verdicts.iter().map(|verdict| verdict[name].as_str().unwrap_or("none").to_owned()).collect()
}

const FILE: &str = "chain/000001.evidence";

#[test]
fn the_lists_in_the_file_answer_for_the_day_of_supply() {
    let shop = Shop::open();
    shop.create("").exits(0);
    let (exit, report) = shop.verify(FILE, "--trust t1.cbor --on 2028-04-01");
    assert_eq!(exit, 0);
    let recorded = ["active", "active", "bad-signature", "not-a-label", "active"];
    assert_eq!(column(&report, "recorded"), recorded);
    assert_eq!(column(&report, "then"), recorded);
    assert_eq!(column(&report, "on"), ["expired", "expired", "bad-signature", "not-a-label", "expired"]);
    assert_eq!(column(&report, "today"), ["none"; 5]);
    let run = shop.run(&format!("evidence verify {FILE} --trust t1.cbor --on 2028-04-01")).exits(0);
    assert!(run.out.contains("on 2028-04-01, by the lists in the file: 0 of 5 records stand"), "{}", run.out);
    assert!(run.out.contains("CAM-200"), "{}", run.out);
}

#[test]
fn the_lists_of_today_answer_beside_them() {
    let shop = Shop::open();
    shop.create("").exits(0);
    let set =
        "status set s1.cwt --trust t1.cbor --key stranger.pem --index 7 --to revoked --out s2.cwt --now 2026-11-21";
    shop.run(set).exits(0);
    let lists = "--trust t1.cbor --status s2.cwt";
    let (exit, report) = shop.verify(FILE, &format!("{lists} --on 2026-11-20"));
    assert_eq!(exit, 0);
    assert_eq!(column(&report, "today")[0], "active");
    // The file's lists could not know that day.
    let (exit, report) = shop.verify(FILE, lists);
    assert_eq!((exit, &*column(&report, "then")[0], &*column(&report, "today")[0]), (0, "active", "revoked"));
}

#[test]
fn the_policy_of_then_applies_to_the_lists_of_today() {
    let shop = Shop::open();
    std::fs::write(shop.path().join("policy.toml"), "minimum_level = 2\n").unwrap();
    shop.record(&[crate::shop::label("CAM-100")], crate::shop::LISTS);
    shop.create("").exits(0);
    let (exit, report) = shop.verify(FILE, crate::shop::LISTS);
    assert_eq!(
        (exit, column(&report, "then"), column(&report, "today")),
        (0, vec!["policy-unmet".to_owned()], vec!["policy-unmet".to_owned()])
    );
}

#[test]
fn a_key_that_was_compromised_since_is_said() {
    let shop = Shop::open();
    shop.create("").exits(0);
    let key_id = issuer_key().public_key().key_id();
    let revoke =
        format!("trust revoke-key --trust t1.cbor --key-id {key_id} --sign-with root.pem --now {NOW} --out t2.cbor");
    shop.run(&revoke).exits(0);
    let (exit, report) = shop.verify(FILE, "--trust t2.cbor --status s1.cwt");
    assert_eq!(exit, 0);
    assert_eq!(column(&report, "then")[0], "active");
    assert_eq!(column(&report, "today")[0], "key-compromised");
    let compromised = &report["files"][0]["compromised"][0];
    assert_eq!(
        (compromised["key_id"].as_str(), compromised["records"].as_u64()),
        (Some(&*key_id.to_string()), Some(3))
    );
    let run = shop.run(&format!("evidence verify {FILE} --trust t2.cbor --status s1.cwt --now {NOW}")).exits(0);
    assert!(run.out.contains("only a time stamp can show that"), "{}", run.out);
}

#[test]
fn the_anchor_decides() {
    let shop = Shop::open();
    shop.create("").exits(0);
    shop.run("trust renew --trust t1.cbor --sign-with root.pem --out t2.cbor --now 2026-11-22").exits(0);
    // The command writes the whole chain, which fits files of every year.
    assert_eq!(findings(&shop, "--trust t2.cbor"), [""; 0]);
    let chain = std::fs::read(shop.path().join("t2.cbor")).unwrap();
    let lists = TrustList::split_chain(&chain).unwrap();
    assert_eq!(lists.len(), 2);
    std::fs::write(shop.path().join("newest.cbor"), lists[1]).unwrap();
    assert_eq!(findings(&shop, "--trust newest.cbor"), ["anchor-newer"]);
    std::fs::copy(crate::common::data("trust.cbor"), shop.path().join("other.cbor")).unwrap();
    assert_eq!(findings(&shop, "--trust other.cbor"), ["authority-unknown"]);
    shop.run(&format!("evidence verify {FILE}")).exits(2);
    shop.run(&format!("evidence verify {FILE} --trust s1.cwt")).exits(3);
}

fn findings(shop: &Shop, words: &str) -> Vec<String> {
    let (exit, report) = shop.verify(FILE, words);
    let codes = crate::shop::codes(&report["files"][0]["findings"]);
    assert_eq!(exit, i32::from(!codes.is_empty()));
    codes
}

#[test]
fn it_is_said_in_japanese_too() {
    let shop = Shop::open();
    shop.create("").exits(0);
    let run = shop.run(&format!("--lang ja evidence verify {FILE} --trust t1.cbor")).exits(0);
    assert!(run.out.contains("記録5件のうち 5 件が記録どおりの判定です"), "{}", run.out);
    assert!(run.out.contains("署名はありません"), "{}", run.out);
}
