//! Packages of Node, which a lock file in the repository pins.

use crate::files::{make_folder, read, write};
use crate::process::{Outcome, root, shell_in, step, target};
use std::path::PathBuf;
use xshell::cmd;

/// A folder with packages, and the folder that pins them.
pub(crate) struct Packages {
    name: &'static str,
    /// From the project's folder.
    pinned: &'static str,
}

/// Checks the pages of a publication.
pub(crate) const SITE: Packages = Packages { name: "site", pinned: "interop/site" };
/// Builds, tests and measures the npm package, which is assembled in the same folder.
pub(crate) const WEB: Packages = Packages { name: "web", pinned: "bindings/web" };

/// Builds and tests the page of a label, which is assembled in the same folder.
pub(crate) const PAGE: Packages = Packages { name: "page", pinned: "bindings/web/page" };

impl Packages {
    /// Returns the folder with the packages. They are installed again when the lock file changes.
    pub(crate) fn ready(&self) -> Outcome<PathBuf> {
        let (pinned, home) = (root().join(self.pinned), target().join("node").join(self.name));
        let wanted = read(&pinned.join("package-lock.json"))?;
        let stamp = home.join("installed.json");
        if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(home);
        }
        make_folder(&home)?;
        for name in ["package.json", "package-lock.json"] {
            write(&home.join(name), &read(&pinned.join(name))?)?;
        }
        let sh = shell_in(home.clone())?;
        let name = format!("Node packages of {}", self.pinned);
        step(&name, cmd!(sh, "npm ci --ignore-scripts --no-audit --no-fund --loglevel error"))?;
        write(&stamp, &wanted)?;
        Ok(home)
    }
}
