//! `docs/reference/json.md` names exactly the fields that the program prints, and `exit-codes.md` its exit codes.
#![cfg(target_os = "linux")]

mod common;

use common::{NOW, Run, folder, set_mode, starseal};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference").join(name)).unwrap()
}

fn section(text: &str, heading: &str) -> String {
    let (_, rest) = text.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    rest.split("\n## ").next().unwrap().to_owned()
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The last part of a field's path: `changes` of `indexes[].changes`.
fn last(path: &str) -> String {
    path.rsplit('.').next().unwrap().trim_end_matches("[]").to_owned()
}

/// The fields that a section's tables describe.
fn described(section: &str) -> BTreeSet<String> {
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.flat_map(|row| quoted(row.split(" | ").next().unwrap()).map(last).collect::<Vec<_>>()).collect()
}

/// The fields of a value, at any depth. What `record.md` describes and names in several languages are one field; the
/// numbers of a scheme's entries are none.
fn printed(value: &Value, fields: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| printed(item, fields)),
        Value::Object(entries) => {
            for (name, inner) in entries {
                if name.bytes().all(|byte| byte.is_ascii_digit()) {
                    printed(inner, fields);
                    continue;
                }
                fields.insert(name.clone());
                if !["label", "claims", "authority", "names", "statuses", "evaluators"].contains(&name.as_str()) {
                    printed(inner, fields);
                }
            }
        }
        _ => {}
    }
}

/// The folder of the tests, with a trust list and a status list that have everything that can be shown.
fn full() -> tempfile::TempDir {
    let folder = folder();
    for command in [
        "trust add-key --trust trust.cbor --status-key stranger.pem --status-list https://jc-star.example/status \
         --sign-with root.pem --out trust-2.cbor --key-from 2026-01-01 --now NOW",
        "key generate --out other.pem --no-passphrase",
        "key generate --out other-label.pem --no-passphrase",
        "trust create --sign-with other.pem --label-key other-label.pem --prefix HTTPS://OTHER.EXAMPLE/L/ --out \
         other.cbor --now NOW",
        "trust recognise --trust trust-2.cbor --authority other.cbor --level 1 --counts-as 1 --from 2026-06-01 \
         --sign-with root.pem --out trust-3.cbor --now NOW",
        "issue --key issuer.pem --trust trust.cbor --out-dir labels --product-id EX-1 --level 1 --status-index 3 \
         --format json --now NOW",
        "status create --trust trust-3.cbor --key stranger.pem --size 100 --allocate 0-9 --out 1.cwt --now NOW",
        "status set 1.cwt --trust trust-3.cbor --key stranger.pem --index 3,4 --to revoked --out r.cwt --now NOW",
        "status set r.cwt --trust trust-3.cbor --key stranger.pem --index 4 --correct --out 2.cwt --now NOW",
    ] {
        starseal(folder.path(), &command.replace("NOW", NOW)).exits(0);
    }
    fs::write(folder.path().join("label.txt"), common::carrier()).unwrap();
    folder
}

#[test]
fn the_page_of_json_names_the_fields_that_are_printed() {
    let page = read("json.md");
    let folder = full();
    let carrier = common::carrier();
    let inspect = |text: &str| {
        let run =
            common::starseal_with(folder.path(), &["inspect", "--trust", "trust.cbor", "--json", "--now", NOW, text]);
        run.json().remove(0)
    };
    let shown = |words: &str| starseal(folder.path(), words).exits(0).json().remove(0);
    let file = fs::read_to_string(folder.path().join("labels/EX-1.json")).unwrap();
    let outputs = [
        ("inspect --json", vec![inspect(&carrier), inspect(&common::forged())]),
        ("issue --format json", vec![serde_json::from_str(&file).unwrap()]),
        ("key show --json", vec![shown("key show issuer.pem --json")]),
        ("trust show --json", vec![shown("trust show trust-3.cbor --json")]),
        ("status show --json", vec![shown("status show 2.cwt --trust trust-3.cbor --json")]),
    ];
    for (heading, values) in outputs {
        let mut fields = BTreeSet::new();
        values.iter().for_each(|value| printed(value, &mut fields));
        let section = section(&page, heading);
        let named: BTreeSet<String> = quoted(&section).flat_map(|path| path.split('.').map(last)).collect();
        let unnamed: Vec<&String> = fields.difference(&named).collect();
        assert!(unnamed.is_empty(), "{heading}: not described: {unnamed:?}");
        let described = described(&section);
        let absent: Vec<&String> = described.difference(&fields).collect();
        assert!(absent.is_empty() && !described.is_empty(), "{heading}: not printed: {absent:?}");
    }
}

/// A command, its exit code, and the row of the page that says so.
type Case = (&'static str, i32, &'static str);

