//! A signed file of which any byte was changed or is missing.

#[path = "../../core/tests/common/example.rs"]
#[allow(dead_code, unreachable_pub, reason = "the fixtures of the library")]
mod example;

use starseal::report::Record;
use starseal::{Signer, When};
use starseal_evidence::{Anchors, Evidence, Head, Header, Question, Writer, check};

/// Returns a file of two records and a note, signed by the label key.
fn file() -> Vec<u8> {
    let (verifier, now) = (example::verifier(), example::noon("2026-11-22"));
    let mut writer = Writer::new(Header::new("a shop", now).unwrap(), None);
    writer.rest_on(&verifier).unwrap();
    let text = example::carrier(&example::sealed());
    for text in [text.as_str(), "no label"] {
        writer.record(&Record::new(&verifier.check(text, When::Now(now)))).unwrap();
    }
    writer.note("{\"row\":1}").unwrap();
    writer.finish(Some(&example::label_key())).unwrap()
}

/// Returns what a file says, if it is read as evidence against which nothing speaks.
fn said(bytes: &[u8], anchors: &Anchors) -> Option<(Head, Vec<String>, Vec<Vec<u8>>)> {
    let key = example::label_key().public_key();
    let question = Question { key: Some(&key), ..Question::default() };
    let evidence = Evidence::from_bytes(bytes).ok()?;
    let mut lines = Vec::new();
    evidence.records(|line| lines.push(line.to_owned()));
    evidence.notes(|line| lines.push(line.to_owned()));
    let basis = evidence.states().chain(evidence.policies()).map(<[u8]>::to_vec).collect();
    let is_good = check(&evidence, anchors, &question).findings.is_empty();
    is_good.then(|| (evidence.head().clone(), lines, basis))
}

#[test]
fn no_byte_changes_what_a_file_says() {
    let (good, verifier) = (file(), example::verifier());
    let anchors = Anchors::new([verifier.trust_list().as_bytes()]).unwrap();
    let honest = said(&good, &anchors);
    assert!(honest.is_some());
    let mut same = 0;
    for at in 0..good.len() {
        assert_eq!(said(&good[..at], &anchors), None, "cut before byte {at}");
        let mut changed = good.clone();
        changed[at] ^= 1 << (at % 8);
        // A few bits of a compressed stream have no meaning. The digest of the file shows that they were changed.
        if let Some(said) = said(&changed, &anchors) {
            assert_eq!(Some(said), honest, "byte {at}");
            same += 1;
        }
        changed.remove(at);
        assert_eq!(said(&changed, &anchors), None, "without byte {at}");
    }
    assert!(same <= 6, "{same} bytes");
}
