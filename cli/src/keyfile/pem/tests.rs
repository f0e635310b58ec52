use super::{Pem, PemFault, write_private, write_public};
use starseal::{Signer, SigningKey};

/// The private key of RFC 8410 section 10.3.
const RFC_8410: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
-----END PRIVATE KEY-----
";
/// The private key of RFC 8410 section 10.3 with attributes and the public key.
const RFC_8410_V2: &str = "-----BEGIN PRIVATE KEY-----
MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
Z9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PRIVATE KEY-----
";
/// The public key of RFC 8410 section 10.1.
const RFC_8410_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----
";

fn private(text: &str) -> SigningKey {
    match Pem::read(text.as_bytes()) {
        Ok(Pem::Private(key)) => key,
        _ => panic!("not a private key"),
    }
}

fn fault(text: &str) -> PemFault {
    Pem::read(text.as_bytes()).err().expect("the text was parsed")
}

#[test]
fn the_examples_of_the_standard_are_read_and_written() {
    let key = private(RFC_8410);
    assert_eq!(write_private(&key, None).unwrap().as_str(), RFC_8410);
    assert_eq!(write_public(&key.public_key()).unwrap(), RFC_8410_PUBLIC);
    assert_eq!(private(RFC_8410_V2).public_key(), key.public_key());
    assert!(matches!(Pem::read(RFC_8410_PUBLIC.as_bytes()), Ok(Pem::Public(public)) if public == key.public_key()));
}

#[test]
fn a_comment_before_the_key_is_ignored() {
    let text = format!("the issuer's key of 2026\n\n{RFC_8410}");
    assert_eq!(private(&text).public_key(), private(RFC_8410).public_key());
}

#[test]
fn a_passphrase_opens_only_its_own_key() {
    let text = write_private(&private(RFC_8410), Some(b"correct horse")).unwrap();
    assert!(text.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    let Ok(Pem::Encrypted(locked)) = Pem::read(text.as_bytes()) else { panic!("not encrypted") };
    assert_eq!(locked.open(b"correct horse").unwrap().public_key(), private(RFC_8410).public_key());
    assert_eq!(locked.open(b"correct Horse").unwrap_err(), PemFault::WrongPassphrase);
    assert_eq!(locked.open(b"").unwrap_err(), PemFault::WrongPassphrase);
}

#[test]
fn unsupported_files_are_refused_by_kind() {
    assert_eq!(fault("hello"), PemFault::NotPem);
    assert_eq!(fault("-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n"), PemFault::NotPem);
    assert_eq!(fault("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), PemFault::Malformed);
    let certificate = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
    assert_eq!(fault(certificate), PemFault::OtherKind("CERTIFICATE".into()));
    // The OID of X25519 (RFC 8410) is the one before that of Ed25519: 2b 65 6e.
    let x25519 = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VuAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
    assert_eq!(fault(x25519), PemFault::NotEd25519);
}

#[test]
fn debug_output_has_no_secrets() {
    let key = private(RFC_8410);
    assert!(!format!("{key:?}").to_lowercase().contains("d4ee72db"));
}

/// Returns a DER value with a tag and contents.
fn der(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
    let body = contents.concat();
    let length = match body.len() {
        short @ 0..128 => vec![short as u8],
        long => vec![0x81, u8::try_from(long).unwrap()],
    };
    [vec![tag], length, body].concat()
}

/// Returns a DER integer.
fn integer(value: u64) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(7);
    let sign: &[u8] = if bytes[start] > 127 { &[0] } else { &[] };
    der(2, &[sign, &bytes[start..]])
}

/// Returns an encrypted key file whose key is derived as `kdf` says. There is no key in it.
fn encrypted(kdf: &[u8]) -> String {
    use base64::Engine;
    let aes = der(0x30, &[&der(6, &[&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 0x2a]]), &der(4, &[&[0; 16]])]);
    let pbes2 = der(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0d]]);
    let scheme = der(0x30, &[&pbes2, &der(0x30, &[kdf, &aes])]);
    let body = base64::engine::general_purpose::STANDARD.encode(der(0x30, &[&scheme, &der(4, &[&[0; 64]])]));
    let lines: Vec<&str> = body.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN ENCRYPTED PRIVATE KEY-----\n{}\n-----END ENCRYPTED PRIVATE KEY-----\n", lines.join("\n"))
}

fn scrypt(n: u64, r: u64, p: u64) -> String {
    let parameters = der(0x30, &[&der(4, &[&[0; 8]]), &integer(n), &integer(r), &integer(p)]);
    encrypted(&der(0x30, &[&der(6, &[&[0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 0x0b]]), &parameters]))
}

fn pbkdf2(rounds: u64) -> String {
    let sha256 = der(0x30, &[&der(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9]]), &[5, 0]]);
    let parameters = der(0x30, &[&der(4, &[&[0; 8]]), &integer(rounds), &sha256]);
    encrypted(&der(0x30, &[&der(6, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0c]]), &parameters]))
}

#[test]
fn keys_that_cost_too_much_to_derive_are_refused_before_a_passphrase_is_asked_for() {
    let is_read = |text: &str| matches!(Pem::read(text.as_bytes()), Ok(Pem::Encrypted(_)));
    // What this program writes, what openssl writes, and what OWASP recommends.
    for (n, r, p) in [(1 << 14, 8, 5), (1 << 14, 8, 1), (1 << 17, 8, 1), (1 << 16, 8, 2), (2, 1, 65_535)] {
        assert!(is_read(&scrypt(n, r, p)), "N = {n}, r = {r}, p = {p}");
    }
    for (n, r, p) in [
        (1 << 22, 8, 1),
        (1 << 30, 8, 1),
        (1 << 18, 8, 1),
        (1 << 17, 8, 3),
        (1 << 14, 8, 17),
        (1 << 63, 1, 1),
        (2, 65_535, 65_535),
        (1 << 14, 65_535, 1),
    ] {
        let expected = PemFault::TooCostly(format!("scrypt with N = {n}, r = {r}, p = {p}"));
        assert_eq!(fault(&scrypt(n, r, p)), expected);
    }
    assert!(is_read(&pbkdf2(2_048)) && is_read(&pbkdf2(1_000_000)));
    for rounds in [1_000_001, (1 << 31) - 1, (1 << 32) - 1] {
        assert_eq!(fault(&pbkdf2(rounds)), PemFault::TooCostly(format!("PBKDF2 with {rounds} rounds")));
    }
}
