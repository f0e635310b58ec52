//! The writer.

use super::loose::write_head;
use coset::cbor::Value;

/// Encodes a value. Its maps must have their keys in bytewise order, as those made by [`map`] do.
///
/// `ciborium` would write the same, but brings the code by which `serde` writes any type: 3 KB of a verifier that a
/// browser downloads.
#[must_use]
pub fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(value, &mut bytes);
    bytes
}

fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Integer(number) => {
            let number = i128::from(*number);
            // An integer of `ciborium` has at most 64 bits beside its sign.
            let (major, argument) = if number < 0 { (1, -1 - number) } else { (0, number) };
            write_head(out, major, argument as u64);
        }
        Value::Bytes(bytes) => write_string(out, 2, bytes),
        Value::Text(text) => write_string(out, 3, text.as_bytes()),
        Value::Array(items) => {
            write_head(out, 4, items.len() as u64);
            items.iter().for_each(|item| write(item, out));
        }
        Value::Map(entries) => {
            write_head(out, 5, entries.len() as u64);
            for (key, value) in entries {
                write(key, out);
                write(value, out);
            }
        }
        Value::Tag(tag, content) => {
            write_head(out, 6, *tag);
            write(content, out);
        }
        Value::Bool(value) => write_head(out, 7, if *value { 21 } else { 20 }),
        // No structure has a float, and the strict reader refuses one. It is not shortened.
        Value::Float(number) => {
            out.push(0xfb);
            out.extend_from_slice(&number.to_be_bytes());
        }
        // Null: `ciborium` has no other kind.
        _ => write_head(out, 7, 22),
    }
}

fn write_string(out: &mut Vec<u8>, major: u8, content: &[u8]) {
    write_head(out, major, content.len() as u64);
    out.extend_from_slice(content);
}

/// Makes a map from unsigned keys, in the order of the keys. Entries without a value are left out.
#[must_use]
pub fn map(entries: impl IntoIterator<Item = (u64, Option<Value>)>) -> Value {
    let mut entries: Vec<(u64, Value)> =
        entries.into_iter().filter_map(|(key, value)| value.map(|value| (key, value))).collect();
    entries.sort_by_key(|(key, _)| *key);
    Value::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}
