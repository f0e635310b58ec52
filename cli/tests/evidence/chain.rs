//! Chains of files.

use crate::shop::{Shop, codes};

fn chain_codes(shop: &Shop) -> Vec<String> {
    let (exit, report) = shop.verify("chain", "--trust t1.cbor");
    let codes = codes(&report["chain"]);
    assert_eq!(exit, i32::from(!codes.is_empty()));
    codes
}

#[test]
fn a_file_missing_between_two_others_is_found() {
    let shop = Shop::open();
    (0..3).for_each(|_| drop(shop.create("").exits(0)));
    assert_eq!(chain_codes(&shop), [""; 0]);
    let run = shop.run("evidence verify chain --trust t1.cbor").exits(0);
    assert!(run.out.contains("a whole chain of 3 files; the last has number 3 and SHA-256 "), "{}", run.out);
    let middle = std::fs::read(shop.file(2)).unwrap();
    std::fs::remove_file(shop.file(2)).unwrap();
    assert_eq!(chain_codes(&shop), ["file-missing"]);
    // A copy of another one does not take its place, whatever its name.
    std::fs::copy(shop.file(1), shop.file(2)).unwrap();
    assert_eq!(chain_codes(&shop), ["file-twice", "file-missing"]);
    std::fs::remove_file(shop.file(2)).unwrap();
    // The names of the files do not matter.
    std::fs::write(shop.path().join("chain/found again.evidence"), middle).unwrap();
    assert_eq!(chain_codes(&shop), [""; 0]);
    // Nothing names the files after the last one.
    std::fs::remove_file(shop.file(3)).unwrap();
    assert_eq!(chain_codes(&shop), [""; 0]);
}

#[test]
fn a_file_that_was_written_anew_is_found_by_the_next_one() {
    let shop = Shop::open();
    (0..3).for_each(|_| drop(shop.create("").exits(0)));
    let third = std::fs::read(shop.file(3)).unwrap();
    [2, 3].iter().for_each(|number| std::fs::remove_file(shop.file(*number)).unwrap());
    let records = std::fs::read_to_string(shop.path().join("records.jsonl")).unwrap();
    let fewer: String = records.lines().skip(1).map(|line| format!("{line}\n")).collect();
    std::fs::write(shop.path().join("records.jsonl"), fewer).unwrap();
    shop.create("").exits(0);
    // Who owns an unsigned chain can write it anew from any file on: that is not found.
    assert_eq!(chain_codes(&shop), [""; 0]);
    // A copy of a later file that is kept elsewhere finds it.
    std::fs::write(shop.file(3), third).unwrap();
    assert_eq!(chain_codes(&shop), ["file-replaced"]);
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let shop = Shop::open();
    (0..3).for_each(|_| drop(shop.create("").exits(0)));
    let good = std::fs::read(shop.file(2)).unwrap();
    std::fs::write(shop.file(2), &good[..good.len() / 2]).unwrap();
    let run = shop.run("evidence verify chain --trust t1.cbor").exits(3);
    let run = run.complains("000002.evidence cannot be read as evidence (evidence-malformed)", "damaged");
    for said in ["000001.evidence", "000003.evidence", "file-missing: ", "1 file of the folder could not be read"] {
        assert!(run.out.contains(said), "{said}\n{}", run.out);
    }
    let report = shop.run("evidence verify chain --trust t1.cbor --json").exits(3).json().remove(0);
    assert_eq!(codes(&report["chain"]), ["file-missing"]);
    assert_eq!(report["files"].as_array().map(Vec::len), Some(2));
    assert!(report["unreadable"][0]["file"].as_str().is_some_and(|file| file.ends_with("000002.evidence")));
    // Where it is the last one, no other file misses it. Nothing reassures all the same.
    std::fs::write(shop.file(2), good).unwrap();
    std::fs::write(shop.file(3), b"").unwrap();
    let run = shop.run("evidence verify chain --trust t1.cbor").exits(3);
    assert!(!run.out.contains("nothing was found"), "{}", run.out);
}

#[test]
fn a_folder_without_evidence_is_not_a_good_chain() {
    let shop = Shop::open();
    std::fs::create_dir(shop.path().join("chain")).unwrap();
    shop.run("evidence verify chain --trust t1.cbor").exits(3).complains("has no files of evidence", "give a file");
}
