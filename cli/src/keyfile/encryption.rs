//! The encryption of private keys in PKCS#8 (RFC 8018): what is supported, and what it costs.

use super::fault::KeyFault;
use crate::messages::say;
use pkcs8::der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use pkcs8::der::{Decode, Reader, SliceReader};
use pkcs8::spki::AlgorithmIdentifierRef;
use pkcs8::{EncryptedPrivateKeyInfoRef, pkcs5};

/// The maximum memory of scrypt in bytes, 128·r·(N + p): that of N = 2^17 and r = 8, which OWASP recommends.
const MAX_SCRYPT_BYTES: u128 = 129 * 1024 * 1024;

/// The maximum work of scrypt, N·r·p: three times that of the files that are written here, about a second.
const MAX_SCRYPT_WORK: u128 = 1 << 21;

/// The maximum number of rounds of PBKDF2: 600,000 are recommended for SHA-256 by OWASP. A million take about a second.
const MAX_PBKDF2_ROUNDS: u32 = 1_000_000;

/// The scheme PBES2, in which the derivation and the cipher are chosen separately.
const PBES2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.13");

/// Checks that the encryption is supported, and what it costs to derive its key, before a passphrase is asked for.
pub(super) fn check(der: &[u8]) -> Result<(), KeyFault> {
    let unreadable = || scheme(der).map_or(KeyFault::Malformed, |name| unsupported(&name));
    let info = EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| unreadable())?;
    let pkcs5::EncryptionScheme::Pbes2(pbes2) = &info.encryption_algorithm else { return Err(unreadable()) };
    if let Some(scrypt) = pbes2.kdf.scrypt() {
        let [n, r, p] = [scrypt.cost_parameter, scrypt.block_size.into(), scrypt.parallelization.into()];
        let [wide_n, wide_r, wide_p] = [n, r, p].map(u128::from);
        if 128 * wide_r * (wide_n + wide_p) > MAX_SCRYPT_BYTES || wide_n * wide_r * wide_p > MAX_SCRYPT_WORK {
            return Err(KeyFault::TooCostly(say!("key-cost-scrypt", n = n, r = r, p = p)));
        }
    }
    match pbes2.kdf.pbkdf2() {
        Some(pbkdf2) if pbkdf2.iteration_count > MAX_PBKDF2_ROUNDS => {
            Err(KeyFault::TooCostly(say!("key-cost-pbkdf", rounds = pbkdf2.iteration_count)))
        }
        Some(pbkdf2) if pbkdf2.prf == pkcs5::pbes2::Pbkdf2Prf::HmacWithSha1 => Err(unreadable()),
        _ => Ok(()),
    }
}

/// Returns the fault of a file whose encryption is not supported.
fn unsupported(name: &str) -> KeyFault {
    // openssl 3 has these only in its provider "legacy".
    let is_legacy = ["DES", "RC2", "RC4", "MD2", "MD5"].iter().any(|old| name.contains(old)) && !name.contains("3DES");
    KeyFault::OtherEncryption { name: name.to_owned(), is_legacy }
}

/// Returns the name of the encryption of a file.
fn scheme(der: &[u8]) -> Option<String> {
    let top = AnyRef::from_der(der).ok()?;
    let mut items = SliceReader::new(top.value()).ok()?;
    let algorithm = AlgorithmIdentifierRef::decode(&mut items).ok()?;
    <&OctetStringRef>::decode(&mut items).ok()?;
    if algorithm.oid != PBES2 {
        return Some(name_of(algorithm.oid));
    }
    let parameters = algorithm.parameters?;
    let mut items = SliceReader::new(parameters.value()).ok()?;
    let derivation = AlgorithmIdentifierRef::decode(&mut items).ok()?;
    let cipher = AlgorithmIdentifierRef::decode(&mut items).ok()?;
    let function = random_function(&derivation).map_or_else(String::new, |oid| format!(" ({})", name_of(oid)));
    let derivation = format!("{}{function}", name_of(derivation.oid));
    Some(say!("key-encryption-of", derivation = derivation, cipher = name_of(cipher.oid)))
}

