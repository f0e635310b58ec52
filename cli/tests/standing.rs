//! Tests of the commands after printing: status lists, rotation, recognition, bundles, state and policies.

mod common;

use common::{NOW, PREFIX, Run, carrier, folder_with_keys, set_mode, starseal, starseal_with};
use std::path::Path;

const URI: &str = "https://status.example/1";

/// Runs `starseal verify` with the usual label.
fn verify(folder: &Path, words: &str) -> Run {
    let text = carrier();
    let mut arguments: Vec<&str> = ["verify", "--json"].into_iter().chain(words.split_whitespace()).collect();
    if !words.contains("--now") {
        arguments.extend(["--now", NOW]);
    }
    arguments.push(&text);
    starseal_with(folder, &arguments)
}

fn code(run: Run) -> String {
    run.json()[0]["code"].as_str().unwrap().to_owned()
}

/// Creates a folder with a trust list that names a status key, and a status list in which index 7 is active.
fn folder() -> tempfile::TempDir {
    let folder = folder_with_keys();
    let path = folder.path();
    std::fs::write(path.join("root-2.pem"), common::private_pem(8)).unwrap();
    set_mode(&path.join("root-2.pem"), 0o600);
    starseal(
        path,
        &format!(
            "trust create --sign-with root.pem --label-key issuer.pem --status-key stranger.pem --status-list {URI} \
             --prefix {PREFIX} --out t1.cbor --issued-at 2026-01-01 --key-from 2025-01-01 --now 2026-01-01"
        ),
    )
    .exits(0);
    starseal(
        path,
        "status create --trust t1.cbor --key stranger.pem --size 100 --allocate 0-9 --out s1.cwt --now 2026-11-20",
    )
    .exits(0);
    folder
}

#[test]
fn a_status_list_is_created_changed_and_shown() {
    let folder = folder();
    let path = folder.path();
    assert_eq!(code(verify(path, "--trust t1.cbor").exits(1)), "status-unknown");
    assert_eq!(code(verify(path, "--trust t1.cbor --status s1.cwt").exits(0)), "active");
    let set = "status set s1.cwt --trust t1.cbor --key stranger.pem --index 7 --to revoked --now 2026-11-21";
    let dry = starseal(path, &format!("{set} --dry-run")).exits(0);
    assert!(dry.out.contains("index 7: active becomes revoked on 2026-11-21"), "{}", dry.out);
    assert!(!path.join("s2.cwt").exists());
    starseal(path, &format!("{set} --out s2.cwt")).exits(0);
    assert_eq!(code(verify(path, "--trust t1.cbor --status s2.cwt").exits(1)), "revoked");
    assert_eq!(code(verify(path, "--trust t1.cbor --status s2.cwt --as-of 2026-11-20").exits(0)), "active");
    let shown = starseal(path, "status show s2.cwt --trust t1.cbor").exits(0);
    assert!(shown.out.contains("from 2026-11-21  revoked"), "{}", shown.out);
    let json = starseal(path, "status show s2.cwt --trust t1.cbor --json").exits(0).json();
    assert_eq!(json[0]["statuses"]["revoked"], 1);
    assert_eq!(json[0]["indexes"][0]["index"], 7);
}

#[test]
fn an_extension_moves_the_last_day() {
    let folder = folder();
    let path = folder.path();
    let set = "status set s1.cwt --trust t1.cbor --key stranger.pem --index 7 --last-day 2030-03-31 --on 2028-03-01 \
               --now 2028-06-01 --out s2.cwt --date-ahead";
    starseal(path, set)
        .exits(1)
        .complains("the last day of index 7 before its extension is not known", "--valid-until");
    starseal(path, &format!("{set} --valid-until 2028-03-31")).exits(0);
    let run = verify(path, "--trust t1.cbor --status s2.cwt --now 2028-06-02").exits(0);
    let json = &run.json()[0];
    assert_eq!((json["code"].as_str(), json["last_day"].as_str()), (Some("active"), Some("2030-03-31")));
    assert!(run.err.contains("expired at"), "no warning of the expired trust list: {}", run.err);
}

