mod content;
mod form;
mod next;

use super::envelope::{body_header, message_to_sign};
use super::*;
use crate::cbor::{self, CborFault};
use crate::code::Code;
use crate::common::{date, label_key, names, noon, root_key, scheme, trust_statement};
use crate::cose::{SIGN_TAG as TAG, key_header as header_bytes, to_be_signed};
use crate::keys::{KeyId, Signer, SigningKey};
use crate::label::{Level, ValueError};
use crate::limits::{MAX_TRUST_LIST_BYTES, MAX_TRUST_SIGNATURES};
use coset::cbor::Value;
use sha2::{Digest, Sha256};

/// Signs any payload without checking it.
fn signed(payload: &[u8], signers: &[&dyn Signer]) -> Vec<u8> {
    enveloped(payload, signers.iter().map(|signer| signature(payload, *signer)).collect())
}

fn signature(payload: &[u8], signer: &dyn Signer) -> Value {
    let kid = signer.public_key().key_id();
    signature_under(kid, signer.sign(&message_to_sign(kid, payload)).unwrap().to_vec())
}

fn signature_under(kid: KeyId, signature: Vec<u8>) -> Value {
    Value::Array(vec![Value::Bytes(header_bytes(kid)), Value::Map(vec![]), Value::Bytes(signature)])
}

fn enveloped(payload: &[u8], signatures: Vec<Value>) -> Vec<u8> {
    let parts =
        vec![Value::Bytes(body_header()), Value::Map(vec![]), Value::Bytes(payload.to_vec()), Value::Array(signatures)];
    cbor::encode(&Value::Tag(TAG, Box::new(Value::Array(parts))))
}

/// Opens a payload that the root has signed.
fn open(payload: &[u8]) -> Result<TrustList, TrustError> {
    TrustList::open(&signed(payload, &[&root_key()]))
}

fn open_statement(statement: &TrustStatement) -> Result<TrustList, TrustError> {
    open(&statement.to_payload())
}

/// Returns the usual payload with another value at a path of map keys and array positions, or without that value.
fn changed(path: &[i64], value: Option<Value>) -> Vec<u8> {
    let mut whole: Value = coset::cbor::de::from_reader(trust_statement().to_payload().as_slice()).unwrap();
    change(&mut whole, path, value);
    cbor::encode(&whole)
}

fn change(whole: &mut Value, path: &[i64], value: Option<Value>) {
    let (key, rest) = path.split_first().unwrap();
    match whole {
        Value::Array(items) => {
            let item = &mut items[*key as usize];
            if rest.is_empty() { *item = value.unwrap() } else { change(item, rest, value) }
        }
        Value::Map(entries) => {
            let key = Value::from(*key);
            if rest.is_empty() {
                entries.retain(|(known, _)| *known != key);
                entries.extend(value.map(|value| (key, value)));
                entries.sort_by_key(|(key, _)| cbor::encode(key));
            } else {
                let (_, inner) = entries.iter_mut().find(|(known, _)| *known == key).unwrap();
                change(inner, rest, value);
            }
        }
        other => panic!("{other:?} has no parts"),
    }
}

// ---- signatures

/// A statement of three roots, of which two must sign.
fn two_of_three() -> (TrustStatement, [SigningKey; 3]) {
    let roots = [11, 12, 13].map(|seed| SigningKey::from_seed(&[seed; 32]));
    let keys = roots.iter().map(Signer::public_key).collect();
    (TrustStatement { roots: keys, threshold: 2, ..trust_statement() }, roots)
}

#[test]
fn r_50_two_of_three_roots_are_enough_in_any_pair() {
    let (statement, [a, b, c]) = two_of_three();
    for pair in [[&a, &b], [&a, &c], [&b, &c], [&c, &a]] {
        let bytes = statement.sign(&pair.map(|key| key as &dyn Signer)).unwrap();
        assert_eq!(TrustList::open(&bytes).unwrap().statement(), &statement);
    }
    assert!(statement.sign(&[&a, &b, &c]).is_ok());
}

