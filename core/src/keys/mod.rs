//! Ed25519 keys (RFC 8032): public keys, their IDs, and signers.

mod id;
mod public;
mod signer;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod work;

pub use crate::hex::HexError;
pub use id::{KeyId, Thumbprint};
pub use public::{KeyError, PublicKey};
pub(crate) use signer::sign_verified;
pub use signer::{Seed, Signer, SignerError, SigningKey};
