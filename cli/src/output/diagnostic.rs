//! A printer of CBOR diagnostic notation (RFC 8949 section 8), with encoding indicators for encodings that are not the
//! shortest.
//!
//! It accepts all well-formed CBOR, deterministic or not, because it must show faults, and it prints the items before a
//! fault. Texts are printed in ASCII, so that no text of unknown origin reaches a terminal.

use std::fmt::Write;

/// The maximum depth of nested items, which limits the stack of the printer. It is the depth that the longest sealed
/// label can have.
const MAX_DEPTH: usize = starseal::limits::MAX_SEALED_BYTES;

/// Returns the items in `bytes`, in order, as far as they can be parsed.
pub(crate) fn diagnostic(bytes: &[u8]) -> String {
    let mut reader = Reader { bytes, at: 0, out: String::new() };
    let mut first = true;
    while reader.at < bytes.len() {
        if !std::mem::take(&mut first) {
            reader.out.push_str(", ");
        }
        if let Err(fault) = reader.item(0) {
            let _ = write!(reader.out, " /{} at byte {}/", fault.0, reader.at);
            break;
        }
    }
    reader.out
}

/// Splits bytes after the first item. Returns none if there is no complete item.
pub(crate) fn split_item(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut reader = Reader { bytes, at: 0, out: String::new() };
    reader.item(0).ok()?;
    bytes.split_at_checked(reader.at)
}

/// The reason why bytes are not well-formed.
struct Fault(&'static str);

const ENDS: Fault = Fault("the bytes end here");

/// The state of parsing and printing, which are one pass.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    out: String,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: u64) -> Result<&'a [u8], Fault> {
        let end = usize::try_from(count).ok().and_then(|count| self.at.checked_add(count)).ok_or(ENDS)?;
        let taken = self.bytes.get(self.at..end).ok_or(ENDS)?;
        self.at = end;
        Ok(taken)
    }

    fn item(&mut self, depth: usize) -> Result<(), Fault> {
        if depth > MAX_DEPTH {
            return Err(Fault("items nest too deep"));
        }
        let first = self.take(1)?.first().copied().ok_or(ENDS)?;
        let (major, info) = (first >> 5, first & 0x1f);
        let (size, mark) = match info {
            0..24 => (0, ""),
            24 => (1, "_0"),
            25 => (2, "_1"),
            26 => (4, "_2"),
            27 => (8, "_3"),
            31 => return self.indefinite(major, depth),
            _ => return Err(Fault("an item's head is reserved")),
        };
        let raw = self.take(size)?;
        let argument =
            if size == 0 { info.into() } else { raw.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)) };
        if major == 7 {
            return self.simple(info, raw, argument, mark);
        }
        let least = [0, 24, 1 << 8, 0, 1 << 16, 0, 0, 0, 1 << 32];
        // `size` is 0, 1, 2, 4 or 8.
        let is_shortest = argument >= least[raw.len()];
        self.definite(major, argument, if is_shortest { "" } else { mark }, depth)
    }

    fn definite(&mut self, major: u8, argument: u64, mark: &str, depth: usize) -> Result<(), Fault> {
        match major {
            0 => self.write(format_args!("{argument}{mark}")),
            1 => self.write(format_args!("{}{mark}", -1 - i128::from(argument))),
            2 => {
                let bytes = self.take(argument)?;
                self.write(format_args!("h'{}'{mark}", starseal::hex::encode(bytes)));
            }
            3 => {
                let text = str::from_utf8(self.take(argument)?).map_err(|_| Fault("a text that is not UTF-8 ends"))?;
                self.write(format_args!("{}{mark}", quoted(text)));
            }
            4 | 5 => {
                let (open, close) = if major == 4 { ('[', ']') } else { ('{', '}') };
                self.write(format_args!("{open}{}", if mark.is_empty() { String::new() } else { format!("{mark} ") }));
                for index in 0..argument {
                    self.entry(index == 0, major == 5, depth)?;
                }
                self.out.push(close);
            }
            _ => {
                self.write(format_args!("{argument}{mark}("));
                self.item(depth + 1)?;
                self.out.push(')');
            }
        }
        Ok(())
    }

    fn entry(&mut self, is_first: bool, is_map: bool, depth: usize) -> Result<(), Fault> {
        if !is_first {
            self.out.push_str(", ");
        }
        self.item(depth + 1)?;
        if is_map {
            self.out.push_str(": ");
            self.item(depth + 1)?;
        }
        Ok(())
    }

    fn indefinite(&mut self, major: u8, depth: usize) -> Result<(), Fault> {
        let (open, close) = match major {
            2 | 3 => ('(', ')'),
            4 => ('[', ']'),
            5 => ('{', '}'),
            _ => return Err(Fault("an item without a length where it needs one")),
        };
        self.write(format_args!("{open}_ "));
        let mut is_first = true;
        while self.bytes.get(self.at) != Some(&0xff) {
            self.entry(is_first, major == 5, depth)?;
            is_first = false;
        }
        self.at += 1;
        self.out.push(close);
        Ok(())
    }

    fn simple(&mut self, info: u8, raw: &[u8], argument: u64, mark: &str) -> Result<(), Fault> {
        match (info, raw) {
            (20, _) => self.out.push_str("false"),
            (21, _) => self.out.push_str("true"),
            (22, _) => self.out.push_str("null"),
            (23, _) => self.out.push_str("undefined"),
            (25, &[a, b]) => self.write(format_args!("{}{mark}", float(half(u16::from_be_bytes([a, b]))))),
            (26, &[a, b, c, d]) => {
                self.write(format_args!("{}{mark}", float(f32::from_be_bytes([a, b, c, d]).into())));
            }
            (27, &[a, b, c, d, e, f, g, h]) => {
                self.write(format_args!("{}{mark}", float(f64::from_be_bytes([a, b, c, d, e, f, g, h]))));
            }
            _ => self.write(format_args!("simple({argument})")),
        }
        Ok(())
    }

    fn write(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.out.write_fmt(text);
    }
}

/// Returns a text in quotes as in JSON, in ASCII.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(c),
            _ => {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
    out
}

fn float(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() }
    } else {
        format!("{value:?}")
    }
}

/// Decodes a number of half precision (RFC 8949 appendix D).
fn half(bits: u16) -> f64 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let value = match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (fraction + 1024.0) * 2f64.powi(exponent - 25),
    };
    if bits >> 15 == 1 { -value } else { value }
}

#[cfg(test)]
mod tests;
