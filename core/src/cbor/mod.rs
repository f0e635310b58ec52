//! Deterministic CBOR (RFC 8949 section 4.2.1): a strict reader of the bytes received, and a writer.
//!
//! General decoders accept indefinite lengths, unsorted and repeated keys and non-shortest integers. This reader
//! refuses them while it reads, so that a structure has exactly one encoding. CBOR of other writers is first rewritten
//! in that encoding. Writing is left to `ciborium`, which writes the shortest integers and lengths.

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
