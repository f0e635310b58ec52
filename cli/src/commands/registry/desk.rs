//! The configuration, the ledger and the keys that a command needs.

use super::failure::Trouble;
use crate::args::{ActingFlags, LedgerFlags};
use crate::exit::{Cause, Failure};
use crate::files;
use crate::keyfile::{Key, Place, random, read_signing_key, uri_help};
use crate::messages::{list, of_config, say};
use crate::output::escape::{printable, shown};
use starseal_registry::config::{Config, ConfigError, Database};
use starseal_registry::ledger::{Ledger, Now, Pen};
use starseal_registry::site::{LabelPage, Settings};
use starseal_registry::store::{PostgresStore, SqliteStore, Store};
use std::path::{Path, PathBuf};

/// The maximum length of a configuration in bytes.
const MAX_CONFIG_BYTES: usize = 256 * 1024;

/// The files in which a configuration is looked for.
const PLACES: [&str; 2] = ["registry.toml", "registry/registry.toml"];

/// Reads the configuration.
pub(super) fn config(flags: &LedgerFlags) -> Result<Config, Failure> {
    let path = match &flags.config {
        Some(path) => path.clone(),
        None => {
            let found = PLACES.iter().map(PathBuf::from).find(|path| path.is_file());
            found.ok_or_else(|| Failure::impossible(say!("registry-no-config"), say!("registry-no-config-help")))?
        }
    };
    let bytes = files::read("configuration", &path, MAX_CONFIG_BYTES)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let refused = |reason: &str, help: String| {
        let what = say!("registry-config", path = shown(&path), reason = printable(reason));
        Failure::new(Cause::NotAccepted, what, help)
    };
    let text = String::from_utf8(bytes)
        .map_err(|_| refused(&say!("registry-config-encoding"), say!("registry-config-help")))?;
    Config::parse(&text, folder).map_err(|error| {
        let help = match &error {
            ConfigError::Uri { fault, .. } => uri_help(fault),
            _ => say!("registry-config-help"),
        };
        refused(&of_config(&error), help)
    })
}

/// Opens the database of a configuration.
fn store(config: &Config) -> Result<Box<dyn Store>, Trouble> {
    Ok(match &config.database {
        Database::Sqlite(path) => Box::new(SqliteStore::open(path)?),
        Database::Postgres(url) => Box::new(PostgresStore::open(url)?),
    })
}

/// Makes the tables of a ledger in the empty database of a configuration.
pub(super) fn create_store(config: &Config) -> Result<Box<dyn Store>, Trouble> {
    Ok(match &config.database {
        Database::Sqlite(path) => Box::new(SqliteStore::create(path)?),
        Database::Postgres(url) => Box::new(PostgresStore::create(url)?),
    })
}

/// Opens the ledger of a configuration.
pub(super) fn open(flags: &LedgerFlags) -> Result<(Config, Ledger), Trouble> {
    let config = config(flags)?;
    let ledger = Ledger::open(store(&config)?)?;
    Ok((config, ledger))
}

/// Returns the settings of a publication: those of the configuration, with the page that checks labels. `page` is the
/// folder of that page, if it is another one than that of the configuration.
pub(super) fn publication(config: &Config, page: Option<&Path>) -> Result<Settings, Trouble> {
    let page = page.or(config.label_page.as_deref()).map(LabelPage::read).transpose()?;
    Ok(Settings { page, ..config.publication.clone() })
}

/// Opens the database alone, whose events may be damaged.
pub(super) fn open_store(flags: &LedgerFlags) -> Result<Box<dyn Store>, Trouble> {
    store(&config(flags)?)
}

/// A ledger, and the officer who acts.
pub(super) struct Desk {
    pub(super) config: Config,
    pub(super) ledger: Ledger,
    pub(super) officer: String,
    pub(super) now: Now,
    key: Key,
}

impl Desk {
    pub(super) fn open(flags: &ActingFlags) -> Result<Self, Trouble> {
        let (config, ledger) = open(&flags.ledger)?;
        let officer = flags.officer.clone().unwrap_or_else(|| config.officer.clone());
        let place = config.officers.get(&officer).ok_or_else(|| {
            let known: Vec<String> = config.officers.keys().map(|name| printable(name).into_owned()).collect();
            let what = say!("registry-no-officer", officer = printable(&officer));
            Failure::new(Cause::Value, what, say!("registry-no-officer-help", officers = list(&known)))
        })?;
        let key = read_signing_key(&Place::from(place), &flags.passphrase)?;
        let now = Now { time: flags.clock.now()?, is_confirmed: flags.clock_is_right };
        // Nonces are random; that the system has random numbers is checked before anything is signed.
        random::<16>()?;
        Ok(Desk { config, ledger, officer, now, key })
    }

    /// Returns the ledger, and the officer's pen.
    pub(super) fn parts(&mut self) -> (&mut Ledger, Pen<'_>) {
        (&mut self.ledger, Pen { officer: &self.officer, signer: &self.key, nonce: &nonce })
    }
}

/// Returns random bytes. `Desk::open` has found that the system has some.
pub(crate) fn nonce() -> [u8; 16] {
    match random::<16>() {
        Ok(bytes) => *bytes,
        // A nonce that was used before is refused by the ledger, so nothing is accepted twice.
        Err(_) => [0; 16],
    }
}