/// Returns the pseudorandom function of PBKDF2, which is HMAC with SHA-1 if none is named.
fn random_function(derivation: &AlgorithmIdentifierRef<'_>) -> Option<ObjectIdentifier> {
    const PBKDF2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.12");
    const SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.7");
    if derivation.oid != PBKDF2 {
        return None;
    }
    let mut items = SliceReader::new(derivation.parameters?.value()).ok()?;
    let mut last = None;
    while !items.is_finished() {
        last = Some(AnyRef::decode(&mut items).ok()?);
    }
    let named = last.and_then(|last| {
        let mut inner = SliceReader::new(last.value()).ok()?;
        ObjectIdentifier::decode(&mut inner).ok()
    });
    Some(named.unwrap_or(SHA1))
}

/// Returns the name of an algorithm of RFC 8018 and its relatives.
fn name_of(oid: ObjectIdentifier) -> String {
    let text = oid.to_string();
    let name = match text.as_str() {
        "1.2.840.113549.1.5.1" => "PBES1 with MD2 and DES",
        "1.2.840.113549.1.5.3" => "PBES1 with MD5 and DES",
        "1.2.840.113549.1.5.4" => "PBES1 with MD2 and RC2",
        "1.2.840.113549.1.5.6" => "PBES1 with MD5 and RC2",
        "1.2.840.113549.1.5.10" => "PBES1 with SHA-1 and DES",
        "1.2.840.113549.1.5.11" => "PBES1 with SHA-1 and RC2",
        "1.2.840.113549.1.12.1.1" => "PBE of PKCS#12 with SHA-1 and RC4 (128 bits)",
        "1.2.840.113549.1.12.1.2" => "PBE of PKCS#12 with SHA-1 and RC4 (40 bits)",
        "1.2.840.113549.1.12.1.3" => "PBE of PKCS#12 with SHA-1 and 3DES",
        "1.2.840.113549.1.12.1.4" => "PBE of PKCS#12 with SHA-1 and 2-key 3DES",
        "1.2.840.113549.1.12.1.5" => "PBE of PKCS#12 with SHA-1 and RC2 (128 bits)",
        "1.2.840.113549.1.12.1.6" => "PBE of PKCS#12 with SHA-1 and RC2 (40 bits)",
        "1.2.840.113549.1.5.12" => "PBKDF2",
        "1.3.6.1.4.1.11591.4.11" => "scrypt",
        "1.2.840.113549.2.7" => "HMAC with SHA-1",
        "1.2.840.113549.2.8" => "HMAC with SHA-224",
        "1.2.840.113549.2.9" => "HMAC with SHA-256",
        "1.2.840.113549.2.10" => "HMAC with SHA-384",
        "1.2.840.113549.2.11" => "HMAC with SHA-512",
        "1.3.14.3.2.7" => "DES",
        "1.2.840.113549.3.7" => "3DES",
        "1.2.840.113549.3.2" => "RC2",
        "2.16.840.1.101.3.4.1.2" => "AES-128",
        "2.16.840.1.101.3.4.1.22" => "AES-192",
        "2.16.840.1.101.3.4.1.42" => "AES-256",
        "1.2.392.200011.61.1.1.1.2" => "Camellia-128",
        "1.2.392.200011.61.1.1.1.3" => "Camellia-192",
        "1.2.392.200011.61.1.1.1.4" => "Camellia-256",
        "1.2.410.200046.1.1.2" => "ARIA-128",
        "1.2.410.200046.1.1.7" => "ARIA-192",
        "1.2.410.200046.1.1.12" => "ARIA-256",
        "1.2.156.10197.1.104.2" => "SM4",
        _ => return text,
    };
    name.to_owned()
}
