//! The blocks of a PEM file (RFC 7468), as people have them.
//!
//! Files are edited, copied, mailed and printed by other programs: they have comments, blanks at line ends, other line
//! widths or none, and other encodings. This room takes all of that off and hands each block on in the strict form,
//! which `pkcs8` reads. Nothing within the base64 text itself is repaired.

use zeroize::Zeroizing;

/// The width of the lines of the strict form.
const WIDTH: usize = 64;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// One block of a PEM file.
pub(super) struct Block {
    /// The label, such as `PRIVATE KEY`.
    pub(super) label: String,
    /// The block in its strict form.
    pub(super) strict: Zeroizing<String>,
    /// What is wrong with the block.
    pub(super) fault: Option<BlockFault>,
    /// Whether a header says that the content is encrypted, as in the traditional form of openssl (RFC 1421).
    pub(super) is_sealed: bool,
}

/// What is wrong with a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockFault {
    /// The last line is missing.
    Cut,
    /// The content has a character that is not base64.
    NotBase64,
}

/// Returns the ASCII characters of a text in UTF-8, UTF-16 or another encoding of ASCII, with `?` for all others: only
/// comments can have any.
pub(super) fn ascii(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len()));
    let (units, _) = bytes.as_chunks::<2>();
    // Text in UTF-16 has a zero beside each ASCII character.
    let zeros = |at: usize| units.iter().filter(|unit| unit.get(at) == Some(&0)).count();
    let half = units.len() / 2;
    let shown = |byte: u8| if byte.is_ascii() { char::from(byte) } else { '?' };
    if !units.is_empty() && (zeros(0) > half || zeros(1) > half) {
        let at = usize::from(zeros(0) > half);
        for unit in units {
            match (unit.get(at), unit.get(1 - at)) {
                (Some(byte), Some(0)) => text.push(shown(*byte)),
                _ => text.push('?'),
            }
        }
    } else {
        text.extend(bytes.iter().map(|byte| shown(*byte)));
    }
    text
}

/// Returns the blocks of a text in their order.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let Some((label, after)) = after.split_once(DASHES) else { break };
        // A line that only starts like the first line of a block is a comment.
        if label.contains(['\n', '\r']) {
            rest = after;
            continue;
        }
        let next = after.find(BEGIN).unwrap_or(after.len());
        let end = after.find(END).filter(|end| *end < next);
        let (content, fault) = match end {
            Some(end) => (after.get(..end).unwrap_or_default(), None),
            None => (after.get(..next).unwrap_or_default(), Some(BlockFault::Cut)),
        };
        blocks.push(block(label.trim(), content, fault));
        rest = after.get(end.map_or(next, |end| end + END.len())..).unwrap_or_default();
    }
    blocks
}

fn block(label: &str, content: &str, fault: Option<BlockFault>) -> Block {
    let mut strict =
        Zeroizing::new(String::with_capacity(content.len() + content.len() / WIDTH + 2 * label.len() + 64));
    for part in [BEGIN, label, DASHES, "\n"] {
        strict.push_str(part);
    }
    let mut column = 0;
    let (mut is_base64, mut is_sealed) = (true, false);
    // Settings in one line write a line break as two characters.
    let breaks = ["\\r\\n", "\\n", "\\r"];
    for line in content.split(['\n', '\r']).flat_map(|line| split_at_all(line, &breaks)) {
        // A header of RFC 1421, such as `Proc-Type: 4,ENCRYPTED`.
        if let Some((name, value)) = line.split_once(": ") {
            is_sealed |= name.trim() == "Proc-Type" && value.contains("ENCRYPTED");
            continue;
        }
        for c in line.chars().filter(|c| !c.is_whitespace()) {
            is_base64 &= c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
            if column == WIDTH {
                strict.push('\n');
                column = 0;
            }
            strict.push(c);
            column += 1;
        }
    }
    for part in ["\n", END, label, DASHES, "\n"] {
        strict.push_str(part);
    }
    let fault = fault.or((!is_base64).then_some(BlockFault::NotBase64));
    Block { label: label.to_owned(), strict, fault, is_sealed }
}

/// Splits a text at each of several separators.
fn split_at_all<'a>(text: &'a str, separators: &[&str]) -> Vec<&'a str> {
    separators
        .iter()
        .fold(vec![text], |parts, separator| parts.into_iter().flat_map(|part| part.split(*separator)).collect())
}

#[cfg(test)]
mod tests {
    use super::{BlockFault, ascii, blocks};

    const STRICT: &str = "-----BEGIN A KEY-----\nAAECAwQF\n-----END A KEY-----\n";

    #[test]
    fn every_spelling_has_the_same_strict_form() {
        let utf16: Vec<u8> = STRICT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf16.iter().copied()).collect();
        let big: Vec<u8> = format!("\u{feff}鍵\n{STRICT}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        for text in [
            STRICT.as_bytes(),
            b"# a comment\n\n-----BEGIN A KEY----- \t\r\n  AAEC\r\nAwQF  \r\n\r\n-----END A KEY-----\r\n\r\n ",
            b"\xef\xbb\xbf-----BEGIN A KEY-----\rAAECAwQF\r-----END A KEY-----",
            b"-----BEGIN A KEY-----AAECAwQF-----END A KEY-----",
            b"KEY=\"-----BEGIN A KEY-----\\nAAEC\\nAwQF\\n-----END A KEY-----\\n\"",
            b"A\nA\nE\n-----BEGIN A KEY-----\nA\nA\nE\nC\nAwQF\n-----END A KEY-----\nsigned, \x93me\x94",
            &utf16,
            &marked,
            &big,
        ] {
            let found = blocks(&ascii(text));
            assert_eq!(found.len(), 1, "{}", String::from_utf8_lossy(text));
            assert_eq!((found[0].strict.as_str(), found[0].fault), (STRICT, None), "{}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn long_lines_are_wrapped_and_several_blocks_are_kept_apart() {
        let long = format!("-----BEGIN B-----\n{}\n-----END B-----\n{STRICT}", "A".repeat(130));
        let found = blocks(&long);
        assert_eq!(found.len(), 2);
        let widths: Vec<usize> = found[0].strict.lines().map(str::len).collect();
        assert_eq!(widths, [17, 64, 64, 2, 15]);
        assert_eq!(found[1].strict.as_str(), STRICT);
    }

    #[test]
    fn faults_are_named() {
        let fault = |text: &str| blocks(text)[0].fault;
        assert_eq!(fault("-----BEGIN A KEY-----\nAAECAwQF\n"), Some(BlockFault::Cut));
        assert_eq!(fault(&format!("-----BEGIN A KEY-----\nAAEC\n{STRICT}")), Some(BlockFault::Cut));
        assert_eq!(fault("-----BEGIN A KEY-----\n> AAEC\n-----END A KEY-----\n"), Some(BlockFault::NotBase64));
        let sealed = "-----BEGIN A KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: X,00\n\nAAEC\n-----END A KEY-----\n";
        assert!(blocks(sealed)[0].is_sealed && blocks(sealed)[0].fault.is_none());
        assert!(blocks("hello -----BEGIN").is_empty() && blocks("-----BEGIN A\nB-----").is_empty());
    }
}
