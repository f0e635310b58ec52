//! The entries of a trust list: names, keys, issuers, recognitions.

use super::language::is_language_tag;
use crate::carrier::CarrierPrefix;
use crate::hex::hex_identifier;
use crate::keys::PublicKey;
use crate::label::{Date, Level, Text, ValueError};
use std::collections::BTreeMap;

/// The permanent ID of an authority: the SHA-256 of the payload of its first trust list, written in hex.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AuthorityId([u8; 32]);

hex_identifier!(AuthorityId, 32);

/// A name in several languages. English and Japanese are always present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    by_language: BTreeMap<String, Text<128>>,
}

impl Names {
    /// Makes a name from its English and Japanese texts, 1 to 128 bytes of UTF-8 each.
    ///
    /// # Errors
    /// `Length` or `Character`.
    pub fn new(en: &str, ja: &str) -> Result<Self, ValueError> {
        let mut by_language = BTreeMap::new();
        by_language.insert("en".to_owned(), Text::new("name", en)?);
        by_language.insert("ja".to_owned(), Text::new("name", ja)?);
        Ok(Names { by_language })
    }

    /// Returns the name with another text in a language, given by its BCP 47 tag. The other languages keep theirs.
    ///
    /// # Errors
    /// `LanguageTag`, `Length` or `Character`.
    pub fn with(mut self, language: &str, text: &str) -> Result<Self, ValueError> {
        if !is_language_tag(language) {
            return Err(ValueError::LanguageTag);
        }
        self.by_language.insert(language.to_owned(), Text::new("name", text)?);
        Ok(self)
    }

    /// Returns the English name.
    #[must_use]
    pub fn en(&self) -> &str {
        self.get("en").unwrap_or_default()
    }

    /// Returns the Japanese name.
    #[must_use]
    pub fn ja(&self) -> &str {
        self.get("ja").unwrap_or_default()
    }

    /// Returns the name in a language, given by the BCP 47 tag that the list has for it; none if the list has no name
    /// in it.
    #[must_use]
    pub fn get(&self, language: &str) -> Option<&str> {
        self.by_language.get(language).map(Text::as_str)
    }

    /// Returns each language with the name in it.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_language.iter().map(|(language, name)| (language.as_str(), name.as_str()))
    }

    /// Makes a name from texts that were read; none if English or Japanese is missing.
    pub(super) fn from_map(by_language: BTreeMap<String, Text<128>>) -> Option<Self> {
        let names = Names { by_language };
        let complete = names.get("en").is_some() && names.get("ja").is_some();
        complete.then_some(names)
    }
}

/// The purpose of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// The key may sign labels.
    Label,
    /// The key may sign status lists.
    Status,
}

/// A key of an issuer, with its purpose and its window of dates.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrustedKey {
    /// The public key.
    pub public_key: PublicKey,
    /// The purpose of the key.
    pub purpose: Purpose,
    /// The first date of the window, to which the issue dates of labels or the dates of status lists are compared.
    pub from: Date,
    /// The last date of the window, included.
    pub until: Date,
    /// The day on which the key was declared compromised; none if it is not compromised. The day is informative, and
    /// changes no verdict.
    pub compromised: Option<Date>,
    /// The levels of the labels that the key may sign; empty if it may sign all.
    pub levels: Vec<Level>,
    /// The categories of the labels that the key may sign; empty if it may sign all, also labels without one.
    pub categories: Vec<u16>,
}

impl TrustedKey {
    /// Makes a key that is not compromised, for a window of dates with both ends included, and for all levels and
    /// categories.
    #[must_use]
    pub fn new(public_key: PublicKey, purpose: Purpose, from: Date, until: Date) -> Self {
        TrustedKey { public_key, purpose, from, until, compromised: None, levels: Vec::new(), categories: Vec::new() }
    }

    /// Returns whether the key may sign a label with this issue date.
    #[must_use]
    pub fn may_seal(&self, issued_on: Date) -> bool {
        self.purpose == Purpose::Label && (self.from..=self.until).contains(&issued_on)
    }

    /// Returns whether a label with this level and category is in the scope of the key.
    #[must_use]
    pub fn covers(&self, level: Level, category: Option<u16>) -> bool {
        let has_category = category.is_some_and(|category| self.categories.contains(&category));
        (self.levels.is_empty() || self.levels.contains(&level)) && (self.categories.is_empty() || has_category)
    }
}

/// The URI at which an issuer publishes its status list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StatusListUri(Box<str>);

impl StatusListUri {
    /// Checks a URI: `https://`, and 1 to 248 printable ASCII characters without space; none if the text has another
    /// form.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://")?;
        let fits = (1..=248).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| StatusListUri(text.into()))
    }

    /// Returns the text of the URI.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An issuer, which seals labels under an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issuer {
    /// The name of the issuer.
    pub names: Names,
    /// The prefixes that carriers of its labels may have.
    pub prefixes: Vec<CarrierPrefix>,
    /// The URI of its status list; none if it publishes none, so that dates alone decide.
    pub status_list: Option<StatusListUri>,
    /// Its keys, including the retired keys of labels that are still on sale.
    pub keys: Vec<TrustedKey>,
    /// The age in days above which its status list is stale, if the policy does not set a lower one; at least 7.
    pub longest_status_age_days: Option<u16>,
}

impl Issuer {
    /// Makes an issuer that publishes no status list.
    #[must_use]
    pub fn new(names: Names, prefixes: Vec<CarrierPrefix>, keys: Vec<TrustedKey>) -> Self {
        Issuer { names, prefixes, status_list: None, keys, longest_status_age_days: None }
    }
}

/// The recognition of a level of another authority as a level of this one. It is never transitive.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recognition {
    /// The ID of the other authority.
    pub authority: AuthorityId,
    /// The level of the other authority.
    pub level: Level,
    /// The criteria that are recognized, as the other authority's dictionary cites them; empty if all are.
    pub criteria: Vec<Text<64>>,
    /// The level of this authority as which the label counts.
    pub counts_as: Level,
    /// The first issue date for which the recognition holds.
    pub from: Date,
    /// The last issue date for which the recognition holds; none if it has no end.
    pub until: Option<Date>,
}

impl Recognition {
    /// Makes a recognition of a level under all criteria, for labels issued from a day on, without an end.
    #[must_use]
    pub fn new(authority: AuthorityId, level: Level, counts_as: Level, from: Date) -> Self {
        Recognition { authority, level, criteria: Vec::new(), counts_as, from, until: None }
    }
}