#[test]
fn an_extension_dated_ahead_takes_effect_with_the_last_day_before() {
    let folder = folder();
    let path = folder.path();
    let set = |list: &str, rest: &str| {
        starseal(path, &format!("status set {list}.cwt --trust t1.cbor --key stranger.pem --date-ahead {rest}"))
    };
    set("s1", "--index 7 --last-day 2030-03-31 --on 2028-03-01 --valid-until 2028-03-31 --now 2026-11-21 --out s2.cwt")
        .exits(0);
    let last_day = |now: &str, list: &str| {
        let run = verify(path, &format!("--trust t1.cbor --status {list}.cwt --now {now}")).exits(0);
        run.json()[0]["last_day"].as_str().unwrap().to_owned()
    };
    assert_eq!(last_day("2026-11-22", "s2"), "2028-03-31");
    let renew = "--now 2028-03-02 --out s3.cwt";
    set("s2", renew).exits(1).complains("the last day of index 7 before its extension is not known", "INDEXES=DAY");
    set("s2", &format!("{renew} --valid-until 6=2028-03-31")).exits(1);
    set("s2", &format!("{renew} --valid-until 2028-33-31"))
        .exits(2)
        .complains("2028-33-31 is not a day", "7=2028-03-31");
    set("s2", &format!("{renew} --valid-until 7=2028-03-31")).exits(0);
    assert_eq!(last_day("2028-03-02", "s3"), "2030-03-31");
    // The next list knows it.
    set("s3", "--now 2028-03-03 --out s4.cwt").exits(0);
    assert_eq!(last_day("2028-03-03", "s4"), "2030-03-31");
}

#[test]
fn the_objects_of_a_list_stand_beside_it() {
    let folder = folder();
    let path = folder.path();
    let set =
        "status set s1.cwt --trust t1.cbor --key stranger.pem --now 2026-11-21 --index 7 --to revoked --on 2026-12-01";
    let out = |run: Run| {
        let mut names: Vec<String> =
            std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name.starts_with("s2.cwt"));
        names.sort();
        (run.code, names)
    };
    // What is left of another list would be taken for an object of this one.
    for left in ["s2.cwt.in-force", "s2.cwt.witnesses.7"] {
        std::fs::write(path.join(left), "other").unwrap();
        let run = starseal(path, &format!("{set} --out s2.cwt"));
        run.exits(3).complains(&format!("{left} already exists"), "remove it first");
        std::fs::remove_file(path.join(left)).unwrap();
    }
    std::fs::write(path.join("labels.txt"), carrier()).unwrap();
    let run = starseal(path, &format!("{set} --witness labels.txt --out s2.cwt"));
    assert!(run.out.contains("Its objects are in s2.cwt.in-force, s2.cwt.past, s2.cwt.witnesses, "), "{}", run.out);
    let all = ["s2.cwt", "s2.cwt.in-force", "s2.cwt.past", "s2.cwt.witnesses", "s2.cwt.witnesses.1"];
    assert_eq!(out(run), (0, all.map(str::to_owned).to_vec()));
    // The change takes effect by itself.
    let on = |now: &str| code(verify(path, &format!("--trust t1.cbor --status s2.cwt --now {now}")));
    assert_eq!((on("2026-11-30").as_str(), on("2026-12-01").as_str()), ("active", "revoked"));
    let json = starseal(path, "status show s2.cwt --trust t1.cbor --json").exits(0).json();
    assert_eq!((&json[0]["in_force"]["held"], &json[0]["past"]["held"]), (&true.into(), &true.into()));
    assert_eq!((&json[0]["witness_directory"]["held"], &json[0]["witnesses"]), (&true.into(), &1.into()));
    // A phone does not need the past.
    let bundle = "bundle --trust t1.cbor --status s2.cwt --now 2026-11-21 --out";
    starseal(path, &format!("{bundle} shop.bundle")).exits(0);
    starseal(path, &format!("{bundle} phone.bundle --without-past")).exits(0);
    let by = |bundle: &str, day: &str| code(verify(path, &format!("--trust t1.cbor --bundle {bundle} --as-of {day}")));
    assert_eq!(
        (by("shop.bundle", "2026-12-01"), by("phone.bundle", "2026-12-01")),
        ("revoked".into(), "revoked".into())
    );
    assert_eq!(
        (by("shop.bundle", "2026-11-20"), by("phone.bundle", "2026-11-20")),
        ("active".into(), "status-unknown".into())
    );
    // An altered object is not used, and a missing one is said.
    std::fs::write(path.join("s2.cwt.past"), "other").unwrap();
    let run = verify(path, "--trust t1.cbor --status s2.cwt --now 2026-11-22").exits(0);
    assert!(run.err.contains("s2.cwt.past is not used (status-object-unbound)"), "{}", run.err);
    let next = "status set s2.cwt --trust t1.cbor --key stranger.pem --now 2026-11-22 --out s3.cwt";
    starseal(path, next).exits(3).complains("the past object of the list is missing", "published with the list");
    std::fs::remove_file(path.join("s2.cwt.in-force")).unwrap();
    let run = verify(path, "--trust t1.cbor --status s2.cwt --now 2028-04-01").exits(1);
    assert!(run.err.contains("the in-force object of https://status.example/1 is missing"), "{}", run.err);
    let json = run.json();
    assert_eq!(json[0]["code"], "status-unknown");
    assert!(json[0]["reasons"].to_string().contains("in-force-missing"), "{}", json[0]["reasons"]);
    assert_eq!(json[0]["status_list"]["in_force"]["state"], "missing");
}

