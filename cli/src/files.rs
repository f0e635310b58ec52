//! Reads files up to a limit, and writes files that do not exist yet.

use crate::exit::{Cause, Failure};
use crate::kind as contents;
pub(crate) use crate::messages::system as reason;
use crate::messages::{say, system};
use crate::output::escape::shown;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;
use zeroize::Zeroizing;

/// The users who may read a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    /// All users that the umask allows.
    Anyone,
    /// Only the owner (mode 0600). The file is synchronised to the disk before the function returns.
    OwnerOnly,
}

/// Reads a file of at most `most` bytes. `what` names its kind in errors, such as "trust list": `kind-trust-list` is
/// the name in the language of the run.
pub(crate) fn read(what: &'static str, path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    read_into(what, path, most, &mut bytes)?;
    Ok(bytes)
}

/// Reads a file with a secret. Its bytes are wiped from memory when dropped.
pub(crate) fn read_secret(what: &'static str, path: &Path, most: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    // The buffer has its full size from the start, because a growing buffer leaves copies in memory.
    let mut bytes = Zeroizing::new(Vec::with_capacity(most + 2));
    read_into(what, path, most, &mut bytes)?;
    Ok(bytes)
}

/// Reads an open file of at most `most` bytes.
pub(crate) fn read_at_most(file: File, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most { Err(io::Error::other(say!("file-too-large-short"))) } else { Ok(bytes) }
}

fn read_into(what: &'static str, path: &Path, most: usize, bytes: &mut Vec<u8>) -> Result<(), Failure> {
    let what = kind(what);
    let give = || say!("file-give", what = what);
    let unreadable = |error: io::Error| {
        let help = match error.kind() {
            ErrorKind::NotFound => say!("file-check-path"),
            ErrorKind::PermissionDenied => say!("file-check-permissions"),
            _ => give(),
        };
        let what = say!("file-unreadable", what = what, path = shown(path), reason = system(&error));
        Failure::impossible(what, help)
    };
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().is_ok_and(|meta| meta.is_dir()) {
        return Err(Failure::impossible(say!("file-is-folder", what = what, path = shown(path)), give()));
    }
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    file.take(limit).read_to_end(bytes).map_err(unreadable)?;
    if bytes.len() > most {
        let path = shown(path);
        let what = match contents::too_large(bytes) {
            Some(found) => say!("file-too-large-found", what = what, path = path, most = most, found = found),
            None => say!("file-too-large", what = what, path = path, most = most),
        };
        return Err(Failure::impossible(what, give()));
    }
    Ok(())
}

/// Returns the name of a kind of file in the language of the run.
fn kind(what: &str) -> String {
    match what {
        "trust list" => say!("kind-trust-list"),
        "status list" => say!("kind-status-list"),
        "object of a status list" => say!("kind-object"),
        "bundle" => say!("kind-bundle"),
        "state" => say!("kind-state"),
        "policy" => say!("kind-policy"),
        "scheme file" => say!("kind-scheme"),
        "draft" => say!("kind-draft"),
        "request" => say!("kind-request"),
        "statement" => say!("kind-statement"),
        "file of a ceremony" => say!("kind-ceremony"),
        "record of a signing" => say!("kind-record"),
        "key file" => say!("kind-key"),
        "passphrase file" => say!("kind-passphrase"),
        "image file" => say!("kind-image"),
        "new file" => say!("kind-new"),
        "evidence" => say!("kind-evidence"),
        "time stamp" => say!("kind-time-stamp"),
        "certificate" => say!("kind-certificate"),
        other => other.to_owned(),
    }
}

/// Writes a file that must not exist yet.
pub(crate) fn create(path: &Path, bytes: &[u8], readers: Readers) -> Result<(), Failure> {
    create_or(path, bytes, readers).map_err(|error| unwritable(path, &error))
}

