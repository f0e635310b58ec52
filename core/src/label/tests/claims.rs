//! Claims, rule by rule.

use super::super::*;
use crate::cbor::{self, CborFault, Reader};
use crate::code::Code;
use crate::common::from_hex;
use coset::cbor::Value;

/// The entries of a well-formed label.
fn entries() -> Vec<(Value, Value)> {
    let entry = |key: u64, value: Value| (Value::from(key), value);
    vec![
        entry(1, "SS-1".into()),
        entry(2, 1.into()),
        entry(3, 20_544.into()),
        entry(4, 21_274.into()),
        entry(5, 7.into()),
    ]
}

/// Reads a label in which this entry is added or replaced.
fn with(key: impl Into<Value>, value: impl Into<Value>) -> Result<Label, ClaimsError> {
    let key = key.into();
    let mut all = entries();
    all.retain(|(known, _)| *known != key);
    all.push((key, value.into()));
    all.sort_by_key(|(key, _)| cbor::encode(key));
    Label::from_claims(&cbor::encode(&Value::Map(all)))
}

fn code(read: Result<Label, ClaimsError>) -> Code {
    read.map_or_else(|error| error.code(), |_| Code::Active)
}

#[test]
fn five_claims_are_enough() {
    let label = Label::from_claims(&cbor::encode(&Value::Map(entries()))).unwrap();
    assert_eq!((label.product_id().as_str(), label.level().get(), label.status_index()), ("SS-1", 1, 7));
    assert_eq!((label.issued_on().days(), label.expires_on().days()), (20_544, 21_274));
    assert_eq!((label.criteria(), label.category(), label.evaluator()), (None, None, None));
    assert_eq!((label.holder(), label.model(), label.serial()), (None, None, None));
    assert_eq!((label.gtins(), label.unknown_claims()), (&[][..], 0));
}

#[test]
fn r_21_one_deterministic_map() {
    for (hex, fault) in [
        ("", CborFault::Truncated),
        ("80", CborFault::Unexpected),
        ("01", CborFault::Unexpected),
        ("f6", CborFault::Unexpected),
        ("d2a0", CborFault::Tag),
        ("bfff", CborFault::Indefinite),
        ("a000", CborFault::TrailingBytes),
        ("a202010101", CborFault::UnsortedKeys),
        ("a201010101", CborFault::DuplicateKey),
        ("a1180101", CborFault::NotShortest),
        ("a10bf90000", CborFault::FloatOrSimple),
    ] {
        let error = Label::from_claims(&from_hex(hex)).unwrap_err();
        assert_eq!((error.code(), error), (Code::MalformedClaims, ClaimsError::Cbor(fault)), "{hex}");
    }
    // The form of unknown claims is checked, too.
    assert_eq!(with(99, Value::Float(1.5)), Err(ClaimsError::Cbor(CborFault::FloatOrSimple)));
    assert_eq!(with(99, Value::Tag(0, Box::new(1.into()))), Err(ClaimsError::Cbor(CborFault::Tag)));
}

#[test]
fn r_22_five_claims_are_required() {
    for (key, claim) in [(1, "product ID"), (2, "level"), (3, "issued on"), (4, "expires on"), (5, "status index")] {
        let mut all = entries();
        all.retain(|(known, _)| *known != Value::from(key));
        let error = Label::from_claims(&cbor::encode(&Value::Map(all))).unwrap_err();
        assert_eq!((error.code(), error), (Code::MalformedClaims, ClaimsError::Missing { claim }));
    }
    assert_eq!(Label::from_claims(&[0xa0]), Err(ClaimsError::Missing { claim: "product ID" }));
}

#[test]
fn r_23_keys_are_integers_other_than_0() {
    for key in
        [Value::from(0), "1".into(), Value::Bytes(vec![1]), Value::Bool(false), Value::Null, Value::Array(vec![])]
    {
        assert!(matches!(with(key.clone(), 1), Err(ClaimsError::Key | ClaimsError::Cbor(_))), "{key:?}");
        assert_eq!(code(with(key, 1)), Code::MalformedClaims);
    }
    assert_eq!(with(0, 1), Err(ClaimsError::Key));
    assert_eq!(with("1", 1), Err(ClaimsError::Key));
}

#[test]
fn r_23_a_negative_key_must_be_understood() {
    for key in [-1_i64, -2, -24, -65_537, i64::MIN] {
        assert_eq!(with(key, 1), Err(ClaimsError::UnsupportedVersion { key: key.into() }), "{key}");
    }
    assert_eq!(code(with(-1, 1)), Code::UnsupportedVersion);
    // The lowest integer of CBOR: -2^64.
    let lowest = from_hex("a13bffffffffffffffff01");
    assert_eq!(Label::from_claims(&lowest), Err(ClaimsError::UnsupportedVersion { key: -18_446_744_073_709_551_616 }));
    // Of two negative keys, the first is reported.
    assert_eq!(Label::from_claims(&from_hex("a220012101")), Err(ClaimsError::UnsupportedVersion { key: -1 }));
}

