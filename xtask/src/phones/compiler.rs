//! Cargo for another target: with rustup's standard library where that is installed, or else with Debian's compiler and the
//! library compiled from its sources.

use super::folder;
use crate::run::{Failure, Outcome, cargo, root, step};
use crate::tools::cache;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is compiled where rustup has nothing for a target.
#[derive(Clone, Copy)]
pub(super) enum Library {
    /// The standard library.
    Std,
    /// And the harness of tests.
    StdAndTest,
}

/// What of the standard library cargo would compile by the workspace's profile, for size, and rustup delivers compiled for speed.
/// Names that our own tree has too are left out; they weigh little.
const FOR_SPEED: [&str; 10] =
    ["std", "core", "alloc", "panic_unwind", "unwind", "std_detect", "gimli", "addr2line", "object", "rustc-demangle"];

/// Sees to it that there is a compiler for each of the targets.
pub(super) fn ready<'a>(triples: impl IntoIterator<Item = &'a str>) -> Outcome {
    for triple in triples {
        if !is_installed(triple)? {
            let mut lay = Command::new(root().join("ffi/phones/rustc-root.sh"));
            return step("Rust with the sources of its library, in a tree of its own", lay.arg(tree()?));
        }
    }
    Ok(())
}

/// Cargo, its target and its folder given; a subcommand must follow. The compiler is there after [`ready`].
pub(super) fn cargo_for(triple: &str, library: Library) -> Outcome<Command> {
    let mut cargo = cargo();
    cargo.env("CARGO_BUILD_TARGET", triple).env("CARGO_TARGET_DIR", folder());
    let variable = |name: &str| format!("CARGO_TARGET_{}_{name}", triple.replace('-', "_").to_uppercase());
    if triple == super::AARCH64 {
        cargo.env(variable("LINKER"), "aarch64-linux-gnu-gcc");
        cargo.env(variable("RUNNER"), "qemu-aarch64-static -L /usr/aarch64-linux-gnu");
    }
    if !is_installed(triple)? {
        let tree = tree()?;
        let program = |name: &str| tree.join("usr/bin").join(name);
        cargo.env("LD_LIBRARY_PATH", tree.join("usr/lib/x86_64-linux-gnu"));
        cargo.env("RUSTC", program("rustc")).env("RUSTDOC", program("rustdoc"));
        // Cargo compiles the library for nightly compilers alone; this makes them one.
        cargo.env("RUSTC_BOOTSTRAP", "1");
        cargo.arg(match library {
            Library::Std => "-Zbuild-std=std,panic_unwind",
            Library::StdAndTest => "-Zbuild-std=std,panic_unwind,test",
        });
        for name in FOR_SPEED {
            cargo.arg("--config").arg(format!("profile.phone.package.{name}.opt-level=3"));
        }
    }
    Ok(cargo)
}

/// Whether this machine's own compiler has the target's standard library.
fn is_installed(triple: &str) -> Outcome<bool> {
    let mut rustc = Command::new("rustc");
    let folder = rustc.current_dir(root()).args(["--print", "target-libdir", "--target", triple]).output();
    let folder = folder.map_err(|error| Failure::new(format!("rustc: {error}"), "install Rust"))?;
    Ok(Path::new(String::from_utf8_lossy(&folder.stdout).trim()).is_dir())
}

/// Debian's compiler, in a tree that [`ready`] lays.
fn tree() -> Outcome<PathBuf> {
    Ok(cache()?.join("rustc-web"))
}
