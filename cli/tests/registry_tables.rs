//! Tables of `starseal registry` as an officer has them: workbooks, CSV and JSON.
#![cfg(target_os = "linux")]

mod common;

use common::{Run, folder_with_keys, starseal, starseal_with};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::fs;
use std::path::Path;

/// Noon in Japan, as a flag.
const NOW: &str = "--now 2026-11-22T03:00:00Z";

fn registry(folder: &Path, words: &str) -> Run {
    starseal(folder, &format!("registry {words}"))
}

/// Runs a command with an argument that has blanks.
fn registry_with(folder: &Path, words: &str, last: &[&str]) -> Run {
    let words = format!("registry {words}");
    let mut all: Vec<&str> = words.split(' ').collect();
    all.extend(last);
    starseal_with(folder, &all)
}

const COLUMNS: [&str; 11] = [
    "申請番号",
    "レベル",
    "製品類型",
    "申請者",
    "型番",
    "JANコード",
    "申請日",
    "受付番号",
    "受理日",
    "入金日",
    "確認完了日",
];

/// Writes a workbook as a registry has it: an empty first row, a title, days as days, JANs as numbers, a second sheet.
fn applications(path: &Path, rows: &[[&str; 11]]) {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let sheet = book.add_worksheet().set_name("申請一覧").unwrap();
    sheet.write(1, 0, "2026年10月の申請").unwrap();
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write(2, column, name).unwrap();
    }
    for (at, row) in (3..).zip(rows) {
        for (column, text) in (0..).zip(row).filter(|(_, text)| !text.is_empty()) {
            let parts: Vec<u16> = text.split('-').filter_map(|part| part.parse().ok()).collect();
            match parts[..] {
                [year, month, on] => {
                    let on = ExcelDateTime::from_ymd(year, month as u8, on as u8).unwrap();
                    sheet.write_with_format(at, column, &on, &day).unwrap();
                }
                _ => match text.parse::<f64>() {
                    Ok(number) => sheet.write(at, column, number).map(drop).unwrap(),
                    Err(_) => sheet.write(at, column, *text).map(drop).unwrap(),
                },
            }
        }
    }
    book.add_worksheet().set_name("メモ").unwrap().write(0, 0, "to do").unwrap();
    book.save(path).unwrap();
}

const ROWS: [[&str; 11]; 4] = [
    [
        "A-1",
        "1",
        "network camera",
        "見本電機株式会社",
        "CAM-100",
        "4569951110016",
        "2026-10-01",
        "R-1",
        "2026-10-05",
        "2026-10-09",
        "2026-10-20",
    ],
    [
        "A-1",
        "1",
        "network camera",
        "見本電機株式会社",
        "CAM-200",
        "",
        "2026-10-01",
        "R-1",
        "2026-10-05",
        "2026-10-09",
        "2026-10-20",
    ],
    [
        "A-2",
        "2",
        "smart lock",
        "Example Locks Ltd.",
        "SL-10",
        "",
        "2026-10-02",
        "R-2",
        "2026-10-06",
        "2026-10-08",
        "2026-10-21",
    ],
    ["A-3", "1", "smart plug", "Example Plugs Ltd.", "PL-1", "", "2026-10-03", "R-3", "2026-10-07", "", ""],
];

fn trial() -> tempfile::TempDir {
    let folder = folder_with_keys();
    let path = folder.path();
    applications(&path.join("applications.xlsx"), &ROWS);
    for command in ["init --trial", "import applications.xlsx", "grant --all", "approve --officer second"] {
        registry(path, &format!("{command} {NOW}")).exits(0);
    }
    registry(path, &format!("publish --lists lists {NOW}")).exits(0);
    folder
}

fn ids(folder: &Path) -> [String; 2] {
    ["A-1", "A-2"].map(|number| {
        let found = registry(folder, &format!("find --application {number} --json {NOW}")).exits(0).json();
        found[0]["product_id"].as_str().unwrap().to_owned()
    })
}