#[test]
fn r_23_is_checked_before_values_and_after_the_form_of_keys() {
    // Required claims are missing, or the level is a text: the negative key still decides.
    assert_eq!(code(Label::from_claims(&from_hex("a120f6"))), Code::UnsupportedVersion);
    assert_eq!(code(Label::from_claims(&from_hex("a202616120f6"))), Code::UnsupportedVersion);
    // A key that is 0 or not an integer decides, wherever it is in the map.
    assert_eq!(code(Label::from_claims(&from_hex("a200f620f6"))), Code::MalformedClaims);
    assert_eq!(code(Label::from_claims(&from_hex("a220f66161f6"))), Code::MalformedClaims);
}

#[test]
fn r_23_is_checked_after_the_form_of_all_bytes() {
    let is_in_form = |bytes: &[u8]| {
        let mut reader = Reader::new(bytes);
        reader.skip().and_then(|()| reader.finish()).is_ok()
    };
    // A level that is a text, and a key of a later version, each before and after other claims.
    let mut all = entries();
    all[1].1 = "one".into();
    all.push((Value::from(-1), Value::Array(vec!["later".into(), 1.into()])));
    let payload = cbor::encode(&Value::Map(all));
    assert_eq!(code(Label::from_claims(&payload)), Code::UnsupportedVersion);
    let (mut in_form, mut out_of_form) = (0, 0);
    for at in 0..payload.len() {
        for byte in 0..=u8::MAX {
            let mut altered = payload.clone();
            altered[at] = byte;
            if is_in_form(&altered) {
                in_form += 1;
            } else {
                assert_eq!(code(Label::from_claims(&altered)), Code::MalformedClaims, "byte {at} is {byte:02x}");
                out_of_form += 1;
            }
        }
    }
    assert!(in_form > 100 && out_of_form > 100, "{in_form} in form, {out_of_form} not");
}

#[test]
fn r_24_unknown_claims_are_counted_and_ignored() {
    let label = with(13, Value::Map(vec![(1.into(), Value::Array(vec![2.into(), "x".into()]))])).unwrap();
    assert_eq!(label.unknown_claims(), 1);
    assert_eq!(with(u64::MAX, Value::Null).unwrap().unknown_claims(), 1);
    let mut all = entries();
    all.extend([(13.into(), Value::Null), (14.into(), Value::Bool(true)), (1000.into(), "later".into())]);
    let label = Label::from_claims(&cbor::encode(&Value::Map(all))).unwrap();
    assert_eq!(label.unknown_claims(), 3);
    // They are not encoded again: a label states only claims that this version knows.
    assert_eq!(Label::from_claims(&label.to_claims()).unwrap().unknown_claims(), 0);
}

#[test]
fn r_25_product_ids() {
    for good in ["!", "~", &"X".repeat(32)] {
        assert_eq!(with(1, good).unwrap().product_id().as_str(), good);
    }
    for bad in ["", &"X".repeat(33), "A B", "é", "A\u{7f}"] {
        assert!(matches!(with(1, bad), Err(ClaimsError::Value(_))), "{bad:?}");
    }
    for other in [Value::from(1), Value::Bytes(b"SS-1".to_vec()), Value::Null, Value::Array(vec!["SS-1".into()])] {
        assert_eq!(with(1, other), Err(ClaimsError::Cbor(CborFault::Unexpected)));
    }
}

#[test]
fn r_26_dates() {
    for key in [3, 4] {
        for good in [14_610, 65_535] {
            assert!(with(key, good).is_ok(), "{key}: {good}");
        }
        for bad in [0, 14_609, 65_536, 4_294_967_296_i64, i64::MAX] {
            assert!(matches!(with(key, bad), Err(ClaimsError::Value(ValueError::Range { .. }))), "{key}: {bad}");
        }
        for other in [Value::from(-1), "2026-04-01".into(), Value::Null] {
            assert_eq!(with(key, other), Err(ClaimsError::Cbor(CborFault::Unexpected)));
        }
    }
    // The rules of the scheme check their order.
    let label = with(4, 20_000).unwrap();
    assert!(label.expires_on() < label.issued_on());
}

