//! The languages of the sentences.

use core::fmt;
use core::str::FromStr;

/// A language in which the library writes sentences.
///
/// ```
/// use starseal::{Language, When};
/// # mod common { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs")); }
/// # let (verifier, text, now) = (common::verifier(), common::carrier(&common::sealed()), common::noon("2026-11-22"));
///
/// let verdict = verifier.check(text.as_str(), When::Now(now));
/// assert_eq!(
///     verdict.sentence(Language::En),
///     "The label of SS-2026-000123 (★1, self-declared by its vendor) is authentic and current. \
///      Its last day of validity is 2028-03-31.",
/// );
///
/// let language = Language::from_tag("ja-JP").unwrap_or(Language::En);
/// assert_eq!(language, Language::Ja);
/// for sentence in verdict.reason_sentences(language) {
///     println!("{sentence}");
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// English.
    En,
    /// Japanese.
    Ja,
}

impl Language {
    /// Every language.
    pub const ALL: &'static [Language] = &[Language::En, Language::Ja];

    /// Returns the language of a BCP 47 tag, such as `ja-JP`; none if there are no sentences in that language.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Language::ALL.iter().copied().find(|language| primary.eq_ignore_ascii_case(language.tag()))
    }

    /// Returns the BCP 47 tag: `en` or `ja`.
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

/// The tag is not of a language in which there are sentences.
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