#[test]
fn a_first_day_takes_five_commands_with_a_workbook() {
    let folder = folder_with_keys();
    let path = folder.path();
    applications(&path.join("applications.xlsx"), &ROWS);
    for command in [
        "registry init --trial",
        "registry import applications.xlsx",
        "registry grant --all",
        "registry approve --officer second",
        "registry publish --lists lists",
    ] {
        let run = starseal(path, command).exits(0);
        assert_eq!(run.err, "", "{command}");
        if command.contains("grant") {
            assert!(run.out.contains("2 registrations with 3 labels") && run.out.contains("A-3"), "{}", run.out);
        }
    }
    let again = registry(path, "import applications.xlsx --json").exits(0).json().pop().unwrap();
    assert_eq!((&again["applications"], &again["steps"], &again["unchanged"]), (&0.into(), &0.into(), &3.into()));
    assert_eq!(registry(path, "audit --published lists --json").exits(0).json()[0]["clean"], true);
    let found = registry(path, "find 4569951110016 --json").exits(0).json();
    assert_eq!((found.len(), &found[0]["holder"]), (1, &"見本電機株式会社".into()));
}

#[test]
fn bad_rows_come_back_in_a_file_of_the_same_form() {
    let folder = trial();
    let path = folder.path();
    let mut rows = ROWS;
    rows[0] = ["A-4", "9", "smart plug", "Example, Ltd.", "X-1", "", "2026-10-03", "", "", "", ""];
    rows[1] = ["A-5", "1", "smart plug", "Example Ltd.", "X-2", "", "2026-10-03", "R-1", "2026-10-04", "", ""];
    applications(&path.join("more.xlsx"), &rows);
    let run = registry(path, &format!("import more.xlsx --json {NOW}")).exits(1).json().pop().unwrap();
    let rejected = run["rejected"].as_array().unwrap();
    assert_eq!((&rejected[0]["row"], &rejected[1]["row"]), (&4.into(), &5.into()));
    assert!(rejected[0]["reason"].as_str().unwrap().starts_with("level: level 9 is not in the scheme's dictionary"));
    assert_eq!(run["rejected_file"], "more.rejected.xlsx");

    // The file of bad rows is a workbook, which is imported as it is; each of its rows is bad again.
    let again = registry(path, &format!("import more.rejected.xlsx --json {NOW}")).exits(1).json().pop().unwrap();
    assert_eq!(again["rejected"].as_array().unwrap().len(), 2);
    // The same in JSON and CSV, corrected by a person.
    let json = r#"[{"application": "A-4", "level": 9, "model": "X-1"}, {"application": "A-6", "level": 1}]"#;
    fs::write(path.join("more.json"), json).unwrap();
    let run = registry(path, &format!("import more.json --json {NOW}")).exits(1).json().pop().unwrap();
    assert_eq!((&run["applications"], &run["rejected_file"]), (&1.into(), &"more.rejected.json".into()));
    let bad = fs::read_to_string(path.join("more.rejected.json")).unwrap();
    assert!(bad.contains("\"reason\": \"level: "), "{bad}");
    fs::write(path.join("corrected.json"), bad.replace("\"9\"", "\"1\"")).unwrap();
    let run = registry(path, &format!("import corrected.json --json {NOW}")).exits(0).json().pop().unwrap();
    assert_eq!(run["applications"], 1);
    let csv = "application;level;category\nA-7;1;none\nA-8;1;smart plug\n";
    fs::write(path.join("more.csv"), csv).unwrap();
    registry(path, &format!("import more.csv {NOW}")).exits(1);
    let bad = fs::read_to_string(path.join("more.rejected.csv")).unwrap();
    assert!(bad.starts_with("\u{feff}application;level;category;reason\r\nA-7;1;none;"), "{bad}");

    // In Japanese, the reason is too.
    let run = registry(path, &format!("import more.csv --lang ja {NOW}")).exits(1);
    assert!(run.out.contains("2 行目：列 category："), "{}", run.out);
    registry(path, &format!("import more.csv --rejected more.csv {NOW}"))
        .exits(2)
        .complains("is the table itself", "--rejected");
    assert_eq!(registry(path, "audit --json").exits(0).json()[0]["clean"], true);
}

