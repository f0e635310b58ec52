//! The folder of a publication. A version is written beside the one that visitors see, and takes its place at once: a
//! symbolic link is replaced. A process that is killed anywhere leaves the old version or the new one, whole.

use super::address::Address;
use super::make::{Settings, SiteError, each_file};
use super::server::{caddy, nginx};
use crate::ledger::Ledger;
use starseal::verify::Digest;
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The name of the link to the version that is published.
pub const CURRENT: &str = "current";

/// The folder of the versions.
const VERSIONS: &str = "versions";

/// The start of the name of what is not whole yet.
const UNFINISHED: &str = ".new";

/// The file that a process locks while it writes.
const LOCK: &str = ".lock";

/// Returns the folder that a server sends, given it or the folder of a publication.
#[must_use]
pub fn root_of(folder: &Path) -> PathBuf {
    let current = folder.join(CURRENT);
    if current.is_dir() { current } else { folder.to_owned() }
}

/// Why a folder was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FolderError {
    /// The publication cannot be made.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// A file or folder cannot be read or written.
    #[error("{}: {error}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// The reason.
        error: io::Error,
    },
    /// Something else has the name of the link to the current version.
    #[error("{} is not a link that a publication has made", path.display())]
    Foreign {
        /// The path.
        path: PathBuf,
    },
    /// Another process writes.
    #[error("another process writes into {}", path.display())]
    Busy {
        /// The path of the folder.
        path: PathBuf,
    },
}

impl FolderError {
    /// Returns the stable name of the cause in kebab-case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            FolderError::Site(error) => error.code(),
            FolderError::Io { .. } => "folder-unwritable",
            FolderError::Foreign { .. } => "folder-foreign",
            FolderError::Busy { .. } => "folder-busy",
        }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The name of the version.
    pub version: String,
    /// The number of its files.
    pub files: usize,
    /// The number of files that differ from those of the version before, or are new.
    pub changed: usize,
    /// The number of bytes of these.
    pub changed_bytes: u64,
    /// The configuration for nginx that was written; none if the path of the folder has characters that need quotes.
    pub nginx: Option<PathBuf>,
}

