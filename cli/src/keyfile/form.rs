//! Other forms of Ed25519 keys, and the commands that convert them.
//!
//! The commands need a POSIX shell and openssl; those for OpenSSH's keys need ssh-keygen if the key has a passphrase.

use crate::kind::{DerKind, ED25519, Encoding, Kind, algorithm_name, decoded};
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
    /// Returns what stands before the name of what is written.
    const fn prefix(self) -> &'static str {
        match self {
            Writing::Bytes => "",
            Writing::Hex => "the hex text of ",
            Writing::Base64 => "the base64 text of ",
        }
    }

    /// Returns the command that prints the bytes of a file. `padding` is that of base64, if the number of bytes is known:
    /// the text may lack it, or be base64url.
    fn print(self, file: &str, padding: Option<&str>) -> String {
        match (self, padding) {
            (Writing::Bytes, _) => format!("cat {file}"),
            (Writing::Hex, _) => format!("tr a-f A-F < {file} | basenc -di --base16"),
            (Writing::Base64, None) => format!("tr -d ' \\r\\n' < {file} | openssl base64 -d -A"),
            (Writing::Base64, Some(padding)) => {
                format!("(tr -d ' =\\r\\n' < {file} | tr -- -_ +/; printf {padding}) | openssl base64 -d -A")
            }
        }
    }
}

/// Prints the start of a private key in PKCS#8, before its 32 bytes.
const PRIVATE_START: &str = r#"printf '0.\002\001\0000\005\006\003+ep\004"\004 '"#;

/// Prints the start of a public key (SPKI), before its 32 bytes.
const PUBLIC_START: &str = r"printf '0*0\005\006\003+ep\003!\000'";

/// The ends of commands that write a key.
const PRIVATE_END: &str = "openssl pkey -inform DER -out NEW";
const PUBLIC_END: &str = "openssl pkey -pubin -inform DER -pubout -out NEW";

/// What to do with a file that a command wrote without a passphrase.
const THEN_ENCRYPT: &str = "; then give it a passphrase: starseal key passphrase NEW";

impl Form {
    /// Returns the name of the form, after "holds".
    pub(super) fn name(self) -> String {
        let (writing, name) = match self {
            Form::Der(writing, der) => (writing, der.name()),
            Form::Seed(writing) => (writing, "32 bytes, which may be a private key (a seed) without a form"),
            Form::Pair(writing) => (writing, "64 bytes, which may be a private key and its public key, as in NaCl"),
            Form::Ring => {
                (Writing::Bytes, "a private key in PKCS#8 v2 with an explicit tag, as the library ring wrote it")
            }
            Form::JwkPrivate => (Writing::Bytes, "a private key as JSON (JWK)"),
            Form::JwkPublic => (Writing::Bytes, "a public key as JSON (JWK)"),
            Form::OpenSsh => (Writing::Bytes, "a private key in the form of OpenSSH"),
            Form::OpenSshEncrypted => (Writing::Bytes, "an encrypted private key in the form of OpenSSH"),
            Form::OpenSshPublic => (Writing::Bytes, "a public key in the form of OpenSSH"),
            Form::Ssh2Public => (Writing::Bytes, "a public key in the form of SSH2 (RFC 4716)"),
            Form::Ppk => (Writing::Bytes, "a private key in the form of PuTTY"),
            Form::Pkcs12 => (Writing::Bytes, "a PKCS#12 file, in which there may be a key"),
            Form::Certificate | Form::CertificateDer => (Writing::Bytes, "a certificate"),
            Form::Request => (Writing::Bytes, "a certificate request"),
            Form::JavaKeystore => (Writing::Bytes, "a Java keystore, in which there may be a key"),
            Form::Traditional => (Writing::Bytes, "a private key with a passphrase in the old form of openssl"),
        };
        format!("{}{name}", writing.prefix())
    }

