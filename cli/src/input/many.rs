//! Inputs that stand for several files: a folder, and a pattern such as `*.jpg` that the shell left as it is.

use crate::exit::Failure;
use crate::files::reason;
use crate::messages::{count, say};
use crate::output::escape::{printable, shortened, shown};
use glob::{MatchOptions, glob_with};
use std::path::{Path, PathBuf};

/// The endings of image files, in lower case. Those of the second list cannot be scanned: they are reported like any
/// file that cannot be read, since a label in them was not checked.
const IMAGES: [&str; 7] = ["png", "jpg", "jpeg", "jpe", "jfif", "webp", "apng"];
const OTHER_IMAGES: [&str; 14] =
    ["heic", "heif", "avif", "tif", "tiff", "bmp", "gif", "jxl", "jp2", "dng", "cr2", "cr3", "nef", "arw"];

/// The files of a folder or of a pattern, in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ManyFiles {
    pub(crate) images: Vec<PathBuf>,
    /// The number of files in folders that are not images.
    pub(crate) left_out: usize,
}

impl ManyFiles {
    /// Finds the images in a folder and the folders in it. Hidden files and links to folders are passed over.
    pub(crate) fn of_folder(folder: &Path) -> Result<Self, Failure> {
        let mut found = ManyFiles { images: Vec::new(), left_out: 0 };
        found.add_folder(folder)?;
        if found.images.is_empty() {
            let what = say!("many-no-image", path = shown(folder));
            return Err(Failure::impossible(what, say!("many-no-image-help")));
        }
        Ok(found)
    }

    /// Finds the files that a pattern matches. Folders among them stand for their images.
    pub(crate) fn matching(pattern: &str) -> Result<Self, Failure> {
        // Cameras write IMG_0001.JPG.
        let options = MatchOptions { case_sensitive: false, require_literal_separator: true, ..MatchOptions::new() };
        let name = || printable(&shortened(pattern, 80)).into_owned();
        let paths = glob_with(pattern, options).map_err(|error| {
            let what = say!("many-no-pattern", pattern = name(), reason = error.msg);
            Failure::impossible(what, say!("many-no-pattern-help"))
        })?;
        let mut found = ManyFiles { images: Vec::new(), left_out: 0 };
        for path in paths {
            let path = path.map_err(|error| unreadable(error.path(), error.error()))?;
            if path.is_dir() {
                found.add_folder(&path)?;
            } else {
                found.images.push(path);
            }
        }
        if found.images.is_empty() {
            return Err(Failure::impossible(say!("many-no-match", pattern = name()), say!("many-no-match-help")));
        }
        Ok(found)
    }

    fn add_folder(&mut self, folder: &Path) -> Result<(), Failure> {
        let entries = std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
        let entries: Result<Vec<_>, _> = entries.collect();
        let mut entries = entries.map_err(|error| unreadable(folder, &error))?;
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            // A link to a folder could lead back to this one.
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            match () {
                () if is_hidden => {}
                () if is_folder => self.add_folder(&path)?,
                () if path.is_dir() => {}
                () if is_image(&path) => self.images.push(path),
                () => self.left_out += 1,
            }
        }
        Ok(())
    }

    /// Returns what was left out, in words.
    pub(crate) fn left_out(&self) -> Option<String> {
        (self.left_out > 0).then(|| say!("many-left-out", files = count(self.left_out, "file")))
    }
}

/// Returns whether a text has a wildcard of patterns.
pub(super) fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

fn is_image(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    IMAGES.iter().chain(&OTHER_IMAGES).any(|known| **known == ending)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::impossible(
        say!("many-unreadable", path = shown(path), reason = reason(error)),
        say!("many-unreadable-help"),
    )
}

#[cfg(test)]
mod tests {
    use super::ManyFiles;
    use std::fs;
    use std::path::Path;

    fn names(found: &ManyFiles, folder: &Path) -> Vec<String> {
        let name = |path: &std::path::PathBuf| path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        found.images.iter().map(name).collect()
    }

    #[test]
    fn a_folder_stands_for_its_images_and_a_pattern_for_its_files() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::create_dir_all(folder.join("b/c")).unwrap();
        fs::create_dir_all(folder.join("empty")).unwrap();
        for name in ["z.png", "a.JPG", "b/c/d.webp", "b/e.heic", "f.txt", "b/label.svg", ".hidden.png"] {
            fs::write(folder.join(name), "").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder, folder.join("b/loop")).unwrap();
        let found = ManyFiles::of_folder(folder).unwrap();
        assert_eq!(names(&found, folder), ["a.JPG", "b/c/d.webp", "b/e.heic", "z.png"]);
        assert_eq!(found.left_out().as_deref(), Some("2 files of other kinds left out"));
        assert!(ManyFiles::of_folder(&folder.join("empty")).is_err());

        let matching = |pattern: &str| ManyFiles::matching(&folder.join(pattern).to_string_lossy());
        assert_eq!(names(&matching("*.jpg").unwrap(), folder), ["a.JPG"]);
        assert_eq!(names(&matching("?.png").unwrap(), folder), ["z.png"]);
        assert_eq!(names(&matching("b/*").unwrap(), folder)[..2], ["b/c/d.webp", "b/e.heic"]);
        assert!(matching("*.gif").is_err() && matching("***.gif").is_err());
    }
}
