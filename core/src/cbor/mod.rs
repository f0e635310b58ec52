//! Deterministic CBOR (RFC 8949 section 4.2.1), read strictly from the bytes received.
//!
//! General decoders accept indefinite lengths, unsorted and repeated keys and non-shortest integers; this reader
//! refuses them as it goes, so that a structure has exactly one encoding and no second pass is needed. Writing
//! is left to `ciborium`, whose integers and lengths are the shortest.

mod loose;
#[cfg(test)]
mod tests;

pub(crate) use loose::deterministic;

use crate::limits::MAX_CBOR_DEPTH;
use coset::cbor::Value;

/// Why bytes are not deterministic CBOR, or not of the shape expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CborFault {
    /// The bytes end within an item.
    #[error("the bytes end within an item")]
    Truncated,
    /// There are bytes after the end.
    #[error("there are bytes after the end")]
    TrailingBytes,
    /// An integer or a length is not in its shortest form.
    #[error("an integer or a length is not in its shortest form")]
    NotShortest,
    /// An item has an indefinite length.
    #[error("an item has an indefinite length")]
    Indefinite,
    /// Map keys are not in bytewise order.
    #[error("map keys are not in bytewise order")]
    UnsortedKeys,
    /// A map key stands twice.
    #[error("a map key stands twice")]
    DuplicateKey,
    /// A floating-point number, or a simple value other than false, true and null.
    #[error("a float or an unknown simple value")]
    FloatOrSimple,
    /// A tag where none may stand.
    #[error("a tag where none may stand")]
    Tag,
    /// A text that is not UTF-8.
    #[error("a text is not UTF-8")]
    Utf8,
    /// Items nest too deep.
    #[error("items nest deeper than {MAX_CBOR_DEPTH} levels")]
    TooDeep,
    /// A reserved additional-information value.
    #[error("an item's head is reserved")]
    Reserved,
    /// Well-formed, but not the type or value expected here.
    #[error("not the expected type or value")]
    Unexpected,
}

/// One item's head. Of arrays and maps it holds the number of entries, which are read next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item<'a> {
    Uint(u64),
    /// The encoded value n of the integer -1 - n.
    Negative(u64),
    Bytes(&'a [u8]),
    Text(&'a str),
    Array(u64),
    Map(u64),
    Bool(bool),
    Null,
}

/// Reads items one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Reader { rest: bytes, depth: 0 }
    }

    /// Reads a tag's head, whose number must be `expected`.
    pub(crate) fn tag(&mut self, expected: u64) -> Result<(), CborFault> {
        match self.head()? {
            (6, number) if number == expected => Ok(()),
            _ => Err(CborFault::Unexpected),
        }
    }

    /// Reads one item that is not a tag.
    pub(crate) fn item(&mut self) -> Result<Item<'a>, CborFault> {
        let (major, value) = self.head()?;
        Ok(match major {
            0 => Item::Uint(value),
            1 => Item::Negative(value),
            2 => Item::Bytes(self.take(value)?),
            3 => Item::Text(core::str::from_utf8(self.take(value)?).map_err(|_| CborFault::Utf8)?),
            4 => Item::Array(value),
            5 => Item::Map(value),
            6 => return Err(CborFault::Tag),
            _ => match value {
                20 => Item::Bool(false),
                21 => Item::Bool(true),
                22 => Item::Null,
                _ => return Err(CborFault::FloatOrSimple),
            },
        })
    }

    pub(crate) fn uint(&mut self) -> Result<u64, CborFault> {
        match self.item()? {
            Item::Uint(value) => Ok(value),
            _ => Err(CborFault::Unexpected),
        }
    }

    pub(crate) fn int(&mut self) -> Result<i64, CborFault> {
        match self.item()? {
            Item::Uint(value) => i64::try_from(value).map_err(|_| CborFault::Unexpected),
            Item::Negative(value) => i64::try_from(value).map(|n| -1 - n).map_err(|_| CborFault::Unexpected),
            _ => Err(CborFault::Unexpected),
        }
    }

    pub(crate) fn bytes(&mut self) -> Result<&'a [u8], CborFault> {
        match self.item()? {
            Item::Bytes(value) => Ok(value),
            _ => Err(CborFault::Unexpected),
        }
    }

    pub(crate) fn byte_array<const N: usize>(&mut self) -> Result<[u8; N], CborFault> {
        self.bytes()?.try_into().map_err(|_| CborFault::Unexpected)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, CborFault> {
        match self.item()? {
            Item::Text(value) => Ok(value),
            _ => Err(CborFault::Unexpected),
        }
    }

    pub(crate) fn array(&mut self) -> Result<u64, CborFault> {
        match self.item()? {
            Item::Array(entries) => Ok(entries),
            _ => Err(CborFault::Unexpected),
        }
    }

    /// Reads a map, whose keys must be strictly ascending in their encoded bytes: for each entry the key, then
    /// whatever `entry` reads, which must be exactly the value.
    pub(crate) fn map<E: From<CborFault>>(
        &mut self,
        mut entry: impl FnMut(Item<'a>, &mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let Item::Map(entries) = self.item()? else {
            return Err(CborFault::Unexpected.into());
        };
        let mut order = KeyOrder::default();
        for _ in 0..entries {
            let key = order.next_key(self, Self::item)?;
            entry(key, self)?;
        }
        Ok(())
    }

    /// Reads past one item of any type, checking all within it. Tags are refused.
    pub(crate) fn skip(&mut self) -> Result<(), CborFault> {
        match self.item()? {
            Item::Array(entries) => self.nest(|reader| (0..entries).try_for_each(|_| reader.skip())),
            Item::Map(entries) => self.nest(|reader| {
                let mut order = KeyOrder::default();
                (0..entries).try_for_each(|_| {
                    order.next_key(reader, Self::skip)?;
                    reader.skip()
                })
            }),
            _ => Ok(()),
        }
    }

    /// Reads what an array or a map holds: one level deeper.
    fn nest(&mut self, read: impl FnOnce(&mut Self) -> Result<(), CborFault>) -> Result<(), CborFault> {
        if self.depth >= MAX_CBOR_DEPTH {
            return Err(CborFault::TooDeep);
        }
        self.depth += 1;
        read(self)?;
        self.depth -= 1;
        Ok(())
    }

    /// The bytes of the next item, read past as by [`skip`](Self::skip).
    pub(crate) fn raw(&mut self) -> Result<&'a [u8], CborFault> {
        let before = self.rest;
        self.skip()?;
        Ok(consumed(before, self.rest))
    }

    /// Nothing may be left.
    pub(crate) fn finish(self) -> Result<(), CborFault> {
        if self.rest.is_empty() { Ok(()) } else { Err(CborFault::TrailingBytes) }
    }

    /// Reads a major type and its argument, in the shortest form. For simple values the argument is the value.
    fn head(&mut self) -> Result<(u8, u64), CborFault> {
        let [first] = self.fixed::<1>()?;
        let (major, info) = (first >> 5, first & 0x1f);
        if major == 7 && info > 23 {
            // 24 to 27 introduce simple values above 31 and floats, 31 the end of an indefinite item.
            return Err(if info == 31 { CborFault::Indefinite } else { CborFault::FloatOrSimple });
        }
        let (value, least) = match info {
            0..=23 => (u64::from(info), 0),
            24 => (u64::from(u8::from_be_bytes(self.fixed()?)), 24),
            25 => (u64::from(u16::from_be_bytes(self.fixed()?)), 1 << 8),
            26 => (u64::from(u32::from_be_bytes(self.fixed()?)), 1 << 16),
            27 => (u64::from_be_bytes(self.fixed()?), 1 << 32),
            31 => return Err(CborFault::Indefinite),
            _ => return Err(CborFault::Reserved),
        };
        if value < least { Err(CborFault::NotShortest) } else { Ok((major, value)) }
    }

    fn fixed<const N: usize>(&mut self) -> Result<[u8; N], CborFault> {
        let (head, rest) = self.rest.split_first_chunk::<N>().ok_or(CborFault::Truncated)?;
        self.rest = rest;
        Ok(*head)
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], CborFault> {
        let length = usize::try_from(length).map_err(|_| CborFault::Truncated)?;
        let (head, rest) = self.rest.split_at_checked(length).ok_or(CborFault::Truncated)?;
        self.rest = rest;
        Ok(head)
    }
}

