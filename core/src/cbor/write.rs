//! The writer.

use coset::cbor::Value;

/// Encodes a value. Its maps must have their keys in bytewise order, as those made by [`map`] do.
#[must_use]
pub fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to a Vec cannot fail, and ciborium can write every value that is built here.
    #[expect(clippy::expect_used, reason = "infallible: the writer is a Vec")]
    coset::cbor::ser::into_writer(value, &mut bytes).expect("writing CBOR to memory");
    bytes
}

/// Makes a map from unsigned keys, in the order of the keys. Entries without a value are left out.
#[must_use]
pub fn map(entries: impl IntoIterator<Item = (u64, Option<Value>)>) -> Value {
    let mut entries: Vec<(u64, Value)> =
        entries.into_iter().filter_map(|(key, value)| value.map(|value| (key, value))).collect();
    entries.sort_by_key(|(key, _)| *key);
    Value::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}
