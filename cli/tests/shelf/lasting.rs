//! What an audit leaves when Ctrl-C or a full disk stops it, and how it goes on; and an audit of many files.

use crate::common::interrupt::{interrupted, send_interrupt, start};
use crate::common::{Run, command, files, folder, forged, starseal};
use crate::shop::{ASKED, JAN, camera, content, draw, png, records, text};
use std::fmt::Write;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const STOCK: &str = "--stock stock.csv";

/// Fills a shop with photographs of units of one camera, a forged label, and a file that is no picture.
fn shop(folder: &Path, photographs: usize) {
    fs::write(folder.join("stock.csv"), format!("jan,model,name\n{JAN},CAM-100,カメラ\n")).unwrap();
    for number in 0..photographs {
        let label = text(camera().serial(&format!("SN-{number}")).unwrap());
        draw(folder, &format!("写真/{}/{number:03}.png", number % 3), &label);
    }
    draw(folder, "写真/1/forged.png", &forged());
    fs::create_dir_all(folder.join("写真/2")).unwrap();
    fs::write(folder.join("写真/2/broken.jpg"), b"\xff\xd8\xff\xe0 broken").unwrap();
}

fn words(out: &str, more: &str) -> String {
    format!("shelf audit {ASKED} {STOCK} --out {out} {more}")
}

/// Returns the files of an audit that nothing stopped.
fn undisturbed(folder: &Path, more: &str) -> Vec<(String, Vec<u8>)> {
    let run = starseal(folder, &words("whole", more));
    assert!([1, 3].contains(&run.code), "{}", run.err);
    content(&folder.join("whole"))
}

/// Fails the test unless both audits have the same files.
#[track_caller]
fn assert_same(audit: &Path, expected: &[(String, Vec<u8>)]) {
    let found = content(audit);
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&found), names(expected));
    for ((name, found), (_, expected)) in found.iter().zip(expected) {
        assert!(found == expected, "{name} differs: {} and {} bytes", found.len(), expected.len());
    }
}

#[test]
fn an_audit_that_ctrl_c_stopped_goes_on_and_ends_with_the_same_files() {
    let folder = folder();
    let folder = folder.path();
    shop(folder, 60);
    let mut lines = String::new();
    for number in 0..2000 {
        writeln!(lines, "no label {number}").unwrap();
    }
    fs::write(folder.join("lines.txt"), lines + &text(camera())).unwrap();
    for (more, counted) in [("写真", "of 62"), ("--lines lines.txt", "line")] {
        let expected = undisturbed(folder, more);
        let run = interrupted(folder, &words("audit", more)).exits(130);
        run.complains(counted, "same command");
        let journal = fs::read_to_string(folder.join("audit/readings.jsonl")).unwrap();
        let all = String::from_utf8_lossy(&expected.iter().find(|(name, _)| name == "readings.jsonl").unwrap().1);
        assert!(journal.len() < all.len() && all.starts_with(&journal), "{journal}");
        assert_eq!(files(&folder.join("audit")), ["readings.jsonl"]);
        let run = starseal(folder, &words("audit", more));
        // What was read before is not read again.
        assert!(!run.out.contains("/000.png") || journal.is_empty(), "{}", run.out);
        assert_same(&folder.join("audit"), &expected);
        ["audit", "whole"].iter().for_each(|name| fs::remove_dir_all(folder.join(name)).unwrap());
    }
}

#[test]
fn watching_that_ctrl_c_ends_among_photographs_reports_those_that_were_read() {
    let folder = folder();
    let folder = folder.path();
    shop(folder, 0);
    draw(folder, "届いた写真/000.png", &text(camera()));
    let photographs = folder.join("届いた写真");
    // Enough for many to be left when the signal comes, however busy the machine is.
    for number in 1..400 {
        fs::copy(photographs.join("000.png"), photographs.join(format!("{number:03}.png"))).unwrap();
    }
    let mut child = start(folder, &format!("shelf watch 届いた写真 {ASKED} {STOCK} --out audit"));
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    while !line.contains(".png") {
        line.clear();
        assert!(out.read_line(&mut line).unwrap() > 0, "watching has ended");
    }
    send_interrupt(&child);
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    let status = child.wait().unwrap();
    assert!(status.code().is_some_and(|code| code < 4), "{status}");
    let readings = fs::read_to_string(folder.join("audit/readings.jsonl")).unwrap().lines().count();
    let files = fs::read_dir(&photographs).unwrap().count();
    assert!((1..files).contains(&readings), "{readings} of {files}");
    let reported = fs::read_to_string(folder.join("audit/records.jsonl")).unwrap().lines().count();
    assert_eq!(reported, readings);
}

