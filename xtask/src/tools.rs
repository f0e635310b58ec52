//! Tools of the checks, pinned, built from the registry into a cache of their own.

use crate::run::{Failure, Outcome, cargo, step};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program of a crate.
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    version: &'static str,
}

/// Licences, bans and sources of dependencies.
pub(crate) const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2" };
/// Coverage-guided fuzzing.
pub(crate) const CARGO_FUZZ: Tool = Tool { name: "cargo-fuzz", version: "0.13.2" };

/// The public API as text. It reads the JSON of one version of rustdoc: that of the oldest toolchain.
pub(crate) const CARGO_PUBLIC_API: Tool = Tool { name: "cargo-public-api", version: "0.52.0" };

impl Tool {
    /// The program's path, once it is installed.
    pub(crate) fn ready(&self) -> Outcome<PathBuf> {
        let home = cache()?.join(format!("{}-{}", self.name, self.version));
        let program = home.join("bin").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX));
        if !program.is_file() {
            let mut install = cargo();
            install.args(["install", "--locked", self.name, "--version", self.version, "--root"]).arg(home);
            step(&format!("install {} {}", self.name, self.version), &mut install)?;
        }
        Ok(program)
    }
}

/// Where tools are kept from run to run.
pub(crate) fn cache() -> Outcome<PathBuf> {
    let from = |variable: &str| std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = from("XDG_CACHE_HOME").or_else(|| from("HOME").map(|home| home.join(".cache")));
    let base = base.or_else(|| from("LOCALAPPDATA"));
    let base = base.ok_or_else(|| Failure::new("there is no home folder to keep tools in", "set HOME"))?;
    Ok(base.join("starseal").join("tools"))
}

/// Installs a Debian package that has a program, where this may be done without asking; otherwise says how.
pub(crate) fn debian(program: &str, package: &str) -> Outcome {
    install(program, package, || runs(program))
}

/// The same for a package that has a file.
pub(crate) fn debian_file(file: &str, package: &str) -> Outcome {
    install(file, package, || Path::new(file).is_file())
}

fn runs(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

fn install(what: &str, package: &str, is_there: impl Fn() -> bool) -> Outcome {
    if is_there() {
        return Ok(());
    }
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if is_root && runs("apt-get") {
        step("apt-get update", Command::new("apt-get").args(["update", "-q"]))?;
        let mut install = Command::new("apt-get");
        install
            .args(["install", "-q", "-y", "--no-install-recommends", package])
            .env("DEBIAN_FRONTEND", "noninteractive");
        step(&format!("install {package}"), &mut install)?;
    }
    if is_there() {
        Ok(())
    } else {
        Err(Failure::new(
            format!("{what} is not installed"),
            format!("install it, on Debian and Ubuntu with: sudo apt-get install {package}"),
        ))
    }
}
