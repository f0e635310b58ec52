//! Files that a stranger made to mislead the program, or to keep it busy.

use crate::common::{NOW, private_pem};
use crate::parts::{Parts, compressed};
use crate::shop::{Shop, codes};
use starseal::cbor::{Value, encode};

const FILE: &str = "chain/000001.evidence";

/// Changes the first file of a chain, and returns the codes of what is found.
fn found(shop: &Shop, edit: impl FnOnce(&mut Parts)) -> Vec<String> {
    let mut parts = Parts::read(&shop.file(1));
    edit(&mut parts);
    parts.write(&shop.file(1));
    shop.codes("")
}

/// Makes an unsigned file, and changes its records as whoever owns it can: all digests fit.
fn with_lines(edit: impl Fn(&str) -> String) -> (Shop, Vec<String>) {
    let shop = Shop::open();
    shop.create("").exits(0);
    let codes = found(&shop, |parts| {
        let lines: Vec<String> = parts.lines().iter().map(|line| edit(line)).collect();
        parts.set_lines_and_head(&lines);
    });
    (shop, codes)
}

/// Makes a file, changes its bytes, and returns the error.
fn error(edit: impl FnOnce(&mut Parts) -> Option<Vec<u8>>) -> String {
    let shop = Shop::open();
    shop.create("").exits(0);
    let mut parts = Parts::read(&shop.file(1));
    match edit(&mut parts) {
        Some(bytes) => std::fs::write(shop.file(1), bytes).unwrap(),
        None => parts.write(&shop.file(1)),
    }
    shop.run(&format!("evidence verify {FILE} --trust t1.cbor")).exits(3).err
}

fn says(error: &str, code: &str) {
    assert!(error.contains(&format!("({code})")), "{code}: {error}");
}

#[test]
fn lines_that_grow_beyond_the_limit_are_refused() {
    // 1,025 MiB of notes, in 1.2 MB.
    let line = format!("{{\"a\":\"{}\"}}\n", "x".repeat(64 * 1024 - 9));
    let block = Value::Bytes(compressed(line.repeat(16).as_bytes()));
    let error = error(|parts| {
        *parts.notes() = Value::Array(vec![block; 1025]);
        None
    });
    says(&error, "evidence-lines-too-long");
    assert!(error.contains("1073741824 bytes"), "{error}");
}

#[test]
fn a_name_that_occurs_twice_is_found() {
    // Some programs show the first value, and others the last.
    let (_, codes) = with_lines(|line| line.replacen('{', "{\"code\":\"active\",\"stands\":true,", 1));
    assert_eq!(codes, ["record-unreadable"]);
    let (_, codes) = with_lines(|line| line.replace("\"program\":{", "\"program\":{\"name\":\"starseal\","));
    assert_eq!(codes, ["record-unreadable"]);
}

#[test]
fn other_words_need_another_program_which_is_said() {
    let this = format!("\"name\":\"starseal\",\"version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    for other in [
        this.replace("\"starseal\"", "\"other\""),
        this.replace("\"name\"", "\"by\""),
        format!("\"url\":\"https://scan.example/\",{this}"),
    ] {
        let edit = |line: &str| line.replace(&this, &other).replace("The label", "This safe label");
        let (shop, codes) = with_lines(edit);
        assert_eq!(codes, [""; 0]);
        let run = shop.run(&format!("evidence verify {FILE} --trust t1.cbor")).exits(0);
        assert!(run.out.contains("some records were made by version {\""), "{}", run.out);
    }
    let (_, codes) = with_lines(|line| line.replace("The label", "This safe label"));
    assert_eq!(codes, ["verdict-differs"]);
}

#[test]
fn a_text_costs_no_more_than_its_length() {
    let (_, codes) = with_lines(|line| {
        let (start, rest) = line.split_once("\"text_bytes\":").unwrap();
        format!("{start}\"text_bytes\":18446744073709551615{}", rest.trim_start_matches(|c: char| c.is_ascii_digit()))
    });
    assert_eq!(codes, ["lists-differ", "verdict-differs"]);
}

#[test]
fn a_value_of_any_length_is_shortened() {
    let long = "9".repeat(60_000);
    let (shop, _) = with_lines(|line| line.replace("\"code\":\"", &format!("\"code\":\"{long}")));
    let run = shop.run(&format!("evidence verify {FILE} --trust t1.cbor")).exits(1);
    assert!(run.out.len() < 10_000, "{} bytes", run.out.len());
}

#[test]
fn control_characters_do_not_reach_a_terminal() {
    let shop = Shop::open();
    shop.create("").exits(0);
    let codes = found(&shop, |parts| parts.set_lines(&["\u{1b}[2J\u{9b}".to_owned()]));
    assert!(codes.contains(&"record-unreadable".to_owned()), "{codes:?}");
    assert_eq!(shop.run(&format!("evidence show {FILE} --records")).exits(0).out, "\\u001b[2J\\u009b\n");
}

