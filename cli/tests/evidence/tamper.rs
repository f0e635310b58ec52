//! Files whose bytes were changed, in each way that is named, and by whoever knows the format.

use crate::parts::{PROGRAM, Parts, compressed};
use crate::shop::{LISTS, Shop};
use starseal::cbor::Value;
use starseal::{Policy, Verifier};

/// Changes the first file of a chain.
fn change(shop: &Shop, change: impl FnOnce(&mut Parts)) {
    let mut parts = Parts::read(&shop.file(1));
    change(&mut parts);
    parts.write(&shop.file(1));
}

/// Makes a file, signed or not, changes it, and returns the codes of what is found.
fn found(is_signed: bool, edit: impl FnOnce(&mut Parts)) -> Vec<String> {
    let shop = Shop::open();
    shop.create(if is_signed { "--key shop.pem" } else { "" }).exits(0);
    assert_eq!(shop.codes(""), [""; 0]);
    change(&shop, edit);
    shop.codes("")
}

/// Returns records of which one says something else.
fn with_other_verdict(parts: &Parts) -> Vec<String> {
    let mut lines = parts.lines();
    lines[2] = lines[2].replace("\"stands\":false", "\"stands\":true");
    lines
}

#[test]
fn a_changed_record_is_found() {
    for is_signed in [false, true] {
        let edit = |parts: &mut Parts| parts.set_lines(&with_other_verdict(parts));
        assert_eq!(found(is_signed, edit), ["record-changed", "verdict-differs"]);
        // What cannot be computed is found by its digest.
        let place = |parts: &mut Parts| {
            let lines: Vec<_> = parts.lines().iter().map(|line| line.replace("line 2", "line 9")).collect();
            parts.set_lines(&lines);
        };
        assert_eq!(found(is_signed, place), ["record-changed"]);
    }
}

#[test]
fn an_added_a_missing_and_a_moved_record_are_found() {
    for is_signed in [false, true] {
        let added = |parts: &mut Parts| {
            let mut lines = parts.lines();
            lines.push(lines[0].clone());
            parts.set_lines(&lines);
        };
        assert_eq!(found(is_signed, added), ["record-added"]);
        let left_out = |parts: &mut Parts| parts.set_lines(&parts.lines()[1..]);
        assert_eq!(found(is_signed, left_out), ["record-left-out"]);
        let moved = |parts: &mut Parts| {
            let mut lines = parts.lines();
            lines.swap(0, 4);
            parts.set_lines(&lines);
        };
        assert_eq!(found(is_signed, moved), ["record-moved"]);
    }
}

#[test]
fn whoever_fits_the_digests_to_a_false_verdict_is_found_by_computing_it() {
    let found = found(false, |parts| parts.set_lines_and_head(&with_other_verdict(parts)));
    assert_eq!(found, ["verdict-differs"]);
}

#[test]
fn swapped_lists_are_found() {
    let other = |shop: &Shop| {
        shop.run(
            "status set s1.cwt --trust t1.cbor --key stranger.pem --index 7 --to revoked --out s2.cwt --now 2026-11-21",
        )
        .exits(0);
        let mut verifier = Verifier::new(&std::fs::read(shop.path().join("t1.cbor")).unwrap()).unwrap();
        let now = "2026-11-22T03:00:00Z".parse().unwrap();
        verifier.update_status(&std::fs::read(shop.path().join("s2.cwt")).unwrap(), now).unwrap();
        Value::Bytes(compressed(&verifier.export_state()))
    };
    for is_signed in [false, true] {
        let shop = Shop::open();
        shop.create(if is_signed { "--key shop.pem" } else { "" }).exits(0);
        let lists = other(&shop);
        change(&shop, |parts| *parts.basis(0) = lists);
        assert_eq!(shop.codes(""), ["lists-changed"]);
        if !is_signed {
            change(&shop, Parts::fit_head_to_basis);
            assert_eq!(shop.codes(""), ["lists-differ"]);
        }
    }
}

#[test]
fn a_list_that_nobody_signed_is_found() {
    let shop = Shop::open();
    shop.create("").exits(0);
    // The lists of another authority, whose keys the shop made itself.
    let create = "trust create --sign-with stranger.pem --label-key issuer.pem --prefix HTTPS://JC-STAR.EXAMPLE/L/";
    shop.run(&format!("{create} --out own.cbor")).exits(0);
    let own = Verifier::new(&std::fs::read(shop.path().join("own.cbor")).unwrap()).unwrap();
    change(&shop, |parts| {
        *parts.basis(0) = Value::Bytes(compressed(&own.export_state()));
        parts.fit_head_to_basis();
    });
    assert_eq!(shop.codes(""), ["list-refused"]);
}

