mod claims;
mod dates;

use super::*;
use crate::common::from_hex;

#[test]
fn levels_are_1_to_255() {
    assert_eq!(Level::new(0), Err(ValueError::Range { what: "level", value: 0, least: 1, most: 255 }));
    for number in 1..=u8::MAX {
        assert_eq!(Level::new(number).map(Level::get), Ok(number));
    }
    assert_eq!(format!("{:>3}", Level::new(4).unwrap()), "  4");
}

#[test]
fn numbers_outside_their_range_are_refused() {
    let read = |value: u64| {
        let bytes = crate::cbor::encode(&value.into());
        fields::ranged::<u8>(&mut crate::cbor::Reader::lenient(&bytes), "level", 2, 4).ok()
    };
    assert_eq!([0, 1, 2, 4, 5, 255, 256].map(read), [None, None, Some(2), Some(4), None, None, None]);
}

#[test]
fn product_ids_are_1_to_32_printable_ascii_characters() {
    let whole: String = ('!'..='~').collect();
    for part in whole.as_bytes().chunks(32) {
        let text = core::str::from_utf8(part).unwrap();
        assert_eq!(ProductId::new(text).map(|id| id.to_string()), Ok(text.to_owned()));
    }
    assert_eq!(ProductId::new(""), Err(ValueError::Length { what: "product ID", bytes: 0, most: 32 }));
    assert_eq!(ProductId::new(&"X".repeat(33)), Err(ValueError::Length { what: "product ID", bytes: 33, most: 32 }));
    for other in [' ', '\t', '\0', '\u{7f}', '\u{a0}', 'é', '１', '\u{202e}'] {
        let error = ValueError::Character { what: "product ID", character: other.into() };
        assert_eq!(ProductId::new(&format!("A{other}")), Err(error), "{other:?}");
    }
}

#[test]
fn texts_are_bounded_in_bytes() {
    assert_eq!(Text::<4>::new("holder", "").unwrap_err(), ValueError::Length { what: "holder", bytes: 0, most: 4 });
    assert_eq!(Text::<4>::new("holder", "é é ").unwrap_err(), ValueError::Length { what: "holder", bytes: 6, most: 4 });
    assert!(Text::<4>::new("holder", "éé").is_ok());
    assert!(Text::<4>::new("holder", "éé!").is_err());
}

#[test]
fn texts_refuse_hidden_characters() {
    // Every character of the first plane, and one in 61 of the others.
    for c in ('\0'..='\u{FFFF}').chain(('\u{10000}'..=char::MAX).step_by(61)) {
        let text = format!("A{c}B");
        let ours = Text::<8>::new("model", &text);
        if is_hidden(c) {
            assert_eq!(ours, Err(ValueError::Character { what: "model", character: c.into() }));
        } else {
            assert_eq!(ours.as_ref().map(Text::as_str), Ok(text.as_str()));
        }
    }
}

#[test]
fn levels_are_read_from_digits() {
    for (text, level) in [("1", 1), ("4", 4), ("255", 255), ("007", 7)] {
        assert_eq!(text.parse::<Level>().map(Level::get), Ok(level), "{text}");
    }
    for text in ["", "0", "256", "+5", "-1", "5 ", "５", "a", "99999999999999999999999"] {
        assert!(text.parse::<Level>().is_err(), "{text}");
    }
}

#[test]
fn gtins_are_numbers_of_up_to_14_digits() {
    for number in [1, 96_385_074, Gtin::MAX] {
        assert_eq!(Gtin::new(number).map(Gtin::get), Ok(number));
    }
    for number in [0, Gtin::MAX + 1, u64::MAX] {
        let error = ValueError::Range { what: "GTIN", value: number.into(), least: 1, most: 99_999_999_999_999 };
        assert_eq!(Gtin::new(number), Err(error));
    }
}

#[test]
fn check_digits_of_gs1() {
    // GTIN-8, GTIN-12, GTIN-13 and GTIN-14 with check digits that were calculated manually.
    for (digits, check) in [
        ("9638507", 4),
        ("03600029145", 2),
        ("491234567890", 4),
        ("629104150021", 3),
        ("1061414100041", 5),
        ("0000000", 0),
    ] {
        for last in 0..10 {
            let Ok(gtin) = format!("{digits}{last}").parse::<Gtin>() else {
                assert_eq!(digits.trim_start_matches('0').len() + last, 0, "only the number 0 is not a GTIN");
                continue;
            };
            assert_eq!(gtin.check_digit_holds(), last == check, "{gtin}");
        }
    }
}

#[test]
fn a_check_digit_finds_every_wrong_digit() {
    let right = "4912345678904";
    assert!(right.parse::<Gtin>().unwrap().check_digit_holds());
    for at in 0..13 {
        for digit in b'0'..=b'9' {
            let mut text = right.as_bytes().to_vec();
            text[at] = digit;
            let gtin: Gtin = String::from_utf8(text.clone()).unwrap().parse().unwrap();
            assert_eq!(gtin.check_digit_holds(), text == right.as_bytes(), "{gtin}");
        }
    }
}

#[test]
fn gtins_are_written_and_read_as_printed() {
    for text in ["00000017", "96385074", "036000291452", "4912345678904", "10614141000415"] {
        assert_eq!(text.parse::<Gtin>().unwrap().to_string(), text);
    }
    // Leading zeros are accepted. The output is the shortest of the four lengths that holds the number.
    assert_eq!("00096385074000".parse::<Gtin>().unwrap().to_string(), "096385074000");
    assert_eq!("0000096385074".parse::<Gtin>().unwrap().to_string(), "96385074");
    for text in
        ["", "1", "9638507", "963850744", "49123456789012345", "4912345678 04", "+912345678904", "４９１２３４５６"]
    {
        assert_eq!(text.parse::<Gtin>(), Err(ValueError::GtinDigits { what: "GTIN" }), "{text}");
    }
    assert!("00000000".parse::<Gtin>().is_err(), "0 is not a GTIN");
}

#[test]
fn errors_name_both_values() {
    let message = |fault: ValueError| fault.to_string();
    assert_eq!(message(Level::new(0).unwrap_err()), "level is 0, not in 1 to 255");
    assert_eq!(message(ProductId::new("").unwrap_err()), "product ID has 0 bytes, not 1 to 32");
    let bidi = Text::<9>::new("holder", "\u{202e}").unwrap_err();
    assert_eq!(message(bidi), "holder contains the character U+202E, which is not allowed there");
}

#[test]
fn a_label_is_written_as_the_specification_shows() {
    // docs/spec.md, section 13.
    let label = crate::common::label();
    let claims = from_hex("a7016e53532d323032362d3030303132330201031950400419531a050706010701");
    assert_eq!(label.to_claims(), claims);
    assert_eq!(Label::from_claims(&claims), Ok(label));
}
