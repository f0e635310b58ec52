//! The configuration as a TOML file.

use crate::event::is_contact;
use crate::grant::IdPattern;
use crate::site::Settings;
use serde::Deserialize;
use starseal_token::{KeyLocation, UriError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The largest number of days for which a proposal may wait.
const MAX_PROPOSAL_DAYS: u64 = 90;

/// The configuration of a registry. Paths are relative to the folder of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The database of the ledger.
    pub database: Database,
    /// The file of the trust list.
    pub trust_list: PathBuf,
    /// Where the label key is.
    pub label_key: KeyLocation,
    /// Where the status key is.
    pub status_key: KeyLocation,
    /// The officer who acts if none is named.
    pub officer: String,
    /// Where the keys of the officers who work on this machine are, by their names.
    pub officers: BTreeMap<String, KeyLocation>,
    /// The pattern of registered IDs.
    pub ids: IdPattern,
    /// The number of seconds for which a proposal can be approved.
    pub proposal_seconds: u64,
    /// The number of seconds after which a newer status list should be available; none if lists do not say it.
    pub list_seconds: Option<u64>,
    /// What the pages of a publication say beside what the ledger says.
    pub publication: Settings,
    /// The folder with the page that checks labels in the browser; none for a page that says how to check them.
    pub label_page: Option<PathBuf>,
}

/// The database of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// An SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL database, by its URL or its parameters.
    Postgres(String),
}

/// Why a text is not a configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The text is not TOML, has a key that is not known, or lacks one.
    #[error("line {line}: {reason}")]
    Form {
        /// The number of the line.
        line: usize,
        /// The reason.
        reason: String,
    },
    /// A value is not allowed.
    #[error("{key}: {reason}")]
    Value {
        /// The key.
        key: &'static str,
        /// The reason.
        reason: String,
    },
    /// The place of a key is a PKCS#11 URI that cannot be used.
    #[error("{key}: {fault}")]
    Uri {
        /// The key of the configuration.
        key: String,
        /// The fault, which has no value of the URI.
        fault: UriError,
    },
}

impl ConfigError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            ConfigError::Form { .. } => "config-malformed",
            ConfigError::Value { .. } => "config-value",
            ConfigError::Uri { fault, .. } => fault.code(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    ledger: LedgerPart,
    keys: KeysPart,
    officers: OfficersPart,
    #[serde(default)]
    labels: LabelsPart,
    #[serde(default)]
    proposals: ProposalsPart,
    #[serde(default)]
    lists: ListsPart,
    #[serde(default)]
    tokens: TokensPart,
    #[serde(default)]
    publication: PublicationPart,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LedgerPart {
    database: String,
    trust_list: PathBuf,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeysPart {
    label: String,
    status: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficersPart {
    acting: String,
    keys: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LabelsPart {
    product_id: String,
}

impl Default for LabelsPart {
    fn default() -> Self {
        LabelsPart { product_id: "{year}-{index:6}".to_owned() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ProposalsPart {
    valid_days: u64,
}

impl Default for ProposalsPart {
    fn default() -> Self {
        ProposalsPart { valid_days: 7 }
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct TokensPart {
    module: Option<PathBuf>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ListsPart {
    renewed_after_days: Option<u64>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct PublicationPart {
    address: Option<String>,
    contact: Option<String>,
    page: Option<PathBuf>,
}

impl PublicationPart {
    fn settings(self) -> Result<Settings, ConfigError> {
        let value = |key, reason: String| ConfigError::Value { key, reason };
        let address = self.address.map(|text| text.parse()).transpose();
        let address =
            address.map_err(|fault: crate::site::AddressFault| value("publication.address", fault.to_string()))?;
        if let Some(text) = self.contact.as_ref().filter(|text| !is_contact(text)) {
            let reason = format!("{text:?} is not an address that starts with https://, mailto: or tel:");
            return Err(value("publication.contact", reason));
        }
        Ok(Settings { address, contact: self.contact, page: None })
    }
}

impl Config {
    /// Reads a configuration. `folder` is the folder of the file.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn parse(text: &str, folder: &Path) -> Result<Self, ConfigError> {
        let file: File = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).unwrap_or_default().matches('\n').count().saturating_add(1);
            ConfigError::Form { line, reason: error.message().to_owned() }
        })?;
        let value = |key, reason: String| ConfigError::Value { key, reason };
        let path = |path: PathBuf| folder.join(path);
        let is_postgres = ["postgresql://", "postgres://"].iter().any(|start| file.ledger.database.starts_with(start));
        let database = if is_postgres {
            Database::Postgres(file.ledger.database)
        } else if file.ledger.database.is_empty() {
            return Err(value("ledger.database", "it is empty".to_owned()));
        } else {
            Database::Sqlite(folder.join(file.ledger.database))
        };
        if !file.officers.keys.contains_key(&file.officers.acting) {
            let reason = format!("officers.keys has no key of {:?}", file.officers.acting);
            return Err(value("officers.acting", reason));
        }
        let days = file.proposals.valid_days;
        if !(1..=MAX_PROPOSAL_DAYS).contains(&days) {
            return Err(value("proposals.valid_days", format!("{days} is not from 1 to {MAX_PROPOSAL_DAYS}")));
        }
        let module = file.tokens.module.map(path);
        let place = |key: &str, text: String| match KeyLocation::parse(text.into()) {
            Ok(KeyLocation::Token(uri)) => {
                Ok(KeyLocation::Token(Box::new(uri.within(folder).or_module(module.as_deref()))))
            }
            Ok(location) => Ok(location.within(folder)),
            Err(fault) => Err(ConfigError::Uri { key: key.to_owned(), fault }),
        };
        let mut officers = BTreeMap::new();
        for (name, text) in file.officers.keys {
            let location = place(&format!("officers.keys.{name}"), text)?;
            officers.insert(name, location);
        }
        let ids = file.labels.product_id.parse::<IdPattern>();
        Ok(Config {
            database,
            trust_list: path(file.ledger.trust_list),
            label_key: place("keys.label", file.keys.label)?,
            status_key: place("keys.status", file.keys.status)?,
            officer: file.officers.acting,
            officers,
            ids: ids.map_err(|fault| value("labels.product_id", fault.to_string()))?,
            proposal_seconds: days.saturating_mul(86_400),
            list_seconds: file.lists.renewed_after_days.map(|days| days.saturating_mul(86_400)),
            label_page: file.publication.page.clone().map(path),
            publication: file.publication.settings()?,
        })
    }
}

/// The text of a configuration for trials.
pub const TRIAL_TEMPLATE: &str = include_str!("../../data/registry.toml");

/// Returns the text of a configuration with comments, and with these values.
#[must_use]
pub fn template(
    database: &str,
    trust_list: &str,
    label_key: &str,
    status_key: &str,
    officers: &[(&str, &str)],
) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let acting = officers.first().map_or("", |(name, _)| *name);
    let keys: Vec<String> =
        officers.iter().map(|(name, file)| format!("{} = {}", quoted(name), quoted(file))).collect();
    TRIAL_TEMPLATE
        .replace("\"ledger.db\"", &quoted(database))
        .replace("\"trust.cbor\"", &quoted(trust_list))
        .replace("\"keys/label-key.pem\"", &quoted(label_key))
        .replace("\"keys/status-key.pem\"", &quoted(status_key))
        .replace("acting = \"first\"", &format!("acting = {}", quoted(acting)))
        .replace("\"first\" = \"keys/first.pem\"\n\"second\" = \"keys/second.pem\"", &keys.join("\n"))
}
