//! Audits from beginning to end, as people run them.

use crate::common::{self, command, files, folder, starseal, starseal_fed};
use crate::shop::{ASKED, JAN, OTHER_JAN, audit, camera, codes, draw, records, text};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

#[test]
fn a_shop_is_audited_from_photographs_in_folders_with_japanese_names() {
    let folder = folder();
    let folder = folder.path();
    draw(folder, "写真/1階/棚.png", &text(camera()));
    fs::write(folder.join("stock.csv"), format!("JANコード,型番,メーカー\n{JAN},ＣＡＭ-100,見本電機㈱\n")).unwrap();
    let run = audit(folder, "--stock stock.csv 写真").exits(0);
    assert!(run.out.contains("every product has a label that stands"), "{}", run.out);
    let expected = ["findings.jsonl", "readings.jsonl", "records.jsonl", "report.csv", "report.html", "report.xlsx"];
    assert_eq!(files(&folder.join("audit")), expected);
    let product = &records(folder, "product")[0];
    assert_eq!((&product["state"], &product["labels"][0]["matched_by"]), (&"good".into(), &"jan".into()));
    assert_eq!((records(folder, "label")[0]["number"].as_u64(), records(folder, "label").len()), (Some(1), 1));
    let record = fs::read_to_string(folder.join("audit/records.jsonl")).unwrap();
    assert!(record.starts_with("{\"schema\":\"starseal-verdict/1\",\"code\":\"active\""), "{record}");

    // A second photograph is read, and the first one is not read again.
    draw(folder, "写真/2階/forged.png", &common::forged());
    let run = audit(folder, "--stock stock.csv 写真").exits(1);
    assert!(!run.out.contains("棚.png") && run.out.contains("forged.png"), "{}", run.out);
    let run = starseal(folder, &format!("shelf audit --lang ja {ASKED} --out audit --stock stock.csv 写真")).exits(1);
    assert!(run.out.contains("指摘があります"), "{}", run.out);
    assert!(fs::read_to_string(folder.join("audit/report.csv")).unwrap().starts_with("\u{feff}判定,"));

    // What cannot be read keeps the audit from saying that all labels stand.
    fs::write(folder.join("写真/broken.jpg"), b"\xff\xd8\xff\xe0 broken").unwrap();
    let run = audit(folder, "--stock stock.csv 写真").exits(3);
    assert!(run.out.contains("Not everything was read"), "{}", run.out);
    assert_eq!(codes(&records(folder, "unread")[0]), ["not-readable"]);
}

#[test]
fn a_scanned_bar_code_says_on_which_product_the_next_labels_are() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("stock.csv"), format!("jan,model,name\n{JAN},CAM-100,Camera\n{OTHER_JAN},R-7,Router\n"))
        .unwrap();
    let unit = text(camera().serial("SN-1").unwrap());
    fs::write(folder.join("scanned.txt"), format!("{JAN}\r\n{unit}\r\n{OTHER_JAN}\r\n{unit}\r\n")).unwrap();
    audit(folder, "--stock stock.csv --lines scanned.txt").exits(1);
    let products = records(folder, "product");
    assert_eq!(products[0]["state"], "check");
    assert_eq!(codes(&products[1]), ["serial-twice", "label-on-two-products", "jan-differs", "model-differs"]);
    // The same lines again are the same audit.
    audit(folder, "--stock stock.csv --lines scanned.txt").exits(1);
    assert_eq!(records(folder, "label").len(), 2);
    // Another audit takes what this one has read, and compares the serial numbers.
    let more = format!("shelf audit {ASKED} --stock stock.csv --out second");
    starseal(folder, &format!("{more} --from audit --earlier audit")).exits(1);
    assert!(fs::read_to_string(folder.join("second/findings.jsonl")).unwrap().contains("serial-seen-before"));
}

