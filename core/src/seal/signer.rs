//! Who signs: a key at hand, or one in a device that never lets go of it.

use super::PublicKey;
use core::fmt;
use ed25519_dalek::Signer as _;
use zeroize::Zeroizing;

/// Makes Ed25519 signatures: a key in memory, an HSM, a remote service.
pub trait Signer {
    /// The key under which the signatures verify.
    fn public_key(&self) -> PublicKey;

    /// Signs the message itself, not a hash of it (pure Ed25519, RFC 8032).
    ///
    /// # Errors
    /// [`SignerError`], saying what the device said.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError>;
}

/// Why a signer made no usable signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the signer failed: {reason}")]
pub struct SignerError {
    reason: String,
}

impl SignerError {
    /// An error with its reason, in lower case and without any secret.
    #[must_use]
    pub fn new(reason: &str) -> Self {
        SignerError { reason: reason.to_owned() }
    }
}

/// A secret key in memory. It cannot be cloned, does not show itself, and is wiped when dropped.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of a seed: 32 bytes from a cryptographic random number generator, which is the caller's.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        SigningKey(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The seed, to be kept in a file; wiped when dropped.
    #[must_use]
    pub fn to_seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }
}

impl Signer for SigningKey {
    fn public_key(&self) -> PublicKey {
        // A key derived from a seed is in the prime-order group and not the identity, so it is not weak.
        #[expect(clippy::expect_used, reason = "a clamped scalar times the base point has large order")]
        PublicKey::from_bytes(self.0.verifying_key().as_bytes()).expect("a seed's public key")
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        Ok(self.0.sign(message).to_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, secret elided)", self.public_key().key_id())
    }
}
