//! Evidence that a shop signs with a key in a token.

use crate::common::NOW;
use crate::softhsm::uri;
use crate::{issue, office};
use std::fs;

#[test]
fn a_shop_signs_its_evidence_with_a_key_in_a_token() {
    let tokens = office();
    tokens.generate(&["shop"]);
    // A device that signs short messages only.
    let tokens = tokens.with_faults("limit=1024");
    tokens.run(&issue(&uri("label"))).exits(0);
    let carrier = fs::read_to_string(tokens.path().join("labels/EX-1.txt")).unwrap();
    let records = tokens.run(&format!("verify --trust trust.cbor --json --now {NOW} {}", carrier.trim())).out;
    // However long the file is, what is signed is short.
    fs::write(tokens.path().join("records.jsonl"), records.repeat(50)).unwrap();
    let create = format!("evidence create --trust trust.cbor --name Ginza --records records.jsonl --now {NOW}");
    tokens.run(&format!("{create} --out chain --key {}", uri("shop"))).exits(0);
    // Whoever gets the file has the public half, and no token.
    let public = tokens.run("key show pkcs11:token=Office;object=shop --public").exits(0).out;
    fs::write(tokens.path().join("shop-public.pem"), public).unwrap();
    let other = tokens.run("key show pkcs11:token=Office;object=label --public").exits(0).out;
    fs::write(tokens.path().join("other-public.pem"), other).unwrap();
    let verify = |key: &str| tokens.run(&format!("evidence verify chain --trust trust.cbor --key {key} --now {NOW}"));
    let run = verify("shop-public.pem").exits(0);
    assert!(run.out.contains("50 of 50 records"), "{}", run.out);
    assert!(run.out.contains("signed by key"), "{}", run.out);
    verify("other-public.pem").exits(1);
    // The key of the question can be that of a token too.
    verify("pkcs11:token=Office;object=shop").exits(0);
    verify("pkcs11:token=Office;object=label").exits(1);
}

#[test]
fn nothing_is_written_if_the_token_does_not_sign() {
    let mut tokens = office();
    tokens.run(&issue(&uri("label"))).exits(0);
    let carrier = fs::read_to_string(tokens.path().join("labels/EX-1.txt")).unwrap();
    let records = tokens.run(&format!("verify --trust trust.cbor --json --now {NOW} {}", carrier.trim())).out;
    fs::write(tokens.path().join("records.jsonl"), records).unwrap();
    let create = format!("evidence create --trust trust.cbor --name Ginza --records records.jsonl --now {NOW}");
    tokens.set_faults("remove-sign=1");
    let run = tokens.run(&format!("{create} --out chain --key {}", uri("label"))).exits(3);
    run.complains("evidence-not-signed", "nothing was written");
    assert_eq!(fs::read_dir(tokens.path().join("chain")).unwrap().count(), 0);
}