#[test]
fn a_draft_counts_the_signatures_of_given_roots() {
    let (statement, [a, b, c]) = two_of_three();
    let mut draft = TrustDraft::new(&statement).unwrap();
    let count = |draft: &TrustDraft, roots: &[&SigningKey]| {
        draft.count_signatures(&roots.iter().map(|root| root.public_key()).collect::<Vec<_>>())
    };
    assert_eq!(count(&draft, &[&a, &b, &c]), 0);
    for (signer, signed) in [(&a, 1), (&a, 1), (&c, 2)] {
        draft.sign(signer).unwrap();
        assert_eq!(count(&draft, &[&a, &b, &c]), signed);
    }
    assert_eq!((count(&draft, &[&b]), count(&draft, &[&a]), count(&draft, &[])), (0, 1, 0));
}

#[test]
fn copies_of_a_draft_that_two_roots_have_signed_are_combined_into_a_list() {
    let (statement, [a, b, _]) = two_of_three();
    let [mut first, second] = [&a, &b].map(|root| {
        let mut copy = TrustDraft::new(&statement).unwrap();
        copy.sign(root).unwrap();
        copy
    });
    first.combine(&second).unwrap();
    assert_eq!(first.signed_by().collect::<Vec<_>>(), [&a, &b].map(|root| root.public_key().key_id()));
    assert!(first.finish().is_ok());
}

#[test]
fn drafts_of_different_lists_are_not_combined() {
    let (statement, [a, ..]) = two_of_three();
    let mut draft = TrustDraft::new(&statement).unwrap();
    let mut other = TrustDraft::new(&trust_statement()).unwrap();
    other.sign(&a).unwrap();
    assert_eq!(draft.combine(&other), Err(TrustError::DraftsDiffer));
    assert_eq!(draft.signed_by().count(), 0);
}

#[test]
fn r_50_signatures_are_counted_by_key() {
    let (statement, [a, b, _]) = two_of_three();
    let payload = statement.to_payload();
    let fault = TrustError::Threshold { threshold: 2, signed: 1 };
    assert_eq!(fault.code(), Code::TrustListThreshold);
    let missed = Err(fault);
    assert_eq!(TrustList::open(&signed(&payload, &[&a])), missed);
    assert_eq!(TrustList::open(&signed(&payload, &[&a, &a])), missed, "the same root twice");
    assert_eq!(TrustList::open(&signed(&payload, &[&b, &b, &b])), missed);
    let none = TrustList::open(&signed(&payload, &[&SigningKey::from_seed(&[99; 32])])).unwrap_err();
    assert_eq!((none.code(), none), (Code::TrustListThreshold, TrustError::Threshold { threshold: 2, signed: 0 }));
}

#[test]
fn r_50_other_signatures_are_ignored() {
    let (statement, [a, b, c]) = two_of_three();
    let payload = statement.to_payload();
    let strangers = [91, 92, 93].map(|seed| SigningKey::from_seed(&[seed; 32]));
    let [x, y, z] = &strangers;
    assert!(TrustList::open(&signed(&payload, &[x, &a, y, &b, z])).is_ok());
    // A signature that names a root and does not verify is ignored, too.
    let broken = signature_under(c.public_key().key_id(), vec![0; 64]);
    let with_broken = enveloped(&payload, vec![broken.clone(), signature(&payload, &a), signature(&payload, &b)]);
    assert!(TrustList::open(&with_broken).is_ok());
    let only_one = enveloped(&payload, vec![broken, signature(&payload, &a)]);
    assert_eq!(TrustList::open(&only_one), Err(TrustError::Threshold { threshold: 2, signed: 1 }));
    // A label key in the list is not a root.
    let one_root = trust_statement().to_payload();
    let by_label_key = TrustList::open(&signed(&one_root, &[&label_key()]));
    assert_eq!(by_label_key, Err(TrustError::Threshold { threshold: 1, signed: 0 }));
}

