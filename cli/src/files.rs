//! Reads files up to a limit, and writes files that do not exist yet.

use crate::exit::{Cause, Failure};
use crate::kind;
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

/// Reads a file of at most `most` bytes. `what` names its kind in errors, such as "trust list".
pub(crate) fn read(what: &str, path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    read_into(what, path, most, &mut bytes)?;
    Ok(bytes)
}

/// Reads a file with a secret. Its bytes are wiped from memory when dropped.
pub(crate) fn read_secret(what: &str, path: &Path, most: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    // The buffer has its full size from the start, because a growing buffer leaves copies in memory.
    let mut bytes = Zeroizing::new(Vec::with_capacity(most + 2));
    read_into(what, path, most, &mut bytes)?;
    Ok(bytes)
}

/// Reads an open file of at most `most` bytes.
pub(crate) fn read_at_most(file: File, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most { Err(io::Error::other("it is too large")) } else { Ok(bytes) }
}

fn read_into(what: &str, path: &Path, most: usize, bytes: &mut Vec<u8>) -> Result<(), Failure> {
    let unreadable = |error: io::Error| {
        let help = match error.kind() {
            ErrorKind::NotFound => "check the path".to_owned(),
            ErrorKind::PermissionDenied => "check the permissions of the file".to_owned(),
            _ => format!("give the path of a {what}"),
        };
        Failure::impossible(format_args!("the {what} {} cannot be read: {}", shown(path), reason(&error)), help)
    };
    let file = File::open(path).map_err(unreadable)?;
    if file.metadata().is_ok_and(|meta| meta.is_dir()) {
        return Err(Failure::impossible(
            format_args!("{} is a folder, not a {what}", shown(path)),
            format_args!("give the path of a {what}"),
        ));
    }
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    file.take(limit).read_to_end(bytes).map_err(unreadable)?;
    if bytes.len() > most {
        let is = kind::too_large(bytes).map_or_else(String::new, |name| format!("is {name} and "));
        return Err(Failure::impossible(
            format_args!("{} {is}has more than {most} bytes, which is too large for a {what}", shown(path)),
            format_args!("give the path of a {what}"),
        ));
    }
    Ok(())
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
        Failure::impossible(
            format_args!("the folder {} cannot be created: {}", shown(path), reason(&error)),
            "choose another folder",
        )
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
    Failure::new(
        Cause::Exists,
        format_args!("{} already exists, and existing files are not overwritten", shown(path)),
        "choose another name, or remove it first",
    )
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AlreadyExists => already_there(path),
        ErrorKind::NotFound => Failure::impossible(
            format_args!("{} cannot be written: its folder does not exist", shown(path)),
            "create the folder first, or choose another one",
        ),
        _ => Failure::impossible(
            format_args!("{} cannot be written: {}", shown(path), reason(error)),
            "check the folder, its permissions and the free space",
        ),
    }
}

/// Returns the system's error message, without Rust's `(os error 2)`.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let plain = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
