//! Key files: PKCS#8 and SPKI in PEM, as openssl writes them.

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

/// A key file's length in bytes; ours have 400.
const MAX_KEY_FILE_BYTES: usize = 16 * 1024;

/// What a key file holds.
pub(crate) struct KeyFile {
    /// The public half, which every key file shows.
    pub(crate) public: PublicKey,
    /// The private half, where the file has it.
    pub(crate) private: Option<SigningKey>,
    /// Whether a passphrase guards the private half.
    pub(crate) is_encrypted: bool,
}

impl KeyFile {
    /// Reads a private or a public key.
    pub(crate) fn read(path: &Path, source: &PassphraseSource) -> Result<Self, Failure> {
        KeyFile::read_or(path, source, |fault| explain(path, fault))
    }

    /// Reads a key of which only the public half is wanted: the private one may be under another passphrase.
    pub(crate) fn read_public_half(path: &Path, source: &PassphraseSource) -> Result<PublicKey, Failure> {
        let key = KeyFile::read_or(path, source, |fault| match fault {
            PemFault::WrongPassphrase => Failure::impossible(
                format_args!("the passphrase does not open {}", shown(path)),
                format_args!("give its public half instead: starseal key show {} --public", shown(path)),
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

/// Reads a key that can sign.
pub(crate) fn read_signing_key(path: &Path, source: &PassphraseSource) -> Result<SigningKey, Failure> {
    KeyFile::read(path, source)?.private.ok_or_else(|| {
        Failure::impossible(
            format_args!("{} holds a public key, which cannot sign", shown(path)),
            "give the file of the private key, as starseal key generate made it",
        )
    })
}

/// Random bytes of the operating system.
pub(crate) fn random<const N: usize>() -> Result<zeroize::Zeroizing<[u8; N]>, Failure> {
    let mut bytes = zeroize::Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut()).map_err(|error| {
        Failure::impossible(
            format_args!("the operating system gave no random numbers: {error}"),
            "do not make keys on this machine until that is mended",
        )
    })?;
    Ok(bytes)
}

fn warn_if_open(path: &Path) {
    if files::is_readable_by_others(path) {
        let shown = shown(path);
        warn(&format!("others than its owner may read or change {shown}"), &format!("chmod 600 {shown}"));
    }
}

fn explain(path: &Path, fault: PemFault) -> Failure {
    let path = shown(path);
    match fault {
        PemFault::NotPem => Failure::impossible(
            format_args!("{path} is not a key in PEM"),
            "give a file as starseal key generate or openssl genpkey -algorithm ed25519 makes it",
        ),
        PemFault::OtherKind(kind) => Failure::impossible(
            format_args!("{path} holds a \"{kind}\", not a key in PKCS#8 or SPKI"),
            "give a file as starseal key generate or openssl genpkey -algorithm ed25519 makes it",
        ),
        PemFault::NotEd25519 => Failure::impossible(
            format_args!("{path} holds a key that is not Ed25519"),
            "make one: starseal key generate --out FILE",
        ),
        PemFault::Malformed => Failure::impossible(
            format_args!("{path} is damaged: its key cannot be read"),
            "take it from a backup, or make a new key",
        ),
        PemFault::WrongPassphrase => Failure::impossible(
            format_args!("the passphrase does not open {path}"),
            "try again with its own passphrase",
        ),
        PemFault::OtherEncryption => Failure::impossible(
            format_args!("{path} is encrypted in a way that is not supported"),
            format_args!("encrypt it anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -in {path} -out NEW"),
        ),
    }
}
