//! The keys that the commands of trust lists take: the one place in which they are read.

use crate::exit::Failure;
use crate::keyfile::passphrase::PassphraseSource;
use crate::keyfile::{KeyFile, read_signing_key};
use starseal::{PublicKey, SigningKey};
use std::path::{Path, PathBuf};

/// Reads the public half of a key.
pub(super) fn public_key(key: &Path, source: &PassphraseSource) -> Result<PublicKey, Failure> {
    KeyFile::read_public_half(key, source)
}

/// Reads the public halves of keys.
pub(super) fn public_keys(keys: &[PathBuf], source: &PassphraseSource) -> Result<Vec<PublicKey>, Failure> {
    keys.iter().map(|key| public_key(key, source)).collect()
}

/// Reads a root key, which signs.
pub(super) fn root_key(key: &Path, source: &PassphraseSource) -> Result<SigningKey, Failure> {
    read_signing_key(key, source)
}
