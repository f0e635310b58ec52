//! Cargo for phones: with the standard library compiled from its sources, as `ffi/phones/std.toml` says.

use super::{AARCH64, folder};
use crate::run::{Failure, Outcome, cargo as own_cargo, root, step};
use crate::tools::cache;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Sees to it that there is a compiler with its library's sources: rustup's with the component `rust-src`, or else Debian's.
pub(super) fn ready() -> Outcome {
    if has_sources()? {
        return Ok(());
    }
    let mut lay = Command::new(root().join("ffi/phones/rustc-root.sh"));
    step("Rust with the sources of its library, in a tree of its own", lay.arg(tree()?))
}

/// Cargo, its folder for products given; a subcommand and its targets must follow. The compiler is there after [`ready`].
pub(super) fn cargo() -> Outcome<Command> {
    let mut cargo = own_cargo();
    cargo.arg("--config").arg(root().join("ffi/phones/std.toml"));
    // Cargo compiles the library for nightly compilers alone; this makes any compiler one.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", folder());
    let variable = |name: &str| format!("CARGO_TARGET_{}_{name}", AARCH64.replace('-', "_").to_uppercase());
    cargo.env(variable("LINKER"), "aarch64-linux-gnu-gcc");
    cargo.env(variable("RUNNER"), "qemu-aarch64-static -L /usr/aarch64-linux-gnu");
    if !has_sources()? {
        let tree = tree()?;
        let program = |name: &str| tree.join("usr/bin").join(name);
        cargo.env("LD_LIBRARY_PATH", tree.join("usr/lib/x86_64-linux-gnu"));
        cargo.env("RUSTC", program("rustc")).env("RUSTDOC", program("rustdoc"));
    }
    Ok(cargo)
}

/// Whether this machine's own compiler has its library's sources.
fn has_sources() -> Outcome<bool> {
    let sysroot = Command::new("rustc").current_dir(root()).args(["--print", "sysroot"]).output();
    let sysroot = sysroot.map_err(|error| Failure::new(format!("rustc: {error}"), "install Rust"))?;
    let sysroot = String::from_utf8_lossy(&sysroot.stdout);
    Ok(Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

/// Debian's compiler, in a tree that [`ready`] lays.
fn tree() -> Outcome<PathBuf> {
    Ok(cache()?.join("rustc-web"))
}