#[test]
fn a_wrong_stock_list_says_what_to_do() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("lines.txt"), text(camera())).unwrap();
    for (name, content, code, what, help) in [
        ("columns.csv", "price,colour\n1,red\n", 1, "column jan / model is missing", "its columns are: price, colour"),
        ("empty.csv", "", 1, "the table is empty", "a header"),
        ("rows.csv", "jan,model\n", 1, "no product below it", "rows below it"),
        ("page.xls", "<html><table></table></html>", 3, "web page", ""),
    ] {
        fs::write(folder.join(name), content).unwrap();
        let run = audit(folder, &format!("--stock {name} --lines lines.txt"));
        assert!(run.code == code, "{name}: {} {}", run.code, run.err);
        run.complains(what, help);
        assert!(!folder.join("audit").exists(), "{name}");
    }
    audit(folder, "--stock none.xlsx --lines lines.txt")
        .exits(3)
        .complains("none.xlsx cannot be read", "check the path");
    audit(folder, "--lines lines.txt").exits(2).complains("no stock list", "--stock");
    fs::write(folder.join("stock.csv"), format!("コード,型番\n{JAN},CAM-100\n")).unwrap();
    audit(folder, "--stock stock.csv").exits(2).complains("nothing to read", "photographs");
    audit(folder, "--stock stock.csv --column jan=番号 --lines lines.txt").exits(1).complains("no column", "コード");
    audit(folder, "--stock stock.csv --column jan=コード --lines lines.txt").exits(0);
    // A folder with something else is left alone.
    fs::create_dir(folder.join("other")).unwrap();
    fs::write(folder.join("other/file"), "").unwrap();
    let other = format!("shelf audit {ASKED} --stock stock.csv --lines lines.txt --out other");
    starseal(folder, &other).exits(3).complains("not the folder of an audit", "--out");
    assert_eq!(files(&folder.join("other")), ["file"]);
}

#[test]
fn two_stock_lists_that_disagree_are_named() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("shop.csv"), format!("jan,model\n{JAN},CAM-100\n")).unwrap();
    let cp932 = b"JAN\x83R\x81[\x83h;\x8c^\x94\xd4\n4569951110016;CAM-101\n";
    fs::write(folder.join("web.csv"), cp932).unwrap();
    fs::write(folder.join("lines.txt"), text(camera())).unwrap();
    audit(folder, "--stock shop.csv --stock web.csv --lines lines.txt").exits(1);
    let products = records(folder, "product");
    assert_eq!((products[0]["file"].as_str(), products[1]["file"].as_str()), (Some("shop.csv"), Some("web.csv")));
    let differs = &products[1]["findings"][0];
    assert_eq!((&differs["code"], &differs["there"]), (&"lists-differ".into(), &"CAM-100".into()));
}

#[test]
fn a_scan_is_on_the_disk_before_it_is_answered_and_can_be_taken_back() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("stock.csv"), format!("jan,model,name\n{JAN},CAM-100,Camera\n")).unwrap();
    let words = format!("shelf scan {ASKED} --stock stock.csv --out audit");
    let mut command = command(folder);
    command.args(words.split(' ')).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || out.next().unwrap().unwrap();
    assert!(next().contains("bar code"));
    writeln!(stdin, "{JAN}").unwrap();
    assert!(next().contains("Camera"));
    writeln!(stdin, "{}", text(camera())).unwrap();
    let answer = next();
    assert!(answer.contains("CAM-100") && answer.contains("← Camera") && !answer.contains('\x07'), "{answer}");
    writeln!(stdin, "{}", common::forged()).unwrap();
    assert!(next().starts_with('\x07'), "the bell");
    let journal = || fs::read_to_string(folder.join("audit/readings.jsonl")).unwrap();
    // The program dies, and a part of a line is left.
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(journal().lines().count(), 2);
    fs::write(folder.join("audit/readings.jsonl"), journal() + "{\"schema\":\"star").unwrap();
    let run = starseal_fed(folder, &words, b"sum\nundo\nsum\n").exits(0);
    assert!(run.out.contains("2 scans of before") && run.out.contains("2 labels, 1 of them stand"), "{}", run.out);
    assert!(run.out.contains("1 label, 1 of them stand"), "{}", run.out);
    assert_eq!(journal().lines().count(), 3);
    assert_eq!(records(folder, "label").len(), 1);
}