const CASES: [Case; 63] = [
    ("verify --trust trust.cbor label.txt.png", 3, "neither a file nor a carrier"),
    ("verify --trust trust.cbor good.png", 0, "every label stands"),
    ("verify --trust trust.cbor - ", 3, "nothing is given"),
    ("verify --trust trust.cbor --now 2030-01-01 good.png", 1, "a label is expired"),
    ("verify --trust trust.cbor good.png FORGED", 1, "a label is refused"),
    ("verify --trust trust.cbor HTTPS://OTHER.EXAMPLE/X", 1, "a text is not a label"),
    ("verify good.png", 2, "`--trust` or the input is missing"),
    ("verify --trust trust.cbor", 2, "`--trust` or the input is missing"),
    ("verify --trust trust.cbor --as-of 2026-02-30 good.png", 2, "a day or a time cannot be read"),
    ("verify --trust trust.cbor blank.png", 3, "an image has no label"),
    ("verify --trust trust.cbor blank.png FORGED", 3, "an image has no label"),
    ("verify --trust trust.cbor trust.cbor", 3, "a file is not an image"),
    ("verify --trust absent.cbor good.png", 3, "cannot be read or is not accepted"),
    ("verify --trust trust.cbor --status trust.cbor good.png", 3, "cannot be read or is not accepted"),
    ("verify --trust trust.cbor --bundle trust.cbor good.png", 3, "cannot be read or is not accepted"),
    ("verify --trust trust.cbor --state damaged.state good.png", 3, "cannot be read or is not accepted"),
    ("verify --trust trust.cbor --policy trust.cbor good.png", 3, "cannot be read or is not accepted"),
    ("inspect good.png", 0, "it was shown, and no check failed"),
    ("inspect FORGED", 0, "it was shown, and no check failed"),
    ("inspect --trust trust.cbor FORGED", 1, "a check failed"),
    ("inspect HTTPS://OTHER.EXAMPLE/X", 1, "a check failed"),
    ("inspect", 2, "wrong usage"),
    ("inspect blank.png", 3, "there is no symbol in the image"),
    ("inspect -", 3, "nothing on standard input"),
    ("ISSUE --product-id EX-2 --level 1 --status-index 8 --dry-run", 0, "with `--dry-run`, all would be"),
    ("ISSUE --csv empty.csv", 3, "a CSV file is empty or has no rows"),
    ("ISSUE --csv bad.csv", 1, "a row of a CSV file is bad"),
    ("ISSUE --csv bad.csv --skip-bad", 1, "a row of a CSV file is bad"),
    (
        "issue --key stranger.pem --trust trust.cbor --out-dir o --product-id A --level 1 --status-index 8",
        1,
        "the key is not in the trust list",
    ),
    ("ISSUE --product-id EX-2 --level 9 --status-index 8", 2, "an option does not fit"),
    (
        "ISSUE --product-id EX-2 --level 1 --status-index 8 --prefix HTTPS://OTHER.EXAMPLE/L/",
        2,
        "an option does not fit",
    ),
    ("ISSUE --csv column.csv", 2, "a column that does not exist"),
    ("ISSUE --product-id EX-2 --level 3 --status-index 8", 1, "a missing evaluator"),
    (
        "ISSUE --product-id EX-2 --level 1 --status-index 8 --issued-on 2020-01-01",
        1,
        "an issue date outside the key's window",
    ),
    (
        "issue --key absent.pem --trust trust.cbor --out-dir o --product-id A --level 1 --status-index 8",
        3,
        "a file cannot be read or exists already",
    ),
    ("key show issuer.pem", 0, "done"),
    ("key show", 2, "wrong usage"),
    ("key generate --out issuer.pem --no-passphrase", 3, "the file exists already"),
    ("key generate --out new.pem", 3, "there is no terminal"),
    ("key show trust.cbor", 3, "is not a key"),
    ("key generate --out new.pem --passphrase-file letter.txt", 3, "a new passphrase is refused"),
    ("key passphrase issuer.pem --new-passphrase-file letter.txt", 3, "a new passphrase is refused"),
    (
        "issue --key issuer.pem --trust fallen.cbor --out-dir o --product-id A --level 1 --status-index 8",
        1,
        "or is compromised",
    ),
    (
        "trust create --sign-with root.pem --label-key root.pem --prefix HTTPS://A.EXAMPLE/L/ --out t.cbor",
        1,
        "a key twice",
    ),
    ("trust publish trust-3.cbor --trust trust.cbor --dry-run", 3, "a published list is given as a draft"),
    ("trust rotate --trust trust.cbor --root other.pem --sign-with root.pem --out t.cbor", 1, "too few signatures"),
    (
        "trust revoke-key --trust trust.cbor --key-id 00000000 --dry-run",
        2,
        "a key ID or an issuer that the list does not have",
    ),
    (
        "trust create --sign-with root.pem --label-key issuer.pem --prefix http://x/ --out t.cbor",
        2,
        "a prefix that is not one",
    ),
    ("trust show good.png", 3, "is not a trust list"),
    ("trust show old.draft", 0, "done"),
    ("trust sign old.draft --trust trust-3.cbor --dry-run --now 2026-11-22", 1, "something speaks against a draft"),
    (
        "trust sign old.draft --trust trust-3.cbor --dry-run --now 2026-11-22 --accept stale-version",
        0,
        "unless `--accept` names it",
    ),
    ("trust sign old.draft --dry-run", 2, "no list held for a draft that follows one"),
    (
        "trust rotate --trust trust.cbor --root other.pem --root stranger.pem --dry-run",
        2,
        "another number of roots without `--threshold`",
    ),
    (
        "trust retire-key --trust trust.cbor --last-day 2099-01-01 --dry-run --key-id KEY",
        1,
        "a key to retire has ended before that day",
    ),
    ("trust transcript old.draft --trust trust.cbor --record letter.txt", 3, "is not the record of a signing"),
    ("trust ceremony bad.csv --dry-run", 3, "is not the file of a ceremony"),
    (
        "status create --trust trust-3.cbor --key stranger.pem --size 10 --allocate 20 --dry-run",
        1,
        "the list is too small",
    ),
    (
        "status set 2.cwt --trust trust-3.cbor --key stranger.pem --witness bad.csv --dry-run",
        1,
        "is not a label of this issuer",
    ),
    (
        "status set 2.cwt --trust trust-3.cbor --key stranger.pem --index 5 --dry-run",
        2,
        "no change for the indexes given",
    ),
    ("status show trust.cbor --trust trust-3.cbor", 3, "a list cannot be read or is not accepted"),
    (
        "status create --trust trust.cbor --key stranger.pem --size 10 --dry-run",
        3,
        "names no issuer with this key and a status list",
    ),
    ("demo --out .", 3, "the folder of `demo` is not empty"),
];

