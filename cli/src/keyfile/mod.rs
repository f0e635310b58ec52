//! The reader of key files: PKCS#8 and SPKI in PEM, as openssl writes them.

pub(crate) mod passphrase;
pub(crate) mod pem;

use crate::exit::Failure;
use crate::files;
use crate::messages::say;
use crate::output::errors::warn;
use crate::output::escape::shown;
use passphrase::PassphraseSource;
use pem::{Pem, PemFault};
use starseal::{PublicKey, Signer, SigningKey};
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
}

impl KeyFile {
    /// Reads a private or a public key.
    pub(crate) fn read(path: &Path, source: &PassphraseSource) -> Result<Self, Failure> {
        KeyFile::read_or(path, source, |fault| explain(path, fault))
    }

    /// Reads the public key of a file. The private key in it may have another passphrase than the other keys.
    pub(crate) fn read_public_half(path: &Path, source: &PassphraseSource) -> Result<PublicKey, Failure> {
        let key = KeyFile::read_or(path, source, |fault| match fault {
            PemFault::WrongPassphrase => Failure::impossible(
                say!("key-wrong-passphrase", path = shown(path)),
                say!("key-give-public-help", path = shown(path)),
            ),
            other => explain(path, other),
        });
        key.map(|key| key.public)
    }

    fn read_or(path: &Path, source: &PassphraseSource, explain: impl Fn(PemFault) -> Failure) -> Result<Self, Failure> {
        let text = files::read_secret("key file", path, MAX_KEY_FILE_BYTES)?;
        match Pem::read(&text).map_err(&explain)? {
            Pem::Public(public) => Ok(KeyFile { public, private: None, is_encrypted: false }),
            Pem::Private(key) => {
                warn_if_open(path);
                Ok(KeyFile { public: key.public_key(), private: Some(key), is_encrypted: false })
            }
            Pem::Encrypted(locked) => {
                warn_if_open(path);
                let key = locked.open(&source.passphrase_for(path)?).map_err(&explain)?;
                Ok(KeyFile { public: key.public_key(), private: Some(key), is_encrypted: true })
            }
        }
    }
}

/// Reads a private key, which can sign.
pub(crate) fn read_signing_key(path: &Path, source: &PassphraseSource) -> Result<SigningKey, Failure> {
    KeyFile::read(path, source)?
        .private
        .ok_or_else(|| Failure::impossible(say!("key-is-public", path = shown(path)), say!("key-is-public-help")))
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

fn explain(path: &Path, fault: PemFault) -> Failure {
    let path = shown(path);
    match fault {
        PemFault::NotPem => Failure::impossible(say!("key-not-pem", path = path), say!("key-not-pem-help")),
        PemFault::OtherKind(kind) => {
            Failure::impossible(say!("key-other-kind", path = path, kind = kind), say!("key-not-pem-help"))
        }
        PemFault::NotEd25519 => Failure::impossible(say!("key-not-ed25519", path = path), say!("key-not-ed25519-help")),
        PemFault::Malformed => Failure::impossible(say!("key-damaged", path = path), say!("key-damaged-help")),
        PemFault::WrongPassphrase => {
            Failure::impossible(say!("key-wrong-passphrase", path = path), say!("key-wrong-passphrase-help"))
        }
        PemFault::TooCostly(parameters) => Failure::impossible(
            say!("key-too-costly", path = path, parameters = parameters),
            say!(
                "key-too-costly-help",
                command = format_args!(
                    "openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in {path} -out NEW"
                )
            ),
        ),
        PemFault::OtherEncryption => Failure::impossible(
            say!("key-other-encryption", path = path),
            say!(
                "key-other-encryption-help",
                command = format_args!("openssl pkcs8 -topk8 -v2 aes-256-cbc -in {path} -out NEW")
            ),
        ),
    }
}