#[test]
fn r_27_numbers() {
    let range = |read: Result<Label, ClaimsError>| matches!(read, Err(ClaimsError::Value(ValueError::Range { .. })));
    assert_eq!((with(2, 255).unwrap().level().get(), with(2, 1).unwrap().level().get()), (255, 1));
    assert!(range(with(2, 0)) && range(with(2, 256)) && range(with(2, u64::MAX)));
    assert_eq!(with(5, u32::MAX).unwrap().status_index(), u32::MAX);
    assert_eq!(with(5, 0).unwrap().status_index(), 0);
    assert!(range(with(5, u64::from(u32::MAX) + 1)));
    for key in [6, 7, 11] {
        let entry = |label: Label| [label.criteria(), label.category(), label.evaluator()];
        for good in [0, 65_535] {
            assert_eq!(entry(with(key, good).unwrap()).into_iter().flatten().collect::<Vec<_>>(), [good]);
        }
        assert!(range(with(key, 65_536)), "{key}");
    }
    for key in [2, 5, 6, 7, 11] {
        for other in [Value::from(-1), "1".into(), Value::Bool(true), Value::Null] {
            assert_eq!(with(key, other), Err(ClaimsError::Cbor(CborFault::Unexpected)), "{key}");
        }
    }
}

#[test]
fn r_28_texts() {
    for (key, most) in [(8, 128), (9, 64), (12, 32)] {
        let text = |label: Label| [label.holder(), label.model(), label.serial()].map(|text| text.map(str::to_owned));
        let good = "X".repeat(most);
        let read = text(with(key, good.as_str()).unwrap());
        assert_eq!(read.into_iter().flatten().collect::<Vec<_>>(), [good.as_str()]);
        assert_eq!(with(key, "見本").unwrap().unknown_claims(), 0);
        for bad in ["", &format!("{good}X"), "A\nB", "A\u{202e}B", "\u{0}"] {
            assert!(matches!(with(key, bad), Err(ClaimsError::Value(_))), "{key}: {bad:?}");
        }
        for other in [Value::from(1), Value::Bytes(b"X".to_vec()), Value::Null] {
            assert_eq!(with(key, other), Err(ClaimsError::Cbor(CborFault::Unexpected)), "{key}");
        }
    }
}

#[test]
fn r_29_gtins() {
    let list = |numbers: &[u64]| Value::Array(numbers.iter().map(|number| Value::from(*number)).collect());
    let numbers = |label: Label| label.gtins().iter().map(|gtin| gtin.get()).collect::<Vec<_>>();
    assert_eq!(numbers(with(10, 5).unwrap()), [5]);
    assert_eq!(numbers(with(10, Gtin::MAX).unwrap()), [Gtin::MAX]);
    assert_eq!(numbers(with(10, list(&[2, 1])).unwrap()), [2, 1], "in the order written");
    assert_eq!(numbers(with(10, list(&[1, 2, 3, 4])).unwrap()), [1, 2, 3, 4]);

    let refused = Err(ClaimsError::Value(ValueError::GtinList));
    for several in [&[][..], &[1], &[1, 1], &[1, 2, 3, 1], &[1, 2, 3, 4, 5]] {
        assert_eq!(with(10, list(several)), refused, "{several:?}");
    }
    for number in [0, Gtin::MAX + 1] {
        assert!(matches!(with(10, number), Err(ClaimsError::Value(ValueError::Range { what: "GTIN", .. }))));
        assert!(with(10, list(&[1, number])).is_err());
    }
    for other in [Value::from("4912345678904"), Value::from(-1), Value::Null, Value::Map(vec![])] {
        assert_eq!(with(10, other.clone()), Err(ClaimsError::Cbor(CborFault::Unexpected)), "{other:?}");
        assert!(with(10, Value::Array(vec![1.into(), other])).is_err());
    }
    // The rules of the scheme check the check digit.
    assert!(with(10, 4_912_345_678_900_u64).is_ok());
}

#[test]
fn claims_have_one_encoding() {
    // A label with every claim: reading its encoding returns the same label.
    let label = Label {
        product_id: ProductId::new("S-01").unwrap(),
        level: Level::new(3).unwrap(),
        issued_on: Date::from_days(20_544).unwrap(),
        expires_on: Date::from_days(21_274).unwrap(),
        status_index: u32::MAX,
        criteria: Some(0),
        category: Some(24),
        holder: Some(Text::new("holder", "見本電機株式会社").unwrap()),
        model: Some(Text::new("model", "CAM-100").unwrap()),
        gtins: vec![Gtin::new(4_912_345_678_904).unwrap(), Gtin::new(1).unwrap()],
        evaluator: Some(65_535),
        serial: Some(Text::new("serial", "0042").unwrap()),
        unknown_claims: 0,
    };
    let claims = label.to_claims();
    assert_eq!(Reader::new(&claims).raw(), Ok(&claims[..]));
    assert_eq!(Label::from_claims(&claims), Ok(label));
    // The encoding is a map of 12 entries, of which claim 12 is the last.
    assert_eq!(claims[0], 0xac);
    assert!(claims.ends_with(&from_hex("0c6430303432")));
}
