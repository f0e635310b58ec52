//! Framing around carriers, from scanners, editors and spreadsheets.

use super::super::*;
use crate::code::Code;

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
    for front in ["]Q", "]11", "[Q1", "<", "「", "(", "EVIL.EXAMPLE/,", "HTTPS://EVIL.EXAMPLE/?A=1,", "A|", "URL:"] {
        let text = format!("{front}{CARRIER}");
        let carrier = CarrierText::parse(&text).unwrap();
        assert_eq!(carrier.prefix(), Some(&*format!("{front}HTTPS://A.EXAMPLE/L/")), "{front:?}");
    }
}

#[test]
fn r_83_a_row_has_one_carrier_and_no_other_cell_with_a_slash() {
    assert_eq!(CarrierText::parse("I2W,2026/12/01"), Err(CarrierError::NotAlone));
    assert_eq!(CarrierText::parse("A,B;C"), Err(CarrierError::NotALabel));
    // A label behind an address stays behind it.
    let text = "EVIL.EXAMPLE/,I2W,X";
    assert_eq!(CarrierText::parse(text), Err(CarrierError::NotAlone));
}

#[test]
fn r_83_payloads_side_by_side_are_no_carrier() {
    let bare = "I2W";
    for (text, labels) in [
        (format!("{CARRIER},{CARRIER}"), 2),
        (format!("{CARRIER}\r{CARRIER}\n{CARRIER}"), 3),
        (format!("{CARRIER}\u{3000}\"{bare}\""), 2),
        (format!("{bare},0oRJoA;1"), 2),
        (format!("]Q1{CARRIER}\t]Q1{CARRIER}"), 2),
    ] {
        assert_eq!(CarrierText::parse(&text), Err(CarrierError::Several { labels }), "{text:?}");
        assert_eq!(CarrierText::typed(&text), Err(CarrierError::Several { labels }), "{text:?}");
    }
    // One within the other is a prefix of the other.
    assert_eq!(CarrierText::parse(&format!("{CARRIER}/I2W")).unwrap().prefix(), Some(&*format!("{CARRIER}/")));
}

#[test]
fn r_2_a_prefix_has_no_blank_and_no_hidden_character() {
    for (front, position, character) in [
        ("\u{200B}HTTPS://", 0, '\u{200B}'),
        ("\u{7F}HTTPS://", 0, '\u{7F}'),
        ("HTTPS://A\u{AD}", 9, '\u{AD}'),
        ("HTTPS://A\r\n", 9, '\r'),
        ("HTTPS://A \u{3000}", 10, '\u{3000}'),
    ] {
        let fault = CarrierText::parse(&format!("{front}B.EXAMPLE/I2W")).unwrap_err();
        assert_eq!(fault, CarrierError::Invisible { position, character });
        assert_eq!(fault.code(), Code::NotALabel);
    }
    assert_eq!(CarrierText::parse(&format!("see {CARRIER}")), Err(CarrierError::NotAlone));
    let message = |text: &str| CarrierText::parse(text).unwrap_err().to_string();
    assert_eq!(message("I2\u{200B}W0"), "position 2 holds an invisible character (U+200B), which is in no label");
    assert_eq!(message("\u{2060}I2W"), "position 0 holds an invisible character (U+2060), which is in no label");
    assert_eq!(message("見本\u{200B}"), "the text is not a sealed label");
}

#[test]
fn r_83_framing_inside_a_carrier_is_a_fault() {
    for inside in ["\r", " ", "\u{FEFF}", "\"", "]Q1", "\u{200B}"] {
        let fault = CarrierText::parse(&format!("{CARRIER}{inside}000")).unwrap_err();
        assert_eq!(fault.code(), Code::BadBase41, "{inside:?}");
    }
}
