//! Carrier prefixes: the web addresses of an issuer, compared as strings.

use super::text::BASE41_START;
use crate::limits::MAX_PREFIX_CHARS;
use core::fmt;

/// Why a text is not a carrier prefix. The subject of each message, "it", is the prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrefixError {
    /// The prefix is longer than the limit.
    #[error("it has {characters} characters, above the limit of {MAX_PREFIX_CHARS}")]
    TooLong {
        /// The length in characters.
        characters: usize,
    },
    /// The prefix does not start with `HTTPS://` in upper case.
    #[error("it does not start with HTTPS:// in upper case")]
    Scheme,
    /// The host is empty, has other characters than `0-9 A-Z . -`, or does not start and end with a letter or digit.
    #[error("its host does not consist of 0-9 A-Z . - with a letter or digit at both ends")]
    Host,
    /// The port is not 1 to 5 digits.
    #[error("its port is not 1 to 5 digits")]
    Port,
    /// The path does not end in `/`, or has a character that does not fit in an alphanumeric segment or needs an escape
    /// in a URL.
    #[error("its path does not consist of 0-9 A-Z $ * - . / : with a / at the end")]
    Path,
    /// A part of the prefix between slashes starts as a payload does.
    #[error("a part of it between slashes starts with {BASE41_START}, as a payload does")]
    Payload,
}

/// A URL prefix of an issuer, such as `HTTPS://JC-STAR.EXAMPLE/L/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CarrierPrefix {
    text: Box<str>,
    /// The offset of the `/` with which the path starts.
    path_at: usize,
}

impl CarrierPrefix {
    /// Checks a prefix, written as it will be printed.
    ///
    /// # Errors
    /// The first [`PrefixError`].
    pub fn new(text: &str) -> Result<Self, PrefixError> {
        if text.len() > MAX_PREFIX_CHARS {
            return Err(PrefixError::TooLong { characters: text.chars().count() });
        }
        let rest = text.strip_prefix("HTTPS://").ok_or(PrefixError::Scheme)?;
        let (authority, path) = rest.split_once('/').ok_or(PrefixError::Path)?;
        let (host, port) = match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        };
        let alphanumeric = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        if !host.starts_with(alphanumeric)
            || !host.ends_with(alphanumeric)
            || !host.chars().all(|c| alphanumeric(c) || c == '.' || c == '-')
        {
            return Err(PrefixError::Host);
        }
        if port.is_some_and(|port| !(1..=5).contains(&port.len()) || !port.bytes().all(|b| b.is_ascii_digit())) {
            return Err(PrefixError::Port);
        }
        let in_path = |c: char| alphanumeric(c) || "$*-./:".contains(c);
        if !(path.is_empty() || path.ends_with('/')) || !path.chars().all(in_path) {
            return Err(PrefixError::Path);
        }
        if text.split('/').any(|part| part.starts_with(BASE41_START)) {
            return Err(PrefixError::Payload);
        }
        Ok(CarrierPrefix { path_at: text.len() - path.len() - 1, text: text.into() })
    }

    /// Returns the text, which is in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether a text is this prefix: scheme, host and port in any ASCII case, and exactly this path.
    #[must_use]
    pub fn matches(&self, prefix: &str) -> bool {
        self.text.len() == prefix.len() && self.starts(prefix)
    }

    /// Returns whether one of two prefixes is the start of the other, so that a carrier could have either.
    #[must_use]
    pub fn overlaps(&self, other: &CarrierPrefix) -> bool {
        self.starts(other.as_str()) || other.starts(self.as_str())
    }

    /// Returns whether `text` starts with this prefix.
    pub(crate) fn starts(&self, text: &str) -> bool {
        let (Some((site, path)), Some((own_site, own_path))) =
            (text.split_at_checked(self.path_at), self.text.split_at_checked(self.path_at))
        else {
            return false;
        };
        site.eq_ignore_ascii_case(own_site) && path.starts_with(own_path)
    }
}

impl fmt::Display for CarrierPrefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
