//! Backups, restorations, officers and erasures as officers use them.
#![cfg(target_os = "linux")]

mod common;

use common::{Run, folder_with_keys, starseal};
use std::fs;
use std::path::Path;
use std::process::Command;

const APPLICATIONS: &str = "\
application,level,category,holder,model,gtin,applied_on,receipt,accepted_on,paid_on,cleared_on,contact_name
A-1,1,network camera,見本電機株式会社,CAM-100,4569951110016,2026-10-01,R-1,2026-10-05,2026-10-09,2026-10-20,見本 花子
A-2,2,smart lock,Example Locks Ltd.,SL-10,,2026-10-02,R-2,2026-10-06,2026-10-08,2026-10-21,
A-3,1,smart plug,Example Plugs Ltd.,PL-1,,2026-10-03,R-3,2026-10-07,2026-10-08,2026-10-21,
";

/// Runs a command of the registry at noon in Japan on a day.
fn on(folder: &Path, day: &str, words: &str) -> Run {
    starseal(folder, &format!("registry {words} --now {day}T03:00:00Z"))
}

fn registry(folder: &Path, words: &str) -> Run {
    starseal(folder, &format!("registry {words}"))
}

/// A trial with one granted registration and a published list.
fn trial() -> tempfile::TempDir {
    let folder = folder_with_keys();
    let path = folder.path();
    fs::write(path.join("applications.csv"), APPLICATIONS).unwrap();
    on(path, "2026-11-22", "init --trial").exits(0);
    on(path, "2026-11-22", "import applications.csv").exits(0);
    on(path, "2026-11-22", "grant A-1").exits(0);
    on(path, "2026-11-22", "approve --officer second").exits(0);
    on(path, "2026-11-22", "publish --lists lists").exits(0);
    folder
}

fn codes(run: &Run) -> Vec<String> {
    let report = run.json().pop().unwrap();
    let found = report["findings"].as_array().unwrap().iter();
    found.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

/// Moves the ledger away, as if its disk had failed.
fn lose(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(path.join(format!("registry/ledger.db{ending}")));
    }
}

#[test]
fn a_restored_ledger_is_compared_before_it_goes_on() {
    let folder = trial();
    let path = folder.path();
    let backup = on(path, "2026-11-22", "backup --out ledger.backup --json").exits(0).json().pop().unwrap();
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path.join("ledger.backup")).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    on(path, "2026-11-22", "backup --out ledger.backup").exits(3).complains("exists", "");
    registry(path, "restore ledger.backup --dry-run").exits(0);
    registry(path, "restore ledger.backup").exits(3).complains("holds a ledger already", "");
    registry(path, "restore applications.csv --dry-run").exits(3).complains("not a backup", "registry backup");

    // What is lost: a grant, a withdrawal, a publication.
    on(path, "2026-11-23", "grant A-2").exits(0);
    on(path, "2026-11-23", "approve --officer second").exits(0);
    on(path, "2026-11-23", "change withdraw SS-2026-000000 --reason letter").exits(0);
    on(path, "2026-11-23", "approve --officer second").exits(0);
    on(path, "2026-11-23", "publish --lists lists").exits(0);
    lose(path);
    let restored = registry(path, "restore ledger.backup").exits(0);
    assert!(restored.out.contains("registry compare") && restored.out.contains(backup["sha256"].as_str().unwrap()));

    // The audit finds it against the publication, and the commands say what to do, in two lines.
    assert_eq!(codes(&registry(path, "audit --published lists --json").exits(1)), ["events-cut-off"]);
    let refused = on(path, "2026-11-24", "grant A-3").exits(1);
    assert_eq!(refused.err.trim_end().lines().count(), 2, "{}", refused.err);
    refused.complains("was not compared with what was published since", "registry compare --published");
    on(path, "2026-11-24", "publish --lists lists").exits(1).complains("does not have", "registry compare");
    on(path, "2026-11-24", "publish --lists others").exits(1).complains("was not compared", "registry compare");

    let compare = "compare --published lists --margin 100 --reason disk";
    let dry = on(path, "2026-11-24", &format!("{compare} --dry-run --json")).exits(0).json().pop().unwrap();
    assert_eq!((&dry["behind"], &dry["lost"][0]["first"], &dry["first_index"]), (&true.into(), &1.into(), &102.into()));
    assert_eq!((&dry["differing"][0]["owed"], &dry["proposal"]), (&true.into(), &serde_json::Value::Null));
    let shown = on(path, "2026-11-24", compare).exits(0);
    assert!(shown.out.contains("status index 1") && shown.out.contains("SS-2026-000000"), "{}", shown.out);
    on(path, "2026-11-24", "approve").exits(0);
    on(path, "2026-11-24", "grant A-3").exits(1).complains("was not compared", "another officer approve");
    on(path, "2026-11-24", "approve --officer second").exits(0);

    on(path, "2026-11-24", "grant --all").exits(0);
    on(path, "2026-11-24", "approve --officer second").exits(0);
    let ids = registry(path, "show A-3 --json").exits(0).json().pop().unwrap();
    assert_eq!(ids["registration"]["product_id"], "SS-2026-000103");
    on(path, "2026-11-24", "publish --lists lists").exits(1).complains("SS-2026-000000 was withdrawn", "--on");
    on(path, "2026-11-24", "change withdraw SS-2026-000000 --on 2026-11-23 --reason letter").exits(0);
    on(path, "2026-11-24", "approve --officer second").exits(0);
    on(path, "2026-11-24", "publish --lists lists").exits(0);
    assert_eq!(codes(&registry(path, "audit --published lists --json").exits(0)), [""; 0]);
}

