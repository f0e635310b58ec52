use super::{Statement, seal_claims};
use crate::cbor::{Value, encode};
use crate::keys::{Signer, SigningKey};
use crate::seal::SealedLabel;

const TYP: &str = "application/example";

fn key() -> SigningKey {
    SigningKey::from_seed(&[7; 32])
}

#[test]
fn every_altered_byte_is_refused() {
    let signed = Statement::sign(b"payload", TYP, &key()).unwrap();
    for at in 0..signed.len() {
        for bit in 0..8 {
            let mut altered = signed.clone();
            altered[at] ^= 1 << bit;
            let statement = Statement::from_bytes(&altered, TYP);
            assert_eq!(statement.and_then(|s| s.verify(&key().public_key())), None, "byte {at}, bit {bit}");
        }
    }
    assert!(Statement::from_bytes(&[&signed[..], &[0]].concat(), TYP).is_none());
    assert!(Statement::from_bytes(&signed[..signed.len() - 1], TYP).is_none());
}

#[test]
fn a_statement_and_a_seal_cannot_stand_in_for_each_other() {
    let seal = seal_claims(b"claims", &key()).unwrap();
    assert!(SealedLabel::from_bytes(&seal).is_ok());
    assert!(Statement::from_bytes(&seal, TYP).is_none());
    let statement = Statement::sign(b"claims", TYP, &key()).unwrap();
    assert!(SealedLabel::from_bytes(&statement).is_err());
}

#[test]
fn other_headers_are_refused() {
    let key = key();
    let kid = key.public_key().key_id().as_bytes().to_vec();
    let header = |alg: i64, more: Option<(Value, Value)>| {
        let mut entries = vec![(1.into(), alg.into()), (4.into(), Value::Bytes(kid.clone())), (16.into(), TYP.into())];
        entries.extend(more);
        encode(&Value::Map(entries))
    };
    let envelope = |protected: Vec<u8>, unprotected: Value| {
        let signature = key.sign(b"anything").unwrap().to_vec();
        let parts = vec![protected.into(), unprotected, b"payload".to_vec().into(), signature.into()];
        encode(&Value::Tag(18, Box::new(Value::Array(parts))))
    };
    let none = || Value::Map(Vec::new());
    assert!(Statement::from_bytes(&envelope(header(-19, None), none()), TYP).is_some());
    assert!(Statement::from_bytes(&envelope(header(-8, None), none()), TYP).is_none());
    assert!(Statement::from_bytes(&envelope(header(-19, Some((17.into(), 0.into()))), none()), TYP).is_none());
    let unprotected = Value::Map(vec![(1.into(), 0.into())]);
    assert!(Statement::from_bytes(&envelope(header(-19, None), unprotected), TYP).is_none());
}
