//! The address of a publication, and the addresses of its files.

use std::fmt;
use std::net::IpAddr;
use ureq::http::Uri;

/// The maximum length of an address, in bytes.
const MAX_ADDRESS_BYTES: usize = 2048;

/// Why a text is not the address of a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// It is not `https://`, a host and `/`.
    #[error("the address of a publication is https://, a host and /")]
    Form,
    /// It is not encrypted, and its host is not this machine.
    #[error("the address begins with http://, which only a host on this machine may")]
    NotEncrypted,
}

impl AddressError {
    /// Returns the stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            AddressError::Form => "address-malformed",
            AddressError::NotEncrypted => "address-not-encrypted",
        }
    }
}

/// The address of a publication: scheme, host and port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    origin: String,
    is_loopback: bool,
}

impl Address {
    /// Reads an address: `https://HOST/`. `http` is allowed for a host on this machine, for trials.
    ///
    /// # Errors
    /// [`AddressError`] if the text is something else, such as the address of one page.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let (address, path) = Address::split(text)?;
        if path == "/" { Ok(address) } else { Err(AddressError::Form) }
    }

    /// Splits the address of a page into that of its host and a path with its query.
    pub(crate) fn split(text: &str) -> Result<(Self, String), AddressError> {
        let (address, path) = Address::split_open(text)?;
        if address.origin.starts_with("http://") && !address.is_loopback {
            return Err(AddressError::NotEncrypted);
        }
        Ok((address, path))
    }

    /// Splits the address of a page as [`split`](Self::split) does, also where nothing is encrypted: for what may be
    /// read and is signed.
    pub(crate) fn split_open(text: &str) -> Result<(Self, String), AddressError> {
        if text.len() > MAX_ADDRESS_BYTES || text.contains(['@', '#', '\\']) {
            return Err(AddressError::Form);
        }
        let uri: Uri = text.parse().map_err(|_| AddressError::Form)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(AddressError::Form);
        };
        let host = authority.host().to_ascii_lowercase();
        let is_loopback = is_loopback(&host);
        let is_encrypted = match scheme {
            "https" => true,
            "http" => false,
            _ => return Err(AddressError::Form),
        };
        if host.is_empty() {
            return Err(AddressError::Form);
        }
        let usual = if is_encrypted { 443 } else { 80 };
        let port = match authority.port_u16() {
            Some(port) if port != usual => format!(":{port}"),
            Some(_) => String::new(),
            None if authority.as_str().len() == authority.host().len() => String::new(),
            // What stands behind the host is not a port.
            None => return Err(AddressError::Form),
        };
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        Ok((Address { origin: format!("{scheme}://{host}{port}"), is_loopback }, path.to_owned()))
    }

    /// Returns the address of a path below the host, such as `feed.atom`.
    pub(crate) fn of(&self, path: &str) -> String {
        format!("{}/{}", self.origin, path.trim_start_matches('/'))
    }

    /// Returns whether the host is this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        self.is_loopback
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/", self.origin)
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::{Address, AddressError};

    #[test]
    fn an_address_is_that_of_a_host() {
        for (text, shown) in [
            ("https://jc-star.example/", "https://jc-star.example/"),
            ("https://JC-STAR.example", "https://jc-star.example/"),
            ("https://jc-star.example:443/", "https://jc-star.example/"),
            ("https://jc-star.example:8443/", "https://jc-star.example:8443/"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/"),
            ("http://[::1]:8080/", "http://[::1]:8080/"),
            ("http://localhost/", "http://localhost/"),
        ] {
            assert_eq!(Address::parse(text).unwrap().to_string(), shown, "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "jc-star.example",
            "ftp://jc-star.example/",
            "file:///etc/passwd",
            "https:///",
            "https://jc-star.example/page",
            "https://jc-star.example/?x",
            "https://user@jc-star.example/",
            "https://jc-star.example:99999/",
            "https://jc-star.example\\@evil.example/",
        ] {
            assert_eq!(Address::parse(text), Err(AddressError::Form), "{text}");
        }
        // A name that only begins like this machine is another host.
        for text in ["http://jc-star.example/", "http://127.0.0.1.evil.example/", "http://localhost.evil.example/"] {
            assert_eq!(Address::parse(text), Err(AddressError::NotEncrypted), "{text}");
        }
    }
}