#[test]
fn a_copied_file_does_not_overwrite_what_was_published() {
    let folder = trial();
    let path = folder.path();
    // An old copy of the database is put in place by hand, without restore.
    on(path, "2026-11-22", "backup --out ledger.backup").exits(0);
    let copy = fs::read(path.join("registry/ledger.db")).unwrap();
    on(path, "2026-11-23", "change withdraw SS-2026-000000 --reason letter").exits(0);
    on(path, "2026-11-23", "approve --officer second").exits(0);
    on(path, "2026-11-23", "publish --lists lists").exits(0);
    let list = fs::read(path.join("lists/status.cwt")).unwrap();
    lose(path);
    fs::write(path.join("registry/ledger.db"), copy).unwrap();
    let refused = on(path, "2026-11-24", "publish --lists lists").exits(1);
    refused.complains("which this ledger does not have", "do not publish");
    assert_eq!(fs::read(path.join("lists/status.cwt")).unwrap(), list);
}

#[test]
fn officers_the_rule_and_lost_keys_go_by_commands() {
    let folder = trial();
    let path = folder.path();
    for name in ["carol", "new"] {
        starseal(path, &format!("key generate --out {name}.pem --no-passphrase --quiet")).exits(0);
        let public = starseal(path, &format!("key show {name}.pem --public")).exits(0).out;
        fs::write(path.join(format!("{name}-public.pem")), public).unwrap();
    }
    let by = |words: &str| {
        on(path, "2026-11-23", words).exits(0);
        on(path, "2026-11-23", "approve --officer second").exits(0)
    };
    on(path, "2026-11-23", "officers retire second --reason gone").exits(1).complains("needs two", "");
    on(path, "2026-11-23", "officers add second --key carol-public.pem").exits(1).complains("has a key already", "");
    let shown = by("officers add carol --key carol-public.pem");
    assert!(shown.out.contains("carol"), "{}", shown.out);
    let officers = registry(path, "officers list --json").exits(0).json();
    let active: Vec<&str> = officers.iter().map(|one| one["officer"].as_str().unwrap()).collect();
    assert_eq!(active, ["first", "second", "carol"]);

    // The second officer's key is stolen: the others replace it, and list what it has signed since.
    let config = path.join("registry/registry.toml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(
        &config,
        text.replace(
            "\"second\" = \"keys/second.pem\"",
            "\"second\" = \"keys/second.pem\"\n\"carol\" = \"../carol.pem\"",
        ),
    )
    .unwrap();
    on(path, "2026-11-24", "change withdraw SS-2026-000000 --reason forged --officer second").exits(0);
    on(path, "2026-11-24", "officers replace second --key new-public.pem --reason stolen").exits(0);
    on(path, "2026-11-24", "approve 4 --officer carol").exits(0);
    let signed = registry(path, "history --officer second --since 2026-11-23 --json").exits(0).json();
    let kinds: Vec<&str> = signed.iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["officers", "withdrawn"], "an event, and an open proposal");
    assert_eq!(signed[1]["proposal"], 3);
    registry(path, "history --officer nobody").exits(1).complains("signed nothing", "officers list");
    on(path, "2026-11-24", "approve 3 --officer carol").exits(1).complains("retired", "proposed again");
    on(path, "2026-11-24", "approve 3 --refuse --officer carol").exits(0);

    // The rule.
    let rule = |kind: &str| {
        let lines = registry(path, "rule --json").exits(0).json();
        let line = lines.into_iter().find(|line| line["kind"] == kind).unwrap();
        (line["officers"].as_u64().unwrap(), line["fixed"].as_bool().unwrap())
    };
    assert_eq!((rule("published"), rule("clock"), rule("granted")), ((1, false), (2, true), (2, false)));
    on(path, "2026-11-24", "rule --one clock").exits(1).complains("always need two", "");
    on(path, "2026-11-24", "rule --one nothing").exits(2).complains("not a kind", "granted");
    on(path, "2026-11-24", "rule --one extended --two step").exits(0);
    on(path, "2026-11-24", "approve --officer carol").exits(0);
    assert_eq!((rule("extended"), rule("step")), ((1, false), (2, false)));
    assert_eq!(codes(&registry(path, "audit --published lists --json").exits(0)), [""; 0]);
}

