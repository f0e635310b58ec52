//! The descriptor of a publication, `.well-known/starseal.json` (`docs/reference/publication.md`).
//!
//! It says where files are. Nothing is believed because of it: its digests find errors of the transfer.

use serde::{Deserialize, Deserializer};
use starseal::Timestamp;
use starseal::verify::Digest;

/// The path of the descriptor.
pub const DESCRIPTOR: &str = ".well-known/starseal.json";

/// The media type of the descriptor.
pub(crate) const JSON: &str = "application/json";

const SCHEMA: &str = "starseal-publication/";
const VERSION: &str = "1";

/// Why bytes are not a descriptor that this version can read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DescriptorError {
    /// It is not the JSON of a descriptor.
    #[error("the descriptor cannot be read: {reason}")]
    Malformed {
        /// What the JSON library says.
        reason: String,
    },
    /// It has a schema that this version does not know.
    #[error("the descriptor has the schema {schema}, and this program reads starseal-publication/1")]
    Unsupported {
        /// The schema.
        schema: String,
    },
}

impl DescriptorError {
    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            DescriptorError::Malformed { .. } => "descriptor-malformed",
            DescriptorError::Unsupported { .. } => "descriptor-unsupported",
        }
    }
}

/// What is read of a descriptor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Descriptor {
    /// The address at which the publication is served, with which the addresses of its pages begin.
    pub address: String,
    /// The number of the ledger's event that ordered the publication.
    pub event: u64,
    /// The time of the publication.
    #[serde(deserialize_with = "time")]
    pub issued_at: Timestamp,
    /// The time from which on a newer one should be there.
    #[serde(deserialize_with = "optional_time")]
    pub expires_at: Option<Timestamp>,
    /// The trust lists.
    pub trust: Trust,
    /// The issuers with their status lists.
    pub issuers: Vec<Issuer>,
    /// The bundles.
    pub bundles: Bundles,
    /// The addresses of pages.
    pub pages: Pages,
    /// The file with all registrations.
    pub registrations: Registrations,
    /// The feed of what changed.
    pub feed: File,
    /// The sitemap.
    pub sitemap: File,
}

/// A file of a publication.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct File {
    /// The path below the address.
    #[serde(deserialize_with = "path")]
    pub path: String,
    /// The SHA-256.
    #[serde(deserialize_with = "digest")]
    pub sha256: Digest,
    /// The length in bytes.
    pub bytes: u64,
    /// The media type.
    #[serde(rename = "type")]
    pub media_type: String,
}

/// The trust lists of a publication.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Trust {
    /// The version of the newest list.
    pub version: u32,
    /// The time at which the newest list was issued.
    #[serde(deserialize_with = "time")]
    pub issued_at: Timestamp,
    /// The file with all lists as one chain.
    pub chain: File,
    /// Each list.
    pub lists: Vec<TrustFile>,
}

/// The file of one trust list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct TrustFile {
    /// The version of the list.
    pub version: u32,
    /// The file.
    #[serde(flatten)]
    pub file: File,
}

/// An issuer whose status list is in the publication.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Issuer {
    /// The prefixes of its labels.
    pub prefixes: Vec<String>,
    /// The URI of its status list.
    pub status_list: String,
    /// The time of the status list.
    #[serde(deserialize_with = "time")]
    pub issued_at: Timestamp,
    /// The file of the status list.
    pub list: File,
    /// The files of its objects.
    pub objects: Vec<File>,
}

/// The bundles of a publication.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Bundles {
    /// For phones: without the past.
    pub phone: WholeBundle,
    /// For shops: with the past.
    pub full: WholeBundle,
}

/// A whole bundle, and the changes since earlier publications.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct WholeBundle {
    /// The file.
    #[serde(flatten)]
    pub file: File,
    /// The changes, newest first.
    pub deltas: Vec<DeltaBundle>,
}

/// The changes since an earlier publication.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct DeltaBundle {
    /// The SHA-256 of the status list that a client must hold.
    #[serde(deserialize_with = "digest")]
    pub from: Digest,
    /// The file.
    #[serde(flatten)]
    pub file: File,
}

/// The addresses of pages, with `{name}` for the name of a registration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Pages {
    /// The page of a registration.
    pub registration: Languages,
    /// The JSON of a registration.
    pub json: String,
}

/// An address in each language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Languages {
    /// In English.
    pub en: String,
    /// In Japanese.
    pub ja: String,
}

/// The file with all registrations.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Registrations {
    /// The number of registrations.
    pub count: usize,
    /// The file.
    #[serde(flatten)]
    pub file: File,
}

impl Descriptor {
    /// Reads a descriptor. Fields that are not known are ignored.
    ///
    /// # Errors
    /// [`DescriptorError`] if the bytes are something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DescriptorError> {
        #[derive(Deserialize)]
        struct Head {
            schema: String,
        }
        let malformed = |error: serde_json::Error| DescriptorError::Malformed { reason: error.to_string() };
        let Head { schema } = serde_json::from_slice(bytes).map_err(malformed)?;
        match schema.strip_prefix(SCHEMA) {
            Some(VERSION) => serde_json::from_slice(bytes).map_err(malformed),
            Some(_) => Err(DescriptorError::Unsupported { schema: schema.chars().take(64).collect() }),
            None => Err(DescriptorError::Malformed { reason: "the schema is not starseal-publication/1".to_owned() }),
        }
    }
}

/// Reads a path as the schema has it, which stays below the address.
fn path<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let path = String::deserialize(deserializer)?;
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_~./-".contains(&b);
    let fits = path.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && path.bytes().all(is_plain)
        && !path.split('/').any(|part| matches!(part, "" | "." | ".."));
    if fits { Ok(path) } else { Err(serde::de::Error::custom("a path is not one of a publication")) }
}

fn digest<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

fn optional_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
}

#[cfg(test)]
mod tests {
    use super::{Descriptor, DescriptorError, File};

    fn file(path: &str) -> Result<File, serde_json::Error> {
        let sha256 = "ab".repeat(32);
        serde_json::from_str(&format!(r#"{{"path":"{path}","sha256":"{sha256}","bytes":1,"type":"a/b","new":1}}"#))
    }

    #[test]
    fn paths_stay_below_the_address() {
        for path in ["trust.cbor", "lists/status.cwt", "registrations/a_b~2e1~2f_x.json", "en/list/1.html"] {
            assert_eq!(file(path).unwrap().path, path);
        }
        for path in ["", "/trust.cbor", "../x", "a/../b", "a//b", ".well-known/x", "https://evil.example/x", "a b", "A"]
        {
            assert!(file(path).is_err(), "{path}");
        }
    }

    #[test]
    fn another_schema_is_unsupported_and_anything_else_malformed() {
        let of = |text: &str| Descriptor::from_bytes(text.as_bytes()).unwrap_err();
        assert_eq!(of(r#"{"schema":"starseal-publication/2"}"#).code(), "descriptor-unsupported");
        for text in ["", "<html>", "[]", "{}", r#"{"schema":"starseal-publication/1"}"#, r#"{"schema":"x"}"#] {
            assert!(matches!(of(text), DescriptorError::Malformed { .. }), "{text}");
        }
        let deep = "[".repeat(100_000);
        assert!(matches!(of(&deep), DescriptorError::Malformed { .. }));
    }
}
