//! JSON that a terminal shows as it is.

use crate::label::is_hidden;
use core::fmt::Write;

/// Escapes the hidden characters of a JSON text on one line: C1 controls, bidi controls, line separators, everything
/// default-ignorable and private use, which JSON allows in a string as they are. A program reads the same value, and a
/// terminal obeys none of them.
///
/// ```
/// use starseal::report::escape_hidden;
///
/// assert_eq!(escape_hidden("\"a\u{202E}b\u{E0041}\"".to_owned()), r#""a\u202eb\udb40\udc41""#);
/// ```
#[must_use]
pub fn escape_hidden(json: String) -> String {
    if !json.chars().any(is_hidden) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if is_hidden(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}
