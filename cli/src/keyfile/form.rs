//! Other forms of Ed25519 keys.

use crate::kind::{DerKind, ED25519, Encoding, Kind, algorithm_name, decoded};
use crate::messages::{Message, message, say};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde::Deserialize;
use zeroize::Zeroizing;

/// The form of a key that is not read, and can be converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A key in DER without PEM around it.
    Der(Writing, DerForm),
    /// The 32 bytes of a private key.
    Seed(Writing),
    /// The 64 bytes of private and public key, as the library NaCl has them.
    Pair(Writing),
    /// PKCS#8 v2 with the public key under an explicit tag, as the library ring wrote it, in PEM.
    Ring,
    /// A private key as JSON (RFC 8037).
    JwkPrivate,
    /// A public key as JSON.
    JwkPublic,
    /// A private key of OpenSSH.
    OpenSsh,
    /// A private key of OpenSSH that is encrypted.
    OpenSshEncrypted,
    /// A public key of OpenSSH.
    OpenSshPublic,
    /// A public key in the form of RFC 4716.
    Ssh2Public,
    /// A key file of PuTTY.
    Ppk,
    /// A PKCS#12 file.
    Pkcs12,
    /// A certificate in PEM.
    Certificate,
    /// A certificate in DER.
    CertificateDer,
    /// A certificate request in PEM.
    Request,
    /// A keystore of Java.
    JavaKeystore,
    /// A private key with a passphrase in the traditional form of openssl (RFC 1421).
    Traditional,
}

/// How bytes are written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    /// As they are.
    Bytes,
    /// As hex text.
    Hex,
    /// As base64 text.
    Base64,
}

/// What a key in DER is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DerForm {
    /// A private key in PKCS#8.
    Private,
    /// A private key in PKCS#8 v2, which openssl 3.0 does not read.
    PrivateV2,
    /// An encrypted private key in PKCS#8.
    Encrypted,
    /// A public key (SPKI).
    Public,
}

impl Writing {
    /// Returns the name of what is written so.
    fn of(self, name: Message) -> Message {
        match self {
            Writing::Bytes => name,
            Writing::Hex => message!("found-hex", inner = name),
            Writing::Base64 => message!("found-base64", inner = name),
        }
    }
}

impl Form {
    /// Returns the name of the form, after "holds".
    pub(super) fn name(self) -> Message {
        match self {
            Form::Der(writing, der) => writing.of(der.name()),
            Form::Seed(writing) => writing.of(message!("form-seed")),
            Form::Pair(writing) => writing.of(message!("form-pair")),
            Form::Ring => message!("form-ring"),
            Form::JwkPrivate => message!("found-jwk-private"),
            Form::JwkPublic => message!("found-jwk-public"),
            Form::OpenSsh => message!("form-open-ssh"),
            Form::OpenSshEncrypted => message!("form-open-ssh-encrypted"),
            Form::OpenSshPublic => message!("form-open-ssh-public"),
            Form::Ssh2Public => message!("form-ssh-public"),
            Form::Ppk => message!("form-ppk"),
            Form::Pkcs12 => message!("form-pkcs"),
            Form::Certificate | Form::CertificateDer => message!("found-certificate"),
            Form::Request => message!("found-request"),
            Form::JavaKeystore => message!("form-java-keystore"),
            Form::Traditional => message!("form-traditional"),
        }
    }
}

impl DerForm {
    fn name(self) -> Message {
        match self {
            DerForm::Private | DerForm::PrivateV2 => message!("found-der-private"),
            DerForm::Encrypted => message!("found-der-encrypted"),
            DerForm::Public => message!("found-der-public"),
        }
    }
}

/// What bytes without PEM blocks hold.
pub(super) enum Found {
    /// A key in another form.
    Form(Form),
    /// A key of another algorithm, with the name of the algorithm and an article.
    OtherAlgorithm(String),
    /// Anything else.
    Kind(Kind),
}

