//! `starseal issue --csv`.

mod common;

use common::{Run, files, folder, starseal, starseal_fed};
use std::fmt::Write;
use std::path::Path;

const ISSUE: &str = "issue --key issuer.pem --trust trust.cbor --out-dir labels --format text --now 2026-11-22";

const GOOD: &str = "\
product_id,level,status_index,holder,model,gtin,category,evaluator,serial,issued_on,expires_on,criteria
EX-1,1,1,\"Example, Ltd.\",CAM-1,4569951110016,network camera,,,2026-04-01,2028-03-31,JST-CR-01-01-2024R1
EX-1,1,1,\"Example, Ltd.\",CAM-2,,1,,,,,
EX-2,★2,2,見本電機,R 7,4569951110016;4569951116179,通信機器,,,,,1
EX-3,3,3,,R 7,4569951110016 4569951116179,2,Sample Test Centre,SN-1,,,
";

fn batch(folder: &Path, csv: &str, more: &str) -> Run {
    std::fs::write(folder.join("labels.csv"), csv).unwrap();
    starseal(folder, &format!("{ISSUE} --csv labels.csv {more}"))
}

/// Issues a batch whose first row is refused, and checks the message.
#[track_caller]
fn bad(csv: &str, what: &str, help: &str) {
    let folder = folder();
    let run = batch(folder.path(), csv, "");
    assert!(matches!(run.code, 1..=3), "{}", run.out);
    run.complains(what, help);
    assert!(!folder.path().join("labels").exists(), "a file was written");
}

#[test]
fn a_good_batch_is_sealed_row_by_row() {
    let folder = folder();
    let folder = folder.path();
    let run = batch(folder, GOOD, "").exits(0);
    assert_eq!(run.err, "");
    assert!(run.out.starts_with("4 labels sealed and verified; 4 files in labels\n"), "{}", run.out);
    let names = files(&folder.join("labels"));
    assert_eq!(names, ["EX-1_CAM-1.txt", "EX-1_CAM-2.txt", "EX-2_R_7.txt", "EX-3_R_7_SN-1.txt"]);
    let lines: String =
        names.iter().map(|name| std::fs::read_to_string(folder.join("labels").join(name)).unwrap()).collect();
    let run = starseal_fed(folder, "verify --trust trust.cbor --now 2026-11-22 --json -", lines.as_bytes()).exits(0);
    let labels: Vec<_> = run.json().into_iter().map(|line| line["label"].clone()).collect();
    assert_eq!(labels[0]["holder"], "Example, Ltd.");
    assert_eq!(labels[2]["gtin"], serde_json::json!(["4569951110016", "4569951116179"]));
    assert_eq!(labels[3]["evaluator"], 2);
    assert_eq!((&labels[1]["issued_on"], &labels[0]["issued_on"]), (&"2026-11-22".into(), &"2026-04-01".into()));
}

#[test]
fn rows_come_from_standard_input_and_with_a_byte_order_mark() {
    let folder = folder();
    let csv = format!("\u{feff}{}", GOOD.replace('\n', "\r\n"));
    starseal_fed(folder.path(), &format!("{ISSUE} --csv -"), csv.as_bytes()).exits(0);
    assert_eq!(files(&folder.path().join("labels")).len(), 4);
}

#[test]
fn flags_fill_empty_cells() {
    let folder = folder();
    let folder = folder.path();
    let csv = "product_id,status_index,holder\nA,1,\nB,2,Other Inc.\n,,\n";
    batch(folder, csv, "--level 2 --holder Example --format json").exits(0);
    let holder = |name: &str| -> serde_json::Value {
        let text = std::fs::read_to_string(folder.join("labels").join(name)).unwrap();
        serde_json::from_str::<serde_json::Value>(&text).unwrap()["label"]["holder"].clone()
    };
    assert_eq!((holder("A.json"), holder("B.json")), ("Example".into(), "Other Inc.".into()));
}

#[test]
fn each_bad_row_is_named_and_nothing_is_written() {
    let folder = folder();
    let csv = "product_id,level,status_index\nA,1,1\nB,9,2\nC,1,x\nD,1,4\n";
    let run = batch(folder.path(), csv, "").exits(1);
    let run = run
        .complains("row 3 (B), column level: level 9 is not in", "1 ★1")
        .complains("row 4 (C), column status_index: \"x\"", "0 to");
    run.complains("2 of 4 rows cannot be used; no file was written", "--skip-bad");
    assert!(!folder.path().join("labels").exists());
}

