//! The files of a status list: the signed list in a file, and its objects beside it.
//!
//! The objects of `FILE` are in `FILE.in-force`, `FILE.past`, `FILE.witnesses` and `FILE.witnesses.1`,
//! `FILE.witnesses.2` and so on, as far as the list has them.

use crate::exit::Failure;
use crate::files::{self, Readers};
use crate::messages::{of_code, say};
use crate::output::errors;
use crate::output::escape::shown;
use starseal::StatusList;
use starseal::limits::{MAX_STATUS_OBJECT_BYTES, MAX_WITNESS_RANGES};
use starseal::status::{ObjectError, Publication, StatusObjects};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The endings of the objects that a list may bind itself.
const IN_FORCE: &str = ".in-force";
const PAST: &str = ".past";
const WITNESSES: &str = ".witnesses";

/// Returns the path of an object's file.
fn beside(list: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(list.file_name().unwrap_or_default());
    name.push(ending);
    list.with_file_name(name)
}

/// Fails if the file of a list, or one of its objects, exists already: the objects of another list would be taken for
/// those of this one.
pub(crate) fn must_not_exist(list: &Path) -> Result<(), Failure> {
    files::must_not_exist(list)?;
    for ending in [IN_FORCE, PAST, WITNESSES] {
        files::must_not_exist(&beside(list, ending))?;
    }
    let folder = list.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let start = beside(list, &format!("{WITNESSES}."));
    let start = start.file_name().unwrap_or_default().as_encoded_bytes();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut left = entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(start));
    left.next().map_or(Ok(()), |entry| files::must_not_exist(&list.with_file_name(entry.file_name())))
}

/// Returns the objects of a list, each with the ending of its file's name.
pub(crate) fn objects_by_ending(published: &Publication) -> Vec<(String, &[u8])> {
    let mut all: Vec<(String, &[u8])> = Vec::new();
    all.extend(published.in_force.as_deref().map(|object| (IN_FORCE.to_owned(), object)));
    all.push((PAST.to_owned(), &published.past));
    all.extend(published.witness_directory.as_deref().map(|object| (WITNESSES.to_owned(), object)));
    let ranges = published.witness_ranges.iter().zip(1..);
    all.extend(ranges.map(|(range, number)| (format!("{WITNESSES}.{number}"), range.as_slice())));
    all
}

/// Writes a list and its objects into files that do not exist yet. The list comes last, so that it is complete if it is
/// there; if a file cannot be written, those before it are removed. Returns the paths of the objects.
pub(crate) fn create(list: &Path, published: &Publication) -> Result<Vec<PathBuf>, Failure> {
    let mut all: Vec<(PathBuf, &[u8])> =
        objects_by_ending(published).into_iter().map(|(ending, object)| (beside(list, &ending), object)).collect();
    let objects: Vec<PathBuf> = all.iter().map(|(path, _)| path.clone()).collect();
    all.push((list.to_owned(), &published.list));
    for (at, (path, bytes)) in all.iter().enumerate() {
        files::create(path, bytes, Readers::Anyone).inspect_err(|_| {
            for (written, _) in all.iter().take(at) {
                // If a file cannot be removed, the error is enough.
                let _ = fs::remove_file(written);
            }
        })?;
    }
    Ok(objects)
}

/// Reads the files of objects that stand beside a list, in an order in which a verifier accepts them.
pub(crate) fn read(list: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>, Failure> {
    let mut objects = Vec::new();
    let mut add = |ending: &str| {
        let path = beside(list, ending);
        let is_there = path.is_file();
        if is_there {
            let bytes = files::read("object of a status list", &path, MAX_STATUS_OBJECT_BYTES)?;
            objects.push((path, bytes));
        }
        Ok::<bool, Failure>(is_there)
    };
    add(IN_FORCE)?;
    add(PAST)?;
    if add(WITNESSES)? {
        // The numbers have no gap.
        for number in 1..=MAX_WITNESS_RANGES {
            if !add(&format!("{WITNESSES}.{number}"))? {
                break;
            }
        }
    }
    Ok(objects)
}

/// Reads the objects beside a list, and holds those that belong to it. The others are warned of.
pub(crate) fn objects_of(path: &Path, list: &StatusList) -> Result<StatusObjects, Failure> {
    let mut objects = StatusObjects::default();
    for (file, bytes) in read(path)? {
        if let Err(error) = objects.add(list, &bytes) {
            warn_of_refused(&file, &error);
        }
    }
    Ok(objects)
}

/// Warns of an object that is refused.
pub(crate) fn warn_of_refused(file: &Path, error: &ObjectError) {
    let (code, reason) = (error.code(), of_code(error.code(), error));
    errors::warn(
        &say!("object-not-used", path = shown(file), code = code, reason = reason),
        &say!("object-not-used-help"),
    );
}