impl Found {
    /// Recognizes a key in another form.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let kind = Kind::of(bytes);
        match &kind {
            Kind::Der(der) => Found::of_der(der, false),
            Kind::Jwk { .. } => of_jwk(bytes).unwrap_or(Found::Kind(kind)),
            Kind::SshPublicKey => of_ssh_public(bytes),
            Kind::Ppk => Found::Form(Form::Ppk),
            Kind::JavaKeystore => Found::Form(Form::JavaKeystore),
            Kind::Base64(inner) | Kind::Hex(inner) => {
                let writing = if matches!(kind, Kind::Hex(_)) { Writing::Hex } else { Writing::Base64 };
                match inner.as_ref() {
                    Kind::Der(der) => match Found::of_der(der, false) {
                        Found::Form(Form::Der(_, form)) => Found::Form(Form::Der(writing, form)),
                        Found::OtherAlgorithm(name) => Found::OtherAlgorithm(name),
                        _ => Found::Kind(kind),
                    },
                    _ => Found::Kind(kind),
                }
            }
            Kind::Text(Encoding::Utf8 | Encoding::Utf16) => of_text(bytes).unwrap_or(Found::Kind(kind)),
            _ => match bytes.len() {
                32 => Found::Form(Form::Seed(Writing::Bytes)),
                64 => Found::Form(Form::Pair(Writing::Bytes)),
                _ => Found::Kind(kind),
            },
        }
    }

    /// Returns what a DER item is.
    pub(super) fn of_der(kind: &DerKind, is_pem: bool) -> Self {
        match kind {
            DerKind::PrivateKey { algorithm: oid, .. } | DerKind::PublicKey(oid) | DerKind::Certificate(Some(oid))
                if *oid != ED25519 =>
            {
                Found::OtherAlgorithm(algorithm_name(*oid))
            }
            DerKind::PrivateKey { is_v2: true, .. } => Found::Form(Form::Der(Writing::Bytes, DerForm::PrivateV2)),
            DerKind::PrivateKey { .. } => Found::Form(Form::Der(Writing::Bytes, DerForm::Private)),
            DerKind::PublicKey(_) => Found::Form(Form::Der(Writing::Bytes, DerForm::Public)),
            DerKind::EncryptedPrivateKey => Found::Form(Form::Der(Writing::Bytes, DerForm::Encrypted)),
            DerKind::EcPrivateKey => Found::OtherAlgorithm(say!("algorithm-ec")),
            DerKind::RsaPrivateKey => Found::OtherAlgorithm(say!("algorithm-rsa")),
            DerKind::Certificate(_) if is_pem => Found::Form(Form::Certificate),
            DerKind::Certificate(_) => Found::Form(Form::CertificateDer),
            DerKind::CertificateRequest => Found::Form(Form::Request),
            DerKind::Pkcs12 => Found::Form(Form::Pkcs12),
            DerKind::Pkcs7 => Found::Kind(Kind::Der(DerKind::Pkcs7)),
        }
    }
}

/// The members of a JWK (RFC 7517, RFC 8037).
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: Option<String>,
}

fn of_jwk(bytes: &[u8]) -> Option<Found> {
    let text = decoded(bytes)?;
    let jwk: Jwk = serde_json::from_str(&text).ok()?;
    let is_private = matches!(Kind::of(bytes), Kind::Jwk { is_private: true });
    Some(match (jwk.kty.as_str(), jwk.crv.as_deref()) {
        ("OKP", Some("Ed25519")) => Found::Form(if is_private { Form::JwkPrivate } else { Form::JwkPublic }),
        (kty, crv) => {
            let curve = crv.map_or_else(String::new, |crv| format!(", {crv}"));
            Found::OtherAlgorithm(say!("algorithm-jwk", name = format_args!("{kty}{curve}")))
        }
    })
}

fn of_ssh_public(bytes: &[u8]) -> Found {
    let text = decoded(bytes).unwrap_or_default();
    match text.split_whitespace().next().unwrap_or_default() {
        "ssh-ed25519" => Found::Form(Form::OpenSshPublic),
        other => Found::OtherAlgorithm(say!("algorithm-ssh", name = other)),
    }
}

/// Recognizes 32 or 64 bytes as hex or base64 text.
fn of_text(bytes: &[u8]) -> Option<Found> {
    let text = decoded(bytes)?;
    let plain = Zeroizing::new(text.chars().filter(|c| !c.is_whitespace() && *c != ':').collect::<String>());
    let is_hex = plain.bytes().all(|byte| byte.is_ascii_hexdigit());
    Some(Found::Form(match plain.len() {
        64 if is_hex => Form::Seed(Writing::Hex),
        128 if is_hex => Form::Pair(Writing::Hex),
        43 | 44 if base64_bytes(&plain) == Some(32) => Form::Seed(Writing::Base64),
        86 | 88 if base64_bytes(&plain) == Some(64) => Form::Pair(Writing::Base64),
        _ => return None,
    }))
}

fn base64_bytes(text: &str) -> Option<usize> {
    let text = text.trim_end_matches('=');
    let bytes = STANDARD_NO_PAD.decode(text).or_else(|_| URL_SAFE_NO_PAD.decode(text)).ok();
    bytes.map(Zeroizing::new).map(|bytes| bytes.len())
}

/// The start of a private key of OpenSSH.
const OPENSSH_START: &[u8] = b"openssh-key-v1\0";

/// Returns what the content of an `OPENSSH PRIVATE KEY` is; none if it is damaged.
pub(super) fn of_openssh(bytes: &[u8]) -> Option<Found> {
    let mut rest = bytes.strip_prefix(OPENSSH_START)?;
    let mut string = || -> Option<&[u8]> {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (content, after) = after.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        rest = after;
        Some(content)
    };
    let cipher = string()?;
    let (_kdf, _options) = (string()?, string()?);
    // One key, and then its public half, which starts with the name of its algorithm.
    let (_count, after) = rest.split_first_chunk::<4>()?;
    let (_length, after) = after.split_first_chunk::<4>()?;
    let (length, after) = after.split_first_chunk::<4>()?;
    let algorithm = after.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    Some(match (algorithm, cipher) {
        (b"ssh-ed25519", b"none") => Found::Form(Form::OpenSsh),
        (b"ssh-ed25519", _) => Found::Form(Form::OpenSshEncrypted),
        (other, _) => {
            let name = String::from_utf8_lossy(other).into_owned();
            Found::OtherAlgorithm(say!("algorithm-ssh", name = name))
        }
    })
}
