//! PKCS#11 URIs (RFC 7512).
//!
//! They are read strictly: an attribute of token or object that is not known, or given twice, is refused, because a URI
//! without it could mean another key. A PIN in a URI (`pin-value`) is refused too, because other users see the command
//! line.

mod parse;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// A PKCS#11 URI: which token, which object in it, and how both are reached.
///
/// `Display` writes the part that names token and object; [`to_text`](Self::to_text) writes everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Uri {
    /// The label of the token.
    pub token: Option<String>,
    /// The maker of the token.
    pub manufacturer: Option<String>,
    /// The serial number of the token.
    pub serial: Option<String>,
    /// The model of the token.
    pub model: Option<String>,
    /// The maker of the module.
    pub library_manufacturer: Option<String>,
    /// The description of the module.
    pub library_description: Option<String>,
    /// The version of the module.
    pub library_version: Option<String>,
    /// The maker of the slot.
    pub slot_manufacturer: Option<String>,
    /// The description of the slot.
    pub slot_description: Option<String>,
    /// The number of the slot.
    pub slot_id: Option<u64>,
    /// The label of the object.
    pub object: Option<String>,
    /// The kind of the object.
    pub object_type: Option<ObjectType>,
    /// The identifier of the object (CKA_ID).
    pub id: Option<Vec<u8>>,
    /// The file that has the PIN.
    pub pin_source: Option<PathBuf>,
    /// The name of the module, without a folder and an ending.
    pub module_name: Option<String>,
    /// The file of the module, or a folder in which it is looked for by its name.
    pub module_path: Option<PathBuf>,
    /// The names of attributes behind the question mark that RFC 7512 does not know. They are ignored, as its section
    /// 2.5 says, and may be worth a warning.
    pub ignored: Vec<String>,
}

/// The kind of an object in a token, as far as it is a key for signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ObjectType {
    /// A private key.
    Private,
    /// A public key.
    Public,
}

/// Why a text is not a PKCS#11 URI that can be used. No variant has a value of the text, which could be a PIN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UriError {
    /// The text does not start with `pkcs11:`.
    #[error("a PKCS#11 URI starts with pkcs11:")]
    Scheme,
    /// A part has no equals sign.
    #[error("part {number} of the URI has no name and equals sign")]
    NoName {
        /// The number of the part, from 1 on.
        number: usize,
    },
    /// RFC 7512 does not know the attribute.
    #[error("the URI has the attribute {name}, which RFC 7512 does not know there")]
    Unknown {
        /// The name of the attribute.
        name: String,
    },
    /// An attribute is given twice.
    #[error("the URI has the attribute {name} twice")]
    Repeated {
        /// The name of the attribute.
        name: String,
    },
    /// A character must be percent-encoded.
    #[error("the attribute {name} has a character that must be percent-encoded: U+{character:04X}")]
    Character {
        /// The name of the attribute.
        name: String,
        /// The character.
        character: u32,
    },
    /// A percent sign is not followed by two hexadecimal digits.
    #[error("the attribute {name} has a percent sign without two hexadecimal digits behind it")]
    Percent {
        /// The name of the attribute.
        name: String,
    },
    /// A value is not UTF-8.
    #[error("the attribute {name} is not UTF-8")]
    Utf8 {
        /// The name of the attribute.
        name: String,
    },
    /// A value is empty, or none that the attribute can have.
    #[error("the attribute {name} cannot have this value")]
    Value {
        /// The name of the attribute.
        name: String,
    },
    /// The URI contains the PIN.
    #[error("the URI contains a PIN (pin-value), which other users of this machine could see")]
    PinValue,
    /// The PIN would be read from a command or from the network.
    #[error("pin-source names something else than a file")]
    PinSource,
}

impl UriError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            UriError::Scheme => "uri-scheme",
            UriError::NoName { .. } => "uri-no-name",
            UriError::Unknown { .. } => "uri-unknown-attribute",
            UriError::Repeated { .. } => "uri-repeated-attribute",
            UriError::Character { .. } => "uri-character",
            UriError::Percent { .. } => "uri-percent",
            UriError::Utf8 { .. } => "uri-not-utf-8",
            UriError::Value { .. } => "uri-value",
            UriError::PinValue => "uri-pin-value",
            UriError::PinSource => "uri-pin-source",
        }
    }
}

impl Uri {
    /// Returns whether a text is meant as a PKCS#11 URI: its scheme is that, in any case.
    #[must_use]
    pub fn is_meant_by(text: &str) -> bool {
        text.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME))
    }

    /// Returns the URI with its relative paths taken from a folder.
    #[must_use]
    pub fn within(mut self, folder: &Path) -> Self {
        for path in [&mut self.pin_source, &mut self.module_path].into_iter().flatten() {
            *path = folder.join(&*path);
        }
        self
    }

    /// Returns the URI with this module, if it names none itself.
    #[must_use]
    pub fn or_module(mut self, module: Option<&Path>) -> Self {
        if self.module_path.is_none() && self.module_name.is_none() {
            self.module_path = module.map(Path::to_path_buf);
        }
        self
    }

    /// Returns the whole URI as a text, which [`str::parse`] reads again.
    #[must_use]
    pub fn to_text(&self) -> String {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.to_string_lossy().into_owned());
        let query: Vec<String> = [
            ("module-path", path(&self.module_path)),
            ("module-name", self.module_name.clone()),
            ("pin-source", path(&self.pin_source)),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", parse::encoded(value?.as_bytes(), parse::IN_QUERY))))
        .collect();
        match query.is_empty() {
            true => self.to_string(),
            false => format!("{self}?{}", query.join("&")),
        }
    }
}

const SCHEME: &str = "pkcs11:";

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = [
            ("token", &self.token),
            ("manufacturer", &self.manufacturer),
            ("serial", &self.serial),
            ("model", &self.model),
            ("library-manufacturer", &self.library_manufacturer),
            ("library-description", &self.library_description),
            ("library-version", &self.library_version),
            ("slot-manufacturer", &self.slot_manufacturer),
            ("slot-description", &self.slot_description),
            ("object", &self.object),
        ];
        let of_text = |(name, value): &(&str, &Option<String>)| {
            Some(format!("{name}={}", parse::encoded(value.as_ref()?.as_bytes(), parse::IN_PATH)))
        };
        let mut parts: Vec<String> = texts.iter().filter_map(of_text).collect();
        parts.extend(self.slot_id.map(|id| format!("slot-id={id}")));
        parts.extend(self.object_type.map(|kind| {
            let kind = match kind {
                ObjectType::Private => "private",
                ObjectType::Public => "public",
            };
            format!("type={kind}")
        }));
        parts.extend(self.id.as_ref().map(|id| format!("id={}", parse::encoded(id, ""))));
        f.pad(&format!("{SCHEME}{}", parts.join(";")))
    }
}