/// Runs a command whose files cannot grow beyond a number of blocks of 512 bytes.
fn limited(folder: &Path, blocks: u64, words: &str) -> Run {
    let program = env!("CARGO_BIN_EXE_starseal");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec {program} {words}");
    Command::new("sh").args(["-c", &script]).current_dir(folder).env("LC_ALL", "C.UTF-8").output().unwrap().into()
}

#[test]
fn a_full_disk_loses_nothing_and_the_audit_goes_on() {
    let folder = folder();
    let folder = folder.path();
    shop(folder, 12);
    let expected = undisturbed(folder, "写真");
    let size = |name: &str| expected.iter().find(|(known, _)| known == name).unwrap().1.len() as u64 / 512;
    let journal = size("readings.jsonl");
    assert!(journal > 4 && size("report.html") > journal, "the limits below mean something");
    // The disk is full at the first reading, among the readings, and at each of the reports.
    for blocks in [0, 2, journal - 1, journal + 1, size("report.xlsx") - 1, size("report.html") - 1] {
        let run = limited(folder, blocks, &words("audit", "写真"));
        assert_eq!(run.code, 3, "{blocks} blocks: {}", run.err);
        let run = run.complains("cannot be written", "make room");
        assert!(!run.err.contains("panicked"), "{}", run.err);
        assert!(files(&folder.join("audit")).iter().all(|name| !name.ends_with(".part")), "{blocks} blocks");
    }
    starseal(folder, &words("audit", "写真")).exits(3);
    assert_same(&folder.join("audit"), &expected);

    // What was there before stays whole, also where another photograph came.
    draw(folder, "写真/1/later.png", &text(camera().serial("SN-later").unwrap()));
    let run = limited(folder, journal + 2, &words("audit", "写真"));
    assert_eq!(run.code, 3, "{}", run.err);
    for (name, before) in expected.iter().filter(|(name, _)| name.starts_with("report")) {
        assert!(fs::read(folder.join("audit").join(name)).unwrap() == *before, "{name} is whole");
    }
}

#[test]
fn a_full_disk_leaves_no_half_evidence() {
    let folder = folder();
    let folder = folder.path();
    shop(folder, 3);
    starseal(folder, &words("audit", "写真 --quiet")).exits(3);
    let keep = format!("evidence create {ASKED} --name shop --records audit/records.jsonl --out chain");
    let run = limited(folder, 1, &keep);
    assert_eq!(run.code, 3);
    run.complains("000001.evidence", "");
    assert_eq!(files(&folder.join("chain")), [""; 0], "nothing is half written");
    // With the audit it is the same command that goes on.
    starseal(folder, &words("audit", "写真 --quiet --evidence chain")).exits(3);
    let first = content(&folder.join("chain"));
    limited(folder, 1, &keep).complains("000002.evidence", "");
    assert_same(&folder.join("chain"), &first);
    starseal(folder, &keep).exits(0);
    starseal(folder, "evidence verify chain --trust trust.cbor").exits(0);
}

/// Returns the peak memory of a run in megabytes, and its exit code.
fn peak(folder: &Path, words: &str) -> (u64, i32) {
    let mut command = command(folder);
    let mut child = command.args(words.split(' ')).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut kibibytes = 0;
    loop {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        kibibytes = peak.map_or(kibibytes, |peak| peak.trim().trim_end_matches(" kB").parse().unwrap());
        if let Some(status) = child.try_wait().unwrap() {
            return (kibibytes / 1024, status.code().unwrap());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
#[ignore = "long"]
fn ten_thousand_photographs_in_folders_take_little_memory() {
    let folder = folder();
    let folder = folder.path();
    shop(folder, 1);
    // One in ten has a symbol. What has none is read faster, and takes as much in the records.
    draw(folder, "tiny.png", "no label");
    let tiny = fs::read(folder.join("tiny.png")).unwrap();
    let white = png(16, &[255; 16 * 16]);
    for number in 0..10_000 {
        let name = folder.join(format!("写真/{}階/棚{}/IMG_{number:05}.png", number / 1000, number / 100));
        fs::create_dir_all(name.parent().unwrap()).unwrap();
        fs::write(name, if number % 10 == 0 { &tiny } else { &white }).unwrap();
    }
    let (megabytes, code) = peak(folder, &words("audit", "写真"));
    assert_eq!(code, 3);
    assert!(megabytes < 128, "{megabytes} MB");
    assert_eq!(records(folder, "unread").len(), 10_001);
    assert_eq!(records(folder, "label").len(), 2);
}