#[test]
fn refused_rows_are_skipped_with_the_flag() {
    let folder = folder();
    let csv = "product_id,level,status_index\nA,1,1\nB,9,2\nA,1,1\nD,1,4\n";
    let run = batch(folder.path(), csv, "--skip-bad").exits(1);
    assert!(run.out.contains("2 refused rows skipped"), "{}", run.out);
    assert_eq!(files(&folder.path().join("labels")), ["A.txt", "D.txt"]);
}

#[test]
fn a_corrected_row_is_accepted_after_a_refused_one() {
    let folder = folder();
    let folder = folder.path();
    // The refused rows: by the verifier, since the key may seal from 2024 on; by the scheme; by the size of the symbol.
    let csv = format!(
        "product_id,level,status_index,issued_on,holder,model,serial\n\
         A,1,1,2023-12-31,,,\nA,1,1,,,,\n\
         B,9,2,,,,\nB,1,2,,,,\n\
         C,1,3,,{holder},{model},{serial}\nD,1,3,,,,\n",
        holder = "長".repeat(42),
        model = "W".repeat(64),
        serial = "1".repeat(32),
    );
    let run = batch(folder, &csv, "--skip-bad --error-correction high").exits(1);
    let run = run.complains("row 2 (A): a verifier would refuse the label (key-not-allowed)", "from 2024-01-01");
    let run = run.complains("row 4 (B), column level", "1 ★1").complains("row 6 (C): ", "shorten holder");
    assert!(run.out.contains("3 labels sealed") && run.out.contains("3 refused rows skipped"), "{}", run.out);
    assert_eq!(files(&folder.join("labels")), ["A.txt", "B.txt", "D.txt"]);
}

#[test]
fn repeated_labels_and_shared_indexes_are_refused() {
    bad(
        "product_id,level,status_index,model,serial\nA,1,1,M,S\nA,1,1,M,T\nA,2,1,M,S\n",
        "row 4 (A): a label of A with the same model and serial",
        "remove one",
    );
    bad(
        "product_id,level,status_index\nA,1,1\nB,1,1\n",
        "row 3 (B): status index 1 belongs to A already",
        "its own status index",
    );
}

#[test]
fn headers_must_be_known() {
    bad("product_id,level,status_index,colour\n", "no column \"colour\"", "product_id, level, issued_on");
    bad("product_id,status_index\nA,1\n", "the column level is missing", "the columns are");
    bad("product_id,level,status_index,level\n", "the column level occurs twice", "remove");
    bad("", "the CSV file labels.csv: the file is empty", "give the path");
    bad("product_id,level,status_index\n,,\n", "labels.csv has a header and no rows", "add a row");
}

#[test]
fn rows_damaged_by_a_spreadsheet_are_refused() {
    bad(
        "product_id,level,status_index\nA,1\n",
        "row 2 (A): the row has 2 cells, and the header has 3",
        "double quotes",
    );
    let head = "product_id,level,status_index,holder,gtin,issued_on\n";
    bad(&format!("{head}A,1,1,,4.57E+12,\n"), "row 2 (A), column gtin: \"4.57E+12\" is a number that", "as text");
    bad(
        &format!("{head}A,1,1,,,46357\n"),
        "\"46357\" is a day as spreadsheet programs count: 2026-12-01",
        "year first",
    );
    bad(&format!("{head}A,1,1,,,12/1/2026\n"), "\"12/1/2026\" is not a day", "year first");
    bad(
        &format!("{head}A,1,1\u{200b},,,\n"),
        "column status_index: the text has the invisible character U+200B",
        "again",
    );
    bad(&format!("{head}A,1,1,a\u{200b}b,,\n"), "holder contains the character U+200B", "holder");
    bad("product_id,level,status_index,\nA,1,1,x\n", "\"x\" stands in a column without a name", "a name");
    let folder = folder();
    let csv = b"product_id,level,status_index,holder\nA,1,1,M\xfcller\n";
    let run = starseal_fed(folder.path(), &format!("{ISSUE} --csv -"), csv).exits(1);
    run.complains("row 2 (A), column holder: the text is not in a known encoding", "UTF-8");
    let csv = "product_id,level,status_index,holder\nA,1,1,見本\nB,1,2,";
    let csv = [csv.as_bytes(), b"\x8c\xa9\x96\x7b\n"].concat();
    let run = starseal_fed(folder.path(), &format!("{ISSUE} --csv -"), &csv).exits(3);
    run.complains("standard input: some rows are in UTF-8 and others in code page 932", "save the file again");
}

