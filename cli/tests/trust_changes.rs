//! An app that was shipped with the first trust list follows every change that `starseal trust` makes.

mod common;

use common::{Run, folder_with_keys, issuer_key, private_pem, set_mode, starseal, starseal_with, stranger_key};
use starseal::carrier::CarrierPrefix;
use starseal::seal::seal;
use starseal::{
    CarrierText, Code, Date, LabelBuilder, Level, ProductId, Signer, SigningKey, Timestamp, TrustList, Verifier, When,
};
use std::fs;
use std::path::Path;

const PREFIX: &str = "HTTPS://A.EXAMPLE/L/";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn at(text: &str) -> Timestamp {
    format!("{text}T03:00:00Z").parse().unwrap()
}

/// An app that holds the first list, and takes what is published.
struct App(Verifier);

impl App {
    fn new(folder: &Path) -> Self {
        App(Verifier::new(&fs::read(folder.join("t1.cbor")).unwrap()).unwrap())
    }

    fn takes(&mut self, folder: &Path, version: u32, now: &str) {
        let chain = fs::read(folder.join(format!("t{version}.cbor"))).unwrap();
        self.0.update_trust(&chain, at(now)).unwrap();
        assert_eq!(self.0.trust_list().statement().version, version);
    }

    fn says(&self, carrier: &str, now: &str) -> Code {
        self.0.check(carrier, When::Now(at(now))).code()
    }
}

/// A carrier of a label, built by a scheme that has everything which the test speaks of.
fn label(folder: &Path, list: &str, key: &dyn Signer, prefix: &str, edit: Edit) -> String {
    let chain = fs::read(folder.join(list)).unwrap();
    let newest = *TrustList::split_chain(&chain).unwrap().last().unwrap();
    let scheme = &TrustList::open(newest).unwrap().statement().scheme.clone();
    let (level, from, until) = (Level::new(edit.level).unwrap(), day(edit.from), day(edit.from).plus_days(300));
    let mut builder = LabelBuilder::new(ProductId::new("EX-1").unwrap(), level, from, until, 0);
    if let Some(number) = edit.criteria {
        builder = builder.criteria(number);
    }
    if let Some(number) = edit.category {
        builder = builder.category(number);
    }
    if let Some(number) = edit.evaluator {
        builder = builder.evaluator(number);
    }
    let sealed = seal(&builder.build(scheme).unwrap(), key).unwrap();
    CarrierText::for_symbol(&CarrierPrefix::new(prefix).unwrap(), &sealed).to_string()
}

/// What a label says.
#[derive(Clone, Copy)]
struct Edit {
    level: u8,
    from: &'static str,
    criteria: Option<u16>,
    category: Option<u16>,
    evaluator: Option<u16>,
}

const PLAIN: Edit = Edit { level: 1, from: "2026-12-01", criteria: Some(1), category: Some(1), evaluator: None };

/// Makes a draft of the next version, has it signed, and publishes it. Returns what the draft's maker saw.
fn change(folder: &Path, version: u32, now: &str, arguments: &[&str]) -> Run {
    let (before, after) = (format!("t{}.cbor", version - 1), format!("t{version}.cbor"));
    let (draft, signed) = (format!("t{version}.draft"), format!("t{version}-signed.draft"));
    let next = |rest: &[&str]| {
        let mut all = vec!["trust"];
        all.extend_from_slice(arguments);
        all.extend_from_slice(&["--trust", &before, "--now", now]);
        all.extend_from_slice(rest);
        starseal_with(folder, &all).exits(0)
    };
    let dry = next(&["--dry-run"]);
    assert!(!folder.join(&draft).exists());
    let said = next(&["--draft", "--out", &draft]);
    let changes = |run: &Run| run.out.lines().filter(|line| line.starts_with("  - ")).collect::<Vec<_>>().join("\n");
    assert_eq!(changes(&dry), changes(&said));
    let ja = next(&["--dry-run", "--lang", "ja"]);
    assert_eq!(changes(&ja).lines().count(), changes(&said).lines().count());
    assert!(changes(&ja).lines().all(|line| !line.is_ascii()), "{}", ja.out);
    // The signer, on another machine, sees the same changes.
    let sign = format!("trust sign {draft} --trust {before} --sign-with root.pem --out {signed} --now {now}");
    let seen = starseal(folder, &sign).exits(0);
    assert_eq!(changes(&seen), changes(&said));
    starseal(folder, &format!("trust publish {signed} --trust {before} --out {after} --now {now}")).exits(0);
    said
}

