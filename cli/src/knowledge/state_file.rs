//! The file of `--state`, which several processes may use at once, also with other trust lists.
//!
//! The file is only ever replaced as a whole, so it can be read without a lock. It is locked while it is read again,
//! merged and written, and only if there is something to write. Whatever prevents writing, labels are checked all the
//! same: the failure is a warning.

use crate::exit::{Cause, Failure};
use crate::files::{self, reason};
use crate::kind::{Misfit, Wanted};
use crate::messages::{of_code, say};
use crate::output::errors::warn;
use crate::output::escape::shown;
use starseal::limits::MAX_BUNDLE_BYTES;
use starseal::verify::{Applied, MergedState, StateError};
use starseal::{Timestamp, Verifier};
use starseal_outside::Kept;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The maximum length of the file in bytes: a state is a bundle after a short header.
const MAX_STATE_BYTES: usize = MAX_BUNDLE_BYTES + 1024;

/// The ending of the file beside a state that has what an update keeps.
const KEPT: &str = ".update";

/// The maximum length of that file in bytes.
const MAX_KEPT_BYTES: usize = 64 * 1024;

/// The longest time to wait for the lock. Others hold it for milliseconds.
const PATIENCE: Duration = Duration::from_secs(2);

/// The time between two attempts to get the lock.
const PAUSE: Duration = Duration::from_millis(10);

/// The maximum number of symbolic links that lead to the file, as in Linux.
const MAX_LINKS: usize = 40;

/// Restores the file if it exists.
pub(crate) fn restore(verifier: &mut Verifier, path: &Path) -> Result<Option<Applied>, Failure> {
    if !path.exists() {
        return Ok(None);
    }
    let bytes = files::read("state", path, MAX_STATE_BYTES)?;
    let applied = verifier.restore(&bytes).map_err(|error| {
        let code = error.code();
        match Misfit::of(&bytes, path, Wanted::State) {
            Some(Misfit { what, help }) => {
                let what = say!("state-other-kind", path = shown(path), code = code, found = what);
                Failure::new(Cause::WrongKind, what, help)
            }
            None => {
                let what = say!("state-unusable", path = shown(path), code = code, reason = of_code(code, &error));
                Failure::new(Cause::NotAccepted, what, Wanted::State.get_again())
            }
        }
    })?;
    Ok(Some(applied))
}

/// Writes what the verifier holds into the file, together with what others have written meanwhile. Nothing is written
/// if the file has everything already.
pub(crate) fn store(verifier: &mut Verifier, path: &Path, now: Timestamp) {
    let target = followed(path);
    match merge(verifier, &target, now) {
        Ok(MergedState { state: None, .. }) => return,
        Ok(_) => {}
        Err(fault) => return not_kept(path, &fault),
    }
    if let Err(fault) = merge_and_write(verifier, path, &target, now) {
        not_kept(path, &fault);
    }
}

/// Writes what the verifier holds into the file, as [`store`] does. A command whose purpose is the file fails if it
/// cannot be written.
pub(crate) fn keep(verifier: &mut Verifier, path: &Path, now: Timestamp) -> Result<(), Failure> {
    merge_and_write(verifier, path, &followed(path), now).map_err(|reason| not_written(path, &reason))
}

/// Returns what the last update kept beside a state. What cannot be read is as if it were not there: more is fetched.
pub(crate) fn kept(path: &Path) -> Option<Kept> {
    let file = File::open(sibling(&followed(path), KEPT)).ok()?;
    serde_json::from_slice(&files::read_at_most(file, MAX_KEPT_BYTES).ok()?).ok()
}

/// Keeps something beside a state for the next update. If it cannot be written, more is fetched the next time.
pub(crate) fn keep_beside(path: &Path, kept: Option<&Kept>) {
    let beside = sibling(&followed(path), KEPT);
    match kept.map(serde_json::to_vec) {
        Some(Ok(bytes)) => _ = replace(&beside, &bytes),
        _ => _ = fs::remove_file(beside),
    }
}

/// Replaces a file as a whole, or makes it.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    replace_target(&followed(path), bytes).map_err(|error| not_written(path, &reason(&error)))
}

/// Replaces a file to which no link has to be followed. A new one that a killed process has left is removed.
fn replace_target(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = sibling(target, ".new");
    let _ = fs::remove_file(&fresh);
    files::replace_by(target, &fresh, bytes)
}

fn not_written(path: &Path, fault: &str) -> Failure {
    Failure::impossible(say!("state-not-written", path = shown(path), reason = fault), say!("state-not-written-help"))
}

fn merge_and_write(verifier: &mut Verifier, path: &Path, target: &Path, now: Timestamp) -> Result<(), String> {
    let lock = lock(target)?;
    let merged = merge(verifier, target, now)?;
    if merged.left_out > 0 {
        warn(&say!("state-full", path = shown(path), count = merged.left_out), &say!("state-full-help"));
    }
    if let Some(state) = merged.state {
        replace_target(target, &state).map_err(|error| reason(&error))?;
    }
    drop(lock);
    Ok(())
}

fn merge(verifier: &mut Verifier, target: &Path, now: Timestamp) -> Result<MergedState, String> {
    let stored = match File::open(target) {
        Ok(file) => Some(files::read_at_most(file, MAX_STATE_BYTES).map_err(|error| reason(&error))?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(reason(&error)),
    };
    verifier.merge_state(stored.as_deref(), now).map_err(|error: StateError| of_code(error.code(), &error))
}

/// Gets the lock of a state. It is that of another file, since the state itself is replaced.
fn lock(target: &Path) -> Result<File, String> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(sibling(target, ".lock")).map_err(|error| reason(&error))?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(say!("state-locked")),
            Err(TryLockError::Error(error)) => return Err(say!("state-unlockable", reason = reason(&error))),
        }
    }
}

/// Returns the path of a hidden file beside another.
fn sibling(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(ending);
    path.with_file_name(name)
}

/// Follows symbolic links to the file that is to be written, which need not exist yet.
fn followed(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(target) = fs::read_link(&path) else { break };
        // A relative link starts from its own folder; an absolute one replaces it.
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
    path
}

fn not_kept(path: &Path, fault: &str) {
    warn(&say!("file-unwritable", path = shown(path), reason = fault), &say!("state-not-kept-help"));
}

#[cfg(test)]
mod tests {
    use super::{followed, sibling};
    use std::path::Path;

    #[test]
    fn the_lock_and_the_new_file_are_hidden_beside_the_state() {
        assert_eq!(sibling(Path::new("a/shop.state"), ".lock"), Path::new("a/.shop.state.lock"));
        assert_eq!(sibling(Path::new("shop.state"), ".new"), Path::new(".shop.state.new"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_even_to_a_file_that_does_not_exist() {
        let folder = tempfile::tempdir().unwrap();
        let [first, second] = ["first", "second"].map(|name| folder.path().join(name));
        std::os::unix::fs::symlink("second", &first).unwrap();
        std::os::unix::fs::symlink(folder.path().join("third"), &second).unwrap();
        assert_eq!(followed(&first), folder.path().join("third"));
        // A circle ends, and cannot be opened later.
        std::os::unix::fs::symlink("circle", folder.path().join("circle")).unwrap();
        assert_eq!(followed(&folder.path().join("circle")), folder.path().join("circle"));
    }
}
