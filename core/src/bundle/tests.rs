use super::container::{MAGIC, VERSION};
use super::*;
use crate::cbor;
use crate::code::Code;
use crate::common::{STATUS_URI, date, noon, scheme, status_key, trust_with_status};
use crate::limits::MAX_BUNDLE_BYTES;
use crate::status::{Change, Publication, Status, StatusList, StatusObject, StatusStatement, Witness};
use crate::trust::{AuthorityId, StatusListUri, TrustList};
use coset::cbor::Value;

fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[test]
fn r_81_a_delta_applied_to_its_base_returns_the_later_list() {
    let base = noise(5000, 1);
    let mut changed = base.clone();
    changed.splice(1000..1040, noise(55, 2));
    changed.remove(4000);
    changed.extend(noise(20, 3));
    for (base, next) in [
        (&base[..], &changed[..]),
        (&base, &base),
        (&base, &[]),
        (&[], &base),
        (&[], &[]),
        (&base, &noise(3000, 9)),
        (&[7; 900], &[7; 1000]),
    ] {
        let delta = Delta::between(base, next);
        assert_eq!(delta.apply(base).unwrap(), next);
    }
    let delta = Delta::between(&base, &changed);
    let literal = |range: std::ops::Range<usize>| Piece::Literal(changed[range].to_vec());
    let copy = |from: usize, to: usize| Piece::Copy { offset: from, length: to - from };
    let pieces = [copy(0, 1000), literal(1000..1055), copy(1040, 3985), copy(3986, 5000), literal(5014..5034)].to_vec();
    assert_eq!(delta, Delta::new(crate::digest::Digest::of(&base), pieces));
    assert_eq!(delta.size(), 36 + 3 * 9 + 55 + 3 + 20 + 3);
}

#[test]
fn r_81_common_bytes_are_copied_if_that_is_shorter() {
    // 19 common bytes hold an indexed window of 16 wherever they begin, and 15 hold none.
    let base = noise(400, 1);
    for from in 100..104 {
        let next = |length: usize| [&noise(50, 2)[..], &base[from..from + length], &noise(50, 3)].concat();
        assert!(Delta::between(&base, &next(19)).size() < next(19).len() + 36 + 3, "{from}");
        assert_eq!(Delta::between(&base, &next(15)).size(), next(15).len() + 36 + 3, "{from}");
    }
}

#[test]
fn r_81_pieces_lie_within_the_base_and_the_limit() {
    let delta = |pieces| Delta::new(crate::digest::Digest::of(b"base"), pieces);
    for (offset, length) in [(0, 5), (5, 0), (4, 1), (usize::MAX, 2)] {
        assert!(delta(vec![Piece::Copy { offset, length }]).apply(b"base").is_err(), "{offset} {length}");
    }
    let bomb = vec![Piece::Copy { offset: 0, length: 1 << 20 }; 9];
    assert!(delta(bomb).apply(&vec![0; 1 << 20]).is_err());
}

#[test]
fn r_80_an_encoded_bundle_is_read_back() {
    let bundle = Bundle {
        index: vec![
            IndexEntry::Trust { authority: AuthorityId::from_bytes([1; 32]), version: 3 },
            IndexEntry::Status { uri: StatusListUri::new(STATUS_URI).unwrap(), issued_at: noon("2026-11-20") },
        ],
        trust: vec![vec![1, 2, 3]],
        status: vec![
            StatusPart::Whole(vec![4, 5]),
            StatusPart::Delta(Delta::between(&noise(100, 1), &noise(100, 1)[20..])),
        ],
        objects: vec![ObjectPart::whole(b"object"), ObjectPart::stored(b"object")],
    };
    let bytes = bundle.to_bytes();
    assert_eq!(Bundle::from_bytes(&bytes), Ok(bundle));
    for end in 0..bytes.len() {
        assert!(matches!(Bundle::from_bytes(&bytes[..end]), Err(BundleError::Cbor(_))));
    }
    assert!(Bundle::from_bytes(&[&bytes[..], &[0]].concat()).is_err());
    let mut later = bytes;
    later[17] = 2;
    assert_eq!(Bundle::from_bytes(&later), Err(BundleError::Unsupported { version: 2 }));
}

