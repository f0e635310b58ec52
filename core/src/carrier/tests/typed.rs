//! Texts that keyboards typed.

use super::super::*;
use crate::code::Code;
use crate::common::{carrier, sealed};

/// A carrier with every character that a carrier can have.
const CARRIER: &str = "HTTPS://A-Z0.EXAMPLE:8443/$*/I2W0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:0";

fn read(text: &str) -> Option<String> {
    CarrierText::typed(text).ok().map(|carrier| carrier.to_string())
}

fn fault(text: &str) -> Option<KeyboardFault> {
    let error = CarrierText::typed(text).unwrap_err();
    error.keyboard_fault()
}

/// What arrives on each host when a scanner sends [`CARRIER`], written down from the keys of both layouts.
const ARRIVALS: [(&str, &str, &str); 10] = [
    ("US on JIS", "HTTPS+//A-Z0.EXAMPLE+8443/$(/I2W0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$(-.+0", ""),
    ("JIS on US", "HTTPS'//A-Z0.EXAMPLE'8443/$\"/I2W0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$\"-.'0", ""),
    ("JIS on UK", "HTTPS'//A-Z0.EXAMPLE'8443/$@/I2W0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$@-.'0", ""),
    (
        "US on French",
        "HTTPSM!!Q)Wà:EXQ?PLEM_''\"!48!IéZà&é\"'(-è_çQBCDEFGHIJKL?NOPARSTUVZXYW48):Mà",
        "httpsm§§q°w0/exq,plem8443§'_§i2z0123456789qbcdefghijkl,noparstuvzxyw'_°/m0",
    ),
    ("US on German", "HTTPSÖ--AßY0.EXAMPLEÖ8443-$(-I2W0123456789ABCDEFGHIJKLMNOPQRSTUVWXZY$(ß.Ö0", ""),
    ("US on Spanish", "HTTPSÑ--A'Z0.EXAMPLEÑ8443-$(-I2W0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$('.Ñ0", ""),
    ("JIS on French", "HTTPSù!!Q)Wà:EXQ?PLEù_''\"!4%!IéZà&é\"'(-è_çQBCDEFGHIJKL?NOPARSTUVZXYW4%):ùà", ""),
    ("JIS on German", "HTTPSä--AßY0.EXAMPLEä8443-$Ä-I2W0123456789ABCDEFGHIJKLMNOPQRSTUVWXZY$Äß.ä0", ""),
    ("JIS on Spanish", "HTTPS´--A'Z0.EXAMPLE´8443-$¨-I2W0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$¨'.´0", ""),
    ("French on US", "HTTPS.>>Q6W)<EXQ:PLE.*$$#>]\\>I@Z)!@#$%^&*(QBCDEFGHIJKL:NOPARSTUVZXYW]\\6<.)", ""),
];

#[test]
fn r_12_layouts_are_undone_exactly() {
    for (name, arrived, with_shift_lock) in ARRIVALS {
        assert_eq!(read(arrived).as_deref(), Some(CARRIER), "{name}");
        assert!(CarrierText::parse(arrived).is_err(), "{name}");
        // With the wide characters of an input method, as far as it has them.
        let wide: String = arrived.chars().map(widened).collect();
        assert_eq!(read(&wide).as_deref(), Some(CARRIER), "{name}: {wide}");
        if !with_shift_lock.is_empty() {
            assert_eq!(read(with_shift_lock).as_deref(), Some(CARRIER), "{name}");
        }
    }
    assert_eq!(read(CARRIER).as_deref(), Some(CARRIER));
}

fn widened(c: char) -> char {
    if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xFEE0).unwrap() } else { c }
}

#[test]
fn r_12_caps_lock_is_undone_on_every_host() {
    for (name, arrived, _) in ARRIVALS {
        // Caps lock that changes letters only: also those that stand for signs.
        let swap = |c: char| match c {
            'ä' => 'Ä',
            'Ä' => 'ä',
            'Ö' => 'ö',
            'Ñ' => 'ñ',
            _ if c.is_ascii_uppercase() => c.to_ascii_lowercase(),
            _ => c,
        };
        let caps: String = arrived.chars().map(swap).collect();
        assert_eq!(read(&caps).as_deref(), Some(CARRIER), "{name}: {caps}");
    }
    assert_eq!(read(&CARRIER.to_lowercase()).as_deref(), Some(CARRIER));
    // Shift lock on a German host of Windows changes every key, perhaps except that of the hyphen.
    for slash in ["_", "-"] {
        let caps = format!("httpsö{s}{s}a?y=:example{s}i\"w=!\"", s = slash);
        assert_eq!(read(&caps).as_deref(), Some("HTTPS://A-Z0.EXAMPLE/I2W012"), "{caps}");
    }
    // A person who starts with a capital.
    assert_eq!(read("Https://a.example/i2w000").as_deref(), Some("HTTPS://A.EXAMPLE/I2W000"));
}

