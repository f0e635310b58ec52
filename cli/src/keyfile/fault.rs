//! Why a key file cannot be used, and what to do about it: the one place of these sentences.

use super::form::Form;
use crate::exit::{Cause, Failure};
use crate::kind::{Kind, quoted};
use crate::messages::{of_uri, say};
use crate::output::escape::shown;
use starseal::KeyId;
use starseal_token::UriError;
use std::path::Path;

/// Why a file is not a key that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum KeyFault {
    /// The file has no bytes, or only blanks.
    Empty,
    /// The file is something else than a key.
    NotAKey(Kind),
    /// The file has something like a key in PEM, whose lines of dashes were changed.
    Dashes,
    /// The file has a key in another form.
    OtherForm(Form),
    /// The file has a key of another algorithm, which is given with an article.
    OtherAlgorithm(String),
    /// The PEM has another label, which is given.
    OtherLabel(String),
    /// The last line of the PEM is missing.
    Cut(String),
    /// The content of the PEM has a character that is not base64.
    NotBase64(String),
    /// The PEM has the right label, but its content cannot be parsed.
    Malformed,
    /// The algorithm identifier has parameters, which those of Ed25519 must not have.
    Parameters,
    /// The public half in the file is not that of its private half.
    HalvesDiffer {
        /// The ID of the private half.
        private: KeyId,
        /// The ID of the public half; none if it is not a key.
        public: Option<KeyId>,
    },
    /// Decryption does not result in a key.
    WrongPassphrase,
    /// The encryption is not PBES2 with scrypt or PBKDF2 and AES.
    OtherEncryption {
        /// The name of the encryption.
        name: String,
        /// Whether openssl needs its provider "legacy" for it.
        is_legacy: bool,
    },
    /// Deriving the key from the passphrase would cost more than the limits, with the parameters that are given.
    TooCostly(String),
}

/// Returns the failure for a PKCS#11 URI that cannot be used.
pub(super) fn unusable_uri(error: &UriError) -> Failure {
    Failure::new(Cause::Value, of_uri(error), uri_help(error))
}

/// Returns what to do about a PKCS#11 URI that cannot be used.
pub(crate) fn uri_help(error: &UriError) -> String {
    match error {
        UriError::PinValue => say!("uri-pin-value-help"),
        UriError::PinSource => say!("uri-pin-source-help"),
        UriError::Unknown { .. } => say!("uri-unknown-help"),
        UriError::Character { .. } | UriError::Percent { .. } | UriError::Utf8 { .. } => say!("uri-encoding-help"),
        _ => say!("uri-help"),
    }
}

impl From<Form> for KeyFault {
    fn from(form: Form) -> Self {
        KeyFault::OtherForm(form)
    }
}

impl KeyFault {
    /// Returns the failure for a file.
    pub(super) fn explain(self, path: &Path) -> Failure {
        let (what, help) = (self.what(path), self.help(path));
        let cause = match self {
            KeyFault::WrongPassphrase => Cause::Passphrase,
            KeyFault::Empty | KeyFault::NotAKey(_) | KeyFault::OtherLabel(_) => Cause::WrongKind,
            _ => Cause::KeyUnusable,
        };
        Failure::new(cause, what, help)
    }

    /// Returns what happened.
    fn what(&self, path: &Path) -> String {
        let path = shown(path);
        match self {
            KeyFault::Empty => say!("key-empty", path = path),
            KeyFault::NotAKey(Kind::Unknown) => say!("key-not-pem", path = path),
            KeyFault::NotAKey(kind) => say!("key-not-pem-but", path = path, found = kind.name()),
            KeyFault::Dashes => say!("key-dashes", path = path),
            KeyFault::OtherForm(form) => say!("key-other-form", path = path, found = form.name()),
            KeyFault::OtherAlgorithm(name) => say!("key-not-ed25519", path = path, found = name),
            KeyFault::OtherLabel(label) => say!("key-other-kind", path = path, kind = label),
            KeyFault::Cut(label) => say!("key-cut", path = path, label = label),
            KeyFault::NotBase64(label) => say!("key-not-base64", path = path, label = label),
            KeyFault::Malformed => say!("key-damaged", path = path),
            KeyFault::Parameters => say!("key-parameters", path = path),
            KeyFault::HalvesDiffer { private, public: Some(public) } => {
                say!("key-halves-differ", path = path, private = private, public = public)
            }
            KeyFault::HalvesDiffer { private, public: None } => say!("key-half-no-key", path = path, private = private),
            KeyFault::WrongPassphrase => say!("key-wrong-passphrase", path = path),
            KeyFault::OtherEncryption { name, .. } => say!("key-other-encryption", path = path, name = name),
            KeyFault::TooCostly(parameters) => say!("key-too-costly", path = path, parameters = parameters),
        }
    }

    /// Returns what to do.
    fn help(&self, path: &Path) -> String {
        let file = quoted(path);
        match self {
            KeyFault::Empty | KeyFault::NotAKey(_) | KeyFault::OtherLabel(_) => say!("key-not-pem-help"),
            KeyFault::Dashes => say!("key-dashes-help"),
            KeyFault::OtherForm(form) => form.advice(&file),
            KeyFault::OtherAlgorithm(_) => say!("key-not-ed25519-help"),
            KeyFault::Cut(_) | KeyFault::NotBase64(_) => say!("key-cut-help"),
            KeyFault::Malformed => say!("key-damaged-help"),
            KeyFault::Parameters => say!("key-parameters-help"),
            KeyFault::HalvesDiffer { .. } => say!("key-halves-help"),
            KeyFault::WrongPassphrase => say!("key-wrong-passphrase-help"),
            KeyFault::OtherEncryption { is_legacy, .. } => {
                let legacy = if *is_legacy { " -provider legacy -provider default" } else { "" };
                say!("convert", command = format_args!("openssl pkey -in {file} -aes256 -out NEW{legacy}"))
            }
            KeyFault::TooCostly(_) => say!(
                "key-too-costly-help",
                command = format_args!(
                    "openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -in {file} -out NEW"
                )
            ),
        }
    }
}