/// Of two officers one has lost the key: the authority's root keys replace it.
#[test]
fn root_keys_replace_the_key_of_one_of_two_officers() {
    let folder = trial();
    let path = folder.path();
    starseal(path, "key generate --out new.pem --no-passphrase --quiet").exits(0);
    let replace = "officers replace second --key new.pem --reason lost --for-roots new.request";
    let asked = on(path, "2026-11-23", replace).exits(0);
    let ledger = asked.out.split("ID is ").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    assert_eq!(
        on(path, "2026-11-23", "approve --officer second").exits(0).out.lines().count(),
        1,
        "nothing is proposed"
    );
    on(path, "2026-11-23", "officers retire second --reason lost --for-roots x").exits(1).complains("needs two", "");

    // Where the root key is, the ledger is not.
    let apart = tempfile::tempdir().unwrap();
    fs::copy(path.join("new.request"), apart.path().join("new.request")).unwrap();
    fs::copy(path.join("registry/keys/root-key.pem"), apart.path().join("root-key.pem")).unwrap();
    let sign = "registry officers sign new.request --key root-key.pem --out ana.statement --now 2026-11-23T03:00:00Z";
    let signed = starseal(apart.path(), sign).exits(0);
    let new_key =
        starseal(path, "key show new.pem --json").exits(0).json()[0]["thumbprint"].as_str().unwrap().to_owned();
    assert!(signed.out.contains(&ledger) && signed.out.contains(&new_key), "{}", signed.out);
    starseal(apart.path(), sign).exits(3).complains("ana.statement", "");
    starseal(apart.path(), "registry officers sign root-key.pem --key root-key.pem --out x")
        .exits(3)
        .complains("no request", "--for-roots");
    fs::copy(apart.path().join("ana.statement"), path.join("ana.statement")).unwrap();

    fs::write(path.join("ben.statement"), "no statement").unwrap();
    on(path, "2026-11-23", "officers enact new.request ben.statement").exits(1).complains("statement", "");
    let twice = "officers enact new.request ana.statement ana.statement";
    on(path, "2026-11-23", twice).exits(1).complains("root key", "");
    on(path, "2027-11-23", "officers enact new.request ana.statement --clock-is-right")
        .exits(1)
        .complains("expired", "");
    let enacted = on(path, "2026-11-23", "officers enact new.request ana.statement --json").exits(0).json();
    assert_eq!((enacted[0]["kind"].as_str(), enacted[0]["proposal"].is_null()), (Some("officers"), true));
    on(path, "2026-11-23", "officers enact new.request ana.statement").exits(1).complains("", "");
    let history = registry(path, "history --json").exits(0).json();
    let signed = &history.last().unwrap()["officers"];
    assert_eq!(signed[0]["role"], "root");
    assert!(signed[0]["officer"].as_str().unwrap().starts_with("root key "), "{signed}");

    // Two trials are two ledgers, and a change is about one of them.
    let other = trial();
    for file in ["new.request", "ana.statement"] {
        fs::copy(path.join(file), other.path().join(file)).unwrap();
    }
    on(other.path(), "2026-11-23", "officers enact new.request ana.statement").exits(1).complains("this ledger is", "");
    assert_eq!(codes(&registry(path, "audit --json").exits(0)), [""; 0]);
}

