//! Tests of `--state`: several processes at once, other anchors, and files that cannot be written.

mod common;

use common::{Run, command, root_key, starseal};
use starseal::carrier::CarrierPrefix;
use starseal::status::StatusStatement;
use starseal::trust::{Issuer, Purpose, StatusListUri, TrustedKey};
use starseal::{Signer, SigningKey, Verifier};
use std::fs::{self, File};
use std::path::Path;
use std::process::Stdio;

/// The number of processes that write one state at once.
const PROCESSES: u8 = 4;

/// The number of rounds; `STARSEAL_STATE_ROUNDS` asks for more.
const ROUNDS: usize = 100;

/// The label's text is not checked by these tests: any text has a verdict.
const NO_LABEL: &str = "https://elsewhere.example/";

fn status_key(number: u8) -> SigningKey {
    SigningKey::from_seed(&[100 + number; 32])
}

fn uri(number: u8) -> StatusListUri {
    StatusListUri::new(&format!("https://status-{number}.example/list")).unwrap()
}

fn status(number: u8, day: &str) -> Vec<u8> {
    StatusStatement::new(uri(number), noon(day), 8).sign(&status_key(number)).unwrap()
}

fn noon(day: &str) -> starseal::Timestamp {
    format!("{day}T03:00:00Z").parse().unwrap()
}

/// Writes trust lists into a folder: `t1.cbor` with two issuers that publish status lists 0 and 1, and `t2.cbor` of
/// another authority with lists 2 and 3. Writes the lists of two days as `s0-1.cwt` and so on.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for authority in [1, 2] {
        let mut statement = common::trust_list().statement().clone();
        let usual = statement.issuers.pop().unwrap();
        for number in [2 * authority - 2, 2 * authority - 1] {
            let window = &usual.keys[0];
            let key = |key: SigningKey, purpose| TrustedKey::new(key.public_key(), purpose, window.from, window.until);
            let label = key(SigningKey::from_seed(&[50 + number; 32]), Purpose::Label);
            let status = key(status_key(number), Purpose::Status);
            let prefix = CarrierPrefix::new(&format!("HTTPS://LABELS-{number}.EXAMPLE/")).unwrap();
            let mut issuer = Issuer::new(usual.names.clone(), vec![prefix], vec![label, status]);
            issuer.status_list = Some(uri(number));
            statement.issuers.push(issuer);
            for (at, day) in ["2026-11-20", "2026-11-21"].into_iter().enumerate() {
                fs::write(folder.path().join(format!("s{number}-{}.cwt", at + 1)), self::status(number, day)).unwrap();
            }
        }
        let root = if authority == 1 { root_key() } else { SigningKey::from_seed(&[9; 32]) };
        statement.roots = vec![root.public_key()];
        fs::write(folder.path().join(format!("t{authority}.cbor")), statement.sign(&[&root]).unwrap()).unwrap();
    }
    folder
}

fn verify(folder: &Path, words: &str) -> Run {
    starseal(folder, &format!("verify --now 2026-11-22T03:00:00Z --state shop.state {words} {NO_LABEL}"))
}

/// Returns the dates of the status lists in the state, by their number, for verifiers with either anchor.
fn held(folder: &Path) -> [Option<String>; 4] {
    let state = fs::read(folder.join("shop.state")).unwrap();
    let mut dates = [const { None }; 4];
    for authority in [1, 2] {
        let mut verifier = Verifier::new(&fs::read(folder.join(format!("t{authority}.cbor"))).unwrap()).unwrap();
        verifier.restore(&state).unwrap();
        for list in verifier.status_lists() {
            let number = (0..4).find(|number| uri(*number) == *list.uri()).unwrap();
            dates[usize::from(number)] = Some(list.date().to_string());
        }
    }
    dates
}

fn days(days: [&str; 4]) -> [Option<String>; 4] {
    days.map(|day| (!day.is_empty()).then(|| day.to_owned()))
}

/// Four processes write one state at once in each round, two with one anchor and two with another. Each brings a list
/// that the others do not have, and after the round all four are known.
#[test]
fn processes_that_write_one_state_at_once_lose_nothing() {
    let rounds = std::env::var("STARSEAL_STATE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let folder = folder();
    let folder = folder.path();
    for round in 0..rounds {
        if round % 2 == 0 {
            let _ = fs::remove_file(folder.join("shop.state"));
        }
        let day = round % 2 + 1;
        let children: Vec<_> = (0..PROCESSES)
            .map(|number| {
                let (trust, status) = (format!("t{}.cbor", number / 2 + 1), format!("s{number}-{day}.cwt"));
                let words = ["verify", "--trust", &trust, "--status", &status, "--state", "shop.state", "--now"];
                let mut command = command(folder);
                command.args(words).args(["2026-11-22T03:00:00Z", NO_LABEL]);
                command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
            })
            .collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert_eq!(String::from_utf8_lossy(&output.stderr), "", "round {round}");
        }
        let day = ["2026-11-20", "2026-11-21"][round % 2];
        assert_eq!(held(folder), days([day; 4]), "round {round}");
    }
}

#[test]
fn a_run_with_another_trust_list_keeps_what_is_known() {
    let folder = folder();
    let folder = folder.path();
    verify(folder, "--trust t1.cbor --status s0-2.cwt").exits(1);
    let run = verify(folder, "--trust t2.cbor --status s2-1.cwt").exits(1);
    assert_eq!((run.err.as_str(), held(folder)), ("", days(["2026-11-21", "", "2026-11-20", ""])));
    let run = verify(folder, "--trust t1.cbor --status s0-1.cwt").exits(1);
    assert!(run.err.contains("s0-1.cwt is ignored (status-list-older)"), "{}", run.err);
    assert_eq!(held(folder), days(["2026-11-21", "", "2026-11-20", ""]));
}

