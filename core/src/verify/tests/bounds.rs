//! The work for lists whose signatures are not verified yet. Work is counted, never timed.

use super::*;
use crate::bundle::{Bundle, BundleError};
use crate::cbor;
use crate::digest::Digest;
use crate::keys::work::operations;
use crate::limits::{
    FREE_DELTA_BYTES, MAX_BUNDLE_TRUST_BYTES, MAX_BUNDLE_TRUST_LISTS, MAX_DELTA_GROWTH, MAX_DELTA_PIECES, MAX_ISSUERS,
    MAX_KEYS, MAX_TRUST_SIGNATURES,
};
use crate::status::{StatusError, StatusList, StatusStatement};
use crate::trust::TrustList;
use coset::cbor::Value;

fn root(number: u8) -> SigningKey {
    SigningKey::from_seed(&[number; 32])
}

/// Returns a trust list with as many keys as a few issuers may have, signed by another root.
fn list_of_many_keys(change: impl FnOnce(&mut TrustStatement)) -> Vec<u8> {
    let mut statement = trust_statement();
    let issuer = statement.issuers[0].clone();
    for at in 0..4_u8 {
        let keys = (0..MAX_KEYS as u8).map(|key| {
            let mut seed = [at + 100; 32];
            seed[0] = key;
            TrustedKey { public_key: SigningKey::from_seed(&seed).public_key(), ..issuer.keys[0].clone() }
        });
        let prefixes = vec![CarrierPrefix::new(&format!("HTTPS://OFFICE-{at}.EXAMPLE/")).unwrap()];
        statement.issuers.push(Issuer { prefixes, keys: keys.collect(), ..issuer.clone() });
    }
    statement.roots = vec![root(20).public_key()];
    change(&mut statement);
    statement.sign(&[&root(20)]).unwrap()
}

fn bundle(trust: Vec<Vec<u8>>, status: Vec<Value>) -> Vec<u8> {
    let trust = trust.into_iter().map(Value::Bytes).collect();
    let none = || Value::Array(vec![]);
    let parts = vec!["starseal-bundle".into(), 1.into(), none(), Value::Array(trust), Value::Array(status), none()];
    cbor::encode(&Value::Array(parts))
}

fn delta(pieces: Vec<Value>) -> Value {
    Value::Array(vec![Value::Bytes(Digest::of(b"base").as_bytes().to_vec()), Value::Array(pieces)])
}

fn copy(length: u64) -> Value {
    Value::Array(vec![0.into(), length.into()])
}

#[test]
fn r_108_a_list_of_an_authority_without_anchor_costs_no_operation_on_the_curve() {
    let first = list_of_many_keys(|_| {});
    let later = list_of_many_keys(|statement| {
        statement.authority_id = Some(crate::trust::AuthorityId::from_bytes([9; 32]));
        statement.version = 7;
    });
    let mut verifier = verifier();
    for list in [first, later] {
        let (work, applied) = operations(|| verifier.apply(&bundle(vec![list.clone(); 3], vec![]), now()).unwrap());
        assert!(applied.refused().all(|error| error.code() == Code::TrustListForeign));
        assert_eq!((work, applied.refused().count()), (0, 3));
    }
}

#[test]
fn r_108_a_forged_next_list_costs_one_operation_for_each_signature() {
    let held = verifier();
    let id = held.trust_list().authority_id();
    for (version, code, most) in [(1, Code::TrustListThreshold, 1), (2, Code::TrustListThreshold, 1)] {
        let forged = list_of_many_keys(|statement| {
            statement.authority_id = (version > 1).then_some(id);
            statement.version = version;
        });
        // A first list has its own digest as its ID, so only a later one can claim to be of the authority.
        let (work, refused) = operations(|| held.clone().update_trust(&forged, now()).unwrap_err().code());
        let expected = if version == 1 { Code::TrustListForeign } else { code };
        assert!(work <= most && refused == expected, "version {version}: {work} operations, {refused}");
    }
    // Twenty signatures that name the root: each is tried, and no key of the list is decoded.
    let mut statement = trust_statement();
    statement.authority_id = Some(id);
    statement.version = 2;
    let envelope = |names: Vec<u8>| {
        let signature = Value::Array(vec![
            Value::Bytes(crate::cose::key_header(root_key().public_key().key_id())),
            Value::Map(vec![]),
            Value::Bytes(vec![7; 64]),
        ]);
        let typ = cbor::encode(&cbor::map([(16, Some(Value::from(crate::trust::TRUST_LIST_TYP)))]));
        let signatures = vec![signature; MAX_TRUST_SIGNATURES];
        let body = vec![Value::Bytes(typ), Value::Map(vec![]), Value::Bytes(names), Value::Array(signatures)];
        cbor::encode(&Value::Tag(98, Box::new(Value::Array(body))))
    };
    let signed = statement.sign(&[&root_key()]).unwrap();
    let payload = coset::CborSerializable::from_slice(&signed[2..]).map(|sign: coset::CoseSign| sign.payload.unwrap());
    let forged = envelope(payload.unwrap());
    let (work, refused) = operations(|| held.clone().update_trust(&forged, now()).unwrap_err().code());
    assert_eq!((work, refused), (MAX_TRUST_SIGNATURES, Code::TrustListThreshold));
    const { assert!(MAX_ISSUERS * MAX_KEYS > 50 * MAX_TRUST_SIGNATURES) };
}

