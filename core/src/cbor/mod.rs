//! Deterministic CBOR (RFC 8949 section 4.2.1), read strictly from the bytes received, and written.
//!
//! General decoders accept indefinite lengths, unsorted and repeated keys and non-shortest integers. The reader here refuses
//! them while it reads, so that a structure has exactly one encoding. A second pass brings CBOR of other writers
//! into that encoding. Writing is left to `ciborium`, whose integers and lengths are the shortest.

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
pub(crate) use reader::{Item, Reader};
pub(crate) use write::{encode, map};