#[test]
fn a_record_is_not_later_than_its_file() {
    let shop = Shop::open();
    let early = "evidence create --trust t1.cbor --status s1.cwt --policy policy.toml --name x --records records.jsonl \
                 --out chain --now 2026-11-21";
    shop.run(early).exits(1).complains("record 1 was checked at", "check the clock");
    shop.create("").exits(0);
    assert_eq!(found(&shop, |parts| parts.set_head(4, 1_700_000_000_u64.into())), ["record-later"]);
    // No time is too large to be shown.
    assert_eq!(found(&shop, |parts| parts.set_head(4, u64::MAX.into())), [""; 0]);
}

#[test]
fn a_file_is_not_earlier_than_the_one_before_it() {
    let shop = Shop::open();
    (0..2).for_each(|_| drop(shop.create("").exits(0)));
    std::fs::write(shop.path().join("none.jsonl"), "").unwrap();
    shop.run("evidence create --trust t1.cbor --name x --records none.jsonl --out chain --now 2026-11-21")
        .exits(3)
        .complains("before the file that it follows", "check the clock");
    // The first file says that it was made a year later; the second one follows its bytes.
    let _ = found(&shop, |parts| parts.set_head(4, 1_800_000_000_u64.into()));
    let digest = starseal::verify::Digest::of(&std::fs::read(shop.file(1)).unwrap());
    let mut second = Parts::read(&shop.file(2));
    second.set_head(3, Value::Bytes(digest.as_bytes().to_vec()));
    second.write(&shop.file(2));
    let (exit, report) = shop.verify("chain", "--trust t1.cbor");
    assert_eq!((exit, codes(&report["chain"])), (1, vec!["file-earlier".to_owned()]));
}

#[test]
fn a_digest_of_another_length_is_no_digest() {
    for bytes in [0, 31, 33, 64] {
        let shop = Shop::open();
        (0..2).for_each(|_| drop(shop.create("").exits(0)));
        let mut parts = Parts::read(&shop.file(2));
        parts.set_head(3, Value::Bytes(vec![7; bytes]));
        parts.write(&shop.file(2));
        let run = shop.run("evidence verify chain --trust t1.cbor").exits(3);
        says(&run.err, "evidence-malformed");
    }
}

#[test]
fn parts_that_are_there_twice_or_elsewhere_are_refused() {
    let twice = |at: usize| error(move |parts| Some(encode(&Value::Array(parts.with_twice(at)))));
    (0..8).for_each(|at| says(&twice(at), "evidence-malformed"));
    says(&error(|parts| Some([parts.bytes(), parts.bytes()].concat())), "evidence-malformed");
    says(&error(|parts| Some([&parts.bytes()[..], &[0]].concat())), "evidence-malformed");
    // An array of indefinite length, and a length that is not in its shortest form.
    let body = |parts: &Parts| parts.bytes()[1..].to_vec();
    says(&error(|parts| Some([&[0x9f], &*body(parts), &[0xff]].concat())), "evidence-malformed");
    says(&error(|parts| Some([&[0x98, 8], &*body(parts)].concat())), "evidence-malformed");
    // A head with the same key twice, and one whose keys are not sorted.
    let edited = |edit: fn(&mut Vec<(Value, Value)>)| {
        error(move |parts| {
            parts.edit_head(edit);
            None
        })
    };
    says(&edited(|entries| entries.push(entries[0].clone())), "evidence-malformed");
    says(&edited(|entries| entries.swap(0, 1)), "evidence-malformed");
    says(&edited(|entries| entries.push((11.into(), Value::Null))), "evidence-malformed");
    says(&edited(|entries| drop(entries.remove(0))), "evidence-malformed");
    says(
        &error(|parts| {
            *parts.version() = 2.into();
            None
        }),
        "evidence-unsupported",
    );
}

#[test]
fn a_block_that_is_there_twice_is_found() {
    let shop = Shop::open();
    shop.create("--key shop.pem").exits(0);
    let codes = found(&shop, |parts| {
        let blocks = parts.records().as_array_mut().unwrap();
        blocks.push(blocks[0].clone());
    });
    assert_eq!(codes, ["record-added"]);
}

#[test]
fn another_key_can_take_the_signatures_place_but_not_its_name() {
    let shop = Shop::open();
    std::fs::write(shop.path().join("other.pem"), private_pem(8)).unwrap();
    crate::common::set_mode(&shop.path().join("other.pem"), 0o600);
    shop.create("--key shop.pem").exits(0);
    let honest = Parts::read(&shop.file(1));
    std::fs::remove_file(shop.file(1)).unwrap();
    shop.create("--key other.pem").exits(0);
    let other = Parts::read(&shop.file(1));
    assert_eq!(shop.codes(""), [""; 0]);
    assert_eq!(shop.codes("--key shop.pem"), ["other-key"]);
    // The honest head with the other key, and the other head with the honest key.
    for (key, head) in [(&other, &honest), (&honest, &other)] {
        let mut mixed = head.clone();
        *mixed.signer() = key.clone().signer().clone();
        mixed.write(&shop.file(1));
        let run = shop.run(&format!("evidence verify {FILE} --trust t1.cbor --now {NOW}")).exits(3);
        says(&run.err, "evidence-bad-signature");
    }
}
