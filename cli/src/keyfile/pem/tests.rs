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
