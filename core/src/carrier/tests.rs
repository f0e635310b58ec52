#[cfg(feature = "draw")]
mod drawings;
mod framing;
#[cfg(feature = "draw")]
mod symbols;
mod till;
mod typed;

use super::base41::{Base41Error, decode, encode};
use super::*;
use crate::code::Code;
use crate::common::{PREFIX, carrier, from_hex, sealed};
use crate::limits::{MAX_CARRIER_BYTES, MAX_SEALED_BYTES};

// ---- Base41

#[test]
fn base41_of_known_bytes() {
    // The first three digits of every sealed label: d2 84 is 53892 = 18 + 41 (2 + 41 · 32).
    assert_eq!(encode(&from_hex("d284")), "I2W");
    for (hex, text) in [
        ("", ""),
        ("00", "00"),
        ("ff", "96"),
        ("0000", "000"),
        ("0028", ":00"),
        ("0029", "010"),
        ("0690", "::0"),
        ("0691", "001"),
        ("ffff", "H:-"),
        ("d28449", "I2WW1"),
    ] {
        assert_eq!(encode(&from_hex(hex)), text, "{hex}");
        assert_eq!(decode(text), Ok(from_hex(hex)), "{text}");
    }
}

#[test]
fn base41_of_every_short_input_is_decoded_again() {
    for byte in 0..=u8::MAX {
        let text = encode(&[byte]);
        assert_eq!((text.len(), decode(&text)), (2, Ok(vec![byte])));
    }
    for pair in 0..=u16::MAX {
        let bytes = pair.to_be_bytes();
        let text = encode(&bytes);
        assert_eq!((text.len(), decode(&text)), (3, Ok(bytes.to_vec())));
    }
}

#[test]
fn base41_has_one_text_for_each_input() {
    // Of all texts of two and of three digits, exactly 256 and 65,536 decode, so that no input has two texts.
    const DIGITS: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:";
    assert_eq!(DIGITS.len(), 41);
    let (mut short, mut long) = (0, 0);
    for a in DIGITS.chars() {
        for b in DIGITS.chars() {
            short += usize::from(decode(&String::from_iter([a, b])).is_ok());
            for c in DIGITS.chars() {
                long += usize::from(decode(&String::from_iter([a, b, c])).is_ok());
            }
        }
    }
    assert_eq!((short, long), (256, 65_536));
}

#[test]
fn base41_refuses_every_other_character() {
    let digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:";
    for character in ('\0'..='\u{17f}').filter(|c| !digits.contains(*c)) {
        // For a character of two bytes, the position of its first byte is reported.
        let text = format!("I2W0{character}");
        assert_eq!(decode(&text), Err(Base41Error::Character { position: 4, character }), "{character:?}");
    }
    assert_eq!(decode("a00"), Err(Base41Error::Character { position: 0, character: 'a' }));
    assert_eq!(decode("00a"), Err(Base41Error::Character { position: 2, character: 'a' }));
    assert_eq!(decode("I2Waa0"), Err(Base41Error::Character { position: 3, character: 'a' }), "the first of several");
}

#[test]
fn base41_names_a_character_that_nobody_sees() {
    let message = |text: &str| decode(text).unwrap_err().to_string();
    assert_eq!(message("I2W\u{200B}0"), "position 3 holds an invisible character (U+200B), which is not in Base41");
    assert_eq!(message("I2W\u{A0}0"), "position 3 holds an invisible character (U+00A0), which is not in Base41");
    assert_eq!(message("I2W?"), "position 3 holds U+003F, which is not in Base41");
}

#[test]
fn base41_refuses_overflow_and_a_lone_digit() {
    // One more than the largest value of three digits and of two digits.
    assert_eq!(decode("I:-"), Err(Base41Error::Overflow { position: 0 }));
    assert_eq!(decode(":::"), Err(Base41Error::Overflow { position: 0 }));
    assert_eq!(decode("A6"), Err(Base41Error::Overflow { position: 0 }));
    assert_eq!(decode("000::"), Err(Base41Error::Overflow { position: 3 }));
    assert_eq!(decode("0"), Err(Base41Error::Length { length: 1 }));
    assert_eq!(decode("0000"), Err(Base41Error::Length { length: 4 }));
    assert_eq!(decode("I2W0"), Err(Base41Error::Length { length: 4 }));
}

// ---- text

