//! Framing: characters that scanners, editors and spreadsheets put around a carrier.

/// Takes the framing off a text: everything around the carrier that neither belongs to it nor is part of an
/// address. The text is returned as it is if it has none.
///
/// The text may be one row of a CSV file, of which one cell holds the carrier; `is_payload` tells such a cell.
pub(super) fn unframed(text: &str, is_payload: impl Fn(&str) -> bool) -> &str {
    let mut carrier = None;
    for cell in cells(text).map(without_ends) {
        match is_payload(cell) {
            true if carrier.is_none() => carrier = Some(cell),
            // Two carriers, or a cell that may be an address, so that this is not a row.
            true => return without_ends(text),
            false if cell.contains('/') => return without_ends(text),
            false => {}
        }
    }
    carrier.unwrap_or_else(|| without_ends(text))
}

/// Splits a row of a CSV file into its cells.
pub(super) fn cells(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '\t'])
}

/// Takes C0 controls, blanks, byte order marks, quotes and AIM identifiers off both ends of a text.
pub(super) fn without_ends(text: &str) -> &str {
    without_start(text).0.trim_end_matches(|c| is_blank(c) || is_quote(c))
}

/// Takes them off both ends of a text that a keyboard typed. A quote at the end may be a character that was sent, and
/// is taken off only with one at the start.
#[cfg(feature = "keyboards")]
pub(super) fn without_typed_ends(text: &str) -> &str {
    let (mut rest, mut quotes) = without_start(text);
    while let Some(c) = rest.chars().next_back() {
        if is_quote(c) && quotes > 0 {
            quotes -= 1;
        } else if !is_blank(c) {
            break;
        }
        rest = rest.get(..rest.len() - c.len_utf8()).unwrap_or_default();
    }
    rest
}

/// Takes framing off the start, and counts its quotes.
fn without_start(text: &str) -> (&str, u32) {
    let (mut rest, mut quotes) = (text, 0);
    loop {
        let mut characters = rest.chars();
        match characters.next() {
            Some(c) if is_blank(c) || is_quote(c) => quotes += u32::from(is_quote(c)),
            Some(']') => {
                let is_identifier = characters.next().is_some_and(|c| c.is_ascii_alphabetic())
                    && characters.next().is_some_and(|c| c.is_ascii_hexdigit());
                if !is_identifier {
                    return (rest, quotes);
                }
            }
            _ => return (rest, quotes),
        }
        rest = characters.as_str();
    }
}

/// Returns whether a character is a C0 control, white space (Unicode property `White_Space`) or a byte order mark.
pub(super) fn is_blank(c: char) -> bool {
    c < ' ' || c.is_whitespace() || c == '\u{FEFF}'
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}')
}