#[test]
fn r_80_a_bundle_has_64_mebibytes_at_most() {
    let bytes = vec![0; MAX_BUNDLE_BYTES + 1];
    let error = Bundle::from_bytes(&bytes).unwrap_err();
    assert_eq!((error.code(), error), (Code::BundleTooLong, BundleError::TooLong { bytes: bytes.len() }));
    assert!(matches!(Bundle::from_bytes(&bytes[1..]), Err(BundleError::Cbor(_))));
}

#[test]
fn r_80_an_unreadable_index_is_ignored() {
    let other = cbor::encode(&Value::Array(vec![
        MAGIC.into(),
        VERSION.into(),
        Value::Array(vec![Value::Null]),
        Value::Array(vec![Value::Bytes(vec![1])]),
        Value::Array(vec![]),
        Value::Array(vec![]),
    ]));
    let bundle = Bundle::from_bytes(&other).unwrap();
    assert_eq!((bundle.index(), bundle.trust_lists().count()), (&[][..], 1));
    // As many entries as a bundle may have lists of both kinds, and one more.
    let entry = IndexEntry::Trust { authority: AuthorityId::from_bytes([1; 32]), version: 3 };
    for (count, read) in [(2048, 2048), (2049, 0)] {
        let bundle = Bundle { index: vec![entry.clone(); count], ..Bundle::default() };
        assert_eq!(Bundle::from_bytes(&bundle.to_bytes()).unwrap().index().len(), read);
    }
}

/// Returns a trust list, and the status lists of two days, each with what is published with it. In the lists, every
/// index that is a multiple of `step` is revoked.
fn two_days(step: u32) -> (TrustList, [(StatusList, Publication); 2]) {
    let (key, trust) = (status_key(), trust_with_status());
    let uri = StatusListUri::new(STATUS_URI).unwrap();
    let mut statement = StatusStatement::new(uri, &scheme(), noon("2026-11-20"), 2000);
    (0..2000).for_each(|index| statement.allocate(index).unwrap());
    (0..200).for_each(|index| {
        let on = date(&format!("2026-{:02}-{:02}", 1 + index % 10, 1 + index * 13 % 28));
        statement.record(step * index, Change::new(on, Status::Revoked)).unwrap();
        statement.witnesses.entry(step * index).or_default().insert(Witness::from_bytes([index as u8; 32]));
    });
    let first = statement.sign(&key).unwrap();
    statement.issued_at = noon("2026-11-21");
    statement.record(1, Change::new(date("2026-11-21"), Status::Withdrawn)).unwrap();
    let next = statement.sign(&key).unwrap();
    let days = [first, next].map(|day| (StatusList::open(&day.list, [&trust]).unwrap(), day));
    (trust, days)
}

fn objects(bundle: &Bundle) -> Vec<Vec<u8>> {
    bundle.object_parts().iter().filter_map(ObjectPart::object).collect()
}

#[test]
fn r_115_phones_need_all_objects_but_the_past() {
    let (trust, [(list, published), _]) = two_days(7);
    let plain = Bundle::new([&trust], [&list]);
    let bundle = plain.clone().with_objects(published.objects());
    let all: Vec<&[u8]> = published.objects().collect();
    assert!(all.len() > 2 && all.contains(&&published.past[..]));
    assert_eq!((objects(&bundle), bundle.index()), (all.iter().map(|object| object.to_vec()).collect(), plain.index()));
    let without = objects(&bundle.clone().without_past());
    assert_eq!(without, objects(&bundle).into_iter().filter(|object| *object != published.past).collect::<Vec<_>>());
    let stored = plain.clone().with_stored_objects(published.objects());
    assert_eq!((objects(&stored), stored.index()), (objects(&bundle), plain.index()));
    let size = |bundle: &Bundle| bundle.object_parts().iter().map(ObjectPart::size).sum::<usize>();
    assert!(size(&stored) > size(&bundle));
}