#[test]
fn photographs_are_taken_as_they_appear() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("stock.csv"), format!("jan,model,name\n{JAN},CAM-100,Camera\n")).unwrap();
    fs::create_dir(folder.join("camera")).unwrap();
    let words = format!("shelf watch camera {ASKED} --stock stock.csv --out audit --idle 3");
    let mut command = command(folder);
    command.args(words.split(' ')).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(out.next().unwrap().unwrap().contains("Waiting for photographs"));
    draw(folder, "camera/写真.png", &text(camera()));
    assert!(out.next().unwrap().unwrap().contains("CAM-100"));
    let rest: Vec<String> = out.map(|line| line.unwrap()).collect();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{rest:?}");
    assert_eq!(records(folder, "product")[0]["state"], "good");
}

#[test]
fn an_audit_is_judged_again_by_a_later_day() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("stock.csv"), format!("jan,model\n{JAN},CAM-100\n")).unwrap();
    fs::write(folder.join("lines.txt"), text(camera())).unwrap();
    audit(folder, "--stock stock.csv --lines lines.txt").exits(0);
    let recheck = |more: &str| starseal(folder, &format!("shelf recheck audit --trust trust.cbor {more}"));
    let run = recheck("--now 2026-11-23T03:00:00Z").exits(0);
    assert!(run.out.contains("1 label of the audit") && run.out.contains("0 no longer stand"), "{}", run.out);
    let run = recheck("--now 2026-11-23T03:00:00Z --as-of 2028-04-01 --json").exits(1);
    let change = &run.json()[0];
    assert_eq!((&change["before"], &change["after"]), (&"active".into(), &"expired".into()));
    let run = recheck("--now 2026-11-23T03:00:00Z --as-of 2028-03-01 --json").exits(0);
    assert_eq!(run.json()[0]["lapses_in"], 30);
    let none = "shelf recheck none --trust trust.cbor --now 2026-11-23";
    starseal(folder, none).exits(3).complains("not the folder of an audit", "readings.jsonl");
    fs::write(folder.join("audit/readings.jsonl"), "{\"x\":1}\n").unwrap();
    recheck("--now 2026-11-23").exits(3).complains("line 1 of", "backup");
}

#[test]
fn an_audit_is_kept_as_evidence_and_computed_again() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("stock.csv"), format!("jan,model\n{JAN},CAM-100\n")).unwrap();
    draw(folder, "shelf/a.png", &text(camera()));
    // A keyboard of another layout has typed the second label, and the third text is none.
    let typed = text(camera().serial("S-1").unwrap()).replace(':', "+").replace('*', "(");
    fs::write(folder.join("typed.txt"), format!("{typed}\nno label\n")).unwrap();
    starseal(folder, "key generate --out shop.pem --no-passphrase").exits(0);
    fs::write(folder.join("shop-public.pem"), starseal(folder, "key show shop.pem --public").exits(0).out).unwrap();
    let keep = "--stock stock.csv --lines typed.txt --wedge shelf --evidence chain --key shop.pem --quiet";
    audit(folder, keep).exits(1);
    let verify = |more: &str| starseal(folder, &format!("evidence verify chain --trust trust.cbor {more}"));
    let report = verify("--json --key shop-public.pem").exits(0).json();
    let file = &report[0]["files"][0];
    assert_eq!((file["same"].as_u64(), file["findings"].as_array().map(Vec::len)), (Some(3), Some(0)), "{report:?}");
    // The audit goes on later: another file follows, with the day of supply.
    audit(folder, &format!("{keep} --as-of 2026-11-01 --name Ginza")).exits(1);
    assert_eq!(files(&folder.join("chain")), ["000001.evidence", "000002.evidence"]);
    let shown = verify("--key shop-public.pem").exits(0).out;
    assert!(shown.contains("Ginza, number 2") && shown.contains("a whole chain of 2 files"), "{shown}");
    // Its records and notes are those beside the reports.
    let show = |what: &str| starseal(folder, &format!("evidence show chain/000002.evidence {what}")).exits(0).out;
    assert_eq!(show("--records"), fs::read_to_string(folder.join("audit/records.jsonl")).unwrap());
    assert_eq!(show("--notes"), fs::read_to_string(folder.join("audit/findings.jsonl")).unwrap());
    audit(folder, "--stock stock.csv shelf --name Ginza").exits(2).complains("--evidence", "");
}
