//! The form of the envelope and of the payload, which is checked before the signatures.

use super::*;

fn code(bytes: &[u8]) -> Code {
    TrustList::open(bytes).unwrap_err().code()
}

/// The usual list with one of its four parts replaced.
fn with_part(at: usize, value: Value) -> Vec<u8> {
    let payload = trust_statement().to_payload();
    let mut parts = vec![
        Value::Bytes(body_header()),
        Value::Map(vec![]),
        Value::Bytes(payload.clone()),
        Value::Array(vec![signature(&payload, &root_key())]),
    ];
    parts[at] = value;
    cbor::encode(&Value::Tag(TAG, Box::new(Value::Array(parts))))
}

/// The usual list with one of its signature's three parts replaced.
fn with_signature_part(at: usize, value: Value) -> Vec<u8> {
    let Value::Array(mut parts) = signature(&trust_statement().to_payload(), &root_key()) else { unreachable!() };
    parts[at] = value;
    with_part(3, Value::Array(vec![Value::Array(parts)]))
}

#[test]
fn r_47_the_limit_comes_first() {
    let bytes = vec![0; MAX_TRUST_LIST_BYTES + 1];
    let error = TrustList::open(&bytes).unwrap_err();
    assert_eq!((error.code(), error), (Code::TrustListTooLong, TrustError::TooLong { bytes: bytes.len() }));
    assert_eq!(code(&bytes[1..]), Code::TrustListMalformed);
}

#[test]
fn r_47_the_envelope_is_a_cose_sign() {
    let good = signed(&trust_statement().to_payload(), &[&root_key()]);
    assert!(TrustList::open(&good).is_ok());
    let malformed = [
        vec![],
        good[1..].to_vec(),
        good[2..].to_vec(),
        [&good[..], &[0]].concat(),
        // Tag 18, tag 98 in a longer head, an array of three or five.
        [&[0xd2][..], &good[2..]].concat(),
        [&[0xd9, 0, 98][..], &good[2..]].concat(),
        [&[0xd8, 98, 0x83][..], &good[3..]].concat(),
        [&[0xd8, 98, 0x85][..], &good[3..], &[0xf6]].concat(),
        with_part(0, Value::Map(vec![])),
        with_part(0, Value::Bytes(vec![0x80])),
        with_part(1, Value::Bytes(vec![])),
        with_part(1, Value::Map(vec![(4.into(), Value::Bytes(vec![]))])),
        with_part(2, Value::Null),
        with_part(2, "payload".into()),
        with_part(3, Value::Null),
        with_part(3, Value::Array(vec![])),
        with_part(3, Value::Array(vec![Value::Null])),
        with_part(3, Value::Array(vec![Value::Array(vec![])])),
        with_signature_part(0, "header".into()),
        with_signature_part(1, Value::Null),
        with_signature_part(1, Value::Map(vec![(1.into(), 1.into())])),
        with_signature_part(2, Value::Null),
        with_signature_part(2, Value::Bytes(vec![0; 63])),
        with_signature_part(2, Value::Bytes(vec![0; 65])),
    ];
    for (at, bytes) in malformed.iter().enumerate() {
        assert_eq!(code(bytes), Code::TrustListMalformed, "case {at}");
    }
    for end in 0..good.len() {
        assert_eq!(code(&good[..end]), Code::TrustListMalformed, "cut at {end}");
    }
}

#[test]
fn r_47_one_to_twenty_signatures() {
    let payload = trust_statement().to_payload();
    let many = |count: usize| {
        let stranger = signature_under(label_key().public_key().key_id(), vec![1; 64]);
        let mut all = vec![stranger; count - 1];
        all.push(signature(&payload, &root_key()));
        TrustList::open(&enveloped(&payload, all))
    };
    assert!(many(1).is_ok() && many(MAX_TRUST_SIGNATURES).is_ok());
    assert_eq!(many(MAX_TRUST_SIGNATURES + 1), Err(TrustError::Cbor(CborFault::Unexpected)));
}

