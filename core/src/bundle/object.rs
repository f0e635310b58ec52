//! Objects of status lists in a bundle: whole, or as the changes since an earlier object.

use crate::cbor::{CborFault, Item, Reader};
use crate::digest::Digest;
use crate::limits::MAX_STATUS_OBJECT_BYTES;
use crate::status::{ObjectDelta, StatusObject};
use crate::zlib::{ZlibFault, compress_object, inflate, store};
use coset::cbor::Value;

/// An object of a status list in a bundle, or the changes since an earlier one. It is not verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectPart {
    delta: Option<ObjectDelta>,
    stream: Vec<u8>,
}

/// Why no object can be made of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ObjectPartFault {
    /// The stream is longer than what is left of the limit.
    TooLong,
    /// The stream is broken, or the delta does not fit its base.
    Malformed,
}

impl ObjectPart {
    /// Makes a part of a whole object.
    pub(super) fn whole(object: &[u8]) -> Self {
        ObjectPart { delta: None, stream: compress_object(object) }
    }

    /// Makes a part of a whole object that is stored without compression.
    pub(super) fn stored(object: &[u8]) -> Self {
        ObjectPart { delta: None, stream: store(object) }
    }

    /// Returns the shortest delta from which a verifier that holds its base makes the object, and the length of the
    /// base; none if the part is shorter than each.
    pub(super) fn shortest_against(&self, bases: &[StatusObject]) -> Option<(Self, usize)> {
        let object = StatusObject::from_bytes(&self.object()?).ok()?;
        let deltas = bases.iter().filter_map(|base| {
            let (delta, changed) = ObjectDelta::between(base, &object)?;
            Some((ObjectPart { delta: Some(delta), ..ObjectPart::whole(&changed) }, base.as_bytes().len()))
        });
        deltas.min_by_key(|(part, _)| part.size()).filter(|(part, _)| part.size() < self.size())
    }

    /// Returns the approximate length of the part in a bundle, in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.stream.len() + self.delta.as_ref().map_or(0, |delta| 40 + delta.removed.len())
    }

    /// Returns the SHA-256 of the object to which the part is a delta; none if it is a whole object.
    #[must_use]
    pub fn base(&self) -> Option<Digest> {
        self.delta.as_ref().map(|delta| delta.base)
    }

    /// Returns the bytes of a whole object; none if the part is a delta, or if its stream is broken or longer than an
    /// object may be.
    #[must_use]
    pub fn object(&self) -> Option<Vec<u8>> {
        if self.delta.is_some() { None } else { inflate(&self.stream, MAX_STATUS_OBJECT_BYTES).ok() }
    }

    /// Returns the SHA-256 of a whole object.
    pub(super) fn digest(&self) -> Option<Digest> {
        self.object().map(|object| Digest::of(&object))
    }

    /// Returns the bytes of the object. The stream is decompressed to at most `room` bytes, and its length is taken
    /// from that number; once a stream is longer, there is no room for this object and all after it. The base
    /// is that of a delta.
    pub(crate) fn apply(
        &self,
        base: Option<&StatusObject>,
        room: &mut Option<usize>,
    ) -> Result<Vec<u8>, ObjectPartFault> {
        let most = room.ok_or(ObjectPartFault::TooLong)?;
        let content = inflate(&self.stream, most);
        let length = match &content {
            Ok(content) => content.len(),
            Err(ZlibFault::Broken { after }) => *after,
            Err(ZlibFault::TooLong) => usize::MAX,
        };
        *room = most.checked_sub(length);
        let content = content.map_err(|fault| match fault {
            ZlibFault::TooLong => ObjectPartFault::TooLong,
            ZlibFault::Broken { .. } => ObjectPartFault::Malformed,
        })?;
        match self.delta.as_ref().zip(base) {
            None => Ok(content),
            Some((delta, base)) => {
                let changed = StatusObject::from_bytes(&content).map_err(|_| ObjectPartFault::Malformed)?;
                delta.apply(base, &changed).ok_or(ObjectPartFault::Malformed)
            }
        }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, CborFault> {
        match reader.item()? {
            Item::Bytes(stream) => Ok(ObjectPart { delta: None, stream: stream.to_vec() }),
            Item::Array(3) => {
                let (base, removed) = (Digest::from_bytes(reader.byte_array()?), reader.bytes()?.to_vec());
                Ok(ObjectPart { delta: Some(ObjectDelta { base, removed }), stream: reader.bytes()?.to_vec() })
            }
            _ => Err(CborFault::Unexpected),
        }
    }

    pub(super) fn to_value(&self) -> Value {
        let stream = Value::Bytes(self.stream.clone());
        match &self.delta {
            None => stream,
            Some(delta) => {
                let base = Value::Bytes(delta.base.as_bytes().to_vec());
                Value::Array(vec![base, Value::Bytes(delta.removed.clone()), stream])
            }
        }
    }
}
