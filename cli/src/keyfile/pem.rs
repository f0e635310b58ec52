//! The parser and writer of Ed25519 keys in PEM: PKCS#8 (RFC 5958, RFC 8410), encrypted with PBES2 (RFC 8018), and
//! SPKI.

use super::random;
use crate::exit::Failure;
use crate::messages::say;
use pkcs8::der::ErrorKind;
use pkcs8::der::asn1::{BitStringRef, OctetStringRef};
use pkcs8::pkcs5::{self, pbes2, scrypt};
use pkcs8::spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use pkcs8::{Document, EncryptedPrivateKeyInfoRef, LineEnding, ObjectIdentifier, PrivateKeyInfoRef, SecretDocument};
use starseal::{PublicKey, SigningKey};
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

/// The maximum memory of scrypt in bytes, 128·r·(N + p): that of N = 2^17 and r = 8, which OWASP recommends.
const MAX_SCRYPT_BYTES: u128 = 129 * 1024 * 1024;

/// The maximum work of scrypt, N·r·p: three times that of the files that are written here, about a second.
const MAX_SCRYPT_WORK: u128 = 1 << 21;

/// The maximum number of rounds of PBKDF2: 600,000 are recommended for SHA-256 by OWASP. A million take about a second.
const MAX_PBKDF2_ROUNDS: u32 = 1_000_000;

/// The reason why a text is not a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PemFault {
    /// The text is not PEM.
    NotPem,
    /// The PEM has another label, which is given.
    OtherKind(String),
    /// The key is of another algorithm.
    NotEd25519,
    /// The PEM has the right label, but its content cannot be parsed.
    Malformed,
    /// Decryption does not result in a key.
    WrongPassphrase,
    /// The encryption is not PBES2 with scrypt or PBKDF2 and AES.
    OtherEncryption,
    /// Deriving the key from the passphrase would cost more than the limits, with the parameters that are given.
    TooCostly(String),
}

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

impl Pem {
    /// Parses a PEM text.
    pub(crate) fn read(text: &[u8]) -> Result<Self, PemFault> {
        let text = str::from_utf8(text).map_err(|_| PemFault::NotPem)?;
        // Text before the first line of dashes is a comment.
        let start = text.find("-----BEGIN ").ok_or(PemFault::NotPem)?;
        let (label, document) = SecretDocument::from_pem(&text[start..]).map_err(|error| match error.kind() {
            ErrorKind::Pem(_) => PemFault::NotPem,
            _ => PemFault::Malformed,
        })?;
        match label {
            "PRIVATE KEY" => private_key(document.as_bytes()).map(Pem::Private),
            "ENCRYPTED PRIVATE KEY" => {
                check_cost(document.as_bytes())?;
                Ok(Pem::Encrypted(Locked(document)))
            }
            "PUBLIC KEY" => public_key(document.as_bytes()).map(Pem::Public),
            other => Err(PemFault::OtherKind(other.to_owned())),
        }
    }
}

impl Locked {
    /// Decrypts the key.
    pub(crate) fn open(&self, passphrase: &[u8]) -> Result<SigningKey, PemFault> {
        let info = EncryptedPrivateKeyInfoRef::try_from(self.0.as_bytes()).map_err(|_| PemFault::Malformed)?;
        let document = info.decrypt(passphrase).map_err(|error| match error {
            pkcs8::Error::EncryptedPrivateKey(
                pkcs5::Error::UnsupportedAlgorithm { .. }
                | pkcs5::Error::NoPbes1CryptSupport
                | pkcs5::Error::AlgorithmParametersInvalid { .. },
            ) => PemFault::OtherEncryption,
            _ => PemFault::WrongPassphrase,
        })?;
        // One wrong passphrase in 256 results in valid padding, and then in bytes that are not a key.
        private_key(document.as_bytes()).map_err(|fault| match fault {
            PemFault::NotEd25519 => PemFault::NotEd25519,
            _ => PemFault::WrongPassphrase,
        })
    }
}

/// Checks what it costs to derive the key, which the file states, before a passphrase is asked for.
fn check_cost(der: &[u8]) -> Result<(), PemFault> {
    let info = EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| PemFault::Malformed)?;
    // Other schemes are refused when the key is opened.
    let pkcs5::EncryptionScheme::Pbes2(pbes2) = &info.encryption_algorithm else { return Ok(()) };
    if let Some(scrypt) = pbes2.kdf.scrypt() {
        let [n, r, p] = [scrypt.cost_parameter, scrypt.block_size.into(), scrypt.parallelization.into()];
        let [wide_n, wide_r, wide_p] = [n, r, p].map(u128::from);
        if 128 * wide_r * (wide_n + wide_p) > MAX_SCRYPT_BYTES || wide_n * wide_r * wide_p > MAX_SCRYPT_WORK {
            return Err(PemFault::TooCostly(say!("key-cost-scrypt", n = n, r = r, p = p)));
        }
    }
    match pbes2.kdf.pbkdf2().map(|pbkdf2| pbkdf2.iteration_count) {
        Some(rounds) if rounds > MAX_PBKDF2_ROUNDS => Err(PemFault::TooCostly(say!("key-cost-pbkdf", rounds = rounds))),
        _ => Ok(()),
    }
}

fn private_key(der: &[u8]) -> Result<SigningKey, PemFault> {
    let info = PrivateKeyInfoRef::try_from(der).map_err(|_| PemFault::Malformed)?;
    if info.algorithm != ED25519 {
        return Err(PemFault::NotEd25519);
    }
    let seed = info.private_key.as_bytes().strip_prefix(&BEFORE_SEED).and_then(|seed| seed.first_chunk());
    match seed {
        Some(seed) if info.private_key.as_bytes().len() == BEFORE_SEED.len() + seed.len() => {
            Ok(SigningKey::from_seed(seed))
        }
        _ => Err(PemFault::Malformed),
    }
}

fn public_key(der: &[u8]) -> Result<PublicKey, PemFault> {
    let info = SubjectPublicKeyInfoRef::try_from(der).map_err(|_| PemFault::Malformed)?;
    if info.algorithm != ED25519 {
        return Err(PemFault::NotEd25519);
    }
    let bytes = info.subject_public_key.as_bytes().and_then(|bytes| bytes.try_into().ok());
    PublicKey::from_bytes(bytes.ok_or(PemFault::Malformed)?).map_err(|_| PemFault::Malformed)
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