#[test]
fn files_of_spreadsheets_are_read_as_they_are() {
    let folder = folder();
    let folder = folder.path();
    let rows = [
        "product_id,level,status_index,holder,issued_on,",
        ",,,,,",
        "EX-1,１,１,\"見本\u{3000}電機\",2026/4/1,",
        "EX-2,★２,２,\u{a0}㈱見本①,２０２６年４月１日,",
    ];
    let expected = [("EX-1.json", "見本\u{3000}電機", "2026-04-01", 1), ("EX-2.json", "㈱見本①", "2026-04-01", 2)];
    let utf16 = |text: &str| ["\u{feff}", text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for (at, separator) in [",", ";", "\t"].into_iter().enumerate() {
        let text = rows.join("\r\n").replace(',', separator);
        for (encoding, bytes) in [("utf8", text.clone().into_bytes()), ("utf16", utf16(&text))] {
            let out = format!("{encoding}-{at}");
            let run = starseal_fed(
                folder,
                &format!("{} --csv -", ISSUE.replace("labels", &out).replace("text", "json")),
                &bytes,
            );
            let run = run.exits(0);
            assert!(
                run.err.contains("blanks around 1 value were left out; the first is in row 4 (EX-2)"),
                "{}",
                run.err
            );
            for (file, holder, issued_on, level) in expected {
                let record = std::fs::read_to_string(folder.join(&out).join(file)).unwrap();
                let record: serde_json::Value = serde_json::from_str(&record).unwrap();
                assert_eq!(record["label"]["holder"], holder);
                assert_eq!(record["label"]["issued_on"], issued_on);
                assert_eq!(record["label"]["level"], level);
            }
        }
    }
}

#[test]
fn existing_files_stop_a_batch_before_the_first_file() {
    let folder = folder();
    let folder = folder.path();
    std::fs::create_dir(folder.join("labels")).unwrap();
    std::fs::write(folder.join("labels/ex-3_r_7_sn-1.TXT"), "mine").unwrap();
    batch(folder, GOOD, "--skip-bad").exits(3).complains("EX-3_R_7_SN-1.txt already exists", "--out-dir");
    assert_eq!(files(&folder.join("labels")), ["ex-3_r_7_sn-1.TXT"]);
}

#[test]
fn names_that_would_be_equal_get_a_number() {
    let folder = folder();
    let csv = "product_id,level,status_index\na/b,1,1\nA:B,1,2\na?b,1,3\n";
    batch(folder.path(), csv, "").exits(0);
    assert_eq!(files(&folder.path().join("labels")), ["A_B-2.txt", "a_b-3.txt", "a_b.txt"]);
}

#[test]
fn flags_for_one_label_are_refused_with_a_batch() {
    let folder = folder();
    for flag in ["--product-id A", "--serial 1", "--model M", "--gtin 4569951110016", "--status-index 1"] {
        batch(folder.path(), GOOD, flag).exits(2).complains("cannot be used with", "--help");
    }
    starseal(folder.path(), &format!("{ISSUE} --csv nowhere.csv")).exits(3).complains("no such file", "CSV file");
}

/// Issues 10,000 labels with the same file name: the time for one name must not grow with their number.
#[test]
fn a_large_batch_is_issued() {
    let folder = folder();
    let mut csv = "product_id,level,status_index,serial\n".to_owned();
    for index in 0..10_000 {
        writeln!(csv, "EX-{index},1,{index},?").unwrap();
    }
    let run = batch(folder.path(), &csv, "--dry-run").exits(0);
    assert!(run.out.starts_with("10000 labels can be sealed"), "{}", run.out);
}
