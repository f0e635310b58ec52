//! Reads arbitrary bytes as a file of evidence and as a time stamp, and arbitrary lines as the records of a file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use starseal_evidence::stamp::Stamp;
use starseal_evidence::{Anchors, Evidence, Header, Question, Writer, check};
use starseal_fuzz_inputs::{NOW, list_with_status, verifier_with_status};

fuzz_target!(|data: &[u8]| {
    if let Ok(evidence) = Evidence::from_bytes(data) {
        examine(&evidence);
    }
    if let Ok(stamp) = Stamp::from_answer(data) {
        let _ = (stamp.time(), stamp.check_nonce([7; 8]));
    }
    if let Ok(text) = str::from_utf8(data) {
        keep(text);
    }
});

/// Computes the verdicts of a file again, by the lists of then and by those of today.
fn examine(evidence: &Evidence) {
    let anchors = Anchors::new([list_with_status()]).expect("a trust list");
    let today = verifier_with_status();
    let question = Question { today: Some(&today), on: "2026-11-22".parse().ok(), ..Question::default() };
    let checked = check(evidence, &anchors, &question);
    if checked.findings.is_empty() {
        assert_eq!(checked.same(), evidence.record_count(), "nothing was found, and verdicts differ");
        assert_eq!(evidence.head().record_count(), evidence.record_count());
    }
    for answer in checked.records.iter().flat_map(|record| [&record.then, &record.on, &record.today]).flatten() {
        assert_eq!(answer.stands, answer.code.as_str() == "active");
    }
}

/// Writes a file with those lines that are records or notes, and reads them back.
fn keep(text: &str) {
    let mut writer = Writer::new(Header::new("fuzz", NOW).expect("a name"), None);
    writer.rest_on(&verifier_with_status()).expect("lists");
    let records: Vec<&str> = text.lines().filter(|line| writer.record_line(line).is_ok()).collect();
    let notes: Vec<&str> = text.lines().rev().filter(|line| writer.note(line).is_ok()).collect();
    let evidence = Evidence::from_bytes(&writer.finish(None).expect("a file")).expect("evidence");
    let (mut read_records, mut read_notes) = (Vec::new(), Vec::new());
    evidence.records(|line| read_records.push(line.to_owned()));
    evidence.notes(|line| read_notes.push(line.to_owned()));
    assert_eq!((read_records, read_notes), (owned(&records), owned(&notes)));
    examine(&evidence);
}

fn owned(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}
