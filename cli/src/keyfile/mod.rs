//! The reader of keys: files (PKCS#8 and SPKI in PEM, as openssl writes them), and tokens by their PKCS#11 URIs. Of
//! files it names other forms, and how to convert them.

mod blocks;
mod convert;
mod encryption;
mod fault;
mod form;
mod key;
pub(crate) mod passphrase;
pub(crate) mod pem;
mod place;
pub(crate) mod token;

use crate::exit::{Cause, Failure};
use crate::files;
use crate::messages::say;
use crate::output::errors::warn;
use crate::output::escape::shown;
use fault::KeyFault;
pub(crate) use fault::uri_help;
pub(crate) use key::Key;
use passphrase::{FilePassphrase, PassphraseSource};
use pem::{Other, Pem};
pub(crate) use place::Place;
use starseal::{PublicKey, Signer, SigningKey};
use starseal_token::KeyLocation;
use std::path::Path;

/// The maximum length of a key file in bytes. Key files of this program have about 400.
const MAX_KEY_FILE_BYTES: usize = 16 * 1024;

/// The content of a key file.
pub(crate) struct KeyFile {
    /// The public key, which every key file contains.
    pub(crate) public: PublicKey,
    /// The private key; none if the file has only the public key.
    pub(crate) private: Option<SigningKey>,
    /// Whether the private key is encrypted with a passphrase.
    pub(crate) is_encrypted: bool,
    /// Whether the file has other keys too. The public half of this key is none of them.
    pub(crate) has_others: bool,
}

impl KeyFile {
    /// Reads a private or a public key.
    pub(crate) fn read(path: &Path, source: &FilePassphrase) -> Result<Self, Failure> {
        KeyFile::read_or(path, source, |fault| fault.explain(path))
    }

    /// Reads a public key, or the public half of a private one. A private key in a file may have another passphrase
    /// than the other keys.
    pub(crate) fn read_public_half(place: &Place, source: &PassphraseSource) -> Result<PublicKey, Failure> {
        let path = match place.location()? {
            KeyLocation::Token(uri) => return Ok(token::public_half(uri, source)?.key),
            KeyLocation::File(path) => path,
        };
        let key = KeyFile::read_or(path, &source.of_file, |fault| match fault {
            KeyFault::WrongPassphrase => Failure::new(
                Cause::Passphrase,
                say!("key-wrong-passphrase", path = shown(path)),
                say!("key-give-public-help", path = shown(path)),
            ),
            other => other.explain(path),
        });
        key.map(|key| key.public)
    }

    fn read_or(path: &Path, source: &FilePassphrase, explain: impl Fn(KeyFault) -> Failure) -> Result<Self, Failure> {
        let text = files::read_secret("key file", path, MAX_KEY_FILE_BYTES)?;
        let taken = Pem::read(&text).map_err(&explain)?;
        let (public, private, is_encrypted) = match taken.key {
            Pem::Public(public) => (public, None, false),
            Pem::Private(key) => {
                warn_if_open(path);
                (key.public_key(), Some(key), false)
            }
            Pem::Encrypted(locked) => {
                warn_if_open(path);
                let key = source.open(path, |passphrase| locked.open(passphrase), &explain)?;
                (key.public_key(), Some(key), true)
            }
        };
        let has_others = taken.others.iter().any(|other| match other {
            Other::Public(other) | Other::Private(other) => *other != public,
            Other::Locked => true,
        });
        if has_others {
            let (path, key_id) = (shown(path), public.key_id());
            let what = match private {
                Some(_) => say!("key-several-private", path = path, key_id = key_id),
                None => say!("key-several-public", path = path, key_id = key_id),
            };
            warn(&what, &say!("key-several-help"));
        }
        Ok(KeyFile { public, private, is_encrypted, has_others })
    }
}

/// Returns the public half of the private key in PEM that was written with a passphrase, or without one.
pub(crate) fn read_back(pem: &[u8], passphrase: Option<&[u8]>) -> Option<PublicKey> {
    match (Pem::read(pem).ok()?.key, passphrase) {
        (Pem::Private(key), None) => Some(key.public_key()),
        (Pem::Encrypted(locked), Some(passphrase)) => locked.open(passphrase).ok().map(|key| key.public_key()),
        _ => None,
    }
}

/// Reads a private key, which can sign: that of a file, or one in a token.
pub(crate) fn read_signing_key(place: &Place, source: &PassphraseSource) -> Result<Key, Failure> {
    let path = match place.location()? {
        KeyLocation::Token(uri) => return token::open(uri, source),
        KeyLocation::File(path) => path,
    };
    KeyFile::read(path, &source.of_file)?.private.map(|key| Key::File(Box::new(key))).ok_or_else(|| {
        let what = say!("key-is-public", path = shown(path));
        Failure::new(Cause::KeyUnusable, what, say!("key-is-public-help"))
    })
}

/// Returns random bytes of the operating system.
pub(crate) fn random<const N: usize>() -> Result<zeroize::Zeroizing<[u8; N]>, Failure> {
    let mut bytes = zeroize::Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut())
        .map_err(|error| Failure::impossible(say!("key-no-random", reason = error), say!("key-no-random-help")))?;
    Ok(bytes)
}

fn warn_if_open(path: &Path) {
    if files::is_readable_by_others(path) {
        let path = shown(path);
        warn(&say!("file-open-to-others", path = path), &format!("chmod 600 {path}"));
    }
}
