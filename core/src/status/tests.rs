mod next;

use super::array::ArrayFault;
use super::*;
use crate::common::{STATUS_URI, date, label_key, noon, root_key, scheme, status_key, trust_with_status};
use crate::digest::Digest;
use crate::keys::{Signer, SigningKey};
use crate::limits::MAX_STATUS_ARRAY_BYTES;
use crate::trust::StatusListUri;

fn statement(entries: u32) -> StatusStatement {
    StatusStatement::new(StatusListUri::new(STATUS_URI).unwrap(), &scheme(), noon("2026-11-20"), entries)
}

/// Signs the list, and opens it with all its objects.
fn opened(statement: &StatusStatement) -> (StatusList, StatusObjects) {
    let published = statement.sign(&status_key()).unwrap();
    let list = StatusList::open(&published.list, [&trust_with_status()]).unwrap();
    let mut objects = StatusObjects::default();
    for object in published.objects() {
        assert_eq!(objects.add(&list, object), Ok(true));
    }
    assert!(objects.are_complete(&list));
    (list, objects)
}

fn revoked(day: &str) -> Change {
    Change { effective_on: date(day), status: Status::Revoked, last_day: None }
}

#[test]
fn r_66_third_party_encodings_are_read_as_their_authors_state() {
    let text = include_str!("../../../test-vectors/third-party/status-list/vectors.json");
    let vectors: serde_json::Value = serde_json::from_str(text).unwrap();
    let vectors = vectors["vectors"].as_array().unwrap();
    assert!(!vectors.is_empty());
    for vector in vectors {
        let bytes = crate::common::from_hex(vector["status_list_cbor_hex"].as_str().unwrap());
        let array = read::read_status_list(&bytes).unwrap();
        assert_eq!(u64::from(array.bits()), vector["bits"].as_u64().unwrap(), "{}", vector["id"]);
        assert_eq!(array.len() as u64, vector["entries"].as_u64().unwrap(), "{}", vector["id"]);
        let nonzero = vector["nonzero"].as_object().unwrap();
        let found = array.iter().enumerate().filter(|(_, status)| status.value() != 0);
        let found: Vec<_> = found.map(|(index, status)| (index.to_string(), u64::from(status.value()))).collect();
        assert_eq!(found.len(), nonzero.len(), "{}", vector["id"]);
        for (index, value) in found {
            assert_eq!(nonzero[&index], value, "{} at {index}", vector["id"]);
            assert_eq!(u64::from(array.get(index.parse().unwrap()).unwrap().value()), value);
        }
    }
}

#[test]
fn r_66_a_compressed_array_is_read_back() {
    let mut array = StatusArray::new(70_001);
    assert_eq!(array.len(), 70_002);
    assert!(array.iter().all(|status| status == Status::NotAllocated));
    for index in (0..70_000).step_by(37) {
        assert!(array.set(index, Status::GIVEN[index as usize % 4]));
    }
    assert!(!array.set(70_002, Status::Active) && !array.set(0, Status::Unknown(16)));
    let again = StatusArray::decompress(4, &array.compress()).unwrap();
    assert_eq!(again, array);
    array.grow(70_010);
    assert_eq!((array.len(), array.get(70_009)), (70_010, Some(Status::NotAllocated)));
    // An array without indexes is valid.
    let empty = StatusArray::new(0);
    assert_eq!(StatusArray::decompress(4, &empty.compress()), Ok(empty));
}

#[test]
fn an_array_is_empty_if_it_has_no_indexes() {
    assert!(StatusArray::new(0).is_empty() && !StatusArray::new(1).is_empty());
    assert_eq!(format!("{:?}", StatusArray::new(3)), "StatusArray(4 of 4 bits)");
}

