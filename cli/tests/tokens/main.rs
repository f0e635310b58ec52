//! Keys in tokens, with SoftHSM, and with a module around it that has the faults of real devices.
#![cfg(target_os = "linux")]

#[path = "../common/mod.rs"]
mod common;
mod evidence;
mod faults;
mod ledger;
mod naming;
mod softhsm;
mod typing;

use common::NOW;
use softhsm::{Tokens, uri};
use std::fs;

/// Writes a trust list whose root, label and status keys are in the token.
fn trust(tokens: &Tokens) {
    let (root, label, status) = (uri("root"), uri("label"), uri("status"));
    tokens
        .run(&format!(
            "trust create --sign-with {root} --label-key {label} --status-key {status} \
             --prefix HTTPS://LABELS.EXAMPLE/L/ \
             --status-list https://labels.example/status --authority-en Authority --authority-ja 認証局 \
             --issuer-en Registry --issuer-ja 登録所 --out trust.cbor --now {NOW}"
        ))
        .exits(0);
}

/// Returns a token with keys, and a trust list that names them.
fn office() -> Tokens {
    let tokens = Tokens::new();
    tokens.generate(&["root", "label", "status"]);
    trust(&tokens);
    tokens
}

/// The command that issues one label, and writes into a folder that does not exist.
fn issue(key: &str) -> String {
    format!(
        "issue --key {key} --trust trust.cbor --out-dir labels --product-id EX-1 --level 1 --status-index 0 \
         --format text --now {NOW}"
    )
}

#[test]
fn root_label_and_status_keys_in_a_token_make_a_label_that_stands() {
    let tokens = office();
    tokens.run(&issue(&uri("label"))).exits(0);
    let status = uri("status");
    tokens
        .run(&format!(
            "status create --trust trust.cbor --key {status} --size 100 --allocate 0-9 --out status.cwt --now {NOW}"
        ))
        .exits(0);
    let carrier = fs::read_to_string(tokens.path().join("labels/EX-1.txt")).unwrap();
    let verified = tokens.run(&format!("verify --trust trust.cbor --status status.cwt --now {NOW} {}", carrier.trim()));
    assert!(verified.exits(0).out.contains("authentic, current"));

    // The public half is shown without a PIN, and is a key file for machines that have no token.
    let shown = tokens.run("key show pkcs11:token=Office;object=label --public").exits(0).out;
    fs::write(tokens.path().join("label-public.pem"), &shown).unwrap();
    let of_file = tokens.run("key show label-public.pem --json").exits(0).json().remove(0);
    let of_token = tokens.run("key show pkcs11:token=Office;object=label;type=public --json").exits(0).json().remove(0);
    assert_eq!((&of_file["thumbprint"], &of_token["token"]), (&of_token["thumbprint"], &"Office".into()));
}

#[test]
fn a_list_is_drafted_and_signed_by_a_root_in_a_token() {
    let tokens = office();
    tokens.generate(&["second"]);
    let (root, second) = (uri("root"), uri("second"));
    let rotate = format!("trust rotate --trust trust.cbor --root {second} --draft --out draft-0.cbor --now {NOW}");
    tokens.run(&rotate).exits(0);
    for (number, key) in [(1, &root), (2, &second)] {
        let before = number - 1;
        let sign = format!("--trust trust.cbor --sign-with {key} --out draft-{number}.cbor");
        tokens.run(&format!("trust sign draft-{before}.cbor {sign}")).exits(0);
    }
    tokens.run(&format!("trust publish draft-2.cbor --trust trust.cbor --out trust-2.cbor --now {NOW}")).exits(0);
    // A key that is no root of the list is refused before it signs.
    let sign = format!("trust sign draft-0.cbor --trust trust.cbor --sign-with {} --out no.cbor", uri("label"));
    tokens.run(&sign).exits(2).complains("root", "");
}

#[test]
fn a_ceremony_is_held_with_roots_in_tokens() {
    let tokens = Tokens::new();
    tokens.generate(&["label", "status"]);
    for holder in ["alice", "bob", "carol", "dan", "erin"] {
        tokens.make(holder);
        tokens.run(&format!("key generate {} --quiet", root_of(holder))).exits(0);
    }
    // The file names the tokens' public halves, so that the machine with all tokens needs no other file.
    let mut text = tokens.run("trust ceremony --template").exits(0).out;
    for holder in ["alice", "bob", "carol", "dan", "erin"] {
        text = text.replace(&format!("{holder}-public.pem"), &format!("pkcs11:token={holder};object=root"));
    }
    for key in ["label", "status"] {
        text = text.replace(&format!("{key}-public.pem"), &format!("pkcs11:token=Office;object={key}"));
    }
    fs::write(tokens.path().join("ceremony.toml"), text).unwrap();
    tokens.run("trust ceremony ceremony.toml --out first.draft").exits(0);
    tokens.run("trust ceremony ceremony.toml --compare first.draft").exits(0);
    // One by one, each with what the one before has signed.
    let mut draft = "first.draft".to_owned();
    for holder in ["alice", "carol", "erin"] {
        let signed = format!("{holder}.draft");
        let sign =
            format!("trust sign {draft} --sign-with {} --out {signed} --now 2026-12-01T01:30:00Z", root_of(holder));
        tokens.run(&sign).exits(0);
        draft = signed;
    }
    tokens.run(&format!("trust publish {draft} --out trust.cbor")).exits(0);
    let transcript = tokens.run("trust transcript trust.cbor --ceremony ceremony.toml").exits(0).out;
    for holder in ["Alice", "Carol", "Erin"] {
        assert!(transcript.contains(holder), "{transcript}");
    }
}