/// Refuses map keys that do not ascend.
#[derive(Default)]
struct KeyOrder<'a> {
    previous: Option<&'a [u8]>,
}

impl<'a> KeyOrder<'a> {
    fn next_key<T>(
        &mut self,
        reader: &mut Reader<'a>,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T, CborFault>,
    ) -> Result<T, CborFault> {
        let before = reader.rest;
        let key = read(reader)?;
        let encoded = consumed(before, reader.rest);
        match self.previous.map(|previous| previous.cmp(encoded)) {
            Some(core::cmp::Ordering::Equal) => return Err(CborFault::DuplicateKey),
            Some(core::cmp::Ordering::Greater) => return Err(CborFault::UnsortedKeys),
            Some(core::cmp::Ordering::Less) | None => {}
        }
        self.previous = Some(encoded);
        Ok(key)
    }
}

/// What of `before` was read, given what is left of it.
fn consumed<'a>(before: &'a [u8], rest: &[u8]) -> &'a [u8] {
    before.get(..before.len().saturating_sub(rest.len())).unwrap_or_default()
}

/// Checks that `bytes` are exactly one deterministic item without tags.
pub(crate) fn check(bytes: &[u8]) -> Result<(), CborFault> {
    let mut reader = Reader::new(bytes);
    reader.skip()?;
    reader.finish()
}

/// Checks that `bytes` are exactly one deterministic item under `tag`, without tags in it.
pub(crate) fn check_tagged(bytes: &[u8], tag: u64) -> Result<(), CborFault> {
    let mut reader = Reader::new(bytes);
    reader.tag(tag)?;
    reader.skip()?;
    reader.finish()
}

/// Takes bytes apart into 1 to `most` deterministic items under `tag`, one after the other (RFC 8742).
pub(crate) fn split_tagged(bytes: &[u8], tag: u64, most: usize) -> Result<Vec<&[u8]>, CborFault> {
    let mut items = Vec::new();
    let mut reader = Reader::new(bytes);
    while items.is_empty() || !reader.rest.is_empty() {
        if items.len() >= most {
            return Err(CborFault::TrailingBytes);
        }
        let before = reader.rest;
        reader.tag(tag)?;
        reader.skip()?;
        items.push(consumed(before, reader.rest));
    }
    Ok(items)
}

/// Encodes a value. Maps must hold their keys in bytewise order already, as [`map`] leaves them.
pub(crate) fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to a Vec cannot fail, and a Value of ours holds nothing that ciborium cannot write.
    #[expect(clippy::expect_used, reason = "infallible: the writer is a Vec")]
    coset::cbor::ser::into_writer(value, &mut bytes).expect("writing CBOR to memory");
    bytes
}

/// A map from unsigned keys, in the order of the keys.
pub(crate) fn map(entries: impl IntoIterator<Item = (u64, Option<Value>)>) -> Value {
    let mut entries: Vec<(u64, Value)> =
        entries.into_iter().filter_map(|(key, value)| value.map(|value| (key, value))).collect();
    entries.sort_by_key(|(key, _)| *key);
    Value::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}
