use super::*;
use crate::common::from_hex as hex;
use crate::limits::MAX_CBOR_DEPTH;
use coset::cbor::Value;

/// Checks that `bytes` are exactly one deterministic item without tags.
fn check(bytes: &[u8]) -> Result<(), CborFault> {
    let mut reader = Reader::new(bytes);
    reader.skip()?;
    reader.finish()
}

/// Checks that `bytes` are exactly one deterministic item under `tag`.
fn check_tagged(bytes: &[u8], tag: u64) -> Result<(), CborFault> {
    let mut reader = Reader::new(bytes);
    reader.raw_tagged(tag)?;
    reader.finish()
}

fn check_hex(text: &str) -> Result<(), CborFault> {
    check(&hex(text))
}

#[test]
fn accepts_the_deterministic_examples_of_rfc_8949_appendix_a() {
    let examples = [
        "00",
        "01",
        "0a",
        "17",
        "1818",
        "1819",
        "1864",
        "1903e8",
        "1a000f4240",
        "1b000000e8d4a51000",
        "1bffffffffffffffff",
        "3bffffffffffffffff",
        "20",
        "29",
        "3863",
        "3903e7",
        "f4",
        "f5",
        "f6",
        "40",
        "4401020304",
        "60",
        "6161",
        "6449455446",
        "62225c",
        "62c3bc",
        "63e6b0b4",
        "64f0908591",
        "80",
        "83010203",
        "8301820203820405",
        "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
        "a0",
        "a201020304",
        "a26161016162820203",
        "826161a161626163",
        "a56161614161626142616361436164614461656145",
    ];
    for example in examples {
        assert_eq!(check_hex(example), Ok(()), "{example}");
    }
}

#[test]
fn refuses_the_other_examples_of_rfc_8949_appendix_a() {
    use CborFault::{FloatOrSimple, Indefinite, Tag};
    let examples = [
        ("f90000", FloatOrSimple),
        ("f98000", FloatOrSimple),
        ("f93c00", FloatOrSimple),
        ("fb3ff199999999999a", FloatOrSimple),
        ("fa47c35000", FloatOrSimple),
        ("fa7f7fffff", FloatOrSimple),
        ("fb7e37e43c8800759c", FloatOrSimple),
        ("f97c00", FloatOrSimple),
        ("f97e00", FloatOrSimple),
        ("f9fc00", FloatOrSimple),
        // undefined, and unassigned simple values
        ("f7", FloatOrSimple),
        ("f0", FloatOrSimple),
        ("f8ff", FloatOrSimple),
        ("c249010000000000000000", Tag),
        ("c074323031332d30332d32315432303a30343a30305a", Tag),
        ("c11a514b67b0", Tag),
        ("d74401020304", Tag),
        ("d818456449455446", Tag),
        ("5f42010243030405ff", Indefinite),
        ("7f657374726561646d696e67ff", Indefinite),
        ("9fff", Indefinite),
        ("9f018202039f0405ffff", Indefinite),
        ("83018202039f0405ff", Indefinite),
        ("bf61610161629f0203ffff", Indefinite),
        ("826161bf61626163ff", Indefinite),
        // "Fun" before "Amt"
        ("bf6346756ef563416d7421ff", Indefinite),
    ];
    for (example, fault) in examples {
        assert_eq!(check_hex(example), Err(fault), "{example}");
    }
}

#[test]
fn refuses_every_longer_form_of_an_integer_or_length() {
    // In each size, the smallest argument that needs it is accepted, and the next smaller one is refused.
    for (least, below) in [
        ("1818", "1817"),
        ("190100", "1900ff"),
        ("1a00010000", "1a0000ffff"),
        ("1b0000000100000000", "1b00000000ffffffff"),
        ("3818", "3817"),
        ("390100", "3900ff"),
    ] {
        assert_eq!(check_hex(least), Ok(()), "{least}");
        assert_eq!(check_hex(below), Err(CborFault::NotShortest), "{below}");
    }
    // Lengths of a byte string, a text, an array and a map, each in more bytes than it needs.
    for text in ["580100", "780161", "980100", "b8010000", "590001ff", "5a00000001ff", "5b0000000000000001ff"] {
        assert_eq!(check_hex(text), Err(CborFault::NotShortest), "{text}");
    }
}

#[test]
fn refuses_truncated_items() {
    for text in ["", "18", "19ff", "1aff", "1bffffff", "41", "6261", "82", "8201", "a1", "a101", "58", "d2"] {
        let fault = if text == "d2" { CborFault::Tag } else { CborFault::Truncated };
        assert_eq!(check_hex(text), Err(fault), "{text}");
    }
}

#[test]
fn a_huge_count_is_refused_without_content() {
    // Lengths and counts up to 2^64 - 1 without content are refused, and no memory is reserved for them.
    for head in ["5b", "7b", "9b", "bb"] {
        for count in ["0000000100000000", "7fffffffffffffff", "ffffffffffffffff"] {
            assert_eq!(check_hex(&[head, count].concat()), Err(CborFault::Truncated), "{head}{count}");
        }
    }
    // One-byte entries follow until the input ends.
    let many = [hex("9bffffffffffffffff"), vec![0; 400]].concat();
    assert_eq!(check(&many), Err(CborFault::Truncated));
}

