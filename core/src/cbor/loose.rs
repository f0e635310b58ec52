//! Rewrites well-formed CBOR of other writers as deterministic CBOR, which the strict reader accepts.
//!
//! Other programs write status lists with indefinite lengths, longer heads and keys in any order. Instead of a second,
//! lenient reader for every structure, such bytes are rewritten once and then read like any others. Signatures are
//! verified over the bytes received.

use super::CborFault;
use crate::limits::MAX_CBOR_DEPTH;

/// Rewrites one well-formed item as deterministic CBOR (RFC 8949 section 4.2.1).
///
/// The item must have one of the given stacks of tags, which is left out. No map may have more than `most_entries`
/// entries. Other tags, floats and simple values are kept as they are, since parameters and claims that are ignored may
/// have them: read the result with [`Reader::lenient`](super::Reader::lenient).
pub(crate) fn deterministic(bytes: &[u8], tags: &[&[u64]], most_entries: usize) -> Result<Vec<u8>, CborFault> {
    let mut source = Source { rest: bytes, most_entries };
    let mut found = Vec::new();
    // Major type 6.
    while source.rest.first().is_some_and(|first| first >> 5 == 6) && found.len() < MAX_CBOR_DEPTH {
        found.push(source.head()?.1.ok_or(CborFault::Reserved)?);
    }
    if !tags.contains(&found.as_slice()) {
        return Err(CborFault::Tag);
    }
    let mut out = Vec::with_capacity(bytes.len());
    source.item(&mut out, 0)?;
    if source.rest.is_empty() { Ok(out) } else { Err(CborFault::TrailingBytes) }
}

struct Source<'a> {
    rest: &'a [u8],
    most_entries: usize,
}

/// The byte that ends an item of indefinite length.
const BREAK: u8 = 0xff;

impl<'a> Source<'a> {
    /// Reads a major type and its argument; none for an indefinite length. The argument of a float is not used.
    fn head(&mut self) -> Result<(u8, Option<u64>), CborFault> {
        let [first] = self.fixed::<1>()?;
        let value = match first & 0x1f {
            info @ 0..=23 => Some(u64::from(info)),
            24 => Some(u64::from(u8::from_be_bytes(self.fixed()?))),
            25 => Some(u64::from(u16::from_be_bytes(self.fixed()?))),
            26 => Some(u64::from(u32::from_be_bytes(self.fixed()?))),
            27 => Some(u64::from_be_bytes(self.fixed()?)),
            31 => None,
            _ => return Err(CborFault::Reserved),
        };
        Ok((first >> 5, value))
    }

    fn item(&mut self, out: &mut Vec<u8>, depth: usize) -> Result<(), CborFault> {
        let (mut before, (mut major, mut value)) = (self.rest, self.head()?);
        // Tags are skipped in a loop: there may be as many as there are bytes.
        while let (6, Some(tag)) = (major, value) {
            write_head(out, 6, tag);
            before = self.rest;
            (major, value) = self.head()?;
        }
        match (major, value) {
            (0 | 1, Some(value)) => write_head(out, major, value),
            (2 | 3, _) => {
                let start = out.len();
                self.string(major, value, out)?;
                let content = out.get(start..).unwrap_or_default();
                if major == 3 && core::str::from_utf8(content).is_err() {
                    return Err(CborFault::Utf8);
                }
                let length = content.len() as u64;
                insert_head(out, start, major, length);
            }
            (4, _) => self.array(value, out, depth)?,
            (5, _) => self.map(value, out, depth)?,
            // A simple value below 32 has only the short form (RFC 8949 section 3.3).
            (7, Some(0..32)) if before.first() == Some(&0xf8) => return Err(CborFault::Reserved),
            (7, Some(_)) => out.extend_from_slice(super::reader::consumed(before, self.rest)),
            _ => return Err(CborFault::Unexpected),
        }
        Ok(())
    }

