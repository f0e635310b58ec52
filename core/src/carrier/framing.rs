//! Framing: characters that scanners, editors and spreadsheets put around a carrier.

/// Takes the framing off a text: everything around the carrier that neither belongs to it nor is part of an
/// address. The text is returned as it is if it has none.
///
/// The text may be one row of a CSV file, of which one cell holds the carrier; `is_payload` tells such a cell. If the
/// text was typed by a keyboard wedge, a quote at the end may be a digit, and is taken off only with one at the start.
pub(super) fn unframed(text: &str, is_typed: bool, is_payload: impl Fn(&str) -> bool) -> &str {
    let mut carrier = None;
    for cell in text.split([',', ';', '\t']).map(|cell| without_ends(cell, is_typed)) {
        match is_payload(cell) {
            true if carrier.is_none() => carrier = Some(cell),
            // Two carriers, or a cell that may be an address, so that this is not a row.
            true => return without_ends(text, is_typed),
            false if cell.contains('/') => return without_ends(text, is_typed),
            false => {}
        }
    }
    carrier.unwrap_or_else(|| without_ends(text, is_typed))
}

/// Takes C0 controls, blanks, byte order marks, quotes and AIM identifiers off both ends of a text.
fn without_ends(text: &str, is_typed: bool) -> &str {
    let mut rest = text;
    let mut quotes = 0;
    loop {
        let mut characters = rest.chars();
        match characters.next() {
            Some(c) if is_blank(c) => rest = characters.as_str(),
            Some(c) if is_quote(c) => {
                quotes += 1;
                rest = characters.as_str();
            }
            Some(c) if c == ']' || is_typed && (c == '[' || c == '\\') => {
                let is_identifier = characters.next().is_some_and(|c| c.is_ascii_alphabetic())
                    && characters.next().is_some_and(|c| c.is_ascii_hexdigit());
                if !is_identifier {
                    break;
                }
                rest = characters.as_str();
            }
            _ => break,
        }
    }
    while let Some(c) = rest.chars().next_back() {
        if !is_blank(c) && (!is_quote(c) || is_typed && quotes == 0) {
            break;
        }
        quotes -= u32::from(is_typed && is_quote(c));
        rest = rest.get(..rest.len() - c.len_utf8()).unwrap_or_default();
    }
    rest
}

/// Returns whether a character is a C0 control, white space (Unicode property `White_Space`) or a byte order mark.
fn is_blank(c: char) -> bool {
    c < ' ' || c.is_whitespace() || c == '\u{FEFF}'
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}')
}
