//! Signers: a key in memory, or one in a device that never hands it out.

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

/// Signs a message, and verifies the signature before it is handed out, so that a faulty signer's never leaves.
pub(crate) fn sign_verified(signer: &dyn Signer, message: &[u8]) -> Result<[u8; 64], SignerError> {
    let signature = signer.sign(message)?;
    if signer.public_key().verifies(message, &signature) {
        Ok(signature)
    } else {
        Err(SignerError::new("the signature it returned does not verify under its own public key"))
    }
}

/// The 32 secret bytes of a signing key. It cannot be cloned, does not show itself, and is wiped when dropped.
pub struct Seed(Zeroizing<[u8; 32]>);

impl Seed {
    /// Returns the bytes. What is made of them must be wiped by the caller.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(elided)")
    }
}

/// A secret key in memory. It cannot be cloned, does not show itself, and is wiped when dropped.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// Makes the key of a seed: 32 bytes from a cryptographic random number generator, which the caller provides.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        SigningKey(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// Returns the seed, to be kept in a file.
    #[must_use]
    pub fn to_seed(&self) -> Seed {
        Seed(Zeroizing::new(self.0.to_bytes()))
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