/// Makes the first list, of 2026-11-30, without a status list: the printed dates alone decide.
fn first(folder: &Path) {
    starseal(
        folder,
        &format!(
            "trust create --sign-with root.pem --label-key issuer.pem --prefix {PREFIX} --out t1.cbor \
             --now 2026-11-30T03:00:00Z"
        ),
    )
    .exits(0);
}

fn key_id(key: &SigningKey) -> String {
    key.public_key().key_id().to_string()
}

#[test]
fn an_app_follows_a_scheme_that_changes() {
    let folder = folder_with_keys();
    let folder = folder.path();
    first(folder);
    let mut app = App::new(folder);
    // A laboratory, a category and criteria R2 are added, and the text of nothing else changes.
    let printed = starseal(folder, "trust scheme t1.cbor").exits(0).out;
    let edited = printed
        .replace("[criteria]\n", "[criteria]\n95 = \"JST-CR-01-01-2027R2\"\n")
        .replace("[categories]\n", "[categories]\n95 = { en = \"smart toy\", ja = \"スマート玩具\" }\n")
        .replace("[evaluators]\n", "[evaluators]\n95 = { en = \"Third Laboratory\", ja = \"第三試験所\" }\n");
    fs::write(folder.join("scheme.toml"), edited).unwrap();
    let said = change(folder, 2, "2026-12-05T03:00:00Z", &["scheme", "scheme.toml"]).out;
    for words in [
        "category 95 is added: smart toy (スマート玩具)",
        "criteria 95 are added: JST-CR-01-01-2027R2",
        "evaluator 95 is added: Third Laboratory (第三試験所)",
    ] {
        assert!(said.contains(words), "{said}");
    }
    let label = label(
        folder,
        "t2.cbor",
        &issuer_key(),
        PREFIX,
        Edit { level: 3, from: "2026-12-06", criteria: Some(95), category: Some(95), evaluator: Some(95) },
    );
    assert_eq!(app.says(&label, "2026-12-10"), Code::SchemeViolation);
    app.takes(folder, 2, "2026-12-10");
    assert_eq!(app.says(&label, "2026-12-10"), Code::Active);
    // An entry that labels name is not taken away without a word.
    fs::write(folder.join("scheme.toml"), printed).unwrap();
    let said = change(folder, 3, "2026-12-11T03:00:00Z", &["scheme", "scheme.toml"]).out;
    assert!(said.contains("category 95 is removed: labels that name it (smart toy (スマート玩具)) will be refused"));
}

#[test]
fn an_app_follows_renewal_names_and_prefixes() {
    let folder = folder_with_keys();
    let folder = folder.path();
    first(folder);
    let mut app = App::new(folder);
    let old = label(folder, "t1.cbor", &issuer_key(), PREFIX, Edit { from: "2027-01-01", ..PLAIN });
    let said = change(folder, 2, "2027-10-01T03:00:00Z", &["renew"]).out;
    assert!(said.contains("  - nothing else changes"), "{said}");
    app.takes(folder, 2, "2027-10-02");
    assert_eq!(app.0.trust_list().statement().expires_at.to_string(), "2028-09-30T03:00:00Z");

    let new_prefix = "HTTPS://NEW.EXAMPLE/L/";
    let edit = ["edit-issuer", "--issuer-en", "New Name", "--add-prefix", new_prefix, "--status-age-days", "30"];
    let said = change(folder, 3, "2027-10-03T03:00:00Z", &edit).out;
    assert!(said.contains("is renamed New Name (ラベル登録所（見本）)"), "{said}");
    let moved = label(folder, "t3.cbor", &issuer_key(), new_prefix, Edit { from: "2027-01-01", ..PLAIN });
    assert_eq!(app.says(&moved, "2027-10-04"), Code::ForeignCarrier);
    app.takes(folder, 3, "2027-10-04");
    assert_eq!((app.says(&moved, "2027-10-04"), app.says(&old, "2027-10-04")), (Code::Active, Code::Active));
    let issuer = &app.0.trust_list().statement().issuers[0];
    assert_eq!((issuer.names.en(), issuer.names.ja()), ("New Name", "ラベル登録所（見本）"));
    assert_eq!(issuer.longest_status_age_days, Some(30));

    let edit = ["edit-issuer", "--remove-prefix", PREFIX, "--status-age-by-policy"];
    let said = change(folder, 4, "2027-10-05T03:00:00Z", &edit).out;
    assert!(said.contains("with the prefix HTTPS://A.EXAMPLE/L/ will be refused as foreign carriers"), "{said}");
    app.takes(folder, 4, "2027-10-06");
    assert_eq!((app.says(&moved, "2027-10-06"), app.says(&old, "2027-10-06")), (Code::Active, Code::ForeignCarrier));
}