#[test]
fn r_12_shift_lock_is_undone_on_french_and_german_hosts_only() {
    // What shift lock on a US host would make of `I2W000` has `@` and `)` for its digits.
    assert_eq!(read("i@w)))"), None);
    assert_eq!(read("i\"w===").as_deref(), Some("I2W000"), "German");
}

#[test]
fn r_12_vowels_behind_a_dead_key_are_taken_apart() {
    let carrier = "HTTPS://A.EXAMPLE/I2W:A0*U0::0:X0";
    assert_eq!(read("HTTPS´--A.EXAMPLE-I2WÁ0Ü0´´0´X0").as_deref(), Some(carrier));
    assert_eq!(read("https´--a.example-i2wá0ü0´´0´x0").as_deref(), Some(carrier));
}

#[test]
fn r_12_full_width_text_is_read() {
    for text in [
        "ＨＴＴＰＳ：／／Ａ－Ｚ．ＥＸＡＭＰＬＥ／Ｉ２Ｗ＄＊－．：０",
        "ｈｔｔｐｓ：・・ａーｚ。ｅｘａｍｐｌｅ・ｉ２ｗ＄＊−｡：０",
        "」Ｑ１ＨＴＴＰＳ：／／Ａ－Ｚ．ＥＸＡＭＰＬＥ／Ｉ２Ｗ＄＊－．：０\u{3000}",
        "４５６９９５１１１００１６、ＨＴＴＰＳ：／／Ａ－Ｚ．ＥＸＡＭＰＬＥ／Ｉ２Ｗ＄＊－．：０、１",
        "ＨＴＴＰＳ’／／Ａ－Ｚ．ＥＸＡＭＰＬＥ／Ｉ２Ｗ＄”－．’０",
    ] {
        assert_eq!(read(text).as_deref(), Some("HTTPS://A-Z.EXAMPLE/I2W$*-.:0"), "{text}");
        assert!(CarrierText::parse(text).is_err(), "{text}");
        assert_eq!(KeyboardFault::find(text), Some(KeyboardFault::FullWidth), "{text}");
    }
    assert_eq!(read("ｈｔｔｐｓ：／／ａ．ｅｘａｍｐｌｅ／０ｏＲＪｏＡ").as_deref(), Some("https://a.example/0oRJoA"));
    // The limit is that of the narrow text.
    let long = format!("Ｉ２Ｗ{}", "０".repeat(600));
    assert_eq!(read(&long).map(|text| text.len()), Some(603));
    let too_long = format!("Ｉ２Ｗ{}", "０".repeat(1022));
    assert_eq!(CarrierText::typed(&too_long).unwrap_err().code(), Code::TooLong);
}

#[test]
fn r_12_framing_is_taken_off_typed_text() {
    let carrier = "HTTPS://A.EXAMPLE/L/I2W0:*";
    for typed in [
        "https'//a.example/l/i2w0'\"",
        "]q1https+//a.example/l/i2w0+(",
        // `]` as the keys of both layouts have it.
        "[Q1HTTPS+//A.EXAMPLE/L/I2W0+(",
        "\\Q1HTTPS'//A.EXAMPLE/L/I2W0'\"",
        "#Q1HTTPS'//A.EXAMPLE/L/I2W0'@",
        "$A&HTTPSM!!Q:EXQ?PLE!L!IéZàM8",
        "+Q1HTTPSÖ--A.EXAMPLE-L-I2W0Ö(",
        "çQ1HTTPS´--A.EXAMPLE-L-I2W0´¨",
        "\"HTTPS'//A.EXAMPLE/L/I2W0'\"\"",
        "\"HTTPS://A.EXAMPLE/L/I2W0:*\"",
        "\u{2}HTTPS'//A.EXAMPLE/L/I2W0'\"\u{3}\r",
        "\u{2}[Q1\u{1d}HTTPS+//A.EXAMPLE/L/I2W0+(\u{3}",
        "4569951110016,\"CAM-100\",\"HTTPS'//A.EXAMPLE/L/I2W0'\"\"",
        "https'//a.example/l/i2w0'\",\"cam-100\"",
        "CAM-100;HTTPSM!!Q:EXQ?PLE!L!IéZàM8;12:30",
    ] {
        assert_eq!(read(typed).as_deref(), Some(carrier), "{typed}");
    }
    assert_eq!(read("\"https://a.example/0oRJoA\"").as_deref(), Some("https://a.example/0oRJoA"));
    assert_eq!(CarrierText::typed(" hello "), Err(CarrierError::NotALabel));
    let two = "HTTPS+//A.EXAMPLE/I2W0+(,HTTPS+//A.EXAMPLE/I2W0+(";
    assert_eq!(CarrierText::typed(two), Err(CarrierError::Several { labels: 2 }));
    assert_eq!(CarrierText::typed("i2w000,i2w0+0"), Err(CarrierError::Several { labels: 2 }));
}