#[test]
fn r_108_an_older_list_costs_no_operation_on_the_curve() {
    let mut statement = trust_statement();
    let mut verifier = verifier();
    statement = TrustList::open(&statement.sign(&[&root_key()]).unwrap()).unwrap().next_statement(noon("2026-06-01"));
    let second = statement.sign(&[&root_key()]).unwrap();
    statement.version = 3;
    verifier.update_trust(&statement.sign(&[&root_key()]).unwrap(), now()).unwrap();
    let (work, code) = operations(|| verifier.update_trust(&second, now()).unwrap_err().code());
    assert_eq!((work, code), (0, Code::TrustListOlder));
    let newest = statement.sign(&[&root_key()]).unwrap();
    let (work, update) = operations(|| verifier.update_trust(&newest, now()));
    assert_eq!((work, update), (0, Ok(Update::Known)));
}

#[test]
fn r_109_the_trust_lists_of_a_bundle_are_bounded_in_number_and_length() {
    let many = |count| bundle(vec![vec![0]; count], vec![]);
    assert!(Bundle::from_bytes(&many(MAX_BUNDLE_TRUST_LISTS)).is_ok());
    assert_eq!(Bundle::from_bytes(&many(MAX_BUNDLE_TRUST_LISTS + 1)).unwrap_err().code(), Code::BundleMalformed);
    let long = |bytes| bundle(vec![vec![0; bytes / 2], vec![0; bytes - bytes / 2]], vec![]);
    assert!(Bundle::from_bytes(&long(MAX_BUNDLE_TRUST_BYTES)).is_ok());
    let error = Bundle::from_bytes(&long(MAX_BUNDLE_TRUST_BYTES + 1)).unwrap_err();
    assert_eq!((error.code(), error), (Code::BundleTooLong, BundleError::TrustTooLong { bytes: 16_777_217 }));
}

#[test]
fn r_107_deltas_make_no_more_than_their_length_allows() {
    // One list of the maximum length is allowed to the shortest bundle; the length of the bundle allows a little more.
    let longest = FREE_DELTA_BYTES as u64;
    let made = |lengths: &[u64]| {
        let bytes = bundle(vec![], lengths.iter().map(|length| delta(vec![copy(*length)])).collect());
        (bytes.len(), Bundle::from_bytes(&bytes))
    };
    assert!(made(&[longest]).1.is_ok());
    let (length, refused) = made(&[longest, longest]);
    let most = FREE_DELTA_BYTES + length * MAX_DELTA_GROWTH;
    assert_eq!(refused, Err(BundleError::Expands { most }));
    assert_eq!(refused.unwrap_err().code(), Code::BundleTooLong);
    let (length, _) = made(&[longest, 10_000]);
    let allowed = (length * MAX_DELTA_GROWTH) as u64;
    assert!(made(&[longest, allowed]).1.is_ok());
    assert!(made(&[longest, allowed + 1]).1.is_err());
    // Lengths whose sum overflows.
    assert!(made(&[u64::MAX, u64::MAX]).1.is_err());
}

#[test]
fn r_107_deltas_together_have_a_bounded_number_of_pieces() {
    let pieces = |count: usize| delta(vec![Value::Bytes(vec![1]); count]);
    let read =
        |counts: &[usize]| Bundle::from_bytes(&bundle(vec![], counts.iter().map(|count| pieces(*count)).collect()));
    assert!(read(&[MAX_DELTA_PIECES]).is_ok());
    assert!(read(&[MAX_DELTA_PIECES - 1, 1]).is_ok());
    assert!(read(&[MAX_DELTA_PIECES, 1]).is_err());
    assert!(read(&[MAX_DELTA_PIECES + 1]).is_err());
}

#[test]
fn r_99_a_status_list_is_verified_once_whatever_the_number_of_trust_lists_with_its_key() {
    let key = SigningKey::from_seed(&[21; 32]);
    let uri = StatusListUri::new("https://status.example/1").unwrap();
    let trust = TrustList::open(&list_of_many_keys(|statement| {
        let listed = statement.issuers[0].keys[0].clone();
        let status = TrustedKey { public_key: key.public_key(), purpose: Purpose::Status, ..listed };
        statement.issuers[0].keys.push(status);
    }))
    .unwrap();
    let scheme = &trust.statement().scheme;
    let mut signed = StatusStatement::new(uri, scheme, noon("2026-11-20"), 8).sign(&key).unwrap().list;
    *signed.last_mut().unwrap() ^= 1;
    let (work, list) = operations(|| StatusList::open(&signed, std::iter::repeat_n(&trust, 64)));
    assert_eq!((work, list), (1, Err(StatusError::BadSignature { key_id: key.public_key().key_id() })));
}
