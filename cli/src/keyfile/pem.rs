//! The parser and writer of Ed25519 keys in PEM: PKCS#8 (RFC 5958, RFC 8410), encrypted with PBES2 (RFC 8018), and
//! SPKI.

use super::blocks::{self, Block, BlockFault};
use super::fault::KeyFault;
use super::form::{self, Form, Found};
use super::{encryption, random};
use crate::exit::Failure;
use crate::kind::{DerKind, algorithm_name};
use crate::messages::say;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pkcs8::der::asn1::{BitStringRef, OctetStringRef};
use pkcs8::pkcs5::{self, pbes2, scrypt};
use pkcs8::spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use pkcs8::{Document, EncryptedPrivateKeyInfoRef, LineEnding, ObjectIdentifier, PrivateKeyInfoRef, SecretDocument};
use starseal::{PublicKey, Signer, SigningKey};
use zeroize::Zeroizing;

/// The algorithm identifier of Ed25519 (RFC 8410 section 3).
const ED25519: AlgorithmIdentifierRef<'static> =
    AlgorithmIdentifierRef { oid: ObjectIdentifier::new_unwrap("1.3.101.112"), parameters: None };

/// The bytes before the seed: the private key within PKCS#8 is an octet string with type and length (RFC 8410 section
/// 7).
const BEFORE_SEED: [u8; 2] = [0x04, 0x20];

/// The parameters of scrypt. N = 2^14 and r = 8 need 16 MiB, because openssl refuses to use 32 MiB or more. With p = 5,
/// the work is that of OWASP's recommendation for this memory (<https://cheatsheetseries.owasp.org>, password storage).
const SCRYPT_LOG_N: u8 = 14;
const SCRYPT_R: u32 = 8;
const SCRYPT_P: u32 = 5;

/// The content of a PEM text.
pub(crate) enum Pem {
    /// An unencrypted private key.
    Private(SigningKey),
    /// An encrypted private key.
    Encrypted(Locked),
    /// A public key.
    Public(PublicKey),
}

/// An encrypted private key.
pub(crate) struct Locked(SecretDocument);

/// The key that is taken from a file, and what else is in it.
pub(crate) struct Taken {
    /// The key.
    pub(crate) key: Pem,
    /// The other keys, as far as they can be read.
    pub(crate) others: Vec<Other>,
}

/// A key in a file from which another one is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Other {
    /// An unencrypted private key, by its public half.
    Private(PublicKey),
    /// A private key that is encrypted or of another kind.
    Locked,
    /// A public key.
    Public(PublicKey),
}

/// Whether a block has a private key, and what it is.
type Read = (bool, Result<Pem, KeyFault>);

impl Pem {
    /// Parses a PEM text. Of several keys, the first private one is taken; without a private one, the first public one.
    pub(crate) fn read(bytes: &[u8]) -> Result<Taken, KeyFault> {
        let text = blocks::ascii(bytes);
        let blocks = blocks::blocks(&text);
        let mut found: Vec<Read> = blocks.iter().map(|block| (is_private(&block.label), Pem::of(block))).collect();
        if found.is_empty() {
            return Err(without_blocks(bytes, &text));
        }
        let first = |is_wanted: &dyn Fn(&Read) -> bool| found.iter().position(is_wanted);
        let at = first(&|(is_private, key)| *is_private && key.is_ok())
            .or_else(|| first(&|(is_private, _)| *is_private))
            .or_else(|| first(&|(_, key)| key.is_ok()))
            .unwrap_or(0);
        let (_, key) = found.remove(at);
        let others = found.into_iter().filter_map(|(is_private, key)| match key {
            Ok(Pem::Private(key)) => Some(Other::Private(key.public_key())),
            Ok(Pem::Public(key)) => Some(Other::Public(key)),
            Ok(Pem::Encrypted(_)) => Some(Other::Locked),
            Err(_) => is_private.then_some(Other::Locked),
        });
        Ok(Taken { key: key?, others: others.collect() })
    }

