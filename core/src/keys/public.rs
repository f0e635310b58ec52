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

/// Why a value is not a usable public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The bytes do not encode a point of the curve.
    #[error("the key is not a point of the curve")]
    NotAPoint,
    /// The key is a point of small order: signatures that verify under it can be made without a secret key.
    #[error("the key is a point of small order")]
    Weak,
    /// The text is not 64 hexadecimal digits in lower case.
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
    /// Makes a key from its 32 bytes.
    ///
    /// # Errors
    /// `NotAPoint` or `Weak`.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        #[cfg(test)]
        super::work::count();
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NotAPoint)?;
        // ed25519-dalek accepts coordinates above the prime. RFC 8032 does not, and a key must have one encoding only.
        if key.to_edwards().compress().as_bytes() != bytes {
            return Err(KeyError::NotAPoint);
        }
        if key.is_weak() { Err(KeyError::Weak) } else { Ok(PublicKey(key)) }
    }

    /// Returns the 32 bytes of the key.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Returns the SHA-256 COSE key thumbprint (RFC 9679).
    #[must_use]
    pub fn thumbprint(&self) -> Thumbprint {
        let digest = Sha256::new().chain_update(COSE_KEY_BEFORE_X).chain_update(self.0.as_bytes()).finalize();
        Thumbprint::from_bytes(digest.into())
    }

    /// Returns the key ID: the first four bytes of the thumbprint.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.thumbprint().key_id()
    }

    /// Returns whether a signature over the message verifies under this key, by the strict rules.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        #[cfg(test)]
        super::work::count();
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
