//! Reads DER, one value after the other.

use super::StampError;
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode, Reader as _, SliceReader, Tag, TagNumber, Tagged};

/// Values that follow each other.
pub(super) struct Values<'a> {
    reader: SliceReader<'a>,
    /// The name of the structure, for errors.
    what: &'static str,
}

/// Returns the tag of a constructed value that the context names by a number.
pub(super) const fn context(number: u32) -> Tag {
    Tag::ContextSpecific { constructed: true, number: TagNumber(number) }
}

impl<'a> Values<'a> {
    pub(super) fn new(bytes: &'a [u8], what: &'static str) -> Result<Self, StampError> {
        let reader = SliceReader::new(bytes).map_err(|_| StampError::Malformed { what })?;
        Ok(Values { reader, what })
    }

    fn fault(&self) -> StampError {
        StampError::Malformed { what: self.what }
    }

    /// Reads a value of any kind.
    pub(super) fn any(&mut self) -> Result<AnyRef<'a>, StampError> {
        AnyRef::decode(&mut self.reader).map_err(|_| self.fault())
    }

    /// Reads a value with a tag, and returns its content.
    pub(super) fn content(&mut self, tag: Tag) -> Result<&'a [u8], StampError> {
        let value = self.any()?;
        if value.tag() == tag { Ok(value.value()) } else { Err(self.fault()) }
    }

    /// Reads a value with a tag if it comes next.
    pub(super) fn optional(&mut self, tag: Tag) -> Result<Option<&'a [u8]>, StampError> {
        if self.is_next(tag) { self.content(tag).map(Some) } else { Ok(None) }
    }

    pub(super) fn is_next(&self, tag: Tag) -> bool {
        Tag::peek(&self.reader).is_ok_and(|next| next == tag)
    }

    /// Reads a value with a tag, and returns the values in it.
    pub(super) fn inner(&mut self, tag: Tag, what: &'static str) -> Result<Values<'a>, StampError> {
        Values::new(self.content(tag)?, what)
    }

    pub(super) fn identifier(&mut self) -> Result<ObjectIdentifier, StampError> {
        ObjectIdentifier::from_bytes(self.content(Tag::ObjectIdentifier)?).map_err(|_| self.fault())
    }

    /// Reads a value, and returns all of its bytes.
    pub(super) fn raw(&mut self) -> Result<&'a [u8], StampError> {
        self.reader.tlv_bytes().map_err(|_| self.fault())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.reader.is_finished()
    }

    /// Requires that all values have been read.
    pub(super) fn finish(self) -> Result<(), StampError> {
        if self.is_empty() { Ok(()) } else { Err(self.fault()) }
    }
}