#[test]
fn lists_made_in_one_second_get_successive_dates() {
    let folder = folder();
    let path = folder.path();
    let set =
        "status set s1.cwt --trust t1.cbor --key stranger.pem --index 7 --to revoked --out s2.cwt --now 2026-11-20";
    let run = starseal(path, set).exits(0);
    assert!(
        run.out.contains("the time is 2026-11-20T12:00:00Z, and the list is dated 2026-11-20T12:00:01Z"),
        "{}",
        run.out
    );
    // A clock that is a little behind is accepted as well, and one that is far behind is refused.
    let next = set.replace("s2.cwt", "s3.cwt").replace("s1.cwt", "s2.cwt").replace("--to revoked", "--correct");
    let run = starseal(path, &next.replace("2026-11-20", "2026-11-20T11:30:00Z")).exits(0);
    assert!(run.out.contains("is dated 2026-11-20T12:00:02Z"), "{}", run.out);
    let next = next.replace("s3.cwt", "s4.cwt").replace("2026-11-20", "2026-11-20T10:59:59Z");
    starseal(path, &next).exits(3).complains("the time is 2026-11-20T10:59:59Z", "clock");
    // A verifier accepts the lists in their order within the same second.
    let known = "--trust t1.cbor --state shop.state --now 2026-11-20";
    assert_eq!(code(verify(path, &format!("{known} --status s1.cwt")).exits(0)), "active");
    assert_eq!(code(verify(path, &format!("{known} --status s2.cwt")).exits(1)), "revoked");
    assert_eq!(code(verify(path, &format!("{known} --status s3.cwt")).exits(0)), "active");
}

