//! Files of evidence in a folder, written so that a crash leaves the last good one.

use crate::format::{Evidence, EvidenceError};
use crate::head::Previous;
use crate::limits::{MAX_EVIDENCE_BYTES, MAX_FILES};
use starseal::Timestamp;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The ending of the names.
pub const ENDING: &str = "evidence";

/// Why a folder cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// The system refuses something.
    #[error("{path}: {error}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// The last file is not evidence, so that none can follow it.
    #[error("{path}: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: EvidenceError,
    },
    /// The last file has another number than its name, so that it may not be the last.
    #[error("{path} has the number {number}")]
    Renamed {
        /// The file.
        path: PathBuf,
        /// Its number.
        number: u64,
    },
    /// The folder has more files than one chain may have.
    #[error("{path} has more than {MAX_FILES} files of evidence")]
    Full {
        /// The folder.
        path: PathBuf,
    },
}

impl FolderError {
    /// The codes of all errors.
    pub const CODES: [&str; 4] =
        ["evidence-io", "evidence-last-unreadable", "evidence-last-renamed", "evidence-folder-full"];

    /// Returns the stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            FolderError::Io { .. } => "evidence-io",
            FolderError::Unreadable { .. } => "evidence-last-unreadable",
            FolderError::Renamed { .. } => "evidence-last-renamed",
            FolderError::Full { .. } => "evidence-folder-full",
        }
    }
}

/// The place of the next file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Its path.
    pub path: PathBuf,
    /// The file before it; none if it is the first.
    pub previous: Option<Previous>,
    /// The time at which the file before it was made, as it states.
    pub previous_at: Option<Timestamp>,
}

/// Returns the name of the file with a number: `000001.evidence`.
#[must_use]
pub fn name(number: u64) -> String {
    format!("{number:06}.{ENDING}")
}

/// Returns the files of evidence in a folder, in the order of their names.
///
/// # Errors
/// [`FolderError`] if the folder cannot be read or has too many files.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let fault = |error| FolderError::Io { path: folder.to_owned(), error };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.extension().is_some_and(|ending| ending == ENDING) {
            paths.push(path);
        }
        if paths.len() > MAX_FILES {
            return Err(FolderError::Full { path: folder.to_owned() });
        }
    }
    paths.sort();
    Ok(paths)
}

/// Reads a file, up to one byte more than evidence may have.
///
/// # Errors
/// [`FolderError::Io`] if the file cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, FolderError> {
    let mut bytes = Vec::new();
    let most = MAX_EVIDENCE_BYTES as u64 + 1;
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| FolderError::Io { path: path.to_owned(), error })?;
    Ok(bytes)
}

/// Finds the place of the next file in a folder. Only the last file is read.
///
/// # Errors
/// [`FolderError`] if the folder cannot be read, or its last file is not one that another can follow.
pub fn next(folder: &Path) -> Result<Next, FolderError> {
    let numbered = |path: PathBuf| -> Option<(u64, PathBuf)> {
        let number = path.file_stem()?.to_str()?.parse().ok()?;
        Some((number, path))
    };
    let last = files(folder)?.into_iter().filter_map(numbered).max();
    let Some((number, path)) = last else {
        return Ok(Next { path: folder.join(name(1)), previous: None, previous_at: None });
    };
    let evidence = match Evidence::from_bytes(&read(&path)?) {
        Ok(evidence) => evidence,
        Err(error) => return Err(FolderError::Unreadable { path, error }),
    };
    let head = evidence.head();
    if head.number != number {
        return Err(FolderError::Renamed { path, number: head.number });
    }
    let previous = Previous { number, digest: evidence.digest() };
    let path = folder.join(name(number.saturating_add(1)));
    Ok(Next { path, previous: Some(previous), previous_at: Some(head.made_at) })
}

/// Writes a file that does not exist yet. The bytes go into another file first, which gets the name when the disk has
/// them: a crash at any moment leaves no file or the whole one.
///
/// # Errors
/// [`FolderError::Io`] if the file exists already, or cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    let fault = |error| FolderError::Io { path: path.to_owned(), error };
    let fresh = path.with_added_extension("new");
    // A run that was killed may have left it.
    let _ = fs::remove_file(&fresh);
    let written = write_fresh(&fresh, bytes).and_then(|()| give_name(&fresh, path));
    // After a failure, what was written so far is in the way; after a success, it has two names.
    let _ = fs::remove_file(&fresh);
    written.map_err(fault)?;
    sync_folder(path);
    Ok(())
}

fn write_fresh(fresh: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(fresh)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives a file its name, unless that is taken.
fn give_name(fresh: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(fresh, path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // Some file systems have no second names.
            if path.try_exists()? { Err(io::ErrorKind::AlreadyExists.into()) } else { fs::rename(fresh, path) }
        }
        result => result,
    }
}

/// Synchronizes a folder to the disk, so that a file in it is found after a crash.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Some file systems cannot do this; the file itself is synchronized.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once_and_never_in_part() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name(1));
        fs::write(path.with_added_extension("new"), b"left by a crash").unwrap();
        write(&path, b"whole").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        let error = write(&path, b"other").unwrap_err();
        assert!(matches!(error, FolderError::Io { error, .. } if error.kind() == io::ErrorKind::AlreadyExists));
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(files(folder.path()).unwrap(), [path]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn nothing_follows_a_file_that_is_not_evidence() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(
            next(folder.path()).unwrap(),
            Next { path: folder.path().join(name(1)), previous: None, previous_at: None }
        );
        write(&folder.path().join(name(7)), b"not evidence").unwrap();
        assert_eq!(next(folder.path()).unwrap_err().code(), "evidence-last-unreadable");
    }
}