#[test]
fn statuses_of_another_width_are_written_at_4_bits_if_none_needs_more() {
    let eight = |bytes: &[u8]| {
        let stream = miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6);
        StatusArray::decompress(8, &stream).unwrap()
    };
    let four = eight(&[0, 1, 12]).at_four_bits().unwrap();
    let statuses = vec![Status::Active, Status::Revoked, Status::Withdrawn, Status::NotAllocated];
    assert_eq!((four.bits(), four.iter().collect::<Vec<_>>()), (4, statuses));
    assert_eq!(eight(&[0, 16]).at_four_bits(), None);
}

#[test]
fn r_66_a_changed_status_changes_its_own_block_only() {
    let mut array = StatusArray::new(200_000);
    for index in 0..200_000 {
        let status = if index % 97 == 0 { Status::Withdrawn } else { Status::Active };
        assert!(array.set(index, status));
    }
    let before = array.compress();
    assert!(array.set(100_000, Status::Revoked));
    let after = array.compress();
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let same_end = before.iter().rev().zip(after.iter().rev()).skip(4).take_while(|(a, b)| a == b).count();
    assert!(same + same_end > before.len() * 8 / 10, "{same} and {same_end} of {}", before.len());
}

#[test]
#[ignore = "long"]
fn r_66_decompression_stops_at_the_limit() {
    let most = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; MAX_STATUS_ARRAY_BYTES], 6);
    assert!(StatusArray::decompress(8, &most).is_ok());
    let bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; MAX_STATUS_ARRAY_BYTES + 1], 6);
    assert!(bomb.len() < 20_000);
    assert_eq!(StatusArray::decompress(8, &bomb), Err(ArrayFault::TooLong));
    let mut broken = most.clone();
    let end = broken.len() - 1;
    broken[end] ^= 1;
    assert_eq!(StatusArray::decompress(8, &broken), Err(ArrayFault::Broken), "the checksum");
    assert_eq!(StatusArray::decompress(8, &most[..end]), Err(ArrayFault::Broken));
    assert_eq!(StatusArray::decompress(8, &[&most[..], &[0]].concat()), Err(ArrayFault::Broken), "trailing bytes");
    assert_eq!(StatusArray::decompress(3, &most), Err(ArrayFault::Bits));
}

#[test]
fn r_67_values_and_statuses() {
    for value in 0..=u8::MAX {
        assert_eq!(Status::from_value(value).value(), value);
    }
    let known = (0..=u8::MAX).filter(|value| !matches!(Status::from_value(*value), Status::Unknown(_)));
    assert_eq!(known.collect::<Vec<_>>(), [0, 1, 3, 12, 15]);
}

#[test]
fn statuses_are_written_and_read_by_their_names() {
    for (status, name) in [
        (Status::Active, "active"),
        (Status::Revoked, "revoked"),
        (Status::Deferral, "deferral"),
        (Status::Withdrawn, "withdrawn"),
        (Status::NotAllocated, "not-allocated"),
    ] {
        assert_eq!((status.to_string().as_str(), name.parse()), (name, Ok(status)));
    }
    assert_eq!(Status::Unknown(7).to_string(), "unknown");
    for other in ["unknown", "Active", "active ", ""] {
        assert_eq!(other.parse::<Status>(), Err(UnknownStatus), "{other}");
    }
}

#[test]
fn a_signed_list_is_read_back() {
    let mut statement = statement(100);
    statement.allocate(7).unwrap();
    statement.allocate(8).unwrap();
    assert_eq!(statement.allocate(7), Err(StatusError::Index { index: 7 }));
    assert_eq!(statement.allocate(100), Err(StatusError::Index { index: 100 }));
    let today = date("2026-11-20");
    statement.record(7, revoked("2026-11-01")).unwrap();
    assert!(statement.record(9, revoked("2026-11-01")).is_err(), "not allocated");
    assert!(statement.record(8, Change::new(today, Status::NotAllocated)).is_err());
    statement.witnesses.entry(8).or_default().insert(Witness::from_bytes([1; 32]));
    let (list, objects) = opened(&statement);
    let next = list.statement(&objects).unwrap();
    assert_eq!(next, StatusStatement { predecessor: Some(list.digest()), ..statement });
    assert_eq!((list.uri().as_str(), list.issued_at(), list.date()), (STATUS_URI, noon("2026-11-20"), today));
    let on = |index, day: &str| list.status_on(index, date(day), &objects);
    assert_eq!(on(7, "2026-10-31"), StatusOn::Known(Status::Active));
    assert_eq!(on(7, "2026-11-01"), StatusOn::Known(Status::Revoked));
    assert_eq!(on(8, "2026-01-01"), StatusOn::Known(Status::Active));
    assert_eq!(on(9, "2026-11-20"), StatusOn::Known(Status::NotAllocated));
    assert_eq!(list.status_on(7, date("2026-11-19"), &StatusObjects::default()), StatusOn::NotKnown);
}

