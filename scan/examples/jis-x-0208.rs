//! Writes `src/symbol/jis_x_0208.bin`, the table with which the scanner reads Shift JIS: `cargo xtask jis-x-0208`.
//!
//! The table has 94 rows of 94 characters. Each is two bytes in big-endian order: the number of a Unicode character, or
//! 0 if the standard has none. It is made from `encoding_rs`, which has the index jis0208 of the WHATWG Encoding
//! Standard. That index is Microsoft's code page 932, which differs from JIS X 0208 in two ways. The table follows JIS
//! X 0208 in both:
//!
//! - Code page 932 adds characters: those of NEC in row 13 (①, ㈱) and those of NEC and IBM in rows 89 to 92 and 115 to
//!   119 (髙). The table omits them.
//! - Six characters of rows 1 and 2 have other Unicode numbers in code page 932 ([`SIX`]).
//!
//! All characters of JIS X 0208 are in rows 1 to 84, which the kanji mode of a symbol (ISO/IEC 18004, clause 7.3.6) can
//! express: 0x8140 to 0x9FFC and 0xE040 to 0xEBBF in Shift JIS.

use encoding_rs::SHIFT_JIS;
use std::path::Path;
use std::process::ExitCode;

/// The number of rows, and of characters in each.
const SIDE: u8 = 94;

/// The rows in which JIS X 0208 has characters: symbols, letters and box drawing, then kanji.
const LETTERS: core::ops::RangeInclusive<u8> = 1..=8;
const KANJI: core::ops::RangeInclusive<u8> = 16..=84;

/// The Unicode characters of code page 932 and of JIS X 0208 for the six characters that differ.
const SIX: [(char, char); 6] = [
    ('\u{ff5e}', '\u{301c}'), // wave dash
    ('\u{2225}', '\u{2016}'), // double vertical line
    ('\u{ff0d}', '\u{2212}'), // minus sign
    ('\u{ffe0}', '\u{00a2}'), // cent sign
    ('\u{ffe1}', '\u{00a3}'), // pound sign
    ('\u{ffe2}', '\u{00ac}'), // not sign
];

fn main() -> ExitCode {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/symbol/jis_x_0208.bin");
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
    let places = (1..=SIDE).flat_map(|row| (1..=SIDE).map(move |column| (row, column)));
    places.flat_map(|(row, column)| number(row, column).to_be_bytes()).collect()
}

/// Returns the Unicode number of the character at a place, or 0.
fn number(row: u8, column: u8) -> u16 {
    if !LETTERS.contains(&row) && !KANJI.contains(&row) {
        return 0;
    }
    let bytes = shift_jis(row, column);
    let Some(text) = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(&bytes) else { return 0 };
    let mut characters = text.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else { return 0 };
    let character = SIX.iter().find(|(of_932, _)| *of_932 == character).map_or(character, |(_, of_jis)| *of_jis);
    u16::try_from(u32::from(character)).unwrap_or(0)
}

/// Returns the two bytes of a place in Shift JIS. Each first byte covers two rows.
fn shift_jis(row: u8, column: u8) -> [u8; 2] {
    let (pair, column) = ((row - 1) / 2, column - 1 + (row - 1) % 2 * SIDE);
    let first = pair + if pair < 0x1f { 0x81 } else { 0xc1 };
    // The second byte is never 0x7F.
    let second = column + if column < 0x3f { 0x40 } else { 0x41 };
    [first, second]
}

#[test]
fn the_stored_table_is_the_generated_one() {
    let table = table();
    let file = include_bytes!("../src/symbol/jis_x_0208.bin");
    assert_eq!(table.len(), file.len());
    let differs = |at: &usize| table[2 * at..2 * at + 2] != file[2 * at..2 * at + 2];
    let differing: Vec<(usize, usize)> =
        (0..file.len() / 2).filter(differs).map(|at| (at / 94 + 1, at % 94 + 1)).collect();
    assert_eq!(differing, [], "rows and columns that differ; if the change is intended, run cargo xtask jis-x-0208");
    // JIS X 0208 has 524 characters that are not kanji, and 6,355 kanji.
    let count = |rows: core::ops::Range<usize>| {
        file[188 * (rows.start - 1)..188 * (rows.end - 1)].chunks(2).filter(|number| *number != [0, 0]).count()
    };
    assert_eq!((count(1..16), count(16..95)), (524, 6355));
}