/// Returns a Base41 payload of a number of bytes, which starts like a sealed label.
fn payload(bytes: usize) -> String {
    encode(&[from_hex("d284"), vec![0; bytes - 2]].concat())
}

#[test]
fn a_payload_is_the_last_segment_that_starts_like_one() {
    for (text, prefix) in [
        ("I2W", None),
        ("/I2W", Some("/")),
        ("HTTPS://JC-STAR.EXAMPLE/L/I2W", Some("HTTPS://JC-STAR.EXAMPLE/L/")),
        ("https://a.example/?q=/I2W", Some("https://a.example/?q=/")),
        ("//I2W", Some("//")),
        ("日本/I2W", Some("日本/")),
        ("A.EXAMPLE/L/I2W", Some("A.EXAMPLE/L/")),
        ("HTTPS://A.EXAMPLE/I2W000/I2W", Some("HTTPS://A.EXAMPLE/I2W000/")),
        ("I2W/I2W", Some("I2W/")),
        ("HTTPS://A.EXAMPLE/01/04912345678904/L/I2W", Some("HTTPS://A.EXAMPLE/01/04912345678904/L/")),
    ] {
        let carrier = CarrierText::parse(text).unwrap();
        assert_eq!(carrier.prefix(), prefix, "{text}");
        assert_eq!((carrier.as_str(), carrier.form()), (text, CarrierForm::Base41));
        assert_eq!(carrier.sealed_bytes(), from_hex("d284"));
    }
}

#[test]
fn texts_with_another_start_are_not_labels() {
    for text in ["", "/", "I2", "i2w", "I2w", "HTTPS://JC-STAR.EXAMPLE/L/", "0or", "OoR", "%49%32%57", "I%32W"] {
        assert_eq!(CarrierText::parse(text), Err(CarrierError::NotALabel), "{text}");
    }
}

#[test]
fn a_payload_with_other_text_around_it_is_not_a_label_for_that_reason() {
    for text in [
        "I2W/",
        "HTTPS://JC-STAR.EXAMPLE/I2W/L",
        "https://JC-STAR.EXAMPLE/L?I2W",
        "６I2W",
        "see I2W",
        "0oRJoA/",
        "HTTPS://A/0oRJoA/01/04912345678904",
        "I2W?U=/X",
    ] {
        assert_eq!(CarrierText::parse(text), Err(CarrierError::NotAlone), "{text}");
        assert_eq!(CarrierError::NotAlone.code(), Code::NotALabel);
    }
}

#[test]
fn lengths_are_checked_first() {
    // A text of the maximum length is read, and a longer one is not.
    let fill = "X".repeat(MAX_CARRIER_BYTES);
    assert_eq!(CarrierText::parse(&fill), Err(CarrierError::NotALabel));
    assert_eq!(CarrierText::parse(&format!("{fill}X")), Err(CarrierError::TooLong { bytes: MAX_CARRIER_BYTES + 1 }));
    let label = format!("{}/I2W", "X".repeat(MAX_CARRIER_BYTES - 3));
    assert_eq!(CarrierText::parse(&label), Err(CarrierError::TooLong { bytes: MAX_CARRIER_BYTES + 1 }));
    // The limit is in bytes, not in characters.
    let japanese = "星".repeat(MAX_CARRIER_BYTES / 3 + 1);
    assert_eq!(CarrierText::parse(&japanese).unwrap_err().code(), Code::TooLong);

    assert!(CarrierText::parse(&payload(MAX_SEALED_BYTES)).is_ok());
    let fault = CarrierError::SealedTooLong { bytes: MAX_SEALED_BYTES + 1 };
    assert_eq!(CarrierText::parse(&payload(MAX_SEALED_BYTES + 1)), Err(fault.clone()));
    assert_eq!(fault.code(), Code::TooLong);
    // A fault in Base41 is reported before the length of the payload.
    assert_eq!(CarrierText::parse(&format!("{}a", payload(600))).unwrap_err().code(), Code::BadBase41);
}