    fn of(block: &Block) -> Result<Self, KeyFault> {
        let label = block.label.as_str();
        let is_known = ["PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "PUBLIC KEY", "OPENSSH PRIVATE KEY"].contains(&label);
        match block.fault {
            Some(BlockFault::NotBase64) if !is_known => return Err(of_other_label(label, &[])),
            Some(BlockFault::Cut) => return Err(KeyFault::Cut(label.to_owned())),
            _ if block.is_sealed && is_private(label) => return Err(traditional(label)),
            Some(BlockFault::NotBase64) => return Err(KeyFault::NotBase64(label.to_owned())),
            None => {}
        }
        let (_, document) = SecretDocument::from_pem(&block.strict).map_err(|_| match label {
            // Content that is not one DER item.
            "OPENSSH PRIVATE KEY" => openssh(&block.strict),
            _ if is_known => KeyFault::Malformed,
            _ => of_other_label(label, &[]),
        })?;
        match label {
            "PRIVATE KEY" => private_key(document.as_bytes()).map(Pem::Private),
            "ENCRYPTED PRIVATE KEY" => {
                encryption::check(document.as_bytes())?;
                Ok(Pem::Encrypted(Locked(document)))
            }
            "PUBLIC KEY" => public_key(document.as_bytes()).map(Pem::Public),
            _ => Err(of_other_label(label, document.as_bytes())),
        }
    }
}

fn is_private(label: &str) -> bool {
    label.ends_with("PRIVATE KEY") || label == "PGP PRIVATE KEY BLOCK"
}

/// Returns the fault of a file without PEM blocks.
fn without_blocks(bytes: &[u8], text: &str) -> KeyFault {
    if text.trim_matches(|c: char| c.is_whitespace() || c == '?').is_empty() && bytes.len() != 32 && bytes.len() != 64 {
        return KeyFault::Empty;
    }
    if text.contains("---- BEGIN SSH2 PUBLIC KEY ----") {
        return Form::Ssh2Public.into();
    }
    if text.contains("BEGIN ") && text.contains("END ") && text.contains(" KEY") {
        return KeyFault::Dashes;
    }
    match Found::of(bytes) {
        Found::Form(form) => form.into(),
        Found::OtherAlgorithm(name) => KeyFault::OtherAlgorithm(name),
        Found::Kind(kind) => KeyFault::NotAKey(kind),
    }
}

/// Returns the fault of a private key with a passphrase in the traditional form of openssl.
fn traditional(label: &str) -> KeyFault {
    other_label(label).unwrap_or(Form::Traditional.into())
}

/// Returns the fault of labels that tell the algorithm.
fn other_label(label: &str) -> Option<KeyFault> {
    let name = match label {
        "EC PRIVATE KEY" | "EC PARAMETERS" => say!("algorithm-ec"),
        "RSA PRIVATE KEY" | "RSA PUBLIC KEY" => say!("algorithm-rsa"),
        "DSA PRIVATE KEY" => say!("algorithm-dsa"),
        _ => return None,
    };
    Some(KeyFault::OtherAlgorithm(name))
}

/// Returns the fault of a block with another label.
fn of_other_label(label: &str, der: &[u8]) -> KeyFault {
    let found = other_label(label).or_else(|| {
        let kind = DerKind::of(der)?;
        match Found::of_der(&kind, true) {
            Found::Form(form @ (Form::Certificate | Form::Request)) => Some(form.into()),
            Found::OtherAlgorithm(name) => Some(KeyFault::OtherAlgorithm(name)),
            _ => None,
        }
    });
    found.unwrap_or_else(|| KeyFault::OtherLabel(label.to_owned()))
}

/// Returns the fault of a private key of OpenSSH.
fn openssh(strict: &str) -> KeyFault {
    let body: String = strict.lines().filter(|line| !line.starts_with('-')).collect();
    let body = Zeroizing::new(body);
    let bytes = STANDARD.decode(body.as_bytes()).map(Zeroizing::new);
    match bytes.ok().and_then(|bytes| form::of_openssh(&bytes)) {
        Some(Found::Form(form)) => form.into(),
        Some(Found::OtherAlgorithm(name)) => KeyFault::OtherAlgorithm(name),
        _ => KeyFault::Malformed,
    }
}

impl Locked {
    /// Decrypts the key.
    pub(crate) fn open(&self, passphrase: &[u8]) -> Result<SigningKey, KeyFault> {
        let info = EncryptedPrivateKeyInfoRef::try_from(self.0.as_bytes()).map_err(|_| KeyFault::Malformed)?;
        let document = info.decrypt(passphrase).map_err(|error| match error {
            pkcs8::Error::EncryptedPrivateKey(
                pkcs5::Error::UnsupportedAlgorithm { .. }
                | pkcs5::Error::NoPbes1CryptSupport
                | pkcs5::Error::AlgorithmParametersInvalid { .. },
            ) => KeyFault::OtherEncryption { name: say!("key-encryption-unusual"), is_legacy: false },
            _ => KeyFault::WrongPassphrase,
        })?;
        // One wrong passphrase in 256 results in valid padding, and then in bytes that are not a key.
        private_key(document.as_bytes()).map_err(|fault| match fault {
            KeyFault::Malformed => KeyFault::WrongPassphrase,
            other => other,
        })
    }
}

fn private_key(der: &[u8]) -> Result<SigningKey, KeyFault> {
    let info = PrivateKeyInfoRef::try_from(der).map_err(|_| match DerKind::of(der) {
        Some(DerKind::PrivateKey { algorithm, .. }) if algorithm != ED25519.oid => {
            KeyFault::OtherAlgorithm(algorithm_name(algorithm))
        }
        Some(DerKind::PrivateKey { .. }) if has_explicit_public_key(der) => Form::Ring.into(),
        _ => KeyFault::Malformed,
    })?;
    if info.algorithm.oid != ED25519.oid {
        return Err(KeyFault::OtherAlgorithm(algorithm_name(info.algorithm.oid)));
    }
    if info.algorithm.parameters.is_some() {
        return Err(KeyFault::Parameters);
    }
    let seed = info.private_key.as_bytes().strip_prefix(&BEFORE_SEED).and_then(|seed| seed.first_chunk());
    let key = match seed {
        Some(seed) if info.private_key.as_bytes().len() == BEFORE_SEED.len() + seed.len() => {
            SigningKey::from_seed(seed)
        }
        _ => return Err(KeyFault::Malformed),
    };
    match info.public_key.map(|public| public.as_bytes().and_then(|bytes| bytes.try_into().ok())) {
        None => Ok(key),
        Some(public) if public == Some(key.public_key().to_bytes()) => Ok(key),
        Some(public) => Err(KeyFault::HalvesDiffer {
            private: key.public_key().key_id(),
            public: public.as_ref().and_then(|bytes| PublicKey::from_bytes(bytes).ok()).map(|public| public.key_id()),
        }),
    }
}

/// The tag of a public key that is wrapped once more: context-specific 1, constructed (RFC 5958 has it primitive).
const EXPLICIT_PUBLIC_KEY: u8 = 0xa1;

/// Returns whether a private key in PKCS#8 v2 has its public key under an explicit tag.
fn has_explicit_public_key(der: &[u8]) -> bool {
    // The tag, its length, and a bit string with 32 bytes stand at the end.
    der.len().checked_sub(32 + 5).and_then(|at| der.get(at)) == Some(&EXPLICIT_PUBLIC_KEY)
}

fn public_key(der: &[u8]) -> Result<PublicKey, KeyFault> {
    let info = SubjectPublicKeyInfoRef::try_from(der).map_err(|_| KeyFault::Malformed)?;
    if info.algorithm.oid != ED25519.oid {
        return Err(KeyFault::OtherAlgorithm(algorithm_name(info.algorithm.oid)));
    }
    if info.algorithm.parameters.is_some() {
        return Err(KeyFault::Parameters);
    }
    let bytes = info.subject_public_key.as_bytes().and_then(|bytes| bytes.try_into().ok());
    PublicKey::from_bytes(bytes.ok_or(KeyFault::Malformed)?).map_err(|_| KeyFault::Malformed)
}

/// Encodes a private key, encrypted if a passphrase is given.
pub(crate) fn write_private(key: &SigningKey, passphrase: Option<&[u8]>) -> Result<Zeroizing<String>, Failure> {
    let seed = key.to_seed();
    let mut octets = Zeroizing::new([0; 34]);
    octets[..2].copy_from_slice(&BEFORE_SEED);
    octets[2..].copy_from_slice(seed.as_bytes());
    let octets = OctetStringRef::new(octets.as_ref()).map_err(unwritable)?;
    let info = PrivateKeyInfoRef::new(ED25519, octets);
    let Some(passphrase) = passphrase else {
        let document = SecretDocument::encode_msg(&info).map_err(unwritable)?;
        return document.to_pem("PRIVATE KEY", LineEnding::LF).map_err(unwritable);
    };
    let (salt, iv) = (random::<16>()?, random::<16>()?);
    let cost = scrypt::Params::new(SCRYPT_LOG_N, SCRYPT_R, SCRYPT_P).map_err(unwritable)?;
    let parameters = pbes2::Parameters::generate_scrypt_aes256cbc(cost, salt.as_ref(), *iv).map_err(unwritable)?;
    let document = info.encrypt_with_params(parameters, passphrase).map_err(unwritable)?;
    document.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF).map_err(unwritable)
}

/// Encodes a public key.
pub(crate) fn write_public(key: &PublicKey) -> Result<String, Failure> {
    let bytes = key.to_bytes();
    let subject_public_key = BitStringRef::from_bytes(&bytes).map_err(unwritable)?;
    let document = Document::encode_msg(&SubjectPublicKeyInfoRef { algorithm: ED25519, subject_public_key })
        .map_err(unwritable)?;
    document.to_pem("PUBLIC KEY", LineEnding::LF).map_err(unwritable)
}

fn unwritable(error: impl std::fmt::Display) -> Failure {
    Failure::impossible(say!("key-unwritable", reason = error), say!("report-this"))
}

#[cfg(test)]
mod tests;
