//! The languages that sentences are written in.

use core::fmt;
use core::str::FromStr;

/// A language that sentences are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// English.
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// All of them.
    pub const ALL: &'static [Language] = &[Language::En, Language::Ja];

    /// The language of a BCP 47 tag, such as `ja-JP`; none where there are no sentences in it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL.iter().copied().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// Its BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ja => "ja",
        }
    }
}

impl fmt::Display for Language {
    /// Writes the BCP 47 tag.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

/// The tag is of a language that there are no sentences in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there are no sentences in this language: use en or ja")]
pub struct UnknownLanguage;

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a BCP 47 tag, as [`from_tag`](Language::from_tag) does.
    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        Language::from_tag(tag).ok_or(UnknownLanguage)
    }
}