#[test]
fn an_announced_change_takes_effect_with_the_next_list() {
    let mut statement = statement(8);
    statement.allocate(1).unwrap();
    statement.record(1, revoked("2026-12-01")).unwrap();
    assert_eq!(statement.statuses.get(1), Some(Status::Active));
    let (list, objects) = opened(&statement);
    assert_eq!(list.status_on(1, date("2026-11-30"), &objects), StatusOn::Known(Status::Active));
    assert_eq!(list.status_on(1, date("2026-12-01"), &objects), StatusOn::Known(Status::Revoked));
    statement.issued_at = noon("2026-12-02");
    let stale = statement.sign(&status_key());
    assert_eq!(stale, Err(SignStatusError::Status(StatusError::Index { index: 1 })));
    statement.bring_up_to_date().unwrap();
    let (list, objects) = opened(&statement);
    assert_eq!((list.statuses().get(1), objects.in_force()), (Some(Status::Revoked), None));
}

#[test]
fn a_change_of_the_same_day_is_replaced_and_there_are_64_at_most() {
    let mut statement = statement(8);
    statement.allocate(1).unwrap();
    let start = date("2026-01-01");
    for day in 0..64 {
        let change = Change { effective_on: start.plus_days(day), status: Status::Withdrawn, last_day: None };
        statement.record(1, change).unwrap();
    }
    statement.record(1, revoked("2026-03-05")).unwrap();
    assert_eq!(statement.changes[&1].len(), 64);
    assert!(statement.record(1, revoked("2026-05-01")).is_err());
    assert_eq!(statement.statuses.get(1), Some(Status::Revoked));
}

#[test]
fn r_73_a_wrong_key_or_lifetime_is_refused() {
    let good = statement(8);
    let by = |key: &SigningKey| StatusList::open(&good.sign(key).unwrap().list, [&trust_with_status()]).map(|_| ());
    let issued_on = date("2026-11-20");
    assert_eq!(
        by(&label_key()),
        Err(StatusError::KeyNotAllowed { key_id: label_key().public_key().key_id(), issued_on })
    );
    assert_eq!(by(&root_key()), Err(StatusError::UnknownKey { key_id: root_key().public_key().key_id() }));
    let backwards = StatusStatement { expires_at: Some(noon("2026-01-01")), ..good };
    assert!(matches!(backwards.sign(&status_key()), Err(SignStatusError::Status(StatusError::Lifetime { .. }))));
}

#[test]
fn r_63_a_truncated_or_altered_list_is_refused() {
    let mut statement = statement(8);
    statement.allocate(1).unwrap();
    let bytes = statement.sign(&status_key()).unwrap().list;
    let trust = trust_with_status();
    for end in 0..bytes.len() {
        assert!(StatusList::open(&bytes[..end], [&trust]).is_err());
    }
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        assert!(StatusList::open(&flipped, [&trust]).is_err(), "byte {at}");
    }
}

