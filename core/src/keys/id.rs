//! Key thumbprints and key IDs (R-18, RFC 9679).

use crate::hex::hex_identifier;

/// The SHA-256 COSE key thumbprint of a public key (RFC 9679), written in hex.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Thumbprint([u8; 32]);

hex_identifier!(Thumbprint, 32);

impl Thumbprint {
    /// Returns the key ID: the first four bytes of the thumbprint.
    #[must_use]
    pub const fn key_id(&self) -> KeyId {
        let [a, b, c, d, ..] = self.0;
        KeyId([a, b, c, d])
    }
}

/// A key ID, the `kid` of a seal: the first four bytes of the key's thumbprint, written in hex.
///
/// It is a hint: two keys may have the same ID.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId([u8; 4]);

hex_identifier!(KeyId, 4);
