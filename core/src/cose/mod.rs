//! The parts of COSE (RFC 9052) that seals, trust lists and status lists share: headers, signatures, envelopes; and
//! signed statements of other kinds, for registries.

mod envelope;
mod header;
mod sign;
#[cfg(test)]
mod tests;

pub use envelope::{Statement, seal_claims};
pub(crate) use header::{key_header, read_kid, read_protected, read_unprotected};
use sign::header;
pub(crate) use sign::{SIGN_TAG, SIGN1_TAG, SIGNATURE_BYTES, sign1, sign1_length, to_be_signed};
