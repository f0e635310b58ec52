//! Where a key is.

use crate::uri::{Uri, UriError};
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

/// Where a key is: in a file, or in a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyLocation {
    /// A file in PEM.
    File(PathBuf),
    /// An object in a token.
    Token(Box<Uri>),
}

impl KeyLocation {
    /// Reads a location as people type it: a text that starts with `pkcs11:` is a URI, and any other the path of a
    /// file.
    ///
    /// # Errors
    /// [`UriError`] if the text starts with `pkcs11:` and is not a URI that can be used.
    pub fn parse(text: OsString) -> Result<Self, UriError> {
        match text.to_str() {
            Some(uri) if Uri::is_meant_by(uri) => uri.parse().map(|uri| KeyLocation::Token(Box::new(uri))),
            // A URI has only ASCII.
            None if Uri::is_meant_by(&text.to_string_lossy()) => Err(UriError::Utf8 { name: "pkcs11".to_owned() }),
            _ => Ok(KeyLocation::File(text.into())),
        }
    }

    /// Returns the location with its relative paths taken from a folder.
    #[must_use]
    pub fn within(self, folder: &Path) -> Self {
        match self {
            KeyLocation::File(path) => KeyLocation::File(folder.join(path)),
            KeyLocation::Token(uri) => KeyLocation::Token(Box::new(uri.within(folder))),
        }
    }

    /// Returns the location as a text, which [`parse`](Self::parse) reads again.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            KeyLocation::File(path) => path.to_string_lossy().into_owned(),
            KeyLocation::Token(uri) => uri.to_text(),
        }
    }
}

impl fmt::Display for KeyLocation {
    /// Writes the path, or the part of the URI that names token and object.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KeyLocation::File(path) => path.display().fmt(f),
            KeyLocation::Token(uri) => uri.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::KeyLocation;
    use crate::uri::UriError;
    use std::path::Path;

    #[test]
    fn a_file_stays_a_file_and_a_uri_is_read() {
        let parse = |text: &str| KeyLocation::parse(text.into());
        assert_eq!(parse("keys/label.pem"), Ok(KeyLocation::File("keys/label.pem".into())));
        assert_eq!(parse("pkcs11"), Ok(KeyLocation::File("pkcs11".into())));
        assert_eq!(parse("PKCS11:tokn=a"), Err(UriError::Unknown { name: "tokn".to_owned() }));
        let token = parse("pkcs11:token=a;object=b?pin-source=pin.txt").unwrap();
        assert_eq!(token.to_string(), "pkcs11:token=a;object=b");
        let moved = token.within(Path::new("/registry"));
        assert_eq!(moved.to_text(), "pkcs11:token=a;object=b?pin-source=/registry/pin.txt");
        assert_eq!(KeyLocation::parse(moved.to_text().into()), Ok(moved));
    }
}
