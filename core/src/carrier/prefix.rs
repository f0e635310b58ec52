//! Carrier prefixes: an issuer's own addresses, compared as strings.

use crate::limits::MAX_PREFIX_CHARS;
use core::fmt;

/// Why a text cannot be a carrier prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PrefixError {
    /// More characters than a symbol should spend on it.
    #[error("it has {characters} characters, above the limit of {MAX_PREFIX_CHARS}")]
    TooLong {
        /// Its length.
        characters: usize,
    },
    /// Does not start with `HTTPS://` in upper case.
    #[error("it does not start with HTTPS:// in upper case")]
    Scheme,
    /// No host, or one with other characters than `0-9 A-Z . -`.
    #[error("its host is not of 0-9 A-Z . - with a letter or digit at both ends")]
    Host,
    /// Something after the host's colon that is not 1 to 5 digits.
    #[error("its port is not of 1 to 5 digits")]
    Port,
    /// Does not end in `/`, or has a character that a symbol's alphanumeric segment or a URL path would not keep.
    #[error("its path is not of 0-9 A-Z $ * - . / : with a / at the end")]
    Path,
}

/// An issuer's URL prefix, such as `HTTPS://JC-STAR.EXAMPLE/L/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CarrierPrefix {
    text: Box<str>,
    /// Where the path starts, with its `/`.
    path_at: usize,
}

impl CarrierPrefix {
    /// Takes a prefix as it will be printed.
    ///
    /// # Errors
    /// [`PrefixError`].
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
        Ok(CarrierPrefix { path_at: text.len() - path.len() - 1, text: text.into() })
    }

    /// The text, in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `prefix` is this one: scheme, host and port without regard to ASCII case, the path exactly.
    #[must_use]
    pub fn matches(&self, prefix: &str) -> bool {
        self.text.len() == prefix.len() && self.starts(prefix)
    }

    /// Whether one of the two is the start of the other, so that a carrier could be taken for either's.
    #[must_use]
    pub fn overlaps(&self, other: &CarrierPrefix) -> bool {
        self.starts(other.as_str()) || other.starts(self.as_str())
    }

    /// Whether `text` starts with this prefix.
    fn starts(&self, text: &str) -> bool {
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