#[test]
fn a_final_status_is_taken_back_by_a_correction_only() {
    let folder = folder();
    let path = folder.path();
    let set = |list: &str, rest: &str| {
        let command = format!("status set {list}.cwt --trust t1.cbor --key stranger.pem --now 2026-11-21 {rest}");
        starseal(path, &command)
    };
    set("s1", "--index 7-9 --to revoked --out s2.cwt").exits(0);
    for to in ["active", "deferral"] {
        let run = set("s2", &format!("--index 7 --to {to} --out s3.cwt"));
        run.exits(1).complains("index 7 is revoked, which is final", "--correct");
    }
    set("s2", "--index 7 --to withdrawn --out s3.cwt").exits(0);
    let run = set("s2", "--index 7,8 --correct --out s4.cwt").exits(0);
    assert!(run.out.contains("2 indexes corrected on 2026-11-21"), "{}", run.out);
    let json = starseal(path, "status show s4.cwt --trust t1.cbor --json").exits(0).json();
    assert_eq!(json[0]["corrections"].to_string(), r#"[{"first":7,"last":8,"on":"2026-11-21"}]"#);
    let known = "--trust t1.cbor --now 2026-11-22 --status s2.cwt --status";
    assert_eq!(code(verify(path, &format!("{known} s4.cwt")).exits(0)), "active");
    // Later lists carry the correction, so a verifier that has missed it accepts them.
    set("s4", "--index 9 --to withdrawn --out s5.cwt").exits(0);
    assert_eq!(code(verify(path, &format!("{known} s5.cwt")).exits(0)), "active");
}

#[test]
fn a_second_list_from_one_list_is_refused_or_reported() {
    let folder = folder();
    let path = folder.path();
    let set = |now: &str, rest: &str| {
        let command = format!("status set s1.cwt --trust t1.cbor --key stranger.pem --now {now} {rest}");
        starseal(path, &command)
    };
    set("2026-11-21", "--index 7 --to revoked --out alice.cwt").exits(0);
    let second = set("2026-11-22", "--index 8 --to revoked --published alice.cwt --out bob.cwt");
    second.exits(1).complains("alice.cwt was made from the same list", "start from the published list");
    set("2026-11-22", "--index 8 --to revoked --published s1.cwt --out bob.cwt").exits(0);
    // A verifier that holds the first one refuses the second, which lacks its revocation.
    let known = "--trust t1.cbor --now 2026-11-23 --status alice.cwt --status";
    verify(path, &format!("{known} bob.cwt")).exits(3).complains("status-list-regressed", "report it");
    // Without a revocation, both are accepted, and the program reports it.
    set("2026-11-21", "--allocate 20 --out carol.cwt").exits(0);
    let bundle = "bundle --trust t1.cbor --now 2026-11-23 --out all.bundle --status carol.cwt --status bob.cwt";
    let run = starseal(path, bundle).exits(0);
    assert!(run.err.contains("were made from the same list"), "{}", run.err);
}

#[test]
fn a_list_dated_ahead_is_signed_only_if_asked() {
    let folder = folder();
    let path = folder.path();
    // The trust list of this folder expires after a year; its clock is compared with the machine's, too.
    for command in ["status set s1.cwt", "status create --size 10"] {
        let made = format!("{command} --trust t1.cbor --key stranger.pem --now 2037-06-01 --out ahead.cwt");
        starseal(path, &made).exits(1).complains("would be dated 2037-06-01T12:00:00Z", "--date-ahead");
        starseal(path, &format!("{made} --dry-run")).exits(1).complains("would be dated", "--date-ahead");
        assert!(!path.join("ahead.cwt").exists());
    }
    let made = "status set s1.cwt --trust t1.cbor --key stranger.pem --now 2029-06-01 --out ahead.cwt --date-ahead";
    starseal(path, made).exits(0);
}

#[test]
fn short_flags_work() {
    let folder = folder();
    let path = folder.path();
    let run = starseal(path, "key generate -o key.pem --no-passphrase -q").exits(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    starseal(path, "key show -j key.pem").exits(0).json();
    let set = "status set s1.cwt --trust t1.cbor --key stranger.pem --index 7 --to withdrawn --now 2026-11-21";
    assert_eq!(starseal(path, &format!("{set} -qo s2.cwt")).exits(0).out, "");
    starseal(path, "status show -j s2.cwt --trust t1.cbor").exits(0).json();
    assert_eq!(
        starseal(path, "bundle --trust t1.cbor --status s2.cwt -qo shop.bundle --now 2026-11-21").exits(0).out,
        ""
    );
    let issue =
        "issue --key issuer.pem --trust t1.cbor -qo labels --product-id A --level 1 --status-index 1 --format png";
    assert_eq!(starseal(path, &format!("{issue} --now 2026-11-21")).exits(0).out, "");
    let verify = "verify --trust t1.cbor --status s2.cwt --now 2026-11-21 labels/A.png";
    assert_eq!(starseal(path, &format!("{verify} -j")).exits(0).json()[0]["code"], "active");
    assert_eq!(starseal(path, &format!("{verify} -q")).exits(0).out, "");
    starseal(path, &format!("{verify} -q -j")).exits(2).complains("cannot be used with", "--help");
    for flag in ["-v", "--verbose", "--explain"] {
        assert!(starseal(path, &format!("{verify} {flag}")).exits(0).out.contains("✓ signature"), "{flag}");
    }
    let add = "trust add-key --trust t1.cbor --label-key key.pem --sign-with root.pem --now 2026-11-21";
    assert_eq!(starseal(path, &format!("{add} -q -o t2.cbor")).exits(0).out, "");
    starseal(path, "trust show -j t2.cbor").exits(0).json();
}

#[test]
fn invalid_changes_are_refused_and_no_file_is_written() {
    let folder = folder();
    let path = folder.path();
    let set = "status set s1.cwt --trust t1.cbor --key stranger.pem --out s2.cwt --now 2026-11-21";
    starseal(path, &format!("{set} --index 10 --to revoked")).exits(1).complains("index 10", "allocate");
    starseal(path, &format!("{set} --allocate 7")).exits(1).complains("index 7", "another index");
    starseal(path, &format!("{set} --index x --to revoked"))
        .exits(2)
        .complains("is not a list of status indexes", "7, or 0-99");
    starseal(path, &format!("{set} --index 7")).exits(2).complains("no change is given", "--to or --last-day");
    let early = set.replace("2026-11-21", "2026-11-19");
    starseal(path, &early).exits(3).complains("the previous list", "clock");
    starseal(path, &set.replace("stranger.pem", "issuer.pem"))
        .exits(1)
        .complains("status-list-key-not-allowed", "add-key");
    assert!(!path.join("s2.cwt").exists());
}

#[test]
fn a_state_keeps_newer_lists_and_a_damaged_one_is_refused() {
    let folder = folder();
    let path = folder.path();
    let set = "status set s1.cwt --trust t1.cbor --key stranger.pem --index 7 --to withdrawn --now 2026-11-21";
    starseal(path, &format!("{set} --out s2.cwt")).exits(0);
    let with_state = "--trust t1.cbor --state shop.state";
    assert_eq!(code(verify(path, &format!("{with_state} --status s2.cwt")).exits(1)), "withdrawn");
    // An older list does not change the verdict back, and the state alone is enough.
    let replay = verify(path, &format!("{with_state} --status s1.cwt")).exits(1);
    assert!(replay.err.contains("status-list-older"), "{}", replay.err);
    assert_eq!(code(replay), "withdrawn");
    assert_eq!(code(verify(path, with_state).exits(1)), "withdrawn");
    assert_eq!(common::files(path).iter().filter(|name| name.starts_with("shop.state")).count(), 1);
    let state = std::fs::read(path.join("shop.state")).unwrap();
    for end in [0, 1, 40, state.len() / 2, state.len() - 1] {
        std::fs::write(path.join("shop.state"), &state[..end]).unwrap();
        verify(path, with_state).exits(3).complains("state-damaged", "remove the file to start again");
    }
    let mut altered = state;
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    std::fs::write(path.join("shop.state"), &altered).unwrap();
    verify(path, with_state).exits(3).complains("state-damaged", "remove the file");
}

#[test]
fn a_bundle_can_continue_an_earlier_one() {
    let folder = folder();
    let path = folder.path();
    starseal(
        path,
        "status create --trust t1.cbor --key stranger.pem --size 60000 --allocate 0-59999 --out l1.cwt \
         --now 2026-11-20",
    )
    .exits(0);
    let set = "status set l1.cwt --trust t1.cbor --key stranger.pem --index 7 --to revoked --now 2026-11-21";
    starseal(path, &format!("{set} --out l2.cwt")).exits(0);
    let bundle = |words: &str| starseal(path, &format!("bundle --trust t1.cbor {words} --now {NOW}")).exits(0);
    bundle("--status l1.cwt --out whole.bundle");
    let daily = bundle("--status l2.cwt --since whole.bundle --out daily.bundle");
    assert!(daily.out.contains("0 complete status lists, 1 status list delta"), "{}", daily.out);
    assert_eq!(code(verify(path, "--trust t1.cbor --bundle whole.bundle").exits(0)), "active");
    assert_eq!(code(verify(path, "--trust t1.cbor --bundle whole.bundle --bundle daily.bundle").exits(1)), "revoked");
    let without = verify(path, "--trust t1.cbor --bundle daily.bundle").exits(1);
    assert!(without.err.contains("bundle-base-missing"), "{}", without.err);
    assert_eq!(code(without), "status-unknown");
    std::fs::write(path.join("no.bundle"), b"rubbish").unwrap();
    verify(path, "--trust t1.cbor --bundle no.bundle").exits(3).complains("bundle-malformed", "get the file again");
}

#[test]
fn roots_rotate_with_signatures_of_several_people() {
    let folder = folder();
    let path = folder.path();
    let rotate = format!("trust rotate --trust t1.cbor --root root-2.pem --now {NOW}");
    let dry = starseal(path, &format!("{rotate} --dry-run")).exits(0);
    assert!(
        dry.out.contains("version 2 follows version 1") && dry.out.contains("needs the signatures of 1 of 1"),
        "{}",
        dry.out
    );
    let changes = |run: &Run| run.out.lines().filter(|line| line.starts_with("  - ")).map(str::to_owned).collect();
    let (said, ja): (Vec<String>, Vec<String>) =
        (changes(&dry), changes(&starseal(path, &format!("{rotate} --dry-run --lang ja")).exits(0)));
    assert!(!said.is_empty() && ja.len() == said.len(), "{said:?} {ja:?}");
    assert_eq!(ja.iter().filter(|line| line.contains("ルート鍵 1 個のうち 1 個")).count(), 2, "{ja:?}");
    starseal(path, &format!("{rotate} --sign-with root-2.pem --out t2.cbor"))
        .exits(1)
        .complains("trust-list-threshold", "--draft");
    assert!(!path.join("t2.cbor").exists());
    // The draft is written, signed by each person on another machine, combined and published.
    starseal(path, &format!("{rotate} --draft --out next.draft")).exits(0);
    let alice = starseal(path, "trust sign next.draft --trust t1.cbor --sign-with root.pem --out a.draft").exits(0);
    assert!(
        alice.out.contains("version 2 follows version 1") && alice.out.contains("1 of 1 previous roots"),
        "{}",
        alice.out
    );
    starseal(path, "trust sign next.draft --trust t1.cbor --sign-with root-2.pem --out b.draft").exits(0);
    starseal(path, "trust sign next.draft --trust t1.cbor --sign-with issuer.pem --out c.draft")
        .exits(2)
        .complains("is a root neither", "root key");
    starseal(path, &format!("trust publish a.draft --trust t1.cbor --out t2.cbor --now {NOW}"))
        .exits(1)
        .complains("trust-list-threshold", "more roots");
    starseal(path, "trust combine a.draft b.draft --out both.draft").exits(0);
    let publish = format!("trust publish both.draft --trust t1.cbor --now {NOW}");
    assert!(starseal(path, &format!("{publish} --dry-run")).exits(0).out.contains("would accept the list"));
    starseal(path, &format!("{publish} --out t2.cbor")).exits(0);
    // The chain can be used as a trust list, and still has the key of the status list.
    assert_eq!(code(verify(path, "--trust t2.cbor --status s1.cwt").exits(0)), "active");
    assert!(starseal(path, "trust show t2.cbor").exits(0).out.contains("version     2"));
}

#[test]
fn labels_of_a_compromised_key_stand_only_with_a_witness() {
    let folder = folder();
    let path = folder.path();
    let key_id = common::issuer_key();
    let key_id = starseal::Signer::public_key(&key_id).key_id();
    let revoke = format!("trust revoke-key --trust t1.cbor --key-id {key_id} --sign-with root.pem --now {NOW}");
    let run = starseal(path, &format!("{revoke} --out t2.cbor")).exits(0);
    assert!(run.out.contains("marked as compromised, permanently"), "{}", run.out);
    starseal(path, &format!("{revoke} --out t3.cbor").replace("t1.cbor", "t2.cbor"))
        .exits(1)
        .complains("already", "no change");
    assert_eq!(code(verify(path, "--trust t2.cbor --status s1.cwt").exits(1)), "key-compromised");
    std::fs::write(path.join("labels.txt"), format!("{}\n", carrier())).unwrap();
    let set = "status set s1.cwt --trust t2.cbor --key stranger.pem --witness labels.txt --now 2026-11-21";
    starseal(path, &format!("{set} --out s2.cwt")).exits(0);
    let run = verify(path, "--trust t2.cbor --status s2.cwt").exits(0);
    assert_eq!(run.json()[0]["reasons"], serde_json::json!(["witnessed"]));
    std::fs::write(path.join("forged.txt"), format!("{}\n", common::forged())).unwrap();
    starseal(path, &format!("{set} --out s3.cwt").replace("labels.txt", "forged.txt"))
        .exits(1)
        .complains("line 1 of", "records");
}

#[test]
fn issuers_keys_and_recognitions_are_added() {
    let folder = folder();
    let path = folder.path();
    std::fs::write(path.join("other.pem"), common::private_pem(9)).unwrap();
    set_mode(&path.join("other.pem"), 0o600);
    let add = format!("--trust t1.cbor --sign-with root.pem --now {NOW}");
    let run = starseal_with(
        path,
        &[
            vec!["trust", "add-issuer", "--label-key", "other.pem", "--prefix", "HTTPS://SECOND.EXAMPLE/L/"],
            vec!["--issuer-en", "Second Registry", "--issuer-ja", "第二登録所", "--out", "t2.cbor"],
            add.split_whitespace().collect(),
        ]
        .concat(),
    )
    .exits(0);
    assert!(run.out.contains("Second Registry (第二登録所) is added as an issuer"), "{}", run.out);
    starseal(path, &format!("trust add-key --issuer 3 --label-key other.pem --out t3.cbor {add}"))
        .exits(2)
        .complains("no issuer 3", "counted from 1");
    starseal(path, &format!("trust add-key --label-key other.pem --out t3.cbor {add}")).exits(0);
    // Another authority with its own keys.
    starseal(
        path,
        "trust create --sign-with root-2.pem --label-key other.pem --prefix HTTPS://CLS.EXAMPLE/L/ --out cls.cbor \
         --now 2026-01-01",
    )
    .exits(0);
    let recognise = "trust recognise --authority cls.cbor --level 1 --counts-as 1 --from 2026-04-01";
    starseal(path, &format!("{recognise} --criteria NONE-1 --out t4.cbor {add}"))
        .exits(2)
        .complains("no criteria", "trust show");
    starseal(path, &format!("{recognise} --out t4.cbor {add}")).exits(0);
    let label = common::builder(1).build(&common::trust_list().statement().scheme).unwrap();
    let key = starseal::SigningKey::from_seed(&[9; 32]);
    let text = common::carrier_of(&starseal::seal::seal(&label, &key).unwrap(), "HTTPS://CLS.EXAMPLE/L/");
    let run =
        starseal_with(path, &["verify", "--trust", "t4.cbor", "--trust", "cls.cbor", "--now", NOW, &text]).exits(0);
    assert!(run.out.contains("counts as Example Label Authority ★1 since 2026-04-01"), "{}", run.out);
}

#[test]
fn a_policy_finding_has_the_rule_and_both_values() {
    let folder = folder();
    let path = folder.path();
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies");
    std::fs::copy(policies.join("government-purchasing.toml"), path.join("government.toml")).unwrap();
    std::fs::copy(policies.join("uk-supply.toml"), path.join("uk.toml")).unwrap();
    let known = "--trust t1.cbor --status s1.cwt";
    let run = verify(path, &format!("{known} --policy government.toml")).exits(1);
    assert_eq!(code(run), "policy-unmet");
    let run = verify(path, &format!("{known} --policy government.toml"));
    let rule = serde_json::json!([{ "rule": "minimum-level", "required": "2", "found": "1" }]);
    assert_eq!(run.json()[0]["policy_unmet"], rule);
    assert_eq!(code(verify(path, &format!("{known} --policy uk.toml")).exits(0)), "active");
    std::fs::write(path.join("odd.toml"), "minimum_stars = 1").unwrap();
    verify(path, &format!("{known} --policy odd.toml")).exits(3).complains("unknown field", "policies");
}

#[test]
fn each_check_is_explained_in_order() {
    let folder = folder();
    let path = folder.path();
    let explain = |text: &str| {
        starseal_with(path, &["verify", "--trust", "t1.cbor", "--status", "s1.cwt", "--now", NOW, "--explain", text])
    };
    let good = explain(&carrier()).exits(0).out;
    assert!(good.contains("is authentic and current") && good.contains("self-declared by its vendor"), "{good}");
    let places = ["limits", "envelope", "signature", "claims", "key-window", "dates", "status", "policy"]
        .map(|check| good.find(&format!("✓ {check} ")).unwrap_or_else(|| panic!("{check} in {good}")));
    assert!(places.is_sorted(), "{good}");
    let forged = explain(&common::forged()).exits(1).out;
    assert!(forged.contains("✗ signature    bad-signature"), "{forged}");
    assert!(forged.contains("  claims       not reached"), "{forged}");
}