#[test]
fn a_changed_policy_is_found() {
    let lax = || Value::Bytes(Policy::default().to_bytes());
    for is_signed in [false, true] {
        assert_eq!(found(is_signed, |parts| *parts.basis(1) = lax()), ["policy-changed"]);
    }
    let fitted = found(false, |parts| {
        *parts.basis(1) = lax();
        parts.fit_head_to_basis();
    });
    assert_eq!(fitted, ["policy-differs"]);
    let broken = found(false, |parts| {
        *parts.basis(1) = Value::Bytes(vec![0xa0]);
        parts.fit_head_to_basis();
    });
    assert_eq!(broken, ["policy-unreadable"]);
}

#[test]
fn another_programs_version_is_said_and_its_verdicts_are_computed() {
    let shop = Shop::open();
    shop.create("").exits(0);
    let this = env!("CARGO_PKG_VERSION");
    let version = |lines: Vec<String>| -> Vec<String> {
        lines.iter().map(|line| line.replace(&format!("\"version\":\"{this}\""), "\"version\":\"9.8.7\"")).collect()
    };
    change(&shop, |parts| {
        // Another version may say the same in other words.
        let lines =
            version(parts.lines()).iter().map(|line| line.replace("The label", "This label")).collect::<Vec<_>>();
        parts.set_lines_and_head(&lines);
        parts.set_head(PROGRAM, Value::Array(vec!["starseal".into(), "9.8.7".into(), 1.into()]));
    });
    assert_eq!(shop.codes(""), [""; 0]);
    let run = shop.run("evidence verify chain/000001.evidence --trust t1.cbor").exits(0);
    assert!(run.out.contains("made by starseal 9.8.7"), "{}", run.out);
    assert!(run.out.contains("some records were made by version 9.8.7"), "{}", run.out);
    change(&shop, |parts| parts.set_lines_and_head(&with_other_verdict(parts)));
    assert_eq!(shop.codes(""), ["verdict-differs"]);
}

#[test]
fn a_signature_holds_the_head() {
    let shop = Shop::open();
    shop.create("--key shop.pem").exits(0);
    let good = std::fs::read(shop.file(1)).unwrap();
    let refused = |edit: &dyn Fn(&mut Parts)| {
        std::fs::write(shop.file(1), &good).unwrap();
        change(&shop, edit);
        shop.run("evidence verify chain/000001.evidence --trust t1.cbor")
    };
    refused(&|parts| *parts.head().as_bytes_mut().unwrap().last_mut().unwrap() ^= 1)
        .exits(3)
        .complains("the signature does not verify under the key", "get it again");
    refused(&|parts| parts.head().as_bytes_mut().unwrap()[60] ^= 1).exits(3);
    // Without its signature, the file is unsigned, which whoever knows the key finds.
    refused(&|parts| *parts.signer() = Value::Null).exits(3);
    std::fs::write(shop.file(1), &good).unwrap();
    shop.run("key show shop.pem").exits(0);
    assert_eq!(shop.codes("--key shop.pem"), [""; 0]);
    assert_eq!(shop.codes("--key issuer.pem"), ["other-key"]);
    std::fs::remove_file(shop.file(1)).unwrap();
    shop.create("").exits(0);
    assert_eq!(shop.codes("--key shop.pem"), ["not-signed"]);
}

#[test]
fn no_byte_can_be_changed() {
    let shop = Shop::open();
    shop.create("--key shop.pem").exits(0);
    let good = std::fs::read(shop.file(1)).unwrap();
    for at in (0..good.len()).step_by(good.len() / 60) {
        let mut bytes = good.clone();
        bytes[at] ^= 4;
        std::fs::write(shop.file(1), &bytes).unwrap();
        let run = shop.run("evidence verify chain/000001.evidence --trust t1.cbor --key shop.pem");
        assert!(run.code == 1 || run.code == 3, "byte {at}: exit {}\n{}", run.code, run.out);
    }
    std::fs::write(shop.file(1), &good[..good.len() - 1]).unwrap();
    shop.run("evidence verify chain/000001.evidence --trust t1.cbor")
        .exits(3)
        .complains("cannot be read as evidence (evidence-malformed)", "damaged");
    std::fs::write(shop.file(1), b"").unwrap();
    shop.run(&format!("evidence verify chain/000001.evidence {LISTS}")).exits(3);
}
