//! Tests of the objects of status lists: tables, deltas, and what agrees with a list.

use super::columns::{read_indexes, write_indexes};
use super::*;
use crate::cbor::encode;
use crate::code::Code;
use crate::common::{STATUS_URI, date, label_key, noon, scheme, status_key, trust_with_status};
use crate::digest::Digest;
use crate::status::{Change, Publication, Status, StatusList, StatusStatement, Witness};
use crate::trust::StatusListUri;
use coset::cbor::Value;

fn open(published: &Publication) -> StatusList {
    StatusList::open(&published.list, [&trust_with_status()]).unwrap()
}

/// Returns a list with two extended indexes, a revoked one, and changes dated ahead.
fn statement() -> StatusStatement {
    let uri = StatusListUri::new(STATUS_URI).unwrap();
    let mut statement = StatusStatement::new(uri, &scheme(), noon("2026-11-20"), 1000);
    (0..600).for_each(|index| statement.allocate(index).unwrap());
    let change = |day: &str, status, last_day: &str| Change {
        effective_on: date(day),
        status,
        last_day: (!last_day.is_empty()).then(|| date(last_day)),
    };
    statement.extend(7, change("2026-10-01", Status::Active, "2028-10-31"), date("2026-10-31")).unwrap();
    statement.record(7, change("2028-10-01", Status::Deferral, "")).unwrap();
    statement.extend(300, change("2026-09-01", Status::Active, "2028-03-31"), date("2026-03-31")).unwrap();
    statement.record(2, change("2026-05-01", Status::Revoked, "")).unwrap();
    statement.record(599, change("2026-12-01", Status::Withdrawn, "")).unwrap();
    for index in [0, 511, 512] {
        statement.witnesses.entry(index).or_default().extend([1, 2].map(|byte| Witness::from_bytes([byte; 32])));
    }
    statement
}

fn signed(statement: &StatusStatement) -> Publication {
    statement.sign(&status_key()).unwrap()
}

fn read(object: &[u8]) -> StatusObject {
    StatusObject::from_bytes(object).unwrap()
}

#[test]
fn r_113_indexes_have_one_encoding() {
    for indexes in [&[][..], &[0], &[0, 1, 2], &[127, 128, 256, 70_000], &[u32::MAX - 1, u32::MAX]] {
        let bytes = write_indexes(indexes.iter().copied());
        assert_eq!(read_indexes(&bytes).as_deref(), Some(indexes));
    }
    for broken in [
        &[0x80][..],                        // cut off
        &[0x80, 0],                         // not in the fewest bytes
        &[0xff, 0xff, 0xff, 0xff, 0x1f],    // above 2^32
        &[0xff, 0xff, 0xff, 0xff, 0x0f, 0], // an index after the greatest
        &[0x80, 0x80, 0x80, 0x80, 0x80, 1], // more than five bytes
        &[1, 0xff, 0xff, 0xff, 0xff, 0x0f], // the sum is above 2^32
    ] {
        assert_eq!(read_indexes(broken), None, "{broken:x?}");
    }
}

#[test]
fn r_112_r_113_a_cut_or_altered_object_is_refused_or_another_one() {
    let published = signed(&statement());
    assert_eq!(published.objects().count(), 5);
    for object in published.objects() {
        for end in 0..object.len() {
            assert!(StatusObject::from_bytes(&object[..end]).is_err());
        }
        assert!(StatusObject::from_bytes(&[object, &[0]].concat()).is_err());
        for at in 0..object.len() {
            for bit in 0..8 {
                let mut altered = object.to_vec();
                altered[at] ^= 1 << bit;
                if let Ok(other) = StatusObject::from_bytes(&altered) {
                    assert_ne!(other.content(), read(object).content(), "bit {bit} of byte {at}");
                }
            }
        }
    }
    let later = encode(&Value::Array(vec!["starseal-past".into(), 2.into()]));
    assert_eq!(StatusObject::from_bytes(&later), Err(ObjectError::Unsupported { version: 2 }));
    let long = vec![0; crate::limits::MAX_STATUS_OBJECT_BYTES + 1];
    assert_eq!(StatusObject::from_bytes(&long).unwrap_err().code(), Code::StatusObjectTooLong);
}

