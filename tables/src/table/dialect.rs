//! The separator of a CSV file: spreadsheet programs write a semicolon where the comma is in decimal numbers, and a tab
//! as "Unicode text".

use super::header::HEADER_WITHIN;
use std::io::{self, Read};

/// The separators, the most likely one first.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The separator of a file, and what was read to find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) separator: u8,
    /// The first lines, to be read again.
    /// A line that states the separator is not among them: spreadsheet programs do not count it as a row either.
    pub(super) head: Vec<u8>,
}

impl Dialect {
    /// Reads up to the end of the first line with a name of a column, or as many lines as titles may take, and finds
    /// the separator.
    pub(super) fn read(input: &mut impl Read, is_name: &dyn Fn(&str) -> bool) -> io::Result<Self> {
        let (mut head, mut line) = next_line(input)?;
        let stated = stated(&line);
        if stated.is_some() {
            (head, line) = next_line(input)?;
        }
        if let Some(separator) = stated {
            return Ok(Dialect { separator, head });
        }
        for _ in 1..HEADER_WITHIN {
            if line.is_empty() || SEPARATORS.iter().any(|separator| names(&line, *separator, is_name) > 0) {
                break;
            }
            let (more, next) = next_line(input)?;
            head.extend(more);
            line = next;
        }
        // Of equals, `max_by_key` returns the last one.
        let separator = SEPARATORS.into_iter().rev().max_by_key(|separator| names(&line, *separator, is_name));
        Ok(Dialect { separator: separator.unwrap_or(b','), head })
    }
}

/// Returns the next line that is not blank, with the blank lines before it and without them.
fn next_line(input: &mut impl Read) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let (mut head, mut start) = (Vec::new(), 0);
    let mut byte = [0];
    while input.read(&mut byte)? > 0 {
        head.extend(byte);
        if byte == *b"\n" {
            if !is_blank(head.get(start..).unwrap_or_default()) {
                break;
            }
            start = head.len();
        }
    }
    let line = head.get(start..).unwrap_or_default().to_vec();
    Ok((head, line))
}

/// Returns whether a line has nothing but blanks and separators, as the rows above a table have.
fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| byte.is_ascii_whitespace() || SEPARATORS.contains(byte))
}

/// Returns the separator that the line `sep=;` states, which spreadsheet programs read and do not show.
fn stated(line: &[u8]) -> Option<u8> {
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator, rest @ ..] if rest.trim_ascii().is_empty() => {
            (separator.is_ascii() && !matches!(separator, b'\n' | b'"')).then_some(*separator)
        }
        _ => None,
    }
}

/// Returns the number of names of columns in a line with this separator.
fn names(line: &[u8], separator: u8, is_name: &dyn Fn(&str) -> bool) -> usize {
    let cells = line.split(|byte| *byte == separator);
    let name = |cell: &[u8]| String::from_utf8_lossy(cell).trim().trim_matches('"').trim().to_owned();
    cells.filter(|cell| is_name(&name(cell))).count()
}

#[cfg(test)]
mod tests {
    use super::Dialect;

    #[test]
    fn the_separator_is_found_in_the_header() {
        for (text, separator, head) in [
            ("", b',', ""),
            ("product_id\nA\n", b',', "product_id\n"),
            ("product_id,level\n", b',', "product_id,level\n"),
            ("product_id;level;model\n", b';', "product_id;level;model\n"),
            ("\"product_id\"\t\" level \"\n", b'\t', "\"product_id\"\t\" level \"\n"),
            // Blank rows above the header, and a separator that is stated.
            ("\n;;\nproduct_id;level\nA;1\n", b';', "\n;;\nproduct_id;level\n"),
            ("sep=|\nproduct_id|level\n", b'|', "product_id|level\n"),
            ("SEP=;\n\nproduct_id\n", b';', "\nproduct_id\n"),
            // Other text has the usual separator, so that its fault is found there.
            ("a;b\n", b',', "a;b\n"),
        ] {
            let dialect =
                Dialect::read(&mut text.as_bytes(), &|name| ["product_id", "level", "model"].contains(&name)).unwrap();
            let expected = Dialect { separator, head: head.into() };
            assert_eq!(dialect, expected, "{text:?}");
        }
    }
}
