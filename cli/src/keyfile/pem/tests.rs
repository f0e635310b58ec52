use super::{Other, Pem, Taken, write_private, write_public};
use crate::keyfile::fault::KeyFault;
use crate::keyfile::form::{DerForm, Form, Writing};
use crate::kind::{Encoding, Kind};
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
        Ok(Taken { key: Pem::Private(key), .. }) => key,
        _ => panic!("not a private key"),
    }
}

fn fault(text: &str) -> KeyFault {
    Pem::read(text.as_bytes()).err().expect("the text was parsed")
}

fn open(text: &str, passphrase: &[u8]) -> Result<SigningKey, KeyFault> {
    match Pem::read(text.as_bytes()) {
        Ok(Taken { key: Pem::Encrypted(locked), .. }) => locked.open(passphrase),
        _ => panic!("not encrypted"),
    }
}

#[test]
fn the_examples_of_the_standard_are_read_and_written() {
    let key = private(RFC_8410);
    assert_eq!(write_private(&key, None).unwrap().as_str(), RFC_8410);
    assert_eq!(write_public(&key.public_key()).unwrap(), RFC_8410_PUBLIC);
    assert_eq!(private(RFC_8410_V2).public_key(), key.public_key());
    let public = Pem::read(RFC_8410_PUBLIC.as_bytes()).unwrap();
    assert!(matches!(public.key, Pem::Public(public) if public == key.public_key()) && public.others.is_empty());
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
    assert_eq!(open(&text, b"correct horse").unwrap().public_key(), private(RFC_8410).public_key());
    assert_eq!(open(&text, b"correct Horse").unwrap_err(), KeyFault::WrongPassphrase);
    assert_eq!(open(&text, b"").unwrap_err(), KeyFault::WrongPassphrase);
}

/// Returns a PEM text around a DER item.
fn pem(label: &str, der: &[u8]) -> String {
    use base64::Engine;
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        base64::engine::general_purpose::STANDARD.encode(der)
    )
}

#[test]
fn unsupported_files_are_refused_by_kind() {
    assert_eq!(fault("hello"), KeyFault::NotAKey(Kind::Text(Encoding::Utf8)));
    assert_eq!(fault(""), KeyFault::Empty);
    assert_eq!(fault(&pem("PRIVATE KEY", &[])), KeyFault::Malformed);
    assert_eq!(fault(&pem("PRIVATE KEY", &[0, 0, 0])), KeyFault::Malformed);
    assert_eq!(fault(&RFC_8410.replace("MC4C", "!C4C")), KeyFault::NotBase64("PRIVATE KEY".into()));
    assert_eq!(fault(RFC_8410.split_at(80).0), KeyFault::Cut("PRIVATE KEY".into()));
    assert_eq!(fault(&RFC_8410.replace("-----", "\u{2014}")), KeyFault::Dashes);
    assert_eq!(fault(&pem("X509 CRL", &[0x30, 0])), KeyFault::OtherLabel("X509 CRL".into()));
    let pgp = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlFgE\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----\n";
    assert_eq!(fault(pgp), KeyFault::OtherLabel("PGP PRIVATE KEY BLOCK".into()));
    // The OID of X25519 (RFC 8410) is the one before that of Ed25519: 2b 65 6e.
    let x25519 = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VuAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
    assert_eq!(fault(x25519), KeyFault::OtherAlgorithm("an X25519 key".into()));
    assert_eq!(
        fault(&pem("EC PRIVATE KEY", &[1])),
        KeyFault::OtherAlgorithm("a key on another elliptic curve (EC)".into())
    );
}

/// Returns the DER of the private key of RFC 8410 in version 2, whose last part is given.
fn version_2(algorithm: &[u8], last: &[u8]) -> Vec<u8> {
    use base64::Engine;
    let body: String = RFC_8410.lines().filter(|line| !line.starts_with('-')).collect();
    let version_1 = base64::engine::general_purpose::STANDARD.decode(body).unwrap();
    der(0x30, &[&integer(1), &der(0x30, &[algorithm]), &version_1[12..], last])
}

/// The algorithm identifier of Ed25519.
const ED25519: &[u8] = &[6, 3, 0x2b, 0x65, 0x70];

