//! No input makes the library take more memory than its limits allow.
#![allow(unsafe_code, reason = "a global allocator needs unsafe code; this one only counts")]

mod common;
// The scanner's tests measure the same way.
#[path = "../../scan/tests/counting/mod.rs"]
mod counting;

use common::{carrier, noon, sealed, trust_statement, verifier};
use counting::most_held;
use starseal::limits::{MAX_CARRIER_BYTES, MAX_TRUST_LIST_BYTES};
use starseal::status::{Change, Status, StatusObject, StatusStatement};
use starseal::trust::StatusListUri;
use starseal::{TrustList, When};

const KIB: usize = 1024;

/// Returns texts of many lengths, some of them far above the limit. Each kind of text is the worst case of some step.
fn texts() -> Vec<String> {
    let genuine = carrier(&sealed()).to_string();
    let mut texts = vec![genuine.clone()];
    let mut lengths: Vec<usize> = (0..64).collect();
    lengths.extend([200, 400, MAX_CARRIER_BYTES - 1, MAX_CARRIER_BYTES, MAX_CARRIER_BYTES + 1, 1_000_000]);
    for length in lengths {
        for start in ["", "I2W", "0oR", "HTTPS://A/I2W", "i2w", genuine.as_str()] {
            for fill in ["0", ":", "%24", "%", "/", "A", "あ"] {
                texts.push([start, &fill.repeat(length / fill.len())].concat());
            }
        }
    }
    // Envelopes that announce more than they contain: byte strings, arrays and maps of 2^32 and 2^64 - 1.
    for head in ["5a", "5b", "7b", "9a", "9b", "ba", "bb"] {
        for place in ["d284", "d28449", "d28440a0", "d28449a201320444bb3661a3a0", "d284a0", "d2"] {
            let bytes = common::from_hex(&[place, head, "ffffffffffffffff"].concat());
            texts.push(starseal::carrier::base41::encode(&bytes));
        }
    }
    texts
}

#[test]
fn checking_a_text_takes_a_few_kibibytes() {
    let verifier = verifier();
    let now = noon("2026-11-22");
    let most = texts().iter().map(|text| most_held(|| verifier.check(text, When::Now(now)))).max().unwrap();
    assert!(most <= 32 * KIB, "{most} bytes");
    // If checking a genuine label took no memory, nothing would be measured.
    assert!(most_held(|| verifier.check(carrier(&sealed()).as_str(), When::Now(now))) > 100, "nothing is measured");
}

#[test]
fn checking_a_typed_text_takes_a_few_kibibytes() {
    let verifier = verifier();
    let now = noon("2026-11-22");
    let most = texts().iter().map(|text| most_held(|| verifier.check_typed(text, When::Now(now)))).max().unwrap();
    assert!(most <= 64 * KIB, "{most} bytes");
}

/// Returns bytes that start with `head` and continue with as many entries as the limit allows.
fn swollen(head: &[u8], entry: &[u8]) -> Vec<u8> {
    let room = (MAX_TRUST_LIST_BYTES - 300) / entry.len();
    [head, &entry.repeat(room)].concat()
}

#[test]
fn opening_a_trust_list_takes_a_few_times_its_size() {
    let bound = 8 * MAX_TRUST_LIST_BYTES;
    let whole = trust_statement().sign(&[&common::root_key()]).unwrap();
    let mut lists = vec![whole.clone(), vec![0; MAX_TRUST_LIST_BYTES], vec![0x81; MAX_TRUST_LIST_BYTES]];
    // Counts of 2^64 - 1, before as many entries as fit.
    let huge = |major: u8| [&[major][..], &u64::MAX.to_be_bytes()].concat();
    for entry in [&[0x00][..], &[0x40], &[0x80], &[0xa0], &[0x60]] {
        for head in [huge(0x9b), huge(0xbb), [&[0xd8, 98, 0x84, 0x40, 0xa0][..], &huge(0x5b)].concat()] {
            lists.push(swollen(&head, entry));
            let envelope = [&[0xd8, 98, 0x84][..], &whole[3..48], &[0xa0, 0x40], &head].concat();
            lists.push(swollen(&envelope, entry));
        }
    }
    for list in lists {
        let most = most_held(|| TrustList::open(&list));
        assert!(most <= bound, "{most} bytes");
    }
    assert_eq!(most_held(|| TrustList::open(&vec![0; 100 * MAX_TRUST_LIST_BYTES])), 100 * MAX_TRUST_LIST_BYTES);
}

#[test]
fn opening_the_largest_dictionary_takes_a_few_times_its_size() {
    let mut statement = trust_statement();
    let long = "X".repeat(100);
    statement.scheme.evaluators = (0..1000).map(|n| (n, common::names(&long))).collect();
    let bytes = statement.sign(&[&common::root_key()]).unwrap();
    assert!(bytes.len() > 200_000, "{} bytes", bytes.len());
    let most = most_held(|| TrustList::open(&bytes));
    assert!(most <= 8 * MAX_TRUST_LIST_BYTES, "{most} bytes");
}

#[test]
fn reading_an_object_of_a_status_list_takes_a_few_times_its_size() {
    // The smallest entries make the most rows for their bytes.
    let uri = StatusListUri::new("https://status.example/1").unwrap();
    let mut statement = StatusStatement::new(uri, &common::scheme(), noon("2026-11-20"), 200_000);
    for index in 0..200_000 {
        assert!(statement.statuses.set(index, Status::Withdrawn));
        statement.changes.insert(index, vec![Change::new(common::date("2026-01-01"), Status::Withdrawn)]);
    }
    let published = statement.sign(&common::root_key()).unwrap();
    assert!(published.past.len() > 1_000_000, "{} bytes", published.past.len());
    let most = most_held(|| StatusObject::from_bytes(&published.past));
    assert!(most <= 6 * published.past.len(), "{most} bytes for {}", published.past.len());
    // A count that no column can have.
    let huge = [&b"\x83\x6dstarseal-past\x01\x85\x5b"[..], &u64::MAX.to_be_bytes()].concat();
    assert!(most_held(|| StatusObject::from_bytes(&huge)) <= 4 * KIB);
}