#[test]
fn r_113_columns_fit_each_other_and_days_are_days() {
    let column = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
    let past = |columns: [&[u8]; 5]| {
        let table = Value::Array(columns.map(column).to_vec());
        StatusObject::from_bytes(&encode(&Value::Array(vec!["starseal-past".into(), 1.into(), table])))
    };
    // Index 5 with two changes: 2026-01-01 is day 20,454.
    let good: [&[u8]; 5] = [&[5], &[2], &[0x4f, 0x4f, 0xe6, 0xe7], &[3, 0], &[0, 0, 0, 0]];
    assert!(past(good).is_ok());
    let broken = |at: usize, column: &'static [u8]| {
        let mut columns = good;
        columns[at] = column;
        assert_eq!(past(columns), Err(ObjectError::Table), "column {at}: {column:x?}");
    };
    broken(0, &[5, 0]); // two indexes, one count
    broken(1, &[]);
    broken(1, &[0]);
    broken(1, &[1]); // fewer changes than days
    broken(1, &[3]);
    broken(2, &[0x4f, 0x4f, 0xe6, 0xe6]); // one day twice
    broken(2, &[0x4f, 0x4f, 0xe7, 0xe6]);
    broken(2, &[0x39, 0x4f, 0x11, 0xe7]); // a day before 2010
    broken(2, &[0x4f, 0x4f, 0xe6]);
    broken(3, &[3]);
    broken(3, &[15, 0]); // not a value of an allocated index
    broken(4, &[0, 0, 0, 1]); // a last day before 2010
    let in_force = |columns: [&[u8]; 3]| {
        let tables = [Value::Array(columns.map(column).to_vec()), Value::Array(vec![column(&[]); 5])];
        let object = [Value::from("starseal-in-force"), 1.into()].into_iter().chain(tables).collect();
        StatusObject::from_bytes(&encode(&Value::Array(object)))
    };
    assert!(in_force([&[5], &[0x4f, 0xe6], &[0, 0]]).is_ok());
    assert_eq!(in_force([&[5], &[0x4f, 0xe6], &[0x4f, 0]]), Err(ObjectError::Table), "a start before 2010");
    assert_eq!(in_force([&[5], &[0x4f, 0xe6], &[0x50, 0]]), Err(ObjectError::Table), "a start before 1970");
    assert_eq!(in_force([&[5], &[0x4f, 0xe6, 0], &[0, 0]]), Err(ObjectError::Table));
}