#[test]
fn a_wrong_clock_and_personal_data_are_put_right_by_two() {
    let folder = trial();
    let path = folder.path();
    let next = "history --json";
    on(path, "2027-11-22", "publish --lists ahead --clock-is-right").exits(0);
    on(path, "2026-11-23", "publish --lists lists").exits(1).complains("last event", "registry clock");
    on(path, "2026-11-23", "clock --reason 'a'").exits(0);
    on(path, "2026-11-23", "approve --officer second").exits(0);
    on(path, "2026-11-23", "publish --lists lists").exits(0);
    assert!(registry(path, next).exits(0).out.contains("\"clock\""));

    on(path, "2026-11-23", "erase A-2 --reason letter").exits(1).complains("personal data", "");
    on(path, "2026-11-23", "erase A-9 --reason letter").exits(1).complains("no application A-9", "");
    on(path, "2026-11-23", "erase A-1 --reason letter").exits(0);
    on(path, "2026-11-23", "approve --officer second").exits(0);
    let audit = registry(path, "audit --json").exits(0);
    assert_eq!((codes(&audit), &audit.json()[0]["erased"]), (vec![], &1.into()));
    let file = fs::read(path.join("registry/ledger.db")).unwrap();
    assert!(!file.windows(6).any(|window| window == "花子".as_bytes()));
    // The same table again is no conflict, and brings nothing back.
    on(path, "2026-11-23", "import applications.csv").exits(0);
    assert_eq!(codes(&registry(path, "audit --json").exits(0)), [""; 0]);
}

