//! Public keys.

use super::{KeyId, Thumbprint};
use crate::code::Code;
use crate::hex::{self, HexError};
use core::fmt;
use core::str::FromStr;
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

/// The COSE key `{1: 1, -1: 6, -2: x}` up to x: an octet key pair, on the curve Ed25519 (RFC 9679 section 4.1).
const COSE_KEY_BEFORE_X: [u8; 8] = [0xa3, 0x01, 0x01, 0x20, 0x06, 0x21, 0x58, 0x20];

/// Why bytes are not a usable public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Not a point of the curve.
    #[error("not a point of the curve")]
    NotAPoint,
    /// A point of small order, under which anything could be made to verify.
    #[error("a point of small order")]
    Weak,
    /// Not 64 hexadecimal digits.
    #[error("{0}")]
    Hex(#[from] HexError),
}

impl KeyError {
    /// Returns `bad-value`.
    #[must_use]
    pub const fn code(&self) -> Code {
        Code::BadValue
    }
}

/// An Ed25519 public key (RFC 8032), not of small order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// A key from its 32 bytes.
    ///
    /// # Errors
    /// [`KeyError`], where no signature under it would mean anything.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NotAPoint)?;
        // The library decodes coordinates above the prime; RFC 8032 does not, and one key must not have two names.
        if key.to_edwards().compress().as_bytes() != bytes {
            return Err(KeyError::NotAPoint);
        }
        if key.is_weak() { Err(KeyError::Weak) } else { Ok(PublicKey(key)) }
    }

    /// Its 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The SHA-256 COSE key thumbprint (RFC 9679).
    #[must_use]
    pub fn thumbprint(&self) -> Thumbprint {
        let digest = Sha256::new().chain_update(COSE_KEY_BEFORE_X).chain_update(self.0.as_bytes()).finalize();
        Thumbprint::from_bytes(digest.into())
    }

    /// The first four bytes of the thumbprint.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.thumbprint().key_id()
    }

    /// Whether the signature is this key's over the message.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

impl fmt::Display for PublicKey {
    /// Writes the 32 bytes in lower-case hex.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(f, self.0.as_bytes())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;

    /// Reads what `Display` writes.
    fn from_str(text: &str) -> Result<Self, KeyError> {
        PublicKey::from_bytes(&hex::read(text)?)
    }
}