    /// Appends the content of a string: of all its chunks, if its length is indefinite.
    fn string(&mut self, major: u8, length: Option<u64>, out: &mut Vec<u8>) -> Result<(), CborFault> {
        if let Some(length) = length {
            out.extend_from_slice(self.take(length)?);
            return Ok(());
        }
        while !self.is_broken()? {
            match self.head()? {
                (chunk, Some(length)) if chunk == major => out.extend_from_slice(self.take(length)?),
                _ => return Err(CborFault::Unexpected),
            }
        }
        Ok(())
    }

    fn array(&mut self, count: Option<u64>, out: &mut Vec<u8>, depth: usize) -> Result<(), CborFault> {
        let depth = deeper(depth)?;
        let start = out.len();
        let mut written = 0;
        while self.goes_on(count, written)? {
            self.item(out, depth)?;
            written += 1;
        }
        insert_head(out, start, 4, written);
        Ok(())
    }

    fn map(&mut self, count: Option<u64>, out: &mut Vec<u8>, depth: usize) -> Result<(), CborFault> {
        let depth = deeper(depth)?;
        let start = out.len();
        // For each entry: the start of its key, the start of its value, and its end. The input has far less than 4 GiB.
        let mut entries: Vec<[u32; 3]> = Vec::new();
        while self.goes_on(count, entries.len() as u64)? {
            if entries.len() >= self.most_entries {
                return Err(CborFault::TooManyEntries);
            }
            let key = out.len() as u32;
            self.item(out, depth)?;
            let value = out.len() as u32;
            self.item(out, depth)?;
            entries.push([key, value, out.len() as u32]);
        }
        let is_sorted = entries.is_sorted_by(|a, b| key_of(out, a) < key_of(out, b));
        if !is_sorted {
            // Equal keys are refused below, so their order does not matter.
            entries.sort_unstable_by(|a, b| key_of(out, a).cmp(key_of(out, b)));
            if entries.windows(2).any(|pair| matches!(pair, [a, b] if key_of(out, a) == key_of(out, b))) {
                return Err(CborFault::DuplicateKey);
            }
            let mut sorted = Vec::with_capacity(out.len() - start);
            for [key, _, end] in &entries {
                sorted.extend_from_slice(out.get(*key as usize..*end as usize).unwrap_or_default());
            }
            out.truncate(start);
            out.append(&mut sorted);
        }
        insert_head(out, start, 5, entries.len() as u64);
        Ok(())
    }

    /// Returns whether another entry follows: by count, or until the break.
    fn goes_on(&mut self, count: Option<u64>, done: u64) -> Result<bool, CborFault> {
        match count {
            Some(count) => Ok(done < count),
            None => Ok(!self.is_broken()?),
        }
    }

    /// Reads the break if it comes next, and returns whether it did.
    fn is_broken(&mut self) -> Result<bool, CborFault> {
        match self.rest.split_first() {
            Some((&BREAK, rest)) => {
                self.rest = rest;
                Ok(true)
            }
            Some(_) => Ok(false),
            None => Err(CborFault::Truncated),
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

fn key_of<'a>(out: &'a [u8], [key, value, _]: &[u32; 3]) -> &'a [u8] {
    out.get(*key as usize..*value as usize).unwrap_or_default()
}

fn deeper(depth: usize) -> Result<usize, CborFault> {
    if depth >= MAX_CBOR_DEPTH { Err(CborFault::TooDeep) } else { Ok(depth + 1) }
}

/// Appends a head in its shortest form.
pub(super) fn write_head(out: &mut Vec<u8>, major: u8, value: u64) {
    insert_head(out, out.len(), major, value);
}

/// Inserts a head in its shortest form at `start`.
fn insert_head(out: &mut Vec<u8>, start: usize, major: u8, value: u64) {
    let major = major << 5;
    let bytes = value.to_be_bytes();
    let (info, length) = match value {
        0..=23 => (value as u8, 0),
        24..=0xff => (24, 1),
        0x100..=0xffff => (25, 2),
        0x1_0000..=0xffff_ffff => (26, 4),
        _ => (27, 8),
    };
    let argument = bytes.get(8 - length..).unwrap_or_default();
    out.splice(start..start, [major | info].into_iter().chain(argument.iter().copied()));
}