#[test]
fn a_retired_key_seals_no_more_and_its_labels_stand() {
    let folder = folder_with_keys();
    let folder = folder.path();
    first(folder);
    let mut app = App::new(folder);
    let before = label(folder, "t1.cbor", &issuer_key(), PREFIX, PLAIN);
    let after = label(folder, "t1.cbor", &issuer_key(), PREFIX, Edit { from: "2027-02-01", ..PLAIN });
    let retire = ["retire-key", "--key-id", &key_id(&issuer_key()), "--last-day", "2027-01-31"];
    let said = change(folder, 2, "2027-01-20T03:00:00Z", &retire).out;
    assert!(said.contains("is retired: it seals no labels issued after 2027-01-31"), "{said}");
    app.takes(folder, 2, "2027-02-02");
    assert_eq!(app.says(&before, "2027-02-02"), Code::Active);
    assert_eq!(app.says(&after, "2027-02-02"), Code::KeyNotAllowed);
    // The program does not seal with it either, and its last day is not put off.
    let issue = "issue --key issuer.pem --trust t2.cbor --out-dir o --product-id EX-2 --level 1 --status-index 1";
    starseal(folder, &format!("{issue} --now 2027-02-02")).exits(1);
    let again = "trust retire-key --trust t2.cbor --dry-run --last-day 2027-06-30 --key-id";
    starseal(folder, &format!("{again} {}", key_id(&issuer_key()))).exits(1).complains("until 2027-01-31", "earlier");
    starseal(folder, &format!("{again} {}", key_id(&stranger_key()))).exits(2).complains("no issuer has", "trust show");
}

const SECOND_PREFIX: &str = "HTTPS://SECOND.EXAMPLE/L/";

/// Adds a second issuer in version 2. Returns what the draft's maker saw.
fn add_second_issuer(folder: &Path) -> Run {
    let add = ["add-issuer", "--label-key", "stranger.pem", "--prefix", SECOND_PREFIX];
    let add = [&add[..], &["--issuer-en", "Second Registry", "--issuer-ja", "第二登録所"]].concat();
    change(folder, 2, "2026-12-01T03:00:00Z", &add)
}

#[test]
fn an_app_follows_issuers_that_come_and_go() {
    let folder = folder_with_keys();
    let folder = folder.path();
    first(folder);
    let mut app = App::new(folder);
    let said = add_second_issuer(folder).out;
    assert!(said.contains("Second Registry (第二登録所) is added as an issuer"), "{said}");
    // The signer can compare the whole thumbprint of the key.
    assert!(said.contains(&stranger_key().public_key().thumbprint().to_string()), "{said}");
    let own = label(folder, "t1.cbor", &issuer_key(), PREFIX, PLAIN);
    let second = label(folder, "t2.cbor", &stranger_key(), SECOND_PREFIX, Edit { from: "2026-12-02", ..PLAIN });
    assert_eq!(app.says(&second, "2026-12-03"), Code::UnknownKey);
    app.takes(folder, 2, "2026-12-03");
    assert_eq!(app.says(&second, "2026-12-03"), Code::Active);
    // The first issuer is removed, and the second is then the first: it is not taken for a renamed one.
    let said = change(folder, 3, "2026-12-04T03:00:00Z", &["remove-issuer", "--issuer", "1"]).out;
    let lines: Vec<&str> = said.lines().filter(|line| line.starts_with("  - ")).collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(lines[1].ends_with("is removed: its labels will have an unknown key"), "{said}");
    app.takes(folder, 3, "2026-12-05");
    assert_eq!((app.says(&second, "2026-12-05"), app.says(&own, "2026-12-05")), (Code::Active, Code::UnknownKey));
    starseal(folder, "trust remove-issuer --trust t3.cbor --issuer 2 --dry-run").exits(2).complains("issuer 2", "show");
}