#[test]
fn the_page_of_exit_codes_says_how_each_case_ends() {
    let page = read("exit-codes.md");
    let folder = full();
    let path = folder.path();
    let issue = "issue --key issuer.pem --trust trust.cbor --out-dir o";
    for (name, text) in [
        ("bad.csv", "product_id,level,status_index\nEX-2,9,8\n"),
        ("column.csv", "product,level,status_index\nEX-2,1,8\n"),
        ("empty.csv", "product_id,level,status_index\n"),
        ("damaged.state", "not a state"),
    ] {
        fs::write(path.join(name), text).unwrap();
    }
    fs::write(path.join("letter.txt"), "x\n").unwrap();
    for name in ["bad.csv", "letter.txt"] {
        set_mode(&path.join(name), 0o600);
    }
    let key_id = starseal(path, "key show issuer.pem --json").exits(0).json()[0]["key_id"].as_str().unwrap().to_owned();
    let revoke = format!("trust revoke-key --trust trust.cbor --key-id {key_id} --sign-with root.pem");
    starseal(path, &format!("{revoke} --out fallen.cbor --now {NOW}")).exits(0);
    let renew = format!("trust renew --trust trust.cbor --draft --out old.draft --now {NOW}");
    starseal(path, &renew).exits(0);
    image::GrayImage::from_pixel(60, 60, image::Luma([255])).save(path.join("blank.png")).unwrap();
    let made = format!("{issue} --product-id EX-9 --level 1 --status-index 9 --format png --now {NOW}");
    starseal(path, &made).exits(0);
    fs::rename(path.join("o/EX-9.png"), path.join("good.png")).unwrap();

    let forged = common::forged();
    for (words, code, row) in CASES {
        let rows: Vec<&str> = page.lines().filter(|line| line.contains(row)).collect();
        let says = rows.iter().any(|line| line.ends_with(&format!("| {code} |")));
        assert!(says, "no row with \"{row}\" ends in {code}");
        let mut words = words.replace("ISSUE", issue).replace("FORGED", &forged).replace("KEY", &key_id);
        let takes_time = ["verify", "inspect", "issue", "trust r", "trust cr", "status c", "status set"];
        if !words.contains("--now") && takes_time.iter().any(|start| words.starts_with(start)) && code != 2 {
            words += &format!(" --now {NOW}");
        }
        let run: Run = starseal(path, &words);
        assert_eq!(run.code, code, "starseal {words}\n{}{}", run.out, run.err);
    }
}

#[test]
fn the_reader_of_a_pipe_may_go_away() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = common::command(Path::new(".")).arg("man").stdout(writer).status().unwrap();
    assert!(read("exit-codes.md").contains("| 141 |"));
    assert_eq!(status.code(), Some(141));
}