    /// Returns the advice that converts `file`, a word for a shell.
    pub(super) fn advice(self, file: &str) -> String {
        // The JSON may be on one line. A JWK has no padding.
        let member = |name: &str| {
            format!("sed -n 's/.*\"{name}\" *: *\"\\([^\"]*\\)\".*/\\1=/p' {file} | tr -- -_ +/ | openssl base64 -d -A")
        };
        // The offset of the private key in a key of OpenSSH without a passphrase.
        let from_ssh =
            |file: &str| private(&format!("sed /-/d {file} | openssl base64 -d | tail -c +162 | head -c 32"));
        let command = match self {
            Form::Der(writing, der) => der.convert(&writing.print(file, None)),
            Form::Seed(writing) => private(&writing.print(file, Some("="))),
            Form::Pair(writing) => private(&format!("{} | head -c 32", writing.print(file, Some("==")))),
            Form::Ring => {
                private(&format!("openssl asn1parse -in {file} -noout -strparse 14 -out /dev/stdout | tail -c 32"))
            }
            Form::JwkPrivate => private(&member("d")),
            Form::JwkPublic => public(&member("x")),
            Form::OpenSsh => from_ssh(file),
            Form::OpenSshEncrypted => {
                format!("cp {file} COPY && ssh-keygen -p -N '' -f COPY && {}; then remove COPY", from_ssh("COPY"))
            }
            Form::OpenSshPublic => public(&format!("cut -d' ' -f2 {file} | openssl base64 -d -A | tail -c 32")),
            Form::Ssh2Public => {
                public(&format!("ssh-keygen -i -f {file} | cut -d' ' -f2 | openssl base64 -d -A | tail -c 32"))
            }
            Form::Ppk => format!("puttygen {file} -O private-openssh -o COPY, and then convert COPY"),
            Form::Pkcs12 => format!("openssl pkcs12 -in {file} -nocerts -out NEW"),
            Form::Certificate => {
                return format!("take its public key out: openssl x509 -in {file} -pubkey -noout > NEW");
            }
            Form::CertificateDer => {
                return format!("take its public key out: openssl x509 -inform DER -in {file} -pubkey -noout > NEW");
            }
            Form::Request => return format!("take its public key out: openssl req -in {file} -pubkey -noout > NEW"),
            Form::JavaKeystore => format!(
                "keytool -importkeystore -srckeystore {file} -destkeystore COPY -deststoretype pkcs12, and then openssl \
                 pkcs12 -in COPY -nocerts -out NEW"
            ),
            Form::Traditional => format!("openssl pkey -in {file} -aes256 -out NEW"),
        };
        format!("convert it: {command}")
    }
}

/// Returns the command that writes a private key, from one that prints its 32 bytes.
fn private(seed: &str) -> String {
    format!("({PRIVATE_START}; {seed}) | {PRIVATE_END}{THEN_ENCRYPT}")
}

/// Returns the command that writes a public key, from one that prints its 32 bytes.
fn public(key: &str) -> String {
    format!("({PUBLIC_START}; {key}) | {PUBLIC_END}")
}

impl DerForm {
    const fn name(self) -> &'static str {
        match self {
            DerForm::Private | DerForm::PrivateV2 => "a private key in DER",
            DerForm::Encrypted => "an encrypted private key in DER",
            DerForm::Public => "a public key in DER",
        }
    }

    /// Returns the command that writes a key, from one that prints its DER.
    fn convert(self, print: &str) -> String {
        match self {
            DerForm::Private => format!("{print} | {PRIVATE_END}{THEN_ENCRYPT}"),
            // The private key stands behind 16 bytes.
            DerForm::PrivateV2 => private(&format!("{print} | tail -c +17 | head -c 32")),
            DerForm::Encrypted => format!("{print} | openssl pkey -inform DER -aes256 -out NEW"),
            DerForm::Public => format!("{print} | {PUBLIC_END}"),
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
            DerKind::EcPrivateKey => Found::OtherAlgorithm("a key on another elliptic curve (EC)".to_owned()),
            DerKind::RsaPrivateKey => Found::OtherAlgorithm("an RSA key".to_owned()),
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
            Found::OtherAlgorithm(format!("a key of another algorithm ({kty}{curve})"))
        }
    })
}

fn of_ssh_public(bytes: &[u8]) -> Found {
    let text = decoded(bytes).unwrap_or_default();
    match text.split_whitespace().next().unwrap_or_default() {
        "ssh-ed25519" => Found::Form(Form::OpenSshPublic),
        other => Found::OtherAlgorithm(format!("a key of OpenSSH of another algorithm ({other})")),
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
            Found::OtherAlgorithm(format!("a key of OpenSSH of another algorithm ({name})"))
        }
    })
}
