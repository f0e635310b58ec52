//! Tests of `starseal trust`.

mod common;

use common::{data, folder, starseal, starseal_with};

const CREATE: &str = "trust create --sign-with root.pem --label-key issuer.pem --now 2026-11-22T03:00:00Z";

#[test]
fn the_private_and_the_public_label_key_result_in_the_same_list() {
    let folder = folder();
    let folder = folder.path();
    std::fs::copy(data("issuer-public.pem"), folder.join("public.pem")).unwrap();
    let create = format!("{CREATE} --prefix HTTPS://A.EXAMPLE/");
    starseal(folder, &format!("{create} --out one.cbor")).exits(0);
    starseal(folder, &format!("{} --out two.cbor", create.replace("issuer.pem", "public.pem"))).exits(0);
    assert_eq!(std::fs::read(folder.join("one.cbor")).unwrap(), std::fs::read(folder.join("two.cbor")).unwrap());
    starseal(folder, &create.replace("root.pem", "public.pem").replace("issuer.pem", "root.pem"))
        .exits(2)
        .complains("--out <FILE>", "starseal trust create --help");
    let run = starseal(folder, &format!("{} --out three.cbor", create.replace("root.pem", "public.pem")));
    run.exits(3).complains("cannot sign", "private key");
}

#[test]
fn a_key_has_five_years_and_a_list_one_year_by_default() {
    let folder = folder();
    let folder = folder.path();
    starseal(folder, &format!("{CREATE} --prefix HTTPS://A.EXAMPLE/ --out a.cbor")).exits(0);
    let shown = starseal(folder, "trust show --json a.cbor").exits(0).json();
    let (list, key) = (&shown[0], &shown[0]["issuers"][0]["keys"][0]);
    assert_eq!((&key["from"], &key["until"]), (&"2026-11-22".into(), &"2031-11-21".into()));
    assert_eq!(list["issued_at"], "2026-11-22T03:00:00Z");
    assert_eq!(list["expires_at"], "2027-11-22T03:00:00Z");
    assert_eq!((&list["version"], &list["threshold"]), (&1.into(), &1.into()));
    assert_eq!(list["issuers"][0]["status_list"], serde_json::Value::Null);
}

#[test]
fn lists_that_verifiers_would_refuse_are_not_written() {
    let folder = folder();
    let folder = folder.path();
    let create = |more: &str| starseal(folder, &format!("{CREATE} --out a.cbor {more}"));
    let prefix = "--prefix HTTPS://A.EXAMPLE/";
    create("--prefix http://a.example/").exits(2).complains("not a prefix", "HTTPS://JC-STAR.EXAMPLE/L/");
    create("--prefix https://a.example/l").exits(2).complains("not a prefix", "write HTTPS://A.EXAMPLE/L/");
    create(&format!("{prefix} --threshold 2")).exits(1).complains("the threshold is 2", "correct");
    create(&format!("{prefix} --label-key root.pem")).exits(1).complains("twice", "correct");
    create(&format!("{prefix} --key-until 2020-01-01")).exits(1).complains("window", "correct");
    create(&format!("{prefix} --status-list http://x.example/")).exits(2).complains("not an address", "https://");
    create(&format!("{prefix} --scheme trust.cbor")).exits(3).complains("not a scheme", "trust scheme");
    assert!(!folder.join("a.cbor").exists());
    starseal(folder, &format!("{CREATE} {prefix} --out trust.cbor")).exits(3).complains("already exists", "choose");
}

#[test]
fn a_scheme_can_be_edited() {
    let folder = folder();
    let folder = folder.path();
    let scheme = starseal(folder, "trust scheme").exits(0).out;
    let edited = scheme.replace("longest_validity_months = 24", "longest_validity_months = 36");
    std::fs::write(folder.join("scheme.toml"), edited + "9 = { en = \"Test House\", ja = \"試験所\" }\n").unwrap();
    let create = format!("{CREATE} --prefix HTTPS://A.EXAMPLE/ --scheme scheme.toml --out a.cbor");
    starseal(folder, &create).exits(0);
    let run = starseal(folder, "trust show a.cbor").exits(0);
    assert!(run.out.contains("valid up to 36 months") && run.out.contains("9  Test House (試験所)"), "{}", run.out);
    let written = starseal(folder, "trust scheme a.cbor").exits(0).out;
    assert!(written.contains("longest_validity_months = 36"), "{written}");
    std::fs::write(folder.join("broken.toml"), "levels = 3\n").unwrap();
    let run = starseal(folder, &create.replace("scheme.toml", "broken.toml").replace("a.cbor", "b.cbor")).exits(3);
    run.complains("broken.toml is not a scheme: line 1", "starseal trust scheme");
}

