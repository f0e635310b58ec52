//! Tools that are crates: pinned, and built from the registry into a cache of their own.

use super::cache;
use crate::process::{Outcome, executable, shell, step};
use std::path::PathBuf;
use xshell::cmd;

/// A program of a crate.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Licenses, bans and sources of dependencies.
pub(crate) const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };
/// Coverage-guided fuzzing.
pub(crate) const CARGO_FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };
/// Mutation testing.
pub(crate) const CARGO_MUTANTS: Tool = Tool { name: "cargo-mutants", version: "27.1.0" };
/// The public API as text. It reads the JSON of one version of rustdoc: that of the oldest toolchain.
pub(crate) const CARGO_PUBLIC_API: Tool = Tool { name: "cargo-public-api", version: "0.52.0" };

/// What `setup` installs. cargo-mutants is not among them: few need it, and it is installed when it is used.
pub(super) const ALL: [Tool; 3] = [CARGO_DENY, CARGO_FUZZ, CARGO_PUBLIC_API];

impl Tool {
    /// Returns the program's path, and installs it where it is missing.
    pub(crate) fn ready(&self) -> Outcome<PathBuf> {
        let (name, version) = (self.name, self.version);
        let home = cache()?.join(format!("{name}-{version}"));
        let program = executable(home.join("bin").join(name));
        if !program.is_file() {
            let sh = shell()?;
            step(
                &format!("install {name} {version}"),
                cmd!(sh, "cargo install --locked {name} --version {version} --root {home}"),
            )?;
        }
        Ok(program)
    }
}