#[test]
fn r_114_r_115_objects_of_another_day_do_not_fit() {
    let statement = statement();
    let published = signed(&statement);
    let list = open(&published);
    let mut objects = StatusObjects::default();
    for object in published.objects() {
        assert_eq!(objects.add(&list, object), Ok(true));
        assert_eq!(objects.add(&list, object), Ok(false));
    }
    assert!(objects.are_complete(&list));
    assert_eq!(list.statement(&objects).unwrap().changes, statement.changes);
    let (in_force, past) = (objects.in_force().unwrap(), objects.past().unwrap());
    assert_eq!((in_force.check(&list), past.check(&list, Some(in_force))), (Ok(()), Ok(())));
    // One change, and the object no longer fits.
    let row = |index, day: &str, status| Row::new(index, &Change::new(date(day), status)).unwrap();
    let changed = |change: fn(&mut Past, Row), row| {
        let mut past = past.clone();
        change(&mut past, row);
        past.check(&list, Some(in_force))
    };
    let insert = |past: &mut Past, row: Row| {
        let at = past.changes.partition_point(|other| (other.index, other.day) < (row.index, row.day));
        past.changes.insert(at, row);
    };
    let contradicts = |index| Err(ObjectError::Past { index });
    assert_eq!(changed(insert, row(8, "2026-01-01", Status::Active)), Ok(()), "a change that is over");
    assert_eq!(changed(insert, row(8, "2026-01-01", Status::Deferral)), contradicts(8));
    assert_eq!(changed(insert, row(8, "2027-01-01", Status::Deferral)), contradicts(8), "not in force");
    assert_eq!(changed(insert, row(600, "2026-01-01", Status::Active)), contradicts(600), "not allocated");
    assert_eq!(changed(insert, row(1000, "2026-01-01", Status::Active)), contradicts(1000), "beyond the list");
    let remove = |past: &mut Past, row: Row| past.changes.retain(|other| other.index != row.index);
    for index in [2, 7, 300, 599] {
        assert_eq!(changed(remove, row(index, "2026-01-01", Status::Active)), contradicts(index));
    }
    let in_force_with = |changes: Vec<Row>| InForce { last_days: Vec::new(), changes }.check(&list);
    let invalid = |index| Err(ObjectError::InForce { index });
    assert_eq!(in_force_with(vec![row(2, "2026-12-01", Status::Withdrawn)]), Ok(()));
    assert_eq!(in_force_with(vec![row(2, "2026-12-01", Status::Active)]), invalid(2), "revoked before");
    let (last, back) = (row(5, "2026-12-01", Status::Revoked), row(5, "2026-12-02", Status::Deferral));
    assert_eq!(in_force_with(vec![last, back]), invalid(5));
    assert_eq!(in_force_with(vec![row(5, "2026-11-20", Status::Revoked)]), invalid(5), "the list's own date");
    assert_eq!(in_force_with(vec![row(600, "2026-12-01", Status::Active)]), invalid(600));
    let entry = Row::entry(999, date("2026-01-01"), date("2027-01-01")).unwrap();
    assert_eq!(InForce { last_days: vec![entry], changes: Vec::new() }.check(&list), invalid(999));
}

#[test]
fn objects_are_complete_if_none_is_missing() {
    let published = signed(&statement());
    let list = open(&published);
    let all: Vec<&[u8]> = published.objects().collect();
    let held_without = |missing: usize| {
        let mut objects = StatusObjects::default();
        for (_, object) in all.iter().enumerate().filter(|(at, _)| *at != missing) {
            // Without its directory, a range is refused.
            let _ = objects.add(&list, object);
        }
        objects
    };
    for missing in 0..all.len() {
        assert!(!held_without(missing).are_complete(&list), "object {missing}");
    }
    assert!(held_without(all.len()).are_complete(&list));
}

#[test]
fn objects_are_listed_with_a_directory_before_its_ranges() {
    let published = signed(&statement());
    let list = open(&published);
    let mut objects = StatusObjects::default();
    published.objects().for_each(|object| assert_eq!(objects.add(&list, object), Ok(true)));
    let mut expected = published.objects().map(Digest::of);
    for object in &objects {
        assert_eq!(Some(object.digest()), expected.next());
    }
    assert_eq!(expected.next(), None);
}

#[test]
fn r_116_an_object_that_the_list_does_not_bind_is_not_read() {
    let published = signed(&statement());
    let list = open(&published);
    let mut objects = StatusObjects::default();
    assert_eq!(objects.add(&list, b"anything"), Err(ObjectError::Unbound));
    // Without the directory, its ranges are not bound.
    assert_eq!(objects.add(&list, &published.witness_ranges[0]), Err(ObjectError::Unbound));
    assert_eq!(objects, StatusObjects::default());
}

#[test]
fn r_72_witnesses_are_known_by_range() {
    let published = signed(&statement());
    let list = open(&published);
    let witnessed =
        |objects: &StatusObjects, index, byte| objects.witnessed(&list, index, Witness::from_bytes([byte; 32]));
    let mut objects = StatusObjects::default();
    assert_eq!(witnessed(&objects, 0, 1), Witnessed::Missing);
    objects.add(&list, published.witness_directory.as_deref().unwrap()).unwrap();
    assert_eq!((witnessed(&objects, 0, 1), witnessed(&objects, 512, 1)), (Witnessed::Missing, Witnessed::Missing));
    objects.add(&list, &published.witness_ranges[0]).unwrap();
    assert_eq!((witnessed(&objects, 0, 1), witnessed(&objects, 511, 2)), (Witnessed::Yes, Witnessed::Yes));
    assert_eq!((witnessed(&objects, 0, 3), witnessed(&objects, 1, 1)), (Witnessed::No, Witnessed::No));
    assert_eq!((witnessed(&objects, 512, 1), witnessed(&objects, 1024, 1)), (Witnessed::Missing, Witnessed::No));
    assert!(matches!(list.statement(&objects), Err(crate::status::NextError::Missing { .. })));
}