#[test]
fn several_roots_sign_and_the_threshold_is_their_number() {
    let folder = folder();
    let folder = folder.path();
    let create = format!("{CREATE} --sign-with stranger.pem --prefix HTTPS://A.EXAMPLE/ --out a.cbor");
    starseal(folder, &create).exits(0);
    let shown = starseal(folder, "trust show --json a.cbor").exits(0).json();
    assert_eq!((shown[0]["threshold"].as_u64(), shown[0]["roots"].as_array().unwrap().len()), (Some(2), 2));
}

#[test]
fn a_damaged_list_is_refused() {
    let folder = folder();
    let folder = folder.path();
    let mut bytes = std::fs::read(data("trust.cbor")).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(folder.join("flipped.cbor"), &bytes).unwrap();
    std::fs::write(folder.join("cut.cbor"), &bytes[..last]).unwrap();
    std::fs::write(folder.join("long.cbor"), vec![0; 300_000]).unwrap();
    for command in ["trust show", "verify hello --trust", "inspect hello --trust"] {
        let run = |name: &str| starseal(folder, &format!("{command} {name}")).exits(3);
        run("flipped.cbor").complains("trust-list-threshold", "altered");
        run("cut.cbor").complains("trust-list-malformed", "the file is cut");
        run("long.cbor").complains("a file of zeros only", "get the file again");
    }
}

#[test]
fn a_published_list_is_not_taken_for_a_draft() {
    let folder = folder();
    let folder = folder.path();
    let now = "--now 2026-11-22T03:00:00Z";
    let renew = format!("trust add-key --trust trust.cbor --label-key stranger.pem {now}");
    let draft = renew.replace("stranger.pem", "other.pem");
    starseal(folder, "key generate --out other.pem --no-passphrase").exits(0);
    starseal(folder, &format!("{draft} --draft --out next.draft")).exits(0);
    starseal(folder, &format!("{renew} --sign-with root.pem --out chain.cbor")).exits(0);
    let sign = |draft: &str, trust: &str| {
        starseal(folder, &format!("trust sign {draft} --trust {trust} --sign-with root.pem --out signed.draft"))
    };
    let publish = |draft: &str, trust: &str| {
        starseal(folder, &format!("trust publish {draft} --trust {trust} --out n.cbor {now}"))
    };
    let combine = |draft: &str| starseal(folder, &format!("trust combine {draft} next.draft --out all.draft"));
    let a_list = "is a published trust list (version 2, with the lists before it), not a draft";
    sign("chain.cbor", "trust.cbor").exits(3).complains(a_list, "give it with --trust");
    publish("chain.cbor", "trust.cbor").exits(3).complains(a_list, "give it with --trust");
    combine("chain.cbor").exits(3).complains(a_list, "give it with --trust");
    let held = "is the trust list of --trust itself (version 1), not a draft";
    sign("trust.cbor", "trust.cbor").exits(1).complains(held, "--draft");
    publish("trust.cbor", "trust.cbor").exits(1).complains(held, "--draft");
    // A first list may be a draft as well, and is not one of the same list.
    combine("trust.cbor").exits(1).complains("different statements", "copies of the same draft");
    let stale = "would be version 2, and the list held has version 2 (stale-version)";
    sign("next.draft", "chain.cbor").exits(1).complains(stale, "made again from the newest list");
    let stale = "would be version 2, and the trust list of --trust has version 2";
    publish("next.draft", "chain.cbor").exits(1).complains(stale, "starting from the newest list");
    let other = format!("{CREATE} --prefix HTTPS://A.EXAMPLE/ --out other.cbor");
    starseal(folder, &other.replace("root.pem", "stranger.pem")).exits(0);
    sign("next.draft", "other.cbor").exits(1).complains("another authority", "the draft's authority");
    for written in ["signed.draft", "n.cbor", "all.draft"] {
        assert!(!folder.join(written).exists(), "{written}");
    }
    // The draft itself goes through, also with all signatures.
    sign("next.draft", "trust.cbor").exits(0);
    publish("signed.draft", "trust.cbor").exits(0);
}

#[test]
fn an_encrypted_issuer_key_with_another_passphrase_gets_advice() {
    let folder = folder();
    let folder = folder.path();
    for (name, passphrase) in [("a.pem", "one"), ("b.pem", "two")] {
        std::fs::write(folder.join("pass"), passphrase).unwrap();
        common::set_mode(&folder.join("pass"), 0o600);
        starseal(folder, &format!("key generate --out {name} --passphrase-file pass")).exits(0);
    }
    let run = starseal_with(
        folder,
        &[
            "trust",
            "create",
            "--sign-with",
            "b.pem",
            "--label-key",
            "a.pem",
            "--passphrase-file",
            "pass",
            "--prefix",
            "HTTPS://A.EXAMPLE/",
            "--out",
            "t.cbor",
        ],
    );
    run.exits(3).complains("the passphrase does not open a.pem", "starseal key show a.pem --public");
}
