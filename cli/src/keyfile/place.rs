//! Where a key is, as it was typed.

use super::fault;
use crate::exit::Failure;
use crate::output::escape::printable;
use starseal_token::{KeyLocation, UriError};
use std::ffi::OsString;
use std::path::Path;

/// Where a key is: the path of a file, or a PKCS#11 URI.
///
/// A URI that is not valid is kept as its fault, and refused when the key is read. The parser of the command line would
/// repeat the URI in its message, and there may be a PIN in it.
#[derive(Debug, Clone)]
pub(crate) struct Place(Result<KeyLocation, UriError>);

impl From<OsString> for Place {
    fn from(text: OsString) -> Self {
        Place(KeyLocation::parse(text))
    }
}

impl From<&KeyLocation> for Place {
    fn from(location: &KeyLocation) -> Self {
        Place(Ok(location.clone()))
    }
}

impl From<&Path> for Place {
    fn from(path: &Path) -> Self {
        Place(Ok(KeyLocation::File(path.to_owned())))
    }
}

impl Place {
    /// Returns the location.
    pub(crate) fn location(&self) -> Result<&KeyLocation, Failure> {
        self.0.as_ref().map_err(fault::unusable_uri)
    }

    /// Returns the place as seen from a folder, to which the paths in it are relative.
    pub(crate) fn within(self, folder: &Path) -> Self {
        Place(self.0.map(|location| location.within(folder)))
    }

    /// Returns the location for a message: a path, or the part of a URI that names token and object.
    pub(crate) fn shown(&self) -> String {
        self.0.as_ref().map_or_else(|_| "pkcs11:".to_owned(), |location| printable(&location.to_string()).into_owned())
    }
}