#[test]
fn r_12_what_is_no_carrier_is_left_as_it_is() {
    for text in
        ["0oRJ'(+\"abc", "https://a.example/0oRabc+", "hello (world)", "https://example.com/+i2w", "i2v+", "", "ı2w"]
    {
        assert_eq!(CarrierText::typed(text), CarrierText::parse(text), "{text}");
    }
    // The layout is decided by the start.
    assert!(CarrierText::typed("x'y/i2w000").is_err());
    // What is wrong with a carrier is said of the carrier.
    assert_eq!(CarrierText::typed("https+//a.example/i2w0").unwrap_err().code(), Code::BadBase41);
}

#[test]
fn r_12_layouts_that_only_a_signature_tells_apart_are_named() {
    let text = "HTTPS>&&A.EXAMPLE&I2WY0Z";
    assert_eq!(fault(text), Some(KeyboardFault::SeveralLayouts));
    let readings: Vec<String> = CarrierText::readings(text).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(readings, ["HTTPS://A.EXAMPLE/I2WZ0Y", "HTTPS://A.EXAMPLE/I2WY0Z"]);
    // Without Y and Z both layouts are the same.
    assert_eq!(read("HTTPS>&&A.EXAMPLE&I2W000").as_deref(), Some("HTTPS://A.EXAMPLE/I2W000"));
}

#[test]
fn keyboards_are_named() {
    let text = carrier(&sealed()).to_string();
    let find = |text: &str| KeyboardFault::find(text).map(|fault| (fault.code(), fault.to_string()));
    let code = |text: &str| KeyboardFault::find(text).map(KeyboardFault::code);
    assert_eq!(find(&text), None);
    assert_eq!(code(&text.to_lowercase()), Some("caps-lock"));
    let (code_of_layout, message) = find(&text.replace(':', "+").replace('*', "(")).unwrap();
    assert_eq!(code_of_layout, "keyboard-layout");
    assert_eq!(
        message,
        "the text reads like a label from a scanner set to a US keyboard, on a host set to a Japanese one"
    );
    let payload = "I2WV8BJ70QQ0VWHTYN7HODQ5480BSC8Q64D7BA8";
    for (start, name) in [
        ("HTTPSŞ..A.EXAMPLE.", "Turkish"),
        ("httpsş..a.example.", "Turkish"),
        ("HTTPSç--A.EXAMPLE-", "Italian"),
        ("HTTPSM==A:EXAMPLE=", "Belgian"),
        ("HTTPS.>>A.EXAMPLE>", "French"),
    ] {
        let fault = KeyboardFault::find(&format!("{start}{payload}%")).unwrap();
        assert_eq!(fault.code(), "other-layout");
        assert!(fault.to_string().ends_with(&format!("keyboard layout, such as {name}")), "{fault}");
    }
    // Russian, Greek, Dvorak: the pattern of the start is enough.
    for start in ["РЕЕЗЫЖ..ФЮУЧФЬЗДУ.", "ΗΤΤΠΣ¨//Α.ΕΧΑΜΠΛΕ/", "DYYLOS[[AVEQAMLNE["] {
        assert_eq!(find(&format!("{start}{payload}%")).unwrap().0, "other-layout", "{start}");
    }
    for start in ["くかかせとけめめちる", "ｸｶｶｾﾄｹﾒﾒﾁﾙ", "クカカセトレメメチル", "にふて", "ｈっtps：・・", "い２ｗ"]
    {
        assert_eq!(code(&format!("{start}{payload}")), Some("kana"), "{start}");
    }
    for text in
        ["", "見本カメラ", "4569951110016", "https://shop.example/a", "see https://shop.example/abcdefghijklmnopqrstuv"]
    {
        assert_eq!(find(text), None, "{text}");
    }
}
