//! The keys that the commands of trust lists take: the one place in which they are read.

use crate::exit::Failure;
use crate::keyfile::passphrase::PassphraseSource;
use crate::keyfile::{Key, KeyFile, Place, read_signing_key};
use starseal::PublicKey;

/// Reads the public half of a key.
pub(super) fn public_key(key: &Place, source: &PassphraseSource) -> Result<PublicKey, Failure> {
    KeyFile::read_public_half(key, source)
}

/// Reads the public halves of keys.
pub(super) fn public_keys(keys: &[Place], source: &PassphraseSource) -> Result<Vec<PublicKey>, Failure> {
    keys.iter().map(|key| public_key(key, source)).collect()
}

/// Reads a root key, which signs.
pub(super) fn root_key(key: &Place, source: &PassphraseSource) -> Result<Key, Failure> {
    read_signing_key(key, source)
}