fn create_or(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::OwnerOnly {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options.open(path)?;
    let written = file.write_all(bytes).and_then(|()| match readers {
        Readers::OwnerOnly => file.sync_all(),
        Readers::Anyone => Ok(()),
    });
    written.inspect_err(|_| {
        drop(file);
        // An incomplete file would block the next attempt. If the file cannot be removed, the error is enough.
        let _ = fs::remove_file(path);
    })
}

/// Writes a file that must not exist yet, and that only its owner can read. The content is written under another name
/// in the same folder, and synchronised to the disk; the file appears when it is whole.
pub(crate) fn create_whole<T>(path: &Path, write: impl FnOnce(&mut File) -> Result<T, Failure>) -> Result<T, Failure> {
    must_not_exist(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let part = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part).map_err(|error| unwritable(path, &error))?;
    let written = write(&mut file).and_then(|written| {
        file.sync_all().map_err(|error| unwritable(path, &error))?;
        // A link is refused if the file has appeared meanwhile. Some file systems have no links.
        match fs::hard_link(&part, path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(already_there(path)),
            Err(_) => {
                must_not_exist(path)?;
                fs::rename(&part, path).map_err(|error| unwritable(path, &error))?;
            }
            Ok(()) => {}
        }
        sync_folder_of(path);
        Ok(written)
    });
    // If the file with the other name cannot be removed, nothing is wrong with the one that was wanted.
    let _ = fs::remove_file(&part);
    written
}

/// Writes a file as `fresh`, which must not exist yet and lies in the same folder, and replaces an existing file by it
/// atomically: after a crash, either the old or the new file exists.
pub(crate) fn replace_by(path: &Path, fresh: &Path, bytes: &[u8]) -> io::Result<()> {
    create_or(fresh, bytes, Readers::OwnerOnly)?;
    fs::rename(fresh, path).inspect_err(|_| {
        // The old file remains. If the new file cannot be removed, the error is enough.
        let _ = fs::remove_file(fresh);
    })
}

/// Replaces an existing file by new content that was read back from the disk. The new content is written as `fresh`
/// beside the file, and passed to `check` as it was read; only then is the file replaced, atomically. If anything
/// fails, the file is as it was, and `fresh` is removed.
pub(crate) fn replace_checked(
    path: &Path,
    fresh: &Path,
    bytes: &[u8],
    check: impl FnOnce(&[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    create(fresh, bytes, Readers::OwnerOnly)?;
    let written = read_secret("new file", fresh, bytes.len()).and_then(|written| check(&written)).and_then(|()| {
        fs::rename(fresh, path).map_err(|error| unwritable(path, &error))?;
        sync_folder_of(path);
        Ok(())
    });
    written.inspect_err(|_| {
        // The old file remains. If the new file cannot be removed, the error is enough.
        let _ = fs::remove_file(fresh);
    })
}

/// Synchronises a folder to the disk, so that a file in it that was renamed is found after a crash.
fn sync_folder_of(path: &Path) {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Some file systems cannot do this; the file itself is synchronised.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    {
        let _ = path;
    }
}

/// Creates a folder and its parents.
pub(crate) fn create_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| {
        let what = say!("folder-uncreatable", path = shown(path), reason = system(&error));
        Failure::impossible(what, say!("folder-choose"))
    })
}

/// Fails if a path exists, before any work is done. [`create`] checks again.
pub(crate) fn must_not_exist(path: &Path) -> Result<(), Failure> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(already_there(path)),
        Err(_) => Ok(()),
    }
}

/// Returns whether users other than the owner have access to a file. On systems other than Unix it returns false.
pub(crate) fn is_readable_by_others(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::metadata(path).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

fn already_there(path: &Path) -> Failure {
    Failure::new(Cause::Exists, say!("file-exists", path = shown(path)), say!("file-exists-help"))
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AlreadyExists => already_there(path),
        ErrorKind::NotFound => {
            Failure::impossible(say!("file-without-folder", path = shown(path)), say!("file-without-folder-help"))
        }
        _ => Failure::impossible(
            say!("file-unwritable", path = shown(path), reason = system(error)),
            say!("file-unwritable-help"),
        ),
    }
}