#[test]
fn a_compromised_key_stays_so_when_its_issuer_goes() {
    let folder = folder_with_keys();
    let folder = folder.path();
    first(folder);
    let mut app = App::new(folder);
    add_second_issuer(folder);
    change(folder, 3, "2026-12-02T03:00:00Z", &["revoke-key", "--key-id", &key_id(&stranger_key())]);
    let second = label(folder, "t2.cbor", &stranger_key(), SECOND_PREFIX, Edit { from: "2026-12-02", ..PLAIN });
    app.takes(folder, 3, "2026-12-03");
    assert_eq!(app.says(&second, "2026-12-03"), Code::KeyCompromised);
    change(folder, 4, "2026-12-04T03:00:00Z", &["remove-issuer", "--issuer", "2"]);
    app.takes(folder, 4, "2026-12-05");
    assert!(app.0.trust_list().statement().is_compromised(stranger_key().public_key().thumbprint()));
    let again = "trust add-key --trust t4.cbor --label-key stranger.pem --dry-run";
    starseal(folder, again).exits(1).complains("compromised for good", "correct");
}

#[test]
fn roots_and_threshold_change_on_purpose_only() {
    let folder = folder_with_keys();
    let folder = folder.path();
    first(folder);
    let mut app = App::new(folder);
    for (name, seed) in [("alice", 11), ("bob", 12), ("carol", 13)] {
        fs::write(folder.join(format!("{name}.pem")), private_pem(seed)).unwrap();
        set_mode(&folder.join(format!("{name}.pem")), 0o600);
    }
    let roots = "--root alice.pem --root bob.pem --root carol.pem";
    let rotate = format!("trust rotate --trust t1.cbor {roots} --now 2026-12-01T03:00:00Z");
    // One root had to sign, and there are three now: how many must sign is not guessed.
    starseal(folder, &format!("{rotate} --dry-run")).exits(2).complains("of which 1 had to sign", "--threshold");
    let signed = "--sign-with root.pem --sign-with alice.pem --sign-with bob.pem --out t2.cbor";
    starseal(folder, &format!("{rotate} --threshold 2 {signed}")).exits(0);
    app.takes(folder, 2, "2026-12-02");

    // All other changes leave them, and a root that is replaced leaves the threshold.
    let next = "--trust t2.cbor --now 2026-12-03T03:00:00Z";
    let sign = "--sign-with alice.pem --sign-with bob.pem";
    starseal(folder, &format!("trust renew {next} {sign} --out t3.cbor")).exits(0);
    let replace = "--root alice.pem --root bob.pem --root stranger.pem";
    let said = starseal(folder, &format!("trust rotate {next} {replace} --dry-run")).exits(0).out;
    assert!(said.contains("needs the signatures of 2 of 3 roots"), "{said}");
    app.takes(folder, 3, "2026-12-04");
    assert_eq!((app.0.trust_list().statement().threshold, app.0.trust_list().statement().roots.len()), (2, 3));

    // Fewer signatures are a word to each signer, who must name it.
    let next = "--trust t3.cbor --now 2026-12-05T03:00:00Z";
    let lowered = starseal(folder, &format!("trust rotate {next} --threshold 1 --draft --out low.draft")).exits(0);
    assert!(lowered.err.contains("would need 1 signatures, and the list held asks for 2"), "{}", lowered.err);
    let sign = "trust sign low.draft --trust t3.cbor --sign-with alice.pem --out low-alice.draft --now 2026-12-05";
    starseal(folder, sign).exits(1).complains("(threshold-lowered)", "--accept threshold-lowered");
    starseal(folder, &format!("{sign} --accept threshold-lowered")).exits(0);
}

#[test]
fn a_recognition_reaches_the_app() {
    let folder = folder_with_keys();
    let folder = folder.path();
    first(folder);
    let mut app = App::new(folder);
    let other = "trust create --sign-with stranger.pem --label-key stranger-label.pem --prefix HTTPS://CLS.EXAMPLE/L/ \
                 --out cls.cbor --now 2026-11-30T03:00:00Z";
    starseal(folder, "key generate --out stranger-label.pem --no-passphrase").exits(0);
    starseal(folder, other).exits(0);
    let recognise = ["recognise", "--authority", "cls.cbor", "--level", "1", "--counts-as", "1", "--from"];
    let said = change(folder, 2, "2026-12-01T03:00:00Z", &[&recognise[..], &["2026-06-01"]].concat()).out;
    assert!(said.contains("counts as level 1, for labels issued from 2026-06-01 under any criteria"), "{said}");
    app.takes(folder, 2, "2026-12-02");
    assert_eq!(app.0.trust_list().statement().recognitions.len(), 1);
}