#[test]
fn other_files_are_named_and_change_nothing() {
    let folder = trial();
    let path = folder.path();
    let compound = |entry: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.resize(1024, 0);
        bytes.extend(entry.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    fs::write(path.join("locked.xlsx"), compound("EncryptedPackage")).unwrap();
    fs::write(path.join("old.xls"), compound("Workbook")).unwrap();
    fs::write(path.join("page.xls"), "<html><table></table></html>").unwrap();
    fs::write(path.join("cut.xlsx"), &fs::read(path.join("applications.xlsx")).unwrap()[..2000]).unwrap();
    fs::write(path.join("wrong.csv"), "application,level,colour\nA-9,1,red\n").unwrap();
    fs::write(path.join("wrong.json"), "[{\"application\": \"A-9\",").unwrap();
    fs::write(path.join("empty.csv"), "").unwrap();
    for (file, code, what, help) in [
        ("locked.xlsx", 3, "encrypted with a password", "remove the password"),
        ("old.xls", 1, "cannot be read", "save it again"),
        ("page.xls", 3, "web page", ""),
        ("cut.xlsx", 1, "cannot be read", "save it again"),
        ("wrong.csv", 1, "cannot have a column \"colour\"", "correct the table"),
        ("wrong.json", 1, "is not JSON", "an array of objects"),
        ("empty.csv", 1, "the table is empty", "a header"),
        ("none.xlsx", 3, "none.xlsx cannot be read", "check the path"),
        ("applications.xlsx --sheet none", 2, "no sheet \"none\"", "申請一覧"),
        ("applications.xlsx --sheet メモ", 1, "cannot have a column \"to do\"", "correct the table"),
    ] {
        registry(path, &format!("import {file} {NOW}")).exits(code).complains(what, help);
    }
}

#[test]
fn changes_from_a_table_are_all_proposed_or_none() {
    let folder = trial();
    let path = folder.path();
    let [first, second] = ids(path);
    let csv = format!(
        "登録番号,変更,変更日,理由\n{first},取下げ,2026/12/1,取得者の申出\n{second},revoke,,\nSS-NONE,revoke,,x\n"
    );
    fs::write(path.join("changes.csv"), csv).unwrap();
    let change = "change --from changes.csv --at-most 100";
    let run = registry(path, &format!("{change} {NOW}")).exits(1);
    assert!(run.err.contains("2 of 3 rows were refused, and nothing was proposed"), "{}", run.err);
    assert!(
        run.out.contains("row 3: reason: no value is given") && run.out.contains("row 4: there is no"),
        "{}",
        run.out
    );
    assert!(registry(path, &format!("approve --show {NOW}")).out.contains("No proposal is open"));

    // More than the usual share of all registrations wants a word, whatever the rows say.
    registry_with(path, &format!("change --from changes.csv {NOW} --reason"), &["false statement"])
        .exits(1)
        .complains("more than 5 %", "--at-most");
    let words = format!("{change} --skip-bad --json {NOW} --reason");
    let run = registry_with(path, &words, &["false statement"]).exits(1);
    assert_eq!(run.err, "");
    let run = run.json().pop().unwrap();
    let kinds: Vec<_> = run["changes"].as_array().unwrap().iter().map(|one| one["change"].as_str().unwrap()).collect();
    assert_eq!((kinds, &run["rejected"][0]["row"]), (vec!["withdrawn", "revoked"], &4.into()));
    let bad = fs::read_to_string(path.join("changes.rejected.csv")).unwrap();
    assert!(bad.starts_with("\u{feff}登録番号,変更,変更日,理由,not_taken\r\nSS-NONE,revoke,,x,there is no"), "{bad}");
    registry(path, &format!("approve --officer second {NOW}")).exits(0);
    registry(path, &format!("publish --lists lists {NOW}")).exits(0);
    let status = |id: &str, on: &str| {
        let found = registry(path, &format!("find --id {id} --on {on} --json")).exits(0).json().pop().unwrap();
        found["ledger"]["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(status(&second, "2026-11-22"), "revoked");
    assert_eq!([status(&first, "2026-11-30"), status(&first, "2026-12-01")], ["active", "withdrawn"]);

    // Without a table, the command is as it was; with one, it takes no IDs.
    registry(path, &format!("change withdraw {first} --from changes.csv {NOW}")).exits(2);
    registry(path, &format!("change withdraw {NOW}")).exits(2);
    fs::write(path.join("none.csv"), "product_id\n").unwrap();
    registry(path, &format!("change revoke --from none.csv --reason x {NOW}"))
        .exits(1)
        .complains("no rows", "rows below");
    assert_eq!(registry(path, "audit --published lists --json").exits(0).json()[0]["clean"], true);
}

#[test]
fn a_search_says_what_the_lists_said_on_a_day() {
    let folder = trial();
    let path = folder.path();
    let [first, second] = ids(path);
    // In the afternoon, after the list of noon.
    let later = "--now 2026-11-22T07:00:00Z";
    registry(path, &format!("change withdraw {first} --reason letter {later}")).exits(0);
    registry(path, &format!("approve --officer second {later}")).exits(0);
    let find = |words: &str| registry(path, &format!("find {words} --json")).exits(0).json().pop().unwrap();
    let found = find(&format!("--id {first} --on 2026-11-22"));
    let said = ["ledger", "list"].map(|side| found[side]["status"].as_str().unwrap());
    assert_eq!(said, ["withdrawn", "active"]);
    assert_eq!(
        (&found["list"]["issued_at"], &found["list"]["outdated"]),
        (&"2026-11-22T03:00:00Z".into(), &false.into())
    );
    let differs = &found["differs"];
    assert_eq!((&differs["why"], &differs["published_in"]), (&"changed-later".into(), &serde_json::Value::Null));
    assert_eq!(differs["recorded_at"], "2026-11-22T07:00:00Z");
    let run = registry(path, &format!("find --id {first} --on 2026-11-22")).exits(0);
    assert!(run.out.contains("says active") || run.out.contains(": active, last day"), "{}", run.out);
    assert!(
        run.out.contains("recorded the change at 2026-11-22T07:00:00Z, after that list; no list has it yet"),
        "{}",
        run.out
    );
    let run = registry(path, &format!("find --id {first} --on 2026-11-22 --lang ja")).exits(0);
    assert!(run.out.contains("まだどの一覧にも反映されていません") && run.out.contains("取下げ"), "{}", run.out);

    registry(path, "publish --lists lists --now 2026-11-24T03:00:00Z").exits(0);
    assert_eq!(find(&format!("--id {first} --on 2026-11-24"))["differs"], serde_json::Value::Null);
    let found = find(&format!("--id {second} --on 2026-11-21"));
    assert_eq!((&found["ledger"]["status"], &found["differs"]["why"]), (&"not-yet-valid".into(), &"no-list".into()));
    // Each way to find it finds the same.
    let index = found["status_index"].as_u64().unwrap();
    for words in [
        second.clone(),
        "A-2".into(),
        "R-2".into(),
        "SL-10".into(),
        "--model SL-10".into(),
        format!("--index {index}"),
        "--holder ＬＯＣＫＳ".into(),
        "locks".into(),
    ] {
        assert_eq!(find(&words)["product_id"], second.as_str(), "{words}");
    }
    assert_eq!(find("--jan 4569951110016")["product_id"], first.as_str());
    // An application without a grant is found too, and has no standing.
    assert_eq!(find("--holder plugs")["ledger"], serde_json::Value::Null);
    registry(path, "find --model none").exits(1).complains("nothing in the ledger has", "find --holder");
    registry(path, "find").exits(2);
    registry(path, "find x --index 1").exits(2);
}
