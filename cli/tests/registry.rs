//! `starseal registry` as an officer uses it.
#![cfg(target_os = "linux")]

mod common;

use common::{Run, folder_with_keys, starseal, starseal_with};
use std::fs;
use std::path::Path;

const APPLICATIONS: &str = "\
application,level,category,holder,model,gtin,applied_on,receipt,accepted_on,paid_on,cleared_on
A-1,1,network camera,見本電機株式会社,CAM-100,4569951110016,2026-10-01,R-1,2026-10-05,2026-10-09,2026-10-20
A-1,1,network camera,見本電機株式会社,CAM-200,,2026-10-01,R-1,2026-10-05,2026-10-09,2026-10-20
A-2,2,smart lock,Example Locks Ltd.,SL-10,,2026-10-02,R-2,2026-10-06,2026-10-08,2026-10-21
A-3,1,smart plug,Example Plugs Ltd.,PL-1,,2026-10-03,R-3,2026-10-07,,
";

/// A day's noon in Japan, as a flag.
fn on(day: &str) -> String {
    format!("--now {day}T03:00:00Z")
}

fn registry(folder: &Path, words: &str) -> Run {
    starseal(folder, &format!("registry {words}"))
}

/// A trial with two granted registrations and a published list, all on 2026-11-22.
fn trial() -> tempfile::TempDir {
    let folder = folder_with_keys();
    let path = folder.path();
    fs::write(path.join("applications.csv"), APPLICATIONS).unwrap();
    let now = on("2026-11-22");
    registry(path, &format!("init --trial {now}")).exits(0);
    registry(path, &format!("import applications.csv {now}")).exits(0);
    registry(path, &format!("grant --all {now}")).exits(0);
    registry(path, &format!("approve --officer second {now}")).exits(0);
    registry(path, &format!("publish --lists lists {now}")).exits(0);
    folder
}

