//! Framing around carriers, from scanners, editors and spreadsheets.

use super::super::*;
use crate::code::Code;
use std::borrow::Cow;

const CARRIER: &str = "HTTPS://A.EXAMPLE/L/I2W";

fn read(text: &str) -> Option<String> {
    CarrierText::parse(text).ok().map(|carrier| carrier.to_string())
}

#[test]
fn r_83_framing_is_taken_off_both_ends() {
    let blanks = "\u{85}\u{A0}\u{1680}\u{2000}\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000} ";
    for (before, after) in [
        ("", "\r\n"),
        ("\u{2}", "\u{3}"),
        ("\u{1d}", ""),
        ("\0", "\0"),
        ("]Q1", ""),
        ("]q3", "\t"),
        ("\u{2}]d2\u{1d}", "\u{3}\r"),
        ("\u{FEFF}", "\u{FEFF}"),
        (blanks, blanks),
        ("\"", "\""),
        ("'", "'"),
        ("“", "”"),
        ("\"", ""),
        ("", "\""),
        (" \"\u{FEFF}]Q1 ", " \" "),
        ("4569951110016,CAM-100,", ""),
        ("4569951110016;\"CAM-100\";\"", "\";12:30"),
        ("2026-11-26 12:00:00\t", "\tQR_CODE"),
        (",,", ",,"),
        ("]Q1,", ""),
        ("見本電機,]Q1", ""),
    ] {
        for carrier in [CARRIER, "I2W", "https://a.example/l/0oRJoA", "HTTPS://A.EXAMPLE/L/I2W/01/04912345678904"] {
            assert_eq!(read(&format!("{before}{carrier}{after}")).as_deref(), Some(carrier), "{before:?} {after:?}");
        }
    }
}

#[test]
fn r_83_what_is_no_framing_in_front_of_a_slash_is_a_prefix() {
    for front in [
        "]Q",
        "]11",
        "[Q1",
        "\u{7f}",
        "\u{200B}",
        "<",
        "「",
        "(",
        "EVIL.EXAMPLE/,",
        "HTTPS://EVIL.EXAMPLE/?A=1,",
        "A|",
        "A ",
        "URL:",
    ] {
        let text = format!("{front}{CARRIER}");
        let carrier = CarrierText::parse(&text).unwrap();
        assert_eq!(carrier.prefix(), Some(&*format!("{front}HTTPS://A.EXAMPLE/L/")), "{front:?}");
    }
}

#[test]
fn r_83_a_row_has_one_carrier_and_no_other_cell_with_a_slash() {
    // Neither has a prefix, so that nobody is accused.
    assert_eq!(CarrierText::parse("I2W,I2W").unwrap_err().code(), Code::BadBase41);
    assert_eq!(CarrierText::parse("I2W000,0oRJoA").unwrap_err().code(), Code::BadBase41);
    assert_eq!(CarrierText::parse("I2W,2026/12/01"), Err(CarrierError::NotAlone));
    assert_eq!(CarrierText::parse("A,B;C"), Err(CarrierError::NotALabel));
    // A label behind an address stays behind it.
    let text = "EVIL.EXAMPLE/,I2W,X";
    assert_eq!(CarrierText::parse(text), Err(CarrierError::NotAlone));
    let two = format!("{CARRIER},{CARRIER}");
    assert_eq!(CarrierText::parse(&two).unwrap().prefix(), Some(&*format!("{CARRIER},HTTPS://A.EXAMPLE/L/")));
}

#[test]
fn r_83_framing_inside_a_carrier_is_a_fault() {
    for inside in ["\r", " ", "\u{FEFF}", "\"", "]Q1", "\u{200B}"] {
        let fault = CarrierText::parse(&format!("{CARRIER}{inside}000")).unwrap_err();
        assert_eq!(fault.code(), Code::BadBase41, "{inside:?}");
    }
}

#[test]
fn r_12_framing_is_taken_off_typed_text_before_it_is_repaired() {
    let carrier = "HTTPS://A.EXAMPLE/L/I2W0:*";
    for typed in [
        "https'//a.example/l/i2w0'\"",
        "]q1https+//a.example/l/i2w0+(",
        // The key of a `]` in a US layout is that of a `[` on a JIS host, and the other way round that of a `\`.
        "[Q1HTTPS+//A.EXAMPLE/L/I2W0+(",
        "\\Q1HTTPS'//A.EXAMPLE/L/I2W0'\"",
        "\"HTTPS'//A.EXAMPLE/L/I2W0'\"\"",
        "\"HTTPS://A.EXAMPLE/L/I2W0:*\"",
        "\u{2}HTTPS'//A.EXAMPLE/L/I2W0'\"\u{3}\r",
        "4569951110016,\"CAM-100\",\"HTTPS'//A.EXAMPLE/L/I2W0'\"\"",
        "https'//a.example/l/i2w0'\",\"cam-100\"",
    ] {
        assert_eq!(undo_wedge(typed), carrier, "{typed}");
    }
    assert!(matches!(undo_wedge(" hello "), Cow::Borrowed(" hello ")), "not a carrier");
    assert_eq!(undo_wedge("\"https://a.example/0oRJoA\""), "\"https://a.example/0oRJoA\"");
}
