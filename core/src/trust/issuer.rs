//! Who seals labels under an authority: names, addresses, keys.

use super::Names;
use crate::{CarrierPrefix, Date, PublicKey};

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
