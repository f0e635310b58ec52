//! SHA-256 digests of bytes (FIPS 180-4).

use crate::hex::hex_identifier;
use sha2::Digest as _;
use sha2::Sha256;

/// A SHA-256 digest (FIPS 180-4), written in hex.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

hex_identifier!(Digest, 32);

impl Digest {
    /// Returns the SHA-256 of bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Digest(Sha256::digest(bytes).into())
    }
}
