//! The page that checks a label in the browser, as a folder that was built apart: `bindings/web/page`. Its manifest
//! names every file with its SHA-256, and a folder that differs from it is not published.

use serde::Deserialize;
use starseal::verify::Digest;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The file that names all others.
pub const PAGE_MANIFEST: &str = "page.json";

/// The name and version of its form.
const SCHEMA: &str = "starseal-page/1";

/// The files without which there is no page: what every address of a label shows, and the service worker.
const NEEDED: [&str; 2] = ["index.html", "service-worker.js"];

/// The maximum number of files. The page has a tenth of that.
const MAX_FILES: usize = 256;

/// The maximum length of all files together, in bytes. The page has a tenth of that.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The files of the page that checks a label in the browser.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelPage {
    files: BTreeMap<String, Vec<u8>>,
}

/// Why a folder is not the page.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LabelPageError {
    /// A file or folder cannot be read.
    #[error("{}: {error}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// The reason.
        error: io::Error,
    },
    /// The manifest is not one that this program can read.
    #[error("{} is not a manifest that this program reads: {reason}", path.display())]
    Manifest {
        /// The path.
        path: PathBuf,
        /// The reason.
        reason: String,
    },
    /// A file is not the one that the manifest names.
    #[error("{} has the SHA-256 {found}, and the manifest says {stated}", path.display())]
    Differs {
        /// The path.
        path: PathBuf,
        /// The SHA-256 in the manifest.
        stated: String,
        /// The SHA-256 of the file.
        found: String,
    },
    /// A file is not named by the manifest.
    #[error("{} is in the folder, and the manifest does not name it", path.display())]
    Unknown {
        /// The path.
        path: PathBuf,
    },
    /// The files are too many or too long.
    #[error("{} is larger than {MAX_FILES} files and {MAX_BYTES} bytes", path.display())]
    TooLarge {
        /// The path of the folder.
        path: PathBuf,
    },
}

impl LabelPageError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            LabelPageError::Io { .. } => "page-unreadable",
            LabelPageError::Manifest { .. } => "page-manifest",
            LabelPageError::Differs { .. } => "page-differs",
            LabelPageError::Unknown { .. } => "page-unknown-file",
            LabelPageError::TooLarge { .. } => "page-too-large",
        }
    }
}

#[derive(Deserialize)]
struct Manifest {
    schema: String,
    files: BTreeMap<String, String>,
}

impl LabelPage {
    /// Reads the page from the folder into which it was built, and compares every file with the manifest.
    ///
    /// # Errors
    /// [`LabelPageError`].
    pub fn read(folder: &Path) -> Result<Self, LabelPageError> {
        let path = folder.join(PAGE_MANIFEST);
        let too_large = || LabelPageError::TooLarge { path: folder.to_owned() };
        let malformed = |reason: String| LabelPageError::Manifest { path: path.clone(), reason };
        let mut left = MAX_BYTES;
        let text = read_file(&path, &mut left)?.ok_or_else(too_large)?;
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| malformed(error.to_string()))?;
        if manifest.schema != SCHEMA {
            return Err(malformed(format!("its schema is {:?}, not {SCHEMA:?}", manifest.schema)));
        }
        if let Some(name) = manifest.files.keys().find(|name| !is_plain(name)) {
            return Err(malformed(format!("{name:?} is not a name of a file of the page")));
        }
        if let Some(name) = NEEDED.iter().find(|name| !manifest.files.contains_key(**name)) {
            return Err(malformed(format!("it does not name {name}")));
        }
        if manifest.files.len() > MAX_FILES {
            return Err(too_large());
        }
        let mut files = BTreeMap::new();
        for (name, stated) in manifest.files {
            let path = folder.join(&name);
            let bytes = read_file(&path, &mut left)?.ok_or_else(too_large)?;
            let found = Digest::of(&bytes).to_string();
            if found != stated {
                return Err(LabelPageError::Differs { path, stated, found });
            }
            files.insert(name, bytes);
        }
        let page = LabelPage { files };
        page.refuse_others(folder, "")?;
        Ok(page)
    }

    /// Returns the files with their paths below the page's folder, in the order of the paths.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// Refuses a folder with files of which the manifest says nothing: they may be those of another version.
    fn refuse_others(&self, folder: &Path, below: &str) -> Result<(), LabelPageError> {
        let at = folder.join(below);
        let io = |error| LabelPageError::Io { path: at.clone(), error };
        for entry in fs::read_dir(&at).map_err(io)? {
            let entry = entry.map_err(io)?;
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            let is_folder = entry.file_type().map_err(io)?.is_dir();
            let inside = format!("{name}/");
            let is_known = match is_folder {
                true => self.files.keys().any(|file| file.starts_with(&inside)),
                false => name == PAGE_MANIFEST || self.files.contains_key(&name),
            };
            if !is_known {
                return Err(LabelPageError::Unknown { path: entry.path() });
            }
            if is_folder {
                self.refuse_others(folder, &inside)?;
            }
        }
        Ok(())
    }
}

/// Returns whether a name is a path below the folder that every disk and every server takes as it is.
fn is_plain(name: &str) -> bool {
    let is_part = |part: &str| {
        let has_letters = part.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.'));
        has_letters && !part.is_empty() && !part.starts_with('.')
    };
    name.split('/').all(is_part)
}

/// Reads a file; none if it is longer than what is left.
fn read_file(path: &Path, left: &mut u64) -> Result<Option<Vec<u8>>, LabelPageError> {
    let io = |error| LabelPageError::Io { path: path.to_owned(), error };
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(left.saturating_add(1)).read_to_end(&mut bytes)).map_err(io)?;
    let rest = left.checked_sub(bytes.len() as u64);
    *left = rest.unwrap_or(0);
    Ok(rest.map(|_| bytes))
}
