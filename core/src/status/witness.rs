//! What speaks for a label whose key has fallen.

use core::fmt;
use sha2::{Digest, Sha256};

/// The first 16 bytes of SHA-256 of a label's payload, written in hex.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Witness([u8; 16]);

impl Witness {
    /// A witness from its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Witness(bytes)
    }

    /// The witness of a payload.
    pub(crate) fn of_payload(payload: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::digest(payload).into();
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(digest).for_each(|(byte, from)| *byte = from);
        Witness(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Witness({self})")
    }
}
