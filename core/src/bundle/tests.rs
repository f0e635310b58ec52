use super::container::{MAGIC, VERSION};
use super::*;
use crate::cbor;
use crate::code::Code;
use crate::limits::MAX_BUNDLE_BYTES;
use crate::trust::AuthorityId;
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
    assert!(Delta::between(&base, &changed).size() < 200);
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
        index: vec![IndexEntry::Trust { authority: AuthorityId::from_bytes([1; 32]), version: 3 }],
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
}