/// The folder of a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Names a folder. Nothing is read or written.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Folder { path: path.to_owned() }
    }

    /// Returns the path of the version that is published.
    #[must_use]
    pub fn current(&self) -> PathBuf {
        self.path.join(CURRENT)
    }

    /// Writes the publication that an event has ordered, and switches over to it. Files that are the same as before are
    /// not written again. `progress` is told the number of files, and ends the work by returning false.
    ///
    /// # Errors
    /// [`FolderError`]. What visitors see is as it was then.
    pub fn write(
        &self,
        ledger: &mut Ledger,
        event: u64,
        settings: &Settings,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Written, FolderError> {
        let versions = self.path.join(VERSIONS);
        make_folder(&versions)?;
        let _lock = self.lock()?;
        let before = self.version()?;
        clean(&self.path)?;
        clean(&versions)?;
        let fresh = versions.join(format!("{UNFINISHED}-{}", std::process::id()));
        make_folder(&fresh)?;
        let current = before.as_ref().map(|name| versions.join(name));
        let mut copy = Copy::new(&fresh, current.as_deref());
        let made = each_file(ledger, event, settings, &mut |path, bytes, digest| {
            copy.take(path, bytes, digest) && progress(copy.files)
        });
        if let Some(error) = copy.error.take() {
            return Err(error);
        }
        made?;
        let is_same = current.as_deref().is_some_and(|current| copy.changed == 0 && count(current) == Ok(copy.files));
        let version = match before.filter(|_| is_same) {
            Some(name) => {
                fs::remove_dir_all(&fresh).map_err(at(&fresh))?;
                name
            }
            None => self.switch(&fresh, &copy.version(event))?,
        };
        let nginx = self.write_configurations(ledger, settings)?;
        Ok(Written { version, files: copy.files, changed: copy.changed, changed_bytes: copy.changed_bytes, nginx })
    }

    fn lock(&self) -> Result<File, FolderError> {
        let path = self.path.join(LOCK);
        let mut options = OpenOptions::new();
        let file = options.create(true).truncate(false).write(true).open(&path).map_err(at(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => Err(FolderError::Busy { path: self.path.clone() }),
            Err(fs::TryLockError::Error(error)) => Err(FolderError::Io { path, error }),
        }
    }

    /// Returns the name of the version that is published; none if there is none yet.
    fn version(&self) -> Result<Option<String>, FolderError> {
        let path = self.current();
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(FolderError::Io { path, error }),
            Ok(_) => {}
        }
        let target = fs::read_link(&path).ok();
        let name = target.as_deref().and_then(|target| target.strip_prefix(VERSIONS).ok()).and_then(Path::to_str);
        match name.filter(|name| !name.is_empty() && !name.contains('/')) {
            Some(name) => Ok(Some(name.to_owned())),
            None => Err(FolderError::Foreign { path }),
        }
    }

    /// Gives a version its name, and makes it the one that is published. Older versions are removed, but for the last
    /// one, of which a server may still be sending files.
    fn switch(&self, fresh: &Path, name: &str) -> Result<String, FolderError> {
        let versions = self.path.join(VERSIONS);
        sync(fresh)?;
        // A folder of this name is what somebody else has changed since it was written.
        let numbered = (2_u32..).map(|number| format!("{name}-{number}"));
        let mut names = [name.to_owned()].into_iter().chain(numbered);
        let name = names.find(|name| !versions.join(name).exists()).unwrap_or_else(|| name.to_owned());
        let folder = versions.join(&name);
        fs::rename(fresh, &folder).map_err(at(&folder))?;
        sync_folder(&versions);
        let (link, current) = (self.path.join(format!("{UNFINISHED}-{CURRENT}")), self.current());
        make_link(&Path::new(VERSIONS).join(&name), &link)?;
        let before = self.version()?;
        fs::rename(&link, &current).map_err(at(&current))?;
        sync_folder(&self.path);
        let kept = [Some(name.as_str()), before.as_deref()];
        for entry in entries(&versions)? {
            let is_kept = entry.file_name().to_str().is_some_and(|name| kept.contains(&Some(name)));
            if !is_kept {
                // A version that cannot be removed now is tried again after the next publication.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        Ok(name)
    }

    fn write_configurations(&self, ledger: &Ledger, settings: &Settings) -> Result<Option<PathBuf>, FolderError> {
        let trust = ledger.trust();
        let address = match (&settings.address, trust.prefix()) {
            (Some(address), _) => address.clone(),
            (None, Some(prefix)) => Address::of_prefix(prefix),
            (None, None) => return Ok(None),
        };
        let root = fs::canonicalize(&self.path).map_err(at(&self.path))?.join(CURRENT);
        let (prefixes, list) = (&trust.issuer().prefixes, trust.uri().as_str());
        for (name, text) in [
            ("Caddyfile", caddy(&root, &address, prefixes, list)),
            ("nginx.conf", nginx(&root, &address, prefixes, list)),
        ] {
            let Some(text) = text else { return Ok(None) };
            let path = self.path.join(name);
            if fs::read(&path).is_ok_and(|held| held == text.as_bytes()) {
                continue;
            }
            let fresh = self.path.join(format!("{UNFINISHED}-{name}"));
            write_file(&fresh, text.as_bytes())?;
            fs::rename(&fresh, &path).map_err(at(&path))?;
        }
        Ok(Some(self.path.join("nginx.conf")))
    }
}

/// A version that is being written.
struct Copy<'a> {
    fresh: &'a Path,
    current: Option<&'a Path>,
    folders: BTreeSet<PathBuf>,
    sums: Vec<u8>,
    files: usize,
    changed: usize,
    changed_bytes: u64,
    error: Option<FolderError>,
}

impl<'a> Copy<'a> {
    fn new(fresh: &'a Path, current: Option<&'a Path>) -> Self {
        let folders = BTreeSet::new();
        Copy { fresh, current, folders, sums: Vec::new(), files: 0, changed: 0, changed_bytes: 0, error: None }
    }

    /// Takes a file. Returns false after an error, which is kept.
    fn take(&mut self, path: &str, bytes: &[u8], digest: Digest) -> bool {
        let taken = self.try_to_take(path, bytes);
        self.sums.extend_from_slice(format!("{digest}  {path}\n").as_bytes());
        self.files = self.files.saturating_add(1);
        taken.map_err(|error| self.error = Some(error)).is_ok()
    }

    fn try_to_take(&mut self, path: &str, bytes: &[u8]) -> Result<(), FolderError> {
        let target = self.fresh.join(path);
        if let Some(folder) = target.parent()
            && !self.folders.contains(folder)
        {
            make_folder(folder)?;
            self.folders.insert(folder.to_owned());
        }
        // The old file is read, since somebody may have changed it on the disk.
        let old = self.current.map(|current| current.join(path)).filter(|old| has(old, bytes));
        let is_linked = old.is_some_and(|old| fs::hard_link(old, &target).is_ok());
        if !is_linked {
            write_file(&target, bytes)?;
            self.changed = self.changed.saturating_add(1);
            self.changed_bytes = self.changed_bytes.saturating_add(bytes.len() as u64);
        }
        Ok(())
    }

    /// Returns the name of the version: its event, and the start of the SHA-256 of all names and digests.
    fn version(&self, event: u64) -> String {
        let digest = Digest::of(&self.sums).to_string();
        format!("{event}-{}", digest.get(..16).unwrap_or(&digest))
    }
}

/// Returns whether a file has these bytes, and everybody may read it.
fn has(path: &Path, bytes: &[u8]) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let is_alike = file.metadata().is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64);
    let mut held = Vec::with_capacity(bytes.len());
    is_alike && file.take(bytes.len() as u64).read_to_end(&mut held).is_ok() && held == bytes
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut file = options.open(path).map_err(at(path))?;
    file.write_all(bytes).map_err(at(path))?;
    set_mode(path, 0o644);
    Ok(())
}