#[test]
fn r_49_a_signature_covers_the_payload_the_headers_and_the_context() {
    let payload = trust_statement().to_payload();
    let other = TrustStatement { version: 1, issued_at: noon("2026-01-02"), ..trust_statement() }.to_payload();
    let missed = Err(TrustError::Threshold { threshold: 1, signed: 0 });
    assert_eq!(TrustList::open(&enveloped(&other, vec![signature(&payload, &root_key())])), missed);

    // A signature over the same payload in the context of a label does not verify: the contexts differ.
    let kid = root_key().public_key().key_id();
    let as_label = to_be_signed(coset::SignatureContext::CoseSign1, &header_bytes(kid), None, &payload);
    let by_label = signature_under(kid, root_key().sign(&as_label).unwrap().to_vec());
    assert_eq!(TrustList::open(&enveloped(&payload, vec![by_label])), missed);
}

#[test]
fn signing_refuses_a_list_that_verifiers_would_refuse() {
    let (statement, [a, ..]) = two_of_three();
    assert_eq!(statement.sign(&[&a]), Err(SignTrustError::Trust(TrustError::Threshold { threshold: 2, signed: 1 })));
    assert!(statement.sign(&[]).is_err());
    let backwards = TrustStatement { expires_at: noon("2025-01-01"), ..trust_statement() };
    let error = backwards.sign(&[&root_key()]).unwrap_err();
    assert!(matches!(error, SignTrustError::Trust(TrustError::Invalid(TrustFault::Lifetime { .. }))));
}

#[test]
fn a_signed_statement_is_read_back() {
    let (mut statement, [a, b, _]) = two_of_three();
    statement.authority_id = Some(AuthorityId::from_bytes([5; 32]));
    statement.version = u32::MAX;
    statement.issuers[0].status_list = StatusListUri::new("https://status.example/1");
    statement.issuers[0].keys[0].compromised = Some(date("2026-06-01"));
    statement.scheme.utc_offset_minutes = -1439;
    statement.recognitions = vec![Recognition {
        authority: AuthorityId::from_bytes([9; 32]),
        level: Level::new(200).unwrap(),
        criteria: vec![crate::label::Text::new("criteria", "X-1").unwrap()],
        counts_as: Level::new(1).unwrap(),
        from: date("2026-06-01"),
        until: Some(date("2026-06-01")),
    }];
    let opened = TrustList::open(&statement.sign(&[&a, &b]).unwrap()).unwrap();
    assert_eq!(opened.statement(), &statement);
    assert_eq!(opened.authority_id(), AuthorityId::from_bytes([5; 32]));
}

#[test]
fn r_52_the_authority_id_is_the_digest_of_the_first_payload() {
    let first = open_statement(&trust_statement()).unwrap();
    let digest: [u8; 32] = Sha256::digest(trust_statement().to_payload()).into();
    assert_eq!(first.authority_id(), AuthorityId::from_bytes(digest));
    let later = TrustStatement { authority_id: Some(first.authority_id()), version: 2, ..trust_statement() };
    assert_eq!(open_statement(&later).unwrap().authority_id(), first.authority_id());
    assert_eq!(first.authority_id().to_string().len(), 64);
    assert_eq!(format!("{:?}", AuthorityId::from_bytes([0xab; 32])), format!("AuthorityId({})", "ab".repeat(32)));
}

#[test]
fn r_88_a_name_gets_another_text_in_one_language() {
    let names = Names::new("Office", "局").unwrap().with("fr", "Bureau").unwrap().with("ja", "本局").unwrap();
    assert_eq!(names.iter().collect::<Vec<_>>(), [("en", "Office"), ("fr", "Bureau"), ("ja", "本局")]);
    assert_eq!(names.clone().with("FR", "Bureau"), Err(ValueError::LanguageTag));
    assert!(matches!(names.with("fr", ""), Err(ValueError::Length { .. })));
}

#[test]
fn copies_of_a_draft_have_one_digest_whoever_has_signed_them() {
    let (statement, [a, b, _]) = two_of_three();
    let draft = TrustDraft::new(&statement).unwrap();
    let mut signed = draft.clone();
    signed.sign(&a).unwrap();
    assert_eq!(signed.payload_digest(), draft.payload_digest());
    signed.sign(&b).unwrap();
    let list = TrustList::open(&signed.finish().unwrap()).unwrap();
    assert_eq!(list.payload_digest(), draft.payload_digest());
    assert_eq!(list.authority_id().as_bytes(), draft.payload_digest().as_bytes());
}