fn findings(run: &Run) -> Vec<String> {
    let report = run.json().pop().unwrap();
    let found = report["findings"].as_array().unwrap().iter();
    found.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_first_day_takes_five_commands() {
    let folder = folder_with_keys();
    let path = folder.path();
    fs::write(path.join("applications.csv"), APPLICATIONS).unwrap();
    for command in [
        "registry init --trial",
        "registry import applications.csv",
        "registry grant --all",
        "registry approve --officer second",
        "registry publish --lists lists",
    ] {
        let run = starseal(path, command).exits(0);
        assert_eq!(run.err, "", "{command}");
        if command.contains("grant") {
            assert!(
                run.out.contains("2 registrations with 3 labels") && run.out.contains("not yet  A-3"),
                "{}",
                run.out
            );
        }
    }
    let audit = registry(path, "audit --published lists --json").exits(0);
    assert_eq!((findings(&audit), audit.json()[0]["seals"].as_u64()), (vec![], Some(3)));

    // What was published is what a shop verifies with.
    let shown = registry(path, "show CAM-100 --json").exits(0).json().pop().unwrap();
    assert_eq!(shown["registration"]["status"], "active");
    let bundle = starseal(path, "bundle --trust lists/trust.cbor --status lists/status.cwt --out shop.bundle").exits(0);
    assert!(bundle.out.contains("https://trial.example/status"), "{}", bundle.out);
}

#[test]
fn a_withdrawal_reaches_the_list_and_the_history() {
    let folder = trial();
    let path = folder.path();
    let now = on("2026-11-24");
    let id = registry(path, "show A-1 --json").json()[0]["registration"]["product_id"].as_str().unwrap().to_owned();
    let change = format!("change withdraw {id} --reason letter");
    registry(path, &format!("{change} {now}")).exits(0);
    registry(path, &format!("approve {now}")).exits(0);
    assert_eq!(registry(path, &format!("show {id} --json {now}")).json()[0]["registration"]["status"], "active");
    registry(path, &format!("approve --officer second {now}")).exits(0);
    registry(path, &format!("publish --lists lists {now}")).exits(0);
    for (day, status) in [("2026-11-23", "active"), ("2026-11-24", "withdrawn")] {
        let shown = registry(path, &format!("show {id} --on {day} --json")).json().pop().unwrap();
        assert_eq!(
            (&shown["registration"]["status"], &shown["registration"]["was_published"]),
            (&status.into(), &true.into())
        );
    }
    let history = registry(path, &format!("history {id} --json")).exits(0).json();
    let kinds: Vec<&str> = history.iter().map(|event| event["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["applied", "step", "granted", "withdrawn"]);
    assert_eq!(history[3]["officers"][1]["officer"], "second");

    // The same again is refused, with the reason; and so is a change of before the last list.
    registry(path, &format!("{change} {now}")).exits(1).complains("cannot be withdrawn", "correct");
    registry(path, &format!("change correct {id} --on 2026-11-23 --reason x {now}"))
        .exits(1)
        .complains("before the last publication on 2026-11-24", "from the last publication on");
    assert_eq!(findings(&registry(path, "audit --published lists --json").exits(0)), [""; 0]);
}

#[test]
fn an_import_is_idempotent_and_shows_conflicts_and_bad_rows() {
    let folder = trial();
    let path = folder.path();
    let now = on("2026-11-23");
    let again = registry(path, &format!("import applications.csv --json {now}")).exits(0).json().pop().unwrap();
    assert_eq!((&again["applications"], &again["steps"], &again["unchanged"]), (&0.into(), &0.into(), &3.into()));

    // Another holder is a conflict, a level that the scheme does not have a bad row, and a paid fee a further step.
    let table = APPLICATIONS
        .replace("Example Plugs Ltd.", "Other Plugs Ltd.")
        .replace("2026-10-07,,", "2026-10-07,2026-11-01,")
        + "A-4,9,smart plug,\"Example, Ltd.\",X-1,,2026-10-03,,,,\n"
        + "A-5,1,smart plug,Example Ltd.,X-2,,2026-10-03,R-1,2026-10-04,,\n";
    fs::write(path.join("more.csv"), table).unwrap();
    let run = registry(path, &format!("import more.csv --json {now}")).exits(1).json().pop().unwrap();
    let conflict = &run["conflicts"][0];
    assert_eq!((&conflict["field"], &conflict["held"]), (&"holder".into(), &"Example Plugs Ltd.".into()));
    let rejected = fs::read_to_string(path.join("more.rejected.csv")).unwrap();
    let lines: Vec<&str> = rejected.lines().collect();
    assert!(
        lines.len() == 3 && lines[0].ends_with(",reason") && lines[1].starts_with("A-4,9,smart plug,\"Example, Ltd.\"")
    );
    assert!(
        lines[1].contains("level 9 is not in the scheme's dictionary") && lines[2].contains("already"),
        "{rejected}"
    );

    // A person decides: the table is right. The corrected file of bad rows is imported as it is.
    let amend = [
        "registry",
        "import",
        "more.csv",
        "--amend",
        "--reason",
        "letter of 11-02",
        "--json",
        "--now",
        "2026-11-23T03:00:00Z",
    ];
    assert_eq!(starseal_with(path, &amend).exits(1).json()[0]["amended"], 1);
    assert_eq!(registry(path, "show A-3 --json").json()[0]["holder"], "Other Plugs Ltd.");
    fs::write(path.join("corrected.csv"), rejected.replace("A-4,9", "A-4,1").replace(",R-1,", ",R-5,")).unwrap();
    let last = registry(path, &format!("import corrected.csv --json {now}")).exits(0).json().pop().unwrap();
    assert_eq!(last["applications"], 2);
    assert_eq!(findings(&registry(path, "audit --json").exits(0)), [""; 0]);
}

#[test]
fn an_old_copy_of_the_ledger_is_found_by_what_was_published() {
    let folder = trial();
    let path = folder.path();
    fs::copy(path.join("registry/ledger.db"), path.join("old.db")).unwrap();
    let now = on("2026-11-24");
    registry(path, &format!("publish --lists lists {now}")).exits(0);
    assert_eq!(findings(&registry(path, "audit --published lists --json").exits(0)), [""; 0]);
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(path.join(format!("registry/ledger.db{ending}")));
    }
    fs::copy(path.join("old.db"), path.join("registry/ledger.db")).unwrap();
    assert_eq!(findings(&registry(path, "audit --published lists --json").exits(1)), ["events-cut-off"]);
}

#[test]
fn bad_input_gets_an_error_in_two_lines_and_changes_nothing() {
    let folder = trial();
    let path = folder.path();
    let before = registry(path, "audit --json").json()[0]["head"].clone();
    let now = on("2026-11-23");
    let refused = |words: &str, code: i32, what: &str, help: &str| {
        registry(path, words).exits(code).complains(what, help);
    };
    refused(&format!("grant A-9 {now}"), 1, "there is no application A-9", "list shows all");
    refused(&format!("grant A-3 {now}"), 1, "A-3 is accepted, and only a cleared one", "import the steps");
    refused("import applications.csv --now 2026-11-01", 1, "the last event of the ledger", "set this machine's clock");
    refused("import applications.csv --now 2027-02-01", 1, "more than 31 days after", "--clock-is-right");
    refused(&format!("approve 7 {now}"), 1, "there is no open proposal 7", "--show");
    refused(&format!("approve --officer third {now}"), 2, "no key of an officer third", "first, second");
    refused(&format!("change extend NONE --reason x {now}"), 1, "there is no registration NONE", "list shows all");
    refused(&format!("import lists {now}"), 3, "lists cannot be read", "check the path");
    refused("show NONE", 1, "nothing in the ledger has the number NONE", "list shows all");
    refused("list --state done", 2, "not a state", "cleared");
    refused("init --trial", 3, "already exists", "remove it first");
    let config = fs::read_to_string(path.join("registry/registry.toml")).unwrap();
    let write = |text: &str| fs::write(path.join("registry/registry.toml"), text).unwrap();
    write(&config.replace("valid_days", "valid_weeks"));
    refused("list", 3, "unknown field `valid_weeks`", "correct the line");
    write(&config.replace("\"ledger.db\"", "\"none.db\""));
    refused("list", 3, "there is no file", "check the database");
    fs::write(path.join("registry/other.db"), "a text of some length that is no database at all").unwrap();
    write(&config.replace("\"ledger.db\"", "\"other.db\""));
    refused("list", 3, "belongs to another program", "a database of its own");
    write(&config);
    assert_eq!(registry(path, "audit --json").exits(0).json()[0]["head"], before);
}

#[test]
fn a_ledger_for_real_refuses_what_belongs_to_a_trial() {
    let folder = trial();
    let path = folder.path();
    let keys =
        "--label-key issuer.pem --status-key root.pem --officer a=registry/keys/first.pem --officer b=stranger.pem";
    registry(path, &format!("init --trust registry/trust.cbor {keys} --dir real"))
        .exits(1)
        .complains("is a trust list for trials", "trust list of the authority");
    starseal(
        path,
        "trust create --sign-with root.pem --label-key issuer.pem --status-key stranger.pem --status-list \
         https://jc-star.example/status --prefix HTTPS://JC-STAR.EXAMPLE/L/ --out trust.cbor",
    )
    .exits(0);
    let init = "init --trust trust.cbor --label-key issuer.pem --status-key stranger.pem --dir real";
    registry(path, &format!("{init} --officer a=registry/keys/first.pem --officer b=root.pem"))
        .exits(1)
        .complains("is a key for trials", "key generate");
    registry(path, &format!("{init} --officer a=root.pem"))
        .exits(2)
        .complains("a ledger needs two", "--officer NAME=FILE");
    registry(path, &format!("{init} --officer a=root.pem --officer b=root.pem"))
        .exits(1)
        .complains("is, or was, the key of a", "new key");
    assert!(!path.join("real/registry.toml").exists());
}
