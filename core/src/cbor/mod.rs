//! Deterministic CBOR (RFC 8949 section 4.2.1): a strict reader of the bytes received (R-14), and a writer.
//!
//! General decoders accept indefinite lengths, unsorted and repeated keys and non-shortest integers. This reader
//! refuses them while it reads, so that a structure has exactly one encoding. CBOR of other writers is first rewritten
//! in that encoding (R-63). What is written is a value of `ciborium`.
//!
//! ```
//! use starseal::cbor::{CborFault, Reader, Value, encode};
//!
//! let bytes = encode(&Value::Array(vec![7.into(), "seven".into()]));
//! let mut reader = Reader::new(&bytes);
//! let content = reader.tuple(2, |reader| Ok::<_, CborFault>((reader.uint()?, reader.text()?)))?;
//! reader.finish()?;
//! assert_eq!(content, (7, "seven"));
//! # Ok::<(), CborFault>(())
//! ```

mod claims;
mod fault;
mod loose;
mod reader;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use claims::{KeyFault, read_claims};
pub use fault::CborFault;
pub(crate) use loose::deterministic;
pub use reader::{Item, Reader};
pub use write::{encode, map};

/// A value to be encoded, of the crate `ciborium`.
pub use coset::cbor::Value;
