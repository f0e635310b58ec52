//! Signers: a key in memory, or a device that keeps its key.

use super::PublicKey;
use core::fmt;
use ed25519_dalek::Signer as _;
use zeroize::Zeroizing;

/// A source of Ed25519 signatures: a key in memory, an HSM, a remote service.
///
/// The library verifies every signature under [`public_key`](Self::public_key) before it uses it, so a faulty device
/// cannot put a bad signature on a label or a list.
///
/// ```
/// use starseal::{PublicKey, Signer};
/// use starseal::keys::SignerError;
/// # use starseal::SigningKey;
///
/// /// A session with a made-up hardware security module.
/// struct Hsm {
///     public_key: PublicKey,
///     is_unlocked: bool,
/// #   key: SigningKey,
/// }
///
/// impl Signer for Hsm {
///     fn public_key(&self) -> PublicKey {
///         self.public_key
///     }
///
///     fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
///         if !self.is_unlocked {
///             return Err(SignerError::new("the module is locked"));
///         }
///         self.sign_in_device(message)
///     }
/// }
/// # impl Hsm {
/// #     fn sign_in_device(&self, message: &[u8]) -> Result<[u8; 64], SignerError> { self.key.sign(message) }
/// # }
///
/// # let key = SigningKey::from_seed(&[2; 32]);
/// # let mut hsm = Hsm { public_key: key.public_key(), is_unlocked: true, key };
/// let signature = hsm.sign(b"message")?;
/// assert!(hsm.public_key().verifies(b"message", &signature));
///
/// hsm.is_unlocked = false;
/// assert_eq!(hsm.sign(b"message").unwrap_err().to_string(), "the signer failed: the module is locked");
/// # Ok::<(), SignerError>(())
/// ```
pub trait Signer {
    /// Returns the key under which the signatures verify.
    fn public_key(&self) -> PublicKey;

    /// Signs the message itself, not a hash of it (pure Ed25519, RFC 8032).
    ///
    /// # Errors
    /// [`SignerError`] with the reason that the device gave.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError>;
}

/// Why there is no usable signature.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the signer failed: {reason}")]
pub struct SignerError {
    reason: String,
    code: &'static str,
}

impl SignerError {
    /// Makes an error from its reason: a clause in lower case that contains no secret.
    #[must_use]
    pub fn new(reason: &str) -> Self {
        SignerError { reason: reason.to_owned(), code: "signer-failed" }
    }

    /// Returns the same error with the stable name of its cause in kebab-case, such as `token-removed`. Without one, it
    /// is `signer-failed`.
    #[must_use]
    pub fn with_code(self, code: &'static str) -> Self {
        SignerError { code, ..self }
    }

    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Returns the reason: a clause in lower case.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// Signs a message and verifies the signature, so that a faulty signer's output is never used.
pub(crate) fn sign_verified(signer: &dyn Signer, message: &[u8]) -> Result<[u8; 64], SignerError> {
    let signature = signer.sign(message)?;
    if signer.public_key().verifies(message, &signature) {
        Ok(signature)
    } else {
        Err(SignerError::new("its signature does not verify under its own public key"))
    }
}

/// The 32 secret bytes of a signing key. A seed cannot be cloned, its `Debug` output elides the bytes, and it is wiped
/// when it is dropped.
pub struct Seed(Zeroizing<[u8; 32]>);

impl Seed {
    /// Returns the bytes. The caller must wipe every copy of them.
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

/// A secret key in memory. It cannot be cloned, its `Debug` output elides the secret, and it is wiped when it is
/// dropped.
///
/// The library generates no random numbers: the caller takes a seed from the operating system's generator.
///
/// ```
/// use starseal::{Signer, SigningKey};
/// # fn operating_system_random() -> [u8; 32] { [1; 32] }
///
/// let seed: [u8; 32] = operating_system_random();
/// let key = SigningKey::from_seed(&seed);
/// let signature = key.sign(b"message")?;
/// assert!(key.public_key().verifies(b"message", &signature));
/// assert_eq!(key.to_seed().as_bytes(), &seed);
/// assert!(format!("{key:?}").ends_with("secret elided)"));
/// # Ok::<(), starseal::keys::SignerError>(())
/// ```
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// Makes a key from a seed: 32 bytes from a cryptographic random number generator.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        SigningKey(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// Returns the seed, which can be stored in a key file.
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