#[test]
fn r_81_r_119_what_a_verifier_holds_is_left_out() {
    let (trust, [(first, of_first), (next, of_next)]) = two_days(7);
    let yesterday = Bundle::new([&trust], [&first]).with_objects(of_first.objects());
    let today = Bundle::new([&trust], [&next]).with_objects(of_next.objects());
    assert_eq!(today.since(&Bundle::default()), today);
    let nothing = today.since(&today);
    assert_eq!((nothing.trust_lists().count(), nothing.status_parts(), nothing.object_parts()), (0, &[][..], &[][..]));
    assert_eq!(nothing.index(), today.index());

    let changes = today.since(&yesterday);
    assert_eq!((changes.trust_lists().count(), changes.index()), (0, today.index()));
    let [StatusPart::Delta(delta)] = changes.status_parts() else { panic!("{:?}", changes.status_parts()) };
    assert_eq!(delta.apply(&of_first.list).as_deref(), Ok(&of_next.list[..]));
    // Each object of today is held, or is made of a part and its base.
    let held: Vec<StatusObject> = of_first.objects().map(|object| StatusObject::from_bytes(object).unwrap()).collect();
    let made = changes.object_parts().iter().map(|part| {
        let base = part.base().map(|base| held.iter().find(|object| object.digest() == base).unwrap());
        part.apply(base, &mut Some(1 << 20)).unwrap()
    });
    let made: Vec<Vec<u8>> = made.collect();
    assert!(changes.object_parts().iter().any(|part| part.base().is_some()), "the past is a delta");
    let is_held = |object: &[u8]| held.iter().any(|held| held.as_bytes() == object);
    assert!(made.iter().all(|object| !is_held(object)), "nothing is sent twice");
    let expected: Vec<&[u8]> = of_next.objects().filter(|object| !is_held(object)).collect();
    assert_eq!(made, expected);
    let size = |bundle: &Bundle| bundle.to_bytes().len();
    assert!(5 * size(&changes) < size(&today), "{} of {}", size(&changes), size(&today));

    // A delta that is as long as its list is not sent: 36 bytes, 9 for a copy, and 3 for a literal.
    let bundle = |list: Vec<u8>| Bundle { status: vec![StatusPart::Whole(list)], ..Bundle::default() };
    let base = noise(100, 1);
    for (copied, is_delta) in [(48, false), (49, true)] {
        let list = [&base[..copied], &noise(10, 2)].concat();
        let parts = bundle(list).since(&bundle(base.clone())).status;
        assert_eq!(matches!(parts[..], [StatusPart::Delta(_)]), is_delta, "{copied}");
    }
    // A list that shares nothing with the earlier one is whole.
    let other = Bundle { status: vec![StatusPart::Whole(noise(4000, 5))], ..Bundle::default() };
    assert_eq!(today.since(&other).status_parts(), today.status_parts());
}

#[test]
#[ignore = "long"]
fn r_107_lists_are_whole_where_their_deltas_have_too_many_pieces() {
    // Parts of 20 bytes in reverse order, each after a byte of its own: two pieces for each.
    let base = noise(20 * 33_000, 7);
    let next: Vec<u8> = base.chunks(20).rev().flat_map(|part| [&[0][..], part].concat()).collect();
    let bundle = |list: &[u8]| Bundle { status: vec![StatusPart::Whole(list.to_vec())], ..Bundle::default() };
    assert!(Delta::between(&base, &next).size() < next.len());
    assert_eq!(bundle(&next).since(&bundle(&base)), bundle(&next));
    let fewer = bundle(&next[..21 * 30_000]);
    assert!(matches!(fewer.since(&bundle(&base)).status_parts(), [StatusPart::Delta(_)]));
}

#[test]
fn r_119_the_bases_of_deltas_have_a_bounded_length() {
    let (trust, [(list, first), (_, next)]) = two_days(7);
    let (_, [(_, other_first), (_, other_next)]) = two_days(9);
    let objects = |all: [&Publication; 2]| all.map(|published| published.past.clone());
    let bundle =
        |all: [&Publication; 2]| Bundle::new([&trust], [&list]).with_objects(objects(all).iter().map(Vec::as_slice));
    let (earlier, later) = (bundle([&first, &other_first]), bundle([&next, &other_next]));
    let [one, other] = objects([&first, &other_first]).map(|object| object.len());
    for (room, deltas) in [(0, 0), (one - 1, 0), (one, 1), (one + other - 1, 1), (one + other, 2), (usize::MAX, 2)] {
        let parts = later.since_within(&earlier, room).objects;
        assert_eq!(parts.iter().filter(|part| part.base().is_some()).count(), deltas, "{room}");
    }
}