/// Runs a command whose files cannot grow beyond a number of blocks of 512 bytes.
fn limited(path: &Path, blocks: u64, words: &str) -> (bool, String) {
    let program = env!("CARGO_BIN_EXE_starseal");
    let script =
        format!("trap '' XFSZ; ulimit -f {blocks}; exec {program} registry {words} --now 2026-11-23T03:00:00Z");
    let output = Command::new("sh").args(["-c", &script]).current_dir(path).env("LC_ALL", "C").output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_full_disk_leaves_nothing_half_done() {
    let folder = trial();
    let path = folder.path();
    on(path, "2026-11-23", "import applications.csv").exits(0);
    let (is_done, error) = limited(path, 8, "backup --out full.backup");
    assert!(!is_done && error.trim_end().lines().count() == 2, "{error}");
    let left: Vec<_> = fs::read_dir(path).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("full.backup")), "{left:?}");

    // The log of the database cannot grow at some place of the grant, earlier or later.
    let events = || registry(path, "history --json").exits(0).json().len();
    let before = events();
    let mut refused = 0;
    for blocks in [1, 16, 64, 100, 140] {
        let (is_done, error) = limited(path, blocks, "grant A-2");
        if is_done {
            break;
        }
        refused += 1;
        assert_eq!(error.trim_end().lines().count(), 2, "{blocks} blocks: {error}");
        assert!(!error.contains("panicked"), "{error}");
        assert_eq!(events(), before);
        assert_eq!(codes(&registry(path, "audit --json").exits(0)), [""; 0]);
    }
    assert!(refused > 0);
    on(path, "2026-11-23", "grant A-3").exits(0);
    on(path, "2026-11-23", "approve --officer second").exits(0);
    assert_eq!(codes(&registry(path, "audit --json").exits(0)), [""; 0]);
}

/// A folder that is made read-only: by its mode, or for root, whom modes do not stop, by its file system.
struct ReadOnly<'a> {
    folder: &'a Path,
    is_mounted: bool,
}

impl<'a> ReadOnly<'a> {
    /// Returns none for root where nothing can be mounted.
    fn new(folder: &'a Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let is_root = fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0);
        let is_mounted = is_root && run(&["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs"], folder);
        (!is_root || is_mounted).then_some(ReadOnly { folder, is_mounted })
    }

    fn set(&self, is_read_only: bool) {
        if self.is_mounted {
            let option = if is_read_only { "remount,ro" } else { "remount,rw" };
            assert!(run(&["mount", "-o", option], self.folder));
            return;
        }
        for (path, mode) in [("", 0o555), ("ledger.db", 0o444)] {
            let mode = if is_read_only { mode } else { mode | 0o200 };
            let permissions = std::os::unix::fs::PermissionsExt::from_mode(mode);
            fs::set_permissions(self.folder.join(path), permissions).unwrap();
        }
    }
}

impl Drop for ReadOnly<'_> {
    fn drop(&mut self) {
        if self.is_mounted {
            run(&["umount"], self.folder);
        }
    }
}

fn run(command: &[&str], folder: &Path) -> bool {
    let output = Command::new(command[0]).args(&command[1..]).arg(folder).output();
    output.is_ok_and(|output| output.status.success())
}

#[test]
fn a_read_only_ledger_leaves_nothing_half_done() {
    let folder = trial();
    let path = folder.path();
    let place = path.join("registry");
    let copies: Vec<_> = ["ledger.db", "registry.toml"].map(|name| (name, fs::read(place.join(name)).unwrap())).into();
    let keys: Vec<_> = fs::read_dir(place.join("keys")).unwrap().flatten().map(|entry| entry.path()).collect();
    let keys: Vec<_> = keys.iter().map(|key| (key.clone(), fs::read(key).unwrap())).collect();
    let Some(read_only) = ReadOnly::new(&place) else { return };
    if read_only.is_mounted {
        fs::create_dir(place.join("keys")).unwrap();
        copies.iter().for_each(|(name, bytes)| fs::write(place.join(name), bytes).unwrap());
        keys.iter().for_each(|(key, bytes)| fs::write(key, bytes).unwrap());
    }
    read_only.set(true);
    let refused = on(path, "2026-11-23", "grant A-2").exits(3);
    assert_eq!(refused.err.trim_end().lines().count(), 2, "{}", refused.err);
    refused.complains("read-only", "permissions");
    read_only.set(false);
    on(path, "2026-11-23", "grant A-2").exits(0);
    on(path, "2026-11-23", "approve --officer second").exits(0);
    assert_eq!(codes(&registry(path, "audit --published lists --json").exits(0)), [""; 0]);
}