#[test]
fn r_69_an_extension_is_at_most_as_long_as_a_validity() {
    let mut statement = statement(8);
    statement.allocate(1).unwrap();
    let extend =
        |last: &str| Change { effective_on: date("2028-03-01"), status: Status::Active, last_day: Some(date(last)) };
    let printed = date("2028-03-31");
    let last_day = |statement: &StatusStatement, day: &str| {
        let (list, objects) = opened(statement);
        list.last_day_on(1, printed, date(day), &scheme(), &objects).to_string()
    };
    let fault = StatusError::ExtensionStart { index: 1 };
    assert_eq!(statement.record(1, extend("2030-03-31")), Err(fault), "the last day before is not known");
    for (extended, counted) in [
        ("2030-03-31", "2030-03-31"),
        ("2030-04-01", "2028-03-31"), // a day too long
        ("2028-03-30", "2028-03-31"), // before the printed one
    ] {
        statement.issued_at = noon("2026-11-20");
        statement.extend(1, extend(extended), printed).unwrap();
        assert_eq!(last_day(&statement, "2028-02-29"), "2028-03-31");
        assert_eq!(last_day(&statement, "2028-03-01"), counted, "{extended} by the change ahead");
        // The same answer comes from the entry, once the extension is in effect.
        statement.issued_at = noon("2028-03-01");
        assert_eq!(last_day(&statement, "2028-03-01"), counted, "{extended} by the entry");
        assert_eq!(last_day(&statement, "2028-02-29"), "2028-03-31");
    }
}

#[test]
fn r_63_a_list_of_the_greatest_length_is_read_and_a_longer_one_is_not() {
    use crate::limits::MAX_STATUS_LIST_BYTES;
    let open = |bytes: usize| token::SignedStatusList::from_bytes(&vec![0; bytes]).err();
    assert!(matches!(open(MAX_STATUS_LIST_BYTES), Some(StatusError::Cbor(_))));
    assert_eq!(open(MAX_STATUS_LIST_BYTES + 1), Some(StatusError::TooLong { bytes: MAX_STATUS_LIST_BYTES + 1 }));
}

#[test]
fn r_97_a_correction_replaces_an_earlier_one_and_joins_its_neighbors() {
    let mut statement = statement(100);
    let (first, second) = (date("2026-11-20"), date("2026-11-21"));
    let (on_first, on_second) = (noon("2026-11-20"), noon("2026-11-21"));
    let ranges = |statement: &StatusStatement| {
        statement.corrections.iter().map(|range| (range.first, range.last, range.on)).collect::<Vec<_>>()
    };
    for index in [3, 5, 4, 9] {
        statement.correct(index, index).unwrap();
    }
    assert_eq!(ranges(&statement), [(3, 5, first), (9, 9, first)]);
    statement.issued_at = on_second;
    statement.correct(4, 4).unwrap();
    assert_eq!(ranges(&statement), [(3, 3, first), (4, 4, second), (5, 5, first), (9, 9, first)]);
    statement.correct(0, 9).unwrap();
    assert_eq!(ranges(&statement), [(0, 9, second)]);
    statement.issued_at = on_first;
    statement.correct(u32::MAX, u32::MAX).unwrap();
    statement.issued_at = on_second;
    assert_eq!(ranges(&statement), [(0, 9, second), (u32::MAX, u32::MAX, first)]);
    let before = statement.clone();
    assert_eq!(statement.correct(8, 7), Err(StatusError::Corrections));
    assert_eq!(statement, before);
    let one = |index| Correction { first: index, last: index, on: first };
    statement.corrections = (0..4095).map(|number| one(2 * number)).collect();
    statement.correct(9_000, 9_000).unwrap();
    assert_eq!(statement.correct(9_002, 9_002), Err(StatusError::Corrections));
    assert_eq!(statement.corrections.len(), 4096);
}

#[test]
fn r_121_the_ledger_head_is_read_back_and_not_passed_on() {
    let head = LedgerHead { number: 7, hash: Digest::of(b"event") };
    let (list, objects) = opened(&StatusStatement { ledger_head: Some(head), ..statement(8) });
    assert_eq!(list.ledger_head(), Some(head));
    assert_eq!(list.statement(&objects).unwrap().ledger_head, None);
    assert_eq!(opened(&statement(8)).0.ledger_head(), None);
}
