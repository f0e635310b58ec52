//! A pull reader, which reads one item after the other.

use super::CborFault;
use crate::limits::MAX_CBOR_DEPTH;

/// An item. For arrays and maps, it holds the number of entries, which are read next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Item<'a> {
    /// An unsigned integer.
    Uint(u64),
    /// A negative integer: the encoded value n of the integer -1 - n.
    Negative(u64),
    /// A byte string.
    Bytes(&'a [u8]),
    /// A text string.
    Text(&'a str),
    /// An array, with the number of its entries.
    Array(u64),
    /// A map, with the number of its entries.
    Map(u64),
    /// True or false.
    Bool(bool),
    /// Null.
    Null,
    /// A float, another simple value, or an item with a tag, which has been read whole. Only a lenient reader has it.
    Other,
}

/// Reads items one after the other. Every method fails with a [`CborFault`] if the bytes are not deterministic CBOR, or
/// not of the type that the method reads.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
    depth: usize,
    is_lenient: bool,
}

impl<'a> Reader<'a> {
    /// Makes a strict reader.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { rest: bytes, depth: 0, is_lenient: false }
    }

    /// Makes a reader that also reads floats, all simple values and tags, each as [`Item::Other`].
    pub(crate) fn lenient(bytes: &'a [u8]) -> Self {
        Reader { is_lenient: true, ..Reader::new(bytes) }
    }

    /// Reads a tag's head, whose number must be `expected`.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn tag(&mut self, expected: u64) -> Result<(), CborFault> {
        match self.head()? {
            (6, number) if number == expected => Ok(()),
            _ => Err(CborFault::Unexpected),
        }
    }

    /// Reads one item. A tag is refused, except by a lenient reader.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn item(&mut self) -> Result<Item<'a>, CborFault> {
        let (mut major, mut value) = self.head()?;
        let is_tagged = self.is_lenient && major == 6;
        while self.is_lenient && major == 6 {
            (major, value) = self.head()?;
        }
        let item = self.content(major, value)?;
        if is_tagged {
            self.skip_entries(item)?;
            return Ok(Item::Other);
        }
        Ok(item)
    }

    fn content(&mut self, major: u8, value: u64) -> Result<Item<'a>, CborFault> {
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
                _ if self.is_lenient => Item::Other,
                _ => return Err(CborFault::FloatOrSimple),
            },
        })
    }

    /// Reads an unsigned integer.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn uint(&mut self) -> Result<u64, CborFault> {
        match self.item()? {
            Item::Uint(value) => Ok(value),
            _ => Err(CborFault::Unexpected),
        }
    }

    /// Reads an integer.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn int(&mut self) -> Result<i64, CborFault> {
        match self.item()? {
            Item::Uint(value) => i64::try_from(value).map_err(|_| CborFault::Unexpected),
            Item::Negative(value) => i64::try_from(value).map(|n| -1 - n).map_err(|_| CborFault::Unexpected),
            _ => Err(CborFault::Unexpected),
        }
    }

    /// Reads a byte string.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn bytes(&mut self) -> Result<&'a [u8], CborFault> {
        match self.item()? {
            Item::Bytes(value) => Ok(value),
            _ => Err(CborFault::Unexpected),
        }
    }

    /// Reads a byte string of exactly `N` bytes.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn byte_array<const N: usize>(&mut self) -> Result<[u8; N], CborFault> {
        self.bytes()?.try_into().map_err(|_| CborFault::Unexpected)
    }

    /// Reads a text string.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn text(&mut self) -> Result<&'a str, CborFault> {
        match self.item()? {
            Item::Text(value) => Ok(value),
            _ => Err(CborFault::Unexpected),
        }
    }

    /// Reads the head of an array, and returns the number of its entries, which are read next.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn array(&mut self) -> Result<u64, CborFault> {
        match self.item()? {
            Item::Array(entries) => Ok(entries),
            _ => Err(CborFault::Unexpected),
        }
    }

    /// Reads a map, whose keys must be strictly ascending in their encoded bytes, and not arrays or maps. For each
    /// entry, `entry` is called with the key, and must read exactly the value.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn map<E: From<CborFault>>(
        &mut self,
        mut entry: impl FnMut(Item<'a>, &mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut entries = self.open_map()?;
        while let Some(key) = self.next_key(&mut entries)? {
            entry(key, self)?;
        }
        Ok(())
    }

    /// Reads the head of a map. This and [`next_key`](Self::next_key) are the part of [`map`](Self::map) that is
    /// compiled once, not once for each structure that is read.
    fn open_map(&mut self) -> Result<Entries<'a>, CborFault> {
        let Item::Map(left) = self.item()? else {
            return Err(CborFault::Unexpected);
        };
        self.deepen()?;
        Ok(Entries { left, order: KeyOrder::default() })
    }

    /// Reads the key of a map's next entry; none at the end of the map.
    fn next_key(&mut self, entries: &mut Entries<'a>) -> Result<Option<Item<'a>>, CborFault> {
        let Some(left) = entries.left.checked_sub(1) else {
            self.depth -= 1;
            return Ok(None);
        };
        entries.left = left;
        match entries.order.next_key(self, Self::item)? {
            Item::Array(_) | Item::Map(_) => Err(CborFault::Unexpected),
            key => Ok(Some(key)),
        }
    }

    /// Reads an array of exactly `length` items, all of which `read` must read.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn tuple<T, E: From<CborFault>>(
        &mut self,
        length: u64,
        read: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.array()? != length {
            return Err(CborFault::Unexpected.into());
        }
        self.nest(read)
    }

    /// Reads an array of `least` to `most` items of one kind.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn list<T, E: From<CborFault>>(
        &mut self,
        least: usize,
        most: usize,
        mut entry: impl FnMut(&mut Self) -> Result<T, E>,
    ) -> Result<Vec<T>, E> {
        let count = usize::try_from(self.array()?).unwrap_or(usize::MAX);
        if count < least || count > most {
            return Err(CborFault::Unexpected.into());
        }
        self.deepen()?;
        // Not `collect`, which compiles `entry` twice: for the first item and for the others.
        let mut entries = Vec::new();
        for _ in 0..count {
            entries.push(entry(self)?);
        }
        self.depth -= 1;
        Ok(entries)
    }

    /// Reads an unsigned integer that fits the type.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn number<T: TryFrom<u64>>(&mut self) -> Result<T, CborFault> {
        T::try_from(self.uint()?).map_err(|_| CborFault::Unexpected)
    }

    /// Skips one item of any type, and checks the form of everything in it. Tags are refused, except by a lenient
    /// reader.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn skip(&mut self) -> Result<(), CborFault> {
        let item = self.item()?;
        self.skip_entries(item)
    }

    /// Skips the entries of an array or a map whose head has been read.
    fn skip_entries(&mut self, item: Item<'a>) -> Result<(), CborFault> {
        match item {
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

    /// Reads the content of an array or a map, one level deeper.
    fn nest<T, E: From<CborFault>>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        self.deepen()?;
        let content = read(self)?;
        self.depth -= 1;
        Ok(content)
    }

    fn deepen(&mut self) -> Result<(), CborFault> {
        if self.depth >= MAX_CBOR_DEPTH {
            return Err(CborFault::TooDeep);
        }
        self.depth += 1;
        Ok(())
    }

    /// Skips the next item as [`skip`](Self::skip) does, and returns its bytes.
    ///
    /// # Errors
    /// [`CborFault`].
    pub fn raw(&mut self) -> Result<&'a [u8], CborFault> {
        let before = self.rest;
        self.skip()?;
        Ok(consumed(before, self.rest))
    }

    /// Skips the next item, which must have the tag `tag`, and returns its bytes with those of the tag.
    pub(crate) fn raw_tagged(&mut self, tag: u64) -> Result<&'a [u8], CborFault> {
        let before = self.rest;
        self.tag(tag)?;
        self.skip()?;
        Ok(consumed(before, self.rest))
    }

    /// Returns whether all bytes have been read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Requires that all bytes have been read.
    ///
    /// # Errors
    /// `TrailingBytes` if bytes are left.
    pub fn finish(self) -> Result<(), CborFault> {
        if self.rest.is_empty() { Ok(()) } else { Err(CborFault::TrailingBytes) }
    }

    /// Reads a major type and its argument, in the shortest form. For simple values the argument is the value.
    fn head(&mut self) -> Result<(u8, u64), CborFault> {
        let [first] = self.fixed::<1>()?;
        let (major, info) = (first >> 5, first & 0x1f);
        let is_long_simple = major == 7 && info > 23;
        if is_long_simple && !(self.is_lenient && info < 28) {
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
        if is_long_simple {
            // No float and no longer simple value is false, true or null.
            Ok((major, u64::MAX))
        } else if value < least {
            Err(CborFault::NotShortest)
        } else {
            Ok((major, value))
        }
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

/// The entries of a map that are left.
struct Entries<'a> {
    left: u64,
    order: KeyOrder<'a>,
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

/// Returns the part of `before` that has been read, if `rest` is left.
pub(super) fn consumed<'a>(before: &'a [u8], rest: &[u8]) -> &'a [u8] {
    before.get(..before.len().saturating_sub(rest.len())).unwrap_or_default()
}
