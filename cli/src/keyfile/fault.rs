//! Why a key file cannot be used, and what to do about it: the one place of these sentences.

use super::form::Form;
use crate::exit::{Cause, Failure};
use crate::kind::{Kind, quoted};
use crate::output::escape::shown;
use starseal::KeyId;
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

impl From<Form> for KeyFault {
    fn from(form: Form) -> Self {
        KeyFault::OtherForm(form)
    }
}

/// What to do if there is no key.
const GIVE_A_KEY: &str = "give a key file of starseal key generate or of openssl genpkey -algorithm ed25519";

/// What to do if a key cannot be used at all.
const MAKE_ONE: &str = "generate an Ed25519 key: starseal key generate --out FILE";

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
            KeyFault::Empty => format!("{path} is empty, and not a key in PEM"),
            KeyFault::NotAKey(Kind::Unknown) => format!("{path} is not a key in PEM"),
            KeyFault::NotAKey(kind) => format!("{path} is {}, not a key in PEM", kind.name()),
            KeyFault::Dashes => format!("{path} has the lines of a key in PEM, but not the five hyphens around them"),
            KeyFault::OtherForm(form) => format!("{path} holds {}, not a key in PEM (PKCS#8 or SPKI)", form.name()),
            KeyFault::OtherAlgorithm(name) => format!("{path} holds {name}, not Ed25519"),
            KeyFault::OtherLabel(label) => format!("{path} holds a \"{label}\", not a key in PKCS#8 or SPKI"),
            KeyFault::Cut(label) => format!("{path} is cut: the line -----END {label}----- is missing"),
            KeyFault::NotBase64(label) => {
                format!("{path} is damaged: there are characters that are not base64 in its \"{label}\"")
            }
            KeyFault::Malformed => format!("{path} is damaged: the key in it cannot be read"),
            KeyFault::Parameters => format!("{path} has parameters for Ed25519, which has none (RFC 8410)"),
            KeyFault::HalvesDiffer { private, public: Some(public) } => {
                format!(
                    "{path} holds two halves that do not belong together: private key {private}, public key {public}"
                )
            }
            KeyFault::HalvesDiffer { private, public: None } => {
                format!("{path} holds the private key {private} and a public half that is not a key")
            }
            KeyFault::WrongPassphrase => format!("the passphrase does not open {path}"),
            KeyFault::OtherEncryption { name, .. } => {
                format!("{path} is encrypted in a way that is not supported: {name}")
            }
            KeyFault::TooCostly(parameters) => format!("{path} is encrypted at a cost above the limit: {parameters}"),
        }
    }

    /// Returns what to do.
    fn help(&self, path: &Path) -> String {
        let file = quoted(path);
        match self {
            KeyFault::Empty | KeyFault::NotAKey(_) | KeyFault::OtherLabel(_) => GIVE_A_KEY.to_owned(),
            KeyFault::Dashes => {
                "write them as -----BEGIN …----- and -----END …-----: mail and word processors change hyphens"
                    .to_owned()
            }
            KeyFault::OtherForm(form) => form.advice(&file),
            KeyFault::OtherAlgorithm(_) => {
                format!("a key of another algorithm cannot be converted; {MAKE_ONE}")
            }
            KeyFault::Cut(_) | KeyFault::NotBase64(_) => {
                "copy the whole file again, or restore it from a backup".to_owned()
            }
            KeyFault::Malformed => "restore it from a backup, or generate a new key".to_owned(),
            KeyFault::Parameters => "write it again with the program that made it, without parameters".to_owned(),
            KeyFault::HalvesDiffer { .. } => {
                "do not use it: find out which half is right, and restore the file from a backup".to_owned()
            }
            KeyFault::WrongPassphrase => "try again with the passphrase of this file".to_owned(),
            KeyFault::OtherEncryption { is_legacy, .. } => {
                let legacy = if *is_legacy { " -provider legacy -provider default" } else { "" };
                format!("convert it: openssl pkey -in {file} -aes256 -out NEW{legacy}")
            }
            KeyFault::TooCostly(_) => format!(
                "if you made it, encrypt it again: openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter \
                 600000 -in {file} -out NEW"
            ),
        }
    }
}
