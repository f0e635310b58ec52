//! The faults of CBOR.

use crate::limits::MAX_CBOR_DEPTH;

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
