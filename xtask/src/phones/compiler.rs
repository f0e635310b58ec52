//! Cargo for phones, with the standard library compiled from its sources, as `ffi/phones/std.toml` has it.

use super::{AARCH64, folder};
use crate::process::{Outcome, output, root, shell, step};
use crate::setup::cache;
use std::path::{Path, PathBuf};
use xshell::{Cmd, Shell, cmd};

/// Makes sure of a compiler with the sources of its library: that of rustup with the component `rust-src`, or Debian's.
pub(crate) fn ready() -> Outcome {
    let sh = shell()?;
    if has_sources(&sh)? {
        return Ok(());
    }
    let (script, tree) = (root().join("ffi/phones/rustc-root.sh"), tree()?);
    step("Rust with the sources of its library, in a tree of its own", cmd!(sh, "{script} {tree}"))
}

/// Returns Cargo with its configuration; a subcommand and its targets must follow. The compiler exists after [`ready`].
pub(super) fn cargo(sh: &Shell) -> Outcome<Cmd<'_>> {
    let config = root().join("ffi/phones/std.toml");
    let variable = |name: &str| format!("CARGO_TARGET_{}_{name}", AARCH64.replace('-', "_").to_uppercase());
    let mut cargo = cmd!(sh, "cargo --config {config}")
        // Cargo compiles the library for nightly compilers only; this variable makes any compiler one.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", folder())
        .env(variable("LINKER"), "aarch64-linux-gnu-gcc")
        .env(variable("RUNNER"), "qemu-aarch64-static -L /usr/aarch64-linux-gnu");
    if !has_sources(sh)? {
        let tree = tree()?;
        let program = |name: &str| tree.join("usr/bin").join(name);
        cargo = cargo.env("LD_LIBRARY_PATH", tree.join("usr/lib/x86_64-linux-gnu"));
        cargo = cargo.env("RUSTC", program("rustc")).env("RUSTDOC", program("rustdoc"));
    }
    Ok(cargo)
}

/// Whether this machine's own compiler has the sources of its library.
fn has_sources(sh: &Shell) -> Outcome<bool> {
    let sysroot = output(cmd!(sh, "rustc --print sysroot"))?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

/// Debian's compiler, in a folder that [`ready`] fills.
fn tree() -> Outcome<PathBuf> {
    Ok(cache()?.join("rustc-web"))
}
