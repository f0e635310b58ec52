//! Files and folders, with failures that say what to do.

use crate::process::{Failure, Outcome};
use std::fmt::Display;
use std::path::{Path, PathBuf};

fn failed(what: &dyn Display, error: &dyn Display) -> Failure {
    Failure::new(format!("{what}: {error}"), "check the folder's permissions, and what was printed above")
}

pub(crate) fn read(file: &Path) -> Outcome<String> {
    std::fs::read_to_string(file).map_err(|error| failed(&file.display(), &error))
}

pub(crate) fn write(file: &Path, text: &str) -> Outcome {
    std::fs::write(file, text).map_err(|error| failed(&file.display(), &error))
}

pub(crate) fn make_folder(folder: &Path) -> Outcome {
    std::fs::create_dir_all(folder).map_err(|error| failed(&folder.display(), &error))
}

/// Removes a folder with its content, so that products of an earlier run cannot be taken for those of this one. A
/// folder that does not exist is no error.
pub(crate) fn remove_folder(folder: &Path) -> Outcome {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::new(format!("{}: {error}", folder.display()), "remove the folder"))
        }
        _ => Ok(()),
    }
}

pub(crate) fn copy(from: &Path, to: &Path) -> Outcome {
    let copied = std::fs::copy(from, to).map(|_| ());
    copied.map_err(|error| failed(&format_args!("{} to {}", from.display(), to.display()), &error))
}

/// Copies a folder with everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Outcome {
    make_folder(to)?;
    for entry in entries(from)? {
        let place = to.join(entry.file_name().unwrap_or_default());
        if entry.is_dir() { copy_folder(&entry, &place)? } else { copy(&entry, &place)? }
    }
    Ok(())
}

/// Returns the paths of a folder's entries, sorted.
pub(crate) fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let unreadable = |error| failed(&folder.display(), &error);
    let entries = std::fs::read_dir(folder).map_err(unreadable)?.collect::<Result<Vec<_>, _>>().map_err(unreadable)?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

/// Replaces parts of a file that UniFFI generated. Each part must occur exactly once: another version of UniFFI may
/// generate something else.
pub(crate) fn replace_once(file: &Path, parts: &[(&str, &str)], why: &str) -> Outcome {
    let mut text = read(file)?;
    for (generated, replacement) in parts {
        if text.matches(generated).count() != 1 {
            return Err(Failure::new(
                format!("{} does not contain exactly once:\n{generated}", file.display()),
                format!("see what this version of UniFFI generates, and whether {why} is still needed"),
            ));
        }
        text = text.replace(generated, replacement);
    }
    write(file, &text)
}