#[test]
fn the_halves_of_a_key_must_belong_together() {
    let key = private(RFC_8410).public_key();
    let read =
        |public: &[u8]| Pem::read(pem("PRIVATE KEY", &version_2(ED25519, &der(0x81, &[&[0], public]))).as_bytes());
    assert!(matches!(read(&key.to_bytes()), Ok(Taken { key: Pem::Private(_), .. })));
    let other = SigningKey::from_seed(&[9; 32]).public_key();
    let differ = |public| KeyFault::HalvesDiffer { private: key.key_id(), public };
    assert_eq!(read(&other.to_bytes()).err(), Some(differ(Some(other.key_id()))));
    assert_eq!(read(&[0; 31]).err(), Some(differ(None)));
    // Also if the key was encrypted, so that only the passphrase tells.
    let document = pkcs8::SecretDocument::try_from(version_2(ED25519, &der(0x81, &[&[0], &other.to_bytes()]))).unwrap();
    let parameters = pkcs8::pkcs5::pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(1, &[1; 16], [2; 16]).unwrap();
    let encrypted = pkcs8::PrivateKeyInfoRef::try_from(document.as_bytes()).unwrap();
    let encrypted = encrypted.encrypt_with_params(parameters, b"correct horse").unwrap();
    let encrypted = pem("ENCRYPTED PRIVATE KEY", encrypted.as_bytes());
    assert_eq!(open(&encrypted, b"correct horse").unwrap_err(), differ(Some(other.key_id())));
    assert_eq!(open(&encrypted, b"wrong horse").unwrap_err(), KeyFault::WrongPassphrase);
}

#[test]
fn other_forms_of_the_same_key_are_named() {
    let key = private(RFC_8410).public_key();
    let explicit = version_2(ED25519, &der(0xa1, &[&der(3, &[&[0], &key.to_bytes()])]));
    assert_eq!(fault(&pem("PRIVATE KEY", &explicit)), KeyFault::OtherForm(Form::Ring));
    let with_null = [ED25519, &[5, 0]].concat();
    let v2 = version_2(&with_null, &der(0x81, &[&[0], &key.to_bytes()]));
    assert_eq!(fault(&pem("PRIVATE KEY", &v2)), KeyFault::Parameters);
    let of = |bytes: &[u8]| Pem::read(bytes).err().unwrap();
    assert_eq!(of(&explicit), KeyFault::OtherForm(Form::Der(Writing::Bytes, DerForm::PrivateV2)));
    assert_eq!(of(&[0xd4; 32]), KeyFault::OtherForm(Form::Seed(Writing::Bytes)));
    assert_eq!(of(&[0xd4; 64]), KeyFault::OtherForm(Form::Pair(Writing::Bytes)));
    assert_eq!(of("0F".repeat(32).as_bytes()), KeyFault::OtherForm(Form::Seed(Writing::Hex)));
    assert_eq!(of(["0f:"; 31].concat().as_bytes()), KeyFault::NotAKey(Kind::Text(Encoding::Utf8)));
}

#[test]
fn the_first_private_key_of_a_file_is_taken() {
    let second = write_private(&SigningKey::from_seed(&[9; 32]), None).unwrap();
    let other = SigningKey::from_seed(&[9; 32]).public_key();
    let key = private(RFC_8410).public_key();
    let certificate = pem("CERTIFICATE", &[0x30, 0]);
    let of = |text: &str| {
        let taken = Pem::read(text.as_bytes()).unwrap();
        match taken.key {
            Pem::Private(key) => (true, key.public_key(), taken.others),
            Pem::Public(key) => (false, key, taken.others),
            Pem::Encrypted(_) => panic!("encrypted"),
        }
    };
    assert_eq!(of(&format!("{RFC_8410_PUBLIC}{certificate}{RFC_8410}")), (true, key, vec![Other::Public(key)]));
    assert_eq!(of(&format!("{RFC_8410}{}", *second)), (true, key, vec![Other::Private(other)]));
    assert_eq!(of(&format!("{certificate}{RFC_8410_PUBLIC}")), (false, key, vec![]));
    let ec = pem("EC PRIVATE KEY", &[1]);
    assert_eq!(of(&format!("{ec}{RFC_8410}")), (true, key, vec![Other::Locked]));
    // A private key that cannot be used is not passed over for a public one.
    assert!(matches!(fault(&format!("{ec}{RFC_8410_PUBLIC}")), KeyFault::OtherAlgorithm(_)));
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
    let is_read = |text: &str| matches!(Pem::read(text.as_bytes()), Ok(Taken { key: Pem::Encrypted(_), .. }));
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
        let expected = KeyFault::TooCostly(format!("scrypt with N = {n}, r = {r}, p = {p}"));
        assert_eq!(fault(&scrypt(n, r, p)), expected);
    }
    assert!(is_read(&pbkdf2(2_048)) && is_read(&pbkdf2(1_000_000)));
    for rounds in [1_000_001, (1 << 31) - 1, (1 << 32) - 1] {
        assert_eq!(fault(&pbkdf2(rounds)), KeyFault::TooCostly(format!("PBKDF2 with {rounds} rounds")));
    }
}