fn make_folder(path: &Path) -> Result<(), FolderError> {
    fs::create_dir_all(path).map_err(at(path))?;
    set_mode(path, 0o755);
    Ok(())
}

/// Lets everybody read a file or folder. If that fails, its owner can.
fn set_mode(path: &Path, mode: u32) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
}

fn make_link(target: &Path, link: &Path) -> Result<(), FolderError> {
    #[cfg(unix)]
    let made = std::os::unix::fs::symlink(target, link);
    #[cfg(windows)]
    let made = std::os::windows::fs::symlink_dir(target, link);
    made.map_err(at(link))
}

/// Removes what a process that was killed has left.
fn clean(folder: &Path) -> Result<(), FolderError> {
    for entry in entries(folder)? {
        if entry.file_name().to_str().is_some_and(|name| name.starts_with(UNFINISHED)) {
            let path = entry.path();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let removed = if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.map_err(at(&path))?;
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<fs::DirEntry>, FolderError> {
    fs::read_dir(folder).and_then(Iterator::collect).map_err(at(folder))
}

/// Counts the files in a folder and in those below it.
fn count(folder: &Path) -> Result<usize, ()> {
    let mut files = 0_usize;
    for entry in entries(folder).map_err(drop)? {
        let is_folder = entry.file_type().map_err(drop)?.is_dir();
        files = files.saturating_add(if is_folder { count(&entry.path())? } else { 1 });
    }
    Ok(files)
}

/// Brings everything on the file system of a folder to the disk, so that after a power failure no link leads to files
/// that are not whole.
fn sync(folder: &Path) -> Result<(), FolderError> {
    #[cfg(target_os = "linux")]
    {
        let open = File::open(folder).map_err(at(folder))?;
        rustix::fs::syncfs(open).map_err(|error| FolderError::Io { path: folder.to_owned(), error: error.into() })
    }
    #[cfg(not(target_os = "linux"))]
    {
        for entry in entries(folder)? {
            let path = entry.path();
            match entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                true => sync(&path)?,
                false => File::open(&path).and_then(|file| file.sync_all()).map_err(at(&path))?,
            }
        }
        Ok(())
    }
}

/// Brings the names in a folder to the disk. Some file systems cannot do this.
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> FolderError {
    let path = path.to_owned();
    move |error| FolderError::Io { path, error }
}
