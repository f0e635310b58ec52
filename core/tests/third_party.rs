//! Test data that others wrote, whole: COSE working group examples and Project Wycheproof's Ed25519 signatures.
//!
//! Their sources and licences stand in test-vectors/third-party/README.md.

mod common;

use common::from_hex;
use serde_json::Value;
use starseal::seal::SealError;
use starseal::{Code, PublicKey, SealedLabel};
use std::path::Path;

fn read(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test-vectors/third-party").join(path);
    let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&text).unwrap()
}

fn hex(value: &Value) -> Vec<u8> {
    from_hex(value.as_str().expect("hex in a string"))
}

/// Each COSE_Sign1 example, with what keeps it from being a sealed label. None is one: all are of other profiles.
const COSE_EXAMPLES: [(&str, Code, &str); 10] = [
    ("eddsa-sig-01", Code::UnsupportedProfile, "EdDSA by its older number -8, a content type, the kid unprotected"),
    ("sign-pass-01", Code::UnsupportedProfile, "a protected header of an empty map, ES256 unprotected"),
    ("sign-pass-02", Code::UnsupportedProfile, "ES256; its external data is never looked at"),
    ("sign-pass-03", Code::MalformedSeal, "no tag"),
    ("sign-fail-01", Code::MalformedSeal, "tag 998"),
    ("sign-fail-02", Code::UnsupportedProfile, "ES256; that its signature is wrong is never looked at"),
    ("sign-fail-03", Code::UnsupportedProfile, "algorithm -999"),
    ("sign-fail-04", Code::UnsupportedProfile, "an algorithm with a name"),
    ("sign-fail-06", Code::UnsupportedProfile, "ES256 and a content type"),
    ("sign-fail-07", Code::UnsupportedProfile, "ES256"),
];

#[test]
fn cose_examples_are_refused_for_what_they_are() {
    for (name, code, why) in COSE_EXAMPLES {
        let example = read(&format!("cose-wg/{name}.json"));
        let error = SealedLabel::from_bytes(&hex(&example["output"]["cbor"])).unwrap_err();
        assert_eq!(error.code(), code, "{name}: {why}: {error}");
        // Not for a fault of ours in reading CBOR: what has the right tag is well-formed.
        assert_eq!(error == SealError::UnsupportedProfile, code == Code::UnsupportedProfile, "{name}");
    }
}

#[test]
fn every_cose_example_is_named_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test-vectors/third-party/cose-wg");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let mut named = COSE_EXAMPLES.map(|(name, ..)| name.to_owned());
    named.sort();
    assert_eq!(files, named);
}

#[test]
fn the_cose_ed25519_signature_verifies() {
    let example = read("cose-wg/eddsa-sig-01.json");
    let key = PublicKey::from_bytes(&hex(&example["input"]["sign0"]["key"]["x_hex"]).try_into().unwrap()).unwrap();
    let message = hex(&example["intermediates"]["ToBeSign_hex"]);
    let envelope = hex(&example["output"]["cbor"]);
    let signature: [u8; 64] = envelope[envelope.len() - 64..].try_into().unwrap();
    assert!(key.verifies(&message, &signature));
    assert!(!key.verifies(&message[1..], &signature));
}

#[test]
fn wycheproof() {
    let all = read("wycheproof/ed25519_test.json");
    // Cases in which a verifier may rightly differ from Wycheproof's word would be listed here. There are none: strict
    // verification refuses more than the plain one only for keys and Rs of small order, which have no case.
    let different: [u64; 0] = [];
    let (mut valid, mut invalid, mut other_length) = (0, 0, 0);
    for group in all["testGroups"].as_array().unwrap() {
        let key = PublicKey::from_bytes(&hex(&group["publicKey"]["pk"]).try_into().unwrap()).unwrap();
        for test in group["tests"].as_array().unwrap() {
            let id = test["tcId"].as_u64().unwrap();
            let expected = match test["result"].as_str().unwrap() {
                "valid" => true,
                "invalid" => false,
                other => panic!("{id}: {other}"),
            };
            let verifies = match <[u8; 64]>::try_from(hex(&test["sig"])) {
                Ok(signature) => key.verifies(&hex(&test["msg"]), &signature),
                // A signature of another length never gets as far as a key.
                Err(_) => {
                    other_length += 1;
                    false
                }
            };
            assert_eq!(verifies, expected ^ different.contains(&id), "{id}: {} {}", test["comment"], test["flags"]);
            if verifies { valid += 1 } else { invalid += 1 }
        }
    }
    assert_eq!((valid, invalid, other_length), (88, 63, 12));
    assert_eq!(all["numberOfTests"], valid + invalid);
}