#[test]
fn r_48_one_profile() {
    let header = |entries: Vec<(Value, Value)>| Value::Bytes(cbor::encode(&Value::Map(entries)));
    let kid = Value::Bytes(root_key().public_key().key_id().as_bytes().to_vec());
    let typ = || (Value::from(16), Value::from(TRUST_LIST_TYP));
    let unsupported = [
        with_part(0, Value::Bytes(vec![])),
        with_part(0, header(vec![])),
        with_part(0, header(vec![(16.into(), "application/vnd.starseal.trust-list".into())])),
        with_part(0, header(vec![(16.into(), 1.into())])),
        with_part(0, header(vec![(1.into(), (-19).into()), typ()])),
        with_part(0, header(vec![(2.into(), Value::Array(vec![16.into()])), typ()])),
        with_signature_part(0, Value::Bytes(vec![])),
        with_signature_part(0, header(vec![(1.into(), (-8).into()), (4.into(), kid.clone())])),
        with_signature_part(0, header(vec![(4.into(), kid.clone())])),
        with_signature_part(0, header(vec![(1.into(), (-19).into())])),
        with_signature_part(0, header(vec![(1.into(), (-19).into()), (4.into(), kid), typ()])),
    ];
    for (at, bytes) in unsupported.iter().enumerate() {
        assert_eq!(TrustList::open(bytes), Err(TrustError::UnsupportedProfile), "case {at}");
    }
    // The length of a signature is part of the form, and comes before the profile. In a label it comes after it.
    let mut parts = signature(&trust_statement().to_payload(), &root_key());
    if let Value::Array(parts) = &mut parts {
        (parts[0], parts[2]) = (Value::Bytes(vec![]), Value::Bytes(vec![]));
    }
    assert_eq!(code(&with_part(3, Value::Array(vec![parts]))), Code::TrustListMalformed);
}

#[test]
fn a_label_is_not_a_trust_list_and_a_trust_list_is_not_a_label() {
    assert_eq!(code(crate::common::sealed().as_bytes()), Code::TrustListMalformed);
    let list = signed(&trust_statement().to_payload(), &[&root_key()]);
    let error =
        crate::seal::SealedLabel::from_bytes(&list[..crate::limits::MAX_SEALED_BYTES.min(list.len())]).unwrap_err();
    assert_eq!(error.code(), Code::MalformedSeal);
}

#[test]
fn r_51_required_claims_must_be_present() {
    // Claims of the statement, an issuer, a key, the scheme, a level and a category.
    let paths: &[&[i64]] = &[
        &[2],
        &[3],
        &[4],
        &[5],
        &[6],
        &[7],
        &[8],
        &[9],
        &[8, 0, 1],
        &[8, 0, 2],
        &[8, 0, 4],
        &[8, 0, 4, 0, 1],
        &[8, 0, 4, 0, 2],
        &[8, 0, 4, 0, 3],
        &[8, 0, 4, 0, 4],
        &[9, 1],
        &[9, 2],
        &[9, 3],
        &[9, 4],
        &[9, 5],
        &[9, 6],
        &[9, 7],
        &[9, 2, 1, 1],
        &[9, 2, 1, 2],
        &[9, 3, 1, 1],
    ];
    for path in paths {
        let error = open(&changed(path, None)).unwrap_err();
        assert_eq!(error.code(), Code::TrustListMalformed, "{path:?}");
        assert!(matches!(error, TrustError::Missing { .. }), "{path:?}: {error}");
    }
}

#[test]
fn r_51_every_value_has_its_type() {
    let paths: &[&[i64]] = &[
        &[1],
        &[2],
        &[3],
        &[4],
        &[5],
        &[6],
        &[6, 0],
        &[7],
        &[8],
        &[8, 0],
        &[8, 0, 1],
        &[8, 0, 2],
        &[8, 0, 2, 0],
        &[8, 0, 3],
        &[8, 0, 4],
        &[8, 0, 4, 0],
        &[8, 0, 4, 0, 1],
        &[8, 0, 4, 0, 2],
        &[8, 0, 4, 0, 3],
        &[8, 0, 4, 0, 4],
        &[8, 0, 4, 0, 5],
        &[9],
        &[9, 1],
        &[9, 2],
        &[9, 2, 1],
        &[9, 2, 1, 1],
        &[9, 2, 1, 2],
        &[9, 3],
        &[9, 3, 1],
        &[9, 3, 1, 2],
        &[9, 4],
        &[9, 4, 1],
        &[9, 5],
        &[9, 5, 1],
        &[9, 6],
        &[9, 7],
        &[10],
    ];
    for path in paths {
        // No claim may have the value null or false.
        for wrong in [Value::Null, Value::Bool(false)] {
            let error = open(&changed(path, Some(wrong))).unwrap_err();
            assert_eq!(error.code(), Code::TrustListMalformed, "{path:?}: {error}");
        }
    }
}

#[test]
fn r_51_values_out_of_their_range() {
    let bytes = |length: usize| Value::Bytes(vec![1; length]);
    let cases: &[(&[i64], Value)] = &[
        (&[1], bytes(31)),
        (&[3], Value::from(4_294_967_296_u64)),
        (&[4], Value::from(253_402_300_800_u64)),
        (&[5], Value::from(u64::MAX)),
        (&[6], Value::Array(vec![])),
        (&[6], Value::Array((0..11).map(|_| bytes(32)).collect())),
        (&[6, 0], bytes(33)),
        (&[7], 0.into()),
        (&[7], 11.into()),
        (&[8, 0, 2], Value::Array(vec![])),
        (&[8, 0, 4], Value::Array(vec![])),
        (&[8, 0, 4, 0, 2], 0.into()),
        (&[8, 0, 4, 0, 2], 3.into()),
        (&[8, 0, 4, 0, 3], 14_609.into()),
        (&[8, 0, 4, 0, 4], 65_536.into()),
        (&[8, 0, 4, 0, 5], 0.into()),
        (&[9, 2, 1, 2], 3.into()),
        (&[9, 4, 1], "X".repeat(65).into()),
        (&[9, 4, 1], "".into()),
        (&[9, 4, 65_536], "X".into()),
        (&[9, 2, 0], Value::Map(vec![])),
        (&[9, 2, 256], Value::Map(vec![])),
        (&[10], Value::Array(vec![])),
    ];
    for (path, value) in cases {
        let error = open(&changed(path, Some(value.clone()))).unwrap_err();
        assert_eq!(error.code(), Code::TrustListMalformed, "{path:?} {value:?}: {error}");
    }
}

