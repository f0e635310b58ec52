//! Product IDs as names of files and parts of addresses. The encoding can be undone, and no two names differ only in
//! the case of their letters.

use std::fmt::Write as _;

/// The names that Windows reserves for devices, whatever ending follows.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Returns the name of a product ID: digits and `-` stay, a letter `A` to `Z` becomes the small letter, a small letter
/// `_` and the letter, and everything else `~` and two hex digits for each byte. A name that Windows reserves for a
/// device has its first character in hex.
#[must_use]
pub fn name_of(product_id: &str) -> String {
    let mut name = String::new();
    for byte in product_id.bytes() {
        match byte {
            b'0'..=b'9' | b'-' => name.push(char::from(byte)),
            b'A'..=b'Z' => name.push(char::from(byte.to_ascii_lowercase())),
            b'a'..=b'z' => name.extend(['_', char::from(byte)]),
            other => push_hex(&mut name, other),
        }
    }
    match product_id.bytes().next() {
        Some(first) if is_device(&name) => {
            let mut escaped = String::new();
            push_hex(&mut escaped, first);
            escaped.extend(name.chars().skip(1));
            escaped
        }
        _ => name,
    }
}

fn push_hex(name: &mut String, byte: u8) {
    // Writing into a string does not fail.
    let _ = write!(name, "~{byte:02x}");
}

fn is_device(name: &str) -> bool {
    let numbered = name.strip_prefix("com").or(name.strip_prefix("lpt"));
    DEVICES.contains(&name) || numbered.is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
}

/// Returns the product ID of a name; none if [`name_of`] does not return the name for any.
#[must_use]
pub fn product_id_of(name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = name.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'0'..=b'9' | b'-' => byte,
            b'a'..=b'z' => byte.to_ascii_uppercase(),
            b'_' => rest.next().filter(u8::is_ascii_lowercase)?,
            b'~' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(str::from_utf8(&digits).ok()?, 16).ok()?
            }
            _ => return None,
        });
    }
    let product_id = String::from_utf8(bytes).ok()?;
    (name_of(&product_id) == name).then_some(product_id)
}
