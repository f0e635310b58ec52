//! Time stamps, by a server made with openssl on this machine, verified offline.

use crate::common::files;
use crate::shop::{Shop, codes};
use crate::tsa::{Tsa, reply};
use std::process::Command;
use std::sync::Mutex;

const FILE: &str = "chain/000001.evidence";
const STAMP: &str = "chain/000001.evidence.tsr";

/// Returns the codes of the findings in the first file, and when it was stamped.
fn verified(shop: &Shop, tsa: &Tsa) -> (Vec<String>, Option<String>) {
    let (_, report) = shop.verify(FILE, &format!("--trust t1.cbor --tsa-ca {}", tsa.ca().display()));
    let file = &report["files"][0];
    (codes(&file["findings"]), file["stamped_at"].as_str().map(str::to_owned))
}

#[test]
fn a_stamp_is_kept_beside_the_file_and_verified_offline() {
    for algorithm in ["rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256"] {
        let (shop, tsa) = (Shop::open(), Tsa::honest(algorithm));
        shop.create("").exits(0);
        let run = shop.run(&format!("evidence verify {FILE} --trust t1.cbor")).exits(0);
        assert!(run.out.contains("no time stamp: only the shop's own clock"), "{}", run.out);
        let ca = tsa.ca().display().to_string();
        let run = shop.run(&format!("evidence stamp {FILE} --url {} --tsa-ca {ca}", tsa.url())).exits(0);
        assert!(run.out.starts_with(&format!("{STAMP}: the file existed at 20")), "{}", run.out);
        assert_eq!(files(&shop.path().join("chain")), ["000001.evidence", "000001.evidence.tsr"]);
        let (findings, stamped) = verified(&shop, &tsa);
        assert_eq!((findings, stamped.is_some()), (Vec::new(), true));
        let run = shop.run(&format!("evidence verify chain --trust t1.cbor --tsa-ca {ca}")).exits(0);
        assert!(run.out.contains("a time stamp proves that the file existed at 20"), "{}", run.out);
        let run = shop.run("evidence verify chain --trust t1.cbor").exits(0);
        assert!(run.out.contains("it was not verified"), "{}", run.out);
        // Others can verify it too.
        let arguments = ["ts", "-verify", "-data", FILE, "-in", STAMP, "-CAfile", &ca];
        assert!(Command::new("openssl").args(arguments).current_dir(shop.path()).status().unwrap().success());
        let run = shop.run(&format!("evidence stamp {FILE} --url {}", tsa.url()));
        run.exits(3).complains("000001.evidence.tsr already exists", "");
    }
}

#[test]
fn a_stamp_is_of_one_file_and_of_one_authority() {
    let (shop, tsa) = (Shop::open(), Tsa::honest("rsa:2048"));
    shop.create("").exits(0);
    shop.run(&format!("evidence stamp {FILE} --url {}", tsa.url())).exits(0);
    // An unsigned file that is written anew has another digest.
    std::fs::remove_file(shop.file(1)).unwrap();
    let records = std::fs::read_to_string(shop.path().join("records.jsonl")).unwrap();
    let fewer: String = records.lines().skip(1).map(|line| format!("{line}\n")).collect();
    std::fs::write(shop.path().join("records.jsonl"), fewer).unwrap();
    shop.create("").exits(0);
    assert_eq!(verified(&shop, &tsa).0, ["stamp-of-another-file"]);
    std::fs::remove_file(shop.file(1)).unwrap();
    std::fs::write(shop.path().join("records.jsonl"), records).unwrap();
    shop.create("").exits(0);
    assert_eq!(verified(&shop, &tsa).0, [""; 0]);
    let other = Tsa::honest("rsa:2048");
    assert_eq!(verified(&shop, &other).0, ["stamp-certificate-refused"]);
}

#[test]
fn no_byte_of_a_stamp_that_is_signed_can_be_changed() {
    let (shop, tsa) = (Shop::open(), Tsa::honest("rsa:2048"));
    shop.create("").exits(0);
    shop.run(&format!("evidence stamp {FILE} --url {}", tsa.url())).exits(0);
    let path = shop.path().join(STAMP);
    let good = std::fs::read(&path).unwrap();
    let (_, time) = verified(&shop, &tsa);
    for at in (0..good.len()).step_by(good.len() / 50) {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        // Some bytes are not signed, such as the status and the names of algorithms. The time is what it was, or none.
        let (findings, stamped) = verified(&shop, &tsa);
        assert!(stamped == time || (stamped.is_none() && findings.len() == 1), "byte {at}: {findings:?}");
    }
    for cut in [0, 1, 40, good.len() - 1] {
        std::fs::write(&path, &good[..cut]).unwrap();
        assert_eq!(verified(&shop, &tsa).0, ["stamp-malformed"], "cut after {cut}");
    }
}

#[test]
fn an_answer_that_is_none_is_not_kept() {
    let shop = Shop::open();
    shop.create("").exits(0);
    let stamp = |tsa: &Tsa| shop.run(&format!("evidence stamp {FILE} --url {}", tsa.url())).exits(3);
    let page = Tsa::start("rsa:2048", |_, _| ("text/html", b"<html>".to_vec()));
    stamp(&page).complains("web page", "");
    let refuses = Tsa::start("rsa:2048", |folder, _| ("application/timestamp-reply", reply(folder, b"not a request")));
    stamp(&refuses).complains("the server gave none; its status is 2", "ask again");
    // The answer to an earlier request for the same file.
    let first = Mutex::new(None);
    let replays = Tsa::start("rsa:2048", move |folder, request| {
        let mut first = first.lock().unwrap();
        let answer = first.get_or_insert_with(|| reply(folder, request));
        ("application/timestamp-reply", answer.clone())
    });
    shop.run(&format!("evidence stamp {FILE} --url {}", replays.url())).exits(0);
    std::fs::remove_file(shop.path().join(STAMP)).unwrap();
    stamp(&replays).complains("the answer to another request", "ask again");
    let long = Tsa::start("rsa:2048", |_, _| ("application/timestamp-reply", vec![0x30; 100_000]));
    stamp(&long).complains("longer than 65536 bytes", "");
    shop.run(&format!("evidence stamp {FILE} --url tsa")).exits(2);
    shop.run(&format!("evidence stamp {FILE} --url http://127.0.0.1:9/ --tsa-ca t1.cbor")).exits(3);
    assert_eq!(files(&shop.path().join("chain")), ["000001.evidence"]);
}
