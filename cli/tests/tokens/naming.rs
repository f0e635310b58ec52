//! Which module, which token, which key: what is not found, and what is not the only one.

use crate::common::{private_pem, set_mode};
use crate::softhsm::{PIN, SOFTHSM, uri};
use crate::{issue, office};
use std::fs;
use std::process::Command;

#[test]
fn a_module_is_named_by_path_by_name_or_by_the_variable() {
    let tokens = office();
    let of = |query: &str| format!("key show pkcs11:token=Office;object=label?{query}");
    tokens.run(&of(&format!("module-path={SOFTHSM}"))).exits(0);
    tokens.run(&of("module-name=softhsm2")).exits(0);
    tokens.run(&of("module-path=/usr/lib/softhsm&module-name=softhsm2")).exits(0);
    tokens.run(&of("module-path=/no/such.so")).exits(3).complains("there is no PKCS#11 module /no/such.so", "check");
    tokens.run(&of("module-name=nosuch")).exits(3).complains("with the name nosuch was found in /usr/lib", "check");
    let text = of("module-path=softhsm2.conf");
    tokens.run(&text).exits(3).complains("softhsm2.conf is not a PKCS#11 module", "vendor's PKCS#11 library");
    let libc = Command::new("cc").arg("-print-file-name=libc.so.6").output().unwrap().stdout;
    let libc = String::from_utf8(libc).unwrap();
    let other = of(&format!("module-path={}", libc.trim()));
    tokens.run(&other).exits(3).complains("it has no function C_GetFunctionList", "vendor's PKCS#11 library");
    let mut command = tokens.command(["key", "show", "pkcs11:token=Office;object=label"]);
    let run: crate::common::Run = command.env_remove("STARSEAL_PKCS11_MODULE").output().unwrap().into();
    run.exits(2).complains("nothing says which PKCS#11 module", "STARSEAL_PKCS11_MODULE");
}

#[test]
fn a_token_is_found_by_what_the_uri_says_and_only_if_it_is_the_one() {
    let tokens = office();
    tokens.make("Safe%3B room");
    let missing = tokens.run("key show pkcs11:token=Ofice;object=label").exits(3);
    let missing = missing.complains("no token fits the URI; there are: ", "token=");
    assert!(missing.err.contains("Office") && missing.err.contains("Safe%3B room"), "{}", missing.err);
    let both = tokens.run("key show pkcs11:object=label").exits(3);
    let both = both.complains("several tokens fit the URI: ", "serial=NUMBER");
    let serials: Vec<&str> = both.err.split("(serial ").skip(1).filter_map(|part| part.split(')').next()).collect();
    assert_eq!(serials.len(), 2, "{}", both.err);
    let found =
        serials.iter().filter(|serial| tokens.run(&format!("key show pkcs11:serial={serial};object=label")).code == 0);
    assert_eq!(found.count(), 1);
    tokens.run("key show pkcs11:token=Office;object=label;model=SoftHSM%20v2;manufacturer=SoftHSM%20project").exits(0);
    tokens.run("key show pkcs11:token=Office;object=label;library-version=9.9").exits(3).complains("no token fits", "");
    tokens.run("key show pkcs11:token=Office;tokn=a").exits(2).complains("the attribute tokn", "correct the name");
    let warned = tokens.run("key show pkcs11:token=Office;object=label?x-vendor=1").exits(0);
    assert!(warned.err.contains("are ignored: x-vendor"), "{}", warned.err);
}

#[test]
fn a_slot_that_changed_is_told_from_a_token_that_is_gone() {
    let tokens = office();
    let other = tokens.run("key show pkcs11:token=Office;object=label;slot-id=999").exits(3);
    let other = other.complains("and the URI says slot 999", "leave slot-id out");
    let slot = other.err.split("is in slot ").nth(1).unwrap().split(',').next().unwrap().to_owned();
    tokens.run(&format!("key show pkcs11:token=Office;object=label;slot-id={slot}")).exits(0);
    tokens.run("key show pkcs11:slot-id=999;object=label").exits(3).complains("no token fits", "connect");
}

#[test]
fn a_key_is_found_by_label_or_id_and_only_if_it_is_the_one() {
    let tokens = office();
    let missing = tokens.run(&issue(&uri("lable"))).exits(3);
    missing.complains("has no such key; its keys are: ", "correct object=");
    // Two keys of one label, each with an ID.
    for (seed, id) in [(41, "41"), (42, "42")] {
        fs::write(tokens.path().join("seed.pem"), private_pem(seed)).unwrap();
        set_mode(&tokens.path().join("seed.pem"), 0o600);
        let import = ["--import", "seed.pem", "--token", "Office", "--label", "twin", "--id", id, "--pin", PIN];
        tokens.util(&[&import[..], &["--force"]].concat());
    }
    tokens.run(&issue(&uri("twin"))).exits(3).complains("several keys of the token Office", "id=");
    let shown = tokens.run("key show pkcs11:token=Office;object=twin;id=%42 --json").exits(0).json().remove(0);
    let file = tokens.run("key show seed.pem --json").exits(0).json().remove(0);
    assert_eq!(shown["thumbprint"], file["thumbprint"], "an imported key is the same key");
    tokens.run(&issue(&uri("label;type=public"))).exits(3).complains("names a public key", "type=public");
}

#[test]
fn a_key_of_another_algorithm_is_refused_by_its_type() {
    let tokens = office();
    let make = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem";
    let made = Command::new("openssl").args(make.split(' ')).current_dir(tokens.path()).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    tokens.util(&["--import", "ec.pem", "--token", "Office", "--label", "ec", "--id", "0e", "--pin", PIN]);
    tokens.run(&issue(&uri("ec"))).exits(3).complains("is not an Ed25519 key, but CKK_EC", "key generate 'pkcs11:…'");
}