#[test]
fn nothing_is_written_if_nothing_is_new() {
    let folder = folder();
    let folder = folder.path();
    verify(folder, "--trust t1.cbor --status s0-1.cwt").exits(1);
    verify(folder, "--trust t2.cbor").exits(1);
    let file = folder.join("shop.state");
    common::set_mode(&file, 0o400);
    fs::remove_file(folder.join(".shop.state.lock")).unwrap();
    let before = fs::metadata(&file).unwrap();
    for words in ["--trust t1.cbor", "--trust t2.cbor", "--trust t1.cbor --status s0-1.cwt"] {
        assert_eq!(verify(folder, words).exits(1).err, "", "{words}");
    }
    let after = fs::metadata(&file).unwrap();
    assert_eq!(before.modified().unwrap(), after.modified().unwrap());
    assert_eq!(std::os::unix::fs::MetadataExt::ino(&before), std::os::unix::fs::MetadataExt::ino(&after));
    assert!(!folder.join(".shop.state.lock").exists(), "nothing to write needs no lock");
}

#[test]
fn symbolic_links_are_followed() {
    let folder = folder();
    let folder = folder.path();
    fs::create_dir(folder.join("data")).unwrap();
    std::os::unix::fs::symlink("data/real.state", folder.join("shop.state")).unwrap();
    for status in ["s0-1.cwt", "s0-2.cwt"] {
        verify(folder, &format!("--trust t1.cbor --status {status}")).exits(1);
        assert!(fs::symlink_metadata(folder.join("shop.state")).unwrap().is_symlink());
        assert!(fs::symlink_metadata(folder.join("data/real.state")).unwrap().is_file());
    }
    assert_eq!(held(folder), days(["2026-11-21", "", "", ""]));
    assert_eq!(common::files(&folder.join("data")), [".real.state.lock", "real.state"]);
}

#[test]
fn files_that_killed_processes_left_do_no_harm() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join(".shop.state.new"), "half a st").unwrap();
    fs::write(folder.join(".shop.state.lock"), "").unwrap();
    fs::write(folder.join("shop.state.4711.new"), "of an earlier version").unwrap();
    assert_eq!(verify(folder, "--trust t1.cbor --status s0-1.cwt").exits(1).err, "");
    assert_eq!(held(folder), days(["2026-11-20", "", "", ""]));
    assert!(!folder.join(".shop.state.new").exists());
}

#[test]
fn a_state_that_cannot_be_written_is_a_warning_beside_the_verdict() {
    let folder = folder();
    let folder = folder.path();
    let gives_a_verdict = |state: &str, why: &str| {
        let words =
            format!("verify --now 2026-11-22T03:00:00Z --trust t1.cbor --status s0-1.cwt --state {state} {NO_LABEL}");
        let run = starseal(folder, &words).exits(1);
        assert!(run.out.contains("not-a-label"), "{state}: {}", run.out);
        assert!(run.err.starts_with("warning: ") && run.err.contains("cannot be written"), "{state}: {}", run.err);
        assert!(run.err.contains(why), "{state}: {}", run.err);
    };
    // A folder that does not exist, a file as folder, a folder of the kernel, and one without free space.
    gives_a_verdict("missing/shop.state", "no such file");
    gives_a_verdict("t1.cbor/shop.state", "not a directory");
    gives_a_verdict("/proc/shop.state", "");
    fs::create_dir(folder.join(".full.state.lock")).unwrap();
    gives_a_verdict("full.state", "directory");
    // The new file cannot be written: its place is taken by a folder.
    fs::create_dir(folder.join(".taken.state.new")).unwrap();
    gives_a_verdict("taken.state", "exists");
    if Path::new("/dev/full").exists() {
        std::os::unix::fs::symlink("/dev/full", folder.join("device.state")).unwrap();
        let words = format!("verify --now 2026-11-22T03:00:00Z --trust t1.cbor --state device.state {NO_LABEL}");
        assert!(!starseal(folder, &words).err.contains("panicked"));
    }
}

#[test]
fn a_lock_that_another_process_holds_does_not_prevent_the_verdict() {
    let folder = folder();
    let folder = folder.path();
    let lock = File::create(folder.join(".shop.state.lock")).unwrap();
    lock.lock().unwrap();
    let run = verify(folder, "--trust t1.cbor --status s0-1.cwt").exits(1);
    assert!(run.out.contains("not-a-label") && run.err.contains("another process holds its lock"), "{}", run.err);
    assert!(!folder.join("shop.state").exists());
    drop(lock);
    assert_eq!(verify(folder, "--trust t1.cbor --status s0-1.cwt").exits(1).err, "");
    assert_eq!(held(folder), days(["2026-11-20", "", "", ""]));
}

#[test]
fn labels_are_checked_without_the_lock() {
    use std::io::{BufRead, BufReader, Write};
    let folder = folder();
    let folder = folder.path();
    let words = "verify --now 2026-11-22T03:00:00Z --trust t1.cbor --status s0-1.cwt --state shop.state -";
    let mut command = command(folder);
    command.args(words.split_whitespace()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "{NO_LABEL}").unwrap();
    // The first verdict is there, and the process waits for the next line.
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("not-a-label")));
    File::open(folder.join(".shop.state.lock")).unwrap().try_lock().expect("the lock is free");
    assert_eq!(verify(folder, "--trust t1.cbor --status s1-1.cwt").exits(1).err, "");
    drop(input);
    child.wait().unwrap();
    assert_eq!(held(folder), days(["2026-11-20", "2026-11-20", "", ""]));
}
