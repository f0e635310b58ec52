//! The pages `json.md` and `exit-codes.md` say what the commands of the registry print, and how they end.
#![cfg(target_os = "linux")]

mod common;

use common::{folder_with_keys, starseal};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const NOW: &str = "--now 2026-11-22T03:00:00Z";

const APPLICATIONS: &str = "\
application,level,category,holder,model,gtin,applied_on,receipt,accepted_on,paid_on,cleared_on,contact_name
A-1,1,network camera,見本電機株式会社,CAM-100,4569951110016,2026-10-01,R-1,2026-10-05,2026-10-09,2026-10-20,見本花子
A-2,2,smart lock,Example Locks Ltd.,SL-10,,2026-10-02,R-2,2026-10-06,2026-10-08,2026-10-21,
A-3,1,smart plug,Example Plugs Ltd.,PL-1,,2026-10-03,R-3,2026-10-07,,,
A-4,9,smart plug,Example Plugs Ltd.,PL-2,,2026-10-03,R-4,2026-10-07,,,
";

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference").join(name)).unwrap()
}

/// The cells of the rows of a section's first table.
fn rows(page: &str, heading: &str) -> Vec<Vec<String>> {
    let (_, section) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| --")).skip(1);
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn fields(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| fields(item, found)),
        Value::Object(entries) => entries.iter().for_each(|(name, inner)| {
            found.insert(name.clone());
            fields(inner, found);
        }),
        _ => {}
    }
}

#[test]
fn the_page_of_json_names_the_fields_that_the_registry_prints() {
    let page = page("json.md");
    let rows = rows(&page, "registry --json");
    let folder = folder_with_keys();
    let path = folder.path();
    let run = |words: &str| starseal(path, &format!("registry {words}"));
    fs::write(path.join("applications.csv"), APPLICATIONS).unwrap();
    run(&format!("init --trial {NOW}")).exits(0);
    let mut printed: Vec<(&str, Vec<Value>)> = Vec::new();
    printed.push(("import", run(&format!("import applications.csv --json {NOW}")).exits(1).json()));
    let other = APPLICATIONS.replace("Example Locks Ltd.", "Other Locks Ltd.");
    fs::write(path.join("other.csv"), other).unwrap();
    printed.push(("import", run(&format!("import other.csv --json {NOW}")).exits(1).json()));
    printed.push(("grant", run(&format!("grant --all --json {NOW}")).exits(0).json()));
    printed.push(("approve --show", run(&format!("approve --show --json {NOW}")).exits(0).json()));
    printed.push(("approve", run(&format!("approve --officer second --json {NOW}")).exits(0).json()));
    let id = run("show A-1 --json").json()[0]["registration"]["product_id"].as_str().unwrap().to_owned();
    let change = format!("change withdraw {id} --reason letter --at-most 100 --json {NOW}");
    printed.push(("change", run(&change).exits(0).json()));
    fs::write(path.join("changes.csv"), format!("product_id,change,reason\n{id},withdraw,x\nNONE,revoke,x\n")).unwrap();
    let change = format!("change --from changes.csv --skip-bad --at-most 100 --json {NOW}");
    printed.push(("change --from", run(&change).exits(1).json()));
    run(&format!("approve 3 --refuse {NOW}")).exits(0);
    run(&format!("approve --officer second {NOW}")).exits(0);
    printed.push(("find", run(&format!("find --id {id} --json {NOW}")).exits(0).json()));
    printed.push(("publish", run(&format!("publish --lists lists --json {NOW}")).exits(0).json()));
    printed.push(("list", run("list --json").exits(0).json()));
    printed.push(("show", run("show A-1 --json").exits(0).json()));
    printed.push(("history", run("history A-1 --json").exits(0).json()));
    fs::copy(path.join("registry/ledger.db"), path.join("old.db")).unwrap();
    run(&format!("publish --lists lists {NOW}")).exits(0);
    fs::copy(path.join("old.db"), path.join("registry/ledger.db")).unwrap();
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(path.join(format!("registry/ledger.db{ending}")));
    }
    printed.push(("audit", run("audit --published lists --json").exits(1).json()));
    for (command, values) in printed {
        let row = rows.iter().find(|row| row[0] == format!("`{command}`"));
        let row = row.unwrap_or_else(|| panic!("no row for {command}"));
        let described: BTreeSet<&str> =
            row[1].split('`').skip(1).step_by(2).map(|name| name.trim_end_matches("[]")).collect();
        let mut found = BTreeSet::new();
        values.iter().for_each(|value| fields(value, &mut found));
        let unnamed: Vec<&String> = found.iter().filter(|name| !described.contains(name.as_str())).collect();
        assert!(unnamed.is_empty() && !found.is_empty(), "{command}: not described: {unnamed:?}");
    }
}

/// A command of the registry, its exit code, and the row of the page that says so.
type Case = (&'static str, i32, &'static str);

const CASES: [Case; 18] = [
    ("import applications.csv --dry-run NOW", 1, "rows that were not taken"),
    ("import good.csv --dry-run NOW", 0, "a dry run of an import"),
    ("import applications.csv NOW", 1, "rows that were not taken"),
    ("grant A-3 NOW", 1, "the ledger refuses it"),
    ("grant --all NOW", 0, "done"),
    ("approve 1 NOW", 1, "four eyes"),
    ("approve 7 --officer second NOW", 1, "four eyes"),
    ("import good.csv --now 2026-11-01", 1, "the clock is behind"),
    ("import good.csv --now 2027-03-01", 1, "more than a month ahead"),
    ("show NONE", 1, "nothing in the ledger has the number"),
    ("history NONE", 1, "nothing in the ledger has the number"),
    ("approve --officer third NOW", 2, "an officer whom the configuration does not name"),
    ("list --state done", 2, "a state that applications do not have"),
    ("list --config absent.toml", 3, "a table, a key or a folder cannot be read"),
    ("audit --published absent", 3, "a table, a key or a folder cannot be read"),
    ("init --trial", 3, "a ledger exists already"),
    ("audit", 0, "an audit that found nothing"),
    ("unknown", 2, "wrong usage"),
];

#[test]
fn the_page_of_exit_codes_says_how_the_registry_ends() {
    let page = page("exit-codes.md");
    let rows = rows(&page, "registry");
    let folder = folder_with_keys();
    let path = folder.path();
    fs::write(path.join("applications.csv"), APPLICATIONS).unwrap();
    fs::write(path.join("good.csv"), APPLICATIONS.lines().take(3).collect::<Vec<_>>().join("\n")).unwrap();
    starseal(path, &format!("registry init --trial {NOW}")).exits(0);
    for (words, code, situation) in CASES {
        let row = rows.iter().find(|row| row[0].contains(situation));
        let row = row.unwrap_or_else(|| panic!("no row says \"{situation}\""));
        assert_eq!(row[1], code.to_string(), "{situation}");
        let run = starseal(path, &format!("registry {}", words.replace("NOW", NOW)));
        assert_eq!(run.code, code, "registry {words}\n{}{}", run.out, run.err);
    }
}
