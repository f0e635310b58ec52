//! The entries of a trust list: authority and issuer names, keys, addresses, recognitions.

use crate::carrier::CarrierPrefix;
use crate::hex::hex_identifier;
use crate::keys::PublicKey;
use crate::label::{Date, Level, Text, ValueError};
use crate::limits::MAX_LANGUAGES;
use std::collections::BTreeMap;

/// An authority's permanent name: SHA-256 of the payload of its first trust list; written in hex.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AuthorityId([u8; 32]);

hex_identifier!(AuthorityId, 32);

/// What something is called, by language (BCP 47); always in English and Japanese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    by_language: BTreeMap<String, Text<128>>,
}

impl Names {
    /// Names in English and Japanese.
    ///
    /// # Errors
    /// [`ValueError`] for a text that is empty, longer than 128 bytes or disguised.
    pub fn new(en: &str, ja: &str) -> Result<Self, ValueError> {
        let mut by_language = BTreeMap::new();
        by_language.insert("en".to_owned(), Text::new("name", en)?);
        by_language.insert("ja".to_owned(), Text::new("name", ja)?);
        Ok(Names { by_language })
    }

    /// The English name.
    #[must_use]
    pub fn en(&self) -> &str {
        self.get("en").unwrap_or_default()
    }

    /// The Japanese name.
    #[must_use]
    pub fn ja(&self) -> &str {
        self.get("ja").unwrap_or_default()
    }

    /// The name in a language, where there is one.
    #[must_use]
    pub fn get(&self, language: &str) -> Option<&str> {
        self.by_language.get(language).map(Text::as_str)
    }

    /// All names, with their languages.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_language.iter().map(|(language, name)| (language.as_str(), name.as_str()))
    }

    /// Names as read; none where English or Japanese is missing, or there are too many.
    pub(super) fn from_map(by_language: BTreeMap<String, Text<128>>) -> Option<Self> {
        let names = Names { by_language };
        let complete = names.get("en").is_some() && names.get("ja").is_some();
        (complete && names.by_language.len() <= MAX_LANGUAGES).then_some(names)
    }
}

/// What a key may sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// Labels.
    Label,
    /// Status lists.
    Status,
}

/// A key of an issuer, and the issue dates that it may seal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrustedKey {
    /// The key.
    pub public_key: PublicKey,
    /// What it may sign.
    pub purpose: Purpose,
    /// The first issue date that it may seal.
    pub from: Date,
    /// The last issue date that it may seal.
    pub until: Date,
    /// The day on which it was declared compromised, if it was. The day is for people; it changes no verdict.
    pub compromised: Option<Date>,
}

impl TrustedKey {
    /// Makes a key that is not marked compromised, for issue dates from a day to a day, both included.
    #[must_use]
    pub fn new(public_key: PublicKey, purpose: Purpose, from: Date, until: Date) -> Self {
        TrustedKey { public_key, purpose, from, until, compromised: None }
    }

    /// Whether the key may seal a label of that issue date.
    #[must_use]
    pub fn may_seal(&self, issued_on: Date) -> bool {
        self.purpose == Purpose::Label && (self.from..=self.until).contains(&issued_on)
    }
}

/// The address under which an issuer publishes its status list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StatusListUri(Box<str>);

impl StatusListUri {
    /// Takes `https://` and 1 to 248 printable characters; none otherwise.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://")?;
        let fits = (1..=248).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| StatusListUri(text.into()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who seals labels under an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issuer {
    /// What it is called.
    pub names: Names,
    /// The addresses that its labels may stand behind.
    pub prefixes: Vec<CarrierPrefix>,
    /// Where its status list is published; none where dates alone decide.
    pub status_list: Option<StatusListUri>,
    /// Its keys, those of old labels included.
    pub keys: Vec<TrustedKey>,
}

impl Issuer {
    /// Makes an issuer that publishes no status list.
    #[must_use]
    pub fn new(names: Names, prefixes: Vec<CarrierPrefix>, keys: Vec<TrustedKey>) -> Self {
        Issuer { names, prefixes, status_list: None, keys }
    }
}

/// One level of another authority that counts as a level here. Never transitive.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recognition {
    /// The other authority.
    pub authority: AuthorityId,
    /// Its level.
    pub level: Level,
    /// Its criteria that count, as its dictionary cites them; empty where any do.
    pub criteria: Vec<Text<64>>,
    /// The level here.
    pub counts_as: Level,
    /// For labels issued from this day.
    pub from: Date,
    /// And until this one, where there is an end.
    pub until: Option<Date>,
}

impl Recognition {
    /// Makes a recognition of a level under any criteria, for labels issued from a day on.
    #[must_use]
    pub fn new(authority: AuthorityId, level: Level, counts_as: Level, from: Date) -> Self {
        Recognition { authority, level, criteria: Vec::new(), counts_as, from, until: None }
    }
}