#[test]
fn escapes_of_url_encoders_are_decoded_once() {
    let plain = CarrierText::parse("I2W:$*").unwrap();
    for text in ["I2W%3A%24%2A", "I2W%3a%24%2a", "I2W:%24*", "X/I2W%3a$%2A"] {
        assert_eq!(CarrierText::parse(text).unwrap().sealed_bytes(), plain.sealed_bytes(), "{text}");
    }
    for text in [
        "I2W%2524",
        "I2W%2524%2A",
        "I2W%41%42%43",
        "I2W%20",
        "I2W%2",
        "I2W%",
        "I2W%%24",
        "I2W%2424%",
        "I2W%3",
        "I2W%2D00",
    ] {
        assert_eq!(CarrierText::parse(text).unwrap_err().code(), Code::BadBase41, "{text}");
    }
    // Decoded once, "%2524" is "%24", which is not Base41. Decoded in a loop, it would be "$".
    assert!(decode("I2W$").is_err() && decode("I2W$00").is_ok());
    assert!(CarrierText::parse("I2W%252400").is_err());
    // Escapes in the prefix are not decoded.
    assert_eq!(CarrierText::parse("HTTPS://A%3A/I2W").unwrap().prefix(), Some("HTTPS://A%3A/"));
}

#[test]
fn base64url_is_strict_and_never_repaired() {
    // The bytes d2 84 00. The envelope of every label starts with d2 84 4…, which is 0oR.
    assert_eq!(CarrierText::parse("0oQA"), Err(CarrierError::NotALabel));
    let sealed = sealed();
    let link = CarrierText::for_link(&CarrierPrefix::new(PREFIX).unwrap(), &sealed);
    let text = link.as_str();
    assert!(text.starts_with(&format!("{PREFIX}0oR")));
    assert_eq!(CarrierText::parse(text), Ok(link.clone()));
    assert_eq!((link.form(), link.prefix()), (CarrierForm::Base64url, Some(PREFIX)));

    for text in ["0oR=", "0oRJoA==", "0oRJ oA", "0oRJ+A", "0oRJ%2D", "0oRJo\nA", "0oRJoB", "0oRJo", "0oRé"] {
        assert_eq!(CarrierText::parse(text), Err(CarrierError::BadBase64url), "{text:?}");
    }
    assert!(CarrierText::parse("0oRJoA").is_ok(), "the same text without a fault");
}

#[test]
fn a_carrier_for_symbols_is_base41_and_is_read_back() {
    let carrier = carrier(&sealed());
    assert_eq!(carrier.form(), CarrierForm::Base41);
    assert!(carrier.as_str().strip_prefix(PREFIX).is_some_and(|payload| payload.starts_with("I2W")));
    assert_eq!(CarrierText::parse(carrier.as_str()), Ok(carrier.clone()));
    assert_eq!(carrier.to_string(), carrier.as_str());
    assert_eq!(carrier.sealed_bytes(), sealed().as_bytes());
}

#[test]
fn each_carrier_fault_has_its_code() {
    let code = |text: &str| CarrierText::parse(text).unwrap_err().code();
    assert_eq!(code("HELLO"), Code::NotALabel);
    assert_eq!(code("I2W+"), Code::BadBase41);
    assert_eq!(code("0oR="), Code::BadBase64url);
    assert_eq!(code(&"I2W".repeat(400)), Code::TooLong);
}

// ---- prefixes

#[test]
fn well_formed_prefixes_are_accepted() {
    for text in [
        "HTTPS://A/",
        "HTTPS://JC-STAR.EXAMPLE/L/",
        "HTTPS://0.EXAMPLE:1/",
        "HTTPS://A.EXAMPLE:65535/$*-.:/",
        "HTTPS://A.EXAMPLE:99999/",
        "HTTPS://A.EXAMPLE//",
        "HTTPS://A.EXAMPLE/XI2W/",
    ] {
        assert_eq!(CarrierPrefix::new(text).map(|prefix| prefix.to_string()), Ok(text.to_owned()));
    }
    let longest = format!("HTTPS://A.EXAMPLE/{}/", "X".repeat(64 - 19));
    assert_eq!(longest.len(), 64);
    assert!(CarrierPrefix::new(&longest).is_ok());
}