#[test]
fn refuses_trailing_bytes() {
    assert_eq!(check_hex("0000"), Err(CborFault::TrailingBytes));
    assert_eq!(check_hex("a0f6"), Err(CborFault::TrailingBytes));
    assert_eq!(check_hex("80ff"), Err(CborFault::TrailingBytes));
}

#[test]
fn refuses_reserved_heads_and_stray_breaks() {
    for major in 0..7_u8 {
        for info in [28, 29, 30] {
            assert_eq!(check(&[major << 5 | info]), Err(CborFault::Reserved));
        }
        assert_eq!(check(&[major << 5 | 31]), Err(CborFault::Indefinite));
    }
    assert_eq!(check_hex("ff"), Err(CborFault::Indefinite));
    assert_eq!(check_hex("fc"), Err(CborFault::FloatOrSimple));
}

#[test]
fn refuses_text_that_is_not_utf_8() {
    // A lone continuation, an overlong slash, a surrogate, a number above U+10FFFF, half a character.
    for text in ["6180", "62c0af", "63eda080", "64f4908080", "62e6b0"] {
        assert_eq!(check_hex(text), Err(CborFault::Utf8), "{text}");
    }
    assert_eq!(check_hex("4180"), Ok(()), "bytes may be anything");
}

#[test]
fn map_keys_ascend_in_bytewise_order() {
    // RFC 8949 section 4.2.1's own example: 10, 100, -1, "z", "aa", [100], [-1], false.
    assert_eq!(check_hex("a80a00186400200061 7a00626161008118640081200 0f400".replace(' ', "").as_str()), Ok(()));
    let cases = [
        ("a2010002 00", None),
        ("a2020001 00", Some(CborFault::UnsortedKeys)),
        ("a2010001 00", Some(CborFault::DuplicateKey)),
        // 24 takes two bytes and comes after 23; -1 comes after all unsigned ones.
        ("a2170018 1800", None),
        ("a2181800 1700", Some(CborFault::UnsortedKeys)),
        ("a22000 1864 00", Some(CborFault::UnsortedKeys)),
        // RFC 7049 sorted by length first. In both orders, "aa" comes after "z"; 100 comes before -1 only in this one.
        ("a2617a00 62616100", None),
        ("a2626161 00617a00", Some(CborFault::UnsortedKeys)),
        ("a2616100 616100", Some(CborFault::DuplicateKey)),
        // Keys of equal length.
        ("a2616100 61620 0", None),
    ];
    for (text, fault) in cases {
        assert_eq!(check_hex(&text.replace(' ', "")), fault.map_or(Ok(()), Err), "{text}");
    }
    // In maps within arrays and maps, and in keys, too.
    assert_eq!(check_hex("81a202000100"), Err(CborFault::UnsortedKeys));
    assert_eq!(check_hex("a101a201000100"), Err(CborFault::DuplicateKey));
    assert_eq!(check_hex("a1a20100010000"), Err(CborFault::DuplicateKey));
}

#[test]
fn the_order_of_keys_is_checked_when_entries_are_read() {
    let mut keys = Vec::new();
    let bytes = hex("a301000200200 0".replace(' ', "").as_str());
    let read = Reader::new(&bytes).map::<CborFault>(|key, reader| {
        keys.push(key);
        reader.skip()
    });
    assert_eq!((read, keys), (Ok(()), vec![Item::Uint(1), Item::Uint(2), Item::Negative(0)]));
    for (text, fault) in [("a202000100", CborFault::UnsortedKeys), ("a201000100", CborFault::DuplicateKey)] {
        let bytes = hex(text);
        assert_eq!(Reader::new(&bytes).map(|_, reader| reader.skip()), Err(fault));
    }
}

#[test]
fn arrays_and_maps_nest_eight_deep() {
    for head in [0x81_u8, 0xa1] {
        let nested = |levels: usize| {
            let open: Vec<u8> =
                (0..levels).flat_map(|_| if head == 0x81 { vec![head] } else { vec![head, 0x00] }).collect();
            [open, vec![0x00]].concat()
        };
        assert_eq!(check(&nested(MAX_CBOR_DEPTH)), Ok(()));
        assert_eq!(check(&nested(MAX_CBOR_DEPTH + 1)), Err(CborFault::TooDeep));
        // Far deeper than a call stack allows.
        assert_eq!(check(&nested(100_000)), Err(CborFault::TooDeep));
    }
    // The depth is that of the current item. Items that were read before do not count.
    let eight = "8181818181818180";
    assert_eq!(check_hex(&["82", &eight[2..], &eight[2..]].concat()), Ok(()));
    assert_eq!(check_hex(&["82", eight, eight].concat()), Err(CborFault::TooDeep));
}