#[test]
fn r_51_keys_follow_the_rules_of_claims() {
    let maps: &[&[i64]] = &[&[], &[8, 0], &[8, 0, 4, 0], &[9], &[9, 2, 1], &[9, 3, 1]];
    for map in maps {
        let at = |key: i64| [map, &[key][..]].concat();
        let known = open(&trust_statement().to_payload()).unwrap();
        // An unknown positive key is ignored, and an unknown negative key is refused.
        let more = open(&changed(&at(1000), Some(Value::Null))).unwrap();
        assert_eq!(more.statement(), known.statement(), "{map:?}");
        let error = open(&changed(&at(-1), Some(Value::Null))).unwrap_err();
        assert_eq!((error.code(), error), (Code::TrustListUnsupported, TrustError::UnsupportedClaim { key: -1 }));
        assert_eq!(open(&changed(&at(0), Some(Value::Null))), Err(TrustError::Key), "{map:?}");
    }
    // A negative key is reported before a wrong value.
    let mut both: Value = coset::cbor::de::from_reader(changed(&[3], Some("x".into())).as_slice()).unwrap();
    change(&mut both, &[-1], Some(Value::Null));
    assert_eq!(open(&cbor::encode(&both)).unwrap_err().code(), Code::TrustListUnsupported);
}

#[test]
fn r_51_names_are_in_two_languages_at_least() {
    let names = |entries: &[(&str, &str)]| {
        Some(Value::Map(entries.iter().map(|(language, name)| ((*language).into(), (*name).into())).collect()))
    };
    let malformed = |value: Option<Value>| open(&changed(&[2], value)).map(|_| ()).map_err(|error| error.code());
    assert_eq!(malformed(names(&[("en", "A"), ("ja", "あ")])), Ok(()));
    assert_eq!(malformed(names(&[("de", "A"), ("en", "A"), ("ja", "あ"), ("zh-Hant", "A")])), Ok(()));
    let code = Err(Code::TrustListMalformed);
    assert_eq!(malformed(names(&[])), code);
    assert_eq!(malformed(names(&[("en", "A")])), code);
    assert_eq!(malformed(names(&[("ja", "A")])), code);
    assert_eq!(malformed(names(&[("EN", "A"), ("JA", "A")])), code);
    assert_eq!(malformed(names(&[("en", ""), ("ja", "A")])), code);
    assert_eq!(malformed(names(&[("en", "A\u{202e}"), ("ja", "A")])), code);
    assert_eq!(malformed(names(&[("en", &"X".repeat(129)), ("ja", "A")])), code);
    assert_eq!(malformed(Some(Value::Map(vec![(1.into(), "A".into())]))), code);
    for tag in ["", "e", "english", "de-", "de_CH", "de-ch", "x-private", "\u{1b}[2J", "\u{202e}de", "日本"] {
        assert_eq!(malformed(names(&[(tag, "A"), ("en", "A"), ("ja", "A")])), code, "{tag:?}");
    }
    let seventeen: Vec<(String, &str)> = (0..15).map(|n| (format!("a{}", char::from(b'a' + n)), "A")).collect();
    let mut many: Vec<(&str, &str)> = seventeen.iter().map(|(language, name)| (language.as_str(), *name)).collect();
    many.extend([("en", "A"), ("ja", "A")]);
    assert_eq!(malformed(names(&many)), code, "seventeen languages");
    assert_eq!(malformed(names(&many[1..])), Ok(()), "sixteen");
}

#[test]
fn the_payload_is_deterministic_cbor() {
    let good = trust_statement().to_payload();
    for (payload, fault) in [
        (vec![], CborFault::Truncated),
        ([&good[..], &[0]].concat(), CborFault::TrailingBytes),
        ([&[0xd8, 98][..], &good].concat(), CborFault::Tag),
        (vec![0x80], CborFault::Unexpected),
        ([&[0xbf][..], &good[1..], &[0xff]].concat(), CborFault::Indefinite),
    ] {
        assert_eq!(open(&payload), Err(TrustError::Cbor(fault)));
    }
}
