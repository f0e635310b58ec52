//! Writes `src/symbol/cp932.bin`, the table with which the scanner reads Shift JIS: `cargo xtask cp932`.
//!
//! The table has 100 rows of 94 characters: rows 1 to 94, and rows 115 to 120, which are the additions of IBM. Each
//! character is two bytes in big-endian order: its Unicode number, or 0 if there is none. The rows between are those of
//! private use, which are computed. The table is made from `encoding_rs`, which has the index jis0208 of the WHATWG
//! Encoding Standard. That index is Microsoft's code page 932, which is what the names "Shift JIS" and "ECI 20" mean in
//! practice:
//!
//! - It adds characters to JIS X 0208: those of NEC in row 13 (①, ㈱) and those of IBM (髙), which stand twice, in rows
//!   89 to 92 as NEC placed them, and in rows 115 to 119.
//! - Six characters of rows 1 and 2 have other Unicode numbers than in JIS X 0208: 〜 is U+FF5E, not U+301C.
//!
//! The kanji mode of a symbol (ISO/IEC 18004, clause 7.3.6) can express rows 1 to 84: 0x8140 to 0x9FFC and 0xE040 to
//! 0xEBBF in Shift JIS.

use encoding_rs::SHIFT_JIS;
use std::path::Path;
use std::process::ExitCode;

/// The number of characters in a row.
const COLUMNS: u8 = 94;

/// The first bytes of the rows in the table. Each covers two rows.
const FIRST_BYTES: [core::ops::RangeInclusive<u8>; 3] = [0x81..=0x9f, 0xe0..=0xef, 0xfa..=0xfc];

fn main() -> ExitCode {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/symbol/cp932.bin");
    match std::fs::write(&path, table()) {
        Ok(()) => {
            println!("written: {}", path.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}

/// Returns the bytes of the table.
fn table() -> Vec<u8> {
    let places = FIRST_BYTES.into_iter().flatten().flat_map(|first| (0..2 * COLUMNS).map(move |at| (first, at)));
    places.flat_map(|(first, column)| number(first, column).to_be_bytes()).collect()
}

/// Returns the Unicode number of the character at a place, or 0.
fn number(first: u8, column: u8) -> u16 {
    // The second byte is never 0x7F.
    let second = column + if column < 0x3f { 0x40 } else { 0x41 };
    let bytes = [first, second];
    let Some(text) = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes) else { return 0 };
    let mut characters = text.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else { return 0 };
    u16::try_from(u32::from(character)).unwrap_or(0)
}

#[test]
fn the_stored_table_is_the_generated_one() {
    let table = table();
    let file = include_bytes!("../src/symbol/cp932.bin");
    assert_eq!(table.len(), file.len());
    let differs = |at: &usize| table[2 * at..2 * at + 2] != file[2 * at..2 * at + 2];
    let differing: Vec<(usize, usize)> =
        (0..file.len() / 2).filter(differs).map(|at| (at / 94 + 1, at % 94 + 1)).collect();
    assert_eq!(differing, [], "rows and columns that differ; if the change is intended, run cargo xtask cp932");
    // JIS X 0208 has 524 characters that are not kanji, and 6,355 kanji. NEC added 83 characters, and 374 of IBM's; IBM
    // has 388.
    let count = |rows: core::ops::Range<usize>| {
        file[188 * (rows.start - 1)..188 * (rows.end - 1)].chunks(2).filter(|number| *number != [0, 0]).count()
    };
    assert_eq!([count(1..9), count(9..16), count(16..85), count(85..95), count(95..101)], [524, 83, 6355, 374, 388]);
}
