//! Names in several languages.

use crate::label::{Text, ValueError};
use crate::limits::MAX_LANGUAGES;
use std::collections::BTreeMap;

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
