//! Faults in CBOR.

use crate::limits::MAX_CBOR_DEPTH;

/// Why bytes are not deterministic CBOR, or do not have the expected shape.
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
    /// A map has the same key twice.
    #[error("a map has the same key twice")]
    DuplicateKey,
    /// An item is a floating-point number, or a simple value other than false, true and null.
    #[error("an item is a float or an unknown simple value")]
    FloatOrSimple,
    /// An item has a tag that is not allowed there.
    #[error("an item has a tag that is not allowed there")]
    Tag,
    /// A text is not UTF-8.
    #[error("a text is not UTF-8")]
    Utf8,
    /// Arrays and maps nest too deep.
    #[error("items nest deeper than {MAX_CBOR_DEPTH} levels")]
    TooDeep,
    /// A map has more entries than are allowed there.
    #[error("a map has more entries than are allowed there")]
    TooManyEntries,
    /// The head of an item has a reserved value.
    #[error("the head of an item has a reserved value")]
    Reserved,
    /// A well-formed item does not have the type or value that is expected there.
    #[error("an item is not of the expected type or value")]
    Unexpected,
}
