//! Packages of Debian or Ubuntu that the tasks need, installed with one call of `apt-get`.

use crate::process::{Failure, Outcome, output, shell, step};
use std::path::Path;
use xshell::{Shell, cmd};

/// A package, and how to see that it is installed.
pub(crate) struct Package {
    name: &'static str,
    shows: Shows,
}

enum Shows {
    Program(&'static str),
    File(&'static str),
}

const fn program(program: &'static str, name: &'static str) -> Package {
    Package { name, shows: Shows::Program(program) }
}

/// Reads bar codes and QR symbols; the Python package `pyzbar` loads its library.
pub(crate) const ZBAR: Package = program("zbarimg", "zbar-tools");
/// The server that the tests of the registry's ledger start.
pub(crate) const POSTGRES: Package =
    Package { name: "postgresql-15", shows: Shows::File("/usr/lib/postgresql/15/bin/postgres") };
pub(crate) const OPENSSL: Package = program("openssl", "openssl");
/// Makes keys in the form of OpenSSH, whose conversion is tested.
pub(crate) const SSH_KEYGEN: Package = program("ssh-keygen", "openssh-client");
/// Keys in tokens are tested with it.
pub(crate) const SOFTHSM: Package = program("softhsm2-util", "softhsm2");
/// The C++ compiler builds libFuzzer, and its C compiler a PKCS#11 module with faults.
pub(crate) const CXX: Package = program("c++", "g++");
pub(crate) const JDK: Package = program("javac", "default-jdk-headless");
pub(crate) const MAVEN: Package = program("mvn", "maven");
/// Fills the tree of Debian 13 that has Swift.
pub(crate) const MMDEBSTRAP: Package = program("mmdebstrap", "mmdebstrap");
pub(crate) const LLVM: Package = program("llvm-nm", "llvm");
pub(crate) const LLD: Package = program("ld.lld", "lld");
pub(crate) const AARCH64_GCC: Package = program("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu");
pub(crate) const AARCH64_LIBC: Package =
    Package { name: "libc6-dev-arm64-cross", shows: Shows::File("/usr/aarch64-linux-gnu/lib/crt1.o") };
pub(crate) const QEMU: Package = program("qemu-aarch64-static", "qemu-user-static");

/// Sends a publication, by the configuration that is published with it.
pub(crate) const NGINX: Package = Package { name: "nginx-light", shows: Shows::File("/usr/sbin/nginx") };
/// Sends a publication too, by its own configuration.
pub(crate) const CADDY: Package = program("caddy", "caddy");
/// Opens the pages of a publication.
pub(crate) const CHROMIUM: Package = program("chromium", "chromium");
pub(crate) const NODE: Package = program("node", "nodejs");
pub(crate) const NPM: Package = program("npm", "npm");

/// All of them.
pub(super) const PACKAGES: &[&Package] = &[
    &ZBAR,
    &OPENSSL,
    &SSH_KEYGEN,
    &POSTGRES,
    &SOFTHSM,
    &NGINX,
    &CADDY,
    &CHROMIUM,
    &NODE,
    &NPM,
    &CXX,
    &JDK,
    &MAVEN,
    &MMDEBSTRAP,
    &LLVM,
    &LLD,
    &AARCH64_GCC,
    &AARCH64_LIBC,
    &QEMU,
];

impl Package {
    fn is_installed(&self) -> bool {
        match self.shows {
            Shows::Program(program) => is_on_path(program),
            Shows::File(file) => Path::new(file).is_file(),
        }
    }
}

/// Installs those that are missing, where this user may do so; otherwise returns a failure with the command to type.
pub(crate) fn install(packages: &[&Package]) -> Outcome {
    let missing = missing(packages);
    if missing.is_empty() {
        return Ok(());
    }
    let sh = shell()?;
    if cfg!(target_os = "linux") && is_on_path("apt-get") && is_root(&sh) {
        step("apt-get update", cmd!(sh, "apt-get update -q"))?;
        sh.set_var("DEBIAN_FRONTEND", "noninteractive");
        let name = format!("install {}", missing.join(" "));
        step(&name, cmd!(sh, "apt-get install -q -y --no-install-recommends {missing...}"))?;
    }
    let missing = self::missing(packages);
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.join(" ");
    Err(Failure::new(
        format!("not installed: {missing}"),
        format!("install the packages, on Debian and Ubuntu with: sudo apt-get install {missing}"),
    ))
}

fn missing(packages: &[&Package]) -> Vec<&'static str> {
    packages.iter().filter(|package| !package.is_installed()).map(|package| package.name).collect()
}

fn is_root(sh: &Shell) -> bool {
    output(cmd!(sh, "id -u")).is_ok_and(|user| user.trim() == "0")
}

/// Whether a program is in one of the folders of `PATH`.
pub(crate) fn is_on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::{Package, Shows, is_on_path, missing, program};

    #[test]
    fn a_package_is_missing_until_its_program_or_file_is_there() {
        let there = program("cargo", "cargo");
        let absent = program("no-such-program-of-starseal", "absent");
        let file = Package { name: "file", shows: Shows::File("/no/such/file/of/starseal") };
        assert!(is_on_path("cargo"));
        assert_eq!(missing(&[&there, &absent, &file]), ["absent", "file"]);
    }
}