#[test]
fn a_tag_is_accepted_only_where_it_is_expected() {
    assert_eq!(check_tagged(&hex("d280"), 18), Ok(()));
    assert_eq!(check_tagged(&hex("d86280"), 98), Ok(()));
    for (text, fault) in [
        ("80", CborFault::Unexpected),
        ("d180", CborFault::Unexpected),
        ("d81280", CborFault::NotShortest),
        ("d2d280", CborFault::Tag),
        ("d281c000", CborFault::Tag),
        ("d28000", CborFault::TrailingBytes),
        ("d2", CborFault::Truncated),
        ("", CborFault::Truncated),
    ] {
        assert_eq!(check_tagged(&hex(text), 18), Err(fault), "{text}");
    }
    // A tag does not count as a level.
    assert_eq!(check_tagged(&hex("d28181818181818180"), 18), Ok(()));
    assert_eq!(check_tagged(&hex("d2818181818181818180"), 18), Err(CborFault::TooDeep));
}

#[test]
fn reads_each_type_and_no_other() {
    fn all(text: &str) -> [bool; 6] {
        let bytes = hex(text);
        let reader = Reader::new(&bytes);
        [
            reader.clone().uint().is_ok(),
            reader.clone().int().is_ok(),
            reader.clone().bytes().is_ok(),
            reader.clone().text().is_ok(),
            reader.clone().array().is_ok(),
            reader.clone().map(|_, reader| reader.skip()).is_ok(),
        ]
    }
    assert_eq!(all("05"), [true, true, false, false, false, false]);
    assert_eq!(all("25"), [false, true, false, false, false, false]);
    assert_eq!(all("4101"), [false, false, true, false, false, false]);
    assert_eq!(all("6161"), [false, false, false, true, false, false]);
    assert_eq!(all("80"), [false, false, false, false, true, false]);
    assert_eq!(all("a0"), [false, false, false, false, false, true]);
    for other in ["f5", "f6", "c000"] {
        assert_eq!(all(other), [false; 6], "{other}");
    }
}

#[test]
fn integers_keep_their_value() {
    let int = |text: &str| Reader::new(&hex(text)).int();
    assert_eq!(int("20"), Ok(-1));
    assert_eq!(int("390100"), Ok(-257));
    assert_eq!(int("1b7fffffffffffffff"), Ok(i64::MAX));
    assert_eq!(int("3b7fffffffffffffff"), Ok(i64::MIN));
    assert_eq!(int("1b8000000000000000"), Err(CborFault::Unexpected));
    assert_eq!(int("3b8000000000000000"), Err(CborFault::Unexpected));
    assert_eq!(Reader::new(&hex("1bffffffffffffffff")).uint(), Ok(u64::MAX));
}

#[test]
fn byte_arrays_must_have_the_expected_length() {
    let array = |text: &str| Reader::new(&hex(text)).byte_array::<2>();
    assert_eq!(array("420102"), Ok([1, 2]));
    for text in ["4101", "43010203", "40", "626161"] {
        assert_eq!(array(text), Err(CborFault::Unexpected), "{text}");
    }
}

#[test]
fn raw_returns_exactly_the_bytes_of_the_next_item() {
    let bytes = hex("8201a10203f6");
    let mut reader = Reader::new(&bytes);
    assert_eq!(reader.raw(), Ok(&bytes[..5]));
    assert_eq!(reader.raw(), Ok(&bytes[5..]));
    assert_eq!(reader.clone().finish(), Ok(()));
    assert_eq!(reader.raw(), Err(CborFault::Truncated));
}

#[test]
fn encoded_maps_are_sorted_and_read_back() {
    let value =
        map([(24, Some(Value::from(-257))), (3, None), (1, Some(Value::Text("é".into()))), (2, Some(true.into()))]);
    let bytes = encode(&value);
    assert_eq!(bytes, hex("a30162c3a902f51818390100"));
    assert_eq!(check(&bytes), Ok(()));
}

#[test]
fn what_is_written_is_what_ciborium_writes() {
    let integers = [0, 23, 24, 255, 256, 65_535, 65_536, 1 << 32, i128::from(u64::MAX)];
    let integers = integers.into_iter().flat_map(|n| [n, -1 - n]);
    let integers = integers.map(|n| Value::Integer(n.try_into().unwrap()));
    let texts = [0, 23, 24, 255, 256, 70_000].map(|length| Value::Text("x".repeat(length)));
    let bytes = [0, 24, 256].map(|length| Value::Bytes(vec![7; length]));
    let others = [Value::Bool(false), Value::Bool(true), Value::Null, Value::Tag(98, Box::new(Value::Null))];
    let all: Vec<Value> = integers.chain(texts).chain(bytes).chain(others).collect();
    let entries = all.iter().map(|value| (value.clone(), Value::Array(vec![value.clone()])));
    let value = Value::Array(vec![Value::Map(entries.collect()), Value::Array(all), Value::Float(0.1)]);
    let mut expected = Vec::new();
    coset::cbor::ser::into_writer(&value, &mut expected).unwrap();
    assert_eq!(encode(&value), expected);
}
