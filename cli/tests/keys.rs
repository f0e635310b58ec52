//! Tests of key files: compatible with openssl, protected, and never overwritten.

mod common;

use common::{command, folder, set_mode, starseal};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// Runs openssl, which these tests need.
fn openssl(folder: &Path, words: &str) -> String {
    let output = Command::new("openssl").current_dir(folder).args(words.split_whitespace()).output();
    let output = output.expect("install openssl, with which these tests compare key files");
    assert!(output.status.success(), "openssl {words}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn public(folder: &Path, words: &str) -> String {
    starseal(folder, &format!("key show --public {words}")).exits(0).out
}

#[test]
fn openssl_reads_our_unencrypted_keys() {
    let folder = folder();
    let folder = folder.path();
    starseal(folder, "key generate --out key.pem --no-passphrase").exits(0);
    assert_eq!(public(folder, "key.pem"), openssl(folder, "pkey -in key.pem -pubout"));
}

#[test]
fn openssl_reads_our_encrypted_keys() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("pass.txt"), "correct horse\n").unwrap();
    set_mode(&folder.join("pass.txt"), 0o600);
    starseal(folder, "key generate --out key.pem --passphrase-file pass.txt").exits(0);
    assert!(fs::read_to_string(folder.join("key.pem")).unwrap().starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    let ours = public(folder, "key.pem --passphrase-file pass.txt");
    assert_eq!(ours, openssl(folder, "pkey -in key.pem -passin file:pass.txt -pubout"));
    let parameters = openssl(folder, "asn1parse -in key.pem");
    for expected in ["PBES2", ":scrypt", "aes-256-cbc", "INTEGER           :4000", "INTEGER           :05"] {
        assert!(parameters.contains(expected), "{expected} is not in\n{parameters}");
    }
}

#[test]
fn we_read_keys_of_openssl() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("pass.txt"), "パスワード\r\n").unwrap();
    set_mode(&folder.join("pass.txt"), 0o600);
    openssl(folder, "genpkey -algorithm ed25519 -out plain.pem");
    assert_eq!(public(folder, "plain.pem"), openssl(folder, "pkey -in plain.pem -pubout"));
    for (name, options) in [
        ("pbkdf2.pem", "-v2 aes-256-cbc"),
        ("pbkdf2-128.pem", "-v2 aes-128-cbc -iter 10000"),
        ("sha512.pem", "-v2 aes-256-cbc -v2prf hmacWithSHA512"),
        ("scrypt.pem", "-scrypt"),
    ] {
        // openssl reads a passphrase file up to the line feed, including the CR, so it gets the passphrase as an
        // argument.
        let convert = format!("pkcs8 -topk8 -in plain.pem -out {name} {options} -passout pass:パスワード");
        openssl(folder, &convert);
        set_mode(&folder.join(name), 0o600);
        assert_eq!(
            public(folder, &format!("{name} --passphrase-file pass.txt")),
            public(folder, "plain.pem"),
            "{name}"
        );
    }
}

#[test]
fn public_files_of_openssl_are_shown_too() {
    let folder = folder();
    let folder = folder.path();
    openssl(folder, "pkey -in issuer.pem -pubout -out public.pem");
    let ours = starseal(folder, "key show issuer.pem --json").exits(0).json();
    let theirs = starseal(folder, "key show public.pem --json").exits(0).json();
    assert_eq!(ours[0]["thumbprint"], theirs[0]["thumbprint"]);
    assert_eq!((ours[0]["private"].as_bool(), theirs[0]["private"].as_bool()), (Some(true), Some(false)));
}

#[test]
fn keys_of_other_kinds_are_refused_by_kind() {
    let folder = folder();
    let folder = folder.path();
    openssl(folder, "genpkey -algorithm x25519 -out x25519.pem");
    openssl(folder, "genpkey -algorithm ec -pkeyopt ec_paramgen_curve:P-256 -out p256.pem");
    openssl(folder, "ecparam -name prime256v1 -genkey -noout -out sec1.pem");
    fs::write(folder.join("text.pem"), "hello\n").unwrap();
    starseal(folder, "key show x25519.pem").exits(3).complains("not Ed25519", "starseal key generate");
    starseal(folder, "key show p256.pem").exits(3).complains("not Ed25519", "starseal key generate");
    starseal(folder, "key show sec1.pem").exits(3).complains("elliptic curve (EC)", "starseal key generate");
    starseal(folder, "key show text.pem").exits(3).complains("is text, not a key in PEM", "openssl genpkey");
    starseal(folder, "key show nowhere.pem").exits(3).complains("no such file", "check the path");
    starseal(folder, "key show .").exits(3).complains("is a folder", "path of a key file");
}

