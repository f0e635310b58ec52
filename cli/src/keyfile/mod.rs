//! The reader of key files: PKCS#8 and SPKI in PEM, as openssl writes them.

pub(crate) mod passphrase;
pub(crate) mod pem;

use crate::exit::Failure;
use crate::files;
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
                format_args!("the passphrase does not open {}", shown(path)),
                format_args!("give its public key instead: starseal key show {} --public", shown(path)),
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
    KeyFile::read(path, source)?.private.ok_or_else(|| {
        Failure::impossible(
            format_args!("{} holds a public key, which cannot sign", shown(path)),
            "give the file of the private key, as starseal key generate wrote it",
        )
    })
}

/// Returns random bytes of the operating system.
pub(crate) fn random<const N: usize>() -> Result<zeroize::Zeroizing<[u8; N]>, Failure> {
    let mut bytes = zeroize::Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut()).map_err(|error| {
        Failure::impossible(
            format_args!("the operating system returned no random numbers: {error}"),
            "do not generate keys on this machine until this is repaired",
        )
    })?;
    Ok(bytes)
}

fn warn_if_open(path: &Path) {
    if files::is_readable_by_others(path) {
        let shown = shown(path);
        warn(&format!("users other than the owner may read or change {shown}"), &format!("chmod 600 {shown}"));
    }
}

fn explain(path: &Path, fault: PemFault) -> Failure {
    let path = shown(path);
    match fault {
        PemFault::NotPem => Failure::impossible(
            format_args!("{path} is not a key in PEM"),
            "give a key file of starseal key generate or of openssl genpkey -algorithm ed25519",
        ),
        PemFault::OtherKind(kind) => Failure::impossible(
            format_args!("{path} holds a \"{kind}\", not a key in PKCS#8 or SPKI"),
            "give a key file of starseal key generate or of openssl genpkey -algorithm ed25519",
        ),
        PemFault::NotEd25519 => Failure::impossible(
            format_args!("{path} holds a key that is not Ed25519"),
            "generate an Ed25519 key: starseal key generate --out FILE",
        ),
        PemFault::Malformed => Failure::impossible(
            format_args!("{path} is damaged: the key in it cannot be read"),
            "restore it from a backup, or generate a new key",
        ),
        PemFault::WrongPassphrase => Failure::impossible(
            format_args!("the passphrase does not open {path}"),
            "try again with the passphrase of this file",
        ),
        PemFault::TooCostly(parameters) => Failure::impossible(
            format_args!("{path} is encrypted at a cost above the limit: {parameters}"),
            format_args!(
                "if you made it, encrypt it again: openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter \
                 600000 -in {path} -out NEW"
            ),
        ),
        PemFault::OtherEncryption => Failure::impossible(
            format_args!("{path} is encrypted with an unsupported method"),
            format_args!("encrypt it again: openssl pkcs8 -topk8 -v2 aes-256-cbc -in {path} -out NEW"),
        ),
    }
}
