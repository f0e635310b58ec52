//! The address of a publication, and those of its pages and files.

use super::name::name_of;
use core::fmt;
use core::str::FromStr;
use starseal::Language;
use starseal::carrier::CarrierPrefix;

/// The text is not the address of a publication.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not https://HOST/ or https://HOST:PORT/ in small letters")]
pub struct AddressFault {
    /// The text.
    pub text: String,
}

/// The address of a publication: the root of a host, such as `https://jc-star.example/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Returns the address of the host of a prefix of labels.
    #[must_use]
    pub fn of_prefix(prefix: &CarrierPrefix) -> Self {
        let (site, _) = split(prefix.as_str());
        Address(format!("{}/", site.to_ascii_lowercase()))
    }

    /// Returns the address of a path.
    #[must_use]
    pub fn of(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// Returns the host, with its port if it has one.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.trim_start_matches("https://").trim_end_matches('/')
    }

    /// Returns the path of an address on this host, without the first slash; none if it is on another one.
    #[must_use]
    pub fn path_of<'a>(&self, address: &'a str) -> Option<&'a str> {
        address.strip_prefix(&self.0).filter(|path| !path.is_empty() && !path.contains(['?', '#']))
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Splits an address with a scheme into its scheme and host, and its path from the first slash on.
pub(super) fn split(address: &str) -> (&str, &str) {
    let host_at = address.find("://").map_or(0, |at| at.saturating_add(3));
    let path_at = address.get(host_at..).and_then(|rest| rest.find('/')).map(|at| host_at.saturating_add(at));
    address.split_at_checked(path_at.unwrap_or(address.len())).unwrap_or((address, ""))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Address {
    type Err = AddressFault;

    fn from_str(text: &str) -> Result<Self, AddressFault> {
        let fault = || AddressFault { text: text.to_owned() };
        let host = text.strip_prefix("https://").and_then(|rest| rest.strip_suffix('/')).ok_or_else(fault)?;
        // A prefix of labels follows the same rules, in capitals.
        let is_small = !host.contains(|c: char| c.is_ascii_uppercase() || c == '/');
        let prefix = CarrierPrefix::new(&format!("HTTPS://{}/", host.to_ascii_uppercase()));
        if is_small && prefix.is_ok() { Ok(Address(text.to_owned())) } else { Err(fault()) }
    }
}

/// The languages of the pages.
pub(super) const LANGUAGES: [Language; 2] = [Language::En, Language::Ja];

/// Returns the path of a registration's page.
pub(super) fn page(language: Language, product_id: &str) -> String {
    format!("{}/registrations/{}.html", language.tag(), name_of(product_id))
}

/// Returns the path of a page of the list, counted from 1.
pub(super) fn list_page(language: Language, number: usize) -> String {
    match number {
        1 => format!("{}/index.html", language.tag()),
        number => format!("{}/list/{number}.html", language.tag()),
    }
}

/// Returns the path by which a link names a file: the name of an index is left out.
pub(super) fn link(path: &str) -> String {
    format!("/{}", path.strip_suffix("index.html").unwrap_or(path))
}
