//! A private key that can sign: in memory, or in a token.

use crate::messages::of_token;
use starseal::keys::SignerError;
use starseal::{PublicKey, Signer, SigningKey};
use starseal_token::TokenKey;
use std::num::NonZero;
use std::thread::available_parallelism;

/// A private key.
pub(crate) enum Key {
    /// A key of a file, in memory.
    File(Box<SigningKey>),
    /// A key in a token.
    Token(Box<TokenKey>),
}

impl Key {
    /// Returns whether the key may refuse to sign long messages.
    pub(crate) fn may_have_limits(&self) -> bool {
        matches!(self, Key::Token(_))
    }

    /// Returns the number of threads that may sign at once.
    pub(crate) fn threads(&self) -> usize {
        match self {
            Key::File(_) => available_parallelism().map_or(1, NonZero::get),
            // It has one session.
            Key::Token(_) => 1,
        }
    }
}

impl Signer for Key {
    fn public_key(&self) -> PublicKey {
        match self {
            Key::File(key) => key.public_key(),
            Key::Token(key) => key.public_key(),
        }
    }

    /// Signs a message. The reason of an error is in the language of the run.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SignerError> {
        match self {
            Key::File(key) => key.sign(message),
            Key::Token(key) => {
                key.try_sign(message).map_err(|error| SignerError::new(&of_token(&error)).with_code(error.code()))
            }
        }
    }
}