#[test]
fn malformed_prefixes_are_refused_with_the_reason() {
    let too_long = format!("HTTPS://A.EXAMPLE/{}/", "X".repeat(64 - 18));
    let cases = [
        (too_long.as_str(), PrefixError::TooLong { characters: 65 }),
        ("", PrefixError::Scheme),
        ("HTTP://A.EXAMPLE/", PrefixError::Scheme),
        ("https://A.EXAMPLE/", PrefixError::Scheme),
        (" HTTPS://A.EXAMPLE/", PrefixError::Scheme),
        ("HTTPS:///", PrefixError::Host),
        ("HTTPS://a.EXAMPLE/", PrefixError::Host),
        ("HTTPS://.EXAMPLE/", PrefixError::Host),
        ("HTTPS://EXAMPLE./", PrefixError::Host),
        ("HTTPS://-A.EXAMPLE/", PrefixError::Host),
        ("HTTPS://A.EXAMPLE-/", PrefixError::Host),
        ("HTTPS://A@B.EXAMPLE/", PrefixError::Host),
        ("HTTPS://A$B.EXAMPLE/", PrefixError::Host),
        ("HTTPS://:80/", PrefixError::Host),
        ("HTTPS://A.EXAMPLE:/", PrefixError::Port),
        ("HTTPS://A.EXAMPLE:123456/", PrefixError::Port),
        ("HTTPS://A.EXAMPLE:8A/", PrefixError::Port),
        ("HTTPS://A.EXAMPLE:1:2/", PrefixError::Port),
        ("HTTPS://A.EXAMPLE", PrefixError::Path),
        ("HTTPS://A.EXAMPLE/L", PrefixError::Path),
        ("HTTPS://A.EXAMPLE/l/", PrefixError::Path),
        ("HTTPS://A.EXAMPLE/ /", PrefixError::Path),
        ("HTTPS://A.EXAMPLE/%/", PrefixError::Path),
        ("HTTPS://A.EXAMPLE/+/", PrefixError::Path),
        ("HTTPS://A.EXAMPLE/?Q=/", PrefixError::Path),
        ("HTTPS://A.EXAMPLE/#/", PrefixError::Path),
        ("HTTPS://A.EXAMPLE/Ä/", PrefixError::Path),
        ("HTTPS://A.EXAMPLE/I2W/", PrefixError::Payload),
        ("HTTPS://A.EXAMPLE/L/I2WX/", PrefixError::Payload),
        ("HTTPS://I2W.EXAMPLE/", PrefixError::Payload),
    ];
    for (text, error) in cases {
        assert_eq!(CarrierPrefix::new(text), Err(error), "{text}");
    }
}

#[test]
fn scheme_and_host_match_in_any_case_the_path_exactly() {
    let prefix = CarrierPrefix::new("HTTPS://A.EXAMPLE:8443/L/").unwrap();
    for same in ["HTTPS://A.EXAMPLE:8443/L/", "https://a.example:8443/L/", "hTtPs://A.eXaMpLe:8443/L/"] {
        assert!(prefix.matches(same), "{same}");
    }
    for other in [
        "HTTPS://A.EXAMPLE:8443/l/",
        "HTTPS://A.EXAMPLE:8443/L",
        "HTTPS://A.EXAMPLE:8443/L/L/",
        "HTTPS://A.EXAMPLE:8443/",
        "HTTPS://A.EXAMPLE/L/",
        "HTTP://A.EXAMPLE:8443/L/",
        "HTTPS://A.EXAMPLE:8443\u{2f}\u{2f}",
        "HTTPS://A.EXAMPLE.:8443/L/",
        "HTTPS://A.EXAMPLE:8443/L/ ",
        "",
        // The Kelvin sign and the long s fold to k and s in Unicode, not in ASCII.
        "HTTPſ://A.EXAMPLE:8443/L/",
        // A character that covers the end of the site and the start of the path.
        "HTTPS://A.EXAMPLE:844\u{3000}L/",
    ] {
        assert!(!prefix.matches(other), "{other}");
    }
}

#[test]
fn prefixes_overlap_if_one_is_the_start_of_the_other() {
    let overlap = |a: &str, b: &str| {
        let (a, b) = (CarrierPrefix::new(a).unwrap(), CarrierPrefix::new(b).unwrap());
        assert_eq!(a.overlaps(&b), b.overlaps(&a));
        a.overlaps(&b)
    };
    assert!(overlap("HTTPS://A.EXAMPLE/", "HTTPS://A.EXAMPLE/"));
    assert!(overlap("HTTPS://A.EXAMPLE/", "HTTPS://A.EXAMPLE/L/"));
    assert!(overlap("HTTPS://A.EXAMPLE/L/", "HTTPS://A.EXAMPLE/L/1/"));
    assert!(!overlap("HTTPS://A.EXAMPLE/L/", "HTTPS://A.EXAMPLE/LL/"));
    assert!(!overlap("HTTPS://A.EXAMPLE/", "HTTPS://A.EXAMPLE:443/"));
    assert!(!overlap("HTTPS://A.EXAMPLE/", "HTTPS://B.EXAMPLE/"));
}
