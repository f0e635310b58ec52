use super::cose::{HeaderFault, Profile, header_fault};
use super::{DerKind, ED25519, Encoding, Kind, OtherImage, Packed, UntaggedList, quoted};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use std::path::Path;

const STATUS_TYP: &str = "application/statuslist+cwt";

/// Returns a CBOR string with a head of at most two bytes.
fn string(major: u8, content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap();
    let head = if length < 24 { vec![major << 5 | length] } else { vec![major << 5 | 24, length] };
    [head, content.to_vec()].concat()
}

/// Returns a COSE_Sign1 without its tag. The header is a map with these entries, which are encoded already.
fn sign1(entries: &[&[u8]]) -> Vec<u8> {
    let map = [&[0xa0 | u8::try_from(entries.len()).unwrap()][..], &entries.concat()].concat();
    [&[0x84][..], &string(2, &map), &[0xa0], &string(2, b"payload"), &string(2, &[7; 64])].concat()
}

fn typ(text: &str) -> Vec<u8> {
    [&[0x10][..], &string(3, text.as_bytes())].concat()
}

const ALG: &[u8] = &[0x01, 0x32];
const KID: &[u8] = &[0x04, 0x44, 1, 2, 3, 4];

#[test]
fn lists_are_recognized_by_their_envelopes() {
    let trust = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/trust.cbor")).unwrap();
    assert_eq!(Kind::of(&trust), Kind::TrustList);
    assert_eq!(Kind::of(&[&trust[..], &trust].concat()), Kind::TrustList);
    assert_eq!(Kind::of(&trust[..trust.len() / 2]), Kind::TrustList);
    assert_eq!(Kind::of(&trust[2..]), Kind::Untagged(UntaggedList::Trust));
    let status = sign1(&[ALG, KID, &typ(STATUS_TYP)]);
    let tagged = |tags: &[u8], list: &[u8]| Kind::of(&[tags, list].concat());
    assert_eq!(tagged(&[0xd2], &status), Kind::StatusList);
    assert_eq!(tagged(&[0xd8, 0x3d, 0xd2], &status), Kind::StatusList);
    assert_eq!(Kind::of(&status), Kind::Untagged(UntaggedList::Status));
    assert_eq!(tagged(&[0xd2], &sign1(&[ALG, KID])), Kind::SealedLabel);
    assert_eq!(tagged(&[0xd2], &sign1(&[ALG, &typ("application/cwt")])), Kind::OtherCose(Some(18)));
    assert_eq!(tagged(&[0xd1], &sign1(&[&[1, 5]])), Kind::OtherCose(Some(17)));
    for (name, kind) in
        [("starseal-bundle", Kind::Bundle), ("starseal-state", Kind::State), ("starseal-in-force", Kind::StatusObject)]
    {
        assert_eq!(Kind::of(&[&[0x83][..], &string(3, name.as_bytes()), &[1, 0xff]].concat()), kind);
    }
    assert_eq!(Kind::of(&[0x82, 0x41, 0xff, 1]), Kind::Cbor);
    // Nested a thousand deep, and an array of billions that are not there.
    assert_eq!(Kind::of(&[0x81; 1000]), Kind::Unknown);
    assert_eq!(Kind::of(&[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), Kind::Unknown);
}

#[test]
fn the_fault_of_a_header_is_named() {
    let typ = typ(STATUS_TYP);
    let fault = |entries: &[&[u8]]| header_fault(&[&[0xd2], &sign1(entries)[..]].concat(), Profile::StatusList);
    let algorithm = |shown: &str, is_given_up| Some(HeaderFault::Algorithm { shown: shown.to_owned(), is_given_up });
    assert_eq!(fault(&[ALG, KID, &typ]), None);
    assert_eq!(fault(&[&[1, 0x27], KID, &typ]), algorithm("-8 (EdDSA)", true));
    assert_eq!(fault(&[&[1, 0x26], KID, &typ]), algorithm("-7 (ES256)", true));
    assert_eq!(fault(&[&[1, 0x38, 0x30], KID, &typ]), algorithm("-49 (ML-DSA-65)", false));
    assert_eq!(fault(&[&[1, 0x39, 0x27, 0x0f], KID, &typ]), algorithm("-10000", false));
    assert_eq!(fault(&[&[1, 0x62, b'h', b'i'], KID, &typ]), algorithm("\"hi\"", true));
    assert_eq!(fault(&[KID, &typ]), Some(HeaderFault::NoAlgorithm));
    assert_eq!(fault(&[ALG, KID]), Some(HeaderFault::NoType));
    assert_eq!(fault(&[ALG, KID, &super::tests::typ("a/b")]), Some(HeaderFault::Type("\"a/b\"".to_owned())));
    assert_eq!(fault(&[ALG, &[2, 0x81, 4], KID, &typ]), Some(HeaderFault::Critical));
    assert_eq!(fault(&[ALG, &typ]), Some(HeaderFault::NoKeyId));
    assert_eq!(fault(&[ALG, &[4, 0x43, 1, 2, 3], &typ]), Some(HeaderFault::KeyIdLength(3)));
    assert_eq!(fault(&[ALG, KID, &typ, &[0x18, 0x20, 1]]), Some(HeaderFault::Others));
    assert_eq!(header_fault(b"<html>", Profile::Label), None);
}

#[test]
fn texts_are_recognized() {
    let jwt = format!("{}.e30.AAAA", URL_SAFE_NO_PAD.encode(r#"{"alg":"ES256","typ":"statuslist+jwt"}"#));
    let svg = "<?xml version=\"1.0\"?>\n<!-- made -->\n<svg xmlns=\"x\"/>";
    for (text, kind) in [
        ("", Kind::Empty),
        (" \r\n", Kind::Empty),
        ("<!DOCTYPE html><p>", Kind::Html),
        ("\n<HTML><body>404 Not Found</body></HTML>", Kind::Html),
        ("<?xml version='1.0'?><!DOCTYPE html><html/>", Kind::Html),
        ("<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", Kind::Xml),
        (svg, Kind::Svg),
        ("{\"a\": 1}", Kind::Json),
        ("{\"kty\":\"OKP\",\"d\":\"x\"}", Kind::Jwk { is_private: true }),
        ("{\"kty\":\"OKP\",\"x\":\"x\"}", Kind::Jwk { is_private: false }),
        (jwt.as_str(), Kind::Jwt),
        ("a comment\n-----BEGIN CERTIFICATE-----\n", Kind::Pem("CERTIFICATE".to_owned())),
        ("ssh-ed25519 AAAAC3Nz me", Kind::SshPublicKey),
        ("PuTTY-User-Key-File-3: ssh-ed25519\n", Kind::Ppk),
        ("https://shop.example/label", Kind::Address),
        ("%PDF-1.4\n", Kind::Pdf),
        ("BM is not a bitmap, and MZ no program", Kind::Text(Encoding::Utf8)),
        ("minimum_level = 1\n", Kind::Text(Encoding::Utf8)),
        ("[levels]\n", Kind::Text(Encoding::Utf8)),
        ("製品,型番\r\n", Kind::Text(Encoding::Utf8)),
    ] {
        assert_eq!(Kind::of(text.as_bytes()), kind, "{text}");
        // The same with a byte order mark, and in both orders of UTF-16.
        if !text.is_empty() && kind != Kind::Pdf && !matches!(kind, Kind::Text(_)) {
            assert_eq!(Kind::of(format!("\u{feff}{text}").as_bytes()), kind, "{text}");
            let units: Vec<u16> = format!("\u{feff}{text}").encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            assert_eq!((Kind::of(&little), Kind::of(&big)), (kind.clone(), kind), "{text}");
        }
    }
    let utf16: Vec<u8> = "minimum_level = 1".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(Kind::of(&utf16), Kind::Text(Encoding::Utf16));
    // 製品,型番 in code page 932.
    assert_eq!(Kind::of(b"\x90\xbb\x95i,\x8c^\x94\xd4\r\n"), Kind::Text(Encoding::Other));
    assert_eq!(Kind::of(&[0; 100]), Kind::Zeros);
}

#[test]
fn encoded_lists_are_recognized() {
    let trust = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/trust.cbor")).unwrap();
    let base64 = STANDARD.encode(&trust);
    let lines: Vec<&str> = base64.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    for text in [base64.clone(), URL_SAFE_NO_PAD.encode(&trust), lines.join("\r\n")] {
        assert_eq!(Kind::of(text.as_bytes()), Kind::Base64(Box::new(Kind::TrustList)));
    }
    let hex: String = trust.iter().map(|byte| format!("{byte:02X}")).collect();
    assert_eq!(Kind::of(hex.as_bytes()), Kind::Hex(Box::new(Kind::TrustList)));
    assert_eq!(Kind::of(b"abcdefghijklmnopqrstuvwxyz"), Kind::Text(Encoding::Utf8));
}

#[test]
fn binary_formats_are_recognized() {
    let brand =
        |brands: &str| [&[0, 0, 0, 8 + brands.len() as u8][..], b"ftyp", brands.as_bytes(), b"\0\0\0\0"].concat();
    let ustar = [&[b'a'; 257][..], b"ustar\x0000", &[0xff; 200]].concat();
    let cases: Vec<(Vec<u8>, Kind)> = vec![
        (brand("avif\0\0\0\0mif1miaf"), Kind::OtherImage(OtherImage::Avif)),
        (brand("mif1\0\0\0\0avif"), Kind::OtherImage(OtherImage::Avif)),
        (brand("heic\0\0\0\0mif1"), Kind::OtherImage(OtherImage::Heic)),
        (brand("mif1\0\0\0\0heic"), Kind::OtherImage(OtherImage::Heic)),
        (brand("isom\0\0\0\0mp42"), Kind::Video),
        (brand("qt  \0\0\0\0"), Kind::Video),
        (b"GIF89a\x01\0\x01\0\x80".to_vec(), Kind::OtherImage(OtherImage::Gif)),
        (b"II*\0\x08\0\0\0\x01\0\xff\xff".to_vec(), Kind::OtherImage(OtherImage::Tiff)),
        (b"\xff\x0a\xff\xff".to_vec(), Kind::OtherImage(OtherImage::JpegXl)),
        (b"\x89PNG\r\n\x1a\n\0".to_vec(), Kind::Image("PNG")),
        (b"\xff\xd8\xff\xe0\0".to_vec(), Kind::Image("JPEG")),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3".to_vec(), Kind::Pdf),
        ([&b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska"[..], &[0xff; 300]].concat(), Kind::Video),
        (b"\x1f\x8b\x08\0\0\0".to_vec(), Kind::Packed(Packed::Gzip)),
        (b"PK\x03\x04\x14\0\0\0\x08\0".to_vec(), Kind::Packed(Packed::Zip)),
        (b"\xfd7zXZ\0\0".to_vec(), Kind::Packed(Packed::Xz)),
        (b"\x28\xb5\x2f\xfd\x04".to_vec(), Kind::Packed(Packed::Zstd)),
        (ustar, Kind::Packed(Packed::Tar)),
        (b"SQLite format 3\0\x10".to_vec(), Kind::Database),
        ([&b"\x7fELF\x02\x01\x01"[..], &[0; 60]].concat(), Kind::Program),
        (b"\xfe\xed\xfe\xed\0\0\0\x02".to_vec(), Kind::JavaKeystore),
        (b"\x07\x93\xff\xee\x01\x99".to_vec(), Kind::Unknown),
    ];
    for (bytes, kind) in cases {
        assert_eq!(Kind::of(&bytes), kind, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn keys_in_der_are_recognized() {
    let seed = [&[0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20][..], &[7; 32]].concat();
    let private = Kind::Der(DerKind::PrivateKey { algorithm: ED25519, is_v2: false });
    assert_eq!(Kind::of(&seed), private);
    assert_eq!(Kind::of(STANDARD.encode(&seed).as_bytes()), Kind::Base64(Box::new(private)));
    let public = [&[0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0][..], &[7; 32]].concat();
    assert_eq!(Kind::of(&public), Kind::Der(DerKind::PublicKey(ED25519)));
    // A cut file is none of them.
    assert_eq!(Kind::of(&seed[..40]), Kind::Unknown);
    assert_eq!(Kind::of(&[0x30, 0x80, 2, 1, 3, 0x30, 0x80]), Kind::Der(DerKind::Pkcs12));
}

#[test]
fn paths_are_words_for_a_shell() {
    for (path, word) in [
        ("a/b-1.pem", "a/b-1.pem"),
        ("鍵.pem", "鍵.pem"),
        ("my key.pem", "'my key.pem'"),
        ("it's", "'it'\\''s'"),
        ("-x", "'./-x'"),
        ("$(rm)", "'$(rm)'"),
    ] {
        assert_eq!(quoted(Path::new(path)), word);
    }
}
