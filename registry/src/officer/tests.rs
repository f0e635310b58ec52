use super::*;
use crate::event::Kind;
use starseal::verify::Digest;
use starseal::{Signer, SigningKey, Timestamp};

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

fn wording() -> Wording {
    Wording {
        ledger: Some(Digest::of(b"ledger")),
        kind: Kind::Granted,
        shown: Digest::of(b"data"),
        day: "2026-11-22".parse().unwrap(),
        expires_at: Timestamp::from_unix_seconds(1_795_316_400),
        nonce: [7; 16],
        role: Role::Approver,
    }
}

#[test]
fn a_statement_is_read_as_it_was_signed() {
    for ledger in [None, Some(Digest::of(b"ledger"))] {
        let wording = Wording { ledger, ..wording() };
        let bytes = wording.sign(&key(1)).unwrap();
        let keys = [key(2), key(1)].map(|key| key.public_key());
        let opened = Statement::open(&bytes, keys).unwrap().unwrap();
        assert_eq!((opened.key, opened.wording), (key(1).public_key(), wording));
        assert_eq!(Statement::open(&bytes, [key(2).public_key()]), Ok(None));
        assert_eq!(Statement::key_id(&bytes), Some(key(1).public_key().key_id()));
    }
}

#[test]
fn no_altered_byte_is_a_statement() {
    let bytes = wording().sign(&key(1)).unwrap();
    for at in 0..bytes.len() {
        let mut altered = bytes.clone();
        altered[at] ^= 1;
        let opened = Statement::open(&altered, [key(1).public_key()]);
        assert!(matches!(opened, Ok(None) | Err(_)), "byte {at}");
    }
}

#[test]
fn what_is_signed_for_another_purpose_is_no_statement() {
    let seal = starseal::cose::seal_claims(b"claims", &key(1)).unwrap();
    assert_eq!(Statement::open(&seal, [key(1).public_key()]), Err(StatementFault::Envelope));
    let other = starseal::cose::Statement::sign(b"payload", "application/statuslist+cwt", &key(1)).unwrap();
    assert_eq!(Statement::open(&other, [key(1).public_key()]), Err(StatementFault::Envelope));
    let malformed = starseal::cose::Statement::sign(b"payload", STATEMENT_TYP, &key(1)).unwrap();
    assert!(matches!(Statement::open(&malformed, [key(1).public_key()]), Err(StatementFault::Form(_))));
}
