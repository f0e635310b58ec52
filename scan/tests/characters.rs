//! Symbols in other character sets, drawn by an independent library, and read from images.

mod common;

use common::Symbol;
use qrcode::bits::Bits;
use qrcode::{EcLevel, Version};
use starseal_scan::{LumaImage, NoText, Scan, ScanOptions, Scanner, scan};

/// The version of all symbols.
const VERSION: i16 = 3;

/// Returns the codewords of a symbol whose bits are written by `push`.
fn codewords(push: impl Fn(&mut Bits)) -> Vec<u8> {
    let mut bits = Bits::new(Version::Normal(VERSION));
    push(&mut bits);
    bits.push_terminator(EcLevel::M).unwrap();
    bits.into_bytes()
}

/// Returns the picture of a symbol, four pixels for each module.
fn picture(data: &[u8]) -> (Vec<u8>, usize) {
    let symbol = Symbol::of_codewords(data, VERSION, EcLevel::M);
    let (scale, quiet) = (4, 4);
    let side = (symbol.side() + 2 * quiet) * scale;
    let module = |at: usize| (at / scale).wrapping_sub(quiet);
    let pixel = |at: usize| if symbol.is_dark(module(at % side), module(at / side)) { 25 } else { 230 };
    ((0..side * side).map(pixel).collect(), side)
}

fn read(data: &[u8]) -> Scan {
    let (pixels, side) = picture(data);
    let image = LumaImage::new(&pixels, side, side, side).unwrap();
    let found = scan(&image, &ScanOptions::default());
    // A camera sees the same.
    for other in [scan(&image, &ScanOptions::preview()), Scanner::new(ScanOptions::preview()).frame(&image)] {
        let content = |scan: &Scan| {
            let texts: Vec<String> = scan.symbols.iter().map(|symbol| symbol.text.clone()).collect();
            let bytes: Vec<_> = scan.textless.iter().map(|symbol| (symbol.reason, symbol.bytes.clone())).collect();
            (texts, bytes)
        };
        assert_eq!(content(&other), content(&found));
    }
    assert!(found.unread.is_empty());
    found
}

#[track_caller]
fn text(push: impl Fn(&mut Bits)) -> String {
    let found = read(&codewords(push));
    assert!(found.textless.is_empty(), "{:?}", found.textless);
    found.symbols.into_iter().map(|symbol| symbol.text).collect::<Vec<_>>().join("|")
}

#[track_caller]
fn reason(push: impl Fn(&mut Bits)) -> (NoText, Vec<u8>) {
    reason_of(&codewords(push))
}

#[track_caller]
fn reason_of(data: &[u8]) -> (NoText, Vec<u8>) {
    let mut found = read(data);
    assert_eq!((found.symbols.len(), found.textless.len()), (0, 1));
    let symbol = found.textless.remove(0);
    assert_eq!(symbol.version, 3);
    assert!((symbol.corners[0].x - 16.0).abs() < 2.0 && (symbol.corners[0].y - 16.0).abs() < 2.0);
    (symbol.reason, symbol.bytes)
}

fn bytes(bytes: &[u8]) -> impl Fn(&mut Bits) {
    move |bits| bits.push_byte_data(bytes).unwrap()
}

fn declared(eci: u32, bytes: &[u8]) -> impl Fn(&mut Bits) {
    move |bits| {
        bits.push_eci_designator(eci).unwrap();
        bits.push_byte_data(bytes).unwrap();
    }
}

#[test]
fn texts_are_never_garbled() {
    assert_eq!(text(bytes("見本 ①".as_bytes())), "見本 ①");
    assert_eq!(text(bytes(b"\x87\x8a\x8c\xa9\x96\x7b\x87\x40\xfb\xfc")), "㈱見本①髙");
    assert_eq!(text(declared(20, b"\x87\x8a\x87\x40\xfb\xfc\x81\x60")), "㈱①髙～");
    assert_eq!(text(declared(25, b"\x00A\x30\x42")), "Aあ");
    assert_eq!(text(declared(2, b"\x81")), "ü");
    // ISO 8859-1, of which other readers make "pr駸ent", and the same where it is declared.
    assert_eq!(reason(bytes(b"pr\xe9sent")), (NoText::NotText, b"pr\xe9sent".to_vec()));
    assert_eq!(text(declared(3, b"pr\xe9sent")), "présent");
    assert_eq!(reason(declared(26, b"\xe9")), (NoText::NotText, vec![0xe9]));
    assert_eq!(reason(declared(899, b"\x01\x02")), (NoText::NotText, vec![1, 2]));
    assert_eq!(reason(declared(123, b"A")), (NoText::UnknownEci { eci: 123 }, b"A".to_vec()));
}

#[test]
fn kanji_of_nec_are_read_in_kanji_mode() {
    assert_eq!(text(|bits| bits.push_kanji_data(b"\x87\x8a\x87\x40").unwrap()), "㈱①");
}

#[test]
fn a_part_of_a_text_says_which() {
    // Structured append, the number, the last number, the parity; then one byte, and the end.
    let part = |number: u32| {
        let bits = 0b0011_0000_0001_0101_1010_0100_0000_0001 | number << 24;
        reason_of(&[&bits.to_be_bytes()[..], &[b'A', 0]].concat())
    };
    assert_eq!(part(0), (NoText::Part { number: 1, of: 2, parity: 0x5a }, b"A".to_vec()));
    assert_eq!(part(1), (NoText::Part { number: 2, of: 2, parity: 0x5a }, b"A".to_vec()));
}

#[test]
fn fields_and_their_application_are_kept() {
    let first = |bits: &mut Bits| {
        bits.push_fnc1_first_position().unwrap();
        bits.push_alphanumeric_data(b"10ABC%17").unwrap();
    };
    assert_eq!(text(first), "10ABC\u{1d}17");
    let second = |bits: &mut Bits| {
        bits.push_fnc1_second_position(37).unwrap();
        bits.push_byte_data(b"X").unwrap();
    };
    assert_eq!(text(second), "37X");
}

#[cfg(feature = "encodings")]
#[test]
fn every_declared_character_set_is_decoded() {
    assert_eq!(text(declared(22, b"\xcf\xf0\xe8\xe2\xe5\xf2")), "Привет");
    assert_eq!(text(declared(29, b"\xd6\xd0\xce\xc4")), "中文");
    assert_eq!(text(declared(30, b"\xc7\xd1\xb1\xdb")), "한글");
    assert_eq!(reason(declared(28, b"\xff")), (NoText::NotText, vec![0xff]));
}

#[cfg(not(feature = "encodings"))]
#[test]
fn a_character_set_that_this_build_leaves_out_is_named() {
    assert_eq!(reason(declared(22, b"\xcf\xf0")), (NoText::UnknownEci { eci: 22 }, vec![0xcf, 0xf0]));
}