/// The URI of a root key in a token of its own, which has the same PIN in this test.
fn root_of(holder: &str) -> String {
    format!("pkcs11:token={holder};object=root?pin-source=file:pin.txt")
}

#[test]
fn a_key_that_the_trust_list_does_not_name_seals_nothing() {
    let tokens = office();
    tokens.generate(&["stranger"]);
    tokens.run(&issue(&uri("stranger"))).exits(1).complains("is not in the trust list", "");
    assert!(!tokens.path().join("labels").exists());
}

#[test]
fn a_key_is_never_made_twice_under_one_label() {
    let tokens = Tokens::new();
    let made = tokens.run(&format!("key generate {}", uri("label"))).exits(0).out;
    assert!(made.contains("The token Office holds a new private key label, which never leaves it."), "{made}");
    let before = tokens.run(&format!("key show {} --json", uri("label"))).exits(0).out;
    tokens.run(&format!("key generate {}", uri("label"))).exits(3).complains("has a key label already", "object=");
    assert_eq!(tokens.run(&format!("key show {} --json", uri("label"))).exits(0).out, before);
    let without_name = "key generate pkcs11:token=Office?pin-source=file:pin.txt";
    tokens.run(without_name).exits(2).complains("names no object", "object=NAME");
    tokens.run("key generate new.pem").exits(2).complains("is not a PKCS#11 URI", "--out FILE");
}

#[test]
fn the_pin_comes_from_a_file_a_variable_or_the_uri_and_never_from_the_uri_itself() {
    let tokens = office();
    let bare = "pkcs11:token=Office;object=label";
    tokens.run(&format!("{} --pin-file pin.txt --dry-run", issue(bare))).exits(0);
    let mut command = tokens.command(issue(bare).split_whitespace());
    let run: common::Run = command.args(["--pin-env", "THE_PIN"]).env("THE_PIN", softhsm::PIN).output().unwrap().into();
    run.exits(0);
    fs::remove_dir_all(tokens.path().join("labels")).unwrap();
    tokens.run(&issue(bare)).exits(3).complains("needs a PIN, and there is no terminal", "--pin-file FILE");
    // The URI's own source comes first.
    tokens.secret("wrong.txt", "wrong-4711");
    tokens.run(&format!("{} --pin-file wrong.txt --dry-run", issue(&uri("label")))).exits(0);
    for key in ["pkcs11:token=Office;object=label?pin-value=pin-4711", "pkcs11:pin-value=pin-4711"] {
        tokens.run(&issue(key)).exits(2).complains("contains a PIN (pin-value)", "change the PIN");
    }
    tokens.run(&format!("--lang ja {}", issue("pkcs11:token=a?pin-value=pin-4711"))).exits(2);
    assert!(!tokens.path().join("labels").exists());
}

/// A batch of 1,000 labels.
#[test]
#[ignore = "long"]
fn a_thousand_labels_are_sealed_in_one_session() {
    let tokens = office().with_faults("");
    let rows: Vec<String> = (0..1000).map(|number| format!("EX-{number:04},1,{number}\n")).collect();
    fs::write(tokens.path().join("labels.csv"), format!("product_id,level,status_index\n{}", rows.concat())).unwrap();
    let key = uri("label");
    let issue = "--csv labels.csv --trust trust.cbor --out-dir labels --format text";
    tokens.run(&format!("issue --key {key} {issue} --now {NOW} --quiet")).exits(0);
    assert_eq!(common::files(&tokens.path().join("labels")).len(), 1000);
    assert_eq!(tokens.signatures(), 1000);
    let lines: Vec<Vec<u8>> = common::files(&tokens.path().join("labels"))
        .iter()
        .map(|name| fs::read(tokens.path().join("labels").join(name)).unwrap())
        .collect();
    fs::write(tokens.path().join("all.txt"), lines.join(&b'\n')).unwrap();
    let status = uri("status");
    tokens
        .run(&format!(
            "status create --trust trust.cbor --key {status} --size 1000 --allocate 0-999 --out status.cwt --now {NOW}"
        ))
        .exits(0);
    let all = fs::read(tokens.path().join("all.txt")).unwrap();
    let verify = format!("verify --trust trust.cbor --status status.cwt --now {NOW} --json -");
    let verified = common::starseal_fed(tokens.path(), &verify, &all).exits(0);
    assert_eq!(verified.out.lines().filter(|line| line.contains("\"code\":\"active\"")).count(), 1000);
}
