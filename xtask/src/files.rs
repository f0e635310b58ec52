//! Files and folders, with failures that say what to do.

use crate::run::{Failure, Outcome};
use std::fmt::Display;
use std::path::Path;

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

/// Nothing of an earlier run may pass for this one's.
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

/// Puts other pieces into a file that UniFFI wrote, each in the place of one that must stand there exactly once: another
/// version of UniFFI may write something else.
pub(crate) fn replace_once(file: &Path, pieces: &[(&str, &str)], why: &str) -> Outcome {
    let mut text = read(file)?;
    for (written, instead) in pieces {
        if text.matches(written).count() != 1 {
            return Err(Failure::new(
                format!("{} does not have once what is changed in it:\n{written}", file.display()),
                format!("see what this version of UniFFI writes, and whether {why} is still needed"),
            ));
        }
        text = text.replace(written, instead);
    }
    write(file, &text)
}
