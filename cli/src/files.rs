//! Files: read up to a limit, written only where there is none.

use crate::exit::Failure;
use crate::output::escape::shown;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use zeroize::Zeroizing;

/// Who may read a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Whoever the umask lets.
    Anyone,
    /// Nobody but the owner (mode 0600), and the file is on the disk when this returns.
    OwnerOnly,
}

/// Reads a file of at most `most` bytes; `what` names it in errors ("trust list").
pub(crate) fn read(what: &str, path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    read_into(what, path, most, &mut bytes)?;
    Ok(bytes)
}

/// Reads a file that holds a secret; its bytes are wiped when dropped.
pub(crate) fn read_secret(what: &str, path: &Path, most: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    // Room for all from the start: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(most + 2));
    read_into(what, path, most, &mut bytes)?;
    Ok(bytes)
}

fn read_into(what: &str, path: &Path, most: usize, bytes: &mut Vec<u8>) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| {
        let help = match error.kind() {
            ErrorKind::NotFound => "check the path".to_owned(),
            ErrorKind::PermissionDenied => "check who may read it".to_owned(),
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
        return Err(Failure::impossible(
            format_args!("{} has more than {most} bytes, too many for a {what}", shown(path)),
            format_args!("give the path of a {what}"),
        ));
    }
    Ok(())
}

/// Writes a file that must not exist yet.
pub(crate) fn create(path: &Path, bytes: &[u8], readers: Readers) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::OwnerOnly {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options.open(path).map_err(|error| unwritable(path, &error))?;
    let written = file.write_all(bytes).and_then(|()| match readers {
        Readers::OwnerOnly => file.sync_all(),
        Readers::Anyone => Ok(()),
    });
    written.map_err(|error| {
        drop(file);
        // Half a file would stand in the way of the next try. If it cannot be removed, the error below says enough.
        let _ = fs::remove_file(path);
        unwritable(path, &error)
    })
}

/// Writes a file in place of another, if there is one: whatever happens meanwhile, the old one is there or the new.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    create(&beside, bytes, Readers::OwnerOnly)?;
    fs::rename(&beside, path).map_err(|error| {
        // The old file stands. If the new one cannot be removed, the error below says enough.
        let _ = fs::remove_file(&beside);
        unwritable(path, &error)
    })
}

/// Makes a folder, with those above it.
pub(crate) fn create_folder(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| {
        Failure::impossible(
            format_args!("the folder {} cannot be made: {}", shown(path), reason(&error)),
            "choose another folder",
        )
    })
}

/// Fails where a path is taken, before any work is done for it; [`create`] asks again.
pub(crate) fn must_not_exist(path: &Path) -> Result<(), Failure> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(already_there(path)),
        Err(_) => Ok(()),
    }
}

/// Whether anybody but the owner may read a file. Elsewhere than on Unix nobody can say.
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
    Failure::impossible(
        format_args!("{} exists already, and nothing is overwritten", shown(path)),
        "choose another name, or remove it first",
    )
}

fn unwritable(path: &Path, error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AlreadyExists => already_there(path),
        ErrorKind::NotFound => Failure::impossible(
            format_args!("{} cannot be written: its folder does not exist", shown(path)),
            "make the folder first, or choose another",
        ),
        _ => Failure::impossible(
            format_args!("{} cannot be written: {}", shown(path), reason(error)),
            "check the folder, its permissions and the space left",
        ),
    }
}

/// What the system says, without Rust's `(os error 2)`.
pub(crate) fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let plain = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = plain.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
