//! A ledger whose label key, status key and officers' keys are in tokens.

use crate::softhsm::{Tokens, uri};
use crate::{common::NOW, office};
use std::fs;

/// A ledger with two officers, and a table of as many applications with one label each.
fn registry(labels: usize) -> Tokens {
    let tokens = office();
    tokens.generate(&["alice", "bob"]);
    let (label, status, alice, bob) = (uri("label"), uri("status"), uri("alice"), uri("bob"));
    tokens
        .run(&format!(
            "registry init --trust trust.cbor --label-key {label} --status-key {status} --officer alice={alice} \
             --officer bob={bob} --dir . --now {NOW}"
        ))
        .exits(0);
    let rows: Vec<String> = (0..labels)
        .map(|n| format!("A-{n},1,見本電機株式会社,CAM-{n},2026-10-01,R-{n},2026-10-05,2026-10-09,2026-10-20\n"))
        .collect();
    let header = "application,level,holder,model,applied_on,receipt,accepted_on,paid_on,cleared_on\n";
    fs::write(tokens.path().join("applications.csv"), header.to_owned() + &rows.concat()).unwrap();
    tokens.run(&format!("registry import applications.csv --now {NOW}")).exits(0);
    tokens
}

/// Returns what the audit says of the label key's signatures.
fn difference(run: &crate::common::Run) -> String {
    let report = run.json().pop().unwrap();
    assert_eq!(report["clean"], true, "the ledger itself is in order");
    report["signatures"][0]["difference"].as_str().unwrap().to_owned()
}

#[test]
#[ignore = "long"]
fn a_thousand_labels_are_granted_sealed_published_and_audited_with_keys_in_tokens() {
    let tokens = registry(1000).with_faults("");
    let config = fs::read_to_string(tokens.path().join("registry.toml")).unwrap();
    assert!(config.contains("pkcs11:token=Office;object=label?pin-source="), "{config}");
    tokens.run(&format!("registry grant --all --now {NOW}")).exits(0);
    let before = tokens.signatures();
    let approved = tokens.run(&format!("registry approve --officer bob --now {NOW}")).exits(0);
    assert!(approved.out.contains("1000 labels"), "{}", approved.out);
    // One for the approval.
    assert_eq!(tokens.signatures() - before, 1001);
    tokens.run(&format!("registry publish --lists lists --now {NOW}")).exits(0);
    let audit = tokens.run("registry audit --published lists --signatures 1000 --json").exits(0);
    let report = audit.json().pop().unwrap();
    assert_eq!((report["seals"].as_u64(), report["clean"].as_bool()), (Some(1000), Some(true)));
    let signatures = report["signatures"].as_array().unwrap();
    assert_eq!(signatures.len(), 2, "{signatures:?}");
    assert_eq!((signatures[0]["ledger"].as_u64(), signatures[0]["token"].as_u64()), (Some(1000), Some(1000)));
    let status = signatures[1]["key_id"].as_str().unwrap();
    let said = tokens.run(&format!("registry audit --signatures 1000 --signatures {status}=1")).exits(0).out;
    assert_eq!(said.matches("the ledger accounts for the").count(), 2, "{said}");
}

#[test]
#[ignore = "long"]
fn a_token_that_is_removed_while_it_seals_is_gone_on_with_and_its_counter_shows_what_was_lost() {
    let mut tokens = registry(600);
    tokens.run(&format!("registry grant --all --now {NOW}")).exits(0);
    tokens.set_faults("remove-sign=550");
    // One signature of the officer, in a helper of its own, and 549 of the label key: 512 are stored.
    let approve = format!("registry approve --officer bob --now {NOW}");
    let run = tokens.run(&approve).exits(3);
    run.complains("the token Office was removed", "repeat the command: it goes on where it was");
    let of_label = tokens.signatures() - 1;
    assert_eq!(of_label, 549);
    fs::remove_file(tokens.path().join("state/removed")).unwrap();
    tokens.set_faults("");
    tokens.run(&approve).exits(0);
    let of_label = tokens.signatures() - 1;
    assert_eq!(of_label, 549 + 88);

    tokens.run("registry audit").exits(0);
    let more = tokens.run(&format!("registry audit --signatures {of_label} --json")).exits(1);
    assert_eq!(difference(&more), "more");
    let said = tokens.run(&format!("registry audit --signatures {of_label}")).exits(1).out;
    assert!(said.contains("637 signatures, 37 more than the 600") && said.contains("up to 512"), "{said}");
    let fewer = tokens.run("registry audit --signatures 599 --json").exits(1);
    assert_eq!(difference(&fewer), "fewer");
    let japanese = tokens.run("--lang ja registry audit --signatures 599").exits(1).out;
    assert!(japanese.contains("1 件少なくなっています"), "{japanese}");
}

#[test]
fn a_pin_in_the_configuration_is_refused_and_a_module_can_stand_there() {
    let tokens = registry(1);
    let path = tokens.path().join("registry.toml");
    let config = fs::read_to_string(&path).unwrap();
    let query = config.split("object=label?").nth(1).unwrap().split('"').next().unwrap().to_owned();
    fs::write(&path, config.replacen(&query, "pin-value=pin-4711", 1)).unwrap();
    let run = tokens.run(&format!("registry grant --all --now {NOW}")).exits(3);
    run.complains("keys.label: the URI contains a PIN", "change the PIN");

    let module = format!("\n[tokens]\nmodule = \"{}\"\n", crate::softhsm::SOFTHSM);
    let start = config.find("\n[tokens]\n").unwrap();
    fs::write(&path, format!("{}{module}", &config[..start])).unwrap();
    let grant = format!("registry grant --all --now {NOW}");
    let mut command = tokens.command(grant.split_whitespace());
    let run: crate::common::Run = command.env_remove("STARSEAL_PKCS11_MODULE").output().unwrap().into();
    run.exits(0);
}

#[test]
fn an_officer_moves_from_a_file_to_a_token() {
    let tokens = registry(1);
    tokens.generate(&["carol"]);
    let carol = "pkcs11:token=Office;object=carol";
    tokens.run(&format!("registry officers add carol --key {carol} --now {NOW}")).exits(0);
    tokens.run(&format!("registry approve --officer bob --now {NOW}")).exits(0);
    let listed = tokens.run("registry officers list --json").exits(0).json();
    let shown = tokens.run(&format!("key show {carol} --json")).exits(0).json().remove(0);
    assert!(listed.iter().any(|officer| officer["officer"] == "carol" && officer["thumbprint"] == shown["thumbprint"]));
    // Counts of keys that the ledger does not know, or of none, are refused.
    let count = tokens.run("registry audit --signatures 5").exits(2);
    count.complains("0 keys have sealed labels of this ledger", "KEY=COUNT");
    tokens
        .run("registry audit --signatures 01020304=5")
        .exits(2)
        .complains("no signature of key 01020304", "KEY=COUNT");
}