#[test]
fn r_119_a_delta_makes_the_next_object() {
    let first = statement();
    let mut next = first.clone();
    next.issued_at = noon("2026-12-01");
    next.bring_up_to_date().unwrap();
    next.record(50, Change::new(date("2026-12-01"), Status::Revoked)).unwrap();
    next.changes.remove(&300);
    let (earlier, later) = (signed(&first), signed(&next));
    for (base, next) in [
        (earlier.in_force.as_deref().unwrap(), later.in_force.as_deref().unwrap()),
        (later.in_force.as_deref().unwrap(), earlier.in_force.as_deref().unwrap()),
        (&earlier.past, &later.past),
        (&later.past, &earlier.past),
        (&later.past, &later.past),
    ] {
        let (delta, changed) = ObjectDelta::between(&read(base), &read(next)).unwrap();
        assert_eq!(delta.apply(&read(base), &read(&changed)).as_deref(), Some(next));
    }
    let (in_force, past) = (read(earlier.in_force.as_deref().unwrap()), read(&earlier.past));
    let directory = read(earlier.witness_directory.as_deref().unwrap());
    assert!(ObjectDelta::between(&in_force, &past).is_none() && ObjectDelta::between(&directory, &directory).is_none());
    let delta = ObjectDelta { base: past.digest(), removed: Vec::new() };
    assert!(delta.apply(&past, &in_force).is_none() && delta.apply(&directory, &directory).is_none());
    assert!(ObjectDelta { removed: vec![0x80], ..delta }.apply(&past, &past).is_none());
}

#[test]
fn the_next_list_needs_every_object_and_the_last_day_before_an_extension() {
    let mut ahead = statement();
    let mut extension = Change::new(date("2027-03-01"), Status::Active);
    extension.last_day = Some(date("2029-03-31"));
    ahead.extend(100, extension, date("2027-03-31")).unwrap();
    let published = signed(&ahead);
    let list = open(&published);
    let all: Vec<&[u8]> = published.objects().collect();
    for missing in 0..all.len() {
        let mut objects = StatusObjects::default();
        for (at, object) in all.iter().enumerate().filter(|(at, _)| *at != missing) {
            // Without its directory, a range is not bound.
            assert!(objects.add(&list, object).is_ok() || missing == 2 && at > 2);
        }
        assert!(list.statement(&objects).is_err(), "object {missing}");
    }
    let mut objects = StatusObjects::default();
    all.iter().for_each(|object| assert_eq!(objects.add(&list, object), Ok(true)));
    let mut next = list.statement(&objects).unwrap();
    assert_eq!(next.predecessor, Some(list.digest()));
    assert!(next.unknown_extension_starts().is_empty());
    // The objects do not state the last day before the extension that takes effect now.
    next.issued_at = noon("2027-03-02");
    next.bring_up_to_date().unwrap();
    assert_eq!(next.unknown_extension_starts(), [100]);
    assert!(next.sign(&status_key()).is_err() && next.sign(&label_key()).is_err());
    next.extend(100, extension, date("2027-03-31")).unwrap();
    let (list, published) = (open(&signed(&next)), signed(&next));
    let mut objects = StatusObjects::default();
    published.objects().for_each(|object| assert_eq!(objects.add(&list, object), Ok(true)));
    let last_days: Vec<_> = objects.in_force().unwrap().last_days().collect();
    assert_eq!(last_days[1], (100, date("2027-04-01"), date("2029-03-31")));
}
