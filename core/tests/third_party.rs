//! Third-party test data, unabridged: the examples of the COSE working group, and the Ed25519 signatures of Project
//! Wycheproof.
//!
//! Their sources and licences are in test-vectors/third-party/README.md.

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

/// Each COSE_Sign1 example, with its code and the reason. None is a sealed label: all have other profiles.
const COSE_EXAMPLES: [(&str, Code, &str); 10] = [
    ("eddsa-sig-01", Code::UnsupportedProfile, "EdDSA by its older number -8, a content type, the kid unprotected"),
    ("sign-pass-01", Code::UnsupportedProfile, "a protected header of an empty map, ES256 unprotected"),
    ("sign-pass-02", Code::UnsupportedProfile, "ES256; its external data is not read"),
    ("sign-pass-03", Code::MalformedSeal, "no tag"),
    ("sign-fail-01", Code::MalformedSeal, "tag 998"),
    ("sign-fail-02", Code::UnsupportedProfile, "ES256; its signature, which is wrong, is not verified"),
    ("sign-fail-03", Code::UnsupportedProfile, "algorithm -999"),
    ("sign-fail-04", Code::UnsupportedProfile, "an algorithm with a name"),
    ("sign-fail-06", Code::UnsupportedProfile, "ES256 and a content type"),
    ("sign-fail-07", Code::UnsupportedProfile, "ES256"),
];

#[test]
fn cose_examples_are_refused_with_their_codes() {
    for (name, code, why) in COSE_EXAMPLES {
        let example = read(&format!("cose-wg/{name}.json"));
        let error = SealedLabel::from_bytes(&hex(&example["output"]["cbor"])).unwrap_err();
        assert_eq!(error.code(), code, "{name}: {why}: {error}");
        // An example with the right tag must be read as well-formed CBOR.
        assert_eq!(error == SealError::UnsupportedProfile, code == Code::UnsupportedProfile, "{name}");
    }
}

#[test]
fn every_cose_example_is_tested() {
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
fn ed25519_signatures_of_wycheproof() {
    let all = read("wycheproof/ed25519_test.json");
    // The cases in which strict verification differs from the result that Wycheproof expects. There are none: it
    // refuses more only for keys and R of small order, for which there is no case.
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
                // A signature of another length is refused before a key is used.
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