#[test]
fn a_new_key_is_readable_by_its_owner_only() {
    let folder = folder();
    let folder = folder.path();
    starseal(folder, "key generate --out key.pem --no-passphrase").exits(0);
    assert_eq!(fs::metadata(folder.join("key.pem")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_key_that_others_can_read_causes_a_warning() {
    let folder = folder();
    let folder = folder.path();
    set_mode(&folder.join("issuer.pem"), 0o644);
    let run = starseal(folder, "key show issuer.pem").exits(0);
    assert!(run.err.starts_with("warning: users other than the owner"), "{}", run.err);
    assert!(run.err.contains("  help: chmod 600 issuer.pem"), "{}", run.err);
}

#[test]
fn an_existing_file_is_never_overwritten() {
    let folder = folder();
    let folder = folder.path();
    let before = fs::read(folder.join("issuer.pem")).unwrap();
    // The program refuses before it asks for a passphrase.
    let run = starseal(folder, "key generate --out issuer.pem").exits(3);
    run.complains("already exists", "choose another name");
    assert_eq!(fs::read(folder.join("issuer.pem")).unwrap(), before);
    std::os::unix::fs::symlink("nowhere", folder.join("link.pem")).unwrap();
    starseal(folder, "key generate --out link.pem --no-passphrase").exits(3).complains("already exists", "another");
    starseal(folder, "key generate --out no/such/key.pem --no-passphrase").exits(3).complains("folder", "create");
}

#[test]
fn passphrases_come_from_files_and_the_environment() {
    let folder = folder();
    let folder = folder.path();
    let with_env = |words: &str, value: &str| -> common::Run {
        command(folder).env("PASS", value).args(words.split_whitespace()).output().unwrap().into()
    };
    with_env("key generate --out key.pem --passphrase-env PASS", "one two").exits(0);
    with_env("key show key.pem --passphrase-env PASS", "one two").exits(0);
    let run = with_env("key show key.pem --passphrase-env PASS", "one  two").exits(3);
    run.complains("the passphrase does not open key.pem", "try again");
    with_env("key generate --out other.pem --passphrase-env PASS", "").exits(3).complains("empty", "--no-passphrase");
    starseal(folder, "key show key.pem --passphrase-env NO_SUCH")
        .exits(3)
        .complains("no environment variable NO_SUCH", "set it");
    starseal(folder, "key generate --out a.pem --no-passphrase --passphrase-env PASS").exits(2);
    starseal(folder, "key generate --out a.pem --passphrase-file x --passphrase-env PASS").exits(2);
}

#[test]
fn without_a_terminal_no_prompt_waits() {
    let folder = folder();
    let folder = folder.path();
    let run = starseal(folder, "key generate --out key.pem").exits(3);
    let run = run.complains("needs a passphrase, and there is no terminal", "--passphrase-file");
    assert_eq!(run.err.lines().count(), 2, "{}", run.err);
    assert!(!folder.join("key.pem").exists());
}

/// Checks that no output and no file but the key file holds the seed in a usual form.
#[test]
fn secrets_do_not_leave_the_key_file() {
    use base64::Engine;
    let folder = folder();
    let folder = folder.path();
    let issue = "issue --key issuer.pem --trust trust.cbor --out-dir labels --format svg,png,text,json --product-id A \
        --level 1 --status-index 1 --issued-on 2026-04-01";
    let mut seen = Vec::new();
    for words in [
        "key show issuer.pem",
        "key show issuer.pem --json",
        "key show issuer.pem --public",
        "trust create --sign-with root.pem --label-key issuer.pem --prefix HTTPS://A.EXAMPLE/ --out new.cbor",
        issue,
        issue,
        "trust show new.cbor --json",
        "key show issuer.pem --passphrase-env",
    ] {
        let run = starseal(folder, words);
        seen.extend((run.out + &run.err).into_bytes());
    }
    seen.extend(fs::read(folder.join("new.cbor")).unwrap());
    for name in common::files(&folder.join("labels")) {
        seen.extend(fs::read(folder.join("labels").join(name)).unwrap());
    }
    let base64 = base64::engine::general_purpose::STANDARD_NO_PAD;
    for seed in [[1; 32], [2; 32]] {
        let hex: String = seed.iter().map(|byte| format!("{byte:02x}")).collect();
        // Base64 in all three alignments, without the characters that also depend on neighbouring bytes.
        let shifted = (0..3).map(|shift| base64.encode([vec![0; shift], seed.to_vec()].concat())[4..40].to_owned());
        let forms = [seed.to_vec(), hex.clone().into_bytes(), hex.to_uppercase().into_bytes()];
        for form in forms.into_iter().chain(shifted.map(String::into_bytes)) {
            let found = seen.windows(form.len()).any(|window| window == form);
            assert!(!found, "the seed was found as {:?}", String::from_utf8_lossy(&form));
        }
    }
}
